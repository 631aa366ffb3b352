// Copying from the gallery: what reaches the clipboard, and what happens where there is none.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { LANGUAGES, SITE } from "./browser.mjs";
import { CHARTS, HAN, WAYS, gallery, pageOf } from "./gallery.mjs";

const { address, open } = await gallery();
const COPIES = ["picture", "brief", "caption", "table", "citation", "bibtex", "link", "embed"];
const SOURCE_LINE = { en: /^Sources?: \S/m, zh: /^来源：\S/m };
/** The version of the data that a chart shows, as the text that lies beside its picture tells it. */
function versionOf(chart, lang) {
  const text = readFileSync(join(SITE, "charts", `${chart}.${lang}.txt`), "utf-8");
  return text.match(/^(?:Data: |数据：)\d+\.\d+\.\d+\+([0-9a-f]{12})$/m)[1];
}

/** Click a button and read the clipboard back: type -> text, or the size of a picture. */
async function copied(page, what) {
  await page.evaluate(() => navigator.clipboard.writeText("what was there before"));
  await page.evaluate(() => (document.querySelector("#said").textContent = ""));
  await page.locator(`[data-copy="${what}"]`).click();
  await page.waitForFunction(() => document.querySelector("#said").textContent);
  assert.equal(await page.locator("#by-hand").isVisible(), false, `${what} was refused`);
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const found = {};
    for (const type of item.types) {
      const blob = await item.getType(type);
      if (type.startsWith("text/")) found[type] = await blob.text();
      else found[type] = await createImageBitmap(blob).then(({ width, height }) => ({ width, height }));
    }
    return found;
  });
}

/** A text as a reader sees it, without the difference that line breaks make. */
const plain = (text) => text.replace(/\s+/gu, " ").trim();

for (const way of WAYS) {
  for (const lang of Object.keys(LANGUAGES)) {
    test(`${way}: everything of each chart can be copied in ${lang}`, async (t) => {
      const permissions = ["clipboard-read", "clipboard-write"];
      const { page, seen } = await open(t, { way, lang, permissions, path: pageOf(CHARTS[0], lang) });
      for (const chart of way === "http" ? CHARTS : CHARTS.slice(0, 1)) {
        await page.goto(address(way, pageOf(chart, lang)));
        const finding = plain(await page.locator(".finding").innerText());
        const version = versionOf(chart, lang);

        const picture = (await copied(page, "picture"))["image/png"];
        assert.ok(picture.width >= 1800, `${chart}: ${picture.width} px`);
        const ratio = await page.locator("figure img").evaluate((x) => x.naturalWidth / x.naturalHeight);
        assert.ok(Math.abs(picture.width / picture.height - ratio) < 0.01, "it is the picture shown");

        const caption = (await copied(page, "caption"))["text/plain"];
        assert.ok(plain(caption).includes(finding), caption);
        assert.match(caption, SOURCE_LINE[lang]);
        assert.match(caption, new RegExp(`^(Data|数据)[:：]\\S* ?\\S*${version}$`, "m")); // on a line of its own

        const cells = await page.locator("table.numbers").evaluate((x) =>
          [...x.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim().replace(/\s+/gu, " "))),
        );
        const copy = await copied(page, "table");
        const lines = copy["text/plain"].split("\n").slice(0, cells.length).map((line) => line.split("\t"));
        const html = await page.evaluate((text) => {
          const { rows } = new DOMParser().parseFromString(text, "text/html").querySelector("table");
          return [...rows].map((row) => [...row.cells].map((cell) => cell.textContent));
        }, copy["text/html"]);
        assert.deepEqual(html, lines, "both forms say the same");
        assert.ok(lines.flat().every((cell) => !/^[=+\-@]/.test(cell) || Number.isFinite(Number(cell))), "a formula");
        assert.deepEqual(lines.map((line) => line.map((cell) => cell.replace(/^'/, ""))), cells);
        assert.equal(HAN.test(lines[0].join("")), lang === "zh", "headings in the reader's language");

        const under = copy["text/plain"].split("\n").slice(cells.length).join("\n");
        assert.ok(plain(under).includes(plain(await page.locator(".note").evaluate((x) => x.lastChild.textContent))));
        for (const part of [chart, version, "CC BY 4.0"]) assert.ok(under.includes(part), `${part}: ${under}`);

        const brief = (await copied(page, "brief"))["text/plain"];
        assert.ok(brief.length < caption.length / 1.5, brief);
        assert.match(brief, SOURCE_LINE[lang]);
        for (const part of [version, "CC BY 4.0"]) assert.ok(brief.includes(part), brief);

        const citation = (await copied(page, "citation"))["text/plain"];
        for (const part of ["reform_analysis", chart, version]) assert.ok(citation.includes(part), citation);

        const link = (await copied(page, "link"))["text/plain"];
        assert.equal(link, address(way, pageOf(chart, lang)));
        const embed = (await copied(page, "embed"))["text/plain"];
        assert.ok(embed.includes(link.replace(".html", ".embed.html")), embed);

        const bibtex = (await copied(page, "bibtex"))["text/plain"].trim();
        assert.match(bibtex, /^@\w+\{[\w.:-]+,\s*\n/);
        assert.equal(bibtex.split("{").length, bibtex.split("}").length, "braces pair");
        for (const field of ["author", "title", "year"]) assert.match(bibtex, new RegExp(`^\\s*${field}\\s*=`, "m"));
        assert.ok(bibtex.includes(version), bibtex);
      }
      assert.deepEqual(seen.errors, []);
    });
  }
}

/** Ways in which a browser has no clipboard for a page. */
const WITHOUT = {
  "no clipboard": () => Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined }),
  "a clipboard that refuses": () => {
    const refuse = () => Promise.reject(new DOMException("not now", "NotAllowedError"));
    Object.assign(Clipboard.prototype, { write: refuse, writeText: refuse });
  },
  "a clipboard for text alone": () => delete globalThis.ClipboardItem,
};

for (const [name, prepare] of Object.entries(WITHOUT)) {
  for (const lang of Object.keys(LANGUAGES)) {
    test(`${name}: the text is there to be taken by hand, in ${lang}`, async (t) => {
      const { page, seen } = await open(t, { lang, prepare, path: pageOf(CHARTS[0], lang) });
      const dialog = page.locator("dialog#by-hand");
      const finding = plain(await page.locator(".finding").innerText());
      for (const what of COPIES) {
        const button = page.locator(`[data-copy="${what}"]`);
        await button.focus();
        await page.keyboard.press("Enter");
        await dialog.waitFor({ state: "visible" });
        assert.equal(HAN.test(await dialog.innerText()), lang === "zh");
        const area = dialog.locator("textarea");
        if (what === "picture") {
          assert.equal(await area.isVisible(), false);
          assert.ok((await dialog.locator("p:visible").innerText()).length > 15);
        } else {
          const { value, start, end, focused } = await area.evaluate((x) => ({
            value: x.value,
            start: x.selectionStart,
            end: x.selectionEnd,
            focused: x === document.activeElement,
          }));
          assert.ok(value.length > 40, value);
          assert.deepEqual([start, end, focused], [0, value.length, true], "all of it is selected");
          if (what === "caption") assert.ok(plain(value).includes(finding));
        }
        await page.keyboard.press("Escape");
        await dialog.waitFor({ state: "hidden" });
        assert.ok(await button.evaluate((x) => x === document.activeElement), "focus is back");
      }
      assert.deepEqual(seen.errors, []);
    });
  }
}
