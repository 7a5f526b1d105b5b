// ibid's search in the browser and in Node: finds answers in an index of static files, a few kilobytes a question.
//
//   import {open} from "./client.js";
//   const index = await open();                 // the folder beside this file; or a URL; in Node also a path
//   const results = await index.search("why is the sky blue", {limit: 10});
//   // → [{url, title, answer, verdict, year, topics, lang, score, sections, marks: {title, answer}}]
//   await index.filters()                       // → {topic: [[value, articles], …], year: …, verdict: …, lang: …}
//
// url: resolved against the folder above the index (the site's root), so it works under any path; `path` is the same
// as it stands in the index. sections: the best three that have the words, [{id, heading, score, url}].
// marks: [[start, end], …], where to mark words in `title` and `answer`.
// Options: limit, lang, filters {topic, year, verdict}, signal (an AbortSignal: what is out of date is not fetched).
// A page opened from disk cannot fetch; there (or with {script: true}) the same files are run as scripts.
// The format's owner is format.rs; the steps, and their names, are those of searcher.rs and repair.rs.

const DENSE = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\u{20000}-\\u{3ffff}";
const CHAR = "[\\p{Alphabetic}\\p{N}\\p{M}]";
const RUN = new RegExp(CHAR + "+", "gu");
const PART = new RegExp(`[${DENSE}]|[^${DENSE}]+`, "gu");
const IS_DENSE = new RegExp(`^[${DENSE}]`, "u");
const OPEN = new RegExp(CHAR + "$", "u");
const SPELT = {ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", đ: "d", ł: "l", ı: "i", ς: "σ"};

// Words

const fold = text => /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : text.normalize("NFKD").toLowerCase()
  .replace(/[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/g, "")
  .normalize("NFC").replace(/[ßæœþøđłıς]/g, c => SPELT[c]);

const slug = text => (fold(text.replace(/['’]/g, "")).match(RUN) ?? []).join("-");

export function words(text) {
  const out = [];
  for (const [run] of fold(text).matchAll(RUN)) {
    let before = "";
    for (const [part] of run.matchAll(PART)) {
      if (IS_DENSE.test(part)) {
        out.push(part);
        if (before) out.push(before + part);
        before = part;
      } else {
        out.push([...part].slice(0, 32).join(""));
        before = "";
      }
    }
  }
  return out;
}

export function identifier(piece) {
  let rest = piece.toLowerCase().replace(/[.,;)\]?!]+$/, "");
  for (const start of ["https://", "http://", "dx.", "www.", "doi.org/", "arxiv.org/abs/", "arxiv.org/pdf/", "doi:", "arxiv:"])
    if (rest.startsWith(start)) rest = rest.slice(start.length);
  if (!/^(10\.\d{4,9}\/.|\d{4}\.\d{4,5}$)/s.test(rest)) return;
  let hash = 0x811c9dc5;
  for (let i = 0; i < rest.length; i++) hash = Math.imul(hash ^ rest.charCodeAt(i), 0x1000193);
  return "#" + (hash >>> 0).toString(36).padStart(7, "0");
}

function question(query) {
  const words_ = [], rest = [];
  let open;
  for (const piece of query.split(/\s+/).filter(Boolean)) {
    const id = identifier(piece);
    if (id) words_.push(id); else rest.push(piece);
    open = !id;
  }
  words_.push(...words(rest.join(" ")));
  const pairs = words_.filter(w => IS_DENSE.test(w) && [...w].length > 1).join(" ");
  const last = words_.at(-1), distinct = [...new Set(words_.filter(w => !IS_DENSE.test(w) || [...w].length > 1 || !pairs.includes(w)))];
  return [distinct, open && OPEN.test(query) && !IS_DENSE.test(last) && distinct.at(-1) === last];
}

// Numbers

function log2(x) { // 16 · log2(x), rounded down
  x = Math.max(1, x);
  let out = Math.floor(Math.log2(x));
  while (2 ** out > x) out--;
  while (2 ** (out + 1) <= x) out++;
  let m = Math.floor(x / 2 ** out * 32768);
  for (let i = 0; i < 4; i++) {
    m = Math.floor(m * m / 32768);
    out *= 2;
    if (m >= 65536) { out++; m = Math.floor(m / 2); }
  }
  return out;
}

export const rarity = (n, df) => Math.max(0, log2(Math.floor((2 * n + 2) * 256 / (2 * Math.min(df, n) + 1))) - 128);

// Bits

class Bits {
  constructor(text, root) {
    Object.assign(this, {text, root, at: 0, held: 0, left: 0, unit: []});
  }
  get done() { return this.at * 6 - this.left >= this.text.length * 6; }
  whole(value) { // what was read, if it ends where the text ends
    const over = this.text.length * 6 - this.at * 6 + this.left;
    if (over < 0 || over > 5) throw new Error("damaged");
    return value;
  }
  bits(width) {
    let value = 0;
    while (width > 0) {
      if (!this.left) {
        const code = (this.text.charCodeAt(this.at++) || 40) - 40;
        this.held = code > 52 ? code - 1 : code;
        this.left = 6;
      }
      const take = Math.min(width, this.left);
      this.left -= take;
      value = value << take | this.held >> this.left & (1 << take) - 1;
      width -= take;
    }
    return value;
  }
  rice(k) {
    let high = 0;
    while (!this.done && this.bits(1)) high++;
    return high << k | this.bits(k);
  }
  gamma() {
    let width = 0;
    while (width < 30 && !this.done && !this.bits(1)) width++;
    return (1 << width | this.bits(width)) - 1;
  }
  word() { // as its difference from the word before
    this.unit.length = Math.min(this.unit.length, this.rice(2));
    for (let n = Math.min(this.rice(2), 255); n > 0; n--) this.unit.push(this.letter());
    return this.unit.join("");
  }
  letter() {
    const code = this.bits(5);
    return code === 31 ? String.fromCharCode(this.bits(16)) : this.root.letters[code < 29 ? code : 29 + (code - 29 << 5 | this.bits(5))];
  }
  gaps(count, each) {
    const k = 31 - Math.clz32(Math.max(1, Math.floor(Math.floor(this.root.shards * 16 * 45 / 64) / Math.max(1, count))));
    for (let next = 0; count > 0 && !this.done; count--) {
      const doc = next + this.rice(k);
      each(doc);
      next = doc + 1;
    }
  }
  postings() {
    const out = [], listed = this.gamma() + 1, df = this.bits(1) ? this.gamma() : listed, count = Math.min(listed, this.root.n);
    if (count < 12) this.gaps(count, doc => out.push([doc, this.bits(4), 0]));
    else for (let level = 15, left = count; level >= 0 && left > 0; level--) {
      const group = Math.min(left, this.gamma());
      this.gaps(group, doc => out.push([doc, level, 0]));
      left -= group;
    }
    if (this.bits(1)) for (const posting of out.slice(0, 64)) posting[2] = this.rice(1);
    return {df, postings: out};
  }
  terms() {
    const out = [];
    for (let n = this.gamma(); n > 0 && !this.done; n--) {
      const forms = [this.word()];
      while (this.bits(1)) forms.push(this.word());
      out.push({forms, ...this.postings()});
    }
    return this.whole(out);
  }
  borders() { // each as its difference from the one before
    const out = [];
    let key = "";
    for (let n = this.gamma(); n > 0 && !this.done; n--) {
      const shared = Math.max(0, key.length - this.rice(1)), after = this.root.letters.slice(0, 29).indexOf(key[shared]);
      let own = this.rice(0) + 1, next = after < 0 ? 29 : after + 1 + this.rice(1);
      key = key.slice(0, shared);
      if (next < 29) key += this.root.letters[next];
      for (own -= next < 29; own > 0; own--) key += this.letter();
      out.push(key);
    }
    return this.whole(out);
  }
  list() {
    const out = [];
    for (let n = this.gamma(); n > 0 && !this.done; n--) out.push(this.word());
    return this.whole(out);
  }
}

function place(borders, key) {
  let low = 0, high = borders.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (borders[middle] <= key) low = middle + 1; else high = middle;
  }
  return low;
}

// What a word stands for: [[term, weight in 16ths], …]

const exact = (word, terms) => terms.filter(t => t.forms.includes(word)).map(t => [t, 16]);

function shared(a, b) {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

function inflected(word, terms, ends) {
  const isEnd = rest => !rest || ends.has(rest);
  let best = 3, found = [];
  for (const term of terms) {
    let longest = 0;
    for (const form of term.forms) {
      const at = shared(word, form);
      if (isEnd(word.slice(at)) && isEnd(form.slice(at))) longest = Math.max(longest, at);
    }
    if (longest > best) [best, found] = [longest, []];
    if (longest === best) found.push([term, 14]);
  }
  return found;
}

const completed = (start, terms) => terms.filter(t => t.forms.some(f => f.startsWith(start)))
  .sort((a, b) => b.df - a.df).slice(0, 12).map(t => [t, 12]);

const weight = errors => errors > 1 ? 8 : 13;

function nearest(word, terms) {
  let best = 99, found;
  for (const term of terms) for (const form of term.forms) {
    const n = errors(word, form);
    if (n < best || n === best && term.df > found.df) [best, found] = [n, term];
  }
  return [best, found];
}

function errors(word, known) {
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  if (known.length < 4 || Math.abs(known.length - word.length) > most) return 100;
  const n = distance(word, known);
  return n > 0 && n <= most ? n : 100;
}

function distance(a, b) {
  let older = [], old = Array.from({length: b.length + 1}, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      let cost = Math.min(old[j] + (a[i] !== b[j]), old[j + 1] + 1, row[j] + 1);
      if (i && j && a[i] === b[j - 1] && a[i - 1] === b[j]) cost = Math.min(cost, older[j - 1] + 1);
      row.push(cost);
    }
    [older, old] = [old, row];
  }
  return old[b.length];
}

// A second look: what an answer's card says of the question's words that the postings could not.

const LOOKED = 40;

function look([title, , answer = "", headings = []], score, asked) {
  const own = new Set(words(title));
  let rest, total = score, covered = 0;
  for (const {forms, rare, counted} of asked) {
    if (counted) continue;
    const among = set => forms.some(form => set.has(form));
    if (among(own)) total += rare * 24;
    else if (among(rest ??= new Set(words([answer, ...headings.map(h => Array.isArray(h) ? h[0] : h)].join(" "))))) total += rare * 12;
  }
  const known = new Set(asked.flatMap(word => word.half ? [] : word.forms));
  for (const word of own) covered += known.has(word);
  return total + Math.floor(total * covered / (8 * Math.max(3, own.size)));
}

// Files

const NODE = typeof process === "object" && process.versions?.node && typeof document === "undefined";

async function text(url, signal) {
  if (url.protocol === "file:" && NODE) return (await import("node:fs/promises")).readFile(new URL(url.pathname, url), "utf8");
  const response = await fetch(url, {signal});
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.text();
}

const waiting = {};

function script(url, path) { // a file run as a script: it calls `ibid`
  globalThis.ibid ??= (...file) => waiting[file[0].split(" ")[2]]?.(file);
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    waiting[path] = resolve;
    element.onerror = reject;
    element.onload = () => element.remove();
    element.src = url;
    document.head.append(element);
  });
}

export async function open(at = new URL(".", import.meta.url), {script: asScript} = {}) {
  let base;
  if (NODE && !/^[a-z]+:/.test(at)) base = (await import("node:url")).pathToFileURL(at + "/");
  else base = new URL(`${at}`.replace(/\/?$/, "/"), globalThis.document?.baseURI);
  const scripts = asScript ?? (base.protocol === "file:" && !NODE);
  const load = async (path, tag, signal) => {
    const url = new URL(`${path}.js${tag && base.protocol !== "file:" ? "?" + tag : ""}`, base);
    const [head, ...body] = scripts ? await script(url, path) : JSON.parse(`[${(await text(url, signal)).trim().slice(5, -1)}]`);
    const [magic, stamp, name] = head.split(" ");
    if (magic !== "ibid2" || name !== path) throw new Error(`${url}: not a file of this index`);
    return [stamp, ...body];
  };
  return new Index(base, load, ...await load("root"));
}

class Index {
  constructor(base, load, stamp, root) {
    Object.assign(this, {base, load, root, stamp, files: new Map});
    this.borders = {w: new Bits(root.words, root).borders(), r: new Bits(root.back, root).borders()};
    this.stop = new Set(root.stop.split(" "));
    this.common = root.common.split(" ");
    this.ends = new Set(root.ends.split(" "));
  }

  // The file of a kind and number, decoded; each is fetched once, and forgotten where that fails.
  file(kind, at, decode, signal) {
    const path = kind + (at === undefined ? "" : "/" + at), tag = (at ?? 0) % 64 * 3;
    let file = this.files.get(path);
    if (!file) {
      file = this.load(path, this.root.tags.slice(tag, tag + 3), signal).then(([stamp, ...body]) => {
        if (stamp !== this.stamp) throw new Error("the site has changed: open its index again");
        try {
          return decode(...body);
        } catch {
          throw new Error(`${path}.js of the search index is damaged`);
        }
      });
      this.files.set(path, file);
      file.catch(() => this.files.delete(path));
    }
    return file.catch(error => { // another search that waited for the same file was aborted: ask again
      if (error.name !== "AbortError" || signal?.aborted) throw error;
      return this.file(kind, at, decode, signal);
    });
  }

  shard(word, signal) {
    return this.part(place(this.borders.w, word), signal).then(shard => shard.terms);
  }

  part(at, signal) {
    return this.file("w", at, (bits, cards) => ({terms: new Bits(bits, this.root).terms(), cards}), signal);
  }

  table(signal) {
    return this.file("filters", undefined, table => table, signal);
  }

  async filters() {
    return Object.fromEntries(Object.entries(await this.table()).map(([kind, values]) => [kind, values.map(v => v.slice(0, 2))]));
  }

  async search(query, {limit = 10, lang, filters = {}, signal} = {}) {
    const [asked, half] = question(query), last = half && asked.at(-1), words = this.telling(asked, half);
    const [allowed, ...found] = await Promise.all([this.allowed({...filters, lang}, signal),
      ...words.map(word => this.word(word, word === last, signal))]);
    const total = new Map, hand = new Set(words.map(word => place(this.borders.w, word)));
    for (const {scores} of found) for (const [doc, [score]] of scores) total.set(doc, (total.get(doc) ?? 0) + score);
    const best = this.choose([...total].filter(([doc]) => !allowed || allowed.has(doc)), hand, found.some(f => f.half), limit);
    const looked = await Promise.all(best.map(async ([doc, score]) => {
      const card = await this.card(doc, signal);
      return [doc, look(card, score, this.asked(asked, words, found, doc)), card];
    }));
    const marks = new Set(found.flatMap(f => f.forms));
    signal?.throwIfAborted();
    return looked.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, limit).map(hit => this.hit(...hit, found, marks));
  }

  telling(words, half) { // the words that are worth fetching
    if (half && words.length > 1 && words.at(-1).length < 3) words = words.slice(0, -1);
    if (words.some(word => !this.stop.has(word))) words = words.filter(word => !this.stop.has(word));
    for (const common of this.common) if (words.length > 3) words = words.filter(word => word !== common);
    return words.length > 32 ? [...words.slice(0, 31), words.at(-1)] : words;
  }

  choose(ranked, hand, half, limit) { // below the third, cards at hand before others that score little more
    const home = hit => this.home(hit[0]);
    ranked.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    limit = Math.min(limit, ranked.length);
    for (let at = 0; at < limit; at++) {
      if (at >= 3) {
        let best = at, most = -1;
        for (let i = at; i < Math.min(ranked.length, 60 + limit); i++) {
          const favoured = Math.floor(ranked[i][1] / 16) * (hand.has(home(ranked[i])) ? (at < 6 ? 21 : 23) + half : 16);
          if (favoured > most) [best, most] = [i, favoured];
        }
        ranked.splice(at, 0, ...ranked.splice(best, 1));
      }
      hand.add(home(ranked[at]));
    }
    return ranked.filter((hit, at) => at < limit || at < LOOKED && hand.has(home(hit)));
  }

  asked(all, words, found, doc) { // the question's words as they concern one article
    return all.map(word => {
      const known = found[words.indexOf(word)];
      return known ? {...known, forms: [...known.forms, word], counted: !known.cut || known.scores.has(doc)}
        : {forms: [word], rare: this.common.includes(word) ? 32 : 8};
    });
  }

  home(doc) {
    return doc >> 4;
  }

  async word(word, half, signal) {
    const terms = await this.shard(word, signal);
    let meanings = exact(word, terms);
    half &&= !meanings.length;
    if (half) meanings = completed(word, terms);
    if (!meanings.length) meanings = inflected(word, terms, this.ends);
    if (!meanings.length && IS_DENSE.test(word)) {
      const parts = [...word].length > 1 ? [...word] : [];
      meanings = (await Promise.all(parts.map(async part => exact(part, await this.shard(part, signal))))).flat().map(([term]) => [term, 6]);
    } else if (!meanings.length && word[0] !== "#") meanings = await this.repaired(word, half, ...nearest(word, terms), signal);
    const scores = new Map, rare = rarity(this.root.n, meanings.reduce((sum, [term]) => sum + term.df, 0));
    for (const [term, weight] of meanings) for (const [doc, level, section] of term.postings) {
      const score = Math.floor(rare * (2 * level + 1) * weight / 16);
      if (score > (scores.get(doc)?.[0] ?? 0)) scores.set(doc, [score, section]);
    }
    return {scores, half, rare, cut: meanings.some(([term]) => term.df > term.postings.length), forms: meanings.flatMap(([term]) => term.forms)};
  }

  async repaired(word, half, least, term, signal) {
    if (least > 1 && word.length > (half ? 5 : 3)) {
      const list = await this.file("r", place(this.borders.r, [...word].reverse().join("")), bits => new Bits(bits, this.root).list(), signal);
      let best = least, found = [];
      for (const backwards of list) {
        const known = [...backwards].reverse().join(""), n = errors(word, known);
        if (n < best) [best, found] = [n, []];
        if (n === best && n < least) found.push(known);
      }
      const tries = await Promise.all(found.sort().slice(0, 2).map(async known => exact(known, await this.shard(known, signal))[0]));
      for (const hit of tries) if (hit && (best !== least || hit[0].df > term.df)) [least, term] = [best, hit[0]];
    }
    return term ? [[term, weight(least)]] : [];
  }

  async allowed(wanted, signal) {
    let allowed;
    for (const kind of ["topic", "year", "verdict", "lang"]) {
      if (wanted[kind] == null) continue;
      const value = (await this.table(signal))[kind]?.find(v => v[0] === `${wanted[kind]}`);
      const set = new Set;
      if (value) {
        const sets = await this.file("f", value[2], bits => bits, signal), bits = new Bits(sets, this.root);
        for (let i = 0; i <= value[3]; i++) {
          set.clear();
          bits.gaps(bits.gamma(), doc => set.add(doc));
        }
      }
      allowed = allowed ? new Set([...set].filter(doc => allowed.has(doc))) : set;
    }
    return allowed;
  }

  async card(doc, signal) {
    return (await this.part(this.home(doc), signal)).cards[doc & 15];
  }

  hit(doc, score, [title, starred, answer = "", headings = [], verdict = "", year = "", topics = [], lang], found, marks) {
    const path = starred.replace(/\*(..)/, (_, n) => slug(title).slice(0, parseInt(n, 36)));
    const page = this.base.protocol === "file:" && !NODE ? path.replace(/\/$/, "/index.html") : path; // a folder opened from disk shows no page
    const url = new URL(page, new URL("..", this.base)).href, sums = {};
    for (const {scores} of found) {
      const [add, section] = scores.get(doc) ?? [];
      if (section && headings[section - 1]) sums[section] = (sums[section] ?? 0) + add;
    }
    const sections = Object.entries(sums).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 3).map(([section, score]) => {
      const named = headings[section - 1], [heading, id] = Array.isArray(named) ? named : [named, slug(named)];
      return {id, heading, score, url: id ? `${url}#${id}` : url};
    });
    return {url, path, title, answer, verdict, year, topics, lang: lang ?? this.root.lang, score, sections, marks: {title: mark(title, marks), answer: mark(answer, marks)}};
  }
}

function mark(text, forms) {
  const out = [];
  for (const {0: run, index} of text.matchAll(RUN)) {
    if (words(run).some(word => forms.has(word))) out.push([index, index + run.length]);
  }
  return out;
}
