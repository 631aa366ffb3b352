"""The table of figures: for each chart the program that makes it, its notebooks and its files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from reform_analysis.charts import draw  # noqa: F401 - importing it registers the functions
from reform_analysis.charts.registry import choosing_of, drawing_of
from reform_analysis.charts.rows.choose import chart_rows
from reform_analysis.charts.words import Words
from reform_analysis.publish.documents.markdown import code, plain, table
from reform_analysis.tables.naming import split_list

COMMITTED = ("png", "csv", "txt")
"""Forms of a chart that stand in ``figures/``: picture, numbers, caption."""

DRAWN = re.compile(r"\b(?:chart|draw)\(\s*\\?[\"']([a-z-]+)\\?[\"']")
"""How a cell of a notebook names the chart that it draws; quotes are escaped in the file."""


def charts_in(notebooks: Iterable[Path]) -> dict[str, list[str]]:
    """Which notebooks draw a chart: id of the chart -> names of the files, in order.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> notebooks = sorted(codebook().project.notebooks.glob("*.ipynb"))
    >>> drawn = charts_in(notebooks).get("implied-new-members", ["none, outside of a checkout"])
    >>> drawn[0]
    '05_party_recruitment.ipynb'
    """
    found: dict[str, list[str]] = {}
    for path in notebooks:
        for chart_id in dict.fromkeys(DRAWN.findall(path.read_text("utf-8"))):
            found.setdefault(chart_id, []).append(path.name)
    return found


def figures_text(
    charts: pd.DataFrame, files: Mapping[str, bytes], drawn_in: Mapping[str, list[str]], say: Words
) -> str:
    """The table of figures in one language: one row a chart, in the order of the register.

    ``charts`` is ``codebook/registers/charts``; ``files`` are finished charts by file name, and the
    first line of a caption is the title of its chart; ``drawn_in`` is as `charts_in` gives it.

    Raises
    ------
    KeyError
        A chart has no caption among ``files``.

    Examples
    --------
    >>> from reform_analysis.charts.words import words
    >>> from reform_analysis.commands.face import codebook
    >>> say = words("en", codebook())
    >>> one = codebook().table("codebook/registers/charts").head(1)
    >>> print(figures_text(one, {"party-recruitment.en.txt": b"Title"}, {}, say).splitlines()[0])
    # Table of figures
    """
    rows = []
    for _, entry in charts.iterrows():
        name = entry["chart_id"]
        made = [f"{name}.{say.lang}.{form}" for form in COMMITTED]
        title = files[f"{name}.{say.lang}.txt"].decode().partition("\n")[0]
        functions = [choosing_of(entry, chart_rows), drawing_of(entry)]
        programs = [f"{one.__module__}.{one.__name__}" for one in functions]
        indicators = "" if pd.isna(entry["indicator_ids"]) else entry["indicator_ids"]
        columns = [split_list(indicators), programs, drawn_in.get(name, []), made]
        rows.append(
            [f"{plain(title)} {code(name)}", *(say.join(map(code, one)) for one in columns)]
        )
    head = ("figure", "numbers", "programs", "notebooks", "files")
    lines = [
        f"# {say('replication.title')}",
        "",
        say("replication.told"),
        "",
        *table([say(f"replication.{name}") for name in head], rows),
    ]
    return "\n".join(lines).rstrip() + "\n"
