// Loads a bibliography with Citation.js and prints how many entries it has; a warning fails.
import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-csl';
import fs from 'fs';

const said = [];
for (const level of ['log', 'warn', 'error', 'info']) console[level] = (...words) => said.push(words.join(' '));
const entries = new Cite(fs.readFileSync(process.argv[2], 'utf8')).data;
if (said.length > 0 || entries.some((e) => !e.title)) {
  process.stderr.write(`${process.argv[2]}: ${said.join('\n')}\n`);
  process.exit(1);
}
process.stdout.write(`${entries.length}\n`);
