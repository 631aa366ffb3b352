// The page of a chart: what stands on it, its table, print, frame, and the way to claims and back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES } from "./browser.mjs";
import { CHARTS, HAN, WAYS, elsewhere, gallery, pageOf } from "./gallery.mjs";

const { address, open } = await gallery();
const SETTLED = 2500; // milliseconds in which a page is laid out anew, twice at least
const [FIRST] = CHARTS;

for (const way of WAYS) {
  for (const [lang, tag] of Object.entries(LANGUAGES)) {
    test(`${way}: every chart has a page in ${lang} that asks for nothing elsewhere`, async (t) => {
      const { page, seen } = await open(t, { way, lang, path: pageOf(FIRST, lang) });
      for (const chart of way === "http" ? CHARTS : CHARTS.slice(0, 2)) {
        await page.goto(address(way, pageOf(chart, lang)));
        assert.equal(await page.locator("html").getAttribute("lang"), tag);
        const image = page.locator("figure img");
        assert.ok(await image.evaluate((img) => img.decode().then(() => img.naturalWidth > 1800)), chart);
        const alternative = await image.getAttribute("alt");
        assert.ok(alternative.length > 40, `${chart}: ${alternative}`);
        assert.equal(HAN.test(alternative.slice(0, 20)), lang === "zh", alternative);
        assert.equal(HAN.test(await page.locator(".finding").innerText()), lang === "zh");
        assert.ok((await page.locator("#sources li").count()) > 0);
        assert.ok((await page.locator("#how dt").count()) >= 6);
      }
      assert.deepEqual(elsewhere(seen, address(way, "")), []);
      assert.deepEqual(seen.errors, []);
    });
  }

  test(`${way}: from a number to its claim and back to a chart are two clicks`, async (t) => {
    const { page, seen } = await open(t, { way, path: pageOf(FIRST, "en") });
    const link = page.locator('table.numbers a[href*="#claim-"]').first();
    const href = await link.getAttribute("href");
    await link.click();
    await page.waitForURL(address(way, href.replace("../", "")));
    const entry = page.locator(`#${href.split("#")[1]}`);
    assert.ok(await entry.evaluate((x) => x.matches(":target") && x.getBoundingClientRect().top < innerHeight));
    await entry.locator('a[href^="charts/"]').first().click();
    await page.waitForURL(/\/charts\/[a-z-]+\.en\.html$/);
    assert.deepEqual(seen.errors, []);
  });

  test(`${way}: the other language is one click away, and is kept`, async (t) => {
    const { page } = await open(t, { way, path: `${pageOf(FIRST, "en")}#sources` });
    await page.locator("[data-language-link]").click();
    await page.waitForURL(address(way, `${pageOf(FIRST, "zh")}#sources`));
    await page.goto(address(way, "index.html"));
    assert.equal(await page.locator("html").getAttribute("data-language"), "zh");
  });
}

test("a click on a heading sorts the table by what its cells mean", async (t) => {
  const { page } = await open(t, { path: pageOf(FIRST, "en") });
  const cells = (column) =>
    page.$$eval("table.numbers tbody tr", (rows, at) => rows.map((row) => row.cells[at].textContent), column);
  const before = (await cells(1)).length;
  await page.locator("table.numbers th button").nth(3).click();
  const up = (await cells(3)).filter(Boolean).map(Number);
  assert.deepEqual(up, up.toSorted((a, b) => a - b));
  assert.ok(up.length > 5 && (await cells(3)).slice(0, up.length).every(Boolean), "empty cells stand last");
  assert.equal(await page.locator("th[aria-sort]").getAttribute("aria-sort"), "ascending");
  await page.locator("table.numbers th button").nth(3).click();
  const down = (await cells(3)).filter(Boolean).map(Number);
  assert.deepEqual(down, up.toReversed());
  assert.ok((await cells(3)).slice(0, up.length).every(Boolean), "and last again");
  await page.locator("table.numbers th button").first().click();
  const places = await cells(0);
  assert.deepEqual(places, places.toSorted((a, b) => a.localeCompare(b, "en")));
  assert.equal(places.length, before);
  assert.equal(await page.locator("th[aria-sort]").count(), 1);
});

test("print holds exactly this chart with its numbers, sources and limits, and no controls", async (t) => {
  const { page } = await open(t, { path: pageOf(FIRST, "en") });
  await page.emulateMedia({ media: "print" });
  const shown = (selector) =>
    page.$$eval(selector, (all) => all.filter((x) => x.checkVisibility()).length);
  assert.equal(await shown("button:not(.plain), input, textarea, nav, a[download]"), 0);
  for (const part of ["figure img", ".finding", ".note", "table.numbers", "#sources", "#apart", "#how"])
    assert.equal(await shown(part), 1, part);
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.querySelector(".wide");
    return scrollWidth - clientWidth;
  });
  assert.ok(wide <= 1, `the table is cut off by ${wide} px`);
  assert.deepEqual((await page.pdf({ preferCSSPageSize: true })).subarray(0, 4).toString(), "%PDF");
});

test("the link and the code to embed hold the address of the page, and the frame shows the chart", async (t) => {
  const { page } = await open(t, { path: pageOf(FIRST, "en") });
  const here = address("http", pageOf(FIRST, "en"));
  assert.equal(await page.locator("[data-text=link]").inputValue(), here);
  const code = await page.locator("[data-text=embed]").inputValue();
  assert.ok(code.includes(`src="${here.replace(".html", ".embed.html")}"`), code);
  const other = address("http", "other.html"); // a page with other rules
  const body = `<!doctype html><title>Other</title><div style="width:720px">${code}</div>`;
  await page.route(other, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(other);
  const frame = page.frameLocator("iframe");
  await frame.locator("img").waitFor();
  assert.ok(await frame.locator("img").evaluate((img) => img.decode().then(() => img.naturalWidth > 1800)));
  assert.match(await frame.locator("figcaption").innerText(), /CC BY 4\.0/);
  const hidden = await frame.locator("html").evaluate((x) => x.scrollHeight - innerHeight);
  assert.ok(hidden <= 0, `the frame is ${hidden} px too low`);
});

test("without scripts a page of a chart holds all but its controls", async (t) => {
  const { page, seen } = await open(t, { path: pageOf(FIRST, "zh"), javaScriptEnabled: false });
  for (const part of ["figure img", "table.numbers", "#sources", "#apart", "#how", "#share"])
    assert.ok(await page.locator(part).isVisible(), part);
  assert.equal(await page.locator("[data-copy], #print, #share textarea").filter({ visible: true }).count(), 0);
  assert.deepEqual(seen.errors, []);
});

test("the letters of the picture are at least 9 pixels high on a phone", async (t) => {
  const { page } = await open(t, { path: pageOf(FIRST, "en"), viewport: { width: 390, height: 844 } });
  // the smallest type of a picture is 8 points, and its width in points stands in its resolution
  const scale = await page.locator("figure img").evaluate((img) => img.width / ((img.naturalWidth / 300) * 72));
  assert.ok(8 * scale >= 9, `${8 * scale} px`);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "only the picture scrolls");
});

test("claims are searched, and what is looked for by its address is always shown", async (t) => {
  const { page, seen } = await open(t, { path: "claims.en.html?q=Jingjiang%20近400名" });
  const shown = () => page.$$eval(".entry", (all) => all.filter((x) => x.checkVisibility()).map((x) => x.id));
  assert.ok((await shown()).includes("claim-jingjiang-2020-0617"));
  assert.ok((await shown()).length < 10);
  assert.match(await page.locator("#count").innerText(), new RegExp(`^${(await shown()).length} `));
  await page.locator("#search").fill("安徽 入党");
  assert.ok((await shown()).includes("claim-huaibei-2021-0720"), "provinces, other words, the other language");
  assert.ok(!(await shown()).includes("claim-jingjiang-2020-0617"));
  await page.locator("#search").fill("qqzzxx");
  assert.deepEqual(await shown(), []);
  assert.ok(await page.locator("#none").isVisible());
  await page.evaluate(() => (location.hash = "claim-huaibei-2021-0720"));
  await page.locator("#claim-huaibei-2021-0720").waitFor();
  assert.deepEqual(seen.errors, []);
});

// Frames and what is pressed, once a page; boxes that stand for missing letters are of another width.
const SHOWN = "h1, h2, button, label, summary, nav a, #count";
const ZH_PAGES = ["index.html?lang=zh", pageOf(FIRST, "zh"), "claims.zh.html", "about.zh.html", "notebooks/00_start_here.zh.html", "documents/figures.zh.html"];
for (const path of ZH_PAGES) {
  test(`where no Chinese letters are installed, ${path} is set in those that it brings`, async (t) => {
    const { page } = await open(t, { path, lang: "zh" });
    await page.evaluate(() => document.fonts.load("1em 'Reform Sans SC'", "中"));
    const widths = () =>
      page.$$eval(SHOWN, (all) =>
        all.filter((x) => x.checkVisibility()).map((x) => {
          const range = document.createRange();
          range.selectNodeContents(x);
          return [x.textContent.trim(), range.getBoundingClientRect().width];
        }),
      );
    await page.waitForFunction(() => [...document.fonts].every((font) => font.status !== "loading"));
    await page.waitForTimeout(SETTLED); // lines are set anew after the letters came
    const found = await widths();
    await page.$$eval("body, button, select, input", (all) => all.forEach((x) => (x.style.letterSpacing = "0.01px")));
    const anew = await widths();
    assert.ok(found.length > 0 && found.length === anew.length);
    const boxes = found.filter(([, width], n) => Math.abs(width - anew[n][1]) > 3);
    assert.deepEqual(boxes, []);
  });
}

test("each mark opens to what it rests on, by keyboard too, in letters that a phone can show", async (t) => {
  const { page } = await open(t, { path: pageOf(FIRST, "en"), viewport: { width: 390, height: 844 } });
  const mark = page.locator("details.mark").filter({ hasText: "14.5 %" });
  await mark.locator("summary").focus();
  await page.keyboard.press("Enter");
  assert.match(await mark.locator("dl").innerText(), /read as 2\.5–3\.5 years/);
  assert.match(await mark.locator('a[href*="#claim-"]').getAttribute("href"), /claims\.en\.html#claim-huaibei/);
  const small = await page.$$eval("#marks *", (all) =>
    all.filter((x) => x.checkVisibility() && parseFloat(getComputedStyle(x).fontSize) < 12).length,
  );
  assert.equal(small, 0);
  const [bar, track] = await mark.evaluate((x) =>
    [".bar", ".track"].map((name) => x.querySelector(name).getBoundingClientRect()).map(({ left, width }) => ({ left, width })),
  );
  assert.ok(Math.abs((bar.left - track.left) / track.width - 0.1445) < 0.01, "14.45 % of the scale of 100 %");
});
