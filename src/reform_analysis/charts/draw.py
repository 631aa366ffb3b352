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
from reform_analysis.charts.picture import (  # noqa: F401 - importing a file registers its charts
    by_place,
    party_recruitment,
    rank_sets,
    ratios,
    reporting,
    specification,
    tile_map,
    training_coverage,
)
from reform_analysis.charts.registry import choosing_of, drawing_of, drawn_by
from reform_analysis.charts.rows import (  # noqa: F401 - so do the files of rows
    across,
    derived,
    provenance,
    special,
)
from reform_analysis.charts.rows.arrange import arranged
from reform_analysis.charts.rows.choose import AS_REGISTERED, Choice, chart_rows
from reform_analysis.charts.rows.facts import (
    Facts,
    PublishError,
    alternative_of,
    caption_of,
    facts_of,
)
from reform_analysis.charts.rows.told import labelled_values
from reform_analysis.charts.shows import data_shown
from reform_analysis.charts.words import Words, WordsError
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import called, not_called, one_known, resolve, split_list
from reform_analysis.tables.paths import Project
from reform_analysis.tables.stamp import refuse_outdated
from reform_analysis.tables.store import load, read_all
from reform_analysis.tables.tiers import of_tier
from reform_analysis.values.claims import clean_at

PROCESSED = tuple(
    f"processed/{name}"
    for name in ("claims", "indicators", "reporting", "comparisons", "ranks", "sensitivity")
)


def read_tables(project: Project) -> dict[str, pd.DataFrame]:
    """All tables, the processed ones included, and the claims as they are read at each reading.

    Raises
    ------
    StaleError
        The processed tables were built from other tables than those that stand there now.
    TableError
        A table has faults or is not built.
    """
    refuse_outdated(project)
    tables = read_all(project) | {name: load(name, project) for name in PROCESSED}
    given = [tables[name] for name in ("raw/claims", "codebook/registers/concepts", "raw/sources")]
    read = clean_at(*given, Codebook(project), tables["raw/ambiguous"])
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
    register = tables["codebook/registers/charts"].set_index("chart_id", drop=False)
    if chart_id not in register.index:
        names = called(tables["codebook/registers/charts"].to_dict("records"), "chart_id")
        raise PublishError(not_called(chart_id, "chart", register.index, names))
    entry = register.loc[chart_id]
    tables = of_tier(tables, entry["tier"])
    choice = _chosen(tables, per, reading, places)
    words = Words(lang, tables)
    try:
        drawing_of(entry)  # so that words are not put together for what nothing draws
        rows = choosing_of(entry, otherwise=chart_rows)(entry, tables, choice)
        choices = _choices(entry, rows, tables, choice)
        data = data_shown(rows, tables)
        rows = provenance.labelled(rows, tables, words)
        rows = labelled_values(rows, drawn_by(entry), words)
        if drawn_by(entry) == "by_place":
            rows = arranged(rows, entry, tables, words)
        facts = facts_of(entry, rows, tables, words, data)
        caption = caption_of(facts, rows, tables, words, ".".join([chart_id, *choices]))
        alternative = alternative_of(facts, rows, words)
    except (WordsError, LookupError) as error:
        raise PublishError(f"chart {chart_id!r} ({lang}): {error}") from error
    if choice.places and not all(
        text.strip() for text in (facts.unit, facts.period, facts.denominator)
    ):
        raise PublishError(
            f"chart {chart_id!r}: no report of {', '.join(choice.places)} gives a value that it "
            "can draw; choose other places, or leave them out"
        )
    refuse_incomplete(chart_id, facts)
    return Chart(chart_id, lang, entry, facts, caption, alternative, rows, words, choices)


def _choices(
    entry: pd.Series, rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame], choice: Choice
) -> tuple[str, ...]:
    """What a reader chose otherwise than the register, in the order in which names tell it.

    Empty where the choice comes to the register's own. A denominator by which nothing of the
    chart is divided is refused: a name would claim what no number rests on.
    """
    per, reading = choice.per, choice.reading
    if per is not None and not rows["per"].eq(per).any():
        if _undivided(entry, tables):
            raise PublishError(
                f"chart {entry['chart_id']!r}: nothing in it is divided by people, so it cannot "
                f"be drawn on population {per!r}; leave the population out"
            )
        raise PublishError(
            f"chart {entry['chart_id']!r}: no place of it has the population {per!r}; "
            "choose another"
        )
    if choice == AS_REGISTERED:
        return ()
    another = reading != AS_REGISTERED.reading and rows["reading"].eq(reading).all()
    another |= per is not None and pd.notna(entry["per"]) and per not in split_list(entry["per"])
    choose = choosing_of(entry, otherwise=chart_rows)
    if not another and rows.equals(choose(entry, tables)):  # seen at a glance, or row by row
        return ()
    own_per = per is None or (pd.notna(entry["per"]) and per == entry["per"])
    own_reading = reading == AS_REGISTERED.reading
    named = ["" if own_per else per, "" if own_reading else reading, *(choice.places or [])]
    return tuple(name for name in named if name)


def _undivided(entry: pd.Series, tables: Mapping[str, pd.DataFrame]) -> bool:
    """Whether no indicator of a chart is divided by people; of a chart of cells none is."""
    if pd.isna(entry["indicator_ids"]):
        return True
    register = tables["codebook/registers/indicators"].set_index("indicator_id")
    return bool(register.loc[list(split_list(entry["indicator_ids"])), "populations"].isna().all())


def _chosen(
    tables: Mapping[str, pd.DataFrame],
    per: str | None,
    reading: str,
    places: Sequence[str] | str | None,
) -> Choice:
    """What a reader chose by id or name; a choice that no register knows is refused."""
    populations, known_places = (
        tables[name].to_dict("records") for name in ("codebook/registers/populations", "raw/places")
    )
    try:
        one_known(reading, "reading", READINGS)
        of_people = resolve([per], populations, "per", "population")[0] if per else None
        chosen = resolve(places, known_places, "place_id", "place") if places else None
    except ValueError as error:
        raise PublishError(str(error)) from None
    refuse_place(chosen or [], tables)
    return Choice(of_people, reading, chosen)


def refuse_place(chosen: Sequence[str], tables: Mapping[str, pd.DataFrame]) -> None:
    """Raise `PublishError` for the first place that nothing tells of as a whole."""
    asked, told = (
        list(tables[f"processed/{name}"]["place_id"].unique())
        for name in ("reporting", "indicators")
    )
    for place in chosen:
        if asked and place not in asked:
            raise PublishError(
                f"no report is about {place!r} as a whole, so no such chart draws it; "
                f"choose of {', '.join(asked)}"
            )
        if not asked and place not in told:  # of the wider sample nothing is silent
            raise PublishError(
                f"no page of the wider sample gives a value of {place!r} as a whole, so no such "
                f"chart draws it; choose of {', '.join(told)}"
            )


def refuse_incomplete(chart_id: str, facts: Facts) -> None:
    """Raise `PublishError` that names everything a chart lacks."""
    missing = [name for name, text in asdict(facts).items() if not str(text).strip()]
    if missing:
        raise PublishError(f"chart {chart_id!r} has no {', no '.join(missing)}: not published")
