"""The pages of ``site/``: charts, what they rest on, executed notebooks and tables.

All are read without a network.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter

from reform_analysis.charts.chart import Chart
from reform_analysis.charts.draw import compose, read_tables
from reform_analysis.charts.rows.not_comparable import unlike_pairs
from reform_analysis.charts.words import words
from reform_analysis.publish.forms import file_name
from reform_analysis.publish.site import assets, chart_page, followed, gallery
from reform_analysis.publish.site.webfont import web_font
from reform_analysis.tables.atomic import read_folder
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.datapackage import data_version
from reform_analysis.tables.paths import Project
from reform_analysis.tables.schema import Schema
from reform_analysis.tables.store import read_rows, read_schemas

LANGUAGES = chart_page.TAGS
COPIED = ("picture", "brief", "caption", "table", "citation", "bibtex", "link", "embed")
SAID = {
    "index.html": ("page-title", "page-count"),
    "claims.html": ("page-count-claims",),
    "chart.html": (
        *("page-by-hand-text", "page-by-hand-picture"),
        *(f"page-copied-{what}" for what in COPIED),
    ),
}
"""Template -> words that its script says."""

SCRIPTS = {
    "index.html": ("common.js", "index.js"),
    "claims.html": ("common.js", "claims.js"),
    "chart.html": ("common.js", "copying.js", "chart.js"),
}
"""Template -> parts of its script; another page runs none."""

EMBED_WIDTH = 720
"""Pixels: the width for which the height of an embedded chart is reckoned."""

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
        Path below ``site/`` -> content: ``index.html``, a page and one to embed for each chart and
        language beside its files in ``charts/``, the claims in each language, a page for each
        notebook and table, and copies of the tables. No page fetches anything from elsewhere.
    """
    project = codebook.project
    schemas, _ = read_schemas(project)
    speak = {language: words(language, codebook) for language in LANGUAGES}

    def word(word_id: str) -> Pair:
        return {language: say(word_id) for language, say in speak.items()}

    pages = _environment(word, data_version(project))
    glossary = {
        row["name"]: row
        for row in read_rows(project, schemas["codebook/registers/columns"])[0].values()
    }
    notebooks = [_notebook(path, notebook) for path, notebook in executed.items()]
    tables = [_table(project, schema, glossary) for schema in schemas.values()]
    made = {f"charts/{name}": content for name, content in files.items()}
    made |= {f"data/{name}": content for name, content in _visible(read_folder(project.data))}
    colours = {"light": _colours("default"), "dark": _colours("monokai")}
    for notebook in notebooks:
        made[notebook["href"]] = _page(pages, "notebook.html", **colours, **notebook)
    for table in tables:
        made[table["href"]] = _page(pages, "table.html", title=table["name"], table=table)
    made["fonts/chinese.woff"] = web_font(_texts(made))
    charts = _composed(codebook) if charts is None else charts
    drawn = {
        notebook["href"]: (notebook["title"], _charts_of(executed[path]))
        for path, notebook in zip(executed, notebooks, strict=True)
    }
    own = dict(_chart_pages(pages, charts, files, drawn))
    own |= _claims_pages(pages, codebook, charts)
    cards = gallery.cards(charts, files)
    small = {face["thumbnail"]: face["content"] for card in cards for face in card["faces"]}
    own["index.html"] = _page(
        pages,
        "index.html",
        charts=cards,
        filters=gallery.choices(charts),
        searched=gallery.searched(charts),
        alike=gallery.alike(charts[0].words),
        suggested=gallery.suggested(charts[0].words),
        notebooks=notebooks,
        tables=tables,
    )
    made["fonts/gallery.woff"] = web_font(_texts(own))
    return made | own | small


def _composed(codebook: Codebook) -> list[Chart]:
    read = read_tables(codebook.project)
    return [
        compose(chart_id, codebook, language, tables=read)
        for chart_id in read["codebook/registers/charts"]["chart_id"]
        for language in LANGUAGES
    ]


def _chart_pages(
    pages: Environment,
    charts: Sequence[Chart],
    files: Mapping[str, bytes],
    drawn: Mapping[str, tuple[str, set[str]]],
) -> Iterator[tuple[str, bytes]]:
    """A page a chart and language, and one to put into other pages."""
    pairs = unlike_pairs(charts[0].words.tables)
    for chart in charts:
        links = [
            chart_page.Link(title, f"../{href}")
            for href, (title, ids) in drawn.items()
            if chart.chart_id in ids
        ]
        name, lang = chart.chart_id, chart.lang
        embed = file_name(name, lang, "embed.html")
        picture = file_name(name, lang, "png")
        values = {
            "lang": lang,
            "face": chart_page.face(chart, files, pairs, links),
            "name": name,
            "up": "../",
            "embed": embed,
            "height": chart_page.embed_height(files[picture], EMBED_WIDTH),
            "address": chart_page.page_name(name, lang),
            "picture": picture,
        }
        yield f"charts/{values['address']}", _page(pages, "chart.html", **values)
        yield f"charts/{embed}", _page(pages, "embed.html", **values)


def _claims_pages(
    pages: Environment, codebook: Codebook, charts: Sequence[Chart]
) -> dict[str, bytes]:
    groups = gallery.alike(charts[0].words)
    return {
        f"claims.{lang}.html": _page(
            pages, "claims.html", lang=lang, name="claims", followed=told, alike=groups
        )
        for lang, told in followed.followed(charts, codebook).items()
    }


def _texts(pages: Mapping[str, bytes]) -> list[str]:
    return [content.decode() for name, content in pages.items() if name.endswith(".html")]


def _charts_of(notebook: NotebookNode) -> set[str]:
    """Charts that a notebook draws."""
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return set(re.findall(r"draw\(\s*[\"']([a-z-]+)[\"']", code))


def _environment(word: Callable[[str], Pair], version: str) -> Environment:
    pages = Environment(
        loader=FileSystemLoader(assets.PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    pages.tests["chinese"] = _is_chinese
    pages.globals |= {
        "word": word,
        "version": version,
        "languages": list(LANGUAGES),
        "tags": LANGUAGES,
        "kinds": followed.KINDS,
        "style": Markup(assets.own("page.css")),
        "up": "",
    }
    return pages


def _page(pages: Environment, template: str, **values: Any) -> bytes:
    """A page with its script, if it runs one, and the words that the script says."""
    code, code_hash = assets.script(*SCRIPTS[template]) if template in SCRIPTS else ("", "")
    word = pages.globals["word"]
    told = [values["lang"]] if "lang" in values else LANGUAGES
    said = {lang: {name: word(name)[lang] for name in SAID.get(template, ())} for lang in told}
    given = {"script": Markup(code), "script_hash": Markup(code_hash), "said": said, **values}
    return pages.get_template(template).render(given).encode()


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


def _notebook(path: Path, notebook: NotebookNode) -> dict[str, Any]:
    exporter = HTMLExporter(
        template_name="basic",  # only the cells: head and styles are ours
        embed_images=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    content, _ = exporter.from_notebook_node(
        notebook, resources={"metadata": {"path": str(path.parent), "name": path.stem}}
    )
    return {
        "title": _title(path, notebook),
        "href": f"notebooks/{path.stem}.html",
        "content": Markup(_valid(content)),
    }


def _valid(content: str) -> str:
    """Cells without what pandas and great-tables write and HTML forbids; wide parts scroll."""
    content = re.sub(r"<style scoped[^>]*>.*?</style>\n?", "", content, flags=re.S)
    content = re.sub(r"<style>\s*#table-[0-9a-f]+ .*?</style>\n?", "", content, flags=re.S)
    content = re.sub(r'(<t[hrd][^>]*?) (?:v?align|halign)="\w+"', r"\1", content)
    content = re.sub(r"<th([^>]*)></th>", r"<td\1></td>", content)
    return re.sub(r'<pre(?=[ >])|<div(?= class="output_html)', r'\g<0> tabindex="0"', content)


def _title(path: Path, notebook: NotebookNode) -> str:
    """First heading of a notebook, its name if it has none."""
    lines = (
        line
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
    )
    headings = (line.lstrip("#").strip() for line in lines if line.startswith("#"))
    return next(headings, path.stem)


def _colours(style: str) -> Markup:
    return Markup(HtmlFormatter(style=style).get_style_defs(".highlight"))
