// The gallery, opened as a file and from a web server.
import { join } from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { SITE, launch, serve, table, watch } from "./browser.mjs";

export const CHARTS = table("codebook/registers/charts").map((row) => row.chart_id);
export const WAYS = ["file", "http"];
export const HAN = /\p{Script=Han}/u;

const LOCALES = { en: "en-GB", zh: "zh-CN" };

/** Chromium and both addresses of the gallery; all is ended after the tests of the file. */
export async function gallery() {
  const [browser, server] = await Promise.all([launch(), serve(SITE)]);
  after(async () => {
    await browser.close();
    await server.close();
  });
  const addresses = {
    file: pathToFileURL(join(SITE, "index.html")).href,
    http: `${server.address}/index.html`,
  };

  /** Open the page for one test, in a window of its own with nothing kept from before. */
  async function open(t, { way = "http", lang = "en", prepare, ...options } = {}) {
    const context = await browser.newContext({ locale: LOCALES[lang], ...options });
    t.after(() => context.close());
    if (prepare) await context.addInitScript(prepare);
    const page = await context.newPage();
    const seen = watch(page);
    await page.goto(addresses[way]);
    return { page, seen, context };
  }
  return { browser, addresses, open };
}

/** A chart's face in one language. */
export const face = (page, chart, lang) => page.locator(`#${chart} .face.${lang}`);

/** Ids of the charts that a reader sees. */
export const shownCharts = (page) =>
  page.$$eval("section.chart", (all) => all.filter((x) => x.checkVisibility()).map((x) => x.id));

export const choose = (page, lang) => page.locator(`[data-set-language="${lang}"]`).click();
