"""From a number back to its place: what one claim says, where, and how it is read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from reform_analysis.reading.hedges import READINGS
from reform_analysis.reading.texts import read_report
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import split_list, suggest
from reform_analysis.tables.stamp import refuse_outdated
from reform_analysis.tables.tiers import OPENING, TEXT
from reform_analysis.values.claims import clean_claims

CONTEXT_CHARACTERS = 20


class TraceError(ValueError):
    """No claim has this id, or its text is not where it was looked for."""


def trace(claim_id: str, codebook: Codebook, reports: str | Path | None = None) -> str:
    """Describe one claim from its place in a report to the indicators that use it.

    Parameters
    ----------
    claim_id : str
        As in ``raw/claims`` and in the ``claim_ids`` of every chart's table.
    codebook : Codebook
        Of the project whose claim it is; its rules read the expression.
    reports : path, optional
        Folder of the texts; with it the surrounding words are shown.

    Returns
    -------
    str
        Lines to read: expression, place, report, offsets, period, the readings at the three
        readings, and the indicators.

    Raises
    ------
    TraceError
        The id is unknown, or the text is missing or says something else at that place.
    StaleError
        The processed tables were built from other tables than those that stand there now.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> print(trace("jingjiang-2020-0617", codebook()).splitlines()[0])
    近400名: party members recruited from outstanding staff, able earners and skilled staff
    """
    refuse_outdated(codebook.project)
    claims = codebook.table("raw/claims")
    known = set(claims["claim_id"])
    if claim_id not in known:
        advice = suggest(claim_id, known, "the ids are in data/raw/claims.csv")
        raise TraceError(f"no claim has the id {claim_id!r}; {advice}")
    claim = claims.set_index("claim_id").loc[claim_id]
    source = codebook.table("raw/sources").set_index("source_id").loc[claim["source_id"]]
    place = codebook.table("raw/places").set_index("place_id").loc[claim["place_id"]]
    concept = (
        codebook.table("codebook/registers/concepts")
        .set_index("concept_id")
        .loc[claim["concept_id"]]
    )
    lines = {
        "place": f"{place['name_zh']} ({place['name_en']})",
        "concept": f"{concept['label_zh']} ({concept['label_en']})",
        "report": " ".join(
            str(source[part]) for part in ("title", "publisher") if _has(source[part])
        ),
        "published": f"{source['published_earliest']:%Y-%m-%d} to "
        f"{source['published_latest']:%Y-%m-%d} ({source['published_basis']})",
        "stands at": _where(claim, source),
        "period": f"{claim['period_reported'] if _has(claim['period_reported']) else 'none'} "
        f"({claim['period_kind']})",
        **_readings(claim_id, claims, codebook),
        "restates": claim["restates"],
        "left out": _left_out(claim_id, codebook),
        "note": claim["note"],
        "indicators": _uses(claim_id, codebook),
    }
    if reports is not None and source["kind"] == TEXT:
        lines["in the text"] = _surroundings(claim, source, Path(reports))
    width = max(map(len, lines))
    told = [f"  {name:<{width}}  {text}" for name, text in lines.items() if _has(text)]
    return "\n".join([f"{claim['reported']}: {claim['statement']}", *told])


def _where(claim: pd.Series, source: pd.Series) -> str:
    """The place in the text; of an opening, whose words were never kept, where its page stands."""
    if source["kind"] == OPENING:
        return f"{source['address']} (an opening, grade {source['grade']})"
    return f"{source['file']}[{claim['start']}:{claim['end']}]"


def _left_out(claim_id: str, codebook: Codebook) -> str:
    """Why no indicator uses the claim; empty where one does."""
    unused = codebook.table("processed/unused_claims").set_index("claim_id")["reason"]
    reasons = codebook.table("codebook/registers/reasons").set_index("reason")["label_en"]
    return str(reasons[unused[claim_id]]) if claim_id in unused.index else ""


def _has(value: object) -> bool:
    return not pd.isna(value) and value != ""


def _readings(claim_id: str, claims: pd.DataFrame, codebook: Codebook) -> dict[str, str]:
    one = claims[claims["claim_id"] == claim_id].reset_index(drop=True)
    concepts, sources = codebook.table("codebook/registers/concepts"), codebook.table("raw/sources")
    two_ways, readings = codebook.table("raw/ambiguous"), {}
    for reading in READINGS:
        read = clean_claims(one, concepts, sources, codebook, reading, two_ways)
        if read.empty:  # no rule reads it
            return {}
        row = read.iloc[0]
        length = "" if pd.isna(row["years_low"]) else _span(row, "years_")
        years = f", over {length} year{'' if length == '1' else 's'}" if length else ""
        readings[reading] = f"{_span(row)} {row['unit']} ({row['hedge']}{years})"
    return readings


def _span(row: pd.Series, prefix: str = "") -> str:
    low, high = row[f"{prefix}low"], row[f"{prefix}high"]
    ends = [f"{end:.10g}" for end in (low, high)]  # never 2.76e+06
    return ends[0] if low == high else " to ".join(ends)


def _uses(claim_id: str, codebook: Codebook) -> str:
    indicators = codebook.table("processed/indicators")
    uses = indicators["claim_ids"].map(lambda ids: claim_id in split_list(ids))
    return ", ".join(sorted(indicators.loc[uses, "indicator_id"].unique()))


def _surroundings(claim: pd.Series, source: pd.Series, reports: Path) -> str:
    path = reports / source["file"]
    if not path.is_file():
        raise TraceError(f"{path} does not exist; name the folder that holds the reports' texts")
    text = read_report(path)
    start, end = claim["start"], claim["end"]
    if text[start:end] != claim["reported"]:
        raise TraceError(f"{path} has {text[start:end]!r} at {start}: not the text that was coded")
    before = text[max(0, start - CONTEXT_CHARACTERS) : start].replace("\n", " ")
    after = text[end : end + CONTEXT_CHARACTERS].replace("\n", " ")
    return f"…{before}【{claim['reported']}】{after}…"
