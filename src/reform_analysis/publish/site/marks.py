"""The marks of a chart one by one: to be read on a phone, by keyboard, and asked what they are.

They are the points of its slides, in the order of its picture, each in letters of the page beside
a bar on the scale of its panel; or its `cells`, without a bar. What a mark rests on opens below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from math import floor, isfinite, log10
from typing import Any

import pandas as pd

from reform_analysis.charts import exports
from reform_analysis.charts.chart import Chart
from reform_analysis.charts.panels import PANELS, Point, panels_of
from reform_analysis.charts.registry import drawn_by
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.rows.told import LOOKS
from reform_analysis.charts.words import Words
from reform_analysis.publish.site.cells import CELLS, Cell
from reform_analysis.publish.site.chart_page import links_of

STEPS = (1, 2, 5, 10)
"""Leading digits at which a scale may end."""

IN_COLUMNS = ("reporting-matrix", "specification-curve")
"""Charts whose places stand side by side: no line of the picture is one place's own."""


def marks(chart: Chart) -> list[dict[str, Any]]:
    """Panels of a chart with their marks.

    Returns
    -------
    list of dict
        ``title``, ``unit`` where the title does not say it, ``end`` of the scale, which begins at
        0, and ``points``: ``name``, ``label``, ``left``, ``width`` and ``dot`` [per cent of the
        scale], ``look``, ``facts`` (head and text), ``links``. A point without a label says in
        its name why it has no value; a cell has no scale. ``place`` is its place, ``line`` too
        where a line of the picture is that place's own, ``id`` its name on the page; ``spot`` is
        where it stands in the picture, in parts of it, where that is known.
    """
    told = panels(chart)
    points = [point for panel in told for point in panel["points"]]
    for number, (point, spot) in enumerate(zip_longest(points, chart.spots), start=1):
        line = "" if drawn_by(chart.entry) in IN_COLUMNS else point["place"]
        point |= {"id": f"mark-{number}", "spot": spot, "line": line}
    return told


def panels(chart: Chart) -> list[dict[str, Any]]:
    """What `marks` tells, but where it stands: of a chart that is not drawn."""
    return _on_scales(chart) if drawn_by(chart.entry) in PANELS else _in_cells(chart)


def _on_scales(chart: Chart) -> list[dict[str, Any]]:
    words, told = chart.words, []
    for panel in panels_of(chart.rows, drawn_by(chart.entry), words):
        drawn = [point.row for point in panel.scaled or panel.points if point.valued]
        end = scale_end(float(row[part]) for row in drawn for part in ("low", "value", "high"))
        unit = next((p.row["unit"] for p in panel.points if p.valued), "")
        told.append(
            {
                "title": panel.title,
                "unit": "" if panel.unit in panel.title else panel.unit,
                "end": _end_told(end, str(unit), words),
                "points": [_mark(point, end, words) for point in panel.points],
            }
        )
    return told


def _in_cells(chart: Chart) -> list[dict[str, Any]]:
    parts = CELLS[drawn_by(chart.entry)](chart.rows, chart.words)
    return [
        {"title": title, "unit": "", "end": "", "points": [_cell(c, chart.words) for c in cells]}
        for title, cells in parts.items()
        if cells
    ]


def _cell(cell: Cell, words: Words) -> dict[str, Any]:
    more = [(head, text) for head, text in cell.more.items() if text]
    return {
        "name": words.join(cell.names, "mark.comma"),
        "label": cell.label,
        "place": _place_of(cell.row),
        "facts": [*more, *_facts(cell.row, words)],
        "links": links_of(cell.row, words),
    }


def _place_of(row: Mapping[str, Any]) -> str:
    """The place that a reader may leave out with the row; a place that is silent stays."""
    return row["place_id"] if pd.notna(row.get("place_id")) and row["status"] not in SILENT else ""


def scale_end(values: Iterable[float]) -> float:
    """Where a scale ends that begins at 0 and holds all values that are numbers.

    Examples
    --------
    >>> scale_end([0.12, 0.37, float("inf")]), scale_end([1250.0]), scale_end([])
    (0.5, 2000, 1)
    """
    most = max((value for value in values if isfinite(value)), default=0.0)
    if most <= 0:
        return 1
    power = 10 ** floor(log10(most))
    return next(step * power for step in STEPS if step * power >= most)


def _end_told(end: float, unit: str, words: Words) -> str:
    if unit.startswith("fraction"):
        return words.value(end, float("nan"), end, "fraction", 0 if end >= 0.01 else 2)
    return words.number(end, max(0, -floor(log10(end))))


def _mark(point: Point, end: float, words: Words) -> dict[str, Any]:
    row = point.row
    name = words.join(point.names, "mark.comma")
    mark = {"name": name, "label": point.label, "place": _place_of(row)}
    if not point.valued:
        return mark
    low, upper = point.low, min(point.high, end)
    at = None if point.dot is None or point.look == "upper" else 100 * min(point.dot, end) / end
    return mark | {
        "left": f"{100 * low / end:.2f}",
        "width": f"{100 * (upper - low) / end:.2f}",
        "dot": "" if at is None else f"{at:.2f}",
        "look": " ".join(
            [
                point.look if point.look in LOOKS else "interval",
                *(["open"] if point.open_end or point.assumed else []),
                *(["excluded"] if point.excluded else []),
            ]
        ),
        "facts": _facts(row, words),
        "links": links_of(row, words),
    }


def _facts(row: Mapping[str, Any], words: Words) -> list[tuple[str, str]]:
    """What is asked of a mark besides its value: of what period, whom, how known."""
    told = {
        words("evidence.period"): row.get("period"),
        words("evidence.denominator"): row.get("per"),
        words("numbers.known"): exports.status_of(row, words),
    }
    people = told[words("evidence.denominator")]
    if isinstance(people, str) and people:
        told[words("evidence.denominator")] = words(f"population.{people}")
    return [(head, str(text)) for head, text in told.items() if not pd.isna(text) and text]
