"""The first page: charts to be found, each as a small picture, its title and what it says.

Its words are in both languages, of which one is shown. Pictures are files beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from reform_analysis.charts.chart import Chart
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.words import Words
from reform_analysis.publish.forms import file_name
from reform_analysis.publish.many import of_each
from reform_analysis.publish.site.chart_page import TAGS, page_name
from reform_analysis.publish.site.thumbnail import thumbnail
from reform_analysis.tables.naming import split_list

READERS = ("policy", "research", "study")
FILTERS = ("dimension", "place", "reader")


def cards(charts: Sequence[Chart], files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """One card a chart, with a face in each language.

    Parameters
    ----------
    charts : sequence of Chart
        Each in every language, the languages of one beside each other.
    files : mapping of str to bytes
        What `publish_all` gives.

    Returns
    -------
    list of dict
        ``id``, what filters look for (``dimension``, ``place``, ``reader``), ``faces``. A face
        holds its small picture: ``thumbnail`` is its name, ``content`` the file.
    """
    found: dict[str, dict[str, Any]] = {}
    names = [file_name(chart.chart_id, chart.lang, "png") for chart in charts]
    pictures = of_each(partial(_small, files=files), names)
    for chart, (small, width, height) in zip(charts, pictures, strict=True):
        told = found.setdefault(chart.chart_id, {"id": chart.chart_id, "faces": []})
        told |= {name: _filed(chart, name) for name in FILTERS}
        told["faces"].append(
            {
                "lang": chart.lang,
                "tag": TAGS[chart.lang],
                "href": f"charts/{page_name(chart.chart_id, chart.lang)}",
                "title": chart.facts.title,
                "finding": chart.facts.finding,
                "thumbnail": f"charts/{file_name(chart.chart_id, chart.lang, 'small.png')}",
                "content": small,
                "width": width,
                "height": height,
            }
        )
    return list(found.values())


def _small(name: str, files: Mapping[str, bytes]) -> tuple[bytes, int, int]:
    return thumbnail(files[name])


def _filed(chart: Chart, name: str) -> list[str]:
    """Under what a chart is found: dimensions and places that it tells something of, readers."""
    if name == "reader":
        return list(split_list(chart.entry["readers"]))
    rows = chart.rows[~chart.rows["status"].isin(SILENT) & chart.rows["benchmark_id"].isna()]
    if name == "place":
        return sorted(rows["place_id"].dropna().unique())
    register = chart.words.by_id("codebook/registers/indicators")["dimension"]
    known = register.loc[rows["indicator_id"].dropna().unique()]
    return list(dict.fromkeys(known)) or list(dict.fromkeys(register))  # of all, if of none


def searched(charts: Sequence[Chart]) -> dict[str, list[str]]:
    """What a chart is found by besides its title and finding, in both languages at once.

    Returns
    -------
    dict of str to list of str
        ``chart_id`` -> names (places with all that they lie in, indicators, dimensions), and the
        rest of what stands below the chart.
    """
    names: dict[str, dict[str, None]] = {}
    rest: dict[str, dict[str, None]] = {}
    for chart in charts:
        words, rows = chart.words, chart.rows
        own = names.setdefault(chart.chart_id, {})
        told = [words(f"dimension.{name}") for name in _filed(chart, "dimension")]
        told += [
            words.text("codebook/registers/indicators", name, "label")
            for name in rows["indicator_id"].dropna().unique()
        ]
        own |= dict.fromkeys(told + names_around(rows["place_id"].dropna().unique(), words))
        texts = (chart.facts.note, chart.facts.how_to_read, chart.facts.denominator)
        printed = rows["reported"].dropna().astype(str).unique() if "reported" in rows else ()
        rest.setdefault(chart.chart_id, {}).update(dict.fromkeys([*texts, *printed]))
    return {name: [" ".join(names[name]), " ".join(rest[name])] for name in names}


def names_around(places: Iterable[str], words: Words) -> list[str]:
    """Names and other names of places and of all that they lie in below the country.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.words import words
    >>> {"Huaibei", "Anhui", "淮北市", "安徽"} <= set(
    ...     " ".join(names_around(["huaibei"], words("en", codebook()))).split()
    ... )
    True
    """
    table = words.by_id("raw/places")
    around: dict[str, None] = {}
    for place in places:
        while pd.notna(place) and table.loc[place, "level"] != "country" and place not in around:
            around[place] = None
            place = table.loc[place, "parent_id"]
    columns = ("name_en", "name_zh", "aliases")
    told = [str(table.loc[p, c]) for p in around for c in columns if pd.notna(table.loc[p, c])]
    return [*map(words.place, around), *(" ".join(split_list(text)) for text in told)]


def alike(words: Words) -> list[list[str]]:
    """Groups of words that mean the same to a reader who searches, in both languages."""
    table = words.tables["codebook/words/search"]
    return [
        [word.lower() for column in ("en", "zh") for word in split_list(row[column])]
        for _, row in table.iterrows()
    ]


def suggested(words: Words) -> dict[str, list[str]]:
    """Words to try where nothing is found: the first of each group, in each language."""
    table = words.tables["codebook/words/search"]
    return {lang: [split_list(cell)[0] for cell in table[lang]] for lang in TAGS}


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
