// Articles that try to run something, in every place that an article can fill: nothing runs, with and without a policy.
// ATTACKS=FOLDER takes the vectors of lists (one a line in `*.txt`, an array of texts in `*.json`) in the place of our own.
import { test, after } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, mkdir, writeFile, rm, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, serve } from "./site.mjs";
import { OWN, lists, made } from "./vectors.mjs";

const IBID = process.env.IBID ?? fileURLToPath(new URL("../../target/debug/ibid", import.meta.url));
/** Frames that load at once. */
const AT_ONCE = 12;
/** Vectors in one article, where they are many. */
const TOGETHER = 100;

const clean = (text) => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ");
const yaml = (text) => JSON.stringify(clean(text)).replaceAll("\ufeff", "");
const list = (vectors, item) => vectors.map((v, n) => item(yaml(v), v, n)).join(", ");
/** What file systems let a vector be called. */
const named = (vector) => clean(vector).replace(/[<>:"|?*\\/\ufeff]/g, "").replace(/[\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, "").trim().slice(0, 40).replace(/[. ]+$/, "") || "x";

/** An article with vectors in every value and in the text; the places where it must be an address get one that carries them. */
function article(vectors, n) {
  const at = (k) => vectors[(n + k) % vectors.length];
  const v = (k) => yaml(at(k));
  const plain = (text) => clean(text).replace(/[\][@;]/g, " ");
  return `---
title: ${yaml(`T${n} ${at(0)}`)}
description: ${v(1)}
date: 2026-01-01
topics: [${v(2)}, ${v(3)}]
authors: [${list(vectors, (text) => `{name: ${text}}`)}]
provenance: ${v(4)}
series: ${v(5)}
changes: [${list(vectors, (text) => `{date: 2026-01-02, kind: correction, note: ${text}}`)}]
certainty: low
certainty_reason: ${v(6)}
sources:
${vectors.map((vector, k) => `  - {id: a${k}, title: ${yaml(vector)}, finding: ${yaml(vector)}, authors: [{literal: ${yaml(vector)}}], container: ${yaml(vector)}, publisher: ${yaml(vector)}, notice: ${yaml(vector)}, status: retracted, url: ${yaml(`https://a.org/?q=${encodeURIComponent(clean(vector).toWellFormed())}`)}, evidence: [{quote: ${yaml(vector)}, at: ${yaml(vector)}}]}`).join("\n")}
extra: {x: [${list(vectors, (text) => text)}]}
---
An answer [@a0, p. ${plain(at(7))}]. ${clean(at(8))}

${vectors.map((vector, k) => `A claim [@a${k}, p. ${plain(vector)}].

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

[^n${k}]: ${clean(vector)}

Noted[^n${k}].
`).join("\n")}
[f](<n${n}-${named(at(0))}.svg>) ![f](<n${n}-${named(at(0))}.svg>)
`;
}

/** A site whose articles hold `together` vectors each; what they are wrong about is no error here, so that they are published. */
async function site(vectors, html, together) {
  const root = await mkdtemp(join(tmpdir(), "ibid-attacks-"));
  await mkdir(join(root, "content"));
  const rules = execFileSync(IBID, ["rules", "--color", "never"], { encoding: "utf8" }).match(/\b[a-z0-9]+(?:-[a-z0-9]+)+\b/g) ?? [];
  const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
  await writeFile(join(root, "content/pic.svg"), picture);
  const groups = Array.from({ length: Math.ceil(vectors.length / together) }, (_, n) => vectors.slice(n * together, (n + 1) * together));
  for (const [n, group] of groups.entries()) {
    const name = named(group[n % group.length]);
    await writeFile(join(root, `content/v${n}-${name}.md`), article(group, n));
    await writeFile(join(root, `content/n${n}-${name}.svg`), picture);
  }
  // Names that look like rules and are none are told; they are left out the second time.
  let known = [...new Set(rules)].filter((rule) => !rule.startsWith("waiver"));
  const write = () => writeFile(join(root, "ibid.yaml"), `title: Attacks\nhtml: ${html}\nbase_url: https://a.org/\nper_page: 100\nlimits: {citations: 1000000, sources: 1000000}\nsource_pages: ${together === 1 ? "all" : "shared"}\nrules:\n${known.map((rule) => `  ${rule}: off\n`).join("")}`);
  for (let round = 0; round < 3; round++) {
    await write();
    const found = JSON.parse(run(["check", "--format", "json"], root));
    const unknown = (found.findings ?? found.diagnostics ?? found).filter((f) => f.rule === "unknown-rule").map((f) => /`([^`]+)`/.exec(f.message)?.[1]);
    if (!unknown.length) break;
    known = known.filter((rule) => !unknown.includes(rule));
  }
  execFileSync(IBID, ["-C", root, "build", "-q"], { encoding: "utf8", maxBuffer: 1 << 28 });
  return { root, articles: groups.length };
}

function run(args, root) {
  try {
    return execFileSync(IBID, ["-C", root, ...args], { encoding: "utf8", maxBuffer: 1 << 30 });
  } catch (failed) {
    return failed.stdout;
  }
}

/** In the browser: loads each page in a frame, does what a reader might, and tells what ran there and what could. */
async function look(paths) {
  const one = async (path) => {
    const frame = document.createElement("iframe");
    frame.src = path;
    document.body.append(frame);
    await new Promise((done) => { frame.onload = done; setTimeout(done, 20_000); });
    const page = frame.contentDocument;
    if (!page || !frame.contentWindow.location.pathname.endsWith(path)) {
      frame.remove();
      return { path, ran: 1, risky: ["the page has gone elsewhere"] };
    }
    for (const e of page.querySelectorAll("[onmouseover],[onfocus],[onclick]")) for (const kind of ["mouseover", "focus", "click"]) e.dispatchEvent(new Event(kind));
    for (const e of page.querySelectorAll("#hit, main a[href^='javascript:' i]")) e.click ? e.click() : e.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    await new Promise((done) => setTimeout(done, 5));
    const address = /^(href|src|action|data|xlink:href|formaction|poster|background|srcset|to|values)$/i;
    const runs = (value) => /^(javascript|vbscript|livescript|data|blob|file|jar|feed|view-source):/i.test(value.replace(/[\t\n\r]/g, "").replace(/^[\u0000-\u0020]+/, ""));
    const risky = [...page.querySelectorAll("*")].filter((e) =>
      [...e.attributes].some((a) => /^on/i.test(a.name) || /^(style|srcdoc|nonce)$/i.test(a.name) || (address.test(a.name) && runs(a.value))) ||
      (/^(iframe|object|embed|base|frame|frameset|applet|animate|animatetransform|set|foreignobject|portal|style|template|noscript|marquee|meta)$/i.test(e.localName) && !own(e)) ||
      (/^(form|input|textarea|select|button)$/i.test(e.localName) && !own(e)) ||
      (e.localName === "script" && !(e.src && new URL(e.src).origin === location.origin) && e.type !== "application/ld+json") ||
      (e.localName === "link" && /stylesheet|import|preload/i.test(e.rel) && new URL(e.href).origin !== location.origin));
    const found = { path, ran: frame.contentWindow.__ran ?? 0, risky: risky.map((e) => e.outerHTML.slice(0, 160)) };
    frame.remove();
    return found;
  };
  // What the theme itself writes: its heads, its search, its tools, the boxes of a list of tasks.
  const own = (e) => e.closest("head,[role=search],.search,dialog,header,footer,nav") || (e.localName === "button" && e.type === "button" && !e.formAction.startsWith("javascript")) || (e.localName === "input" && e.type === "checkbox" && e.disabled) || (e.localName === "textarea" && e.readOnly) || (e.localName === "noscript" && e.parentElement?.closest("main") === null);
  const found = (await Promise.all(paths.map(one))).filter((page) => page.ran || page.risky.length);
  return { found, above: window.__ran ?? 0 };
}

const browser = await launch(["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]);
after(() => browser.close());

/** Opens every page of a site; what ran or could run, and which others were asked for anything. */
async function visit(root, policy) {
  const host = await serve(join(root, "public"), "/", { policy, framed: true });
  const context = await browser.newContext();
  // What most lists call: counted, so that no box waits for an answer.
  await context.addInitScript(() => { for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => { window.__ran = (window.__ran || 0) + 1; }; });
  const page = await context.newPage();
  const strangers = [];
  page.on("request", (request) => { if (!request.url().startsWith(`${host.address}/`)) strangers.push([request.resourceType(), request.url().slice(0, 80)]); });
  page.on("dialog", (dialog) => { strangers.push(["dialog", dialog.message()]); return dialog.dismiss(); });
  const pages = (await readdir(join(root, "public"), { recursive: true })).filter((p) => p.endsWith("index.html")).map((p) => "/" + p.replace(/index\.html$/, "").split("/").map(encodeURIComponent).join("/"));
  const bad = [];
  for (let at = 0; at < pages.length; at += AT_ONCE) {
    await page.goto(`${host.address}/__frames`);
    const { found, above } = await page.evaluate(look, pages.slice(at, at + AT_ONCE));
    bad.push(...found);
    if (above) bad.push({ path: pages.slice(at, at + AT_ONCE).join(" "), above });
  }
  await context.close();
  host.close();
  // Pictures from elsewhere are what an article may show; the policy of the site decides on them.
  return { pages: pages.length, bad, strangers: strangers.filter(([kind]) => kind !== "image" && kind !== "media") };
}

const SETS = process.env.ATTACKS ? [["of the lists", lists(process.env.ATTACKS), Number(process.env.TOGETHER ?? 1)]] : [["of our own", OWN, 1], ["made", made(), TOGETHER]];
for (const [name, vectors, together] of SETS) {
  for (const html of ["escape", "sanitize"]) {
    test(`html: ${html}: of ${vectors.length} attacks ${name}, in every place, none runs, with and without a policy`, async () => {
      const { root, articles } = await site(vectors, html, together);
      for (const policy of [true, false]) {
        const { pages, bad, strangers } = await visit(root, policy);
        assert.ok(pages >= articles, `${pages} pages`);
        assert.deepEqual({ policy, bad: bad.slice(0, 20), strangers: strangers.slice(0, 20) }, { policy, bad: [], strangers: [] });
        console.log(`${vectors.length} vectors ${name}, html: ${html}, ${policy ? "with" : "without"} a policy: ${pages} pages, 0 run`);
      }
      await rm(root, { recursive: true, force: true });
    });
  }
}

test("html: trust, without a policy: the same attacks do run, so that the tests above would see one", async () => {
  const { root } = await site(OWN, "trust", 1);
  const { bad } = await visit(root, false);
  const ran = bad.filter((page) => page.ran).length;
  assert.ok(ran > 20, `${ran} pages ran something`);
  await rm(root, { recursive: true, force: true });
});
