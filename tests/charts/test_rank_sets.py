"""Bars of ranks: what is drawn is what the table holds, with two places and with thirty."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from colour_vision import SIGHT, nearest
from real_tables import BOOK
from reform_analysis import load
from reform_analysis.charts.picture.page import close_page, open_page
from reform_analysis.charts.picture.rank_sets import LOOKS, TICKS, rank_sets
from reform_analysis.charts.style import chart_style
from reform_analysis.charts.words import LANGUAGES, words


def two() -> pd.DataFrame:
    """Two places whose order is certain at two readings, as in the five reports."""
    rows = [
        ("yancheng", "central", 1, 1),
        ("yancheng", "wide", 1, 1),
        ("wujin", "central", 2, 2),
        ("wujin", "wide", 2, 2),
    ]
    ranks = pd.DataFrame(rows, columns=["place_id", "reading", "best", "worst"])
    return ranks.assign(indicator_id="i", variant=pd.NA, per="census_residents", ranked=2)


def many(count: int = 30) -> pd.DataFrame:
    """Ranks of real places at each reading, three or more of which overlap everywhere."""
    places = load("places")["place_id"].to_numpy()[:count]
    rows = [
        (place, reading, max(1, n - reach), min(count, n + reach))
        for n, place in enumerate(places, start=1)
        for reading, reach in (("narrow", 0), ("central", 2), ("wide", 6))
    ]
    ranks = pd.DataFrame(rows, columns=["place_id", "reading", "best", "worst"])
    return ranks.assign(indicator_id="x", variant=pd.NA, per="census_residents", ranked=count)


def drawn(rows: pd.DataFrame, lang: str = "en") -> tuple[Figure, Axes]:
    with chart_style():
        figure, axes = open_page(1)
        told = words(lang, BOOK)
        (panel,) = rank_sets(axes, rows, told)
        close_page(figure, axes, "1", "1", "1", ["1"], ((), told))
        FigureCanvasAgg(figure).draw()
    return figure, panel


def bars(panel: Axes, height: float) -> list[tuple[float, float, float]]:
    """Middle and ends [ranks] of the bars of one height, but for the key."""
    found = [bar for bar in panel.patches if abs(bar.get_height() - height) < 1e-9]
    ends = [(bar.get_y() + height / 2, bar.get_x(), bar.get_x() + bar.get_width()) for bar in found]
    return sorted(end for end in ends if end[0] > 0.3)


def test_bars_reach_from_the_best_to_the_worst_rank():
    rows = many().query("reading == 'central'")
    _, panel = drawn(rows)
    found = bars(panel, LOOKS["central"][0])
    order = rows.sort_values(["best", "worst", "place_id"])
    assert len(found) == 30
    for (_, left, right), row in zip(found, order.itertuples(), strict=True):
        assert 0 < row.best - left < 0.5 and 0 < right - row.worst < 0.5  # nearer than the next


def test_a_certain_rank_is_a_dot_and_is_said_so():
    _, panel = drawn(two(), "zh")
    dots = sorted({float(line.get_xdata()[0]) for line in panel.lines if line.get_marker() == "o"})
    assert dots == [1.0, 2.0]
    told = [text.get_text() for text in panel.texts]
    assert "第1位" in told and "第2位" in told and "盐城市" in told
    assert told.index("盐城市") < told.index("武进区")


def test_readings_lie_within_one_another_and_the_key_names_them():
    _, panel = drawn(many())
    told = [text.get_text() for text in panel.texts]
    assert [f"{name} reading" in told for name in ("narrow", "central", "wide")] == [True] * 3
    order = {name: LOOKS[name][0] for name in ("narrow", "central", "wide")}
    assert order["narrow"] < order["central"] < order["wide"]
    levels = {round(bar.get_height(), 6): bar.get_zorder() for bar in panel.patches}
    assert levels[order["central"]] > levels[order["wide"]]
    assert "ranks 1 to 3" in told and "ranks 28 to 30" in told  # of the central reading


def test_one_reading_alone_has_no_key_and_its_title_names_it():
    _, panel = drawn(many().query("reading == 'wide'"))
    title = panel.get_title(loc="left").replace("\n", " ")
    assert title == "Ranks that each place can have among 30 places, 1 the highest, wide reading"
    assert "wide reading" not in [text.get_text() for text in panel.texts]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("rows", [two, many])
def test_type_is_large_enough_and_stands_on_the_page(rows, lang):
    figure, panel = drawn(rows(), lang)
    renderer = FigureCanvasAgg(figure).get_renderer()
    texts = [text for text in (*panel.texts, *panel.get_xticklabels()) if text.get_text().strip()]
    for text in texts:
        box = text.get_window_extent(renderer)
        assert text.get_fontsize() >= 8
        assert box.x0 >= 0 and box.x1 <= figure.bbox.x1 + 1, text.get_text()
    ticks = [float(label.get_text()) for label in panel.get_xticklabels()]
    assert ticks[0] == 1 and ticks[-1] == len(set(rows()["place_id"])) and len(ticks) <= TICKS + 1


def test_names_and_ranks_never_meet():
    figure, panel = drawn(many())
    renderer = FigureCanvasAgg(figure).get_renderer()
    labels = [text for text in panel.texts if text.get_text().startswith("rank")]
    right = max(bar.get_window_extent(renderer).x1 for bar in panel.patches)
    assert len(labels) == 30
    assert min(label.get_window_extent(renderer).x0 for label in labels) > right


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (pd.concat([two(), two().assign(per="employed")]), "several rankings, of which one"),
        (pd.concat([two(), two()]), "'yancheng' stands twice|'wujin' stands twice"),
        (many().assign(ranked=range(90)), "several rankings: more places"),
        (
            pd.concat([two(), two().replace({"wujin": "jiangdu", "yancheng": "jingjiang"})]),
            "several rankings: more places than are ranked together",
        ),
    ],
)
def test_what_is_not_one_ranking_is_refused(rows, reason):
    with pytest.raises(ValueError, match=reason):
        drawn(rows)


def test_the_rows_are_left_as_they_were():
    rows = many()
    drawn(rows)
    pd.testing.assert_frame_equal(rows, many())


@pytest.mark.parametrize("sight", SIGHT)
def test_readings_are_told_apart_by_height_and_by_any_eye(sight):
    assert len({height for height, _ in LOOKS.values()}) == 3
    apart, pair = nearest([colour for _, colour in LOOKS.values()], sight)
    assert apart > 15, pair


def test_a_place_with_a_gap_at_one_reading_keeps_its_other_bars():
    rows = many().query("not (place_id == 'china' and reading == 'wide')")
    _, panel = drawn(rows)
    assert len(bars(panel, LOOKS["wide"][0])) == 29
    assert np.isclose(len(bars(panel, LOOKS["central"][0])), 30)
