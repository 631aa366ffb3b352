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

function filter() {
  const charts = all(".chart");
  const terms = termsOf(one("#search").value);
  let shown = 0;
  for (const chart of charts) {
    const filed = Object.entries(lists).every(([name, list]) => {
      const wanted = one(`#${name}`).value;
      return !wanted || chart.dataset[list].split(" ").includes(wanted);
    });
    const text = chart.textContent.toLowerCase();
    const found = terms.every((alike) => alike.some((term) => text.includes(term)));
    chart.hidden = !(filed && found);
    shown += chart.hidden ? 0 : 1;
  }
  one("#count").textContent = say("page-count").replace("{shown}", shown).replace("{all}", charts.length);
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
  one("#reset").addEventListener("click", reset);
  one(".filters").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", moved);
  addEventListener("pageshow", filter); // after coming back the browser restores the choices
  inLanguage();
});
