// Reading the first page: languages, filters, keyboard, old addresses, no script.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES } from "./browser.mjs";
import { CHARTS, HAN, WAYS, choose, elsewhere, gallery, pageOf, shownCharts } from "./gallery.mjs";

const { address, open } = await gallery();
const LISTS = { dimension: "dimensions", place: "places", reader: "readers" };

for (const way of WAYS) {
  for (const [lang, tag] of Object.entries(LANGUAGES)) {
    test(`${way}: all charts are shown in ${lang}, and nothing is asked for elsewhere`, async (t) => {
      const { page, seen } = await open(t, { way, lang });
      assert.equal(await page.locator("html").getAttribute("lang"), tag);
      assert.deepEqual(await shownCharts(page), CHARTS);
      const other = Object.keys(LANGUAGES).find((name) => name !== lang);
      const visible = (name) =>
        page.$$eval(`.${name}`, (all) => all.filter((x) => x.checkVisibility()).length);
      assert.equal(await visible(other), 0, "the other language is not shown");
      assert.ok((await visible(lang)) > CHARTS.length);
      for (const chart of CHARTS) {
        const card = page.locator(`#${chart}`);
        const image = card.locator(`.face.${lang} img`);
        await image.scrollIntoViewIfNeeded();
        assert.ok(await image.evaluate((img) => img.decode().then(() => img.naturalWidth === img.width || img.naturalWidth > 300)), chart);
        assert.equal(await card.locator(`h3 a.${lang}`).getAttribute("href"), pageOf(chart, lang));
        assert.equal(HAN.test(await card.locator(".finding:visible").innerText()), lang === "zh");
      }
      assert.deepEqual(elsewhere(seen, address(way, "")), []);
      const pictures = seen.requests.filter((url) => url.endsWith(".png"));
      assert.equal(pictures.length, CHARTS.length, "only those of one language are asked for");
      assert.deepEqual(seen.errors, []);
    });
  }

  test(`${way}: the first visit follows the browser, later ones the choice, an address its own`, async (t) => {
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
    await page.goto(address(way, "index.html?lang=zh"));
    assert.equal(await language(), "zh");
    await choose(page, "en");
    await page.reload();
    assert.equal(await language(), "en", "the address follows the choice");
  });

  test(`${way}: old addresses lead to where things stand now`, async (t) => {
    const { page } = await open(t, { way, lang: "zh" });
    for (const [old, now] of [
      [`#${CHARTS[0]}`, pageOf(CHARTS[0], "zh")],
      ["#claim-jingjiang-2020-0617", "claims.zh.html#claim-jingjiang-2020-0617"],
      ["#denominators", "claims.zh.html#denominators"],
    ]) {
      await page.goto("about:blank");
      await page.goto(address(way, `index.html${old}`));
      await page.waitForURL(address(way, now));
    }
    await page.goto(address(way, "index.html#tables"));
    assert.equal(page.url(), address(way, "index.html#tables"));
  });
}

test("filters find every chart and lose none", async (t) => {
  const { page, seen } = await open(t);
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
      for (const [value, text] of options.slice(1, 12)) {
        assert.equal(HAN.test(text), lang === "zh", text);
        await select.selectOption(value);
        const expected = CHARTS.filter((chart) => filed.get(chart).includes(value));
        assert.ok(expected.length > 0, `${name} ${value} finds nothing`);
        assert.deepEqual(await shownCharts(page), expected, `${name} ${value}`);
        assert.ok((await counted()).includes(expected.length));
        for (const chart of expected) found.add(chart);
      }
      if (name !== "place") assert.equal(found.size, CHARTS.length, `${name} loses a chart`);
      await page.locator("#reset").click();
      assert.equal(await select.inputValue(), "");
      assert.deepEqual(await shownCharts(page), CHARTS);
    }
  }
  assert.deepEqual(seen.errors, []);
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

for (const path of ["index.html", pageOf(CHARTS[0], "en")]) {
  test(`the keyboard reaches everything on ${path}, and one sees where it is`, async (t) => {
    const { page } = await open(t, { path });
    await page.keyboard.press("Tab");
    const skip = page.locator(":focus");
    assert.match(await skip.getAttribute("href"), /^#/);
    const box = await skip.boundingBox();
    assert.ok(box.x >= 0 && box.y >= 0 && box.width > 20, "the skip link is seen when it has focus");
    const stops = await page.evaluate(() => {
      const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]');
      window.stops = [...all].filter(
        (x) => x.checkVisibility({ visibilityProperty: true }) && !x.disabled && x.tabIndex >= 0,
      );
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
  const past = await page.evaluate(() =>
    Boolean(document.querySelector(":target").compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING),
  );
  assert.ok(past);
});

test("nothing moves where the reader wants no motion", async (t) => {
  for (const path of ["index.html", pageOf(CHARTS[0], "en")]) {
    const { page } = await open(t, { path, reducedMotion: "reduce" });
    const moving = await page.$$eval("*", (all) =>
      all.flatMap((x) => {
        const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(x);
        const moves = transitionDuration.split(",").some((time) => parseFloat(time) > 0);
        return animationName !== "none" || moves || scrollBehavior === "smooth" ? [x.tagName] : [];
      }),
    );
    assert.deepEqual(moving, [], path);
  }
});

test("without scripts all charts are there in both languages, and no dead controls", async (t) => {
  const { page, seen } = await open(t, { javaScriptEnabled: false });
  for (const lang of Object.keys(LANGUAGES)) {
    for (const chart of CHARTS) {
      assert.ok(await page.locator(`#${chart} h3 a.${lang}`).isVisible(), chart);
      assert.ok(await page.locator(`#${chart} .face.${lang} .finding`).isVisible(), chart);
    }
  }
  const controls = page.locator("#search, #dimension, #place, #reader, #reset, [data-set-language]");
  assert.equal(await controls.filter({ visible: true }).count(), 0);
  assert.deepEqual(seen.errors, []);
});

/** Search words and the charts that must come first, in whatever language the page is. */
const SEARCHES = {
  党建: ["party-recruitment", "front-line-share"],
  CPC: ["party-recruitment", "front-line-share"],
  communist: ["party-recruitment", "front-line-share"],
  发展党员: ["party-recruitment"],
  salary: ["contract-coverage", "workers-per-contract"],
  工资: ["contract-coverage", "workers-per-contract"],
  "collective contract": ["workers-per-contract", "contract-coverage"],
  竞赛: ["contest-participation", "participants-per-contest"],
};

for (const lang of Object.keys(LANGUAGES)) {
  test(`search knows other words, provinces and both languages at once, and ranks: ${lang}`, async (t) => {
    const { page, seen } = await open(t, { lang });
    const search = async (words) => {
      await page.locator("#search").fill(words);
      return shownCharts(page);
    };
    for (const [words, wanted] of Object.entries(SEARCHES)) {
      const found = await search(words);
      assert.ok(found.length < CHARTS.length, `${words} finds everything`);
      for (const chart of wanted) assert.ok(found.slice(0, 6).includes(chart), `${words}: ${found}`);
    }
    for (const words of ["江苏党建", "淮北市入党", "安徽省发展党员"]) {
      const blank = words.replace(/^(江苏|淮北市|安徽省)/u, "$1 ");
      assert.deepEqual(await search(words), await search(blank), words);
      assert.ok((await search(words)).includes("party-recruitment"), words);
    }
    assert.deepEqual(await search("江苏天外飞仙"), [], "a part that nobody knows is not left out");
    const cards = new Map(
      await page.$$eval("section.chart", (all) => all.map((x) => [x.id, x.dataset.places.split(" ")])),
    );
    for (const [province, place] of [["江苏", "jingjiang"], ["Jiangsu", "jingjiang"], ["Anhui", "huaibei"]]) {
      const found = await search(province);
      const held = CHARTS.filter((chart) => cards.get(chart).includes(place));
      assert.deepEqual(held.filter((chart) => !found.includes(chart)), [], `${province} misses charts of ${place}`);
    }
    assert.deepEqual(await search("37%"), await search("37 %"));
    assert.ok((await search("37%")).includes("party-recruitment"));
    const title = await page.locator(`#award-shares h3 a.${lang}`).textContent();
    assert.equal((await search(title.split(/[,：]/)[0].toUpperCase()))[0], "award-shares", "a title comes first");

    assert.deepEqual(await search("qqzzxx"), []);
    assert.match(await page.locator("#count").innerText(), /\b0\b/);
    const help = page.locator("#none button:visible");
    assert.ok((await help.count()) > 8);
    for (let at = 0; at < (await help.count()); at += 1) {
      await search("qqzzxx");
      await help.nth(at).click();
      assert.ok((await shownCharts(page)).length > 0, `${await page.locator("#search").inputValue()} is no help`);
    }
    await search("近400名");
    await page.locator("#in-claims a:visible").click();
    await page.waitForURL(/\/claims\.\w\w\.html\?q=/);
    assert.ok(await page.locator("#claim-jingjiang-2020-0617").isVisible());
    await page.goBack();
    await page.locator("#reset").click();
    assert.deepEqual(await shownCharts(page), CHARTS, "in their own order again");
    assert.deepEqual(seen.errors, []);
  });
}
