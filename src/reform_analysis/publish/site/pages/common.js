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

/** Do something once the page stands. The script comes first, so that nothing waits for it. */
function whenReady(start) {
  document.addEventListener("DOMContentLoaded", () => {
    words = JSON.parse(one("#words").textContent);
    start();
  });
}

/** The words that a reader searches for, each with those that mean the same. */
function termsOf(text) {
  return text.toLowerCase().split(/[\s,，、;；]+/u).filter(Boolean).map((term) => [term]);
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
