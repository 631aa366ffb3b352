const kinds = () => all(".followed");

const texts = new Map(); // what is searched in each entry

/** Show the entries that hold every term; with none all of them. */
function filter() {
  for (const entry of all(".entry")) {
    if (!texts.has(entry)) texts.set(entry, plain(`${entry.textContent} ${entry.dataset.also}`));
  }
  const terms = termsOf(one("#search").value, [...texts.values()]);
  let shown = 0;
  let entries = 0;
  for (const kind of kinds()) {
    let here = 0;
    for (const entry of all(".entry", kind)) {
      const text = texts.get(entry);
      entry.hidden = !terms.every((words) => words.some((word) => holds(text, word)));
      here += entry.hidden ? 0 : 1;
      entries += 1;
    }
    kind.hidden = here === 0;
    shown += here;
  }
  one("#count").textContent = say("page-count-claims").replace("{shown}", shown).replace("{all}", entries);
  one("#none").hidden = shown > 0;
}

// A target that was filtered away is shown before it is gone to.
function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.closest("[hidden]")) {
    one("#search").value = "";
    filter();
  }
  target.scrollIntoView();
}

whenReady(() => {
  keepLanguage();
  const search = one("#search");
  search.value = asked.get("q") ?? "";
  search.addEventListener("input", filter);
  one(".filters").addEventListener("submit", (event) => event.preventDefault());
  one("#reset").addEventListener("click", () => {
    search.value = "";
    filter();
  });
  addEventListener("hashchange", reveal);
  filter();
  reveal();
});
