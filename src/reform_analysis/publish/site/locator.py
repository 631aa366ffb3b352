"""Where the places of a chart lie: a small map of provinces, and their names by province."""

from __future__ import annotations

from typing import NamedTuple

from reform_analysis.charts.chart import Chart
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.rows.tiles import province_of
from reform_analysis.charts.words import Words

PROVINCE = "province"
"""Level of the place that is a whole tile."""


class Province(NamedTuple):
    """A tile of the map, and the places that the chart shows in it: id and name."""

    name: str
    across: int
    down: int
    places: list[tuple[str, str]]


def shown_places(chart: Chart) -> list[str]:
    """Ids of the places that a chart has something of, in its order; silent places are none."""
    rows = chart.rows[~chart.rows["status"].isin(SILENT) & chart.rows["benchmark_id"].isna()]
    return list(dict.fromkeys(rows["place_id"].dropna()))


def provinces(chart: Chart) -> list[Province]:
    """All provinces, each with the places that the chart shows; none for a chart without places.

    Examples
    --------
    >>> from reform_analysis import chart
    >>> for province in provinces(chart("award-shares", "zh", places=["淮北", "江都"])):
    ...     if province.places:
    ...         print(province.name, *province.places)
    江苏 ('jiangdu', '江都区')
    安徽 ('huaibei', '淮北市')
    """
    words, shown = chart.words, shown_places(chart)
    level, code = words.by_id("raw/places")["level"], words.once(_codes)
    within: dict[str, list[tuple[str, str]]] = {}
    for place in shown:
        name = words(f"tile.level.{PROVINCE}") if level[place] == PROVINCE else words.place(place)
        within.setdefault(code[place], []).append((place, name))
    if within.keys() <= {None}:
        return []
    return [
        Province(
            tile[f"name_{words.lang}"],
            tile["across"],
            tile["down"],
            within.get(tile["gb_code"], []),
        )
        for tile in words.tables["codebook/registers/tiles"].to_dict("records")
    ]


def _codes(words: Words) -> dict[str, str | None]:
    return province_of(words.tables["raw/places"]).to_dict()
