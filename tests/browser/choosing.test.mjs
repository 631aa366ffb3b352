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

test("one change at a time: the other goes back, and the command for both is told", async (t) => {
  const { page } = await open(t, { path: pageOf(FIRST, "en") });
  await page.locator("#choice [name=reading]").selectOption("wide");
  await page.locator(".picture svg").waitFor();
  await page.locator("#choice [name=per]").selectOption("employed");
  await page.locator("#command", { hasText: "--per employed" }).waitFor();
  assert.equal(await page.locator("#choice [name=reading]").inputValue(), "");
  assert.match(await page.locator("#choice-said").innerText(), /--per employed --reading wide/);
});

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
