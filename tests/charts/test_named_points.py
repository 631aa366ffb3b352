"""Every point is named once, names keep the order of their points and do not meet."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from reform_analysis.charts.picture.named_points import name_points, spread
from reform_analysis.charts.style import chart_style


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.floats(0.001, 0.08))
def test_heights_are_a_gap_apart_within_the_panel_and_those_apart_do_not_move(heights, gap):
    given_ = np.sort(heights)
    found = spread(given_, gap)
    assert (np.diff(found) >= gap - 1e-9).all()
    assert found[0] >= -1e-9 and found[-1] <= 1 + 1e-9
    if (np.diff(given_) >= gap).all():
        assert found == pytest.approx(given_)


def test_names_of_points_that_lie_on_one_another_can_all_be_read():
    x, y = np.array([1e5, 1.01e5, 1.02e5, 9e6]), np.array([300.0, 301.0, 302.0, 90000.0])
    names = ["甲", "b", "c", "d"]
    with chart_style():
        figure = Figure(figsize=(6, 4))
        axes = figure.add_axes((0.1, 0.1, 0.6, 0.8))
        axes.set(xscale="log", yscale="log", xlim=(5e4, 2e7), ylim=(100, 2e5))
        name_points(axes, x, y, names)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        boxes = [text.get_window_extent(canvas.get_renderer()) for text in axes.texts]
    assert [text.get_text() for text in axes.texts] == names
    assert not any(one.overlaps(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])
    tops = axes.transData.transform(np.column_stack([x, y]))
    ends = [line.get_xydata()[0] for line in axes.lines]
    assert axes.transAxes.transform(ends) == pytest.approx(tops)
