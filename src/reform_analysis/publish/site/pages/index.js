const lists = { dimension: "dimensions", place: "places", reader: "readers" };

function language() {
  const wanted = asked.get("lang") ?? kept.read() ?? navigator.language.toLowerCase().slice(0, 2);
  return wanted.startsWith("zh") ? "zh" : "en";
}

function setLanguage(chosen) {
  page.dataset.language = chosen;
  page.lang = chosen === "zh" ? "zh-Hans" : "en";
}

/** What the language changes besides what the style shows. */
function inLanguage() {
  document.title = say("page-title");
  for (const button of all("[data-set-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.setLanguage === page.dataset.language));
  }
  for (const option of all("option")) option.textContent = option.dataset[page.dataset.language];
  filter();
}

// How much it counts where a word stands: in the title, in names, in the finding, in the rest.
const WEIGHTS = [8, 4, 3, 1];
const ALIKE = 0.5; // what a word of the same meaning counts beside the word itself

let charts = []; // in the order of the register, each with its texts
function collect() {
  const more = JSON.parse(one("#searched").textContent);
  charts = all(".chart").map((chart) => {
    const findings = all(".finding", chart).map((x) => x.textContent).join(" ");
    const texts = [one("h3", chart).textContent, more[chart.id][0], findings, more[chart.id][1]];
    return { chart, texts: texts.map(plain) };
  });
}

/** How well texts answer one term: where the word stands, or one that means the same. */
function answers(texts, words) {
  const worth = words.flatMap((word, at) =>
    texts.map((text, field) => (holds(text, word) ? WEIGHTS[field] * (at === 0 ? 1 : ALIKE) : 0)));
  return Math.max(0, ...worth);
}

function filter() {
  const terms = termsOf(one("#search").value, charts.flatMap((x) => x.texts));
  const found = charts.map(({ chart, texts }) => {
    const filed = Object.entries(lists).every(([name, list]) => {
      const wanted = one(`#${name}`).value;
      return !wanted || chart.dataset[list].split(" ").includes(wanted);
    });
    const each = terms.map((words) => answers(texts, words));
    chart.hidden = !filed || each.includes(0);
    return [each.reduce((sum, value) => sum + value, 0), chart];
  });
  found.sort(([a], [b]) => b - a); // equal ones stay in the order of the register
  const cards = one(".cards");
  if (found.some(([, chart], at) => cards.children[at] !== chart)) cards.append(...found.map(([, chart]) => chart));
  const shown = charts.filter(({ chart }) => !chart.hidden).length;
  one("#count").textContent = say("page-count").replace("{shown}", shown).replace("{all}", charts.length);
  one("#none").hidden = shown > 0;
  one("#in-claims").hidden = terms.length === 0;
  for (const link of all("#in-claims a")) link.search = `?q=${encodeURIComponent(one("#search").value)}`;
}

function search(words) {
  reset();
  one("#search").value = words;
  filter();
}

function reset() {
  one("#search").value = "";
  for (const name of Object.keys(lists)) one(`#${name}`).value = "";
  filter();
}

/** Addresses from when all stood on one page lead to where it stands now. */
function moved() {
  const name = decodeURIComponent(location.hash.slice(1));
  const target = document.getElementById(name);
  if (target?.matches(".chart")) {
    location.replace(one(`.face.${page.dataset.language} a`, target).href);
  } else if (/^(claim|denominator|benchmark)(s$|-)/u.test(name)) {
    location.replace(`claims.${page.dataset.language}.html#${name}`);
  }
}

setLanguage(language());
whenReady(() => {
  collect();
  moved();
  for (const button of all("[data-set-language]")) {
    button.addEventListener("click", () => {
      kept.write(button.dataset.setLanguage);
      setLanguage(button.dataset.setLanguage);
      inLanguage();
      if (asked.has("lang")) history.replaceState(null, "", `?lang=${page.dataset.language}`);
    });
  }
  one("#search").addEventListener("input", filter);
  for (const name of Object.keys(lists)) one(`#${name}`).addEventListener("change", filter);
  for (const button of all("#none button")) button.addEventListener("click", () => search(button.textContent));
  one("#reset").addEventListener("click", reset);
  one(".filters").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", moved);
  addEventListener("pageshow", filter); // after coming back the browser restores the choices
  one("#search").value ||= asked.get("q") ?? "";
  inLanguage();
});
