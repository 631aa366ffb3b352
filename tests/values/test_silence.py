"""Means over places of which some are silent: worked by hand, and held for every value."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_analysis.values.interval import Interval
from reform_analysis.values.silence import mean_if_silence_is_no_better, worst_case_mean

SHARES = Interval([0.365, 0.1445], None, [0.375, 0.1455])
"""Workers among new party members: 靖江 37 %, 淮北 14.5 %."""


def ends(mean: Interval) -> tuple[float, float]:
    return mean.low.item(), mean.high.item()


def test_two_of_five_places_by_hand():
    # 0.5095 / 5 and (0.5205 + 3) / 5; in the monotone case 0.5205 / 2 at the high end.
    assert ends(worst_case_mean(SHARES, 5)) == pytest.approx((0.1019, 0.7041))
    assert ends(mean_if_silence_is_no_better(SHARES, 5)) == pytest.approx((0.1019, 0.26025))


def test_where_nobody_is_silent_the_mean_is_that_of_all():
    for mean in (worst_case_mean, mean_if_silence_is_no_better):
        assert ends(mean(SHARES, 2)) == pytest.approx((0.25475, 0.26025))


@pytest.mark.parametrize(
    ("shares", "asked", "why"),
    [
        (SHARES, 1, "only 1 were asked"),
        (Interval([37.0], None, [38.0]), 2, "outside 0 to 1"),
        (Interval([np.nan], None, [np.nan]), 2, "leave missing ones out"),
        (Interval([], None, []), 2, "nothing|empty"),
    ],
)
def test_what_is_no_share_of_places_is_refused(shares, asked, why):
    with pytest.raises(ValueError, match=why):
        worst_case_mean(shares, asked)


@given(
    known=st.lists(st.floats(0, 1), min_size=1, max_size=8),
    silent=st.lists(st.floats(0, 1), max_size=8),
)
def test_the_worst_case_holds_every_mean(known, silent):
    bounds = worst_case_mean(Interval(known, None, known), len(known) + len(silent))
    mean = np.mean([*known, *silent])
    assert bounds.low.item() - 1e-12 <= mean <= bounds.high.item() + 1e-12
    monotone = mean_if_silence_is_no_better(Interval(known, None, known), len(known) + len(silent))
    assert bounds.low.item() == monotone.low.item()
    if not silent or np.mean(silent) <= np.mean(known):
        assert mean <= monotone.high.item() + 1e-12
