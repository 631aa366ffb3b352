"""What a chart draws: values, gaps and benchmarks, one row a mark.

A gap is a row too. Where the wanted population is missing for a place, or the text gives no period,
the row says so; where a report is silent, it says that. No other value stands in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from reform_analysis.charts.words import cells
from reform_analysis.tables.naming import split_list
from reform_analysis.tables.tiers import OPENING
from reform_analysis.values.comparability import ending_years, newest_first
from reform_analysis.values.populations import COUNTED_IN_REPORT, POPULATIONS

LEVELS = ("province", "prefecture", "county", "township", "zone")
"""Order of places in a chart: by level and code, never by value."""

SILENT = ("not_reported", "not_applicable")
WITHOUT_VALUE = (*SILENT, "direction_only", "no_period", "no_denominator")

_DAYS_A_YEAR = 365.2425

_VALUE = ("low", "value", "high", "unit", "denominator_id", "per")

Tables = Mapping[str, pd.DataFrame]

SHARED = tuple(name for name in POPULATIONS if name not in COUNTED_IN_REPORT)
"""Populations on which places stand beside each other: people that no report counts itself."""


@dataclass(frozen=True)
class Choice:
    """What a reader chose of a chart."""

    per: str | None = None
    """Another population than that of the register; indicators that are no quotient of people of a
    place ignore it."""
    reading: str = "central"
    places: Sequence[str] | None = None
    """Only these; all that the reports are about if left out."""

    def of(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows of the places that were chosen."""
        return rows if self.places is None else rows[rows["place_id"].isin(self.places)]


AS_REGISTERED = Choice()
"""Nothing is chosen otherwise than the register has it."""


def chart_rows(chart: pd.Series, tables: Tables, choice: Choice = AS_REGISTERED) -> pd.DataFrame:
    """Choose the rows that a chart draws.

    Parameters
    ----------
    chart : Series
        Row of ``codebook/registers/charts``: ``indicator_ids``, ``variants`` (empty: all), ``per``,
        ``benchmark_ids``. Several populations are drawn beside each other.
    tables : mapping of str to DataFrame
        All tables, the processed ones included.
    choice : Choice

    Returns
    -------
    DataFrame
        Columns of ``processed/indicators``, ``benchmark_id`` and ``asked_per``. ``status`` is
        that of the value (reported, derived, bound, proxy), or ``no_period``,
        ``no_denominator`` (with the count, if there is one), ``not_reported``,
        ``not_applicable``, ``benchmark``. Sorted by indicator, then by level and code of the
        place, then by variant.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import read_tables
    >>> tables = read_tables(codebook().project)
    >>> chart = tables["codebook/registers/charts"].set_index("chart_id").loc["party-recruitment"]
    >>> rows = chart_rows(chart, tables)
    >>> rows[rows["indicator_id"].eq("new-worker-members")].set_index("place_id")["status"][
    ...     ["jiangdu", "wujin"]
    ... ]
    place_id
    jiangdu       no_period
    wujin      not_reported
    Name: status, dtype: ...
    """
    ids = split_list(chart["indicator_ids"])
    wanted = _cells(chart["variants"])
    values = tables["processed/indicators"]
    values = values[values["indicator_id"].isin(ids) & values["reading"].eq(choice.reading)]
    values = values.assign(variant=values["variant"].fillna(""))
    if wanted:
        values = values[values["variant"].isin(["", *wanted])]
    populations = [choice.per] if choice.per else _cells(chart["per"]) or [None]
    if len(populations) > 1:  # one after the other; what is silent on one is silent on all
        parts = [chart_rows(chart, tables, replace(choice, per=one)) for one in populations]
        # a report counts its own people only: what another counts is no gap of it
        parts = [
            part[~(part["status"].eq("no_denominator") & (one in COUNTED_IN_REPORT))]
            for part, one in zip(parts, populations, strict=True)
        ]
        told = [part[part["place_id"].notna() & ~part["status"].isin(SILENT)] for part in parts]
        return pd.concat([parts[0], *told[1:]], ignore_index=True)
    drawn = _on_per(values, tables["codebook/registers/indicators"], populations[0])
    if chart["tier"] == OPENING:
        drawn = _of_pages(
            drawn.dropna(subset="low"), tables, series="place" in _cells(chart["group_by"])
        )
    drawn = pd.concat([drawn, _silent(ids, drawn, tables)], ignore_index=True)
    every, drawn = drawn, choice.of(drawn)
    # the bracket of a picture of its own spans definitions, whichever places are drawn
    beside = drawn if chart["drawn_as"] == "by_place" else every
    orders = _orders(ids, wanted, drawn, tables)
    drawn = drawn.sort_values(
        [*orders], kind="stable", key=lambda column: column.map(orders[column.name])
    )
    named = tables["raw/benchmarks"]["benchmark_id"].isin(_cells(chart["benchmark_ids"]))
    behind = covering(tables["raw/benchmarks"][named], beside, tables, populations[0])
    together = pd.concat([drawn, behind], ignore_index=True)
    together = together.assign(reading=choice.reading, asked_per=populations[0])
    columns = [*tables["processed/indicators"].columns, "note", "benchmark_id", "asked_per"]
    columns += ["year"] if "year" in together else []
    return together.reindex(columns=columns)


def _of_pages(values: pd.DataFrame, tables: Tables, series: bool) -> pd.DataFrame:
    """Of a place that several pages tell of the latest value; in a series the latest of each year.

    A place of one year makes no series.
    """
    cell = ["indicator_id", "place_id", "variant"]
    ordered = newest_first(values, tables)
    if not series:
        return ordered.drop_duplicates(cell)
    told = np.floor(ending_years(ordered, tables))
    ordered = ordered.assign(year=ordered["period_end"].dt.year.fillna(told).astype("Int64"))
    each = ordered.drop_duplicates([*cell, "year"]).sort_values("year", kind="stable")
    return each[each.groupby(cell)["year"].transform("size").gt(1)]


def _on_per(values: pd.DataFrame, register: pd.DataFrame, per: str | None) -> pd.DataFrame:
    """The row of each value on the population; where there is none, its count or an empty row."""
    kinds = dict(cells(register, ("indicator_id", "kind")))
    divided = set(register.dropna(subset=["populations"])["indicator_id"])
    columns = ("indicator_id", "place_id", "variant", "per", "unit", "status")
    found: dict[tuple[str, ...], dict[int, tuple[str | None, str]]] = {}
    told: dict[int, str] = {}  # status by position
    for at, (*cell, on, unit, status) in enumerate(cells(values, columns)):
        on = None if pd.isna(on) else on
        found.setdefault(tuple(cell), {})[at] = on, unit
        if on == per or (on is None and cell[0] not in divided):
            told[at] = status
    elsewhere = set()
    for (indicator, *_), own in found.items():
        if told.keys().isdisjoint(own):
            first = min(own, key=lambda at: own[at][0] or "")
            rate = any(str(unit).endswith("/年") for _, unit in own.values())
            undated = kinds.get(indicator) == "flow" and not rate
            told[first] = "no_period" if undated else "no_denominator"
            if own[first][0]:  # another population's value must not stand in
                elsewhere.add(first)
    order = sorted(told)
    kept, hidden = values.iloc[order], np.array([at in elsewhere for at in order], dtype=bool)
    emptied = {column: kept[column].mask(hidden) for column in _VALUE}
    return kept.assign(status=[told[at] for at in order], **emptied)


def _silent(ids: Sequence[str], drawn: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    reporting = tables["processed/reporting"]
    valueless = (*SILENT, "direction_only")
    said = reporting["indicator_id"].isin(ids) & reporting["status"].isin(valueless)
    known = set(cells(drawn, ("indicator_id", "place_id")))
    rows = reporting.loc[said, ["indicator_id", "place_id", "status", "note"]]
    new = [cell not in known for cell in cells(rows, ("indicator_id", "place_id"))]
    return rows[new].dropna(axis="columns", how="all").assign(variant="")


def covering(
    benchmarks: pd.DataFrame, drawn: pd.DataFrame, tables: Tables, per: str | None
) -> pd.DataFrame:
    """The benchmarks that cover the years and the population of what they stand beside.

    Parameters
    ----------
    benchmarks : DataFrame
        Rows of ``raw/benchmarks``.
    drawn : DataFrame
        The rows of a chart.
    tables : mapping of str to DataFrame
        Holds ``processed/claims``.
    per : str or None
        The population of the chart.

    Returns
    -------
    DataFrame
        Those whose years (``covers_from`` to ``covers_to``, or ever since) meet the years of a
        value that is drawn, and that are per head of this population where they are per head, as
        rows of a chart. A target meets the years of every value, and is the nation's: its line
        runs behind all of them, and who stands before it seems to miss it.
    """
    years = _years(drawn, tables) if len(benchmarks) else drawn
    first, last = benchmarks["covers_from"], benchmarks["covers_to"].fillna(9999)
    target, national = benchmarks["kind"].eq("target"), benchmarks["scope"].eq("national")
    within = [
        years["first"].le(end) & years["last"].ge(start)
        for start, end in zip(first, last, strict=True)
    ]
    meets = [
        bool(met.any() and (not aim or (whole and met.all())))
        for met, aim, whole in zip(within, target, national, strict=True)
    ]
    fits = [pd.isna(cell) or per in _cells(cell) for cell in benchmarks["populations"]]
    rows = benchmarks[np.array(meets, dtype=bool) & np.array(fits, dtype=bool)]
    kept = rows[["benchmark_id", "indicator_id", "low", "high", "unit", "note"]]
    ends = {"period_start": rows["year"], "period_end": rows["year"]}
    days = {"period_start": "-01-01", "period_end": "-12-31"}
    dates = {name: pd.to_datetime(ends[name].astype("string") + days[name]) for name in ends}
    return kept.assign(status="benchmark", **dates)


def _years(drawn: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """First and last year of the claims behind what is drawn, windows at their central length."""
    values = drawn[~drawn["status"].isin(WITHOUT_VALUE)]
    ids = values["claim_ids"].dropna().map(split_list).explode()
    told = tables["processed/claims"]
    told = told[told["claim_id"].isin(ids)]
    years = told[["years_low", "years_high"]].mean(axis="columns").fillna(0)
    half = pd.to_timedelta(years * _DAYS_A_YEAR / 2, unit="D")
    middle = told["reference_date"]
    return pd.DataFrame({"first": (middle - half).dt.year, "last": (middle + half).dt.year})


def _orders(
    ids: Sequence[str], wanted: Sequence[str], drawn: pd.DataFrame, tables: Tables
) -> dict[str, dict[str, int]]:
    variants = ["", *(wanted or sorted(drawn["variant"].unique()))]
    names = {"indicator_id": ids, "place_id": every_place(tables), "variant": variants}
    return {column: {name: n for n, name in enumerate(order)} for column, order in names.items()}


def every_place(tables: Tables) -> list[str]:
    """All places, by level and code, never by value; firms last."""
    ranks = {level: n for n, level in enumerate(LEVELS)}
    last = len(LEVELS)
    places = [
        (ranks.get(level, last), pd.isna(code), "" if pd.isna(code) else code, place)
        for level, code, place in cells(tables["raw/places"], ("level", "gb_code", "place_id"))
    ]
    return [place for *_, place in sorted(places)]


def _cells(cell: object) -> list[str]:
    return [] if pd.isna(cell) else list(split_list(cell))
