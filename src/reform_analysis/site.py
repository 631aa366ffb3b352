"""The pages of ``site/``: charts, executed notebooks and tables, to be read without a network."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter

from reform_analysis.datapackage import data_version
from reform_analysis.outputs import read_folder
from reform_analysis.paths import Project
from reform_analysis.schema import Schema
from reform_analysis.tables import read_rows, read_schemas
from reform_analysis.words import words

LANGUAGES = {"en": "en", "zh": "zh-Hans"}
"""Language as the registers name it -> as a page declares it."""

Pair = dict[str, str]
"""One text in both languages."""


def site_files(project: Project, executed: Mapping[Path, NotebookNode]) -> dict[str, bytes]:
    """All files of the site, from what stands in the project.

    Parameters
    ----------
    project : Project
        With its tables built and its charts drawn.
    executed : mapping of Path to NotebookNode
        Notebooks with their outputs.

    Returns
    -------
    dict of str to bytes
        Path below ``site/`` -> content: ``index.html``, a page for each notebook and table, and
        copies of charts and tables. No page fetches anything from elsewhere.
    """
    schemas, _ = read_schemas(project)
    speak = {language: words(language, project) for language in LANGUAGES}

    def word(word_id: str) -> Pair:
        return {language: say(word_id) for language, say in speak.items()}

    pages = _environment(word)
    charts = read_rows(project, schemas["codebook/charts"])[0].values()
    glossary = {
        row["name"]: row for row in read_rows(project, schemas["codebook/columns"])[0].values()
    }
    notebooks = [_notebook(path, notebook) for path, notebook in executed.items()]
    tables = [_table(project, schema, glossary) for schema in schemas.values()]

    files = _copies(project)
    files["index.html"] = _page(
        pages,
        "index.html",
        title=word("page-title")["en"],
        charts=[_chart(project, row) for row in charts],
        notebooks=notebooks,
        tables=tables,
        version=data_version(project),
    )
    colours = {"light": _colours("default"), "dark": _colours("monokai")}
    for notebook in notebooks:
        files[notebook["href"]] = _page(pages, "notebook.html", **colours, **notebook)
    for table in tables:
        files[table["href"]] = _page(pages, "table.html", title=table["name"], table=table)
    return files


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


def _copies(project: Project) -> dict[str, bytes]:
    """Charts and tables as they stand, so that the site can be handed on as one folder."""
    data = read_folder(project.data)
    figures = read_folder(project.figures)
    return {f"data/{name}": content for name, content in _visible(data)} | {
        f"figures/{name}": content for name, content in _visible(figures)
    }


def _visible(files: Mapping[str, bytes]) -> Iterable[tuple[str, bytes]]:
    return ((name, content) for name, content in files.items() if "/." not in f"/{name}")


def _chart(project: Project, row: Mapping[str, str]) -> dict[str, Any]:
    """A chart of the register with its picture, caption and numbers in each language."""
    pictures = []
    for language, tag in LANGUAGES.items():
        stem = f"{row['chart_id']}.{language}"
        caption = (project.figures / f"{stem}.txt").read_text("utf-8").strip()
        title, finding, more = caption.split("\n\n", 2)  # the register holds unfilled slots
        pictures.append(
            {
                "language": language,
                "tag": tag,
                "title": title,
                "finding": finding,
                "more": more,
                "image": f"figures/{stem}.png",
                "numbers": f"figures/{stem}.csv",
            }
        )
    return {**row, "pictures": pictures}


def _table(project: Project, schema: Schema, glossary: Mapping[str, Pair]) -> dict[str, Any]:
    path = project.data / f"{schema.table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return {
        "name": schema.table,
        "en": schema.title_en,
        "zh": schema.title_zh,
        "href": f"tables/{schema.table.replace('/', '-')}.html",
        "csv": f"data/{schema.table}.csv",
        "columns": [glossary[column] for column in header],
        "rows": rows,
    }


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
        "content": Markup(content),
    }


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
