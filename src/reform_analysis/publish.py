"""Finished charts: the only place that saves them, and that refuses one without its sources.

`draw` makes a picture that carries title, finding, note, sources, periods, denominators, reading
of hedges and data version inside; `publish_all` writes every chart of the register in both
languages with its caption and its numbers. All of it follows from the tables; there is no clock.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from reform_analysis.build import cell_text
from reform_analysis.charts import provenance
from reform_analysis.charts.arrange import arranged, panel_count
from reform_analysis.charts.facts import Facts, PublishError, caption_of, facts_of, foot
from reform_analysis.charts.page import close_page, open_page
from reform_analysis.charts.rows import chart_rows
from reform_analysis.datapackage import data_version
from reform_analysis.looks import use_looks
from reform_analysis.outputs import write_folder
from reform_analysis.paths import Project, find_project
from reform_analysis.tables import load, read_all
from reform_analysis.words import LANGUAGES, Words, WordsError

__all__ = ["Chart", "PublishError", "chart_files", "data_version", "draw", "publish_all"]

PROCESSED = ("processed/figures", "processed/indicators", "processed/reporting")
SUFFIXES = (".png", ".txt", ".csv")
NUMBERS = (
    *("indicator_id", "variant", "region_id", "low", "stated", "high", "unit", "status"),
    *("period_start", "period_end", "denominator_id", "rung", "setting", "benchmark_id"),
    *("figure_ids", "reported", "note"),
)
COUNTS = ("asked", "silent", "claims", "order")
"""What rows hold besides where a chart draws counts or orders; exported where it is there."""


@dataclass(frozen=True, eq=False)
class Chart:
    """A finished chart; a notebook shows it when it stands last in a cell."""

    chart_id: str
    lang: str
    figure: Figure
    facts: Facts
    caption: str
    rows: pd.DataFrame
    words: Words
    """Of its language, with all the tables that it was drawn from."""

    def image(self, form: str = "png", dpi: int = 300) -> bytes:
        """The picture as ``png`` or ``svg``, with neither date nor program inside."""
        nameless = {"svg": {"Date": None, "Creator": None}}.get(form, {"Software": None})
        content = io.BytesIO()
        with use_looks():
            self.figure.savefig(content, format=form, dpi=dpi, metadata=nameless)
        return content.getvalue()

    def numbers(self) -> bytes:
        """All rows drawn, gaps and benchmarks too, as CSV."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        columns = [*NUMBERS, *(name for name in COUNTS if name in self.rows)]
        writer.writerow(columns)
        rows = self.rows[columns].itertuples(index=False, name=None)
        writer.writerows([cell_text(cell) for cell in row] for row in rows)
        return text.getvalue().encode()

    def files(self) -> dict[str, bytes]:
        """Picture, caption and numbers by file name."""
        contents = (self.image(), f"{self.caption}\n".encode(), self.numbers())
        stem = f"{self.chart_id}.{self.lang}"
        return {stem + suffix: content for suffix, content in zip(SUFFIXES, contents, strict=True)}

    def _repr_png_(self) -> bytes:
        return self.image(dpi=110)


def publish_all(project: Project, progress: Callable[[str], object] = print) -> list[Path]:
    """Write every chart of the register, in both languages, to ``figures/``.

    Parameters
    ----------
    project : Project
        With its processed tables built.
    progress : callable
        Takes one line of text at a time.

    Returns
    -------
    list of Path
        PNG at 300 dpi, caption and numbers of each chart and language. The folder is replaced
        as a whole, and not touched where nothing changed.

    Raises
    ------
    PublishError
        A chart is refused; nothing is written.
    TableError
        A table has faults or is not built.
    """
    tables = read_tables(project)
    files: dict[str, bytes] = {}
    for chart_id in tables["codebook/charts"]["chart_id"]:
        for lang in LANGUAGES:
            files |= draw(chart_id, lang, project, tables=tables).files()
    changed = write_folder(project.figures, files)
    progress(f"{len(files)} files {'written' if changed else 'unchanged'}: {project.figures}")
    return [project.figures / name for name in files]


def chart_files(project: Project) -> list[Path]:
    """Paths of all files that `publish_all` writes, without drawing."""
    names = load("codebook/charts", project)["chart_id"]
    stems = [f"{chart_id}.{lang}" for chart_id in names for lang in LANGUAGES]
    return [project.figures / (stem + suffix) for stem in stems for suffix in SUFFIXES]


def read_tables(project: Project | None = None) -> dict[str, pd.DataFrame]:
    """All tables, the processed ones included."""
    project = project or find_project()
    return read_all(project) | {name: load(name, project) for name in PROCESSED}


def draw(
    chart_id: str,
    lang: str = "en",
    project: Project | None = None,
    *,
    rung: str | None = None,
    setting: str = "base",
    regions: Sequence[str] | None = None,
    tables: Mapping[str, pd.DataFrame] | None = None,
) -> Chart:
    """Draw one chart of the register.

    Parameters
    ----------
    chart_id : str
        As in ``codebook/charts``.
    lang : {"en", "zh"}
    project : Project, optional
        Where the tables are; the project found by `find_project` if left out.
    rung : str, optional
        Another denominator than the register's. With a choice of rung or places under which
        the finding no longer holds a value, the names of the places stand in its stead.
    setting : {"tight", "base", "wide"}
    regions : sequence of str, optional
        Only these places.
    tables : mapping of str to DataFrame, optional
        What `read_tables` gives, if it was read before.

    Returns
    -------
    Chart
        Picture, caption and the rows drawn.

    Raises
    ------
    PublishError
        There is no such chart, or it lacks unit, source, period, denominator, setting or note.

    Examples
    --------
    >>> chart = draw("training-coverage", "zh")
    >>> chart.facts.setting
    '基准'
    """
    project = project or find_project()
    tables = read_tables(project) if tables is None else tables
    register = tables["codebook/charts"].set_index("chart_id", drop=False)
    if chart_id not in register.index:
        raise PublishError(
            f"no chart is called {chart_id!r}; there are {', '.join(register.index)}"
        )
    entry = register.loc[chart_id]
    words = Words(lang, tables)
    try:
        choose = chart_rows if pd.isna(entry["rows"]) else _of_charts(entry["rows"])
        rows = choose(entry, tables, rung=rung, setting=setting, regions=regions)
        rows = provenance.labelled(rows, tables, words)
        if entry["function"] == "places.by_place":
            rows = arranged(rows, entry, tables, words)
        chosen = rung is not None or regions is not None
        facts = facts_of(entry, rows, tables, words, data_version(project), chosen)
        caption = caption_of(entry, facts, rows, tables, words)
    except (WordsError, KeyError) as error:
        raise PublishError(f"chart {chart_id!r} ({lang}): {error}") from error
    refuse_incomplete(chart_id, facts)
    draw_on = _of_charts(entry["function"])
    with use_looks():
        figure, axes = open_page(panel_count(rows, entry))
        draw_on(axes, rows, words)
        close_page(figure, axes, facts.title, facts.finding, *foot(facts, words))
    return Chart(chart_id, lang, figure, facts, caption, rows, words)


def _of_charts(name: str) -> Callable[..., Any]:
    module, _, function = name.rpartition(".")
    return getattr(import_module(f"reform_analysis.charts.{module}"), function)


def refuse_incomplete(chart_id: str, facts: Facts) -> None:
    """Raise `PublishError` that names everything a chart lacks."""
    missing = [name for name, text in asdict(facts).items() if not str(text).strip()]
    if missing:
        raise PublishError(f"chart {chart_id!r} has no {', no '.join(missing)}: not published")
