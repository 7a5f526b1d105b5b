// Runs before the first paint: says that scripts run, and takes up the colours that the reader chose.
(function (root) {
  root.classList.add("js");
  try {
    var chosen = localStorage.theme;
    if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
  } catch (e) {
    // Storage may be closed to us: the system's colours then rule.
  }
})(document.documentElement);
