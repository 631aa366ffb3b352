// What leaves the gallery as files, and where its links lead.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { LANGUAGES, SITE, program, readCsv, table } from "./browser.mjs";
import { CHARTS, WAYS, gallery, pageOf } from "./gallery.mjs";

const { address, browser, open } = await gallery();
const HEADS = Object.fromEntries(table("codebook/registers/columns").map((row) => [row.name, row]));
const FORMS = ["png", "svg", "pdf", "pptx", "xlsx", "zip", "csv", "txt", "alt"];
const PAGES = readdirSync(SITE, { recursive: true }).filter((name) => name.endsWith(".html"));
const folder = mkdtempSync(join(tmpdir(), "reform-downloads-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const nameOf = (chart, lang, form) => `${chart}.${lang}.${form === "alt" ? "alt.txt" : form}`;

test("every form of every chart can be fetched, and is what it says", async (t) => {
  const { page } = await open(t);
  for (const chart of CHARTS) {
    for (const lang of Object.keys(LANGUAGES)) {
      await page.goto(address("http", pageOf(chart, lang)));
      const links = await page
        .locator("a[download][data-format]")
        .evaluateAll((all) => all.map((x) => [x.dataset.format, x.getAttribute("href"), x.href]));
      assert.deepEqual(links.map(([form]) => form).sort(), [...FORMS].sort(), chart);
      for (const [form, href, where] of links) {
        assert.equal(href, nameOf(chart, lang, form));
        const answer = await page.request.get(where);
        assert.ok(answer.ok(), `${href}: ${answer.status()}`);
        writeFileSync(join(folder, nameOf(chart, lang, form)), await answer.body());
      }
    }
  }
  const checker = fileURLToPath(new URL("check_downloads.py", import.meta.url));
  execFileSync(program("python"), [checker, folder, ...CHARTS], { stdio: ["ignore", "inherit", "inherit"] });
});

for (const way of WAYS) {
  for (const lang of Object.keys(LANGUAGES)) {
    for (const form of FORMS) {
      // A window for each: the viewer of PDFs loads in parts, and going back while it does may fail.
      test(`${way}: a click gives the ${form} in ${lang}`, async (t) => {
        const { page } = await open(t, { way, lang, path: pageOf(CHARTS[0], lang) });
        const name = nameOf(CHARTS[0], lang, form);
        const events = [page.waitForEvent("download").then((download) => download.path())];
        if (way === "file") {
          // From a folder on disk Chromium opens what it can show, whatever the link says.
          const whole = (frame) => frame === page.mainFrame();
          events.push(page.waitForEvent("framenavigated", whole).then((frame) => frame.url()));
        }
        const first = Promise.race(events);
        await page.locator(`[data-format="${form}"]`).click();
        const got = await first;
        if (got.startsWith("file:")) {
          assert.ok(got.endsWith(`/charts/${name}`), got);
        } else {
          assert.deepEqual(readFileSync(got), readFileSync(join(SITE, "charts", name)), name);
        }
      });
    }
  }
}

test("every number of a chart leads to its claims and its denominator", async (t) => {
  const { page } = await open(t);
  for (const chart of CHARTS) {
    for (const lang of Object.keys(LANGUAGES)) {
      const rows = readCsv(readFileSync(join(SITE, "charts", nameOf(chart, lang, "csv")), "utf-8").slice(1));
      const [claims, denominator] = ["claim_ids", "denominator_id"].map((name) => HEADS[name][`label_${lang}`]);
      const behind = rows.flatMap((row) => [
        ...row[claims].split(";").filter(Boolean).map((name) => `../claims.${lang}.html#claim-${name}`),
        ...row[denominator].split(";").filter(Boolean).map((name) => `../claims.${lang}.html#denominator-${name}`),
      ]);
      await page.goto(address("http", pageOf(chart, lang)));
      const linked = new Set(
        await page
          .locator("table.numbers a")
          .evaluateAll((all) => all.map((x) => x.getAttribute("href"))),
      );
      assert.deepEqual(behind.filter((href) => !linked.has(href)), [], `${chart} ${lang}`);
    }
  }
});

test("every link on every page leads somewhere, and no id stands twice", async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const linked = new Map();
  const ids = new Map();
  for (const name of PAGES) {
    const address = pathToFileURL(join(SITE, name)).href;
    await page.goto(address);
    const told = await page.evaluate(() => ({
      ids: [...document.querySelectorAll("[id]")].map((x) => x.id),
      links: [...document.querySelectorAll("[href], [src]")].map((x) => x.href || x.src),
    }));
    assert.equal(new Set(told.ids).size, told.ids.length, `${name}: an id stands twice`);
    ids.set(address, new Set(told.ids));
    linked.set(name, new Set(told.links.filter((x) => !/^(data|https?|mailto):/.test(x))));
  }
  const dead = [];
  for (const [name, links] of linked) {
    for (const link of links) {
      const [address, id] = link.split("#");
      const there = link.startsWith("file:") && existsSync(fileURLToPath(address));
      const found = !id || ids.get(address)?.has(decodeURIComponent(id));
      if (!there || !found) dead.push(`${name}: ${link.replace(pathToFileURL(SITE).href, "")}`);
    }
  }
  assert.deepEqual(dead, []);
  assert.ok(linked.get("index.html").size > 4 * CHARTS.length, "the first page links charts and tables");
  assert.ok(linked.get("claims.en.html").size > 500, "claims link tables and charts");
});
