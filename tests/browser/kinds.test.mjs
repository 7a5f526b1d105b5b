// Every kind of page, at three widths, light and dark: accessible, within the policy, valid, and wide enough for nobody to scroll sideways.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { KITCHEN_SINK, ROOT, SEED, axe, build, ibid, launch, reader, serve } from "./site.mjs";

const LONGEST = "/manual/how-do-i-deploy/";
const OWN = ["/", SEED, KITCHEN_SINK, LONGEST, "/answers/", "/topics/", "/topics/citations/", "/sources/", "/sources/commonmark-spec/", "/search/", "/no-such-page/"];
const GALLERY = ["/zh/", "/ar/", "/many/", "/withdrawn/", "/second/", "/long/", "/series/marks/", "/integrity/", "/search/"];
const WIDTHS = [360, 768, 1280];
let own, gallery, galleryFolder, browser;

before(async () => {
  galleryFolder = build("gallery");
  [own, gallery, browser] = await Promise.all([serve(), serve(galleryFolder), launch()]);
});
after(async () => {
  await browser?.close();
  own?.close();
  gallery?.close();
});

const pages = () => [...OWN.map((path) => own.address + path), ...GALLERY.map((path) => gallery.address + path)];

for (const width of WIDTHS) {
  for (const colorScheme of ["light", "dark"]) {
    test(`1. axe finds nothing on any kind of page at ${width} px, ${colorScheme}`, async () => {
      const { page, context } = await reader(browser, { viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      for (const address of pages()) {
        await page.goto(address);
        assert.deepEqual(await axe(page), [], address);
      }
      await context.close();
    });
  }
}

/** The states that a reader can bring a page into. */
const STATES = {
  peek: async (page) => {
    await page.mouse.move(5, 5);
    await page.locator("#c1a").hover();
    await page.locator(".card:popover-open").waitFor();
  },
  "pinned card": async (page) => {
    await page.locator("#c1a").click();
    await page.locator(".card.pin:popover-open").waitFor();
  },
  "search open": async (page) => {
    await page.keyboard.press("Control+k");
    await page.locator("dialog[open] input").fill("synthetic data");
    await page.locator("dialog [role=option]").first().waitFor();
  },
  "details open": async (page) => {
    for (const summary of await page.locator("summary").all()) await summary.click();
  },
  "card as target": async (page) => {
    await page.evaluate(() => (location.hash = "#s1"));
  },
};
for (const [state, enter] of Object.entries(STATES)) {
  test(`1. axe finds nothing with ${state}`, async () => {
    for (const colorScheme of ["light", "dark"]) {
      for (const [width, path] of [[1280, SEED], [1280, KITCHEN_SINK], ...(state === "peek" ? [] : [[360, SEED]])]) {
        const { page, context } = await reader(browser, { viewport: { width, height: 800 }, colorScheme, bypassCSP: true, hasTouch: width < 500 });
        await page.goto(own.address + path);
        await enter(page);
        await page.waitForTimeout(200);
        assert.deepEqual(await axe(page), [], `${path} at ${width} px, ${colorScheme}`);
        await context.close();
      }
    }
  });
}

test("2. the Nu checker finds no error and no warning in any page, nor in the style sheet but for what is newer than it", () => {
  const jar = fileURLToPath(new URL("../node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));
  const style = readdirSync(join(ROOT, "assets")).find((file) => file.startsWith("style-"));
  const check = (...args) => {
    const done = spawnSync("java", ["-Xss4m", "-jar", jar, "--format", "json", ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
    if (done.error) throw new Error(`missing: java (${done.error.code})`);
    // The machine may say something of its own first.
    return JSON.parse(done.stderr.slice(done.stderr.indexOf("{"))).messages.filter((m) => m.type === "error" || m.subType === "warning");
  };
  const html = check("--skip-non-html", galleryFolder, ROOT);
  assert.deepEqual(html.map((m) => `${m.url}:${m.lastLine}: ${m.message}`), []);
  const newer = /^CSS: (Unrecognized at-rule “@(starting-style|view-transition)”|“interpolate-size”: Property)/;
  const css = check("--css", join(ROOT, "assets", style));
  assert.deepEqual(css.map((m) => m.message).filter((m) => !newer.test(m)), []);
});

test("5. every kind of page, and every function of an article, keeps within the strict policy", async () => {
  for (const width of [360, 1280]) {
    const { page, context, complaints } = await reader(browser, { viewport: { width, height: 800 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: own.address });
    for (const address of pages()) await page.goto(address);
    await page.goto(own.address + SEED);
    for (const button of await page.locator(".answer [data-copy]").all()) await button.click();
    await page.locator("#cite summary").click();
    for (const button of await page.locator("#cite [data-copy]").all()) await button.click();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^\[Can synthetic data fully replace .*\]\(/);
    await page.locator("#theme").click();
    await page.locator("#c1a").click();
    await page.locator(".card.pin").getByText("All details").click();
    await page.locator(".bk.from").first().click();
    await page.keyboard.press("Control+k");
    await page.locator("dialog[open] input").fill("synthetic");
    await page.locator("dialog [role=option]").first().waitFor();
    await page.keyboard.press("Escape");
    await page.goto(`${own.address}/search/?q=synthetic`);
    await page.locator("#hits > li").first().waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  }
});

const SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }";

test("15. nothing is wider than the window: at 320 px, with text at 200 %, with wide spacing, right to left", async () => {
  const wide = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const { page, context } = await reader(browser, { bypassCSP: true });
  for (const address of pages()) {
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(address);
    assert.ok((await wide(page)) <= 0, `${address} at 320 px`);
    await page.addStyleTag({ content: SPACING });
    assert.ok((await wide(page)) <= 0, `${address} at 320 px with wide spacing`);
    for (const width of [640, 1280]) {
      await page.setViewportSize({ width, height: 700 });
      await page.goto(address);
      await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
      assert.ok((await wide(page)) <= 0, `${address} with large text at ${width} px`);
    }
  }
  await context.close();
});

test("16. reduced motion has no transition; forced colours keep markers, answer and card told apart", async () => {
  const still = await reader(browser, { reducedMotion: "reduce" });
  await still.page.goto(own.address + SEED);
  await still.page.locator("#c1a").click();
  const slow = await still.page.evaluate(() => [...document.querySelectorAll("*")].filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0.05 || parseFloat(getComputedStyle(e).animationDuration) > 0.05 || getComputedStyle(e).scrollBehavior === "smooth").length);
  assert.equal(slow, 0);
  await still.context.close();
  const forced = await reader(browser, { forcedColors: "active" });
  await forced.page.goto(own.address + SEED);
  await forced.page.locator("#c1a").click();
  for (const part of [".answer", ".card.pin", "#c1b"]) {
    assert.notEqual(await forced.page.locator(part).evaluate((e) => getComputedStyle(e).outlineStyle), "none", part);
  }
  await forced.context.close();
});

test("16. with more contrast, soft text is as dark as the text and lines as dark as edges", async () => {
  const { page, context } = await reader(browser, { contrast: "more" });
  await page.goto(own.address + SEED);
  const [soft, ink] = await page.evaluate(() => [".lede", "h1"].map((s) => getComputedStyle(document.querySelector(s)).color));
  assert.equal(soft, ink);
  await context.close();
});

test("17. lines hold 60 to 70 characters at 768 and 1280 px, in 17 to 18 px", async () => {
  const { page, context } = await reader(browser);
  for (const width of [768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(own.address + SEED);
    const { perLine, size, family } = await page.evaluate(() => {
      const paragraphs = [...document.querySelectorAll(".sec > p")];
      let characters = 0;
      let lines = 0;
      for (const p of paragraphs) {
        const rows = new Set();
        const range = document.createRange();
        range.selectNodeContents(p);
        const height = parseFloat(getComputedStyle(p).lineHeight);
        rows.add(Math.round(p.clientHeight / height));
        // The last line is as long as it happens to be.
        lines += Math.round(p.clientHeight / height) - 0.5;
        characters += p.textContent.length;
      }
      return { perLine: characters / lines, size: parseFloat(getComputedStyle(paragraphs[0]).fontSize), family: document.fonts.check('16px "Noto Serif"') };
    });
    assert.ok(family, "missing: Noto Serif (Debian's package fonts-noto-core)");
    assert.ok(perLine >= 60 && perLine <= 70, `${perLine.toFixed(1)} characters a line at ${width} px`);
    assert.ok(size >= 17 && size <= 18, `${size} px`);
  }
  await context.close();
});

test("19. ids are unique and no level of headings is left out, over the whole output", async () => {
  for (const folder of [ROOT, galleryFolder]) {
    const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".html"));
    assert.ok(files.length > 20);
    for (const file of files) {
      const html = readFileSync(join(folder, file), "utf8");
      const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((m) => m[1]);
      assert.equal(new Set(ids).size, ids.length, `${file}: an id twice`);
      const levels = [...html.matchAll(/<h([1-6])[ >]/g)].map((m) => Number(m[1]));
      if (!/http-equiv="refresh"/.test(html)) assert.equal(levels.filter((l) => l === 1).length, 1, `${file}: one h1`);
      levels.forEach((level, n) => n && assert.ok(level <= levels[n - 1] + 1, `${file}: h${level} after h${levels[n - 1]}`));
      const fragments = [...html.matchAll(/ href="#([^"]+)"/g)].map((m) => decodeURIComponent(m[1]));
      assert.deepEqual(fragments.filter((f) => !ids.includes(f)), [], `${file}: broken anchors`);
    }
  }
});

test("20. structured data parses and names every source; what a page counts is what it has", async () => {
  const { page, context } = await reader(browser);
  for (const address of pages().filter((a) => !/topics|answers|sources|search|no-such|series|integrity/.test(a) && new URL(a).pathname !== "/")) {
    await page.goto(address);
    const { data, titles, said, cited } = await page.evaluate(() => ({
      data: JSON.parse(document.querySelector('script[type="application/ld+json"]').textContent),
      titles: [...document.querySelectorAll(".sources > li h3 bdi")].map((e) => e.textContent),
      said: document.querySelector('.facts [href="#sources"]')?.textContent ?? "",
      cited: document.querySelectorAll(".sources > li:has(.uses)").length,
    }));
    assert.equal(data["@type"], "Article");
    assert.equal(data.mainEntity["@type"], "Question");
    assert.deepEqual((data.citation ?? []).map((c) => c.name).sort(), [...titles].sort(), address);
    if (titles.length && /^[ -~]*$/.test(said)) {
      const numbers = said.match(/\d+/g).map(Number);
      assert.deepEqual(numbers, cited === titles.length ? [cited] : [cited, titles.length], address);
    }
  }
  await context.close();
});

test("21. Chinese and Arabic pages: a source in another script keeps its own direction; no italics, own line height", async () => {
  const { page, context } = await reader(browser);
  await page.goto(`${gallery.address}/ar/`);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), "rtl");
  const sides = await page.evaluate(() => [...document.querySelectorAll(".sources h3 bdi")].map((e) => {
    const range = document.createRange();
    range.selectNodeContents(e);
    const [text, box] = [range.getBoundingClientRect(), e.getBoundingClientRect()];
    return text.left - box.left < box.right - text.right ? "left" : "right";
  }));
  assert.deepEqual(sides, ["left", "left", "right"], "English and Chinese titles begin on the left, Arabic ones on the right");
  for (const lang of ["ar", "zh"]) {
    await page.goto(`${gallery.address}/${lang}/`);
    assert.equal(await page.locator("#answer em").evaluate((e) => getComputedStyle(e).fontStyle), "normal", lang);
    const ratio = await page.locator(".sec > p").first().evaluate((e) => parseFloat(getComputedStyle(e).lineHeight) / parseFloat(getComputedStyle(e).fontSize));
    assert.ok(ratio > 1.8, `${lang}: ${ratio}`);
  }
  assert.equal(await page.locator('link[hreflang="ar"]').getAttribute("href"), "https://gallery.example/ar/");
  assert.equal(await page.locator('link[hreflang="zh"]').getAttribute("href"), "https://gallery.example/zh/");
  assert.match(await page.locator(".facts time").first().innerText(), /2026年10月1日/);
  await context.close();
});

test("21. code runs from left to right in an Arabic page, and the switches below it speak its language", async () => {
  const { page, context } = await reader(browser);
  await page.goto(`${gallery.address}/ar/`);
  const order = (at, first, second) => page.locator(at).first().evaluate((e, [first, second]) => {
    const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
    const left = {};
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const word of [first, second]) {
        const found = node.data.indexOf(word);
        if (found < 0 || word in left) continue;
        const range = document.createRange();
        range.setStart(node, found);
        range.setEnd(node, found + word.length);
        left[word] = range.getBoundingClientRect().left;
      }
    }
    return left[first] < left[second];
  }, [first, second]);
  assert.ok(await order("pre", "fn", "{}"), "a block begins on the left");
  assert.ok(await order("p > code", "mean", "(x)"), "so does code in a line");
  const said = await page.locator("#cards").getAttribute("data-on");
  assert.match(said, /^[\u0600-\u06ff]+$/, said);
  await context.close();
});

test("22. the rail overlaps neither the text nor itself, for one to twelve sources a section", async () => {
  const { page, context } = await reader(browser);
  for (const width of [1024, 1280, 1600]) {
    await page.setViewportSize({ width, height: 900 });
    for (const address of [`${gallery.address}/many/`, own.address + SEED, own.address + KITCHEN_SINK, `${gallery.address}/ar/`]) {
      await page.goto(address);
      const overlaps = await page.evaluate(() => {
        const box = (e) => e.getBoundingClientRect();
        const cross = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;
        const entries = [...document.querySelectorAll(".rail li")].map(box);
        const texts = [...document.querySelectorAll(".sec > :not(.rail), .answer")].map(box);
        const wrong = [];
        entries.forEach((a, n) => {
          entries.slice(n + 1).forEach((b) => cross(a, b) && wrong.push("itself"));
          texts.forEach((b) => cross(a, b) && wrong.push("text"));
        });
        return { wrong, count: entries.length };
      });
      assert.ok(overlaps.count > 1);
      assert.deepEqual(overlaps.wrong, [], `${address} at ${width} px`);
    }
  }
  await context.close();
});

test("the rail is an option: without it, the text stands in the middle and nothing is kept free for it", async () => {
  const folder = build("gallery", ["--base-url", "https://gallery.example/"], "rail: false\n");
  const site = await serve(folder);
  const { page, context } = await reader(browser);
  for (const width of [1024, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${site.address}/many/`);
    assert.equal(await page.locator(".rail").count(), 0);
    const box = await page.locator(".answer").boundingBox();
    const [start, end] = [box.x, width - box.x - box.width];
    assert.ok(width >= 1216 ? start > end : Math.abs(start - end) < 2, `${start} and ${end} px beside the text at ${width} px`);
    assert.ok(box.width >= 550 && box.width <= 600);
  }
  await context.close();
  site.close();
});

test("results say the verdict in words, and more than the first twenty can be had", async () => {
  const { page, context, complaints } = await reader(browser);
  await page.goto(`${gallery.address}/search/?q=${encodeURIComponent("البيانات")}`);
  assert.match(await page.locator("#hits .meta").first().innerText(), /^No · 2026/);
  assert.ok((await page.locator("#find option").allInnerTexts()).some((words) => words.startsWith("No (")));
  await page.goto(`${own.address}/search/?q=how%20do%20I`);
  await page.locator("#hits > li").nth(19).waitFor();
  const few = await page.locator("#hits > li").count();
  assert.match(await page.locator("#found").innerText(), /^20\+ results/);
  await page.getByRole("button", { name: "More results" }).click();
  await page.locator("#hits > li").nth(20).waitFor();
  const many = await page.locator("#hits > li").count();
  assert.ok(many > few);
  assert.ok(await page.locator("#hits > li").nth(few).locator("a").first().evaluate((e) => e === document.activeElement));
  assert.match(await page.locator("#found").innerText(), many < 40 ? new RegExp(`^${many} results`) : /^40\+ results/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("the report for editors keeps within a telephone's window, whatever titles it lists", async () => {
  const file = join(galleryFolder, "report.html");
  ibid(["-C", join(galleryFolder, ".."), "report", "--quiet", "--output", file]);
  const { page, context } = await reader(browser, { bypassCSP: true });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${gallery.address}/report.html`);
  assert.ok((await page.locator("th[scope=row]").count()) > 4);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0);
  await context.close();
});
