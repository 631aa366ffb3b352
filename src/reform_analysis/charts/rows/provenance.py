"""What a chart rests on, read off the rows that it draws: sources, periods, denominators.

Each function gives one line for the picture, or with ``full=True`` the lines of the caption.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping

import pandas as pd

from reform_analysis.charts.rows.choose import SILENT, WITHOUT_VALUE
from reform_analysis.charts.words import Row, Words, cells, records
from reform_analysis.tables.naming import split_list
from reform_analysis.tables.tiers import OPENING

Tables = Mapping[str, pd.DataFrame]

EXCLUDING = ("over", "nearly", "under")
"""Hedges that say another number than the one they print: 超6万 is more, 近400 and 不足400 less."""

LENGTHS = {"years-1": 1, "years-2": 2, "years-3": 3, "years-4": 4, "years-5": 5}
"""Variants that assume a length of a period that is only named [years], whatever it is read as."""

PERIOD = (
    *("period_reported", "period_kind", "period_start", "period_end"),
    *("years_low", "years_high"),
)
"""Columns of a claim that tell its period."""

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
    behind: dict[Hashable, list[tuple[str, str, str, str]]] = {at: [] for at in rows.index}
    columns = cells(claims, ("reported", "unit", "hedge"))
    periods_of = _periods(rows, claims, words)
    for at, period, (reported, unit, hedge) in zip(claims.index, periods_of, columns, strict=True):
        behind[at].append((reported, period, unit, hedge))
    told = []
    for each in behind.values():
        printed, spans, counted, hedges = zip(*each, strict=True) if each else [()] * 4
        period = words("period.several") if len(set(spans)) > 1 else words.join(spans)
        excluded = not set(EXCLUDING).isdisjoint(hedges)
        told.append((excluded, words.join(printed), period, words.join(counted)))
    names = ("excluded", "reported", "period", "counted")
    return rows.join(pd.DataFrame(told, rows.index, names))


def _periods(rows: pd.DataFrame, claims: pd.DataFrame, words: Words) -> list[str]:
    """The period of each claim; where its row assumes a length, that and not how it is read."""
    told = records(claims[[*PERIOD]])
    return [
        words("period.assumed", phrase=claim["period_reported"], length=words(f"variant.{variant}"))
        if variant in LENGTHS
        else words.period(claim)
        for claim, variant in zip(told, rows["variant"].loc[claims.index], strict=True)
    ]


def sources(rows: pd.DataFrame, claims: pd.DataFrame, words: Words, full: bool = False) -> str:
    """The reports read, silent ones too, and the documents behind the benchmarks.

    A silent place stands for the report that was read on it. Firms and studios are named by the
    report that tells of them.
    """
    told = set(claims["source_id"])
    silent = {place for place, status in cells(rows, ("place_id", "status")) if status in SILENT}
    used = [
        article
        for article in words.once(_articles)
        if article["source_id"] in told or article["place_id"] in silent
    ]
    documents = {
        benchmark: words.text("raw/benchmarks", benchmark, "document")
        for benchmark in rows["benchmark_id"].dropna()
    }
    behind = list(dict.fromkeys(documents.values()))
    if full:
        lines = [_article(article, article["source_id"] in told, words) for article in used]
        return "\n".join([*lines, *behind])
    order = {place: n for n, place in enumerate(rows["place_id"].dropna().unique())}
    read = [article for article in used if article["kind"] != OPENING]
    read.sort(key=lambda article: order.get(article["place_id"], len(order)))
    openings = len(used) - len(read)
    parts = [words("source.openings", pages=openings)] if openings else []
    places = [f"{words.place(article['place_id'])} {article['published']}" for article in read]
    parts += [words("source.reports", places=words.join(places, "mark.comma"))] if places else []
    if behind:
        short = [
            words.optional(f"document.{benchmark}") or _IN_BRACKETS.split(document)[0]
            for benchmark, document in documents.items()
        ]
        text = words.join(short)
        parts.append(words("mark.colon", name=words("source.national"), text=text))
    return words.join(parts)


def _articles(words: Words) -> list[Row]:
    return records(words.tables["raw/sources"])


def _article(article: Row, told: bool, words: Words) -> str:
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
    by_place: dict[str, dict[str, None]] = {}
    places = rows["place_id"].loc[claims.index]
    for place, told in zip(places, _periods(rows, claims, words), strict=True):
        if pd.notna(place):
            by_place.setdefault(place, {})[told] = None
    lines = []
    for place, once in by_place.items():
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
    known = words.once(_denominators)
    told: dict[str, list[str]] = {}  # a ladder that several indicators share is told once
    behind: dict[str, list[str]] = {}
    held: dict[str, dict[str, None]] = {}
    for indicator, (_, _, ids) in _valued(rows, "low"):
        own = () if pd.isna(ids) else split_list(ids)
        held.setdefault(indicator, {}).update(dict.fromkeys(own))
    for indicator, names in held.items():
        used = {name: known[name] for name in names}
        text = _ladder(used, words) if used else _undivided(indicator, words)
        told.setdefault(text, []).append(words.indicator(indicator))
        each = used.items() if full else ()
        behind.setdefault(text, []).extend(_denominator(name, row, words) for name, row in each)
    parts = []
    for text, names in told.items():
        parts.append(words("mark.colon", name=words.join(names, "mark.comma"), text=text))
        parts += behind[text] if full else []
    return "\n".join(dict.fromkeys(parts)) if full else words.join(parts)


def _denominators(words: Words) -> dict[str, Row]:
    return words.by_id("raw/denominators").to_dict("index")


def _undivided(indicator: str, words: Words) -> str:
    """What a quotient is over; an indicator that is divided elsewhere is over none here."""
    divided = pd.notna(words.by_id("codebook/registers/indicators")["populations"][indicator])
    return words("denominator.none" if divided else f"denominator.{indicator}")


def _ladder(used: Mapping[str, Row], words: Words) -> str:
    populations = [
        words.text("codebook/registers/populations", row["per"], "label") for row in used.values()
    ]
    grades = sorted({row["grade"] for row in used.values()})
    grade = words("denominator.grade", grade="/".join(grades))
    return words("mark.brackets", text=words.join(populations), more=grade)


def _denominator(name: str, row: Row, words: Words) -> str:
    text = words.counted(row["low"], row["value"], row["high"], row["unit"])
    scope = "" if pd.isna(row["variant"]) else words.optional(f"denominator.{row['variant']}")
    behind = [words.text_if_any("raw/denominators", name, part) for part in ("publisher", "title")]
    more = [scope, words("denominator.grade", grade=row["grade"]), *behind]
    text = words("mark.brackets", text=text, more=words.join(more))
    return words("mark.colon", name=words.place(row["place_id"]), text=text)


def units(rows: pd.DataFrame, words: Words) -> str:
    """The unit of each indicator drawn; that of a count without a rate stands at its gap."""
    told: dict[str, dict[str, None]] = {}
    for indicator, (unit, per, _) in _valued(rows, "unit"):
        named = words.unit(unit, None if pd.isna(per) else per)
        told.setdefault(indicator, {})[named] = None
    return words.join(
        words("mark.colon", name=words.indicator(name), text=words.join(units))
        for name, units in told.items()
    )


def _valued(rows: pd.DataFrame, there: str) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Indicator of each value of a place; unit, population and denominators."""
    columns = ("indicator_id", "unit", "per", "denominator_id", "status", "benchmark_id", there)
    for indicator, *own, status, benchmark, given in cells(rows, columns):
        national = pd.notna(benchmark) or pd.isna(indicator)
        if not national and pd.notna(given) and status not in WITHOUT_VALUE:
            yield indicator, tuple(own)
