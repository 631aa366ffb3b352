// Everybody's access: axe-core, narrow windows, valid HTML.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { LANGUAGES, SITE } from "./browser.mjs";
import { CHARTS, gallery, pageOf } from "./gallery.mjs";

const { open } = await gallery();
/** Pages in each language beside those of charts. */
const OTHERS = ["claims", "about"];
const WIDTHS = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } };

/** Violations that axe-core finds below a selector, each with the first places. */
async function violations(page, selector) {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(
    (within) => globalThis.axe.run(within, { resultTypes: ["violations"] }),
    selector,
  );
  return found.map(({ id, help, nodes }) => ({
    id,
    help,
    places: nodes.slice(0, 3).map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
    count: nodes.length,
  }));
}

/** Elements that stick out of the window, where the page itself scrolls sideways. */
const tooWide = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const out = [...document.querySelectorAll("body *")].filter((x) => x.getBoundingClientRect().right > clientWidth + 1);
    return [`${scrollWidth} > ${clientWidth}`, ...out.slice(0, 5).map((x) => x.outerHTML.slice(0, 120))];
  });

for (const lang of Object.keys(LANGUAGES)) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [size, viewport] of Object.entries(WIDTHS)) {
      test(`axe-core finds nothing: ${lang}, ${colorScheme}, ${size}`, async (t) => {
        // A page without a clipboard, so that its dialog can be looked at too.
        const prepare = () => Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined });
        const path = pageOf(CHARTS[0], lang);
        const { page } = await open(t, { path, lang, colorScheme, viewport, prepare });
        assert.deepEqual(await tooWide(page), []);
        await page.locator(".spot").first().focus();
        assert.deepEqual(await violations(page, "html"), [], "the page of a chart that tells of a mark");
        await page.locator('[data-copy="caption"]').click();
        assert.deepEqual(await violations(page, "#by-hand"), [], "the dialog");
        assert.deepEqual(await tooWide(page), [], "with the dialog");
        for (const other of ["index.html", pageOf("reporting-matrix", lang), ...OTHERS.map((name) => `${name}.${lang}.html`), path.replace(".html", ".embed.html")]) {
          const { page: next } = await open(t, { path: other, lang, colorScheme, viewport });
          // All claims are alike: some hundred of them are enough, and take a tenth of the time.
          await next.$$eval(".entry", (all) => all.slice(100).forEach((x) => x.remove()));
          assert.deepEqual(await violations(next, "html"), [], other);
          assert.deepEqual(await tooWide(next), [], other);
        }
      });
    }
  }
}

for (const [size, viewport] of Object.entries(WIDTHS)) {
  test(`a label of 5,000 characters or of another direction breaks nothing: ${size}`, async (t) => {
    for (const path of ["index.html", pageOf(CHARTS[0], "en"), "claims.en.html"]) {
      const { page } = await open(t, { path, viewport });
      await page.evaluate(() => {
        const long = "W".repeat(5000);
        const places = ".finding, .note, h1, h3 a, td:first-child, dd, dt, li, option, .entry h3";
        for (const x of [...document.querySelectorAll(places)].slice(0, 400))
          x.append(x.tagName === "DD" ? `\u202e${long}` : long);
      });
      assert.deepEqual(await tooWide(page), [], path);
    }
  });
}

const NOTEBOOKS = readdirSync(join(SITE, "notebooks")).filter((name) => name.endsWith(".html"));
for (const name of NOTEBOOKS.concat("../tables/raw-claims.html")) {
  test(`axe-core finds nothing on ${name.replace("../", "")}`, async (t) => {
    for (const colorScheme of ["light", "dark"]) {
      const { page } = await open(t, { colorScheme });
      await page.goto(pathToFileURL(join(SITE, "notebooks", name)).href);
      assert.deepEqual(await violations(page, "html"), [], colorScheme);
    }
  });
}

test("html-validate finds no error on any page of the site", async () => {
  const judge = new HtmlValidate(new StaticConfigLoader({ extends: ["html-validate:standard"] }));
  const pages = readdirSync(SITE, { recursive: true }).filter((name) => name.endsWith(".html"));
  assert.ok(pages.length > 30, `${pages.length} pages`);
  const faults = [];
  for (const name of pages) {
    // Pictures in the page are long, and no part of what is judged.
    const text = readFileSync(join(SITE, name), "utf-8").replace(/(data:[\w/+-]+;base64,)[\w+/=]+/g, "$1AA==");
    const { results } = await judge.validateString(text);
    for (const { messages } of results)
      faults.push(...messages.map((x) => `${name}:${x.line}:${x.column} ${x.ruleId}: ${x.message}`));
  }
  assert.deepEqual(faults.slice(0, 20), [], `${faults.length} faults`);
});
