"""The map of provinces: each has one tile, about where it lies, and says what the sample holds."""

import itertools

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from colour_vision import SIGHT, contrast, linear, nearest
from real_tables import BOOK
from reform_analysis import load
from reform_analysis.charts import style as looks
from reform_analysis.charts.picture.layout import CM
from reform_analysis.charts.picture.page import open_page
from reform_analysis.charts.picture.tile_map import CLASSES, MARKS, tile_map
from reform_analysis.charts.rows.tiles import coverage, province_of, values_of_provinces
from reform_analysis.charts.style import chart_style
from reform_analysis.charts.words import LANGUAGES, words

PLACES = pd.DataFrame(
    [
        ("china", "country", None, None),
        ("jiangsu", "province", "320000", "china"),
        ("yancheng", "prefecture", "320900", "jiangsu"),
        ("wujin", "county", "320412", "jiangsu"),
        ("jingjiang", "county", "321282", "jiangsu"),
        ("bonded-zone", "zone", None, "wuxi"),
        ("wuxi", "prefecture", "320200", "jiangsu"),
        ("a-firm", "firm", None, "yancheng"),
        ("lanzhou", "prefecture", "620100", "china"),
    ],
    columns=["place_id", "level", "gb_code", "parent_id"],
)


def tiles() -> pd.DataFrame:
    return pd.DataFrame(load("tiles"))


def found() -> pd.DataFrame:
    given = [
        "yancheng",
        "yancheng",
        "wujin",
        "jingjiang",
        "bonded-zone",
        "a-firm",
        "lanzhou",
        "china",
    ]
    values = pd.DataFrame({"place_id": [*given, "jiangsu"], "low": [1.0] * len(given) + [np.nan]})
    return coverage(tiles(), PLACES, values)


def shares() -> pd.DataFrame:
    rows = [
        ("jiangsu", 0.3305, 0.331, 0.3315),
        ("yancheng", 0.3, 0.3, 0.3),
        ("lanzhou", 0.3, 0.3, 0.3),
        ("tibet", 0.12335, 0.12345, 0.12355),
        ("hunan", 0.25, np.nan, 0.5),
    ]
    values = pd.DataFrame(rows, columns=["place_id", "low", "value", "high"])
    more = pd.DataFrame(
        {"place_id": ["tibet", "hunan"], "level": "province", "gb_code": ["540000", "430000"]}
    )
    places = pd.concat([PLACES, more], ignore_index=True)
    return values_of_provinces(tiles(), places, values.assign(unit="fraction", reading="central"))


def drawn(rows: pd.DataFrame, lang: str) -> tuple[Figure, Axes]:
    """The map, with type measured where it stands; a missing letter would be an error."""
    with chart_style():
        figure, axes = open_page(1)
        (panel,) = tile_map(axes, rows, words(lang, BOOK))
        tall = abs(np.diff(panel.get_ylim())[0]) * CM
        figure.set_figheight(tall / panel.get_position().height)
        FigureCanvasAgg(figure).draw()
    return figure, panel


def test_each_province_has_one_tile():
    codes = load("codebook/registers/gb_codes")["gb_code"]
    provinces = set(codes[codes.str.endswith("0000")])
    assert set(tiles()["gb_code"]) == provinces and len(tiles()) == len(provinces) == 34
    assert not tiles().duplicated(["across", "down"]).any()


@pytest.mark.parametrize(
    ("north", "south"),
    [
        *itertools.pairwise(["黑龙江", "吉林", "辽宁", "山东", "江苏", "浙江", "福建", "香港"]),
        *itertools.pairwise(["内蒙古", "山西", "河南", "湖北", "湖南", "海南"]),
        *itertools.pairwise(["甘肃", "青海", "四川", "云南"]),
        *itertools.pairwise(["宁夏", "陕西", "重庆", "贵州", "广西", "海南"]),
        *itertools.pairwise(["北京", "河北", "安徽", "江西", "广东", "澳门"]),
    ],
)
def test_what_lies_north_stands_higher(north, south):
    down = tiles().set_index("name_zh")["down"]
    assert down[north] < down[south]


@pytest.mark.parametrize(
    ("west", "east"),
    [
        *itertools.pairwise(["新疆", "甘肃", "宁夏", "内蒙古", "北京", "天津", "辽宁"]),
        *itertools.pairwise(["西藏", "四川", "重庆", "湖北", "安徽", "江苏", "上海"]),
        *itertools.pairwise(["云南", "贵州", "湖南", "江西", "浙江", "台湾"]),
        *itertools.pairwise(["青海", "陕西", "山西", "河北", "山东"]),
        *itertools.pairwise(["广西", "广东", "福建", "台湾"]),
        *itertools.pairwise(["海南", "澳门", "香港", "台湾"]),
    ],
)
def test_what_lies_west_stands_further_left(west, east):
    across = tiles().set_index("name_zh")["across"]
    assert across[west] < across[east]


def test_places_are_counted_once_a_level_in_the_province_that_they_lie_in():
    rows = found().set_index(["name_zh", "level"])["places"]
    assert rows["江苏"].to_dict() == {"county": 2, "other": 2, "prefecture": 1}
    assert rows["甘肃"].to_dict() == {"prefecture": 1}
    assert found().query("places == 0")["level"].isna().all()
    assert found()["places"].sum() == 6 and found()["gb_code"].nunique() == 34


def test_a_place_without_a_code_lies_where_its_parent_does():
    found = province_of(PLACES).to_dict()
    assert (found.pop("china"), found.pop("lanzhou")) == (None, "620000")
    assert set(found.values()) == {"320000"}


def test_only_the_province_itself_gives_its_value():
    rows = shares().set_index("name_zh")
    assert rows.loc["江苏", ["low", "places"]].tolist() == [0.3305, 2]
    assert np.isnan(rows.loc["甘肃", "low"]) and rows.loc["甘肃", "places"] == 1


def test_two_values_of_a_province_are_refused():
    values = pd.DataFrame({"place_id": "jiangsu", "low": [1.0, 2.0]})
    with pytest.raises(
        ValueError, match="'jiangsu' has two values; choose a variant and a reading"
    ):
        values_of_provinces(tiles(), PLACES, values)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("rows", [found, shares])
def test_all_type_stands_within_its_tile_and_beside_no_other(rows, lang):
    figure, panel = drawn(rows(), lang)
    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes = [box.get_window_extent(renderer) for box in panel.patches if isinstance(box, Rectangle)]
    large = [box for box in boxes if box.height > 30]
    assert len(large) == 34
    texts = [t for t in panel.texts if t.get_text().strip()]
    extents = [text.get_window_extent(renderer) for text in texts]
    for text, box in zip(texts, extents, strict=True):
        assert text.get_fontsize() >= 8
        inside = [t for t in large if t.x0 <= (box.x0 + box.x1) / 2 <= t.x1]
        inside = [t for t in inside if t.y0 <= (box.y0 + box.y1) / 2 <= t.y1]
        for tile in inside:
            assert tile.x0 <= box.x0 and box.x1 <= tile.x1, text.get_text()
            assert tile.y0 <= box.y0 and box.y1 <= tile.y1, text.get_text()
        if not inside:
            assert not any(box.overlaps(tile) for tile in large), text.get_text()
    for (one, first), (two, second) in itertools.combinations(zip(texts, extents, strict=True), 2):
        gone = min(first.y1, second.y1) - max(first.y0, second.y0)
        assert gone < 4 or not first.overlaps(second), (one.get_text(), two.get_text())


def test_a_province_without_a_place_is_an_empty_tile_with_a_dotted_edge():
    _, panel = drawn(found(), "en")
    tiles_ = [box for box in panel.patches if box.get_height() > 1]
    dotted = [
        box for box in tiles_ if box.get_linestyle() != "-" and box.get_linestyle() != "solid"
    ]
    assert len(dotted) == 32
    assert {to_hex(box.get_facecolor()) for box in dotted} == {"#ffffff"}
    shades = sorted(to_hex(box.get_facecolor()) for box in tiles_ if box not in dotted)
    assert shades == sorted([CLASSES[1][2].lower(), CLASSES[0][2].lower()])  # 5 places and 1


def test_the_numbers_in_a_tile_are_those_of_its_levels():
    _, panel = drawn(found(), "zh")
    told = [text.get_text() for text in panel.texts]
    after = told[told.index("江苏") + 1 :][:3]
    assert after == ["1", "2", "2"]  # prefecture, counties, a zone and a firm


def test_a_long_range_gives_way_to_the_printed_number_with_all_its_digits():
    _, panel = drawn(shares(), "en")
    told = [text.get_text() for text in panel.texts]
    assert "12.345 %" in told and "33.1 %\n(33.05–33.15)" in told and "25–50 %" in told


def test_shades_rise_evenly_carry_dark_type_and_join_on_to_one_another():
    colours = [colour for *_, colour in CLASSES]
    light = [linear(colour) @ [0.2126, 0.7152, 0.0722] for colour in ("#FFFFFF", *colours)]
    assert light == sorted(light, reverse=True)
    assert all(
        (one + 0.05) / (linear(looks.TEXT) @ [0.2126, 0.7152, 0.0722] + 0.05) > 7 for one in light
    )
    assert [least for least, *_ in CLASSES] == [1, *(most + 1 for _, most, _ in CLASSES[:-1])]


@pytest.mark.parametrize("sight", SIGHT)
def test_levels_are_told_apart_by_shape_and_by_any_eye(sight):
    assert len({marker for marker, _ in MARKS.values()}) == len(MARKS)
    apart, pair = nearest([colour for _, colour in MARKS.values()], sight)
    assert apart > 15, pair
    assert contrast(MARKS["province"][1]) > 7
