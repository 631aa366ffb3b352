"""The gallery: one page on which charts are found, read, copied and followed back to their claims.

Everything that it shows is inside the page: pictures, letters, script. Files to download lie
beside it. This module turns charts into what the template ``pages/gallery.html`` shows; the
words around them are words of the register.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from reform_analysis.charts import exports
from reform_analysis.charts.chart import Chart
from reform_analysis.charts.rows import provenance
from reform_analysis.charts.rows.choose import SILENT, WITHOUT_VALUE
from reform_analysis.charts.rows.facts import bibtex_of, citation_of
from reform_analysis.charts.rows.not_comparable import apart, unlike_pairs
from reform_analysis.charts.rows.told import ends_of, told_value
from reform_analysis.charts.words import LANGUAGES, Words
from reform_analysis.publish.forms import file_name
from reform_analysis.publish.site import evidence
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import split_list
from reform_analysis.tables.write import cell_text

TAGS = {"en": "en", "zh": "zh-Hans"}
"""Language as the registers name it -> as a page declares it."""

READERS = ("policy", "research", "study")
FILTERS = ("dimension", "place", "reader")


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere."""

    text: str
    href: str


def sections(
    charts: Sequence[Chart],
    files: Mapping[str, bytes],
    notebooks: Mapping[str, Sequence[Link]],
) -> list[dict[str, Any]]:
    """One section a chart, with a face in each language.

    Parameters
    ----------
    charts : sequence of Chart
        Each in every language, the languages of one beside each other.
    files : mapping of str to bytes
        What `publish_all` gives: the pictures are put into the page, the rest is linked.
    notebooks : mapping of str to sequence of Link
        ``chart_id`` -> pages of the notebooks that draw it.

    Returns
    -------
    list of dict
        ``id``, what filters look for (``dimension``, ``place``, ``reader``), ``faces``.
    """
    found: dict[str, dict[str, Any]] = {}
    pairs = unlike_pairs(charts[0].words.tables) if charts else pd.DataFrame()
    for chart in charts:
        told = found.setdefault(chart.chart_id, {"id": chart.chart_id, "faces": []})
        told |= {name: _filed(chart, name) for name in FILTERS}
        face = _face(chart, files, pairs)
        face["notebooks"] = notebooks.get(chart.chart_id, ())
        told["faces"].append(face)
    return list(found.values())


def _filed(chart: Chart, name: str) -> list[str]:
    """Under what a chart is found: dimensions and places that it tells something of, readers."""
    if name == "reader":
        return list(split_list(chart.entry["readers"]))
    rows = chart.rows[~chart.rows["status"].isin(SILENT) & chart.rows["benchmark_id"].isna()]
    if name == "place":
        return sorted(rows["place_id"].dropna().unique())
    register = chart.words.tables["codebook/registers/indicators"].set_index("indicator_id")[
        "dimension"
    ]
    known = register.loc[rows["indicator_id"].dropna().unique()]
    return list(dict.fromkeys(known)) or list(dict.fromkeys(register))  # of all, if of none


def _face(chart: Chart, files: Mapping[str, bytes], unlike: pd.DataFrame) -> dict[str, Any]:
    words, lang = chart.words, chart.lang
    picture = base64.b64encode(files[file_name(chart.chart_id, lang, "png")]).decode()
    names = {form: file_name(chart.chart_id, lang, form) for form in ("png", *_DOWNLOADS)}
    return {
        "lang": lang,
        "tag": TAGS[lang],
        "title": chart.facts.title,
        "finding": chart.facts.finding,
        "note": chart.facts.note,
        "alternative": chart.alternative,
        "picture": f"data:image/png;base64,{picture}",
        "caption": chart.caption,
        "reading": chart.caption.split("\n\n", 2)[2],
        "citation": citation_of(chart.called, chart.facts, words),
        "bibtex": bibtex_of(chart.called, chart.facts, words),
        "downloads": [
            (form, words(f"form.{form}"), f"charts/{name}")
            for form, name in names.items()
            if name in files
        ],
        "sources": provenance.sources(chart.rows, words.tables, words, full=True).split("\n"),
        "columns": [
            *(words(f"numbers.{name}") for name in _COLUMNS),
            *map(words.head, _BEHIND),
            words("numbers.rests"),
        ],
        "rows": _numbers(chart),
        "apart": apart(chart.rows, unlike, words),
    }


_DOWNLOADS = ("svg", "pdf", "pptx", "xlsx", "csv", "txt", "alt")
_COLUMNS = ("place", "what", "value", "lowest", "printed", "highest", "unit", "known")
_BEHIND = ("period", "source", "ref_date")
"""What a table that is copied takes along of the proof."""


def _numbers(chart: Chart) -> list[dict[str, Any]]:
    """The table of a chart: each number with links to all that it rests on."""
    words, rows = chart.words, []
    reported = words.tables["raw/claims"].set_index("claim_id")["reported"]
    nothing = pd.Series(pd.NA, chart.rows.index)
    dimensions = chart.rows.get("dimension", nothing)
    several = len(chart.rows.get("asked_per", nothing).unique()) > 1
    behind = exports.numbers(chart.rows, words)[[*_BEHIND]].itertuples(index=False, name=None)
    for row, dimension, more in zip(chart.rows.itertuples(), dimensions, behind, strict=True):
        national = pd.notna(row.benchmark_id)
        links = [
            Link(reported[name], f"#claim-{name}")
            for name in (() if pd.isna(row.claim_ids) else split_list(row.claim_ids))
        ]
        links += [
            Link(words(f"population.{row.per}"), f"#denominator-{name}")
            for name in (() if pd.isna(row.denominator_id) else split_list(row.denominator_id))
        ]
        if national:
            links.append(Link(words("numbers.target"), f"#benchmark-{row.benchmark_id}"))
        lacking = pd.isna(row.low) and row.status not in WITHOUT_VALUE
        told = "" if lacking else told_value(row, words)
        empty = row.status in WITHOUT_VALUE or pd.isna(row.low)
        rows.append(
            {
                "cells": [
                    _whose(row, dimension, words),
                    _what(row, several, words),
                    _unbroken(told),
                    *(_unbroken(text) for text in ends_of(row, words)),
                    "" if empty else _unit(row, words),
                    "" if national else words.optional(f"status.{row.status}"),
                    *map(cell_text, more),
                ],
                "links": links,
                "silent": row.status in SILENT,
            }
        )
    return rows


def _whose(row: Any, dimension: Any, words: Words) -> str:
    if pd.notna(row.benchmark_id):
        return words("numbers.nation")
    return exports.place_of({"place_id": row.place_id, "dimension": dimension}, words)


def _what(row: Any, several_populations: bool, words: Words) -> str:
    if pd.notna(row.benchmark_id):
        return words.text("raw/benchmarks", row.benchmark_id, "definition")
    told = []
    if pd.notna(row.indicator_id):
        told.append(words.text("codebook/registers/indicators", row.indicator_id, "label"))
    told.append(exports.variant_of(row.variant, words))
    asked = getattr(row, "asked_per", None)
    told += [
        words(f"population.{asked}")
        if several_populations and isinstance(asked, str) and asked
        else ""
    ]
    return words.join(told, "mark.comma")


def _unit(row: Any, words: Words) -> str:
    if pd.notna(row.benchmark_id):  # the definition names its people; only the sign is ours
        return words("unit.share") if str(row.unit).startswith("fraction") else ""
    return words.unit(row.unit, None if pd.isna(row.per) else row.per)


def _unbroken(text: str) -> str:
    """A number that stays on one line with its sign of per cent and its interval."""
    return re.sub(r"(?<=\d) (?=[%(])", "\N{NO-BREAK SPACE}", text)


def followed(
    charts: Sequence[Chart], codebook: Codebook
) -> dict[str, list[tuple[evidence.Entry, evidence.Entry]]]:
    """Everything that the numbers of all charts lead back to, in each language."""
    used: dict[str, dict[str, dict[str, str]]] = {lang: {} for lang in LANGUAGES}
    held, behind = set(), set()
    for chart in charts:
        for name in chart.rows["claim_ids"].dropna().map(split_list).explode().dropna():
            used[chart.lang].setdefault(name, {})[chart.chart_id] = chart.facts.title
        held |= set(chart.rows["denominator_id"].dropna().map(split_list).explode().dropna())
        behind |= set(chart.rows["benchmark_id"].dropna())
    tables = _both_tiers(charts)
    own = tables["raw/denominators"].set_index("denominator_id").loc[sorted(held), "claim_id"]
    ids = set(used[LANGUAGES[0]]) | set(own.dropna())
    claims = tables["raw/claims"].set_index("claim_id")
    ids |= set(claims.loc[sorted(ids), "restates"].dropna())
    read = evidence.readings(tables)
    told: dict[str, list[list[evidence.Entry]]] = {
        "claims": [],
        "denominators": [],
        "benchmarks": [],
    }
    for lang in LANGUAGES:
        words = Words(lang, tables)
        uses = {name: list(seen.items()) for name, seen in used[lang].items()}
        told["claims"].append(evidence.claims(ids, read, uses, words, codebook))
        told["denominators"].append(evidence.denominators(held, words))
        told["benchmarks"].append(evidence.benchmarks(behind, words))
    return {name: list(zip(*entries, strict=True)) for name, entries in told.items()}


def _both_tiers(charts: Sequence[Chart]) -> dict[str, pd.DataFrame]:
    """The tables of all charts: one alone knows no claim of the other tier of evidence."""
    known = {chart.entry["tier"]: chart.words.tables for chart in charts}.values()
    together = {}
    for name in next(iter(known)):
        parts = list({id(tables[name]): tables[name] for tables in known}.values())
        whole = parts[0] if len(parts) == 1 else pd.concat(parts)
        together[name] = whole.drop_duplicates(ignore_index=True)  # places stand in both
    return together


def choices(charts: Sequence[Chart]) -> dict[str, list[dict[str, str]]]:
    """What each filter offers: values that some chart has, with their names."""
    words = {chart.lang: chart.words for chart in charts}
    tables = charts[0].words.tables
    order = {
        "dimension": list(dict.fromkeys(tables["codebook/registers/indicators"]["dimension"])),
        "place": list(tables["raw/places"]["place_id"]),
        "reader": list(READERS),
    }
    seen = {name: {v for chart in charts for v in _filed(chart, name)} for name in FILTERS}

    def named(name: str, value: str, say: Words) -> str:
        told = {"dimension": f"dimension.{value}", "reader": f"reader.{value}"}
        return say.place(value) if name == "place" else say(told[name])

    return {
        name: [
            {"value": value} | {lang: named(name, value, say) for lang, say in words.items()}
            for value in order[name]
            if value in seen[name]
        ]
        for name in FILTERS
    }


def script() -> tuple[str, str]:
    """The script of the page, and the hash by which the page allows it and no other."""
    text = (Path(__file__).parent / "pages" / "gallery.js").read_text("utf-8")
    digest = hashlib.sha256(text.encode()).digest()
    return text, f"sha256-{base64.b64encode(digest).decode()}"
