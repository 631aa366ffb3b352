// The site in Firefox as it is installed, over WebDriver BiDi; left out where there is none.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { LANGUAGES, SITE, findBrowser, watch } from "./browser.mjs";
import { CHARTS, HAN, elsewhere, pageOf, shownCharts } from "./gallery.mjs";

const executablePath = findBrowser("firefox", "firefox-esr");
const browser = executablePath && (await puppeteer.launch({ browser: "firefox", executablePath }));
after(() => browser?.close());
const address = (path) => `${pathToFileURL(SITE).href}/${path}`;
const SEARCHED = { en: "wages", zh: "工资" };

for (const lang of Object.keys(LANGUAGES)) {
  test(`in Firefox a reader searches, chooses, asks a mark and sorts in ${lang}`, { skip: !browser && "no Firefox" }, async (t) => {
    const page = await browser.newPage();
    t.after(() => page.close());
    const seen = watch(page);
    await page.goto(address(`index.html?lang=${lang}`));
    assert.deepEqual(await shownCharts(page), CHARTS);
    await page.type("#search", SEARCHED[lang]);
    await page.waitForFunction((n) => document.querySelectorAll("section.chart[hidden]").length > n, {}, CHARTS.length / 2);
    assert.ok((await shownCharts(page)).length > 0);

    await page.goto(address(pageOf(CHARTS[0], lang)));
    await page.select("#choice [name=per]", "employed");
    await page.select("#choice [name=reading]", "wide");
    await page.waitForFunction(() => document.querySelector("#command").textContent.includes("--per employed --reading wide"));
    const wide = await page.$eval("#choice [name=reading] :checked", (x) => x.textContent.trim());
    await page.waitForFunction((name) => document.querySelector(".picture svg")?.textContent.includes(name), {}, wide);
    assert.match(page.url(), /\?per=employed&reading=wide$/);
    assert.equal(HAN.test(await page.$eval("h1", (x) => x.textContent)), lang === "zh");

    await page.$eval(".spot", (x) => x.scrollIntoView({ block: "center" }));
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await page.hover(".spot"); // a tip goes when the page is moved
    await page.waitForSelector("#tip", { visible: true });
    assert.ok((await page.$eval("#tip", (x) => x.textContent)).length > 10);

    await page.click("table.numbers th:nth-child(4) button");
    const cells = await page.$$eval("table.numbers tbody td:nth-child(4)", (all) => all.map((x) => x.textContent).filter(Boolean).map(Number));
    assert.ok(cells.length > 5);
    assert.deepEqual(cells, cells.toSorted((a, b) => a - b));
    assert.deepEqual(elsewhere(seen, address("")), []);
    assert.deepEqual(seen.errors, []);
  });
}
