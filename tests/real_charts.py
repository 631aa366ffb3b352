"""The real charts, made once each in a process that tests; and charts of hostile words.

All of it is shared (`shared`): a test that needs another makes it (``tables() | {...}``).
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd

import five
from real_tables import BOOK, PROJECT
from reform_analysis.charts.draw import Chart, read_tables, tell
from reform_analysis.charts.rows.choose import WITHOUT_VALUE
from reform_analysis.charts.rows.facts import PublishError
from reform_analysis.charts.select import Selection, select
from reform_analysis.charts.words import Words
from reform_analysis.publish.forms import file_name, file_of
from shared import keep


@cache
def tables() -> dict[str, pd.DataFrame]:
    """All tables that charts are drawn from."""
    return {name: keep(name, table) for name, table in read_tables(PROJECT).items()}


def chart_of(
    chart_id: str,
    lang: str = "en",
    *,
    per: str | None = None,
    reading: str = "central",
    places: Sequence[str] | None = None,
) -> Chart:
    """A chart of the register; its picture is drawn when it is first asked for."""
    return _composed(chart_id, lang, per, reading, tuple(places or ()))


@cache
def _composed(
    chart_id: str, lang: str, per: str | None, reading: str, places: tuple[str, ...]
) -> Chart:
    selection = _selected(chart_id, per, reading, places)
    if isinstance(selection, PublishError):
        raise PublishError(*selection.args)
    chart = tell(selection, lang)
    keep(f"{chart.called} {lang}", chart.rows)
    return chart


@cache
def _selected(
    chart_id: str, per: str | None, reading: str, places: tuple[str, ...]
) -> Selection | PublishError:
    """What both languages of a chart draw, or why it is refused in both."""
    registered = None
    if per or places or reading != "central":
        registered = _selected(chart_id, None, "central", ())
    choice = {"per": per, "reading": reading, "places": list(places) or None}
    try:
        return select(chart_id, tables(), registered=registered, **choice)
    except PublishError as refused:
        return refused


@cache
def content_of(chart: Chart, form: str) -> bytes:
    """A shared chart as a file, made once: by the run of everything, where it has run here."""
    made = _made / file_name(chart.called, chart.lang, form) if _made else None
    shared = chart is chart_of(chart.chart_id, chart.lang)  # not one that a test changed
    return made.read_bytes() if shared and made and made.is_file() else file_of(chart, form)


_made: Path | None = None


def take_from(folder: Path) -> None:
    """Files of charts are taken from there from now on, as another process made them."""
    global _made
    _made = folder


REGISTER = BOOK.table("codebook/registers/charts")

ALL = list(REGISTER["chart_id"])
"""Every chart of the register."""

OF_REPORTS = list(REGISTER.loc[REGISTER["tier"].eq("text"), "chart_id"])
"""Those that show what the reports say and leave out; the others show the wider sample."""


def some_of(chart_id: str) -> list[str]:
    """Two places that a chart can draw."""
    if chart_id in OF_REPORTS:
        return ["huaibei", "jingjiang"]
    rows = chart_of(chart_id).rows
    if rows["place_id"].isna().all():  # kinds of publishers: the places that their pages are about
        claims = tables()["processed/claims"]
        return sorted(claims.loc[claims["tier"].eq("opening"), "place_id"].unique())[:2]
    valued = rows["low"].notna() & ~rows["status"].isin(WITHOUT_VALUE)
    return sorted(rows.loc[valued, "place_id"].dropna().unique())[:2]


TALL = {
    "reporting-matrix": 2.4,
    "order-by-population": 1.95,
    "implied-new-members": 2.0,
}  # 43 indicators; 6 populations of 4 pairs; 5 lengths
"""Height over width at most, where it is more than 1.4."""


def beyond_the_five(chart: Chart) -> bool:
    """Whether a chart of the reports shows a place that is not one of this release's."""
    shown = {*chart.rows["place_id"].dropna(), *chart.rows.get("other_id", pd.Series()).dropna()}
    return chart.entry["tier"] == "text" and bool(shown - {*five.PLACES, "tianye-huihe"})


def tallest(chart: Chart) -> float:
    """Height over width that a chart may have: of the wider sample a line a place and day."""
    if chart.entry["tier"] == "text":
        return TALL.get(chart.chart_id, 1.4)
    lines = chart.rows.drop_duplicates(["place_id", "period_end"])
    return max(1.4, 0.5 + 0.12 * len(lines))


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


@cache
def hostile_files(chart_id: str, text: str) -> tuple[bytes, bytes]:
    """Slides and workbook of a hostile chart, made once."""
    chart = hostile(chart_of(chart_id), text)
    return file_of(chart, "pptx"), file_of(chart, "xlsx")


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
