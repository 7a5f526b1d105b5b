// The built site in a browser: accessible, within its policy, usable without JavaScript, by keyboard, below a path and from disk.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { mkdtemp, rm } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KITCHEN_SINK, ROOT, SEED, launch, serve } from "./site.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = ["/", SEED, KITCHEN_SINK, "/answers/", "/topics/", "/topics/citations/", "/sources/", "/sources/commonmark-spec/", "/search/", "/no-such-page/"];
let site, browser;

before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.close();
});

async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => /Content Security Policy|TrustedHTML|Refused/.test(message.text()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(site.address + path);
  return { page, context, complaints };
}

for (const path of PAGES) {
  for (const [width, colorScheme] of [[360, "light"], [360, "dark"], [1280, "light"], [1280, "dark"]]) {
    test(`axe finds nothing on ${path} at ${width} px, ${colorScheme}`, async () => {
      const { page, context, complaints } = await open(path, { viewport: { width, height: 800 }, colorScheme, bypassCSP: false });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
      assert.deepEqual(complaints, [], "within the policy");
      await context.close();
      // axe itself needs more than the policy allows: a second visit, with the policy off, runs it.
      const second = await open(path, { viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
      await second.page.evaluate(axe);
      const { violations } = await second.page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3).join(" ")}`), []);
      await second.context.close();
    });
  }
}

test("without JavaScript every citation leads to its card and every card back", async () => {
  const { page, context } = await open(SEED, { javaScriptEnabled: false });
  const marks = await page.locator("a.c").all();
  assert.equal(marks.length, 12);
  for (const mark of marks) {
    const id = await mark.getAttribute("id");
    const card = (await mark.getAttribute("href")).slice(1);
    await mark.click();
    assert.ok(page.url().endsWith(`#${card}`));
    await page.locator(`#${card} a[href="#${id}"]`).click();
    assert.ok(page.url().endsWith(`#${id}`));
  }
  assert.equal(await page.locator(".needjs:visible").count(), 0, "nothing that needs a script is shown");
  assert.equal(await page.locator("#sources ~ ol > li").count(), 5);
  await context.close();
});

test("a marker shows its source by keyboard, and Escape leads back", async () => {
  const { page, context, complaints } = await open(SEED);
  await page.locator("#c1a").focus();
  await page.keyboard.press("Enter");
  const card = page.locator(".card.pin");
  await card.waitFor();
  assert.match(await card.innerText(), /Merging synthetic and real embryo data/);
  assert.match(await card.innerText(), /94\.5% to 97%/);
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.id), "c1a");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a group shows all of its sources, in order", async () => {
  const { page, context } = await open(KITCHEN_SINK);
  const group = page.locator(".cg[data-s]").first();
  const numbers = (await group.getAttribute("data-s")).split(" ");
  await group.locator("a.c").first().click();
  const shown = await page.locator(".card.pin .t b").allInnerTexts();
  assert.deepEqual(shown, numbers);
  await context.close();
});

test("search by key: a misspelt question finds its answer, by keyboard alone, within the policy", async () => {
  const { page, context, complaints } = await open(SEED);
  await page.locator("h1").click();
  await page.keyboard.press("Control+k");
  await page.locator("dialog[open] input").waitFor();
  await page.keyboard.type("how do I deplyo a site");
  const option = page.locator("dialog [role=option]").first();
  // Results follow each key; those of the whole question are awaited.
  await option.filter({ hasText: "How do I deploy a site?" }).waitFor();
  assert.match(await page.locator("dialog [role=status]").innerText(), /result/);
  await page.keyboard.press("ArrowDown");
  assert.equal(await option.getAttribute("aria-selected"), "true");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/manual/how-do-i-deploy/");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("the dialog opens by / too, which can be switched off, and Escape gives the focus back", async () => {
  const { page, context } = await open(SEED);
  await page.keyboard.press("/");
  await page.locator("dialog[open] input").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.id), "so");
  await page.locator("#slash").click();
  await page.locator("h1").click();
  await page.keyboard.press("/");
  await page.waitForTimeout(300);
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await context.close();
});

test("axe finds nothing in the open dialog and on the page of results", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page, context } = await open("/search/?q=citation", { bypassCSP: true, colorScheme });
    await page.locator("#hits > li").first().waitFor();
    assert.ok((await page.locator("#hits mark").count()) > 0, "words are marked");
    await page.evaluate(axe);
    const onPage = await page.evaluate(() => window.axe.run(document));
    assert.deepEqual(onPage.violations.map((v) => `${v.id}: ${v.nodes[0].html}`), []);
    await page.goto(site.address + SEED);
    await page.keyboard.press("Control+k");
    await page.locator("dialog[open] input").fill("synthetic data");
    await page.locator("dialog [role=option]").first().waitFor();
    await page.evaluate(axe);
    const inDialog = await page.evaluate(() => window.axe.run(document));
    assert.deepEqual(inDialog.violations.map((v) => `${v.id}: ${v.nodes[0].html}`), []);
    await context.close();
  }
});

test("below a path, styles and links work, and so do those of the page for missing addresses", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ibid-browser-"));
  const binary = new URL("../../target/debug/ibid", import.meta.url).pathname;
  execFileSync(binary, ["build", "--quiet", "--output", folder, "--base-url", "https://x.github.io/repo/"], { cwd: new URL("../..", import.meta.url).pathname });
  const below = await serve(folder, "/repo/");
  const page = await browser.newPage();
  for (const start of ["/qa/synthetic-data/", "/nowhere/at/all/"]) {
    await page.goto(below.address + start);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).marginTop), "0px", "the style sheet is there");
    await page.getByRole("link", { name: "QA", exact: true }).click();
    assert.equal(await page.locator("h1").innerText(), "All answers");
  }
  await page.close();
  below.close();
  await rm(folder, { recursive: true });
});

test("from disk, styles and links work", async () => {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(ROOT, "qa/synthetic-data/index.html")).href);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).marginTop), "0px");
  await page.getByRole("link", { name: "QA", exact: true }).click();
  assert.equal(await page.locator("h1").innerText(), "All answers");
  await page.close();
});

test("printed, every source is there with its address, and no navigation", async () => {
  const { page, context } = await open(SEED);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".top nav").isVisible(), false);
  assert.equal(await page.locator(".sources > li:visible").count(), 5);
  await context.close();
});
