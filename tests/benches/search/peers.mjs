// Measures MiniSearch and Pagefind on the collection that bench.mjs measures ibid on: quality in Node, and what a first
// question costs over the wire with gzip (for MiniSearch the whole index, which it needs before it can answer).
//
//   (cd tests/benches/search && npm install)
//   node tests/benches/search/peers.mjs COLLECTION [SPLIT]
import {mkdtempSync, readFileSync, readdirSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {gzipSync} from "node:zlib";
import MiniSearch from "minisearch";
import * as pagefind from "pagefind";
import {serve} from "./serve.mjs";

const [collection, split = "test"] = process.argv.slice(2);
const lines = name => readFileSync(join(collection, name), "utf8").trim().split("\n");
const documents = lines("docs.jsonl").map(JSON.parse);
const judged = new Map;
for (const [query, doc, grade] of lines("qrels.tsv").map(line => line.split("\t"))) {
  if (!judged.has(query)) judged.set(query, new Map);
  judged.get(query).set(doc, +grade);
}
const dcg = gains => gains.slice(0, 10).reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
const median = list => list.sort((a, b) => a - b)[list.length >> 1];

async function quality(name, search) {
  for (const file of readdirSync(collection)) {
    const variant = file.match(/^queries\.(.+)\.jsonl$/)?.[1];
    if (!variant) continue;
    let ndcg = 0, none = 0, count = 0;
    for (const {id, text, split: part} of lines(file).map(JSON.parse)) {
      const grades = judged.get(id);
      if (part !== split || !grades) continue;
      const ids = await search(text);
      ndcg += dcg(ids.map(doc => grades.get(doc) ?? 0)) / dcg([...grades.values()].sort((a, b) => b - a));
      none += !ids.length;
      count++;
    }
    console.log(`${name}  ${variant.padEnd(8)} nDCG@10 ${(ndcg / count).toFixed(4)}  nothing ${(100 * none / count).toFixed(2)} %`);
  }
}

async function miniSearch() {
  const index = new MiniSearch({fields: ["title", "body"], storeFields: ["title"], searchOptions: {boost: {title: 3}, fuzzy: 0.2, prefix: true}});
  index.addAll(documents);
  console.log(`MiniSearch  a first question needs ${gzipSync(JSON.stringify(index)).length} bytes of index`);
  await quality("MiniSearch", text => index.search(text).slice(0, 10).map(hit => hit.id));
}

async function pageFind() {
  const {index} = await pagefind.createIndex();
  for (const {id, title, body, lang} of documents)
    await index.addCustomRecord({url: id, content: `${title}\n${body}`, language: lang, meta: {title, id}});
  const folder = mkdtempSync(join(tmpdir(), "ibid-pagefind-"));
  await index.writeFiles({outputPath: folder});
  const server = await serve(folder);
  const client = await import(pathToFileURL(join(folder, "pagefind.js")));
  await client.options({basePath: server.url});
  await client.init();
  const search = async text => Promise.all((await client.search(text)).results.slice(0, 10).map(async hit => (await hit.data()).meta.id));
  await quality("Pagefind", search);
  const cost = [];
  for (const {text} of lines("queries.plain.jsonl").map(JSON.parse).slice(0, 50)) {
    const fresh = await import(`${pathToFileURL(join(folder, "pagefind.js"))}?${cost.length}`);
    server.reset();
    await fresh.options({basePath: server.url});
    const found = await fresh.search(text);
    await Promise.all(found.results.slice(0, 10).map(hit => hit.data()));
    cost.push(server.count.bytes);
  }
  console.log(`Pagefind  a first question costs ${median(cost)} bytes in the median, its script apart`);
  server.close();
  await pagefind.close();
  rmSync(folder, {recursive: true});
}

await miniSearch();
await pageFind();
process.exit();
