"""What a chart draws, before words stand beside it: the same in every language.

What a reader chose is looked up here, and refused where no register knows it or nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

import pandas as pd

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
from reform_analysis.charts.registry import choosing_of, drawing_of
from reform_analysis.charts.rows import (  # noqa: F401 - so do the files of rows
    across,
    derived,
    special,
)
from reform_analysis.charts.rows.choose import AS_REGISTERED, Choice, chart_rows
from reform_analysis.charts.rows.facts import PublishError
from reform_analysis.charts.rows.provenance import claims_of
from reform_analysis.charts.shows import data_shown
from reform_analysis.charts.words import Words
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.naming import called, not_called, one_known, resolve, split_list
from reform_analysis.tables.tiers import of_tier


@dataclass(frozen=True, eq=False)
class Selection:
    """What a chart draws, before words stand beside it: the same in every language."""

    entry: pd.Series
    """Row of ``codebook/registers/charts``."""
    tables: Mapping[str, pd.DataFrame]
    """Of the tier that the chart draws."""
    words: Callable[[str], Words]
    """Those of a language, with these tables; made once."""
    rows: pd.DataFrame
    claims: pd.DataFrame
    """Behind the rows, as `provenance.claims_of` gives them."""
    choices: tuple[str, ...]
    """What a reader chose otherwise than the register."""
    places: Sequence[str] | None
    """Places that were chosen."""
    version: str
    """Of the data that is drawn."""


def select(
    chart_id: str,
    tables: Mapping[str, pd.DataFrame],
    *,
    per: str | None = None,
    reading: str = "central",
    places: Sequence[str] | None = None,
    registered: Selection | None = None,
) -> Selection:
    """Choose what one chart of the register draws; parameters and errors as of `draw.compose`.

    ``registered`` is what it draws of the same tables where nothing is chosen, if it is at hand.
    """
    if registered is None:
        entry = _entry(chart_id, tables)
        tables = of_tier(tables, entry["tier"])
        words: Callable[[str], Words] = cache(partial(Words, tables=tables))
    else:
        entry, tables, words = registered.entry, registered.tables, registered.words
    choice = _chosen(tables, per, reading, places)
    try:
        drawing_of(entry)  # so that nothing is put together that nothing draws
        if choice.per is not None and _undivided(entry, tables):
            raise PublishError(
                f"chart {entry['chart_id']!r}: nothing in it is divided by people, so it cannot "
                f"be drawn on population {choice.per!r}; leave the population out"
            )
        rows = choosing_of(entry, otherwise=chart_rows)(entry, tables, choice)
        choices = _choices(entry, rows, tables, choice, registered)
        claims = claims_of(rows, tables)
        version = data_shown(rows, tables)
    except LookupError as error:
        raise PublishError(f"chart {chart_id!r}: {error}") from error
    return Selection(entry, tables, words, rows, claims, choices, choice.places, version)


def _entry(chart_id: str, tables: Mapping[str, pd.DataFrame]) -> pd.Series:
    """The row of a chart in its register."""
    register = tables["codebook/registers/charts"].set_index("chart_id", drop=False)
    if chart_id not in register.index:
        names = called(tables["codebook/registers/charts"].to_dict("records"), "chart_id")
        raise PublishError(not_called(chart_id, "chart", register.index, names))
    return register.loc[chart_id]


def _choices(
    entry: pd.Series,
    rows: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    choice: Choice,
    registered: Selection | None,
) -> tuple[str, ...]:
    """What a reader chose otherwise than the register, in the order in which names tell it.

    Empty where the choice comes to the register's own. A denominator by which nothing of the
    chart is divided is refused: a name would claim what no number rests on.
    """
    per, reading = choice.per, choice.reading
    if per is not None and not rows["per"].eq(per).any():
        raise PublishError(
            f"chart {entry['chart_id']!r}: no place of it has the population {per!r}; "
            "choose another"
        )
    if choice == AS_REGISTERED:
        return ()
    another = reading != AS_REGISTERED.reading and rows["reading"].eq(reading).all()
    another |= per is not None and pd.notna(entry["per"]) and per not in split_list(entry["per"])
    if not another:  # not seen at a glance, so row by row
        choose = choosing_of(entry, otherwise=chart_rows)
        if rows.equals(registered.rows if registered else choose(entry, tables)):
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
    populations, known = tables["codebook/registers/populations"], tables["raw/places"]
    try:
        one_known(reading, "reading", READINGS)
        people = resolve([per], populations.to_dict("records"), "per", "population") if per else []
        chosen = resolve(places, known.to_dict("records"), "place_id", "place") if places else None
    except ValueError as error:
        raise PublishError(str(error)) from None
    refuse_place(chosen or [], tables)
    return Choice(people[0] if people else None, reading, chosen)


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
