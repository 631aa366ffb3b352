"""素质提升: certificates, apprentices and skilled workers (S4 to S8, S11)."""

from __future__ import annotations

from operator import truediv

import pandas as pd

from reform_analysis.indicators._shape import (
    claims,
    combine,
    flows,
    labelled,
    rows,
    stocks,
    tidy,
)


def new_certificates(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """S4: vocational certificates newly gained; per year, and per 100 people and year.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`).

    Returns
    -------
    DataFrame
        [人次] as printed and [人次/年], or [人次/年 per 100 of the rung]. ``variant`` keeps two
        readings apart: gained, and certified-by-bodies (no year printed, so no rate).

    Notes
    -----
    ``[low / years_high, high / years_low] / D * 100``. The two may be one thing counted twice,
    for their intervals meet; or the second a total so far, for its sentence opens with 累计.
    They are never added.

    Examples
    --------
    盐城: 近6万人次 in 2023, and 约5.8万人次.

    >>> from reform_analysis.tables import load
    >>> result = new_certificates(load("processed/figures")).set_index(["variant", "unit"])
    >>> result.xs("人次", level="unit")[["low", "high"]].round().T.to_dict("list")
    {'gained': [55000.0, 60000.0], 'certified-by-bodies': [57500.0, 58500.0]}
    """
    readings = {
        "skill-certificates-gained": "gained",
        "skill-level-certifications": "certified-by-bodies",
    }
    return flows(labelled(figures, readings), denominators, rung, per=100)


def new_high_skilled(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """S5: workers newly counted as high-skilled; per year, and per 10 000 people and year.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`).

    Returns
    -------
    DataFrame
        [人] as printed and [人/年], or [人/年 per 10000 of the rung].

    Notes
    -----
    ``[low / years_high, high / years_low] / D * 10 000``. 乡土人才 are another group and left
    out.

    Examples
    --------
    江都: 580 in 2022.

    >>> from reform_analysis.tables import load
    >>> result = new_high_skilled(load("processed/figures")).set_index("unit")
    >>> float(result.loc["人/年", "stated"])
    580.0
    """
    return flows(claims(figures, "new-high-skilled"), denominators, rung, per=10_000)


def high_skilled_workers(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """S6: high-skilled workers, and per 10 000 people. No report gives any.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`).

    Returns
    -------
    DataFrame
        Stock [人], reported, or [人 per 10000 of the rung], derived. Empty today: the reports
        are silent on this core target of the state.

    Notes
    -----
    ``[low, high] / D * 10 000``, computed from claims of the concept ``high-skilled-workers``
    as soon as a report has one and the concept is in the codebook.

    References
    ----------
    江苏省十四五技能人才发展规划: 1000 per 10 000 workers (``raw/benchmarks``, s6).

    Examples
    --------
    >>> from reform_analysis.tables import load
    >>> len(high_skilled_workers(load("processed/figures")))
    0
    """
    return stocks(claims(figures, "high-skilled-workers"), denominators, rung, per=10_000)


def high_skilled_share(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """S7: high-skilled workers among skilled workers. No report gives any.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`); the base is a count of the report.

    Returns
    -------
    DataFrame
        [fraction, 0 to 1], reported where printed as a share, derived from two counts. Empty
        today: the reports are silent on this core target of the state.

    Notes
    -----
    ``[high_low / skilled_high, high_high / skilled_low]``, from the concepts
    ``high-skilled-share``, ``high-skilled-workers`` and ``skilled-workers`` as soon as a report
    has them and they are in the codebook.

    References
    ----------
    关于加强新时代高技能人才队伍建设的意见 (2022): 35 % in the east (``raw/benchmarks``, s7).

    Examples
    --------
    >>> from reform_analysis.tables import load
    >>> len(high_skilled_share(load("processed/figures")))
    0
    """
    high, skilled = (
        claims(figures, concept) for concept in ("high-skilled-workers", "skilled-workers")
    )
    printed = rows(claims(figures, "high-skilled-share"), status="reported")
    return tidy(printed, combine(high, skilled, truediv, unit="fraction", variant="from-counts"))


def new_apprentices(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """S8: people in registered new-type apprenticeships; per year, and per 10 000 and year.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`).

    Returns
    -------
    DataFrame
        [人] as printed and [人/年], or [人/年 per 10000 of the rung].

    Notes
    -----
    ``[low / years_high, high / years_low] / D * 10 000``. Money paid for apprentices is no count
    of people and stands under S10.

    Examples
    --------
    盐城: 3257 in 2023, told when 352 of its 365 days were over at least.

    >>> from reform_analysis.tables import load
    >>> result = new_apprentices(load("processed/figures")).set_index("unit")
    >>> result.loc["人/年", ["low", "high"]].astype(float).round().tolist()
    [3257.0, 3377.0]
    """
    return flows(claims(figures, "apprentices"), denominators, rung, per=10_000)


def multi_skilled(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """S11: multi-skilled workers of single firms, as a share or a count.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`); no firm has a denominator.

    Returns
    -------
    DataFrame
        The share of front-line staff as printed [fraction, 0 to 1] or the number [人], reported;
        ``variant`` share or count. ``region_id`` is the firm's own.

    Notes
    -----
    Firms only: a region has no such value and no firm is held against one. A count without the
    firm's staff gives no share.

    Examples
    --------
    南方通信: 55%以上, read as 55 to 56 %.

    >>> from reform_analysis.tables import load
    >>> result = multi_skilled(load("processed/figures")).set_index("region_id")
    >>> result.loc["nanfang-communication", ["low", "high"]].astype(float).round(3).tolist()
    [0.55, 0.56]
    """
    kinds = {"multi-skilled-share": "share", "multi-skilled-workers": "count"}
    return tidy(rows(labelled(figures, kinds), status="reported"))
