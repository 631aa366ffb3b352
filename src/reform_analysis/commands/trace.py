"""From a number back to its place: what one claim says, where, and how it is read."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd

from reform_analysis.charts.words import Words, words
from reform_analysis.reading.hedges import READINGS
from reform_analysis.reading.texts import read_report
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.messages import MessageError
from reform_analysis.tables.naming import split_list, suggest
from reform_analysis.tables.stamp import refuse_outdated
from reform_analysis.tables.tiers import OPENING, TEXT
from reform_analysis.values.claims import clean_claims

CONTEXT_CHARACTERS = 20

PUBLISHED = ("published_earliest", "published_latest")

FULL_WIDTH_BLANK = "\u3000"
"""As wide as a Chinese character, so that heads of two and three stand in one column."""


class TraceError(MessageError):
    """No claim has this id, or its text is not where it was looked for."""


def trace(
    claim_id: str, codebook: Codebook, reports: str | Path | None = None, lang: str = "en"
) -> str:
    """Describe one claim from its place in a report to the indicators that use it, as lines.

    With the folder of the reports the surrounding words are shown.

    Raises
    ------
    TraceError
        The id is unknown, or the text is missing or says something else at that place.
    StaleError
        The processed tables were built from other tables than those that stand there now.
    WordsError
        There is no such language.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> print(trace("jingjiang-2020-0617", codebook()).splitlines()[0])
    近400名: party members recruited from outstanding staff, able earners and skilled staff
    >>> print(trace("jingjiang-2020-0617", codebook(), lang="zh").splitlines()[1])
      地区  靖江市
    """
    refuse_outdated(codebook.project)
    say = words(lang, codebook)
    claims = codebook.table("raw/claims")
    known = set(claims["claim_id"])
    if claim_id not in known:
        advice = suggest(claim_id, known, "the ids are in data/raw/claims.csv")
        raise TraceError("no claim has the id {name}; {advice}", name=repr(claim_id), advice=advice)
    claim = claims.set_index("claim_id").loc[claim_id]
    source = codebook.table("raw/sources").set_index("source_id").loc[claim["source_id"]]
    published = _between_ends(*(f"{source[day]:%Y-%m-%d}" for day in PUBLISHED), say)
    phrase = claim["period_reported"]
    period = phrase if _has(phrase) else say("trace.no_period")
    concept = _named("codebook/registers/concepts", claim["concept_id"], "label", codebook, lang)
    lines = {
        "place": _named("raw/places", claim["place_id"], "name", codebook, lang),
        "concept": concept,
        "report": " ".join(filter(_has, (source["title"], source["publisher"]))),
        "published": say(
            "mark.brackets", text=published, more=say(f"basis.{source['published_basis']}")
        ),
        "place_in_text": _where(claim, source, say),
        "period": say("mark.brackets", text=period, more=say(f"trace.kind.{claim['period_kind']}")),
        **_readings(claim_id, claims, codebook, say),
        "restates": claim["restates"],
        "left_out": _left_out(claim_id, codebook, lang),
        "note": claim[_twin("note", lang)],
        "indicators": _uses(claim_id, codebook),
    }
    if reports is not None and source["kind"] == TEXT:
        lines["surroundings"] = _surroundings(claim, source, Path(reports))
    heads = {name: say(f"trace.{name}") for name in lines}
    width, blank = max(map(len, heads.values())), " " if lang == "en" else FULL_WIDTH_BLANK
    rest = [
        f"  {heads[name]:{blank}<{width}}  {text}" for name, text in lines.items() if _has(text)
    ]
    statement = claim[_twin("statement", lang)]
    return "\n".join([say("mark.colon", name=claim["reported"], text=statement), *rest])


def _twin(column: str, lang: str) -> str:
    """The column of a text that has a Chinese twin."""
    return column if lang == "en" else f"{column}_{lang}"


def _named(table: str, key: str, field: str, codebook: Codebook, lang: str) -> str:
    """The Chinese name, as a report has it; in English with the English one behind it."""
    rows = codebook.table(table)
    row = rows.set_index(rows.columns[0]).loc[key]
    chinese = str(row[f"{field}_zh"])
    return chinese if lang == "zh" else f"{chinese} ({row[f'{field}_en']})"


def _where(claim: pd.Series, source: pd.Series, say: Words) -> str:
    """The place in the text; of an opening, whose words were never kept, where its page stands."""
    if source["kind"] == OPENING:
        opening = say("trace.opening", grade=source["grade"])
        return say("mark.brackets", text=source["address"], more=opening)
    return f"{source['file']}[{claim['start']}:{claim['end']}]"


def _left_out(claim_id: str, codebook: Codebook, lang: str) -> str:
    """Why no indicator uses the claim; empty where one does."""
    unused = codebook.table("processed/unused_claims").set_index("claim_id")["reason"]
    reasons = codebook.table("codebook/registers/reasons").set_index("reason")[f"label_{lang}"]
    return str(reasons[unused[claim_id]]) if claim_id in unused.index else ""


def _has(value: object) -> bool:
    return not pd.isna(value) and value != ""


def _readings(
    claim_id: str, claims: pd.DataFrame, codebook: Codebook, say: Words
) -> dict[str, str]:
    one = claims[claims["claim_id"] == claim_id].reset_index(drop=True)
    concepts, sources = codebook.table("codebook/registers/concepts"), codebook.table("raw/sources")
    two_ways, readings = codebook.table("raw/ambiguous"), {}
    for reading in READINGS:
        read = clean_claims(one, concepts, sources, codebook, reading, two_ways)
        if read.empty:  # no rule reads it
            return {}
        row = read.iloc[0]
        value = f"{_span(row, say)} {row['unit']}"
        how = [say(f"hedge.{row['hedge']}"), _length(row, say)]
        readings[reading] = say("mark.brackets", text=value, more=say.join(how))
    return readings


def _length(row: pd.Series, say: Words) -> str:
    if pd.isna(row["years_low"]):
        return ""
    count = _between_ends(f"{row['years_low']:.3g}", f"{row['years_high']:.3g}", say)
    return say("trace.one_year") if count == "1" else say("trace.years", count=count)


def _span(row: pd.Series, say: Words) -> str:
    low, high = (f"{row[end]:.10g}" for end in ("low", "high"))  # never 2.76e+06
    if math.isinf(row["high"]):
        return say("trace.or_more", count=low)
    return _between_ends(low, high, say)


def _between_ends(low: str, high: str, say: Words) -> str:
    return low if low == high else say("trace.between", first=low, last=high)


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
