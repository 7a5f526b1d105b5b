// Everything here is an addition: without it every marker is a link to its source, every source links back, search is a page.
(() => {
  const d = document,
    $ = (s, r = d) => r.querySelector(s),
    $$ = (s, r = d) => [...r.querySelectorAll(s)];
  const root = d.documentElement,
    T = (k) => root.dataset[k] || "",
    store = {
      get: (k) => {
        try {
          return localStorage[k];
        } catch {
          return null;
        }
      },
      set: (k, v) => {
        try {
          localStorage[k] = v;
        } catch {
          /* private mode */
        }
      },
    };
  const say = (t) => {
    const l = $("#live");
    if (l) {
      l.textContent = "";
      setTimeout(() => {
        l.textContent = t;
      }, 30);
    }
  };

  /* ---- source card. Hover or keyboard focus: a passing peek. Click, tap or Enter: the same card, pinned, with focus in it; Escape returns. ---- */
  let card,
    cur,
    pinned = false,
    openT,
    shutT,
    moved = false;
  const off = () => store.get("cards") === "off",
    mk = (e) => e.target.closest?.("a.c"),
    isOpen = () => card?.matches(":popover-open");
  const nums = (a) => {
    const g = a.closest(".cg");
    return g?.dataset.s ? g.dataset.s.split(" ") : (g ? $$(".c", g) : [a]).map((c) => c.hash.slice(2));
  };
  const el = (t, c, ...k) => {
    const e = d.createElement(t);
    if (c) e.className = c;
    e.append(...k);
    return e;
  };
  /* The recorded evidence from the place that the marker names ([1, p. 12]); without a place, the first quotation. */
  function passage(a, n, li) {
    const all = $$(".ev li", li),
      at = (e) => $(".at", e)?.textContent || "",
      mark = a.hash === "#s" + n ? a : $(`[href="#s${n}"]`, a.closest(".cg")),
      place = (mark?.nextSibling?.data || "").match(/^, (?:[a-z]+\. )?([^\],]+)/i)?.[1];
    return all.find((e) => place && at(e).includes(place)) || all.find((e) => e.className === "quote");
  }
  function fill(a) {
    const x = el("button", "btn sq x", "×");
    x.type = "button";
    x.setAttribute("aria-label", T("close"));
    x.onclick = () => shut(true);
    card.replaceChildren();
    for (const n of nums(a)) {
      const li = d.getElementById("s" + n);
      if (!li) continue;
      const h = $("h3", li).cloneNode(true);
      $(".vh", h)?.remove();
      const go = el("a", "", T("details"));
      go.href = "#s" + n;
      go.onclick = () => jump(a);
      const box = el("div", "", el("p", "t", el("b", "", n), ...h.childNodes));
      for (const q of [".status", ".meta", ".find"]) {
        const m = $(q, li);
        if (m) box.append(m.cloneNode(true));
      }
      const said = passage(a, n, li);
      if (said) box.append(el("p", "say", ...said.cloneNode(true).childNodes));
      box.append(el("p", "acts", go, ...$$(".acts .ext", li).map((l) => l.cloneNode(true))));
      $$("[id]", box).forEach((i) => i.removeAttribute("id"));
      card.append(box);
    }
    card.prepend(x);
  }
  function place(a) {
    if (matchMedia("(max-width: 40em)").matches) {
      card.style.left = card.style.top = "";
      const under = a.getBoundingClientRect().bottom + 20 - (innerHeight - card.offsetHeight);
      if (under > 0) scrollBy(0, under);
      return;
    }
    const rs = a.getClientRects(),
      r = rs[rs.length - 1],
      w = card.offsetWidth,
      h = card.offsetHeight,
      vw = root.clientWidth,
      gap = 7;
    let y = r.bottom + gap;
    if (y + h > innerHeight - 8 && r.top - gap - h > 8) y = r.top - gap - h;
    card.style.left = Math.min(Math.max(12, r.left + r.width / 2 - w / 2), vw - w - 12) + scrollX + "px";
    card.style.top = y + scrollY + "px";
  }
  function show(a, pin) {
    clearTimeout(shutT);
    clearTimeout(openT);
    if (cur === a && isOpen() && pinned === pin) return;
    if (!card) {
      card = el("div", "card");
      card.popover = "manual";
      card.tabIndex = -1; // else a card that scrolls is a stop of its own
      card.addEventListener("pointerenter", () => clearTimeout(shutT));
      card.addEventListener("pointerleave", (e) => {
        if (e.pointerType === "mouse") later();
      });
      card.addEventListener("focusout", (e) => {
        if (pinned && e.relatedTarget && !card.contains(e.relatedTarget)) shut();
      });
    }
    if (isOpen()) card.hidePopover();
    light(false);
    cur = a;
    pinned = pin;
    fill(a);
    (a.closest(".cg") || a).after(card); // right behind the marker, so Tab and a screen reader go on from there
    for (const l of $$("a, button", card)) l.tabIndex = pin ? 0 : -1;
    card.classList.toggle("pin", pin);
    if (pin) {
      card.role = "dialog";
      card.setAttribute("aria-label", a.getAttribute("aria-label"));
      card.removeAttribute("aria-hidden");
    } else {
      card.removeAttribute("role");
      card.removeAttribute("aria-label");
      card.setAttribute("aria-hidden", "true");
    }
    card.showPopover();
    place(a);
    card.scrollTop = 0;
    light(true);
    if (pin) card.focus({ preventScroll: true });
  }
  function light(on) {
    if (!cur) return;
    cur.classList.toggle("on", on);
    const box = cur.closest(".sec, .abox");
    if (box) for (const n of nums(cur)) $(`.rail [data-s="${n}"]`, box)?.classList.toggle("on", on);
  }
  function shut(back) {
    clearTimeout(openT);
    clearTimeout(shutT);
    const a = cur;
    light(false);
    cur = null;
    pinned = false;
    if (isOpen()) card.hidePopover();
    if (back && a) {
      a.dataset.quiet = 1;
      a.focus({ preventScroll: true });
    }
  }
  const later = () => {
    clearTimeout(shutT);
    clearTimeout(openT);
    if (!pinned) shutT = setTimeout(shut, 280);
  };
  if ("popover" in HTMLElement.prototype && $("a.c")) {
    for (const a of $$("a.c")) a.setAttribute("aria-haspopup", "dialog");
    d.addEventListener(
      "pointermove",
      () => {
        moved = true;
      },
      { passive: true },
    );
    d.addEventListener(
      "scroll",
      () => {
        moved = false;
        clearTimeout(openT);
      },
      { passive: true },
    );
    d.addEventListener("pointerdown", (e) => {
      if (cur && !card.contains(e.target) && !mk(e)) shut();
    });
    d.addEventListener("pointerover", (e) => {
      const a = mk(e);
      if (!a || e.pointerType !== "mouse" || e.buttons || pinned || off()) return;
      clearTimeout(shutT);
      clearTimeout(openT);
      openT = setTimeout(
        () => {
          if (moved) show(a, false);
        },
        cur ? 60 : 150,
      );
    });
    d.addEventListener("pointerout", (e) => {
      if (mk(e) && e.pointerType === "mouse") later();
    });
    d.addEventListener("focusin", (e) => {
      const a = mk(e);
      if (!a) return;
      if (a.dataset.quiet) delete a.dataset.quiet;
      else if (a.matches(":focus-visible") && !off()) show(a, false);
    });
    d.addEventListener("focusout", (e) => {
      if (mk(e) && !pinned) later();
    });
    d.addEventListener("keydown", (e) => {
      if (e.key === "Escape" && cur) {
        e.preventDefault();
        shut(pinned);
      }
    });
    d.addEventListener("click", (e) => {
      const a = mk(e);
      if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || off()) {
        if (a) jump(a);
        return;
      }
      e.preventDefault();
      if (pinned && cur === a) shut(true);
      else show(a, true);
    });
  }
  /* ---- there and back ---- */
  function jump(a) {
    const id = a.id;
    shut();
    $$(".from").forEach((b) => b.classList.remove("from"));
    const b = id && $(`.bk[href="#${CSS.escape(id)}"]`);
    if (b) {
      b.classList.add("from");
      if (!b.dataset.y) b.setAttribute("aria-label", T("yours") + " " + b.getAttribute("aria-label"));
      b.dataset.y = T("yours");
    }
    setTimeout(() => {
      const li = d.querySelector(":target");
      if (li?.matches("li")) {
        li.tabIndex = -1;
        li.focus({ preventScroll: true });
      }
    }, 0);
  }
  d.addEventListener("click", (e) => {
    const b = e.target.closest?.(".bk");
    if (!b) return;
    const m = d.getElementById(b.hash.slice(1));
    if (m) {
      m.dataset.quiet = 1;
      setTimeout(() => m.focus({ preventScroll: true }), 0);
    }
  });

  /* ---- copy buttons ---- */
  d.addEventListener("click", async (e) => {
    const b = e.target.closest?.("[data-copy]");
    if (!b) return;
    const src =
      b.dataset.copy === "link"
        ? location.href.split("#")[0]
        : b.dataset.copy === "answer"
          ? $("#answer").innerText.trim() + "\n\n" + d.title + "\n" + location.href.split("#")[0]
          : $(b.dataset.copy).textContent;
    try {
      await navigator.clipboard.writeText(src);
      say(T("copied"));
      const t = b.lastChild,
        o = t.textContent;
      t.textContent = T("copied");
      setTimeout(() => {
        t.textContent = o;
      }, 1600);
    } catch {
      say(T("failed"));
    }
  });

  /* ---- theme and preview switches ---- */
  const modes = ["auto", "light", "dark"],
    th = $("#theme");
  const mode = () => root.dataset.theme || "auto";
  const label = () => {
    if (th) {
      th.setAttribute("aria-label", `${T("colours")}: ${T(mode())}`);
      th.title = th.getAttribute("aria-label");
    }
  };
  label();
  th?.addEventListener("click", () => {
    const n = modes[(modes.indexOf(mode()) + 1) % 3];
    if (n === "auto") {
      delete root.dataset.theme;
      try {
        delete localStorage.theme;
      } catch {
        /* */
      }
    } else {
      root.dataset.theme = n;
      store.set("theme", n);
    }
    label();
    say(th.getAttribute("aria-label"));
  });
  for (const [id, key] of [
    ["cards", "cards"],
    ["slash", "slash"],
  ]) {
    const b = d.getElementById(id);
    if (!b) continue;
    const set = () => b.setAttribute("aria-pressed", store.get(key) === "off" ? "false" : "true");
    set();
    b.addEventListener("click", () => {
      store.set(key, store.get(key) === "off" ? "on" : "off");
      set();
    });
  }

  /* ---- contents: mark where the reader is ---- */
  const links = $$(".toc a");
  if (links.length && "IntersectionObserver" in window) {
    const by = new Map(
      links.map((l) => [d.getElementById(decodeURIComponent(l.hash.slice(1)))?.closest("section"), l]),
    );
    const io = new IntersectionObserver(
      (es) => {
        for (const e of es)
          if (e.isIntersecting) {
            links.forEach((l) => l.removeAttribute("aria-current"));
            by.get(e.target)?.setAttribute("aria-current", "true");
          }
      },
      { rootMargin: "-20% 0px -79% 0px" },
    );
    by.forEach((_, s) => s && io.observe(s));
  }

  /* ---- search: the dialog by click or key, the page's own field; without an index the list is narrowed while typing ---- */
  const so = $("#so"),
    find = $("#find");
  const disk = location.protocol === "file:";
  const script = () => {
    const src = new URL(T("script"), d.baseURI).href;
    const run = () =>
      new Promise((resolve, reject) => {
        const element = d.createElement("script");
        Object.assign(element, { src, onload: resolve, onerror: reject });
        d.head.append(element);
      });
    return (window.ibidSearch ? Promise.resolve() : disk ? run() : import(src)).then(() => window.ibidSearch);
  };
  const search = () => {
    if (find) return find.q.focus();
    if (!T("script")) location.href = so.href;
    else
      script().then(
        (m) => m.open(so),
        () => (location.href = so.href),
      );
  };
  if (so) {
    so.addEventListener("click", (e) => {
      if (e.ctrlKey || e.metaKey || e.shiftKey || !T("script")) return;
      e.preventDefault();
      search();
    });
    d.addEventListener("keydown", (e) => {
      const typing = /INPUT|TEXTAREA|SELECT/.test(e.target.tagName) || e.target.isContentEditable;
      const slash = e.key === "/" && store.get("slash") !== "off" && !typing && !e.ctrlKey && !e.metaKey && !e.altKey;
      if (!slash && !((e.ctrlKey || e.metaKey) && e.key === "k")) return;
      e.preventDefault();
      search();
    });
  }
  if (find) {
    find.q.value = new URLSearchParams(location.search).get("q") || "";
    find.q.focus();
    const narrow = () => {
      const fold = (s) => s.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, ""),
        out = $("#found");
      const items = $$(".letter li").map((li) => [li, fold(li.textContent)]);
      const run = () => {
        const words = fold(find.q.value).split(/\s+/).filter(Boolean);
        let n = 0;
        for (const [li, text] of items) {
          const hit = words.every((w) => text.includes(w));
          li.hidden = !hit;
          n += hit;
        }
        for (const box of $$(".letter")) box.hidden = !box.querySelector("li:not([hidden])");
        out.textContent = n || !words.length ? "" : out.dataset.none;
      };
      find.addEventListener("input", run);
      find.addEventListener("submit", (e) => e.preventDefault());
      run();
    };
    if (!T("script")) narrow();
    else
      script()
        .then((m) => m.page(find, $("#found"), $("#hits"), $("#all")))
        .catch(narrow);
  }

  /* ---- from disk, a folder's address shows no page: name the page ---- */
  if (location.protocol === "file:")
    for (const a of $$("a[href]")) if (a.protocol === "file:" && a.pathname.endsWith("/")) a.pathname += "index.html";
})();
