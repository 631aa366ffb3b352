let quiet;
function tell(text) {
  one("#said").textContent = text;
  clearTimeout(quiet);
  quiet = setTimeout(() => { one("#said").textContent = ""; }, 6000);
}

// A spreadsheet runs a pasted cell that begins like a formula; numbers may stay.
const safe = (text) => (/^[=+\-@]/u.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text);
const cells = (row) => [...row.cells].map((cell) => safe(cell.textContent.trim().replace(/\s+/gu, " ")));
const shownRows = () => [...one("table.numbers").rows].filter((row) => !row.hidden);

function tableContent() {
  const rows = shownRows().map(cells);
  const plain = rows.map((row) => row.join("\t")).join("\n");
  const copy = document.createElement("table");
  for (const row of rows) {
    const line = copy.insertRow();
    for (const text of row) line.insertCell().textContent = text;
  }
  const under = one("[data-text=table]").textContent.split("\n");
  const paragraphs = under.map((text) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    return paragraph.outerHTML;
  });
  return { "text/plain": `${plain}\n\n${under.join("\n")}`, "text/html": copy.outerHTML + paragraphs.join("") };
}

function pictureContent() {
  const bytes = atob(one("figure img").src.split(",")[1]);
  return { "image/png": new Blob([Uint8Array.from(bytes, (c) => c.charCodeAt(0))], { type: "image/png" }) };
}

function contentOf(what) {
  if (what === "picture") return pictureContent();
  if (what === "table") return tableContent();
  const field = one(`[data-text=${what}]`);
  return { "text/plain": field.value ?? field.textContent };
}

async function copy(what) {
  const content = contentOf(what);
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
