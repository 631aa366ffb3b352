const page = document.documentElement;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);
const asked = new URLSearchParams(location.search);

// What the reader chose is kept where the browser allows it, and forgotten where it does not.
const kept = {
  read() { try { return localStorage.getItem("reform-language"); } catch { return null; } },
  write(value) { try { localStorage.setItem("reform-language", value); } catch { /* no store */ } },
};

let words = {};
const say = (name) => words[page.dataset.language][name];

// Chromium leaves boxes where it laid letters out before they came: each time that some have come,
// the page is laid out anew. On a long page they come before its end is read.
let lettered = 0;
document.fonts.addEventListener("loadingdone", () => page.style.setProperty("--lettered", lettered += 1));

/** Do something once the page stands. The script comes first, so that nothing waits for it. */
function whenReady(start) {
  document.addEventListener("DOMContentLoaded", () => {
    words = JSON.parse(one("#words").textContent);
    start();
  });
}

/** A text in which is searched: small letters, full-width forms as plain ones, "37 %" as "37%". */
const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+(?=%)/gu, "");

const HAN = /\p{Script=Han}/u;
/** Whether a text holds a word: Chinese anywhere, other words from their beginning. */
function holds(text, word) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (HAN.test(word) || at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1])) return true;
  }
  return false;
}

/** Chinese words that are written without a blank, taken apart where each part is known. */
function apart(term, known) {
  if (!HAN.test(term) || known(term)) return [term];
  for (let cut = term.length - 2; cut >= 2; cut -= 1) {
    const rest = known(term.slice(0, cut)) ? apart(term.slice(cut), known) : [];
    if (rest.length && rest.every(known)) return [term.slice(0, cut), ...rest];
  }
  return [term];
}

/** The words that a reader searches for, each followed by those that mean the same. */
function termsOf(text, searched) {
  const groups = JSON.parse(one("#alike").textContent);
  const known = (term) => groups.some((group) => group.includes(term)) || searched.some((x) => x.includes(term));
  const typed = plain(text).split(/[\s,，、;；。]+/u).filter(Boolean);
  return typed.flatMap((term) => apart(term, known)).map((term) => [
    term,
    ...groups.filter((group) => group.includes(term) || group.includes(term.replace(/s$/u, ""))).flat(),
  ]);
}

/** On a page in one language the other is a link; it leads to the same place of its page. */
function keepLanguage() {
  for (const link of all("a[data-language-link]")) {
    link.addEventListener("click", () => {
      kept.write(link.dataset.languageLink);
      link.hash = location.hash;
      link.search = location.search;
    });
  }
}
