"""Executed notebooks as pages: one a language, each leading to the next and to its charts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

import nbformat
from markupsafe import Markup
from nbconvert import HTMLExporter
from nbconvert.filters import clean_html
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter

from reform_analysis.publish.many import of_each
from reform_analysis.publish.notebook_files import CHINESE, bare, language_of

CHART_PAGE = "../charts/{chart_id}.{lang}.html"
"""Where a page of a notebook finds a chart."""

_CHARTS = re.compile(r"(?:draw|chart)\(\s*[\"']([a-z-]+)[\"']")
_CELL = '<div class="cell border-box-sizing'


def notebook_pages(
    executed: Mapping[Path, NotebookNode], titles: Mapping[tuple[str, str], str]
) -> list[dict[str, Any]]:
    """What the template ``notebook.html`` shows of each notebook.

    Parameters
    ----------
    executed : mapping of Path to NotebookNode
        Notebooks with their outputs; a Chinese one stands in the folder ``zh``.
    titles : mapping of (str, str) to str
        Chart and language -> its title; a chart that has none is not linked.

    Returns
    -------
    list of dict
        ``lang, title, href, content``; ``source`` and ``file`` (the notebook to download and its
        content); ``charts`` (address and title of each); ``other``, ``previous``, ``next``
        (address and title of a page beside this one, or None).
    """
    names = list(dict.fromkeys(path.name for path in executed))
    made = dict(chain.from_iterable(of_each(partial(_twins, executed=executed), names)))
    pages = {path: made[path] for path in executed}
    for path, page in pages.items():
        page["charts"] = [
            {
                "href": CHART_PAGE.format(chart_id=one, lang=page["lang"]),
                "title": titles[one, page["lang"]],
            }
            for one in charts_of(executed[path])
            if (one, page["lang"]) in titles
        ]
    for path, page in pages.items():
        beside = [one for one in pages.values() if one["lang"] == page["lang"]]
        at = beside.index(page)
        page["previous"] = _link(beside[at - 1] if at else None)
        page["next"] = _link(beside[at + 1] if at + 1 < len(beside) else None)
        others = (one for where, one in pages.items() if where.name == path.name)
        page["other"] = _link(next((one for one in others if one is not page), None))
    return list(pages.values())


def charts_of(notebook: NotebookNode) -> list[str]:
    """Charts that a notebook draws, in their order.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> charts_of(new_notebook(cells=[new_code_cell('ra.chart("award-shares", lang)')]))
    ['award-shares']
    """
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return list(dict.fromkeys(_CHARTS.findall(code)))


def colours(style: str) -> Markup:
    """How code is coloured."""
    return Markup(HtmlFormatter(style=style).get_style_defs(".highlight"))


def _link(page: Mapping[str, Any] | None) -> dict[str, str] | None:
    return page and {"href": Path(page["href"]).name, "title": page["title"]}


@cache
def _exporter() -> HTMLExporter:
    exporter = HTMLExporter(
        template_name="basic",  # only the cells: head and styles are ours
        embed_images=False,  # it would close what is folded before its text; prose has no pictures
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    exporter.register_filter("clean_html", cache(clean_html))  # two notebooks share their code
    return exporter


def _twins(name: str, executed: Mapping[Path, NotebookNode]) -> list[tuple[Path, dict[str, Any]]]:
    """The pages of one notebook in all its languages, by one process."""
    return [(path, _page(path, executed)) for path in executed if path.name == name]


def _page(path: Path, executed: Mapping[Path, NotebookNode]) -> dict[str, Any]:
    notebook = executed[path]
    content, _ = _exporter().from_notebook_node(
        notebook, resources={"metadata": {"path": str(path.parent), "name": path.stem}}
    )
    lang = language_of(path)
    name = path.stem + (f".{CHINESE}" if lang == CHINESE else "")
    return {
        "lang": lang,
        "title": _title(path, notebook),
        "href": f"notebooks/{name}.html",
        "content": Markup(_valid(_folded(content, notebook))),
        "source": f"notebooks/{name}.ipynb",
        "file": nbformat.writes(bare(notebook)).encode() + b"\n",
    }


def _folded(content: str, notebook: NotebookNode) -> str:
    """Cells whose code JupyterLab folds are folded here too, below their first line."""
    head, *parts = content.split(_CELL)
    made = [head]
    cells: Sequence[NotebookNode] = notebook.cells
    for part in parts:
        cell = next((one for one in cells if f'id="cell-id={one.id}"' in part), None)
        hidden = cell and cell.metadata.get("jupyter", {}).get("source_hidden")
        made.append(f"<details>{_SUMMARY}{_CELL}{part}</details>\n" if hidden else _CELL + part)
    return "".join(made)


_SUMMARY = "<summary><code>assert …</code></summary>"
"""Only checks are folded; their language is Python."""


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
