"""The pages of ``site/``: charts, executed notebooks and tables, to be read without a network."""

from __future__ import annotations

import base64
import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbformat import NotebookNode

from reform_analysis.charts.chart import Chart
from reform_analysis.charts.draw import compose, read_tables
from reform_analysis.charts.words import words
from reform_analysis.publish.site import gallery
from reform_analysis.publish.site.notebook_pages import charts_of, colours, notebook_pages
from reform_analysis.publish.site.webfont import web_font
from reform_analysis.tables.atomic import read_folder
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.datapackage import data_version
from reform_analysis.tables.paths import Project
from reform_analysis.tables.schema import Schema
from reform_analysis.tables.store import read_rows, read_schemas

LANGUAGES = gallery.TAGS
SAID = (
    *("page-title", "page-count", "page-by-hand-text", "page-by-hand-picture"),
    *(f"page-copied-{what}" for what in ("picture", "caption", "table", "citation", "bibtex")),
)
"""What the script of the gallery says."""

Pair = dict[str, str]
"""One text in both languages."""


def site_files(
    codebook: Codebook,
    executed: Mapping[Path, NotebookNode],
    files: Mapping[str, bytes],
    charts: Sequence[Chart] | None = None,
) -> dict[str, bytes]:
    """All files of the site, from what stands in the project.

    Parameters
    ----------
    codebook : Codebook
        Of a project whose tables are built.
    executed : mapping of Path to NotebookNode
        Notebooks with their outputs.
    files : mapping of str to bytes
        All charts in all forms, as `publish_all` gives them.
    charts : sequence of Chart, optional
        The same charts as composed; composed here if left out.

    Returns
    -------
    dict of str to bytes
        Path below ``site/`` -> content: ``index.html`` (the gallery), a page for each notebook
        and table, charts to download and copies of the tables. No page fetches anything from
        elsewhere.
    """
    project = codebook.project
    schemas, _ = read_schemas(project)
    speak = {language: words(language, codebook) for language in LANGUAGES}

    def word(word_id: str) -> Pair:
        return {language: say(word_id) for language, say in speak.items()}

    pages = _environment(word)
    glossary = {
        row["name"]: row
        for row in read_rows(project, schemas["codebook/registers/columns"])[0].values()
    }
    charts = _composed(codebook) if charts is None else charts
    titles = {(chart.chart_id, chart.lang): chart.facts.title for chart in charts}
    notebooks = notebook_pages(executed, titles)
    tables = [_table(project, schema, glossary) for schema in schemas.values()]
    made = {f"charts/{name}": content for name, content in files.items()}
    made |= {f"data/{name}": content for name, content in _visible(read_folder(project.data))}
    shades = {"light": colours("default"), "dark": colours("monokai"), "tags": LANGUAGES}
    for notebook in notebooks:
        made[notebook["source"]] = notebook["file"]
        made[notebook["href"]] = _page(pages, "notebook.html", **shades, **notebook)
    for table in tables:
        made[table["href"]] = _page(pages, "table.html", title=table["name"], table=table)
    told = (content.decode() for name, content in made.items() if name.endswith(".html"))
    made["fonts/chinese.woff"] = web_font(told)
    made["index.html"] = _gallery(codebook, charts, pages, files, executed, notebooks, tables, word)
    return made


def _composed(codebook: Codebook) -> list[Chart]:
    read = read_tables(codebook.project)
    return [
        compose(chart_id, codebook, language, tables=read)
        for chart_id in read["codebook/registers/charts"]["chart_id"]
        for language in LANGUAGES
    ]


def _gallery(
    codebook: Codebook,
    charts: Sequence[Chart],
    pages: Environment,
    files: Mapping[str, bytes],
    executed: Mapping[Path, NotebookNode],
    notebooks: list[dict[str, Any]],
    tables: list[dict[str, Any]],
    word: Callable[[str], Pair],
) -> bytes:
    drawn = [
        (gallery.Link(page["title"], page["href"]), charts_of(notebook))
        for page, notebook in zip(notebooks, executed.values(), strict=True)
        if page["lang"] == "en"
    ]
    code, code_hash = gallery.script()
    values = {
        "charts": gallery.sections(
            charts,
            files,
            {
                chart.chart_id: [link for link, ids in drawn if chart.chart_id in ids]
                for chart in charts
            },
        ),
        "followed": gallery.followed(charts, codebook),
        "filters": gallery.choices(charts),
        "said": {language: {name: word(name)[language] for name in SAID} for language in LANGUAGES},
        "notebooks": notebooks,
        "tables": tables,
        "version": data_version(codebook.project),
        "languages": list(LANGUAGES),
        "tags": LANGUAGES,
        "style": Markup(_own("gallery.css")),
        "script": Markup(code),
        "script_hash": Markup(code_hash),
    }
    bare = _page(pages, "gallery.html", font="", **values)
    font = base64.b64encode(web_font([bare.decode()])).decode()
    return _page(pages, "gallery.html", font=Markup(f"data:font/woff;base64,{font}"), **values)


def _own(name: str) -> str:
    return (Path(__file__).parent / "pages" / name).read_text("utf-8")


def _environment(word: Callable[[str], Pair]) -> Environment:
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    pages.tests["chinese"] = _is_chinese
    pages.globals["word"] = word
    return pages


def _page(pages: Environment, template: str, **values: Any) -> bytes:
    return pages.get_template(template).render(values).encode()


def _is_chinese(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)


def _visible(files: Mapping[str, bytes]) -> Iterable[tuple[str, bytes]]:
    return ((name, content) for name, content in files.items() if "/." not in f"/{name}")


def _table(project: Project, schema: Schema, glossary: Mapping[str, Pair]) -> dict[str, Any]:
    path = project.data / f"{schema.table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    key = header.index(schema.key[0]) if schema.table.startswith("raw/") else None
    named: set[str] = set()
    return {
        "name": schema.table,
        "en": schema.title_en,
        "zh": schema.title_zh,
        "href": f"tables/{schema.table.replace('/', '-')}.html",
        "csv": f"data/{schema.table}.csv",
        "columns": [glossary[column] for column in header],
        "rows": [(None if key is None else _first(row[key], named), row) for row in rows],
    }


def _first(name: str, named: set[str]) -> str | None:
    """The name that a link finds: only the first of several rows bears it."""
    if not name or name in named:
        return None
    named.add(name)
    return name
