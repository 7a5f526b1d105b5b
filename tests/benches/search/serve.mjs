// A real loopback server of a folder, with gzip, that counts what goes over the wire: bodies as compressed, and
// requests. With a delay, answers wait, so that the time of a search tells its round trips one after the other.
import {createServer} from "node:http";
import {readFile} from "node:fs/promises";
import {gzipSync} from "node:zlib";
import {join, normalize} from "node:path";

const TYPES = {js: "text/javascript", json: "application/json", html: "text/html", css: "text/css", wasm: "application/wasm"};

export async function serve(folder, delay = 0) {
  const count = {bytes: 0, requests: 0, log: []};
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
    const body = await readFile(join(folder, path)).catch(() => null);
    if (!body) return response.writeHead(404).end();
    const sent = gzipSync(body, {level: 9});
    count.bytes += sent.length;
    count.requests++;
    count.log.push([path, sent.length]);
    response.writeHead(200, {"content-type": TYPES[path.split(".").pop()] ?? "application/octet-stream", "content-encoding": "gzip", "access-control-allow-origin": "*"});
    setTimeout(() => response.end(sent), delay);
  });
  await new Promise(done => server.listen(0, "127.0.0.1", done));
  const reset = () => Object.assign(count, {bytes: 0, requests: 0, log: []});
  return {url: `http://127.0.0.1:${server.address().port}/`, count, reset, close: () => server.close()};
}
