// The browser's client in Node, held to what Rust's search answers over the same index: words, scores, sections, damage.
// `cargo test --test search` builds the index and writes the answers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { open, words } from "../../src/search/client.js";
import { SERVED, minified } from "./minify.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const site = here("../../target/tmp/search/");
const json = (path) => {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(`missing: ${path} (cargo test --test search writes it): ${error.message}`);
  }
};

test("words are cut and folded as the vectors say", () => {
  for (const [text, expected] of json(here("words.json"))) assert.deepEqual(words(text), expected, text);
});

test("every question has Rust's answers, with Rust's scores and sections, from the source and from what sites serve", async () => {
  const served = await import(join(site, "search/client.js"));
  for (const client of [{ open }, served]) {
    const index = await client.open(join(site, "search"));
    for (const [query, expected] of json(join(site, "answers.json"))) {
      const hits = await index.search(query);
      assert.deepEqual(hits.map((hit) => [hit.path, hit.score, hit.sections.map((s) => [s.id, s.score])]), expected, query);
    }
  }
});

test("what sites serve is made from the source (node tests/search/minify.mjs)", async () => {
  assert.equal(readFileSync(SERVED, "utf8"), await minified());
});

test("odd questions end", async () => {
  const index = await open(join(site, "search"));
  for (const query of ["", " ", "?!", "\0", "#", "x".repeat(10000), "word ".repeat(2000), "天".repeat(10000), Array.from({ length: 2500 }, (_, n) => `q${n}`).join(" ")])
    assert.ok((await index.search(query)).length <= 10);
});

test("filters narrow, marks lie within the text, sections link into the page", async () => {
  const index = await open(join(site, "search"));
  const values = await index.filters();
  assert.ok(values.topic.some(([name, n]) => name === "physics" && n > 2));
  const hits = await index.search("why is the sky blue", { filters: { topic: "physics", verdict: "yes" } });
  assert.deepEqual(hits.map((hit) => hit.path), ["en-sky/"]);
  assert.deepEqual(await index.search("sky", { filters: { topic: "no such topic" } }), []);
  const [hit] = await index.search("sunset");
  assert.match(hit.sections[0].url, /en-sky\/#why-are-sunsets-red$/);
  const marked = (text, ranges) => ranges.map(([from, to]) => text.slice(from, to));
  assert.deepEqual(marked((await index.search("blue sky"))[0].title, (await index.search("blue sky"))[0].marks.title), ["sky", "blue"]);
});

test("a file that is cut off or changed is an error or an answer, never a hang", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ibid-damaged-"));
  let told = 0;
  for (const name of ["root.js", ...readdirSync(join(site, "search/w")).map((name) => `w/${name}`), "r/0.js"]) {
    for (const damage of [(text) => text.slice(0, text.length / 2), (text) => text.slice(0, 60) + "hh((" + text.slice(64), () => ""]) {
      cpSync(join(site, "search"), folder, { recursive: true });
      writeFileSync(join(folder, name), damage(readFileSync(join(folder, name), "utf8")));
      try {
        const index = await open(folder);
        for (const query of ["why is the sky blue", "cofee", "咖啡", "straßen"]) await index.search(query);
      } catch {
        told++;
      }
    }
  }
  rmSync(folder, { recursive: true });
  assert.ok(told > 3, `${told} told`);
});
