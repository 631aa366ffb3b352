// Pictures of the gallery, for people to look at: node tests/browser/screenshots.mjs OUTDIR
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LANGUAGES, SITE, launch } from "./browser.mjs";
import { CHARTS, choose, face } from "./gallery.mjs";

const WIDTHS = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } };
const folder = process.argv[2];
if (!folder) throw new Error("name a folder: node tests/browser/screenshots.mjs OUTDIR");
mkdirSync(folder, { recursive: true });

const browser = await launch();
for (const [size, viewport] of Object.entries(WIDTHS)) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.newPage({ viewport, colorScheme });
    await page.goto(pathToFileURL(join(SITE, "index.html")).href);
    for (const lang of Object.keys(LANGUAGES)) {
      const save = (what, part = page) =>
        part.screenshot({ path: join(folder, `${what}.${lang}.${size}.${colorScheme}.png`) });
      await choose(page, lang);
      await page.evaluate(() => scrollTo(0, 0));
      await save("top");
      const details = face(page, CHARTS[0], lang).locator("details");
      await save("chart", page.locator(`#${CHARTS[0]}`));
      await details.evaluateAll((all) => all.forEach((x) => (x.open = true)));
      await save("chart-open", page.locator(`#${CHARTS[0]}`));
      const claim = await page.locator('[id^="claim-"]').nth(3).getAttribute("id");
      await page.evaluate((id) => (location.hash = id), claim);
      await page.evaluate((id) => document.getElementById(id).scrollIntoView(), claim);
      await save("claims");
    }
    await page.close();
  }
}
const page = await browser.newPage();
await page.goto(pathToFileURL(join(SITE, "index.html")).href);
for (const lang of Object.keys(LANGUAGES)) {
  await choose(page, lang);
  await page.pdf({ path: join(folder, `print.${lang}.pdf`), format: "A4" });
}
await browser.close();
