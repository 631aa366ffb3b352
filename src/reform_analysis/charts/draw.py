"""Finished charts: the only place that saves them, and that refuses one without its sources.

`draw` makes a picture that carries title, finding, note, sources, periods, denominators, reading
of hedges and data version inside; `forms.file_of` gives it in any form, for a brief, a slide or a
sheet; `publish_all` does so for every chart of the register in both languages. All of it follows
from the tables; there is no clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from reform_analysis.charts.chart import Chart
from reform_analysis.charts.registry import drawn_by
from reform_analysis.charts.rows import provenance
from reform_analysis.charts.rows.arrange import arranged
from reform_analysis.charts.rows.facts import (
    Facts,
    PublishError,
    alternative_of,
    caption_of,
    facts_of,
    in_full,
)
from reform_analysis.charts.rows.told import labelled_values
from reform_analysis.charts.select import Selection, select
from reform_analysis.charts.words import WordsError
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import Project
from reform_analysis.tables.stamp import refuse_outdated
from reform_analysis.tables.store import by_hand, load_built
from reform_analysis.values.claims import clean_at

PROCESSED = tuple(
    f"processed/{name}"
    for name in ("claims", "indicators", "reporting", "comparisons", "ranks", "sensitivity")
)


def read_tables(project: Project, codebook: Codebook | None = None) -> dict[str, pd.DataFrame]:
    """All tables, the processed ones included, and the claims as they are read at each reading.

    What the ``codebook`` of the project has read is not read again.

    Raises
    ------
    StaleError
        The processed tables were built from other tables than those that stand there now.
    TableError
        A table has faults or is not built.
    """
    book = codebook or Codebook(project)
    refuse_outdated(project)
    tables = book.once(by_hand) | {name: load_built(name, book) for name in PROCESSED}
    given = (tables[name] for name in ("raw/claims", "codebook/registers/concepts", "raw/sources"))
    read = clean_at(*given, book, tables["raw/ambiguous"])
    return tables | {f"read/{name}": each for name, each in read.items()}


def draw(chart_id: str, codebook: Codebook, lang: str = "en", **choices: Any) -> Chart:
    """As `compose`, with its picture drawn: a chart that cannot be drawn is no chart.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> draw("training-coverage", codebook(), "zh").facts.reading
    '中'
    """
    chart = compose(chart_id, codebook, lang, **choices)
    chart.figure  # noqa: B018 - drawn now
    return chart


def compose(
    chart_id: str,
    codebook: Codebook,
    lang: str = "en",
    *,
    per: str | None = None,
    reading: str = "central",
    places: Sequence[str] | None = None,
    tables: Mapping[str, pd.DataFrame] | None = None,
) -> Chart:
    """Compose one chart of the register: words and rows; the picture is drawn when asked for.

    Parameters
    ----------
    chart_id : str
        As in ``codebook/registers/charts``.
    codebook : Codebook
        Of the project whose tables are drawn.
    lang : {"en", "zh"}
    per : str, optional
        Another denominator than the register's.
    reading : {"narrow", "central", "wide"}
    places : sequence of str, or str, optional
        Only these places, by id or by name in either language.
    tables : mapping of str to DataFrame, optional
        What `read_tables` gives, if it was read before.

    Returns
    -------
    Chart
        Picture, caption and the rows drawn.

    Raises
    ------
    PublishError
        There is no such chart, or it lacks unit, source, period, denominator, reading or note.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> compose("training-coverage", codebook(), "zh").facts.reading
    '中'
    """
    tables = read_tables(codebook.project) if tables is None else tables
    return tell(select(chart_id, tables, per=per, reading=reading, places=places), lang)


def tell(selection: Selection, lang: str) -> Chart:
    """The chart of what was selected, in the words of one language; errors as of `compose`."""
    entry, claims = selection.entry, selection.claims
    chart_id, words = entry["chart_id"], selection.words(lang)
    try:
        rows = provenance.labelled(selection.rows, claims, words)
        rows = labelled_values(rows, drawn_by(entry), words)
        if drawn_by(entry) == "by_place":
            rows = arranged(rows, entry, words)
        facts = facts_of(entry, rows, claims, words, selection.version)
        full = in_full(facts, rows, claims, words)
        caption = caption_of(full, words, ".".join([chart_id, *selection.choices]))
        alternative = alternative_of(facts, rows, words)
    except (WordsError, LookupError) as error:
        raise PublishError(f"chart {chart_id!r} ({lang}): {error}") from error
    if selection.places and not all(
        text.strip() for text in (facts.unit, facts.period, facts.denominator)
    ):
        raise PublishError(
            f"chart {chart_id!r}: no report of {', '.join(selection.places)} gives a value that it "
            "can draw; choose other places, or leave them out"
        )
    refuse_incomplete(chart_id, facts)
    return Chart(
        chart_id, lang, entry, facts, full, caption, alternative, rows, words, selection.choices
    )


def refuse_incomplete(chart_id: str, facts: Facts) -> None:
    """Raise `PublishError` that names everything a chart lacks."""
    missing = [name for name, text in asdict(facts).items() if not str(text).strip()]
    if missing:
        raise PublishError(f"chart {chart_id!r} has no {', no '.join(missing)}: not published")
