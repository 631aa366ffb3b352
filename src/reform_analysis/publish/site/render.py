"""Templates filled in: each page with the script that it runs and the words that this says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reform_analysis import __released__
from reform_analysis.publish.site import assets, chart_page, followed

LANGUAGES = chart_page.TAGS
COPIED = ("picture", "brief", "caption", "table", "citation", "bibtex", "link", "embed")
SAID = {
    "index.html": ("page-title", "page-count"),
    "claims.html": ("page-count-claims",),
    "chart.html": (
        *("page-by-hand-text", "page-by-hand-picture"),
        *("page-choice-some", "page-choice-some-table", "page-choice-refused"),
        *("page-choice-missing", "caption.citation", "caption.licence"),
        *(f"page-copied-{what}" for what in COPIED),
    ),
}
"""Template -> words that its script says."""

SCRIPTS = {
    "index.html": ("common.js", "index.js"),
    "about.html": ("common.js", "about.js"),
    "claims.html": ("common.js", "claims.js"),
    "chart.html": ("common.js", "copying.js", "choosing.js", "chart.js"),
}
"""Template -> parts of its script; another page runs none."""

Pair = dict[str, str]
"""One text in both languages."""


def environment(word: Callable[[str], Pair], version: str) -> Environment:
    """The templates, with what all pages show: words, version and date, style.

    Parameters
    ----------
    word : callable
        Takes the id of a word, gives it in both languages.
    version : str
        Of the data.
    """
    pages = Environment(
        loader=FileSystemLoader(assets.PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    pages.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    pages.tests["chinese"] = re.compile("[一-鿿]").search
    pages.globals |= {
        "word": word,
        "version": version,
        "languages": list(LANGUAGES),
        "tags": LANGUAGES,
        "kinds": followed.KINDS,
        "released": __released__,
        "style": Markup(assets.own("page.css")),
        "up": "",
        "scripts": "",
    }
    return pages


def page(pages: Environment, template: str, **values: Any) -> bytes:
    """A page with its script, if it runs one, and the words that the script says."""
    code, code_hash = assets.script(*SCRIPTS[template]) if template in SCRIPTS else ("", "")
    word = pages.globals["word"]
    told = [values["lang"]] if "lang" in values else LANGUAGES
    said = {lang: {name: word(name)[lang] for name in SAID.get(template, ())} for lang in told}
    given = {"script": Markup(code), "script_hash": Markup(code_hash), "said": said, **values}
    return pages.get_template(template).render(given).encode()
