"""Shares that bulletins of party statistics print, computed again from the counts beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from reform_analysis.charts.exports import scope_of
from reform_analysis.charts.words import Words
from reform_analysis.publish.documents.markdown import plain, table
from reform_analysis.reading.quantities import read_quantities
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import split_list
from reform_analysis.values.interval import Interval

PROVINCIAL = "front-line-share-of-new-members"
NATIONAL = "workers-share-of-new-members"
BOTH_COUNTS = re.compile(r"([\d.]+万) of ([\d.]+万)(?:;|$)")
"""How the note of a national value names the counts that the bulletin prints."""

Tables = Mapping[str, pd.DataFrame]


def replicated(book: Codebook) -> pd.DataFrame:
    """Printed shares beside those that follow from the printed counts.

    Parameters
    ----------
    book : Codebook
        Of a project whose tables are built.

    Returns
    -------
    DataFrame
        One row a place and period, in the order of the tables, then the nation: ``place_id`` (of
        the nation the scope), ``start``, ``end``, ``counted`` (of the nation a benchmark_id),
        ``part`` and ``whole`` as printed, ``low``, ``value``, ``high`` of their quotient
        [fraction], ``printed_low`` and ``printed_high`` of the printed share [fraction],
        ``source``, and ``agrees``: whether the quotient, rounded to the digits of the printed
        share, is that share.

    Notes
    -----
    Provinces: the two variants of ``front-line-share-of-new-members`` at the central reading, where
    one page prints both. Nation: ``raw/benchmarks``, whose note names both counts.

    Examples
    --------
    Zhejiang 2021: 7.0万 of 16.1万, printed 43.5%.

    >>> from reform_analysis.commands.face import codebook
    >>> made = replicated(codebook()).set_index("place_id")
    >>> print(*made.loc["zhejiang", ["part", "whole", "agrees"]])
    7.0万名 16.1万名 True
    """
    made = pd.concat([_provinces(book), _nation(book)], ignore_index=True)
    inside = made["value"].ge(made["printed_low"]) & made["value"].le(made["printed_high"])
    return made.assign(agrees=inside)


def _provinces(book: Codebook) -> pd.DataFrame:
    values = book.table("processed/indicators")
    own = values[values["indicator_id"].eq(PROVINCIAL) & values["reading"].eq("central")]
    when = ["place_id", "period_start", "period_end"]
    counted = own[own["variant"].eq("from-counts")]
    printed = own.loc[own["variant"].eq("printed"), [*when, "low", "high"]]
    both = counted.merge(printed, on=when, suffixes=("", "_printed"))
    claims = book.table("raw/claims").set_index("claim_id")
    named = both["claim_ids"].map(split_list)
    return pd.DataFrame(
        {
            "place_id": both["place_id"],
            "start": both["period_start"],
            "end": both["period_end"],
            "counted": PROVINCIAL,
            "part": [claims.loc[ids[0], "reported"] for ids in named],
            "whole": [claims.loc[ids[1], "reported"] for ids in named],
            **{end: both[end] for end in ("low", "value", "high")},
            "printed_low": both["low_printed"],
            "printed_high": both["high_printed"],
            "source": [claims.loc[ids[0], "source_id"] for ids in named],
        }
    )


def _nation(book: Codebook) -> pd.DataFrame:
    rows = book.table("raw/benchmarks")
    rows = rows[rows["indicator_id"].eq(NATIONAL)]
    counts = rows["note"].fillna("").str.extract(BOTH_COUNTS).dropna()
    rows = rows.loc[counts.index]
    part, whole = (Interval.of(read_quantities(counts[side], book)) for side in (0, 1))
    ends = (part / whole).frame(rows.index)
    return pd.DataFrame(
        {
            "place_id": rows["scope"],
            "start": pd.to_datetime(rows["year"].astype(str) + "-01-01"),
            "end": pd.to_datetime(rows["year"].astype(str) + "-12-31"),
            "counted": rows["benchmark_id"],
            "part": counts[0],
            "whole": counts[1],
            **{end: ends[end] for end in ("low", "value", "high")},
            "printed_low": rows["low"],
            "printed_high": rows["high"],
            "source": rows["benchmark_id"],
        }
    )


def _period(start: pd.Timestamp, end: pd.Timestamp, say: Words) -> str:
    """A year, or the two days of a period that is none."""
    if start.year == end.year and start.is_year_start and end.is_year_end:
        return say("period.year", year=start.year)
    return say("period.dates", start=f"{start:%Y-%m-%d}", end=f"{end:%Y-%m-%d}")


def bulletin_text(book: Codebook, say: Words) -> str:
    """The same as a document in one language.

    Examples
    --------
    >>> from reform_analysis.charts.words import words
    >>> from reform_analysis.commands.face import codebook
    >>> print(bulletin_text(codebook(), words("en", codebook())).splitlines()[0])
    # Printed shares, computed again
    """
    made = replicated(book)
    sources = book.table("raw/sources").set_index("source_id")
    rows = []
    for row in made.itertuples():
        if row.counted == PROVINCIAL:
            where, what = say.place(row.place_id), say.indicator(PROVINCIAL)
            source = sources.loc[row.source, "address"]
        else:
            where = scope_of(row.place_id, say)
            what = say.text("raw/benchmarks", row.counted, "definition")
            source = say.text("raw/benchmarks", row.source, "document")
        counts = say("bulletin.counts", part=row.part, whole=row.whole)
        ours = say.value(row.low, row.value, row.high, "fraction")
        printed = say.value(row.printed_low, np.nan, row.printed_high, "fraction")
        verdict = say("bulletin.agrees" if row.agrees else "bulletin.differs")
        period = _period(row.start, row.end, say)
        told = (plain(where), period, plain(what), counts, ours, printed, verdict, plain(source))
        rows.append(told)
    head = ("place", "period", "share", "printed_counts", "ours", "printed", "verdict", "source")
    lines = [
        f"# {say('bulletin.title')}",
        "",
        say("bulletin.told", agrees=int(made["agrees"].sum()), count=len(made)),
        "",
        *table([say(f"bulletin.{name}") for name in head], rows),
    ]
    return "\n".join(lines).rstrip() + "\n"
