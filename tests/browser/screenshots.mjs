// Pictures of the pages, for people to look at: node tests/browser/screenshots.mjs OUTDIR
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LANGUAGES, SITE, launch } from "./browser.mjs";
import { CHARTS, pageOf } from "./gallery.mjs";

const WIDTHS = { wide: { width: 1400, height: 900 }, narrow: { width: 390, height: 844 } };
const MOST = 4000; // pixels: higher pictures nobody looks at
const folder = process.argv[2];
if (!folder) throw new Error("name a folder: node tests/browser/screenshots.mjs OUTDIR");
mkdirSync(folder, { recursive: true });

const browser = await launch();
const address = (path) => `${pathToFileURL(SITE).href}/${path}`;
for (const lang of Object.keys(LANGUAGES)) {
  const pages = { index: `index.html?lang=${lang}`, chart: pageOf(CHARTS[0], lang), claims: `claims.${lang}.html`, about: `about.${lang}.html`,
    chosen: `${pageOf(CHARTS[0], lang)}?reading=wide`, alone: pageOf(CHARTS[0], `${lang}.embed`),
    document: `documents/figures.${lang}.html`, table: "tables/processed-comparisons.html",
    notebook: `notebooks/05_party_recruitment${{ en: "", zh: ".zh" }[lang]}.html` };
  for (const [size, viewport] of Object.entries(WIDTHS)) {
    for (const colorScheme of ["light", "dark"]) {
      for (const [what, path] of Object.entries(pages)) {
        const page = await browser.newPage({ viewport, colorScheme });
        await page.goto(address(path));
        await page.evaluate(() => document.fonts.ready);
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width: viewport.width, height: Math.min(height, MOST) });
        await page.waitForLoadState("networkidle");
        await page.screenshot({ path: join(folder, `${what}.${lang}.${size}.${colorScheme}.png`) });
        await page.close();
      }
    }
  }
  const page = await browser.newPage();
  await page.goto(address(pageOf(CHARTS[0], lang)));
  await page.pdf({ path: join(folder, `print.${lang}.pdf`), preferCSSPageSize: true });
  await page.close();
}
await browser.close();
