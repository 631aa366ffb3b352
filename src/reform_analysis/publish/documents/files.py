"""All documents that are generated, as files below ``docs/`` and as pages of the site."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import mistune
from jinja2 import Environment
from markupsafe import Markup

from reform_analysis.charts.words import LANGUAGES, words
from reform_analysis.publish.documents.bulletin import bulletin_text
from reform_analysis.publish.documents.codebook import codebook_text
from reform_analysis.publish.documents.figures import charts_in, figures_text
from reform_analysis.publish.documents.markdown import slug
from reform_analysis.tables.codebook import Codebook


def document_files(
    book: Codebook, files: Mapping[str, bytes], notebooks: Iterable[Path]
) -> dict[str, bytes]:
    """Codebook, table of figures and replication of bulletins: name below ``docs/`` -> Markdown.

    The tables are built; finished charts come by file name, in both languages, notebooks in order.
    """
    made, drawn_in = {}, charts_in(notebooks)
    charts = book.table("codebook/registers/charts")
    for lang in LANGUAGES:
        made[f"codebook.{lang}.md"] = codebook_text(book, lang)
        made[f"figures.{lang}.md"] = figures_text(charts, files, drawn_in, words(lang, book))
        made[f"bulletin.{lang}.md"] = bulletin_text(book, words(lang, book))
    return {name: text.encode() for name, text in made.items()}


def document_pages(documents: Mapping[str, bytes], pages: Environment) -> dict[str, bytes]:
    """The same documents as pages of the site, by path; they fetch its font and nothing else."""
    made = {}
    for name, content in documents.items():
        text, (stem, lang, _) = content.decode(), name.split(".")
        title = text.partition("\n")[0].removeprefix("# ")
        shown = {"lang": lang, "title": title, "content": Markup(as_html(text))}
        page = pages.get_template("document.html").render(shown)
        made[f"documents/{stem}.{lang}.html"] = page.encode()
    return made


def as_html(text: str) -> str:
    """A document as HTML: headings that links find, tables that scroll, text never as markup.

    Examples
    --------
    >>> print(as_html("## A word, `b`").strip())
    <h2 id="a-word-b">A word, <code>b</code></h2>
    """
    read = mistune.create_markdown(renderer=_Page(), plugins=["table"])
    made = str(read(text))
    made = made.replace("<table>", '<div class="wide" tabindex="0"><table>')
    return made.replace("</table>", "</table></div>")


class _Page(mistune.HTMLRenderer):
    """HTML as our pages have it; of headings with the same words each has an id of its own."""

    def __init__(self) -> None:
        super().__init__(escape=True)
        self._named: Counter[str] = Counter()

    def heading(self, text: str, level: int, **_: object) -> str:
        name = slug(html.unescape(re.sub(r"<[^>]+>", "", text)))
        before = self._named[name]
        self._named[name] += 1
        return f'<h{level} id="{name}{f"-{before}" if before else ""}">{text}</h{level}>\n'

    def codespan(self, text: str) -> str:
        return super().codespan(text.replace(r"\|", "|"))  # a table's cell escapes the bar
