"""The pages of ``site/``: charts, what they rest on, executed notebooks and tables.

All are read without a network.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
from jinja2 import Environment
from nbformat import NotebookNode

from reform_analysis.charts.chart import Chart
from reform_analysis.charts.draw import read_tables, tell
from reform_analysis.charts.rows.not_comparable import unlike_pairs
from reform_analysis.charts.select import select
from reform_analysis.charts.webfont import web_font
from reform_analysis.charts.words import words
from reform_analysis.publish.documents import DOCUMENTS
from reform_analysis.publish.documents.files import document_pages
from reform_analysis.publish.forms import file_name
from reform_analysis.publish.many import of_each
from reform_analysis.publish.site import about, chart_page, evidence, followed, gallery, marks
from reform_analysis.publish.site.choices import Choices, Job, offered
from reform_analysis.publish.site.notebook_pages import charts_of, colours, notebook_pages
from reform_analysis.publish.site.render import LANGUAGES, Pair, environment, page
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.atomic import read_folder
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.datapackage import data_version
from reform_analysis.tables.paths import Project
from reform_analysis.tables.schema import Schema
from reform_analysis.tables.store import read_rows, read_schemas
from reform_analysis.tables.tiers import OPENING

NO_CHOICES: Mapping[Job, Choices] = MappingProxyType({})

EMBED_WIDTH = 720
"""Pixels: the width for which the height of an embedded chart is reckoned."""


def site_files(
    codebook: Codebook,
    executed: Mapping[Path, NotebookNode],
    files: Mapping[str, bytes],
    charts: Sequence[Chart] | None = None,
    chosen: Mapping[Job, Choices] = NO_CHOICES,
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
    chosen : mapping of (str, str) to Choices, optional
        What a reader may choose for them, as `choices.all_choices` gives it.

    Returns
    -------
    dict of str to bytes
        Path below ``site/`` -> content: ``index.html``, a page and one to embed for each chart and
        language beside its files in ``charts/``, the claims in each language, a page for each
        notebook and table, and copies of the tables. No page fetches anything from elsewhere.
    """
    project = codebook.project
    schemas, _ = read_schemas(project)
    speak = {language: words(language, codebook) for language in LANGUAGES}

    def word(word_id: str) -> Pair:
        return {language: say(word_id) for language, say in speak.items()}

    pages = environment(word, data_version(project))
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
    shades = {"light": colours("default"), "dark": colours("monokai")}
    for notebook in notebooks:
        made[notebook["source"]] = notebook["file"]
        made[notebook["href"]] = page(pages, "notebook.html", **shades, **notebook)
    for table in tables:
        made[table["href"]] = page(pages, "table.html", title=table["name"], table=table)
    documents = _documents(project)
    made |= document_pages(documents, pages)
    made["fonts/chinese.woff"] = web_font(_texts(made))
    drawn = [
        (notebook, charts_of(executed[path]))
        for path, notebook in zip(executed, notebooks, strict=True)
    ]
    own = dict(_chart_pages(pages, charts, files, drawn, chosen))
    scripts = {
        f"charts/{name}": file for each in chosen.values() for name, file in each.files.items()
    }
    told = followed.followed(charts, codebook)
    pages.globals |= {"tables": tables, "since": about.changed(project)}
    own |= dict(_pages_around(pages, charts, told))
    cards = gallery.cards(charts, files)
    small = {face["thumbnail"]: face["content"] for card in cards for face in card["faces"]}
    own["index.html"] = page(
        pages,
        "index.html",
        charts=cards,
        filters=gallery.choices(charts),
        searched=gallery.searched(charts),
        alike=gallery.alike(charts[0].words),
        suggested=gallery.suggested(charts[0].words),
        notebooks=notebooks,
        tables=tables,
        documents=[_link(name, text) for name, text in documents.items()],
    )
    made["fonts/gallery.woff"] = web_font(_texts(own | scripts))
    made["fonts/bold.woff"] = web_font((each.bold for each in chosen.values()), bold=True)
    return made | own | small | scripts


def _documents(project: Project) -> dict[str, bytes]:
    """The generated documents that stand in the project."""
    paths = (project.documents / name for name in DOCUMENTS)
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def _link(name: str, text: bytes) -> dict[str, str]:
    stem, lang, _ = name.split(".")
    title = text.decode().partition("\n")[0].removeprefix("# ")
    return {"href": f"documents/{stem}.{lang}.html", "lang": lang, "title": title}


def _composed(codebook: Codebook) -> list[Chart]:
    read = read_tables(codebook.project, codebook)
    charts = read["codebook/registers/charts"]["chart_id"]
    selected = [select(chart_id, read) for chart_id in charts]
    return [tell(*each) for each in product(selected, LANGUAGES)]


def _chart_pages(
    pages: Environment,
    charts: Sequence[Chart],
    files: Mapping[str, bytes],
    drawn: Sequence[tuple[Mapping[str, Any], Sequence[str]]],
    chosen: Mapping[Job, Choices],
) -> Iterator[tuple[str, bytes]]:
    """A page a chart and language, and one to put into other pages."""
    pairs = unlike_pairs(charts[0].words.tables)
    links = [
        [
            chart_page.Link(notebook["title"], f"../{notebook['href']}")
            for notebook, ids in drawn
            if chart.chart_id in ids and (notebook["lang"] == chart.lang or not notebook["other"])
        ]
        for chart in charts
    ]
    made = partial(_face, charts=charts, files=files, pairs=pairs, links=links)
    faces = of_each(made, range(len(charts)))
    for chart, (face, panels) in zip(charts, faces, strict=True):
        name, lang = chart.chart_id, chart.lang
        embed = file_name(name, lang, "embed.html")
        picture = file_name(name, lang, "png")
        values = {
            "lang": lang,
            "face": face,
            "panels": panels,
            "offered": offered(chart, chosen.get((name, lang), Choices())),
            "scripts": " 'self'",
            "name": name,
            "up": "../",
            "embed": embed,
            "height": chart_page.embed_height(files[picture], EMBED_WIDTH),
            "address": chart_page.page_name(name, lang),
            "picture": picture,
        }
        yield f"charts/{values['address']}", page(pages, "chart.html", **values)
        yield f"charts/{embed}", page(pages, "embed.html", **values)


def _face(
    number: int,
    charts: Sequence[Chart],
    files: Mapping[str, bytes],
    pairs: pd.DataFrame,
    links: Sequence[Sequence[chart_page.Link]],
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the page of one of the charts shows, and its marks."""
    chart = charts[number]
    return chart_page.face(chart, files, pairs, links[number]), marks.marks(chart)


def _pages_around(
    pages: Environment,
    charts: Sequence[Chart],
    told: Mapping[str, Mapping[str, Sequence[evidence.Entry]]],
) -> Iterator[tuple[str, bytes]]:
    """What charts rest on, and how all of it is to be read, in each language."""
    speak = {chart.lang: chart.words for chart in charts if chart.entry["tier"] != OPENING}
    groups = gallery.alike(charts[0].words)
    for lang, say in speak.items():
        of_claims = {"followed": told[lang], "alike": groups}
        shown = {entry.id.removeprefix("claim-") for entry in told[lang]["claims"]}
        read = evidence.readings(say.tables)
        of_about = {
            "terms": about.terms(say),
            "hedges": about.hedges(read, shown, say),
            "populations": about.populations(say),
            "readings": READINGS,
        }
        for name, values in (("claims", of_claims), ("about", of_about)):
            text = page(pages, f"{name}.html", lang=lang, name=name, **values)
            yield f"{name}.{lang}.html", text


def _texts(pages: Mapping[str, bytes]) -> list[str]:
    return [content.decode() for name, content in pages.items() if name.endswith((".html", ".js"))]


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
