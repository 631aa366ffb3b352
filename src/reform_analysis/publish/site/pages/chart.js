const addressOf = (name) => new URL(name, location.href).href;

/** Where the page stands only the browser knows: on a disk, or on anybody's server. */
function fillAddresses() {
  one("[data-text=link]").value = location.href.replace(/#.*$/u, "");
  const field = one("[data-text=embed]");
  if (field) field.value = field.defaultValue.replace(field.dataset.page, addressOf(field.dataset.page));
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

/** Tell of a mark under the pointer, or under the focus, what its line in the list tells. */
function tellMark(spot) {
  const tip = one("#tip");
  const mark = one(spot.getAttribute("href"));
  const facts = all("dl > div", mark).map((x) => all("dt, dd", x).map((y) => y.textContent.trim()).join(": "));
  const said = [one(".name", mark), one(".told", mark)].filter(Boolean).map((x) => x.textContent.trim());
  tip.replaceChildren(...[said.join(" "), ...facts].map((text) => {
    const line = document.createElement("span");
    line.textContent = text;
    return line;
  }));
  tip.hidden = false;
  const at = spot.getBoundingClientRect();
  const below = at.bottom + tip.offsetHeight + 8 < innerHeight;
  tip.style.top = `${below ? at.bottom + 4 : Math.max(4, at.top - tip.offsetHeight - 4)}px`;
  tip.style.left = `${Math.max(4, Math.min(at.left, innerWidth - tip.offsetWidth - 12))}px`;
}

const quietMark = () => { one("#tip").hidden = true; };

/** Open what the address names in the list of marks. */
function openMark() {
  const mark = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (mark?.matches("details.mark")) mark.open = true;
}

function onClick({ target }) {
  const copied = target.closest("[data-copy]");
  if (copied) copy(copied.dataset.copy);
  const made = target.closest("[data-made]");
  if (made) make(made);
  const spot = target.closest(".spot");
  if (spot?.getAttribute("href") === location.hash) openMark();
  if (target.closest("th button")) sortBy(target.closest("button"));
  if (target.closest("#print")) print();
}

whenReady(() => {
  keepLanguage();
  fillAddresses();
  const content = one("#content");
  content.addEventListener("click", onClick);
  for (const [kind, tell] of [["pointerover", tellMark], ["focusin", tellMark], ["pointerout", quietMark], ["focusout", quietMark]]) {
    content.addEventListener(kind, ({ target }) => {
      const spot = target.closest(".spot");
      if (spot) tell(spot);
    });
  }
  addEventListener("keydown", ({ key }) => { if (key === "Escape") quietMark(); });
  addEventListener("scroll", quietMark, { passive: true });
  addEventListener("hashchange", openMark);
  openMark();
  if (one("#choice")) startChoosing();
});
