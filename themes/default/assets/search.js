// The search dialog and the search page, over the index's own client. Loaded when a reader first searches.
(() => {
  const d = document;
  const root = d.documentElement;
  const T = (key) => root.dataset[key] || "";
  const at = (path) => new URL(path, d.baseURI).href;
  const el = (tag, props = {}, ...kids) => {
    const e = d.createElement(tag);
    for (const [k, v] of Object.entries(props)) if (v !== undefined && v !== null) e.setAttribute(k, v);
    e.append(...kids);
    return e;
  };

  /** The index's client: a module; where the page is opened from disk and nothing can be imported, a script. */
  const client = () =>
    location.protocol !== "file:"
      ? import(at(root.dataset.index + "client.js"))
      : new Promise((resolve, reject) => {
          const script = el("script", { src: at(root.dataset.index + "disk.js") });
          script.onload = () => resolve(globalThis.ibidIndex);
          script.onerror = reject;
          d.head.append(script);
        });
  let opening;
  const index = () => (opening ??= client().then((m) => m.open(at(root.dataset.index))));

  /** Text with the ranges marked. */
  function marked(text, ranges) {
    const out = d.createDocumentFragment();
    let from = 0;
    for (const [start, end] of ranges) {
      out.append(text.slice(from, start), el("mark", {}, text.slice(start, end)));
      from = end;
    }
    out.append(text.slice(from));
    return out;
  }

  /** Runs what was asked last; what is out of date is aborted. */
  function asker(answer) {
    let running;
    return async (query, options) => {
      running?.abort();
      running = new AbortController();
      const { signal } = running;
      try {
        const hits = query.trim() ? await (await index()).search(query, { ...options, signal }) : [];
        if (!signal.aborted) answer(hits, query);
      } catch (error) {
        if (error.name !== "AbortError" && !signal.aborted) answer(null, query);
      }
    };
  }

  /** How many results there are; where as many came as were asked for, there may be more. */
  const count = (n, limit) => (n === 1 ? T("foundOne") : T("foundMany").replace("{n}", n < limit ? n : `${n}+`));

  const verdict = (word) => T("verdict" + word[0].toUpperCase() + word.slice(1)) || word;

  /** Results in the dialog, and on the page before more are asked for. */
  const FEW = 8;
  const MANY = 20;

  /** The dialog; `link` leads to the search page and gets the focus back. */
  let dialog;
  function open(link) {
    dialog ??= build(link);
    if (!dialog.box.open) dialog.box.showModal();
    dialog.input.select();
    index().catch(() => (location.href = link.href));
  }

  function build(link) {
    const input = el("input", {
      type: "search",
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": "sr",
      "aria-expanded": "false",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: T("ask"),
      "aria-label": T("ask"),
    });
    const list = el("ul", { class: "list", id: "sr", role: "listbox", "aria-label": T("results") });
    const status = el("p", { role: "status" });
    const close = el("button", { class: "btn", type: "button" }, T("close"));
    const box = el(
      "dialog",
      { "aria-label": T("search") },
      el("form", { role: "search" }, el("div", { class: "find-form" }, input, close)),
      status,
      list,
    );
    d.body.append(box);
    let chosen = -1;
    const options = () => [...list.querySelectorAll("a")];
    const choose = (n) => {
      const all = options();
      chosen = all.length ? (n + all.length) % all.length : -1;
      all.forEach((o, i) => o.setAttribute("aria-selected", String(i === chosen)));
      if (chosen < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    };
    const ask = asker((hits, query) => {
      list.replaceChildren(
        ...(hits ?? []).map((hit, i) => {
          const best = hit.sections[0];
          const text = el(
            "span",
            {},
            marked(
              hit.answer.slice(0, 220),
              hit.marks.answer.filter(([, end]) => end <= 220),
            ),
          );
          const option = el(
            "a",
            { role: "option", id: `o${i}`, href: hit.url, tabindex: "-1", "aria-selected": "false", lang: hit.lang },
            el("b", {}, marked(hit.title, hit.marks.title)),
            text,
          );
          if (best) option.append(el("span", { class: "in" }, best.heading));
          return el("li", { role: "none" }, option);
        }),
      );
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-expanded", String(Boolean(hits?.length)));
      status.textContent = !query.trim() ? "" : hits?.length ? count(hits.length, FEW) : T("none");
    });
    input.addEventListener("input", () => ask(input.value, { limit: FEW }));
    input.addEventListener("keydown", (e) => {
      if (e.key === "Escape") {
        e.preventDefault();
        box.close();
      } else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        e.preventDefault();
        choose(e.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? -1 : chosen - 1);
      } else if (e.key === "Enter") {
        e.preventDefault();
        const all = options();
        const target = all[Math.max(chosen, 0)];
        location.href = target ? target.href : `${link.href}?q=${encodeURIComponent(input.value)}`;
      }
    });
    close.addEventListener("click", () => box.close());
    box.addEventListener("click", (e) => e.target === box && box.close());
    box.addEventListener("close", () => link.focus());
    return { box, input };
  }

  /** The search page: results above the list of all answers, with filters. */
  async function page(form, status, out, all) {
    const handle = await index();
    const filters = await handle.filters();
    const chosen = {};
    for (const kind of ["topic", "year", "verdict"]) {
      const values = filters[kind] ?? [];
      if (values.length < 2) continue;
      const name = (value) => (kind === "verdict" ? verdict(value) : value);
      const select = el(
        "select",
        { name: kind, "aria-label": T(kind) },
        el("option", { value: "" }, T(kind)),
        ...values.map(([value, n]) => el("option", { value }, `${name(value)} (${n})`)),
      );
      select.addEventListener("change", () => run());
      form.append(select);
      chosen[kind] = select;
    }
    const ask = asker((hits, query) => {
      const asked = query.trim() !== "";
      all.hidden = asked && hits !== null;
      const shown = limit > MANY ? out.childElementCount : 0;
      out.replaceChildren(...(hits ?? []).map(result));
      status.textContent = !asked ? "" : hits?.length ? count(hits.length, limit) : T("none");
      more.hidden = !hits || hits.length < limit;
      // Who asked for more goes on reading at the first that came.
      if (shown && hits?.length > shown) out.children[shown].querySelector("a").focus();
    });
    let limit = MANY;
    const more = el("button", { class: "btn", type: "button", hidden: "" }, T("more"));
    more.addEventListener("click", () => {
      limit += MANY;
      find();
    });
    out.after(more);
    const run = () => {
      limit = MANY;
      find();
    };
    const find = () => {
      const set = Object.fromEntries(
        Object.entries(chosen)
          .filter(([, s]) => s.value)
          .map(([kind, s]) => [kind, s.value]),
      );
      ask(form.q.value, { limit, filters: set });
    };
    form.addEventListener("input", (e) => e.target === form.q && run());
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      history.replaceState(null, "", `?q=${encodeURIComponent(form.q.value)}`);
      run();
    });
    run();
  }

  function result(hit) {
    const facts = [hit.verdict && verdict(hit.verdict), hit.year].filter(Boolean).join(" · ");
    const li = el(
      "li",
      { lang: hit.lang },
      el("h2", { class: "q" }, el("a", { href: hit.url }, marked(hit.title, hit.marks.title))),
      el("p", {}, marked(hit.answer, hit.marks.answer)),
    );
    if (hit.sections.length)
      li.append(
        el("ul", { class: "quotes" }, ...hit.sections.map((s) => el("li", {}, el("a", { href: s.url }, s.heading)))),
      );
    if (facts) li.append(el("p", { class: "meta" }, facts));
    return li;
  }

  // Not exported: a page opened from disk runs this file as a script.
  globalThis.ibidSearch = { open, page };
})();
