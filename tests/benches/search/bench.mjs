// Measures a built index through the client that it holds: quality, bytes over the wire, requests, latency.
//
//   node tests/benches/search/bench.mjs COLLECTION INDEX [SPLIT]
//
// COLLECTION and INDEX are what `search-bench build` was given. "First" is a visitor's first question: client, root and
// all that the question needs, nothing cached. "Later" is a question of its own with only client and root at hand.
// "Typed" is a whole question, searched at every third key, with what earlier keys fetched at hand.
import {readFileSync, readdirSync} from "node:fs";
import {resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {serve} from "./serve.mjs";

const [collection, index, split = "test"] = process.argv.slice(2);
const {open} = await import(pathToFileURL(resolve(index, "client.js")));

function queries() {
  const out = {};
  for (const name of readdirSync(collection)) {
    const variant = name.match(/^queries\.(.+)\.jsonl$/)?.[1];
    if (variant) out[variant] = readFileSync(`${collection}/${name}`, "utf8").trim().split("\n").map(JSON.parse).filter(q => q.split === split);
  }
  return out;
}

function judgements() {
  const out = new Map;
  for (const line of readFileSync(`${collection}/qrels.tsv`, "utf8").trim().split("\n")) {
    const [query, doc, grade] = line.split("\t");
    if (!out.has(query)) out.set(query, new Map);
    out.get(query).set(doc, +grade);
  }
  return out;
}

const dcg = gains => gains.slice(0, 10).reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))];
const spread = (list, digits = 0) => `median ${quantile(list, .5).toFixed(digits)}, p95 ${quantile(list, .95).toFixed(digits)}, most ${Math.max(...list).toFixed(digits)}`;

async function quality(variants, judged) {
  const handle = await open(resolve(index));
  for (const [variant, list] of Object.entries(variants)) {
    let ndcg = 0, mrr = 0, first = 0, count = 0, none = 0;
    for (const {id, text} of list) {
      const grades = judged.get(id);
      if (!grades) continue;
      const hits = await handle.search(text, {limit: 10});
      const gains = hits.map(hit => grades.get(hit.path) ?? 0), at = gains.findIndex(gain => gain > 0);
      ndcg += dcg(gains) / dcg([...grades.values()].sort((a, b) => b - a));
      mrr += at < 0 ? 0 : 1 / (at + 1);
      first += at === 0;
      none += !hits.length;
      count++;
    }
    const mean = sum => (sum / count).toFixed(4);
    console.log(`${variant.padEnd(8)} nDCG@10 ${mean(ndcg)}  MRR@10 ${mean(mrr)}  S@1 ${mean(first)}  nothing ${(100 * none / count).toFixed(2)} %`);
  }
}

async function wire(list) {
  const server = await serve(resolve(index));
  await fetch(server.url + "client.js").then(r => r.text());
  await open(server.url);
  const shell = {...server.count};
  console.log(`client and root: ${shell.bytes} bytes`);
  const figures = {bytes: [], requests: []}, typed = {bytes: [], requests: []};
  for (const {text} of list) {
    const handle = await open(server.url);
    server.reset();
    await handle.search(text, {limit: 10});
    for (const name of ["bytes", "requests"]) figures[name].push(server.count[name]);
  }
  for (const {text} of list.slice(0, 60)) {
    const handle = await open(server.url);
    server.reset();
    for (let end = 3; end < text.length + 3; end += 3) await handle.search(text.slice(0, end), {limit: 10});
    for (const name of ["bytes", "requests"]) typed[name].push(server.count[name]);
  }
  console.log(`first question, bytes: ${spread(figures.bytes.map(b => b + shell.bytes))}`);
  console.log(`first question, requests: ${spread(figures.requests.map(r => r + 2))}`);
  for (const [name, values] of Object.entries(figures)) console.log(`later question, ${name}: ${spread(values)}`);
  for (const [name, values] of Object.entries(typed)) console.log(`typed question, ${name}: ${spread(values)}`);
  server.close();
}

async function trips(list) {
  const delay = 100, server = await serve(resolve(index), delay), counts = [];
  for (const {text} of list) {
    const handle = await open(server.url), start = performance.now();
    await handle.search(text, {limit: 10});
    counts.push(Math.floor((performance.now() - start) / delay));
  }
  console.log(`later question, round trips in sequence: ${spread(counts)}`);
  server.close();
}

async function latency(list) {
  const handle = await open(resolve(index)), times = [];
  for (const {text} of list) await handle.search(text);
  for (const {text} of list) {
    const start = performance.now();
    await handle.search(text);
    times.push(performance.now() - start);
  }
  console.log(`latency with files at hand, ms: ${spread(times, 2)}`);
  const cold = [];
  for (const {text} of list.slice(0, 200)) {
    const fresh = await open(resolve(index)), start = performance.now();
    await fresh.search(text);
    cold.push(performance.now() - start);
  }
  console.log(`latency with reading and decoding, ms: ${spread(cold, 2)}`);
}

const variants = queries();
await quality(variants, judgements());
await wire(variants.plain.slice(0, 300));
await trips(variants.plain.slice(0, 30));
await latency(variants.plain.slice(0, 500));
