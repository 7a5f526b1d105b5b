// Reading and citing: the marker, its card and the way back, by pointer, keyboard and touch, and without JavaScript.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KITCHEN_SINK, SEED, build, launch, reader, serve } from "./site.mjs";

let own, gallery, browser;

before(async () => {
  [own, gallery, browser] = await Promise.all([serve(), serve(build("gallery")), launch()]);
});
after(async () => {
  await browser?.close();
  own?.close();
  gallery?.close();
});

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.className);
const isOpen = (page) => page.evaluate(() => Boolean(document.querySelector(".card:popover-open")));
async function open(path, options) {
  const opened = await reader(browser, options);
  await opened.page.goto((path.startsWith("http") ? "" : own.address) + path);
  return opened;
}

test("6. without JavaScript: every marker leads to its card, which is tinted, and every way back returns to its marker", async () => {
  for (const path of [SEED, KITCHEN_SINK, `${gallery.address}/ar/`]) {
    const { page, context } = await open(path, { javaScriptEnabled: false });
    assert.equal(await page.locator(".needjs:visible").count(), 0, "nothing that needs a script is shown");
    const plain = await page.locator(".sources > li").first().evaluate((e) => getComputedStyle(e).backgroundColor);
    for (const mark of await page.locator("a.c").all()) {
      const id = await mark.getAttribute("id");
      const card = (await mark.getAttribute("href")).slice(1);
      await mark.click();
      assert.ok(page.url().endsWith(`#${card}`));
      assert.notEqual(await page.locator(`#${card}`).evaluate((e) => getComputedStyle(e).backgroundColor), plain, "the card is tinted");
      await page.locator(`#${card} a[href="#${id}"]`).click();
      assert.ok(page.url().endsWith(`#${id}`));
      const inView = await page.locator(`#${id}`).evaluate((e) => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().bottom <= innerHeight);
      assert.ok(inView, `${id} is in view`);
    }
    await context.close();
  }
});

test("6. without JavaScript: the same text, but for buttons; navigation, topics and a list of all answers by letter work", async () => {
  const text = async (javaScriptEnabled) => {
    const { page, context } = await open(SEED, { javaScriptEnabled });
    const text = await page.locator("body").innerText();
    await context.close();
    return text.replace(/\s+/g, " ").length;
  };
  const [without, with_] = [await text(false), await text(true)];
  assert.ok(without / with_ >= 0.98, `${without} of ${with_} characters`);
  const { page, context } = await open(SEED, { javaScriptEnabled: false });
  await page.locator(".crumb a").nth(1).click();
  assert.equal(await page.locator("h1").innerText(), "synthetic data");
  await page.locator("#so").click();
  assert.ok((await page.locator(".letter").count()) > 2);
  await page.locator(".letter a", { hasText: "Can synthetic data fully" }).click();
  assert.ok(page.url().endsWith(SEED));
  assert.equal(await page.locator("main :is([hidden], [aria-hidden=true]):not(.rail, svg, .n, b)").count(), 0, "nothing is hidden");
  await context.close();
});

test("7. every marker: a name, the title as description, 24 px to hit, never first in a line, no line spread", async () => {
  for (const path of [SEED, KITCHEN_SINK, `${gallery.address}/ar/`, `${gallery.address}/zh/`, `${gallery.address}/many/`]) {
    const { page, context } = await open(path);
    const names = await page.evaluate(() => [...document.querySelectorAll("a.c")].map((a) => ({
      name: a.getAttribute("aria-label"),
      number: a.textContent.replace(/\D/g, ""),
      described: document.getElementById(a.getAttribute("aria-describedby"))?.textContent.trim(),
      title: document.querySelector(`${a.hash} h3`).textContent.trim(),
      tab: a.tabIndex,
    })));
    for (const mark of names) {
      assert.match(mark.name, new RegExp(`(^|\\D)${mark.number}(\\D|$)`));
      assert.equal(mark.described, mark.title);
      assert.equal(mark.tab, 0);
    }
    for (const width of [320, 360, 414, 768, 1024, 1280, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const faults = await page.evaluate(() => {
        const faults = [];
        for (const a of document.querySelectorAll("a.c")) {
          const box = a.getBoundingClientRect();
          const after = getComputedStyle(a, "::after");
          const [w, h] = [box.width - parseFloat(after.left) - parseFloat(after.right), box.height - parseFloat(after.top) - parseFloat(after.bottom)];
          if (w < 24 || h < 24) faults.push(`${a.id} is ${w.toFixed(1)} by ${h.toFixed(1)} px to hit`);
          // What stands before the marker must be on its line, unless a group broke inside.
          const group = a.closest(".cg") ?? a;
          if (group !== a && a !== group.querySelector("a.c")) continue;
          const before = document.createRange();
          const node = group.previousSibling;
          if (!node || node.nodeType !== 3 || !node.data.trim()) continue;
          const last = node.data.trimEnd().length;
          before.setStart(node, last - 1);
          before.setEnd(node, last);
          const [prior, mark] = [before.getBoundingClientRect(), group.getClientRects()[0]];
          if (mark.top > prior.bottom) faults.push(`${a.id} begins a line`);
        }
        return faults;
      });
      assert.deepEqual(faults, [], `${path} at ${width} px`);
    }
    const spread = await page.evaluate(() => {
      const heights = () => [...document.querySelectorAll(".sec > p, #answer > p")].filter((p) => !p.querySelector("math, sup, sub, code, kbd, img")).map((p) => p.getBoundingClientRect().height);
      const withMarks = heights();
      document.querySelectorAll(".c, .cg").forEach((e) => { e.style.verticalAlign = "baseline"; e.style.lineHeight = "0"; });
      return heights().map((h, n) => Math.abs(h - withMarks[n]));
    });
    assert.ok(spread.every((d) => d <= 1), `${path}: ${spread}`);
    await context.close();
  }
});

test("8. hover: shows within 250 ms with the finding, can be entered, Escape closes it, it leaves within 500 ms", async () => {
  const { page, context, complaints } = await open(SEED);
  await page.mouse.move(5, 5);
  await page.locator("#c1a").hover();
  const start = Date.now();
  await page.locator(".card:popover-open").waitFor();
  assert.ok(Date.now() - start <= 400, `${Date.now() - start} ms`);
  assert.match(await page.locator(".card").innerText(), /94\.5% to 97%/);
  assert.equal(await page.locator(".card").getAttribute("aria-hidden"), "true", "a peek repeats what is described already");
  await page.locator(".card").hover();
  await page.waitForTimeout(600);
  assert.ok(await isOpen(page), "stays while the pointer is in it");
  await page.keyboard.press("Escape");
  assert.ok(!(await isOpen(page)), "Escape closes it without moving the pointer");
  await page.mouse.move(5, 5);
  await page.locator("#c1a").hover();
  await page.locator(".card:popover-open").waitFor();
  await page.mouse.move(5, 400);
  await page.waitForTimeout(500);
  assert.ok(!(await isOpen(page)), "leaves");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("8. a marker that scrolls under a resting pointer shows nothing", async () => {
  const { page, context } = await open(SEED, { viewport: { width: 1280, height: 500 } });
  const box = await page.locator("#c1d").boundingBox();
  await page.mouse.move(box.x + box.width / 2, 250);
  await page.waitForTimeout(300);
  await page.mouse.wheel(0, box.y + box.height / 2 - 250);
  await page.waitForTimeout(700);
  assert.ok(!(await isOpen(page)));
  await context.close();
});

test("9. keyboard focus: shows within 150 ms, the ring is 2 px and more and 3:1, Escape closes and the focus stays", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page, context } = await open(SEED, { colorScheme });
    await page.locator("#direct-answer").click();
    for (let n = 0; n < 60 && (await focused(page)) !== "c1a"; n++) await page.keyboard.press("Tab");
    assert.equal(await focused(page), "c1a");
    await page.waitForTimeout(150);
    assert.ok(await isOpen(page));
    const { width, ring, ground } = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return { width: parseFloat(style.outlineWidth), ring: style.outlineColor, ground: getComputedStyle(document.querySelector(".answer")).backgroundColor };
    });
    assert.ok(width >= 2, `${width} px`);
    assert.ok(contrast(ring, ground) >= 3, `${contrast(ring, ground)}`);
    await page.keyboard.press("Escape");
    assert.ok(!(await isOpen(page)));
    assert.equal(await focused(page), "c1a");
    await context.close();
  }
});

function contrast(a, b) {
  const luminance = (colour) => {
    const [r, g, bl] = colour.match(/\d+/g).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

test("10. activation pins the card with the focus in it and a name; Escape returns; Tab goes on behind the marker", async () => {
  for (const how of ["click", "Enter"]) {
    const { page, context } = await open(SEED);
    if (how === "click") await page.locator("#c1a").click();
    else {
      await page.locator("#c1a").focus();
      await page.keyboard.press("Enter");
    }
    const card = page.locator(".card.pin");
    await card.waitFor();
    assert.equal(await card.getAttribute("role"), "dialog");
    assert.equal(await card.getAttribute("aria-label"), "source 1");
    assert.equal(await card.getAttribute("aria-hidden"), null);
    assert.ok(await page.evaluate(() => document.querySelector(".card").contains(document.activeElement)));
    await page.mouse.move(5, 5);
    await page.waitForTimeout(500);
    assert.ok(await isOpen(page), "stays");
    await page.keyboard.press("Escape");
    assert.equal(await focused(page), "c1a");
    await page.keyboard.press("Enter");
    await card.waitFor();
    const stops = await card.locator("a, button").count();
    for (let n = 0; n <= stops; n++) await page.keyboard.press("Tab");
    assert.equal(await focused(page), "c1b", "the next marker");
    assert.ok(!(await page.locator(".card.pin:popover-open").count()), "it closed behind the focus");
    await context.close();
  }
});

test("10. “All details” shows the entry, tinted and focused, with a way back to the very place", async () => {
  const { page, context } = await open(SEED);
  await page.locator("#c1d").click();
  await page.locator(".card.pin").getByText("All details").click();
  await page.waitForTimeout(100);
  assert.ok(page.url().endsWith("#s1"));
  assert.equal(await focused(page), "s1");
  assert.ok(await page.locator("#s1").evaluate((e) => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().top < innerHeight));
  const back = page.locator('#s1 .bk[href="#c1d"]');
  assert.match(await back.getAttribute("aria-label"), /^Back to your place/);
  assert.match(await back.evaluate((e) => getComputedStyle(e, "::before").content), /Back to your place/);
  await back.click();
  await page.waitForTimeout(100);
  assert.equal(await focused(page), "c1d");
  assert.ok(await page.locator("#c1d").evaluate((e) => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().top < innerHeight));
  await context.close();
});

test("10. the switch in the footer makes markers plain links again, and is remembered", async () => {
  const { page, context } = await open(SEED);
  await page.locator("#cards").click();
  assert.equal(await page.locator("#cards").getAttribute("aria-pressed"), "false");
  await page.reload();
  await page.locator("#c1a").hover();
  await page.waitForTimeout(400);
  assert.ok(!(await isOpen(page)));
  await page.locator("#c1a").click();
  assert.ok(page.url().endsWith("#s1"));
  await context.close();
});

test("11. touch at 360 px: a sheet without a jump, the marker in view, 44 px to close", async () => {
  for (const id of ["#c1a", "#c1g", "#c5a"]) {
    const { page, context } = await open(SEED, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const mark = page.locator(id);
    await mark.scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => scrollY);
    await mark.tap();
    await page.locator(".card.pin:popover-open").waitFor();
    const { marker, sheet, moved } = await page.evaluate(([id, before]) => ({ marker: document.querySelector(id).getBoundingClientRect().toJSON(), sheet: document.querySelector(".card").getBoundingClientRect().toJSON(), moved: scrollY - before }), [id, before]);
    assert.ok(marker.top >= 0 && marker.bottom <= sheet.top, `${id} stays in view: ${JSON.stringify({ marker, sheet })}`);
    assert.ok(moved >= 0 && moved <= sheet.height, "scrolled by no more than the overlap");
    assert.ok(sheet.height <= 740 * 0.6 + 1 && sheet.width === 360);
    const close = await page.locator(".card .x").boundingBox();
    assert.ok(close.width >= 44 && close.height >= 44);
    await page.locator(".card .x").tap();
    assert.ok(!(await isOpen(page)));
    await context.close();
  }
});

test("12. groups and ranges: the card holds every number, in order, each with title and finding", async () => {
  const { page, context } = await open(`${gallery.address}/many/`);
  const groups = await page.evaluate(() => [...document.querySelectorAll(".cg")].map((g) => ({ first: g.querySelector("a.c").id, want: (g.dataset.s ?? [...g.querySelectorAll("a.c")].map((a) => a.hash.slice(2)).join(" ")).split(" ") })));
  assert.ok(groups.some((g) => g.want.length === 5) && groups.some((g) => g.want.length === 7));
  for (const { first, want } of groups) {
    await page.locator(`#${first}`).click();
    await page.locator(".card.pin:popover-open").waitFor();
    assert.deepEqual(await page.locator(".card .t b").allInnerTexts(), want);
    assert.equal(await page.locator(".card .find").count(), want.length);
    await page.keyboard.press("Escape");
  }
  await context.close();
});

test("12. a card quotes the passage that the marker names, and tells what became of the source", async () => {
  const { page, context } = await open(`${gallery.address}/withdrawn/`);
  await page.locator("#c1a").click();
  const card = page.locator(".card.pin");
  assert.match(await card.innerText(), /few and far between/);
  assert.doesNotMatch(await card.innerText(), /in each of the samples/);
  assert.match(await card.innerText(), /Retracted/);
  assert.match(await card.locator(".say a").getAttribute("href"), /^https:\/\/works\.example\/gone\/#:~:text=/);
  assert.equal(await page.locator("#c1a").getAttribute("aria-label"), "source 1: Retracted");
  assert.match(await page.locator("#c1a").evaluate((e) => getComputedStyle(e).textDecorationLine), /line-through/);
  await context.close();
});

test("13. keyboard: the skip link is first, every stop has a ring and is in view, nothing traps, the rail has no stop", async () => {
  for (const path of [SEED, KITCHEN_SINK, "/", "/search/", "/topics/"]) {
    const { page, context } = await open(path);
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => {
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute("tabindex");
    });
    const wanted = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter((e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !e.disabled && e.tabIndex >= 0 && !e.closest("details:not([open]) > :not(summary)")).length);
    const seen = [];
    for (let n = 0; n < wanted + 5; n++) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(() => {
        const e = document.activeElement;
        if (e === document.body) return null;
        const [style, box] = [getComputedStyle(e), e.getClientRects()[0] ?? e.getBoundingClientRect()];
        const top = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), box.top + Math.min(box.height / 2, 12));
        return { text: `${e.tagName} ${e.textContent.trim().slice(0, 40)}`, ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, inView: box.bottom > 0 && box.top < innerHeight, clear: !top || e.contains(top) || top.contains(e), rail: Boolean(e.closest(".rail")) };
      });
      if (!stop) break;
      seen.push(stop);
    }
    assert.match(seen[0].text, /^A Skip to the answer/);
    assert.equal(seen.length, wanted, `${path}: every stop once, and out again`);
    for (const stop of seen) assert.ok(stop.ring && stop.inView && stop.clear && !stop.rail, `${path}: ${JSON.stringify(stop)}`);
    await context.close();
  }
});

test("14. `/` can be switched off, which is kept; Ctrl+K always opens; the dialog is named, counts, moves, opens and gives the focus back", async () => {
  const { page, context } = await open(SEED);
  await page.keyboard.press("/");
  const dialog = page.locator("dialog[open]");
  await dialog.waitFor();
  assert.equal(await dialog.getAttribute("aria-label"), "Search");
  await page.keyboard.type("synthetic");
  await page.locator("dialog [role=option]").first().waitFor();
  assert.match(await page.locator("dialog [role=status]").innerText(), /^\d+ results?$/);
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator('dialog [aria-selected="true"]').count(), 1);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0, "one Escape closes");
  assert.equal(await focused(page), "so");
  await page.locator("#slash").click();
  await page.reload();
  assert.equal(await page.locator("#slash").getAttribute("aria-pressed"), "false");
  await page.locator("h1").click();
  await page.keyboard.press("/");
  await page.waitForTimeout(300);
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.keyboard.press("Control+k");
  await page.locator("dialog[open] input").fill("how do I deploy a site");
  await page.locator("dialog [role=option]", { hasText: "How do I deploy" }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/manual/**");
  await context.close();
});

test("by keyboard alone: reach a citation, see its card, follow its link, return to the same place", async () => {
  const { page, context } = await open(SEED);
  for (let n = 0; n < 60 && (await focused(page)) !== "c4a"; n++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator(".card.pin").waitFor();
  for (let n = 0; n < 6 && (await page.evaluate(() => document.activeElement.textContent)) !== "All details"; n++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(100);
  assert.equal(await focused(page), "s4");
  for (let n = 0; n < 10 && (await page.evaluate(() => document.activeElement.hash)) !== "#c4a"; n++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(100);
  assert.equal(await focused(page), "c4a");
  await context.close();
});

test("the chosen colours are kept, from the first paint on", async () => {
  const { page, context } = await open(SEED, { colorScheme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(await ground(), "rgb(255, 255, 255)");
  assert.match(await page.locator("#theme").getAttribute("aria-label"), /same as system/);
  await page.locator("#theme").click();
  await page.locator("#theme").click();
  assert.match(await page.locator("#theme").getAttribute("aria-label"), /dark/);
  assert.equal(await ground(), "rgb(21, 24, 27)");
  await page.reload({ waitUntil: "commit" });
  await page.waitForSelector("h1");
  assert.equal(await ground(), "rgb(21, 24, 27)");
  await context.close();
});
