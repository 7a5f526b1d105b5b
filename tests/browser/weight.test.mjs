// What a reader downloads, and what a reader prints.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch as launchChrome } from "chrome-launcher";
import lighthouse from "lighthouse";
import { FLAGS, KITCHEN_SINK, SEED, build, executable, launch, reader, serve } from "./site.mjs";

let own, gallery, browser, folder;

before(async () => {
  [own, gallery, browser] = await Promise.all([serve(), serve(build("gallery")), launch()]);
  folder = mkdtempSync(join(tmpdir(), "ibid-print-"));
});
after(async () => {
  await browser?.close();
  own?.close();
  gallery?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("3. Lighthouse: accessibility, best practices and search engines 100", async () => {
  const chrome = await launchChrome({ chromePath: executable(), chromeFlags: ["--headless", ...FLAGS] });
  try {
    for (const path of [SEED, "/", "/manual/how-do-i-deploy/", "/topics/citations/", "/sources/commonmark-spec/"]) {
      const { lhr } = await lighthouse(own.address + path, { port: chrome.port, logLevel: "silent", onlyCategories: ["accessibility", "best-practices", "seo"] });
      const scores = Object.entries(lhr.categories).map(([name, category]) => [name, Math.round(category.score * 100)]);
      const failed = Object.values(lhr.audits).filter((a) => a.score === 0 && a.scoreDisplayMode === "binary").map((a) => a.id);
      assert.deepEqual(scores, [["accessibility", 100], ["best-practices", 100], ["seo", 100]], `${path}: ${failed.join(", ")}`);
    }
  } finally {
    await chrome.kill();
  }
});

test("3. nothing shifts while the page loads, a card opens and a reader scrolls", async () => {
  const { page, context } = await reader(browser);
  await page.addInitScript(() => {
    window.shifts = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((e) => (window.shifts += e.value))).observe({ type: "layout-shift", buffered: true });
  });
  for (const width of [360, 1280]) {
    for (const address of [own.address + SEED, own.address + KITCHEN_SINK, own.address + "/", `${gallery.address}/many/`]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(address, { waitUntil: "networkidle" });
      await page.mouse.wheel(0, 1500);
      if (await page.locator("#c1a").count()) await page.locator("#c1a").hover();
      await page.waitForTimeout(400);
      assert.ok((await page.evaluate(() => window.shifts)) < 0.001, `${address} at ${width} px: ${await page.evaluate(() => window.shifts)}`);
    }
  }
  await context.close();
});

test("4. the first view of the seed article: at most 20 KB and 5 requests, no font, no other host; scripts at most 6 KB", async () => {
  const { page, context } = await reader(browser);
  const sent = [];
  page.on("response", async (response) => sent.push({ url: response.url(), type: response.request().resourceType(), size: Number(response.headers()["content-length"]), encoding: response.headers()["content-encoding"] }));
  await page.goto(own.address + SEED, { waitUntil: "networkidle" });
  const icon = await page.locator('link[rel="icon"]').getAttribute("href");
  const requests = new Set([...sent.map((s) => s.url), new URL(icon, own.address + SEED).href]);
  const sum = (...types) => sent.filter((s) => types.includes(s.type)).reduce((n, s) => n + s.size, 0);
  const [html, css, js] = [sum("document"), sum("stylesheet"), sum("script")];
  console.log(`HTML ${html}, CSS ${css}, JavaScript ${js}, together ${html + css + js} bytes in ${requests.size} requests`);
  assert.ok(sent.every((s) => s.encoding === "gzip"));
  assert.ok(html + css + js <= 20_000, `${html + css + js} bytes`);
  assert.ok(js <= 6_000 && css <= 7_200, `JavaScript ${js}, CSS ${css}`);
  assert.ok(requests.size <= 5, [...requests].join(" "));
  assert.ok([...requests].every((url) => url.startsWith(own.address)));
  assert.ok(sent.every((s) => !["font", "image"].includes(s.type)));
  assert.equal(await page.locator("script:not([src]):not([type='application/ld+json']), style, [style]").count(), 0, "nothing inline");
  const nodes = await page.locator("*").count();
  assert.ok(nodes <= 480, `${nodes} elements`);
  await context.close();
});

/** The page as PDF: pages of text, whether it is tagged, and the share of dark dots. */
async function print(address, options) {
  const { page, context } = await reader(browser, options);
  await page.goto(address);
  const file = join(folder, "page.pdf");
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true, format: "A4", tagged: true, outline: true }));
  await context.close();
  const run = (command, ...args) => {
    const done = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28 });
    if (done.error) throw new Error(`missing: ${command} (Debian's package poppler-utils)`);
    return done.stdout;
  };
  const pages = run("pdftotext", "-layout", file, "-").split("\f").slice(0, -1);
  const info = run("pdfinfo", file);
  run("pdftoppm", "-gray", "-r", "20", "-f", "1", "-l", "1", file, join(folder, "dots"));
  const dots = readFileSync(join(folder, run("ls", folder).split("\n").find((f) => f.startsWith("dots"))));
  const gray = [...dots.subarray(dots.length - 165 * 230)];
  return { pages, text: pages.join("\n"), tagged: /Tagged:\s+yes/.test(info), dark: gray.filter((v) => v < 100).length / gray.length };
}

const squeeze = (text) => text.replace(/\s+/g, "");

test("18. printed, the seed article is 2 tagged A4 pages, black on white, with every source's address and no navigation", async () => {
  const { pages, text, tagged, dark } = await print(own.address + SEED, { colorScheme: "dark" });
  assert.equal(pages.length, 2);
  assert.ok(tagged);
  assert.ok(dark < 0.1, `${dark} of the dots are dark`);
  const { page, context } = await reader(browser);
  await page.goto(own.address + SEED);
  const addresses = await page.locator(".sources .ext").evaluateAll((all) => all.map((a) => a.href));
  assert.ok(addresses.length >= 4);
  for (const address of addresses) assert.ok(squeeze(text).includes(squeeze(address)), address);
  assert.ok(text.includes("https://ibid.example/qa/synthetic-data/"), "the page's own address");
  assert.equal(text.match(/\[\d\]/g).length, 12, "every marker");
  for (const word of ["Search", "Pricing", "TrueCite", "Copy answer", "In this answer", "back to the text", "Source previews", "Related answers"]) assert.ok(!text.includes(word), word);
  assert.match(text, /This article was generated/);
  assert.match(text, /1\s*\/\s*2/);
  await context.close();
});

test("18. printed, no card is cut between pages and no heading stands alone at the foot of one", async () => {
  const { pages } = await print(`${gallery.address}/many/`);
  assert.ok(pages.length >= 5);
  for (let n = 1; n <= 40; n++) {
    const on = (words) => pages.findIndex((p) => squeeze(p).includes(squeeze(words)));
    const title = on(`Work ${n}: a title`);
    assert.ok(title >= 0, `source ${n}`);
    assert.equal(on(`Work ${n} found that`), title, `source ${n}: its finding`);
    assert.equal(on(`https://works.example/${n}/`), title, `source ${n}: its address`);
  }
  for (const page of pages) {
    const lines = page.trimEnd().split("\n").filter((l) => l.trim() && !/^\s*\d+\s*\/\s*\d+$/.test(l));
    assert.doesNotMatch(lines.at(-1), /Does a section with|Sources used/);
  }
});
