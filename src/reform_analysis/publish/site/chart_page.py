"""What the page of one chart in one language shows: picture, table, sources, limits, how to read.

A page is whole by itself: its picture is inside, so that it can be copied and survives being saved
or sent, also where a page is opened as a file. What it leads back to stands on the page of claims.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from PIL import Image

from reform_analysis.charts import exports
from reform_analysis.charts.chart import Chart
from reform_analysis.charts.rows.choose import SILENT, WITHOUT_VALUE
from reform_analysis.charts.rows.facts import bibtex_of, citation_of
from reform_analysis.charts.rows.not_comparable import apart
from reform_analysis.charts.rows.told import ends_of
from reform_analysis.charts.words import Row, Words, records
from reform_analysis.publish.forms import file_name
from reform_analysis.publish.site.locator import provinces
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.naming import split_list
from reform_analysis.tables.write import cell_text

TAGS = {"en": "en", "zh": "zh-Hans"}
"""Language as the registers name it -> as a page declares it."""

DOWNLOADS = ("png", "svg", "pdf", "pptx", "xlsx", "zip", "csv", "txt", "alt")
WORDS_BELOW = 140
"""Pixels that the words below an embedded picture take."""

COLUMNS = ("place", "what", "value", "lowest", "printed", "highest", "unit", "known")
BEHIND = ("period", "source", "ref_date", "note")
"""What a table that is copied takes along of the proof, and of what must be minded."""


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere."""

    text: str
    href: str


def page_name(chart_id: str, lang: str) -> str:
    """Name of the page of a chart, as its files beside it are called.

    Examples
    --------
    >>> page_name("award-shares", "zh")
    'award-shares.zh.html'
    """
    return file_name(chart_id, lang, "html")


def face(
    chart: Chart,
    files: Mapping[str, bytes],
    unlike: pd.DataFrame,
    notebooks: Sequence[Link] = (),
) -> dict[str, Any]:
    """All that the page of a chart shows.

    Parameters
    ----------
    chart : Chart
    files : mapping of str to bytes
        What `publish_all` gives: the picture is put into the page, the rest is linked. Empty for
        a chart that a reader chose otherwise, of which no files are made.
    unlike : DataFrame
        As `not_comparable.unlike_pairs` gives them.
    notebooks : sequence of Link
        Pages of the notebooks that draw it, from the folder of the page.

    Returns
    -------
    dict
        ``drawing``, the picture as a part of the page, is left for who has it and no files.
    """
    words, lang, facts = chart.words, chart.lang, chart.facts
    names = {form: file_name(chart.chart_id, lang, form) for form in DOWNLOADS}
    picture = base64.b64encode(files[names["png"]]) if files else b""
    licence = words("caption.licence_text")
    return {
        "id": chart.chart_id,
        "lang": lang,
        "tag": TAGS[lang],
        "title": facts.title,
        "finding": facts.finding,
        "note": facts.note,
        "alternative": chart.alternative,
        "picture": f"data:image/png;base64,{picture.decode()}" if picture else "",
        "drawing": "",
        "called": chart.called,
        "command": command_of(chart),
        "caption": chart.caption,
        "brief": brief(chart),
        "citation": citation_of(chart.called, facts, words),
        "bibtex": bibtex_of(chart.called, facts, words),
        "licence": licence,
        "downloads": [
            (form, words(f"form.{form}"), name) for form, name in names.items() if name in files
        ],
        "sources": chart.full.sources.split("\n"),
        "reading": _how(chart),
        "columns": [
            *(words(f"numbers.{name}") for name in COLUMNS),
            *(_capital(words.head(name)) for name in BEHIND),
            words("numbers.rests"),
        ],
        "rows": numbers(chart),
        "apart": apart(chart.rows, unlike, words),
        "provinces": provinces(chart),
        "notebooks": notebooks,
    }


def command_of(chart: Chart) -> str:
    """What draws a chart in every form on the command line.

    Examples
    --------
    >>> from reform_analysis import chart
    >>> command_of(chart("award-shares", "zh", reading="wide"))
    'reform-analysis chart award-shares --lang zh --reading wide --format all'
    """
    people = set(chart.words.tables["codebook/registers/populations"]["per"])
    told = {"--per": [name for name in chart.choices if name in people]}
    told["--reading"] = [name for name in chart.choices if name in READINGS]
    options = [f" {option} {name}" for option, names in told.items() for name in names]
    return (
        f"reform-analysis chart {chart.chart_id} --lang {chart.lang}{''.join(options)} --format all"
    )


def embed_height(png: bytes, width: int) -> int:
    """How high a frame must be [pixels] that shows a picture with the words below it.

    Examples
    --------
    >>> content = io.BytesIO()
    >>> Image.new("RGB", (1440, 720)).save(content, "PNG")
    >>> embed_height(content.getvalue(), 720)
    500
    """
    with Image.open(io.BytesIO(png)) as picture:
        return round(picture.height * width / picture.width) + WORDS_BELOW


def brief(chart: Chart) -> str:
    """A caption to stand under a picture: title, the one caveat, sources and licence.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import compose
    >>> brief(compose("hedges-by-report", codebook(), "zh")).splitlines()[0]
    '各报告的数字有多确切'
    """
    words, facts = chart.words, chart.facts
    lines = [
        words("mark.colon", name=words("footer.note"), text=facts.note),
        words("mark.colon", name=words("footer.sources"), text=facts.sources),
        words("mark.colon", name=words("footer.version"), text=facts.version),
        words("mark.colon", name=words("caption.licence"), text=words("caption.licence_text")),
    ]
    return "\n".join([facts.title, *lines])


def _how(chart: Chart) -> list[tuple[str, list[str]]]:
    """How a chart is read, under short heads; what other parts of its page say is left out."""
    words, facts = chart.words, chart.full
    told = {
        "caption.how_to_read": facts.how_to_read,
        "footer.order": facts.order,
        "caption.unit": facts.unit,
        "footer.period": facts.period,
        "footer.denominator": facts.denominator,
        "footer.reading": facts.reading,
        "footer.version": facts.version,
    }
    return [(words(name), text.split("\n")) for name, text in told.items()]


def numbers(chart: Chart) -> list[dict[str, Any]]:
    """The table of a chart: each number with links to all that it rests on.

    Returns
    -------
    list of dict
        One a row of the chart: ``cells`` under `COLUMNS` and `BEHIND`, ``keys`` by which each
        cell is sorted, ``links``, whether it is ``silent``, and the ``place`` that it is of.
    """
    words, rows, drawn = chart.words, [], records(chart.rows)
    several = "asked_per" in chart.rows and len(chart.rows["asked_per"].unique()) > 1
    for row, more in zip(drawn, exports.told_rows(drawn, words), strict=True):
        silent, national = row["status"] in SILENT, pd.notna(row["benchmark_id"])
        lacking = pd.isna(row["low"]) and row["status"] not in WITHOUT_VALUE
        empty = lacking or row["status"] in WITHOUT_VALUE
        cells = [
            _whose(row, words),
            _what(row, several, words),
            _unbroken("" if lacking else row["label"]),
            *map(_unbroken, ends_of(row, words)),
            "" if empty else _unit(row, words),
            "" if national else words.optional(f"status.{row['status']}"),
            *(cell_text(more[name]) for name in BEHIND),
        ]
        # as charted, lowest, printed, highest
        ends = (_key(row[end], row["unit"]) for end in ("low", "low", "value", "high"))
        keys = [*cells[:2], *("" if empty else end for end in ends), *cells[6:]]
        place = "" if silent or pd.isna(row["place_id"]) else row["place_id"]
        links = links_of(row, words)
        rows.append(
            {"cells": cells, "keys": keys, "links": links, "silent": silent, "place": place}
        )
    return rows


def _key(value: float, unit: object) -> str:
    """By what a number is sorted: a share in per cent, as it is told."""
    factor = 100 if str(unit).startswith("fraction") else 1
    return "" if pd.isna(value) else f"{value * factor:.9g}"


def links_of(row: Row, words: Words) -> list[Link]:
    """What a number rests on, on the page of claims; ``row`` is one of the rows of a chart."""
    page = f"../claims.{words.lang}.html"
    reported = words.by_id("raw/claims")["reported"]
    links = [Link(reported[name], f"{page}#claim-{name}") for name in _ids(row["claim_ids"])]
    links += [
        Link(words(f"population.{row['per']}"), f"{page}#denominator-{name}")
        for name in _ids(row["denominator_id"])
    ]
    links += [
        Link(words("numbers.target"), f"{page}#benchmark-{name}")
        for name in _ids(row["benchmark_id"])
    ]
    return links


def _ids(cell: Any) -> tuple[str, ...]:
    return () if pd.isna(cell) else split_list(cell)


def _whose(row: Row, words: Words) -> str:
    if pd.notna(row["benchmark_id"]):
        return words("numbers.nation")
    return exports.place_of({**row, "unit": "" if pd.isna(row["unit"]) else row["unit"]}, words)


def _what(row: Row, several_populations: bool, words: Words) -> str:
    if pd.notna(row["benchmark_id"]):
        return words.text("raw/benchmarks", row["benchmark_id"], "definition")
    told = []
    if pd.notna(row["indicator_id"]):
        told.append(words.indicator(row["indicator_id"]))
    told.append(exports.variant_of(row["variant"], words))
    asked = row.get("asked_per")
    if several_populations and isinstance(asked, str) and asked:
        told.append(words(f"population.{asked}"))
    return words.join(told, "mark.comma")


def _unit(row: Row, words: Words) -> str:
    if pd.notna(row["benchmark_id"]):  # the definition names its people; only the sign is ours
        return words("unit.share") if str(row["unit"]).startswith("fraction") else ""
    return words.unit(row["unit"], None if pd.isna(row["per"]) else row["per"])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _unbroken(text: str) -> str:
    """A number that stays on one line with its sign of per cent and its interval."""
    return re.sub(r"(?<=\d) (?=[%(])", "\N{NO-BREAK SPACE}", text)
