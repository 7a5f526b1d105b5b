// Search in a browser: the page and the dialog, by keyboard and as a screen reader is told, within the policy, below a
// path, from disk, without JavaScript.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, SEED, launch, serve } from "./site.mjs";

const DEPLOY = "how do I deplyo a site";
let site, browser;

before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.close();
});

async function visit(address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(address);
  return { page, context, complaints };
}

test("a link with ?q= shows its results: the question, the answer with the words marked, links into sections, a count", async () => {
  const { page, context, complaints } = await visit(`${site.address}/search/?q=citation%20footnote`);
  await page.locator("#hits > li").first().waitFor();
  assert.equal(await page.locator("input[name=q]").inputValue(), "citation footnote");
  assert.ok((await page.locator("#hits mark").count()) > 0);
  assert.match(await page.locator("#found").innerText(), /\d+ /);
  assert.equal(await page.locator("#found").getAttribute("role"), "status");
  const section = page.locator("#hits .quotes a").first();
  const target = await section.getAttribute("href");
  assert.match(target, /#./);
  await section.click();
  assert.equal(await page.locator(`[id="${decodeURIComponent(new URL(target).hash.slice(1))}"]`).count(), 1, "the section is there");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a filter narrows the results, and the address follows what is asked", async () => {
  const { page, context, complaints } = await visit(`${site.address}/search/?q=ibid`);
  await page.locator("#hits > li").first().waitFor();
  const all = await page.locator("#hits > li").count();
  const topic = page.locator("select[name=topic]");
  await topic.selectOption("themes");
  await page.waitForFunction((n) => document.querySelectorAll("#hits > li").length < n, all);
  assert.ok((await page.locator("#hits > li").count()) > 0);
  await page.locator("input[name=q]").fill("synthetic data");
  await page.keyboard.press("Enter");
  assert.match(page.url(), /\?q=synthetic%20data$/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a source's DOI or title finds the answers that cite it", async () => {
  const { page, context } = await visit(`${site.address}/search/?q=${encodeURIComponent("Merging synthetic and real embryo data")}`);
  await page.locator("#hits > li").first().waitFor();
  assert.match(await page.locator("#hits > li a").first().getAttribute("href"), /qa\/synthetic-data\/$/);
  await context.close();
});

test("the dialog is a combobox with a list of options: arrows choose, the choice is told, Escape gives the focus back", async () => {
  const { page, context, complaints } = await visit(site.address + SEED);
  await page.locator("#so").focus();
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox");
  await field.waitFor();
  assert.equal(await field.getAttribute("aria-expanded"), "false");
  await page.keyboard.type(DEPLOY);
  await page.getByRole("option").first().waitFor();
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  assert.equal(await page.locator(`#${await field.getAttribute("aria-controls")}`).getAttribute("role"), "listbox");
  for (const key of ["ArrowDown", "ArrowDown", "ArrowUp"]) await page.keyboard.press(key);
  const active = await field.getAttribute("aria-activedescendant");
  assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
  assert.equal(await page.locator("[role=option][aria-selected=true]").count(), 1);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.id), "so");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("the / key stays off on the next page", async () => {
  const { page, context } = await visit(site.address + SEED);
  await page.locator("#slash").click();
  await page.goto(`${site.address}/answers/`);
  await page.locator("h1").click();
  await page.keyboard.press("/");
  await page.waitForTimeout(300);
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.equal(await page.locator("#slash").getAttribute("aria-pressed"), "false");
  await page.keyboard.press("Control+k");
  await page.locator("dialog[open]").waitFor();
  await context.close();
});

test("below a path the results lead below it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ibid-search-"));
  const binary = new URL("../../target/debug/ibid", import.meta.url).pathname;
  execFileSync(binary, ["build", "--quiet", "--output", folder, "--base-url", "https://x.github.io/repo/"], { cwd: new URL("../..", import.meta.url).pathname });
  const below = await serve(folder, "/repo/");
  const { page, context, complaints } = await visit(`${below.address}/search/?q=${encodeURIComponent(DEPLOY)}`);
  const first = page.locator("#hits > li a").first();
  await first.waitFor();
  assert.equal(await first.getAttribute("href"), `${below.address}/manual/how-do-i-deploy/`);
  assert.deepEqual(complaints, []);
  await context.close();
  below.close();
  await rm(folder, { recursive: true });
});

test("from disk the search page and the dialog find answers, and their links open pages", async () => {
  const { page, context, complaints } = await visit(`${pathToFileURL(join(ROOT, "search/index.html")).href}?q=${encodeURIComponent(DEPLOY)}`);
  const first = page.locator("#hits > li a").first();
  await first.waitFor();
  await first.click();
  assert.match(await page.locator("h1").innerText(), /How do I deploy a site\?/);
  await page.keyboard.press("Control+k");
  await page.locator("dialog[open] input").fill("synthetic data real data");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/qa/synthetic-data/index.html");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("without JavaScript the search page lists every answer by letter", async () => {
  const { page, context } = await visit(`${site.address}/search/`, { javaScriptEnabled: false });
  assert.ok((await page.locator(".letter li a:visible").count()) > 10);
  await context.close();
});
