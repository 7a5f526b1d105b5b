// What the browser tests share: the built site behind a loopback server that sends the strict headers, and Chromium.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

export const ROOT = fileURLToPath(new URL("../../public/", import.meta.url));
export const SEED = "/qa/synthetic-data/";
export const KITCHEN_SINK = "/manual/kitchen-sink/";

const IBID = fileURLToPath(new URL("../../target/debug/ibid", import.meta.url));

/** Runs `ibid` and gives what it printed. */
export function ibid(args, options = {}) {
  return execFileSync(IBID, args, { encoding: "utf8", cwd: fileURLToPath(new URL("../..", import.meta.url)), ...options });
}

/** Builds the site in `folder`, with more `settings` if need be, into a folder of its own; gives that folder. */
export function build(folder, args = [], settings = "") {
  const out = mkdtempSync(join(tmpdir(), "ibid-browser-"));
  process.on("exit", () => rmSync(out, { recursive: true, force: true }));
  cpSync(fileURLToPath(new URL(folder, import.meta.url)), join(out, "site"), { recursive: true });
  appendFileSync(join(out, "site/ibid.yaml"), settings);
  ibid(["-C", join(out, "site"), "build", "--quiet", ...args]);
  return join(out, "site/public/");
}

/** The headers that `ibid init --deploy` has a host send, read from what it writes for one. */
function headers() {
  const folder = mkdtempSync(join(tmpdir(), "ibid-headers-"));
  ibid(["init", join(folder, "site"), "--deploy", "netlify"]);
  ibid(["-C", join(folder, "site"), "build", "--quiet", "--base-url", "https://answers.example/"]);
  const text = readFileSync(join(folder, "site/public/_headers"), "utf8");
  rmSync(folder, { recursive: true });
  const block = text.split(/^(?=\S)/m).find((part) => part.startsWith("/*\n"));
  return Object.fromEntries(block.split("\n").slice(1).map((line) => line.trim().split(/: (.*)/s)).filter(([name]) => name && name !== "Cache-Control").map(([name, value]) => [name.toLowerCase(), value]));
}
export const HEADERS = headers();
if (!HEADERS["content-security-policy"]?.includes("require-trusted-types-for 'script'")) throw new Error("the deployed headers hold no strict policy");

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json", ".xml": "application/xml", ".png": "image/png", ".txt": "text/plain; charset=utf-8" };

/**
 * Serves a folder below `prefix` on loopback, compressed where asked for; gives its address and a function that ends it. `framed` lets a
 * page of its own, `/__frames`, show the others.
 */
export async function serve(root = ROOT, prefix = "/", { policy = true, framed = false } = {}) {
  const server = createServer(async (request, response) => {
    if (framed && request.url === "/__frames") return response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Frames</title>");
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const below = path.startsWith(prefix) ? path.slice(prefix.length) : null;
    const file = below === null ? null : join(root, normalize(below.endsWith("/") || below === "" ? `${below}index.html` : below));
    const found = file !== null && existsSync(file) && extname(file) !== "";
    const sent = found ? file : join(root, "404.html");
    let body = await readFile(sent);
    const head = { ...HEADERS, "content-type": TYPES[extname(sent)] ?? "application/octet-stream", "cache-control": "max-age=600" };
    if (/\bgzip\b/.test(request.headers["accept-encoding"] ?? "") && /text|javascript|json|svg|xml/.test(head["content-type"])) {
      body = gzipSync(body);
      head["content-encoding"] = "gzip";
    }
    if (!policy) delete head["content-security-policy"];
    if (framed) {
      delete head["x-frame-options"];
      if (policy) head["content-security-policy"] = head["content-security-policy"].replace("frame-ancestors 'none'", "frame-ancestors 'self'");
    }
    response.writeHead(found ? 200 : 404, { ...head, "content-length": body.length });
    response.end(body);
  });
  server.unref();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { address: `http://127.0.0.1:${server.address().port}${prefix}`.replace(/\/$/, ""), close: () => { server.closeAllConnections(); server.close(); } };
}

/** Where Debian's Chromium is. */
export function executable() {
  const found = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  if (!found) throw new Error("missing: Chromium (Debian's package chromium)");
  return found;
}

/** A browser that asks nobody else for anything. */
export const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/** Debian's Chromium, with more flags if need be. */
export function launch(more = []) {
  return chromium.launch({ executablePath: executable(), args: [...FLAGS, ...more] });
}

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong on the page as it stands: WCAG 2.2 A and AA, and best practices. */
export async function axe(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3).join(" ")}`);
}

/** A page in a context of its own that writes down what breaks the policy or throws. */
export async function reader(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => (message.type() === "error" || /Content Security Policy|TrustedHTML|Refused/.test(message.text())) && !/404/.test(message.text()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, context, complaints };
}
