// The site, opened as files and from a web server.
import { join } from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { SITE, launch, serve, table, watch } from "./browser.mjs";

export const CHARTS = table("codebook/registers/charts").map((row) => row.chart_id);
export const WAYS = ["file", "http"];
export const HAN = /\p{Script=Han}/u;

const LOCALES = { en: "en-GB", zh: "zh-CN" };

/** Path of the page of a chart below the site. */
export const pageOf = (chart, lang) => `charts/${chart}.${lang}.html`;

/** Chromium and a way to open pages; all is ended after the tests of the file. */
export async function gallery() {
  const [browser, server] = await Promise.all([launch(), serve(SITE)]);
  after(async () => {
    await browser.close();
    await server.close();
  });
  /** Address of a page of the site, with whatever stands behind its name. */
  const address = (way, path) =>
    way === "file" ? pathToFileURL(SITE).href + `/${path}` : `${server.address}/${path}`;

  /** Open a page for one test, in a window of its own with nothing kept from before. */
  async function open(t, { path = "index.html", way = "http", lang = "en", prepare, ...options } = {}) {
    const context = await browser.newContext({ locale: LOCALES[lang], ...options });
    t.after(() => context.close());
    if (prepare) await context.addInitScript(prepare);
    const page = await context.newPage();
    const seen = watch(page);
    await page.goto(address(way, path));
    return { page, seen, context };
  }
  return { browser, address, open };
}

/** Ids of the charts that a reader sees on the first page, in the order in which they stand. */
export const shownCharts = (page) =>
  page.$$eval("section.chart", (all) => all.filter((x) => x.checkVisibility()).map((x) => x.id));

export const choose = (page, lang) => page.locator(`[data-set-language="${lang}"]`).click();

/** What was asked for outside of the site. */
export const elsewhere = (seen, root) =>
  seen.requests.filter((url) => !/^(data|blob):/.test(url) && !url.startsWith(root));
