"""The real charts, drawn once each, for the tests of office files; and charts of hostile words."""

from dataclasses import replace
from functools import cache

import pandas as pd

from real_tables import BOOK, PROJECT
from reform_analysis.charts.draw import Chart, draw, read_tables
from reform_analysis.charts.words import Words


@cache
def tables() -> dict[str, pd.DataFrame]:
    """All tables that charts are drawn from."""
    return read_tables(PROJECT)


@cache
def chart_of(chart_id: str, lang: str = "en") -> Chart:
    return draw(chart_id, BOOK, lang, tables=tables())


HOSTILE = [
    "<script>alert('1')</script>",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+1-1",
    'a "quoted" \u202ename & more',
    "bell\x07 null\x00 escape\x1b \ufffe",
    "长" * 5000,
    "w" * 5000,
    "{low} %s {0}",
]


def hostile(chart: Chart, text: str) -> Chart:
    """A chart of which places, remarks, expressions and words say something hostile."""
    changed = dict(chart.words.tables)
    places = changed["raw/places"].copy()
    places[["name_en", "name_zh"]] = text
    words = changed["codebook/words/words"]
    changed["codebook/words/words"] = words[~words["word_id"].str.startswith("place.")]
    indicators = changed["codebook/registers/indicators"].copy()
    indicators[["label_en", "label_zh"]] = text
    changed |= {"raw/places": places, "codebook/registers/indicators": indicators}
    rows = chart.rows.assign(note=text, reported=text, period=text)
    for column in ("name", "detail", "beside"):
        if column in rows:
            rows[column] = text
    facts = replace(chart.facts, title=text, finding=text, note=text, sources=text, period=text)
    caption = f"{text}\n{chart.caption}"
    return replace(chart, rows=rows, facts=facts, caption=caption, words=Words(chart.lang, changed))
