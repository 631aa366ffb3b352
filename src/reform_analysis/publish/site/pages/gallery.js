"use strict";
(() => {
  const page = document.documentElement;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const words = JSON.parse(one("#words").textContent);
  const say = (name) => words[page.dataset.language][name];

  // What the reader chose is kept where the browser allows it, and forgotten where it does not.
  const kept = {
    read() { try { return localStorage.getItem("reform-language"); } catch { return null; } },
    write(value) { try { localStorage.setItem("reform-language", value); } catch { /* no store */ } },
  };

  function setLanguage(language) {
    page.dataset.language = language;
    page.lang = language === "zh" ? "zh-Hans" : "en";
    document.title = say("page-title");
    for (const button of all("[data-set-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.setLanguage === language));
    }
    for (const option of all("option")) option.textContent = option.dataset[language];
    filter();
  }

  const charts = all(".chart");
  const texts = new Map(charts.map((chart) => [chart, chart.textContent.toLowerCase()]));
  const lists = { dimension: "dimensions", place: "places", reader: "readers" };

  function filter() {
    const terms = one("#search").value.toLowerCase().split(/\s+/u).filter(Boolean);
    let shown = 0;
    for (const chart of charts) {
      const filed = Object.entries(lists).every(([name, list]) => {
        const wanted = one(`#${name}`).value;
        return !wanted || chart.dataset[list].split(" ").includes(wanted);
      });
      chart.hidden = !(filed && terms.every((term) => texts.get(chart).includes(term)));
      shown += chart.hidden ? 0 : 1;
    }
    one("#count").textContent = say("page-count").replace("{shown}", shown).replace("{all}", charts.length);
  }

  function reset() {
    one("#search").value = "";
    for (const name of Object.keys(lists)) one(`#${name}`).value = "";
    filter();
  }

  // A target inside something closed or filtered away is shown before it is gone to.
  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest(".chart[hidden]")) reset();
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) {
      box.open = true;
    }
    target.scrollIntoView();
  }

  let quiet;
  function tell(text) {
    one("#said").textContent = text;
    clearTimeout(quiet);
    quiet = setTimeout(() => { one("#said").textContent = ""; }, 6000);
  }

  // A spreadsheet runs a pasted cell that begins like a formula; numbers may stay.
  const safe = (text) => (/^[=+\-@]/u.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text);
  const cells = (row) => [...row.cells].map((cell) => safe(cell.textContent.trim().replace(/\s+/gu, " ")));

  function tableOf(face) {
    const rows = [...one("table.numbers", face).rows].map(cells);
    const plain = rows.map((row) => row.join("\t")).join("\n");
    const copy = document.createElement("table");
    for (const row of rows) {
      const line = copy.insertRow();
      for (const text of row) line.insertCell().textContent = text;
    }
    const source = one("[data-text=citation]", face).textContent;
    const under = document.createElement("p");
    under.textContent = source;
    return { "text/plain": `${plain}\n\n${source}`, "text/html": copy.outerHTML + under.outerHTML };
  }

  function pictureOf(face) {
    const bytes = atob(one("figure img", face).src.split(",")[1]);
    return { "image/png": new Blob([Uint8Array.from(bytes, (c) => c.charCodeAt(0))], { type: "image/png" }) };
  }

  function contentOf(what, face) {
    if (what === "picture") return pictureOf(face);
    if (what === "table") return tableOf(face);
    return { "text/plain": one(`[data-text=${what}]`, face).textContent };
  }

  async function copy(button) {
    const face = button.closest(".face");
    const what = button.dataset.copy;
    const content = contentOf(what, face);
    try {
      const blobs = Object.entries(content).map(([type, data]) =>
        [type, data instanceof Blob ? data : new Blob([data], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      tell(say(`page-copied-${what}`));
    } catch {
      byHand(content["text/plain"], what);
    }
  }

  // Where the clipboard is not offered (an old browser, a page without https) there is a plain way.
  function byHand(text, what) {
    const dialog = one("#by-hand");
    const area = one("textarea", dialog);
    one("#by-hand-how").textContent = say(what === "picture" ? "page-by-hand-picture" : "page-by-hand-text");
    area.hidden = what === "picture";
    area.value = text ?? "";
    dialog.showModal();
    if (!area.hidden) { area.focus(); area.select(); }
  }

  function showForPrint(open) {
    for (const box of all(".reading")) box.open = open;
  }

  for (const button of all("[data-set-language]")) {
    button.addEventListener("click", () => {
      kept.write(button.dataset.setLanguage);
      setLanguage(button.dataset.setLanguage);
    });
  }
  for (const button of all("[data-copy]")) button.addEventListener("click", () => copy(button));
  one("#search").addEventListener("input", filter);
  for (const name of Object.keys(lists)) one(`#${name}`).addEventListener("change", filter);
  one("#reset").addEventListener("click", reset);
  one(".filters").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  addEventListener("pageshow", filter); // after coming back the browser restores the choices
  addEventListener("beforeprint", () => showForPrint(true));
  addEventListener("afterprint", () => showForPrint(false));

  const wanted = kept.read() ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
  setLanguage(wanted === "zh" ? "zh" : "en");
  reveal();
})();
