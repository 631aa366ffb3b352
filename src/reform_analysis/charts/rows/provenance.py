"""What a chart rests on, read off the rows that it draws: sources, periods, denominators.

Each function gives one line for the picture, or with ``full=True`` the lines of the caption.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from reform_analysis.charts.rows.choose import SILENT, WITHOUT_VALUE
from reform_analysis.charts.words import Words
from reform_analysis.tables.naming import split_list
from reform_analysis.tables.tiers import OPENING

Tables = Mapping[str, pd.DataFrame]

EXCLUDING = ("over", "nearly", "under")
"""Hedges that say another number than the one they print: 超6万 is more, 近400 and 不足400 less."""

LENGTHS = {"years-1": 1, "years-2": 2, "years-3": 3, "years-4": 4, "years-5": 5}
"""Variants that assume a length of a period that is only named [years], whatever it is read as."""

_IN_BRACKETS = re.compile(r" \(|（")
"""Where the name of a document ends and the paper that prints it begins."""


def claims_of(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The claims that rows were computed from, one row for each row and claim.

    Parameters
    ----------
    rows : DataFrame
        As `chart_rows` gives them.
    tables : mapping of str to DataFrame
        Holds ``processed/claims`` and what it is made from.

    Returns
    -------
    DataFrame
        Columns of ``processed/claims``, each claim read at the reading of its row: its value
        and the length of its period are those that the row was computed with. The
        index is that of ``rows``, repeated where a row has several claims and without rows that
        have none.
    """
    ids = rows["claim_ids"].dropna().map(split_list).explode()
    readings = rows["reading"].reindex(ids.index).fillna("central")
    parts = [
        _read_at(reading, tables).set_index("claim_id", drop=False).loc[own].assign(row=own.index)
        for reading, own in ids.groupby(readings, sort=False)
    ]
    if not parts:
        return tables["processed/claims"].iloc[:0]
    told = pd.concat(parts).set_index("row").rename_axis(None)
    return told.loc[list(dict.fromkeys(ids.index))]


def _read_at(reading: str, tables: Tables) -> pd.DataFrame:
    """The claims at one reading; the table that is kept holds only the central one."""
    return tables["processed/claims" if reading == "central" else f"read/{reading}"]


def labelled(rows: pd.DataFrame, claims: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Rows with what their claims print, for the small type of a chart.

    Parameters
    ----------
    rows : DataFrame
        As `chart_rows` gives them.
    claims : DataFrame
        Behind the rows, as `claims_of` gives them.
    words : Words

    Returns
    -------
    DataFrame
        ``rows`` and ``reported`` (expressions as printed), ``period`` (as `Words.period` tells
        it; where the claims of a row have several, only that they differ), ``counted`` (units of
        the claims): several of one row joined, empty without claims; ``excluded``, whether the
        words of a claim exclude the number that they print; ``notes`` is told in ``note``.
    """
    rows = rows.assign(
        note=rows["note"].mask(rows["notes"].notna(), rows["notes"].map(words.notes))
    )
    if claims.empty:
        return rows.assign(reported="", period="", counted="", excluded=False)
    added = pd.DataFrame(
        {
            "reported": claims["reported"],
            "period": [
                _period(claim, rows.loc[row, "variant"], words) for row, claim in claims.iterrows()
            ],
            "counted": claims["unit"],
        },
        index=claims.index,
    )
    joined = added.groupby(level=0).agg(words.join)
    unlike = added.groupby(level=0)["period"].agg(lambda periods: len(set(periods)) > 1)
    joined["period"] = joined["period"].mask(unlike, words("period.several"))
    excluded = claims["hedge"].isin(EXCLUDING).groupby(level=0).any()
    rows = rows.assign(excluded=excluded.reindex(rows.index, fill_value=False))
    return rows.join(joined).fillna(dict.fromkeys(added, ""))


def _period(claim: pd.Series, variant: object, words: Words) -> str:
    """The period of a claim; where a row assumes its length, that and not how it is read."""
    if variant not in LENGTHS:
        return words.period(claim)
    length = words(f"variant.{variant}")
    return words("period.assumed", phrase=claim["period_reported"], length=length)


def sources(rows: pd.DataFrame, claims: pd.DataFrame, words: Words, full: bool = False) -> str:
    """The reports read, silent ones too, and the documents behind the benchmarks.

    A silent place stands for the report that was read on it. Firms and studios are named by the
    report that tells of them.
    """
    articles = words.tables["raw/sources"]
    told = claims["source_id"]
    silent = rows.loc[rows["status"].isin(SILENT), "place_id"]
    used = articles[articles["source_id"].isin(told) | articles["place_id"].isin(silent)]
    documents = {
        benchmark: words.text("raw/benchmarks", benchmark, "document")
        for benchmark in rows["benchmark_id"].dropna()
    }
    behind = list(dict.fromkeys(documents.values()))
    if full:
        known = set(told)
        lines = [
            _article(article, article["source_id"] in known, words)
            for _, article in used.iterrows()
        ]
        return "\n".join([*lines, *behind])
    order = list(dict.fromkeys(rows["place_id"].dropna()))
    used = used.sort_values("place_id", key=lambda ids: ids.map(lambda r: (*order, r).index(r)))
    openings = int(used["kind"].eq(OPENING).sum())
    parts = [words("source.openings", pages=openings)] if openings else []
    used = used[used["kind"].ne(OPENING)]
    places = [f"{words.place(row.place_id)} {row.published}" for row in used.itertuples()]
    parts += [words("source.reports", places=words.join(places, "mark.comma"))] if places else []
    if behind:
        short = [
            words.optional(f"document.{benchmark}") or _IN_BRACKETS.split(document)[0]
            for benchmark, document in documents.items()
        ]
        text = words.join(short)
        parts.append(words("mark.colon", name=words("source.national"), text=text))
    return words.join(parts)


def _article(article: pd.Series, told: bool, words: Words) -> str:
    remarks = [words("source.inferred")] if article["published_basis"] == "inferred" else []
    remarks += [] if told else [words("source.silent")]
    publisher = [article["publisher"]] if pd.notna(article["publisher"]) else []
    parts = [words("source.article", title=article["title"]), *publisher, article["published"]]
    line = words.join(parts, "mark.comma")
    line = words("mark.brackets", text=line, more=words.join(remarks)) if remarks else line
    return words("mark.colon", name=words.place(article["place_id"]), text=line)


def periods(rows: pd.DataFrame, claims: pd.DataFrame, words: Words) -> str:
    """The period of each place, as its claims state it; empty if nothing is drawn.

    Of a place with more than three, only that they differ; of openings, which are many, the first
    and the last year.
    """
    if claims["tier"].eq(OPENING).any():
        years = claims["reference_date"].dt.year
        return words("period.years", first=years.min(), last=years.max())
    by_place: dict[str, list[str]] = {}
    for row, claim in claims.iterrows():
        place = rows.loc[row, "place_id"]
        if pd.isna(place):
            continue
        by_place.setdefault(place, []).append(_period(claim, rows.loc[row, "variant"], words))
    lines = []
    for place, told in by_place.items():
        once = list(dict.fromkeys(told))
        text = " / ".join(once) if len(once) <= 3 else words("period.several")
        lines.append(words("mark.colon", name=words.place(place), text=text))
    return words.join(lines)


def denominators(rows: pd.DataFrame, words: Words, full: bool = False) -> str:
    """The denominator of each indicator with values: population, date, grade, or that it has none.

    Raises
    ------
    WordsError
        An indicator has neither a population nor a word ``denominator.<indicator>``.
    """
    known = words.tables["raw/denominators"].set_index("denominator_id")
    told: dict[str, list[str]] = {}  # a ladder that several indicators share is told once
    behind: dict[str, list[str]] = {}
    values = rows[rows["benchmark_id"].isna() & ~rows["status"].isin(WITHOUT_VALUE)]
    values = values[values["low"].notna()]
    for indicator, own in values.groupby("indicator_id", sort=False):
        used = known.loc[own["denominator_id"].dropna().map(split_list).explode().unique()]
        text = _ladder(used, words) if len(used) else _undivided(str(indicator), words)
        told.setdefault(text, []).append(words.indicator(indicator))
        behind.setdefault(text, []).extend(
            _denominator(str(name), row, words) for name, row in used.iterrows()
        )
    parts = []
    for text, names in told.items():
        parts.append(words("mark.colon", name=words.join(names, "mark.comma"), text=text))
        parts += behind[text] if full else []
    return "\n".join(dict.fromkeys(parts)) if full else words.join(parts)


def _undivided(indicator: str, words: Words) -> str:
    """What a quotient is over; an indicator that is divided elsewhere is over none here."""
    register = words.tables["codebook/registers/indicators"].set_index("indicator_id")
    divided = pd.notna(register.loc[indicator, "populations"])
    return words("denominator.none" if divided else f"denominator.{indicator}")


def _ladder(used: pd.DataFrame, words: Words) -> str:
    populations = [
        words.text("codebook/registers/populations", per, "label") for per in used["per"].unique()
    ]
    grade = words("denominator.grade", grade="/".join(sorted(used["grade"].unique())))
    return words("mark.brackets", text=words.join(populations), more=grade)


def _denominator(name: str, row: pd.Series, words: Words) -> str:
    text = words.counted(row["low"], row["value"], row["high"], row["unit"])
    scope = "" if pd.isna(row["variant"]) else words.optional(f"denominator.{row['variant']}")
    behind = [words.text_if_any("raw/denominators", name, part) for part in ("publisher", "title")]
    more = [scope, words("denominator.grade", grade=row["grade"]), *behind]
    text = words("mark.brackets", text=text, more=words.join(more))
    return words("mark.colon", name=words.place(row["place_id"]), text=text)


def units(rows: pd.DataFrame, words: Words) -> str:
    """The unit of each indicator drawn; that of a count without a rate stands at its gap."""
    values = rows[rows["unit"].notna() & rows["benchmark_id"].isna()]
    values = values[~values["status"].isin(WITHOUT_VALUE)]
    parts = []
    for indicator, own in values.groupby("indicator_id", sort=False):
        label = words.indicator(indicator)
        told = own[["unit", "per"]].drop_duplicates()
        pairs = zip(told["unit"], told["per"], strict=True)
        named = [words.unit(unit, None if pd.isna(per) else per) for unit, per in pairs]
        parts.append(words("mark.colon", name=label, text=words.join(named)))
    return words.join(parts)
