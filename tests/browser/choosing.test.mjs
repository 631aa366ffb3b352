// What a reader chooses on the page of a chart, and what a mark of its picture tells.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LANGUAGES, readCsv } from "./browser.mjs";
import { CHARTS, HAN, WAYS, elsewhere, gallery, pageOf } from "./gallery.mjs";

const { address, open } = await gallery();
const [FIRST] = CHARTS;
const OTHER = "reform-analysis chart party-recruitment";

/** The values of a column of the table that are shown. */
const column = (page, at) =>
  page.$$eval("table.numbers tbody tr", (rows, n) => rows.filter((x) => x.checkVisibility()).map((x) => x.cells[n].textContent), at);

for (const way of WAYS) {
  for (const lang of Object.keys(LANGUAGES)) {
    test(`${way}: a population that is chosen draws picture, table and words anew in ${lang}`, async (t) => {
      const { page, seen } = await open(t, { way, lang, path: pageOf(FIRST, lang) });
      const before = await column(page, 2);
      await page.locator("#choice [name=per]").selectOption("employed");
      await page.locator(".picture svg").waitFor();
      assert.match(page.url(), /\?per=employed$/);
      assert.notDeepEqual(await column(page, 2), before);
      const people = lang === "en" ? "employed people (modelled)" : "就业人员（推算）";
      assert.ok((await page.locator("#how").innerText()).includes(people));
      assert.ok((await page.locator(".picture svg").textContent()).includes(lang === "en" ? "people (modelled)" : "就业人员"));
      assert.equal(await page.locator("#command").innerText(), `${OTHER} --lang ${lang} --per employed --format all`);
      assert.equal(await page.locator("[data-copy=picture], [data-format=pptx]").count(), 0, "no file of what was published");
      assert.match(await page.locator("[data-text=citation]").textContent(), /party-recruitment\.employed/);
      await page.locator("#choice button[type=reset]").click();
      await page.locator("figure img").waitFor();
      assert.deepEqual(await column(page, 2), before);
      assert.ok(!page.url().includes("?"));
      assert.deepEqual(elsewhere(seen, address(way, "")), []);
      assert.deepEqual(seen.errors, []);
    });
  }

  test(`${way}: the address holds the choice, also in the other language`, async (t) => {
    const { page, seen } = await open(t, { way, path: `${pageOf(FIRST, "en")}?reading=wide&places=huaibei` });
    await page.locator(".picture svg").waitFor();
    assert.equal(await page.locator("#choice [name=reading]").inputValue(), "wide");
    assert.match(await page.locator("[data-text=link]").inputValue(), /\?reading=wide&places=huaibei$/);
    assert.deepEqual([...new Set(await column(page, 0))].includes("Jingjiang"), false);
    await page.locator("[data-language-link]").click();
    await page.locator(".picture svg").waitFor();
    assert.match(page.url(), /\.zh\.html\?reading=wide&places=huaibei$/);
    assert.equal(HAN.test(await page.locator("h1").innerText()), true);
    assert.deepEqual(seen.errors, []);
  });
}

for (const lang of Object.keys(LANGUAGES)) {
  test(`a population and a reading are chosen at once in ${lang}, and either goes back alone`, async (t) => {
    const { page, seen } = await open(t, { path: pageOf(FIRST, lang), lang });
    const drawn = (told) => page.locator("#command", { hasText: `--lang ${lang}${told} --format` }).waitFor();
    await page.locator("#choice [name=reading]").selectOption("wide");
    await drawn(" --reading wide");
    await page.locator("#choice [name=per]").selectOption("employed");
    await drawn(" --per employed --reading wide");
    assert.match(page.url(), /\?reading=wide&per=employed$|\?per=employed&reading=wide$/);
    const how = await page.locator("#how").innerText();
    for (const told of lang === "en" ? ["employed people (modelled)", "wide"] : ["就业人员（推算）", "宽"]) assert.ok(how.includes(told), told);
    assert.match(await page.locator("[data-text=citation]").textContent(), /party-recruitment\.employed\.wide/);
    const both = await column(page, 2);
    await page.reload();
    await drawn(" --per employed --reading wide");
    assert.deepEqual(await column(page, 2), both, "the address holds both");
    await page.locator("#choice [name=reading]").selectOption("");
    await drawn(" --per employed");
    assert.notDeepEqual(await column(page, 2), both);
    assert.deepEqual(seen.errors, []);
  });
}

test("what a chart cannot show is refused in words, and what was published stays", async (t) => {
  for (const asked of ["per=nobody", "per=staff_in_report", "reading=widest", "places=atlantis"]) {
    const { page, seen } = await open(t, { path: `${pageOf(FIRST, "en")}?${asked}` });
    assert.match(await page.locator("#choice-said").innerText(), /cannot be drawn/, asked);
    assert.ok(await page.locator("figure img").isVisible());
    assert.ok(!page.url().includes("?"), page.url());
    assert.deepEqual(seen.errors, []);
  }
});

test("of places that are left out line, mark and row are gone, and what is downloaded follows", async (t) => {
  const { page } = await open(t, { path: pageOf(FIRST, "en") });
  const rows = (await column(page, 0)).length;
  await page.locator(".places summary").click();
  await page.locator("#choice [value=yancheng]").uncheck();
  await page.locator("#choice [value=jiangdu]").uncheck();
  const left = await column(page, 0);
  assert.ok(left.length < rows && left.includes("Jingjiang"));
  assert.match(await page.locator("#choice-said").innerText(), /^2 of 4 places.*all places/);
  assert.equal(await page.locator(".veil").count(), 2);
  for (const veil of await page.locator(".veil").all()) {
    const [box, picture] = [await veil.boundingBox(), await page.locator(".picture").boundingBox()];
    assert.ok(Math.abs(box.width - picture.width) < 1 && box.height > 15);
  }
  assert.ok(!(await page.locator("[data-copy=picture]").isVisible()), "the picture of all places is not copied for some");
  assert.match(await page.locator("#command").innerText(), /--places huaibei,jingjiang /);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("[data-made=csv]").click()]);
  const text = readFileSync(await download.path(), "utf-8");
  assert.ok(text.startsWith("\ufeff"));
  const told = readCsv(text.slice(1));
  assert.equal(told.length, left.length);
  assert.deepEqual(told.map((row) => row.Place), left);
  assert.ok(told.every((row) => row.Licence.startsWith("CC BY 4.0") && row["Cite as"].includes("party-recruitment")));
  await page.locator("#choice [value=huaibei]").uncheck();
  await page.locator("#choice [value=jingjiang]").click();
  assert.equal((await column(page, 0)).length, rows, "none is all");
});

for (const chosen of ["", "?per=employed"]) {
  test(`under the pointer and the focus a mark of the picture tells what it is ${chosen}`, async (t) => {
    const { page, seen } = await open(t, { path: pageOf(FIRST, "en") + chosen });
    if (chosen) await page.locator(".picture svg").waitFor();
    const spot = page.locator(".spot").filter({ hasText: "Huaibei, workers 14.5 %" });
    await spot.hover();
    const tip = page.locator("#tip");
    assert.match(await tip.innerText(), /^Huaibei, workers 14\.5 % \(14\.45–14\.55\)\n.*read as 2\.5–3\.5 years/);
    assert.match(await tip.innerText(), /How known: reported as such/);
    const [over, under] = [await tip.boundingBox(), await page.viewportSize()];
    assert.ok(over.x >= 0 && over.x + over.width <= under.width && over.y >= 0 && over.y + over.height <= under.height);
    await page.mouse.move(2, 2);
    assert.ok(!(await tip.isVisible()));
    await spot.focus();
    assert.ok(await tip.isVisible());
    await page.keyboard.press("Escape");
    assert.ok(!(await tip.isVisible()));
    await page.keyboard.press("Enter");
    await page.locator("details.mark[open] dl").waitFor(); // the address changes first, then the list
    assert.deepEqual(seen.errors, []);
  });
}

/** A chart of cells, tiles, columns or ranks: its mark, and what that tells. */
const CELLS = {
  "reporting-matrix": { en: ["Huaibei, workers' share", /14\.5%; 664人\nRead as: 14\.5 % \(14\.45–14\.55\); 664 persons/], zh: ["淮北市，新发展党员中工人占比", /14\.5%；664人\n读作: 14\.5%/] },
  "specification-curve": { en: ["census residents, wide, Jingjiang", /at least 9 %.*\nPeriod: .*\nDenominator: census residents/], zh: ["常住人口（普查），宽，靖江市", /分母: 常住人口（普查）/] },
  "rank-sets": { en: ["Tianjin rank", /wide reading: ranks 1 to 2\n.*\nDenominator: census residents/], zh: ["天津市 第", /宽读法: 第1至2位/] },
  "hedges-by-report": { en: ["Huaibei, exact", /\d+ of \d+ claims\n.*\nHow known: .*\nRests on: .*\d/], zh: ["淮北市，", /\d+条论断中的\d+条/] },
  "sample-map": { en: ["Jiangsu", /places with a value: \d+\nthe province itself: Jiangsu\nprefectures: /], zh: ["江苏", /有数值的地区：\d+个\n全省（区、市）: 江苏省\n地级: /] },
};

for (const [chart, langs] of Object.entries(CELLS)) {
  for (const [lang, [name, told]] of Object.entries(langs)) {
    test(`under pointer and focus each part of ${chart} tells what it is in ${lang}`, async (t) => {
      const { page, seen } = await open(t, { path: pageOf(chart, lang), lang });
      const spot = page.locator(".spot").filter({ hasText: name }).first();
      const tip = page.locator("#tip");
      await spot.hover();
      assert.match(await tip.innerText(), told);
      const [over, under] = [await tip.boundingBox(), page.viewportSize()];
      assert.ok(over.x >= 0 && over.x + over.width <= under.width && over.y >= 0 && over.y + over.height <= under.height);
      await page.mouse.move(2, 2);
      assert.ok(!(await tip.isVisible()));
      await spot.focus();
      assert.match(await tip.innerText(), told);
      await page.keyboard.press("Enter");
      const mark = page.locator(await spot.getAttribute("href"));
      await mark.and(page.locator("details[open]")).waitFor();
      assert.match(await mark.locator("a").first().getAttribute("href"), /claims\.(en|zh)\.html#claim-/);
      assert.deepEqual(seen.errors, []);
    });
  }
}

test("the small map shows the provinces of the places that are left", async (t) => {
  const { page } = await open(t, { path: pageOf(FIRST, "en") });
  const shown = () => page.locator(".where rect:not(.out) title").allTextContents();
  const listed = () => page.locator(".where li:visible").allInnerTexts();
  assert.deepEqual(await shown(), ["Jiangsu", "Anhui"]);
  await page.locator(".places summary").click();
  await page.locator("#choice [value=huaibei]").uncheck();
  assert.deepEqual(await shown(), ["Jiangsu"]);
  assert.match((await listed()).join(), /^Jiangsu Jingjiang Yancheng Jiangdu$/);
  await page.locator("#choice button[type=reset]").click();
  await page.locator(".where li", { hasText: "Anhui" }).waitFor();
  assert.deepEqual(await shown(), ["Jiangsu", "Anhui"]);
});
