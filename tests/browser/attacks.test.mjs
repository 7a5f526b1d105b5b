// Articles that try to run something, in every place that an article can fill: nothing runs, with and without a policy.
import { test, after } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, mkdir, writeFile, rm, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, serve } from "./site.mjs";

const IBID = fileURLToPath(new URL("../../target/debug/ibid", import.meta.url));
const X = "window.__ran=(window.__ran||0)+1";

/** Ways in, by kind: elements, handlers, addresses, breaks out of attributes, comments and raw text, names that shadow the page's. */
const VECTORS = [
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

const clean = (text) => text.replace(/[\u0000-\u001f\u2028\u0085]/g, " ");
const yaml = (text) => JSON.stringify(clean(text)).replaceAll("\ufeff", "");

/** An article with a vector in every value and in the text; the places where it must be an address get one that carries it. */
function article(vector, n) {
  const v = yaml(vector);
  return `---
title: ${yaml(`T${n} ${vector}`)}
description: ${v}
date: 2026-01-01
topics: [${v}]
authors: [{name: ${v}}]
provenance: ${v}
series: ${v}
changes: [{date: 2026-01-02, kind: correction, note: ${v}}]
certainty: low
certainty_reason: ${v}
sources:
  - {id: a, title: ${v}, finding: ${v}, authors: [{literal: ${v}}], container: ${v}, publisher: ${v}, notice: ${v}, status: retracted, url: ${yaml(`https://a.org/?q=${encodeURIComponent(clean(vector))}`)}, evidence: [{quote: ${v}, at: ${v}}]}
extra: {x: ${v}}
---
An answer [@a, p. ${clean(vector).replace(/[\][@;]/g, " ")}].

${vector}

## Section ${clean(vector)}

- ${clean(vector)}

| a |
|---|
| ${clean(vector).replaceAll("|", "\\|")} |

![${clean(vector).replace(/[\][]/g, " ")}](pic.svg "${clean(vector).replace(/["\\]/g, " ")}")

\`\`\`${clean(vector).replaceAll("`", "")}
${vector}
\`\`\`

[^n]: ${clean(vector)}

Noted[^n].
`;
}

/** A site of one article a vector; what the articles are wrong about is no error here, so that they are published. */
async function site(html) {
  const root = await mkdtemp(join(tmpdir(), "ibid-attacks-"));
  await mkdir(join(root, "content"));
  const rules = execFileSync(IBID, ["rules", "--color", "never"], { encoding: "utf8" }).match(/\b[a-z]+(?:-[a-z]+)+\b/g) ?? [];
  const known = [...new Set(rules)].filter((rule) => !rule.startsWith("waiver"));
  const settings = (rule) => `  ${rule}: off\n`;
  const skip = [];
  await writeFile(join(root, "content/pic.svg"), '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
  for (const [n, vector] of VECTORS.entries()) await writeFile(join(root, `content/v${n}.md`), article(vector, n));
  const write = (names) => writeFile(join(root, "ibid.yaml"), `title: Attacks\nhtml: ${html}\nbase_url: https://a.org/\nrules:\n${names.map(settings).join("")}`);
  // Names that look like rules and are none are told; they are left out the second time.
  await write(known);
  for (let round = 0; round < 3; round++) {
    const found = JSON.parse(check(root));
    const list = found.findings ?? found.diagnostics ?? found;
    const unknown = list.filter((f) => f.rule === "unknown-rule").map((f) => /`([^`]+)`/.exec(f.message)?.[1]);
    if (!unknown.length) break;
    skip.push(...unknown);
    await write(known.filter((rule) => !skip.includes(rule)));
  }
  execFileSync(IBID, ["-C", root, "build", "-q"], { encoding: "utf8" });
  return root;
}

function check(root) {
  try {
    return execFileSync(IBID, ["-C", root, "check", "--format", "json"], { encoding: "utf8", maxBuffer: 1 << 28 });
  } catch (failed) {
    return failed.stdout;
  }
}

const browser = await launch();
after(() => browser.close());

for (const html of ["escape", "sanitize"]) {
  for (const policy of [true, false]) {
    test(`html: ${html}, ${policy ? "with" : "without"} a policy: of ${VECTORS.length} attacks in every place none runs`, async () => {
      const root = await site(html);
      const host = await serve(join(root, "public"), "/", { policy });
      const context = await browser.newContext();
      const page = await context.newPage();
      const dialogs = [];
      page.on("dialog", async (dialog) => { dialogs.push(dialog.message()); await dialog.dismiss(); });
      const pages = (await readdir(join(root, "public"), { recursive: true })).filter((p) => p.endsWith("index.html")).map((p) => p.replace(/index\.html$/, ""));
      assert.ok(pages.length >= VECTORS.length, `${pages.length} pages`);
      const bad = [];
      for (const path of pages) {
        await page.goto(`${host.address}/${path}`, { waitUntil: "load" });
        const seen = await page.evaluate(() => {
          for (const e of document.querySelectorAll("[onmouseover],[onfocus]")) { e.dispatchEvent(new Event("mouseover")); e.dispatchEvent(new Event("focus")); }
          for (const e of document.querySelectorAll("#hit, main a[href^='javascript:' i]")) e.click();
          const risky = [...document.querySelectorAll("*")].filter((e) =>
            [...e.attributes].some((a) => /^on/i.test(a.name) || /^\s*(javascript:|vbscript:|data:text)/i.test(a.value) && /^(href|src|action|data|xlink:href|formaction)$/i.test(a.name)) ||
            /^(iframe|object|embed|base|frame|form)$/i.test(e.localName) && !e.closest("[role=search],.search,dialog,header") && e.localName !== "form" ||
            e.localName === "script" && !e.src && e.type !== "application/ld+json");
          return { ran: window.__ran ?? 0, risky: risky.map((e) => e.outerHTML.slice(0, 120)) };
        });
        if (seen.ran || seen.risky.length) bad.push({ path, ...seen });
      }
      assert.deepEqual({ bad, dialogs }, { bad: [], dialogs: [] });
      await context.close();
      host.close();
      await rm(root, { recursive: true, force: true });
    });
  }
}

test("html: trust, without a policy: the same attacks do run, so that the tests above would see one", async () => {
  const root = await site("trust");
  const host = await serve(join(root, "public"), "/", { policy: false });
  const page = await browser.newPage();
  page.on("dialog", (dialog) => dialog.dismiss());
  let ran = 0;
  for (let n = 0; n < 5; n++) {
    await page.goto(`${host.address}/v${n}/`, { waitUntil: "load" });
    ran += await page.evaluate(() => window.__ran ?? 0);
  }
  assert.ok(ran > 0);
  await page.close();
  host.close();
  await rm(root, { recursive: true, force: true });
});
