// Search in a browser, and the built site below a path and from disk.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { mkdtemp, rm } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, SEED, axe, launch, reader, serve } from "./site.mjs";

let site, browser;

before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.close();
});

async function open(path, options) {
  const opened = await reader(browser, options);
  await opened.page.goto(site.address + path);
  return opened;
}

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

test("axe finds nothing in the open dialog and on the page of results", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page, context } = await open("/search/?q=citation", { bypassCSP: true, colorScheme });
    await page.locator("#hits > li").first().waitFor();
    assert.ok((await page.locator("#hits mark").count()) > 0, "words are marked");
    assert.deepEqual(await axe(page), []);
    await page.goto(site.address + SEED);
    await page.keyboard.press("Control+k");
    await page.locator("dialog[open] input").fill("synthetic data");
    await page.locator("dialog [role=option]").first().waitFor();
    assert.deepEqual(await axe(page), []);
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
