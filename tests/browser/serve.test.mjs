// `ibid serve` in a browser, under the strictest policy that a site may send: pages reload when they change, and show what is wrong.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./site.mjs";

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const IBID = fileURLToPath(new URL("../../target/debug/ibid", import.meta.url));
let folder, server, address, browser;

const article = (title, body) => `---\ntitle: ${title}\ntopics: [sky]\n---\n${body}\n`;
/** Saves as editors do: a file beside, put in the place of the old one. */
const save = async (path, text) => {
  await writeFile(join(folder, path + "~"), text);
  await rename(join(folder, path + "~"), join(folder, path));
};

before(async () => {
  if (!existsSync(IBID)) throw new Error("missing: target/debug/ibid (cargo build)");
  folder = await mkdtemp(join(tmpdir(), "ibid-serve-"));
  await mkdir(join(folder, "content"));
  await save("content/a.md", article("Is A?", "Body of A."));
  await save("content/b.md", article("Is B?", "Body of B."));
  server = spawn(IBID, ["serve", "-C", folder, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  address = await new Promise((ready) => {
    let said = "";
    server.stdout.on("data", (data) => {
      said += data;
      const found = said.match(/http:\/\/[\d.]+:\d+/);
      if (found) ready(found[0]);
    });
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.kill();
  await rm(folder, { recursive: true, force: true });
});

async function open(path) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => /Content Security Policy|TrustedHTML|Refused/.test(message.text()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.route("**/*", async (route) => {
    if (route.request().resourceType() !== "document") return route.continue();
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": POLICY } });
  });
  const listens = page.waitForRequest(/__ibid\/events/);
  await page.goto(address + path);
  await listens;
  return { page, context, complaints };
}

test("a save reloads its page, and no other", async () => {
  const a = await open("/a/");
  const b = await open("/b/");
  await b.page.evaluate(() => (window.same = true));
  await save("content/a.md", article("Is A?", "Body of A, changed."));
  await a.page.getByText("Body of A, changed.").waitFor();
  await save("content/a.md", article("Is A?", "Body of A, changed again."));
  await a.page.getByText("Body of A, changed again.").waitFor();
  assert.equal(await b.page.evaluate(() => window.same), true, "the other page stays");
  assert.equal(await a.page.locator("script[src*=__ibid]").count(), 0, "the script leaves no trace in the page");
  assert.deepEqual([...a.complaints, ...b.complaints], [], "within the policy");
  await a.context.close();
  await b.context.close();
});

test("what is wrong lies over its page until it is mended", async () => {
  const { page, context, complaints } = await open("/a/");
  const box = page.locator("#ibid-overlay section");
  await save("content/a.md", article("Is A?", "A claim [@missing]."));
  await box.waitFor();
  const told = await box.innerText();
  for (const part of ["unknown-source", "content/a.md:5", "A claim [@missing].", "list it under"]) assert.ok(told.includes(part), `${part} in ${told}`);
  assert.ok(await page.getByText("A claim").first().isVisible(), "the page is there too");
  assert.equal(await page.locator("#ibid-overlay button").innerText(), "1 error");
  if (process.env.IBID_SHOTS) await page.screenshot({ path: process.env.IBID_SHOTS });
  // Closed by keyboard, it stays closed when the page reloads with the same errors.
  await page.locator("#ibid-overlay button").focus();
  await page.keyboard.press("Escape");
  assert.ok(await box.isHidden());
  await page.reload();
  await page.locator("#ibid-overlay button").waitFor();
  assert.ok(await box.isHidden());
  const other = await open("/b/");
  await other.page.waitForTimeout(300);
  assert.equal(await other.page.locator("#ibid-overlay").count(), 0, "it concerns no other page");
  await other.context.close();
  await save("content/a.md", article("Is A?", "A claim."));
  await page.locator("#ibid-overlay").waitFor({ state: "detached" });
  assert.deepEqual(complaints, [], "within the policy");
  await context.close();
});

test("a page that was not there comes when it is written, and goes when it is deleted", async () => {
  const { page, context } = await open("/new/");
  assert.equal(await page.getByText("It is new.").count(), 0);
  await save("content/new.md", article("Is it new?", "It is new."));
  await page.getByText("It is new.").waitFor();
  await rm(join(folder, "content/new.md"));
  await page.getByText("It is new.").waitFor({ state: "detached" });
  await context.close();
});
