let published; // the parts of the page as they came
let publishedTitle;
let refusal = ""; // what of the choice is not drawn, in words
let shown = ""; // what is drawn: the chart with the population and reading that were chosen

const picked = (name) => one(`#choice [name=${name}]`)?.value ?? "";
const boxes = () => all("#choice [name=places]");
const places = () => boxes().filter((x) => x.checked).map((x) => x.value);
const some = () => boxes().some((x) => !x.checked);

/** The command that draws a choice in every form. */
function command({ per, reading }) {
  const options = { per, reading, places: some() ? places().join(",") : "" };
  const told = Object.entries(options).filter(([, x]) => x).map(([name, x]) => ` --${name} ${x}`);
  return one("#choice").dataset.command.replace(/(?= --format)/u, told.join(""));
}

const tellChoice = (text) => { one("#choice-said").textContent = text; };

/** The address holds the choice, so that it can be sent and kept. */
function keepChoice() {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries({ per: picked("per"), reading: picked("reading"), places: some() ? places().join(",") : "" })) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  address.search = address.search.replaceAll("%2C", ",");
  history.replaceState(null, "", address);
}

/** A script of a choice hands over its parts; one that comes too late is not wanted any more. */
globalThis.chosen = ({ title, html }) => {
  if (document.currentScript.dataset.name !== shown) return;
  const parts = document.createElement("div");
  parts.id = "parts";
  parts.innerHTML = html;
  put(title, parts);
};

function put(title, parts) {
  one("h1").textContent = document.title = title;
  one("#parts").replaceWith(parts);
  onlySome();
}

function draw() {
  const choice = { per: picked("per"), reading: picked("reading") };
  const name = [one("#choice").dataset.chart, choice.per, choice.reading].filter(Boolean).join(".");
  keepChoice();
  if (name === shown) {
    onlySome();
  } else if (choice.per || choice.reading) {
    const script = document.createElement("script");
    script.dataset.name = shown = name;
    script.src = `${name}.${page.dataset.language}.js`;
    script.onerror = () => tellChoice(say("page-choice-missing").replace("{command}", command(choice)));
    document.head.append(script);
  } else {
    shown = name;
    put(publishedTitle, published);
  }
}

/** Only some places in table, list and picture, where the lines of the others are pale. */
function onlySome() {
  const wanted = new Set(places());
  const limited = some();
  for (const part of all("#parts :is(tr, .mark, .where span)[data-place]")) part.hidden = limited && !wanted.has(part.dataset.place);
  const provinces = all("#parts .where li");
  all("#parts .where rect").forEach((tile, n) => tile.classList.toggle("out", !one("span:not([hidden])", provinces[n])));
  for (const veil of all("#parts .veil")) veil.remove();
  const others = all("#parts .spot[data-place]").filter((x) => limited && !wanted.has(x.dataset.place));
  for (const top of new Set(others.map((x) => x.style.top))) {
    const veil = document.createElement("div");
    veil.className = "veil";
    veil.style.top = top;
    veil.style.height = others.find((x) => x.style.top === top).style.height;
    one("#parts .picture").append(veil);
  }
  const drawn = one("#parts .published");
  if (drawn) {
    drawn.hidden = limited;
    one("#parts .by-command").hidden = !limited;
  }
  for (const part of all("#parts :is([data-copy=picture], [data-made=svg])")) part.hidden = limited;
  one("#command").textContent = command({ per: picked("per"), reading: picked("reading") });
  const where = one("#parts .spot[data-place]") ? "page-choice-some" : "page-choice-some-table";
  const told = limited ? say(where).replace("{shown}", wanted.size).replace("{all}", boxes().length) : "";
  tellChoice([refusal, told].filter(Boolean).join(" "));
  fillAddresses();
}

function change() {
  refusal = "";
  if (boxes().length && places().length === 0) for (const box of boxes()) box.checked = true;
  draw();
}

/** What the address asks for; what the chart cannot show is refused in words. */
function fromAddress() {
  let refused = false;
  for (const name of ["per", "reading"]) {
    const wanted = asked.get(name);
    const option = wanted && all(`#choice [name=${name}] option`).find((x) => x.value === wanted && !x.disabled);
    if (option) one(`#choice [name=${name}]`).value = wanted;
    else if (wanted) refused = true;
  }
  const wanted = (asked.get("places") ?? "").split(",").filter(Boolean);
  const known = wanted.filter((name) => boxes().some((x) => x.value === name));
  refused ||= known.length < wanted.length;
  if (known.length) for (const box of boxes()) box.checked = known.includes(box.value);
  change();
  if (refused) refusal = say("page-choice-refused");
  onlySome();
}

/** A file that the browser makes of what the page shows. */
function make(link) {
  const content = link.dataset.made === "svg" ? new XMLSerializer().serializeToString(one("svg", one("#parts .picture"))) : csv();
  const type = link.dataset.made === "svg" ? "image/svg+xml" : "text/csv;charset=utf-8";
  link.href = URL.createObjectURL(new Blob([content], { type }));
}

/** The rows that are shown, with citation and licence in each: a row may be taken alone. */
function csv() {
  const [, citation, licence] = one("[data-text=table]").textContent.trim().split("\n");
  const [head, ...rows] = shownRows().map(cells);
  const told = [[...head, say("caption.citation"), say("caption.licence")], ...rows.map((row) => [...row, citation, licence])];
  const mark = "\u0022"; // around a cell that holds one, a comma or a break
  const quoted = (text) => (/[\u0022,\n]/u.test(text) ? mark + text.replaceAll(mark, mark + mark) + mark : text);
  return `\ufeff${told.map((row) => row.map(quoted).join(",")).join("\n")}\n`;
}

function startChoosing() {
  published = one("#parts");
  publishedTitle = one("h1").textContent;
  shown = one("#choice").dataset.chart;
  const form = one("#choice");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", change);
  form.addEventListener("reset", () => setTimeout(change));
  fromAddress();
}
