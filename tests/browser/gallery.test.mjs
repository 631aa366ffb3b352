// Reading the gallery: languages, filters, keyboard, print, no script.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES } from "./browser.mjs";
import { CHARTS, HAN, WAYS, choose, face, gallery, shownCharts } from "./gallery.mjs";

const { addresses, open } = await gallery();
const LISTS = { dimension: "dimensions", place: "places", reader: "readers" };

for (const way of WAYS) {
  for (const [lang, tag] of Object.entries(LANGUAGES)) {
    test(`${way}: all charts are shown in ${lang}, and nothing else is asked for`, async (t) => {
      const { page, seen } = await open(t, { way });
      await choose(page, lang);
      assert.equal(await page.locator("html").getAttribute("lang"), tag);
      assert.equal(await page.locator("html").getAttribute("data-language"), lang);
      assert.deepEqual(await page.$$eval("section.chart", (all) => all.map((x) => x.id)), CHARTS);
      const other = Object.keys(LANGUAGES).find((name) => name !== lang);
      const visible = (name) =>
        page.$$eval(`.${name}`, (all) => all.filter((x) => x.checkVisibility()).length);
      assert.equal(await visible(other), 0, "the other language is not shown");
      assert.ok((await visible(lang)) > CHARTS.length);
      for (const chart of CHARTS) {
        const shown = face(page, chart, lang);
        assert.equal(await shown.getAttribute("lang"), tag);
        const image = shown.locator("figure img");
        await image.scrollIntoViewIfNeeded();
        assert.ok(await image.evaluate((img) => img.decode().then(() => img.naturalWidth > 0)), chart);
        assert.match(await image.getAttribute("src"), /^data:image\/png;base64,/);
        const alternative = await image.getAttribute("alt");
        assert.ok(alternative.length > 40, `${chart}: ${alternative}`);
        assert.equal(HAN.test(alternative.slice(0, 20)), lang === "zh", alternative);
        assert.equal(HAN.test(await shown.locator(".finding").innerText()), lang === "zh");
      }
      const fetched = seen.requests.filter((url) => !/^(data|blob):/.test(url));
      assert.deepEqual(fetched, [addresses[way]]);
      assert.deepEqual(seen.errors, []);
    });
  }

  test(`${way}: the first visit follows the browser's language, later ones the reader's choice`, async (t) => {
    const { page } = await open(t, { way, lang: "zh" });
    const language = () => page.locator("html").getAttribute("data-language");
    const pressed = (lang) => page.locator(`[data-set-language="${lang}"]`).getAttribute("aria-pressed");
    assert.equal(await language(), "zh");
    assert.match(await page.title(), HAN);
    await choose(page, "en");
    await page.reload();
    assert.equal(await language(), "en");
    assert.equal(await page.evaluate(() => localStorage.getItem("reform-language")), "en");
    assert.deepEqual([await pressed("en"), await pressed("zh")], ["true", "false"]);
    assert.doesNotMatch(await page.title(), HAN);
  });

  test(`${way}: filters find every chart and lose none`, async (t) => {
    const { page, seen } = await open(t, { way });
    const counted = async () => (await page.locator("#count").innerText()).match(/\d+/g).map(Number);
    for (const lang of Object.keys(LANGUAGES)) {
      await choose(page, lang);
      assert.ok((await counted()).includes(CHARTS.length));
      for (const [name, list] of Object.entries(LISTS)) {
        const filed = new Map(
          await page.$$eval("section.chart", (all, key) => all.map((x) => [x.id, x.dataset[key].split(" ")]), list),
        );
        const select = page.locator(`#${name}`);
        const options = await select.locator("option").evaluateAll((all) => all.map((x) => [x.value, x.textContent]));
        const found = new Set();
        assert.equal(options[0][0], "", "the first choice is all");
        assert.ok(options.length > 2);
        for (const [value, text] of options.slice(1)) {
          assert.equal(HAN.test(text), lang === "zh", text);
          await select.selectOption(value);
          const expected = CHARTS.filter((chart) => filed.get(chart).includes(value));
          assert.ok(expected.length > 0, `${name} ${value} finds nothing`);
          assert.deepEqual(await shownCharts(page), expected, `${name} ${value}`);
          assert.ok((await counted()).includes(expected.length));
          for (const chart of expected) found.add(chart);
        }
        assert.equal(found.size, CHARTS.length, `no choice of ${name} finds ${CHARTS.filter((c) => !found.has(c))}`);
        await page.locator("#reset").click();
        assert.equal(await select.inputValue(), "");
        assert.deepEqual(await shownCharts(page), CHARTS);
      }
    }
    assert.deepEqual(seen.errors, []);
  });
}

test("search finds words of both languages, whatever their case", async (t) => {
  const { page } = await open(t);
  const titles = new Map();
  for (const lang of Object.keys(LANGUAGES)) {
    await choose(page, lang);
    for (const chart of CHARTS) {
      const title = await page.locator(`#${chart} h2, #${chart} h3`).first().innerText();
      const words = lang === "zh" ? title.match(/\p{Script=Han}{2,4}/gu) : title.match(/\p{L}{4,}/gu);
      const word = words.sort((a, b) => b.length - a.length)[0];
      titles.set(`${lang} ${chart}`, word);
      await page.locator("#search").fill(word.toUpperCase());
      const shown = await shownCharts(page);
      assert.ok(shown.includes(chart), `${word} does not find ${chart}`);
      const holding = await page.$$eval(
        "section.chart",
        (all, part) => all.filter((x) => x.textContent.toLowerCase().includes(part)).map((x) => x.id),
        word.toLowerCase(),
      );
      assert.deepEqual(shown, holding, word);
    }
  }
  assert.ok([...titles.values()].some((word) => HAN.test(word)) && titles.size === 2 * CHARTS.length);
  await page.locator("#search").fill("qqzzxx");
  assert.deepEqual(await shownCharts(page), []);
  assert.match(await page.locator("#count").innerText(), /\b0\b/);
  await page.locator("#reset").click();
  assert.equal(await page.locator("#search").inputValue(), "");
  assert.deepEqual(await shownCharts(page), CHARTS);
});

test("filters narrow each other", async (t) => {
  const { page } = await open(t);
  const lists = await page.$$eval("section.chart", (all) => all.map((x) => ({ id: x.id, ...x.dataset })));
  const { id, dimensions, places, readers } = lists.find((x) => x.places);
  const wanted = { dimensions, places, readers };
  for (const [name, list] of Object.entries(LISTS)) {
    wanted[list] = wanted[list].split(" ")[0];
    await page.locator(`#${name}`).selectOption(wanted[list]);
  }
  const holds = (x) => Object.values(LISTS).every((list) => x[list].split(" ").includes(wanted[list]));
  assert.deepEqual(await shownCharts(page), lists.filter(holds).map((x) => x.id));
  assert.ok((await shownCharts(page)).includes(id));
});

for (const lang of Object.keys(LANGUAGES)) {
  test(`the keyboard reaches everything in ${lang}, and one sees where it is`, async (t) => {
    const { page } = await open(t, { lang });
    await page.keyboard.press("Tab");
    const skip = page.locator(":focus");
    assert.match(await skip.getAttribute("href"), /^#/);
    const box = await skip.boundingBox();
    assert.ok(box.x >= 0 && box.y >= 0 && box.width > 20, "the skip link is seen when it has focus");
    const stops = await page.evaluate(() => {
      const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]');
      window.stops = [...all].filter((x) => x.checkVisibility({ visibilityProperty: true }) && !x.disabled);
      return window.stops.length;
    });
    const reached = [];
    for (let press = 0; press < 2 * stops; press += 1) {
      const stop = await page.evaluate(() => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
        const seen = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
        const { x, right } = document.activeElement.getBoundingClientRect();
        return { number: window.stops.indexOf(document.activeElement), seen: seen && right > 0 && x < innerWidth };
      });
      if (stop.number >= 0) reached.push(stop.number);
      assert.ok(stop.number < 0 || stop.seen, `focus is not seen on stop ${stop.number}`);
      if (stop.number === stops - 1) break;
      await page.keyboard.press("Tab");
    }
    assert.deepEqual(reached, Array.from({ length: stops }, (_, i) => i), "every stop, in the page's order");
  });
}

test("the skip link leads past the controls", async (t) => {
  const { page } = await open(t);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const place = await page.evaluate(() => {
    const target = document.querySelector(":target");
    return Boolean(target && target.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING);
  });
  assert.ok(place || (await page.evaluate(() => document.querySelector(":target").contains(document.activeElement))));
});

test("print leaves out the controls and keeps charts, findings and captions", async (t) => {
  const { page } = await open(t);
  await page.emulateMedia({ media: "print" });
  const shown = (selector) =>
    page.$$eval(selector, (all) => all.filter((x) => x.checkVisibility()).map((x) => x.outerHTML.slice(0, 90)));
  assert.deepEqual(await shown("button, input, select, .chart a[download]"), []);
  assert.equal((await shown("figure img")).length, CHARTS.length);
  assert.equal((await shown(".finding")).length, CHARTS.length);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal((await shown(".caption")).length, CHARTS.length);
});

test("nothing moves where the reader wants no motion", async (t) => {
  const { page } = await open(t, { reducedMotion: "reduce" });
  const moving = await page.$$eval("*", (all) =>
    all.flatMap((x) => {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(x);
      const moves = transitionDuration.split(",").some((time) => parseFloat(time) > 0);
      return animationName !== "none" || moves || scrollBehavior === "smooth" ? [x.tagName] : [];
    }),
  );
  assert.deepEqual(moving, []);
});

test("without scripts all charts and captions are there in both languages, and no dead controls", async (t) => {
  const { page, seen } = await open(t, { javaScriptEnabled: false });
  for (const lang of Object.keys(LANGUAGES)) {
    for (const chart of CHARTS) {
      const shown = face(page, chart, lang);
      assert.ok(await shown.locator("figure img").isVisible(), chart);
      assert.ok(await shown.locator(".finding").isVisible(), chart);
      assert.ok((await shown.locator(".caption").textContent()).length > 200, chart);
    }
  }
  const controls = page.locator("#search, #dimension, #place, #reader, #reset, [data-copy], [data-set-language]");
  assert.equal(await controls.filter({ visible: true }).count(), 0);
  assert.deepEqual(seen.errors, []);
});
