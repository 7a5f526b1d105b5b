// How long from a save to the new page in the browser, and how much memory that takes.
//
//   node tests/benches/serve.mjs SITE [--ibid target/release/ibid] [--samples 40] [--pause 700]
//
// SITE is copied nowhere: one article of it is edited in place and put back at the end. Each sample writes the file, waits
// for the page's reload event (server-sent events, as a browser does), fetches the page, and looks for what was written.
// Body edits and title edits are measured; the medians, the 95th percentiles and the server's memory are printed.
import { spawn } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync, statSync } from "node:fs";
import { join } from "node:path";

const [site, ...rest] = process.argv.slice(2);
const option = (name, usual) => (rest.includes(`--${name}`) ? rest[rest.indexOf(`--${name}`) + 1] : usual);
const ibid = option("ibid", "target/release/ibid");
const samples = Number(option("samples", 40));
const pause = Number(option("pause", 700));
if (!site) throw new Error("usage: node tests/benches/serve.mjs SITE");

const files = (folder) => readdirSync(folder).sort().flatMap((name) => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? files(path) : path.endsWith(".md") ? [path] : [];
});
const all = files(join(site, "content"));
const file = all[Math.floor(all.length / 2)];
const original = readFileSync(file, "utf8");

const server = spawn(ibid, ["serve", "-C", site, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
let said = "";
server.stdout.on("data", (data) => (said += data));
const until = async (what, seconds = 120) => {
  for (let n = 0; n < seconds * 100; n++) {
    const found = what();
    if (found) return found;
    await new Promise((next) => setTimeout(next, 10));
  }
  throw new Error(`waited ${seconds} s; the server said: ${said}`);
};
const memory = () => {
  const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
  const of = (name) => Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))[1]) / 1024;
  return { now: of("VmRSS"), most: of("VmHWM") };
};

/** The page's events, as an EventSource gives them. */
async function* events(address, page, seen) {
  const answer = await fetch(`${address}/__ibid/events?page=${encodeURIComponent(page)}&seen=${seen}`);
  let text = "";
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let at; (at = text.indexOf("\n\n")) >= 0; text = text.slice(at + 2)) {
      const name = text.slice(0, at).match(/^event: (.*)$/m)?.[1];
      if (name) yield name;
    }
  }
}

const seenOf = (html) => html.match(/data-seen="([^"]+)"/)[1];
const percentile = (times, share) => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];

async function measure(address, page, name, edit) {
  const times = [];
  const listening = events(address, page, seenOf(await (await fetch(address + page)).text()));
  for (let n = 0; n < samples; n++) {
    const mark = `mark${name}${n}x`;
    const text = edit(mark);
    await new Promise((next) => setTimeout(next, pause));
    const start = performance.now();
    writeFileSync(file, text);
    for (;;) {
      const { value } = await listening.next();
      if (value !== "reload") continue;
      const html = await (await fetch(address + page)).text();
      if (html.includes(mark)) break;
    }
    times.push(performance.now() - start);
  }
  await listening.return();
  console.log(`${name} edit: median ${percentile(times, 0.5).toFixed(1)} ms, 95th percentile ${percentile(times, 0.95).toFixed(1)} ms, most ${Math.max(...times).toFixed(1)} ms (${samples} samples)`);
}

try {
  const address = await until(() => said.match(/http:\/\/[\d.]+:\d+/)?.[0]);
  await until(() => / read in /.test(said));
  console.log(said.trim().split("\n").slice(0, 2).join("\n"));
  const page = "/" + file.slice(join(site, "content").length + 1).replace(/\.md$/, "/");
  // The index is made once before: its memory counts.
  await fetch(`${address}/search/root.js`).then((answer) => answer.arrayBuffer());
  await measure(address, page, "body", (mark) => original + `\nA new sentence with ${mark} in it.\n`);
  await measure(address, page, "title", (mark) => original.replace(/^title: .*$/m, `title: "What is ${mark}?"`));
  await new Promise((next) => setTimeout(next, 5000));
  const { now, most } = memory();
  console.log(`memory: ${now.toFixed(0)} MB now, ${most.toFixed(0)} MB at most`);
} finally {
  writeFileSync(file, original);
  server.kill("SIGINT");
}
