// What the browser tests share: the built site behind a loopback server that sends the strict headers, and Chromium.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = fileURLToPath(new URL("../../public/", import.meta.url));
export const SEED = "/qa/synthetic-data/";
export const KITCHEN_SINK = "/manual/kitchen-sink/";

/** The policy that a site can be served under (themes/default works within it). */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
  "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json", ".xml": "application/xml" };

/** Serves a folder below `prefix` on loopback; gives its address and a function that ends it. */
export async function serve(root = ROOT, prefix = "/") {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const below = path.startsWith(prefix) ? path.slice(prefix.length) : null;
    const file = below === null ? null : join(root, normalize(below.endsWith("/") || below === "" ? `${below}index.html` : below));
    const found = file !== null && existsSync(file) && extname(file) !== "";
    const body = await readFile(found ? file : join(root, "404.html"));
    response.writeHead(found ? 200 : 404, { "content-type": TYPES[extname(found ? file : "404.html")] ?? "application/octet-stream", "content-security-policy": POLICY });
    response.end(body);
  });
  server.unref();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { address: `http://127.0.0.1:${server.address().port}${prefix}`.replace(/\/$/, ""), close: () => { server.closeAllConnections(); server.close(); } };
}

/** Debian's Chromium. */
export function launch() {
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  if (!executablePath) throw new Error("missing: Chromium (Debian's package chromium)");
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
}
