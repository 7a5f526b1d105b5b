// Makes src/search/client.min.js, which sites serve, from src/search/client.js: `node tests/search/minify.mjs`.
// `client.test.mjs` fails where one is changed without the other.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { minify } from "terser";

const place = (name) => fileURLToPath(new URL(`../../src/search/${name}`, import.meta.url));
export const CLIENT = place("client.js");
export const SERVED = place("client.min.js");

export async function minified() {
  const { code } = await minify(readFileSync(CLIENT, "utf8"), {
    module: true,
    ecma: 2022,
    compress: { passes: 3, unsafe_arrows: true },
    format: { preamble: '// ibid\'s search: import {open} from this file; (await open()).search("words", {limit: 10}). See docs/search.md.' },
  });
  return code + "\n";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(SERVED, await minified());
