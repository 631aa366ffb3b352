"""素质提升: certificates, apprentices and skilled workers (S4 to S8, S11)."""

from __future__ import annotations

from reform_analysis.indicators.registry import indicator
from reform_analysis.indicators.shapes import (
    SAME_PERIOD,
    Counted,
    Steps,
    combine,
    flows,
    rows,
    select,
)


@indicator(
    "new-certificates",
    {
        "skill-certificates-gained": "gained",
        "skill-level-certifications": "certified-by-bodies",
        "newly-certified": "people",
    },
)
def new_certificates(claims: Counted) -> Steps:
    """S4: vocational certificates newly gained; counts and rates a year.

    [人次] and [人次/年]. ``variant`` keeps two readings apart: gained, and certified-by-bodies
    (no year printed, so no rate); people are a third, [人].

    Notes
    -----
    ``[low / years_high, high / years_low]``. The two may be one thing counted twice, for their
    intervals meet; or the second a total so far, for its sentence opens with 累计. They are never
    added.

    Examples
    --------
    盐城: 近6万人次 in 2023, and 约5.8万人次.

    >>> result = new_certificates(claims()).set_index(["variant", "unit"])
    >>> result.xs("人次", level="unit")[["low", "high"]].round().T.to_dict("list")
    {'gained': [55000.0, 60000.0], 'certified-by-bodies': [57000.0, 59000.0]}
    """
    return flows(claims)


@indicator("new-high-skilled", {"new-high-skilled": ""})
def new_high_skilled(claims: Counted) -> Steps:
    """S5: workers newly counted as high-skilled; counts and rates a year.

    [人] and [人/年].

    Notes
    -----
    ``[low / years_high, high / years_low]``. 乡土人才 are another group and left out.

    Examples
    --------
    江都: 580 in 2022.

    >>> result = new_high_skilled(claims()).query("place_id == 'jiangdu'").set_index("unit")
    >>> float(result.loc["人/年", "value"])
    580.0
    """
    return flows(claims)


@indicator("high-skilled-workers", {"high-skilled-workers": ""})
def high_skilled_workers(claims: Counted) -> Steps:
    """S6: high-skilled workers. None of the five reports gives any; many openings do.

    Stock [人].

    Notes
    -----
    As printed. A core target of the state, on which the reports are silent.

    References
    ----------
    江苏省十四五技能人才发展规划: 1000 per 10 000 workers (``raw/benchmarks``,
    high-skilled-workers).

    Examples
    --------
    江西 counts 160.8万.

    >>> len(high_skilled_workers(claims()))
    0
    >>> found = high_skilled_workers(claims(tier="opening")).set_index("place_id")
    >>> found.loc["jiangxi", ["low", "high"]].astype(float).tolist()
    [1607500.0, 1608500.0]
    """
    return rows(claims)


@indicator(
    "high-skilled-share",
    {"high-skilled-share": "printed", "high-skilled-workers": "", "skilled-workers": ""},
)
def high_skilled_share(claims: Counted) -> Steps:
    """S7: high-skilled workers among skilled workers. None of the five reports gives it.

    [fraction, 0 to 1]; ``variant`` printed, or from-counts: derived from two counts of one page and
    day.

    Notes
    -----
    ``[high_low / skilled_high, high_high / skilled_low]``. The printed share and the implied one
    stand side by side: where they do not meet, the page contradicts itself.

    References
    ----------
    关于加强新时代高技能人才队伍建设的意见 (2022): 35 % in the east (``raw/benchmarks``,
    high-skilled-share).

    Examples
    --------
    湖北: 292万 of 956万, beside 30.5 % printed.

    >>> found = high_skilled_share(claims(tier="opening")).set_index(["place_id", "variant"])
    >>> found.loc[("hubei", "from-counts"), ["low", "high"]].astype(float).round(4).tolist()
    [0.3048, 0.3061]
    """
    high, skilled = select(claims, "high-skilled-workers"), select(claims, "skilled-workers")
    printed = rows(select(claims, "high-skilled-share"))
    named = {"unit": "fraction", "variant": "from-counts"}
    return printed + combine(high, skilled, **named, alike=SAME_PERIOD)


@indicator("new-apprentices", {"apprentices": ""})
def new_apprentices(claims: Counted) -> Steps:
    """S8: people in registered new-type apprenticeships; counts and rates a year.

    [人] and [人/年].

    Notes
    -----
    ``[low / years_high, high / years_low]``. Money paid for apprentices is no count of people and
    stands under S10.

    Examples
    --------
    盐城: 3257 in 2023, told when 352 of its 365 days were over at least.

    >>> result = new_apprentices(claims()).set_index("unit")
    >>> result.loc["人/年", ["low", "high"]].astype(float).round().tolist()
    [3257.0, 3377.0]
    """
    return flows(claims)


@indicator(
    "multi-skilled-share", {"multi-skilled-share": "share", "multi-skilled-workers": "count"}
)
def multi_skilled_share(claims: Counted) -> Steps:
    """S11: multi-skilled workers of single firms, as a share or a count.

    The share of front-line staff as printed [fraction, 0 to 1] or the number [人]; ``variant``
    share or count. ``place_id`` is the firm's own.

    Notes
    -----
    Firms only: a place has no such value and no firm is held against one. A count without the
    firm's staff gives no share.

    Examples
    --------
    南方通信: 55%以上, read as 55 to 56 %.

    >>> result = multi_skilled_share(claims()).set_index("place_id")
    >>> result.loc["nanfang-communication", ["low", "high"]].astype(float).round(3).tolist()
    [0.55, 0.56]
    """
    return rows(claims)
