"""Work on many charts comes back in order, says how far it is, and tells what goes wrong."""

import pytest

from reform_analysis.publish.many import of_each

CHARTS = [f"chart-{number}" for number in range(13)]


def named(chart_id: str) -> str:
    return f"{chart_id} made"


def refused(chart_id: str) -> str:
    raise ValueError(named(chart_id))


def test_what_is_made_comes_in_the_order_of_the_charts_and_lines_say_how_far():
    lines: list[str] = []
    found = list(of_each(named, CHARTS, lines.append, "choices of "))
    assert found == [named(chart_id) for chart_id in CHARTS]
    assert lines == ["  choices of 6 of 13 charts", "  choices of 12 of 13 charts"]


def test_what_goes_wrong_in_a_process_is_raised_here():
    with pytest.raises(ValueError, match="chart-0 made"):
        list(of_each(refused, CHARTS, print))
