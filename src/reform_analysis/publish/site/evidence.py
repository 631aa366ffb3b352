"""What a number leads back to: claims, denominators and targets, in words for a reader.

Each function gives one entry an id, in one language: what it is called, and lines of a label and
texts, each with a link (an ``#id`` of another entry, a page, an address, or nothing).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from reform_analysis.charts.exports import benchmark_unit
from reform_analysis.charts.words import Row, Words
from reform_analysis.publish.site.chart_page import page_name
from reform_analysis.reading.hedges import READINGS
from reform_analysis.reading.quantity import reading_rule
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import split_list
from reform_analysis.tables.tiers import OPENING

Tables = Mapping[str, pd.DataFrame]
Told = tuple[str, str]
"""A text and its link."""


@dataclass
class Entry:
    """One thing that a number leads back to."""

    id: str
    name: str
    also: str = ""
    """What it is found by besides its lines: its name, place and subject in the other language."""
    lines: dict[str, list[Told]] = field(default_factory=dict)


class _Writer:
    """Lines of one entry; an empty text makes no line, several of one label share theirs."""

    def __init__(self, words: Words, entry_id: str, name: str) -> None:
        self.words, self.entry = words, Entry(entry_id, name)

    def add(self, label: str, text: object, link: str = "") -> None:
        if not pd.isna(text) and str(text):
            lines = self.entry.lines.setdefault(self.words(f"evidence.{label}"), [])
            lines.append((str(text), link))


def readings(tables: Tables) -> dict[str, dict[str, Row]]:
    """All claims as they are read at each reading, by ``claim_id``."""
    read = {name: tables[f"read/{name}"].set_index("claim_id", drop=False) for name in READINGS}
    return {name: claims.to_dict("index") for name, claims in read.items()}


def rules(expressions: Iterable[str], hedges: pd.DataFrame, codebook: Codebook) -> dict[str, str]:
    """Expressions -> the formulas of the central reading that read them.

    ``hedges`` is ``codebook/reading/hedges`` of the codebook.
    """
    table = hedges[hedges["reading"].eq("central")].fillna("")
    formulas = {
        (row.hedge, row.position, row.form): " … ".join(dict.fromkeys([row.low, row.high]))
        for row in table.itertuples()
    }
    found = {}
    for expression in set(expressions):
        hedge, position, form = reading_rule(expression, codebook)
        own = formulas.get((hedge, position, form))
        found[expression] = own or formulas[hedge, position, "any"]
    return found


def claims(
    ids: Iterable[str],
    read: Mapping[str, Mapping[str, Row]],
    rules_of: Mapping[str, str],
    used: Mapping[str, Iterable[tuple[str, str]]],
    words: Words,
) -> list[Entry]:
    """Where each claim stands, what it prints and how that is read.

    Parameters
    ----------
    ids : iterable of str
        Values of ``claim_id``.
    read : mapping of str to mapping
        What `readings` gives.
    rules_of : mapping of str to str
        What `rules` gives of their expressions.
    used : mapping of str to iterable of (str, str)
        ``claim_id`` -> (id, title) of the charts that rest on it.
    words : Words
        With all tables.

    Returns
    -------
    list of Entry
        In the order of ``raw/claims``.
    """
    tables, wanted = words.tables, set(ids)
    sources = tables["raw/sources"].set_index("source_id").to_dict("index")
    places = tables["raw/places"].set_index("place_id").to_dict("index")
    uses = _indicators(tables["processed/indicators"], words)
    entries = []
    for claim_id, row in read["central"].items():
        if claim_id not in wanted:
            continue
        source = sources[row["source_id"]]
        place = words.place(row["place_id"])
        heading = words("mark.colon", name=place, text=row["reported"])
        told = _Writer(words, f"claim-{claim_id}", heading)
        told.add("claim", claim_id, f"tables/raw-claims.html#{claim_id}")
        told.add("printed", row["reported"])
        told.add("place", _place(row["place_id"], places, words))
        told.add("concept", words.text("codebook/registers/concepts", row["concept_id"], "label"))
        told.add("statement", words.text("raw/claims", claim_id, "statement"))
        told.add("report", _report(source, words))
        if source["kind"] == OPENING:
            told.add("address", source["address"], _link(source["address"]))
        else:
            told.add("stands", f"{source['file']}[{row['start']}:{row['end']}]")
        told.add("period", words.period(row))
        told.add("hedge", words(f"hedge.{row['hedge']}"))
        rule = _formula(rules_of[row["reported"]], words)
        told.add("rule", rule, "tables/codebook-reading-hedges.html")
        for reading in READINGS:
            text = told_interval(read[reading][claim_id], words)
            told.add("reading", words("mark.colon", name=words(f"reading.{reading}"), text=text))
        if pd.notna(row["restates"]):
            told.add("restates", row["restates"], f"#claim-{row['restates']}")
        told.add("indicators", words.join(uses.get(claim_id, [])))
        for chart_id, title in used.get(claim_id, []):
            told.add("chart", title, f"charts/{page_name(chart_id, words.lang)}")
        entries.append(told.entry)
    return entries


def _indicators(indicators: pd.DataFrame, words: Words) -> dict[str, list[str]]:
    """Claim -> labels of the indicators that use it."""
    pairs = indicators[["indicator_id", "claim_ids"]].dropna().drop_duplicates()
    found: dict[str, list[str]] = {}
    for indicator, ids in pairs.itertuples(index=False):
        label = words.text("codebook/registers/indicators", indicator, "label")
        for claim_id in split_list(ids):
            found.setdefault(claim_id, []).append(label)
    return found


def _place(place_id: str, places: Mapping[Hashable, Row], words: Words) -> str:
    """A place with all that it lies in below the country."""
    names = []
    while pd.notna(place_id) and places[place_id]["level"] != "country":
        names.append(words.place(place_id))
        place_id = places[place_id]["parent_id"]
    return words.join(names, "mark.comma")


def _report(source: Row, words: Words) -> str:
    parts = [words("source.article", title=source["title"]), source["publisher"]]
    parts = [*(part for part in parts if pd.notna(part)), source["published"]]
    line = words.join(parts, "mark.comma")
    if source["published_basis"] == "inferred":
        line = words("mark.brackets", text=line, more=words("source.inferred"))
    return line


def _formula(rule: str, words: Words) -> str:
    """A formula with its letters as a reader of the language knows them."""
    return re.sub(r"[a-z][a-z0-9]*", lambda name: words(f"formula.{name[0]}"), rule)


def told_interval(row: Row, words: Words) -> str:
    """What an expression is read as: both ends in its unit, one where they are equal."""
    if row["unit"] == "fraction":
        return words.value(row["low"], float("nan"), row["high"], row["unit"])
    ends = list(dict.fromkeys(_plain(row[end], words) for end in ("low", "high")))
    return words("value.counted", value=" – ".join(ends), unit=words.unit(row["unit"]))


def _plain(value: float, words: Words) -> str:
    if value == float("inf"):
        return "∞"
    return words.number(value, 0) if value == int(value) else f"{value:.6g}"


def denominators(ids: Iterable[str], words: Words) -> list[Entry]:
    """Number, day, grade and source of each denominator."""
    table = words.by_id("raw/denominators")
    entries = []
    for denominator_id, row in table.loc[[n for n in table.index if n in set(ids)]].iterrows():
        per = words.text("codebook/registers/populations", row["per"], "label")
        name = words("mark.colon", name=words.place(row["place_id"]), text=per)
        told = _Writer(words, f"denominator-{denominator_id}", name)
        told.add("denominator", denominator_id, f"tables/raw-denominators.html#{denominator_id}")
        span = (row["low"], row["value"], row["high"])
        told.add("number", words.counted(*span, row["unit"]))
        variant = row["variant"]
        told.add("scope", "" if pd.isna(variant) else words.optional(f"denominator.{variant}"))
        told.add("date", row["ref_date"] if pd.isna(row["ref_date"]) else _day(row["ref_date"]))
        told.add("grade", row["grade"])
        if pd.notna(row["claim_id"]):
            told.add("claim", row["claim_id"], f"#claim-{row['claim_id']}")
        for label in ("publisher", "title"):
            told.add(label, words.text_if_any("raw/denominators", str(denominator_id), label))
        told.add("address", row["address"], _link(row["address"]))
        told.add("licence", words.text_if_any("raw/denominators", str(denominator_id), "licence"))
        entries.append(told.entry)
    return entries


def benchmarks(ids: Iterable[str], words: Words) -> list[Entry]:
    """Number, year, definition and document of each target or national value."""
    table = words.by_id("raw/benchmarks")
    entries = []
    for benchmark_id, row in table.loc[[n for n in table.index if n in set(ids)]].iterrows():
        definition = words.text("raw/benchmarks", str(benchmark_id), "definition")
        told = _Writer(words, f"benchmark-{benchmark_id}", definition)
        told.add("benchmark", benchmark_id, f"tables/raw-benchmarks.html#{benchmark_id}")
        high = float("inf") if pd.isna(row["high"]) else row["high"]
        value = words.value(row["low"], float("nan"), high, row["unit"])
        told.add("number", value)
        told.add("unit", benchmark_unit(row["unit"], words))
        told.add("year", row["year"])
        told.add("document", words.text("raw/benchmarks", str(benchmark_id), "document"))
        told.add("address", row["address"], _link(row["address"]))
        told.add("grade", row["grade"])
        entries.append(told.entry)
    return entries


def _day(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


def _link(address: object) -> str:
    """An address as a link where it is one; nothing else may become one."""
    text = "" if pd.isna(address) else str(address)
    return text if text.startswith(("https://", "http://")) and " " not in text else ""
