const addressOf = (name) => new URL(name, location.href).href;

/** Where the page stands only the browser knows: on a disk, or on anybody's server. */
function fillAddresses() {
  one("[data-text=link]").value = location.href.replace(/#.*$/u, "");
  const field = one("[data-text=embed]");
  field.value = field.value.replace(field.dataset.page, addressOf(field.dataset.page));
}

/** Sort the rows by a column: numbers by size, texts as the language sorts them, empty cells last. */
function sortBy(button) {
  const head = button.closest("th");
  const body = one("table.numbers tbody");
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of all("th", head.parentElement)) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const keyed = [...body.rows].map((row) => [row.cells[head.cellIndex].dataset.key, row]);
  const numeric = keyed.every(([key]) => key === "" || key === "inf" || Number.isFinite(Number(key)));
  const number = (key) => (key === "inf" ? Infinity : Number(key));
  const compare = (a, b) => (numeric ? number(a) - number(b) : a.localeCompare(b, page.lang));
  keyed.sort(([a], [b]) => (a === "" || b === "" ? (a === "") - (b === "") : compare(a, b) * (down ? -1 : 1)));
  body.append(...keyed.map(([, row]) => row));
}

whenReady(() => {
  keepLanguage();
  fillAddresses();
  for (const button of all("[data-copy]")) button.addEventListener("click", () => copy(button.dataset.copy));
  for (const button of all("th button")) button.addEventListener("click", () => sortBy(button));
  one("#print").addEventListener("click", () => print());
});
