"""What a number leads back to: claims, denominators and targets, in words for a reader.

Each function gives one entry an id, in one language: what it is called, and lines of a label and
texts, each with a link (an ``#id`` of another entry, an address, or nothing).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from reform_analysis.charts.exports import benchmark_unit
from reform_analysis.charts.words import Words
from reform_analysis.reading.hedges import SETTINGS
from reform_analysis.reading.quantity import reading_rule
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import split_list
from reform_analysis.values.claims import clean_figures

Tables = Mapping[str, pd.DataFrame]
Told = tuple[str, str]
"""A text and its link."""


@dataclass
class Entry:
    """One thing that a number leads back to."""

    id: str
    name: str
    lines: dict[str, list[Told]] = field(default_factory=dict)


class _Writer:
    """Lines of one entry; an empty text makes no line, several of one label share theirs."""

    def __init__(self, words: Words, entry_id: str, name: str) -> None:
        self.words, self.entry = words, Entry(entry_id, name)

    def add(self, label: str, text: object, link: str = "") -> None:
        if not pd.isna(text) and str(text):
            lines = self.entry.lines.setdefault(self.words(f"evidence.{label}"), [])
            lines.append((str(text), link))


def readings(tables: Tables, codebook: Codebook) -> dict[str, pd.DataFrame]:
    """All claims read at each setting, by ``figure_id``."""
    names = ("raw/figures", "codebook/concepts", "raw/sources")
    given = [tables[name] for name in names]
    return {
        setting: clean_figures(*given, codebook, setting).set_index("figure_id")
        for setting in SETTINGS
    }


def claims(
    ids: Iterable[str],
    read: Mapping[str, pd.DataFrame],
    used: Mapping[str, Iterable[tuple[str, str]]],
    words: Words,
    codebook: Codebook,
) -> list[Entry]:
    """Where each claim stands, what it prints and how that is read.

    Parameters
    ----------
    ids : iterable of str
        Values of ``figure_id``.
    read : mapping of str to DataFrame
        What `readings` gives.
    used : mapping of str to iterable of (str, str)
        ``figure_id`` -> (id, title) of the charts that rest on it.
    words : Words
        With all tables.
    codebook : Codebook
        The one that `readings` was given.

    Returns
    -------
    list of Entry
        In the order of ``raw/figures``.
    """
    tables, wanted = words.tables, set(ids)
    sources = tables["raw/sources"].set_index("source_id")
    rules = tables["codebook/hedges"].fillna("")
    uses = _indicators(tables["processed/indicators"], words)
    entries = []
    for figure_id, row in read["base"].iterrows():
        if figure_id not in wanted:
            continue
        source = sources.loc[row["source_id"]]
        place = words.region(row["region_id"])
        heading = words("mark.colon", name=place, text=row["reported"])
        told = _Writer(words, f"claim-{figure_id}", heading)
        told.add("claim", figure_id, f"tables/raw-figures.html#{figure_id}")
        told.add("printed", row["reported"])
        told.add("place", _place(row["region_id"], words))
        told.add("concept", words.text("codebook/concepts", row["concept_id"], "label"))
        told.add("statement", words.text("raw/figures", str(figure_id), "statement"))
        told.add("report", _report(source, words))
        told.add("stands", f"{source['file']}[{row['start']}:{row['end']}]")
        told.add("period", words.period(row))
        told.add("hedge", words(f"hedge.{row['hedge']}"))
        rule = _formula(_rule(row["reported"], rules, codebook), words)
        told.add("rule", rule, "tables/codebook-hedges.html")
        for setting in SETTINGS:
            text = _interval(read[setting].loc[figure_id], words)
            told.add("reading", words("mark.colon", name=words(f"setting.{setting}"), text=text))
        if pd.notna(row["restates"]):
            told.add("restates", row["restates"], f"#claim-{row['restates']}")
        told.add("indicators", words.join(uses.get(figure_id, [])))
        for chart_id, title in used.get(figure_id, []):
            told.add("chart", title, f"#{chart_id}")
        entries.append(told.entry)
    return entries


def _indicators(indicators: pd.DataFrame, words: Words) -> dict[str, list[str]]:
    """Claim -> labels of the indicators that use it."""
    pairs = indicators[["indicator_id", "figure_ids"]].dropna().drop_duplicates()
    found: dict[str, list[str]] = {}
    for indicator, ids in pairs.itertuples(index=False):
        label = words.text("codebook/indicators", indicator, "label")
        for figure_id in split_list(ids):
            found.setdefault(figure_id, []).append(f"{indicator.upper()} {label}")
    return found


def _place(region_id: str, words: Words) -> str:
    """A place with the one that it lies in, where that is no whole country."""
    regions = words.tables["raw/regions"].set_index("region_id")
    parent = regions.loc[region_id, "parent_id"]
    name = words.region(region_id)
    above = pd.notna(parent) and regions.loc[parent, "level"] != "country"
    return words("mark.comma", first=name, rest=words.region(parent)) if above else name


def _report(source: pd.Series, words: Words) -> str:
    parts = [words("source.article", title=source["title"]), source["publisher"]]
    parts = [*(part for part in parts if pd.notna(part)), source["published"]]
    line = words.join(parts, "mark.comma")
    if source["published_basis"] == "inferred":
        line = words("mark.brackets", text=line, more=words("source.inferred"))
    return line


def _rule(reported: str, rules: pd.DataFrame, codebook: Codebook) -> str:
    """The formulas of the base setting that read an expression."""
    hedge, position, form = reading_rule(reported, codebook)
    found = rules[
        rules["hedge"].eq(hedge) & rules["position"].eq(position) & rules["setting"].eq("base")
    ]
    row = found[found["form"].isin([form, "any"])].sort_values("form").iloc[-1]
    return f"{row['low']} … {row['high']}" if row["low"] != row["high"] else str(row["low"])


def _formula(rule: str, words: Words) -> str:
    """A formula with its letters as a reader of the language knows them."""
    return re.sub(r"[a-z]+", lambda name: words(f"formula.{name[0]}"), rule)


def _interval(row: pd.Series, words: Words) -> str:
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
    table = words.tables["raw/denominators"].set_index("denominator_id")
    entries = []
    for denominator_id, row in table.loc[[n for n in table.index if n in set(ids)]].iterrows():
        rung = words.text("codebook/rungs", row["rung"], "label")
        name = words("mark.colon", name=words.region(row["region_id"]), text=rung)
        told = _Writer(words, f"denominator-{denominator_id}", name)
        told.add("denominator", denominator_id, f"tables/raw-denominators.html#{denominator_id}")
        span = (row["value_low"], row["value"], row["value_high"])
        told.add("number", words.counted(*span, row["unit"]))
        variant = row["variant"]
        told.add("scope", "" if pd.isna(variant) else words.optional(f"denominator.{variant}"))
        told.add("date", row["ref_date"] if pd.isna(row["ref_date"]) else _day(row["ref_date"]))
        told.add("grade", row["grade"])
        if pd.notna(row["figure_id"]):
            told.add("claim", row["figure_id"], f"#claim-{row['figure_id']}")
        for label in ("publisher", "title"):
            told.add(label, words.text_if_any("raw/denominators", str(denominator_id), label))
        told.add("address", row["address"], _link(row["address"]))
        told.add("licence", words.text_if_any("raw/denominators", str(denominator_id), "licence"))
        entries.append(told.entry)
    return entries


def benchmarks(ids: Iterable[str], words: Words) -> list[Entry]:
    """Number, year, definition and document of each target or national value."""
    table = words.tables["raw/benchmarks"].set_index("benchmark_id")
    entries = []
    for benchmark_id, row in table.loc[[n for n in table.index if n in set(ids)]].iterrows():
        definition = words.text("raw/benchmarks", str(benchmark_id), "definition")
        told = _Writer(words, f"benchmark-{benchmark_id}", definition)
        told.add("benchmark", benchmark_id, f"tables/raw-benchmarks.html#{benchmark_id}")
        high = float("inf") if pd.isna(row["value_high"]) else row["value_high"]
        value = words.value(row["value_low"], float("nan"), high, row["unit"])
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
