// Follows a page while it is being written: reloads it when it changed, and shows what is wrong with it.
// Only the preview adds this script; it needs nothing that a strict policy forbids (script, style and connection of the page's own origin).
(() => {
  "use strict";
  const script = document.currentScript;
  const seen = script.dataset.seen;
  script.remove();

  let events = null;
  const listen = () => {
    const query = new URLSearchParams({ page: location.pathname, seen });
    events = new EventSource(`/__ibid/events?${query}`);
    events.addEventListener("reload", () => location.reload());
    events.addEventListener("findings", (event) => show(JSON.parse(event.data)));
  };
  const rest = () => {
    events?.close();
    events = null;
  };
  // A browser opens few connections to one server: a page that nobody sees leaves its own to others, and asks again when it is seen.
  const follow = () => (document.visibilityState === "hidden" ? rest() : events ?? listen());
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", rest);
  addEventListener("pageshow", follow);
  follow();

  /** An element with attributes and children; text stays text. */
  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const count = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

  let host = null;
  let panel = null;
  const frame = () => {
    host = element("div", { id: "ibid-overlay" });
    panel = element("div", { class: "overlay" });
    host.attachShadow({ mode: "open" }).append(element("link", { rel: "stylesheet", href: "/__ibid/live.css" }), panel);
    document.documentElement.append(host);
  };

  const show = (wrong) => {
    const { trouble, findings } = wrong;
    if (trouble.length === 0 && findings.length === 0) {
      host?.remove();
      host = null;
      return;
    }
    if (!host) frame();
    const of = (severity) => findings.filter((f) => f.severity === severity).length;
    const parts = [[trouble.length + of("error"), "error"], [of("warn"), "warning"], [of("info"), "note"]];
    const summary = parts.filter(([n]) => n > 0).map(([n, word]) => count(n, word)).join(", ");
    const grave = trouble.length + of("error") > 0;
    const name = JSON.stringify(wrong);
    const open = grave && recall() !== name;
    const button = element("button", { type: "button", class: grave ? "error" : "warn", "aria-expanded": String(open) }, summary);
    const list = element("ul", {}, ...trouble.map((text) => element("li", {}, element("pre", {}, text))), ...findings.map(entry));
    const box = element("section", { "aria-label": "What ibid found on this page" }, list);
    box.hidden = !open;
    const turn = (shown) => {
      box.hidden = !shown;
      button.setAttribute("aria-expanded", String(shown));
      recall(shown ? "" : name);
    };
    button.addEventListener("click", () => turn(box.hidden));
    panel.onkeydown = (event) => event.key === "Escape" && (turn(false), button.focus());
    panel.replaceChildren(box, button);
  };

  /** What was closed last, so that a reload does not open it again. */
  const recall = (value) => {
    try {
      if (value !== undefined) sessionStorage.setItem("ibid-closed", value);
      return sessionStorage.getItem("ibid-closed");
    } catch {
      return null;
    }
  };

  const entry = (found) => {
    const place = `${found.file}:${found.line}:${found.column}`;
    const head = element("p", {}, element("b", { class: found.severity }, found.severity), " ", found.message, " ", element("i", {}, found.rule));
    const help = found.help.map((text) => element("p", { class: "help" }, text));
    return element("li", {}, head, element("p", { class: "place" }, place), element("pre", {}, found.text), ...help);
  };
})();
