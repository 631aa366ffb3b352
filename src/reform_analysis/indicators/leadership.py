"""思想引领: party building and ideas among workers (P1 to P8)."""

from __future__ import annotations

from operator import truediv

import pandas as pd

from reform_analysis.indicators._shape import (
    claims,
    combine,
    flows,
    labelled,
    rows,
    shares,
    sums,
    tidy,
)
from reform_analysis.interval import Interval


def party_recruitment_share(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """P1: share of workers among new party members, and the total that it implies.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`); the base is named in the report.

    Returns
    -------
    DataFrame
        The share as printed [fraction, 0 to 1], reported; and, where the count is printed too,
        the number of all new members [人], derived, ``variant`` implied-total. No row where a
        report is silent.

    Notes
    -----
    Implied total = ``[count_low / share_high, count_high / share_low]``. Who counts as a worker
    differs between the reports (``note``), and neither circle is the occupation class 工人 of
    the national statistics.

    References
    ----------
    党内统计公报 for the national shares (``raw/benchmarks``, p1).

    Examples
    --------
    靖江: 近400名, 37% of all new members.

    >>> from reform_analysis.tables import load
    >>> result = party_recruitment_share(load("processed/figures"))
    >>> total = result[result["variant"].eq("implied-total")].set_index("region_id")
    >>> total.loc["jingjiang", ["low", "high"]].astype(float).round().tolist()
    [960.0, 1096.0]
    """
    share = claims(figures, "party-recruits-workers-share")
    count = claims(figures, "party-recruits-workers")
    implied = combine(count, share, truediv, unit="人", variant="implied-total")
    return tidy(rows(share, status="reported"), implied)


def worker_recruits(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """P2: new party members from workers; per year, and per 10 000 people and year.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`).

    Returns
    -------
    DataFrame
        Counts [人] and annual rates [人/年], or rates [人/年 per 10000 of the rung]. ``variant``
        keeps the circles apart: workers (as each report draws that circle), skilled-experts,
        two-new-bodies. Rates are missing where the text gives no period.

    Notes
    -----
    ``[low / years_high, high / years_low] / D * 10 000``. The circles may overlap (淮北's 400
    and 664), so they are never added; those of 两新组织 need not be workers.

    Examples
    --------
    靖江's 近400 over 近年 (2 to 5 years):

    >>> from reform_analysis.tables import load
    >>> result = worker_recruits(load("processed/figures")).set_index(["region_id", "unit"])
    >>> result.loc[("jingjiang", "人/年"), ["low", "high"]].astype(float).tolist()
    [72.0, 200.0]
    """
    circles = {
        "party-recruits-workers": "workers",
        "party-recruits-skilled-experts": "skilled-experts",
        "party-recruits-two-new": "two-new-bodies",
    }
    return flows(labelled(figures, circles), denominators, rung, per=10_000)


def member_density(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """P3: party members among the employees of a place.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`); ``in_report`` gives the density.

    Returns
    -------
    DataFrame
        Members [人], reported; or members per employee [fraction, 0 to 1], derived.

    Notes
    -----
    ``[members / employees_high, members / employees_low]``. The text does not say that all the
    members are employees.

    Examples
    --------
    综保区: 859 members, 3.8万余 employees.

    >>> from reform_analysis.tables import load
    >>> density = member_density(load("processed/figures"), load("denominators"), "in_report")
    >>> density[["low", "high"]].mul(100).round(3).values.tolist()
    [[2.203, 2.261]]
    """
    members = claims(figures, "party-members")
    if rung is None:
        return tidy(rows(members, status="reported"))
    return shares(rows(members, status="derived"), denominators, rung)


def party_body_coverage(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """P4: share of non-public firms with 50 staff or more that have a party body.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`); the base is named in the report.

    Returns
    -------
    DataFrame
        The share as printed [fraction, 0 to 1], reported. Counts of party bodies or of firms
        with one [个, 家] where no base is printed: proxy, ``variant`` naming what is counted.

    Notes
    -----
    A count without its base says that bodies exist, not how far they reach.

    References
    ----------
    The plan of 2018 to 2021 asks for members from 50 staff on, a party body from 100 on
    (``raw/benchmarks``, p4).

    Examples
    --------
    盐城: 超80%, read as 80 to 90 %.

    >>> from reform_analysis.tables import load
    >>> result = party_body_coverage(load("processed/figures")).set_index(["region_id", "unit"])
    >>> result.loc[("yancheng", "fraction"), ["low", "high"]].astype(float).round(3).tolist()
    [0.8, 0.9]
    """
    bodies = {
        "party-branch-union-firms": "branch-and-union-firms",
        "sector-party-committees": "sector-committees",
        "party-committees": "committees",
        "party-branches": "branches",
    }
    return tidy(
        rows(claims(figures, "party-body-firms-share"), status="reported"),
        rows(labelled(figures, bodies), status="proxy"),
    )


def members_made_key_staff(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """P5: party members trained into key staff (双培养); per year, and per 10 000 and year.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`).

    Returns
    -------
    DataFrame
        Counts [人] and annual rates [人/年], or rates [人/年 per 10000 of the rung]. Rates are
        missing where the text gives no period.

    Notes
    -----
    ``[low / years_high, high / years_low] / D * 10 000``. 业务骨干 and 技术精英 are no single
    standard (``note``).

    Examples
    --------
    淮北: 2600余名 in three years, 2600 / 3 to 2700 / 3.

    >>> from reform_analysis.tables import load
    >>> result = members_made_key_staff(load("processed/figures"))
    >>> result = result.set_index(["region_id", "unit"])
    >>> result.loc[("huaibei", "人/年"), ["low", "high"]].astype(float).round(1).tolist()
    [866.7, 900.0]
    """
    return flows(claims(figures, "members-made-key-staff"), denominators, rung, per=10_000)


def ideology_events(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """P6: lectures and events on ideas; per year, and per 100 000 people and year.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`).

    Returns
    -------
    DataFrame
        Counts [场次 or 场] and annual rates, or rates per 100000 of the rung. ``variant`` names
        the kind of event; all-sessions adds the kinds that one report counts in one unit and
        period. Rates are missing where the text gives no period.

    Notes
    -----
    ``[low / years_high, high / years_low] / D * 100 000``. Events are an input, not a result;
    the kinds are separate series, so that their sum counts none twice.

    Examples
    --------
    江都 in 2022: 200多, 30多 and 40多 sessions, 270 to 390 together.

    >>> from reform_analysis.tables import load
    >>> result = ideology_events(load("processed/figures")).set_index(["variant", "unit"])
    >>> result.loc[("all-sessions", "场次"), ["low", "high"]].astype(float).tolist()
    [270.0, 390.0]
    """
    kinds = {
        "ideology-lectures": "lectures",
        "labour-story-sessions": "labour-stories",
        "volunteer-lectures": "volunteer-lectures",
        "ideology-events": "events",
    }
    events = labelled(figures, kinds)
    together = sums(events, "all-sessions", "sum of separate series of events")
    return tidy(*(flows(part, denominators, rung, per=100_000) for part in (events, together)))


def pilot_coverage(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """P7: pilots of the reform: firms, parks, clusters and areas.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`); no base lies in the reports.

    Returns
    -------
    DataFrame
        Counts [家, 个], reported; ``variant`` names what was made a pilot.

    Notes
    -----
    Declared by the places themselves: a cumulative count in one report, a designated list in
    another. The firms above designated size that would be the base stand in no report.

    Examples
    --------
    盐城 and 武进:

    >>> from reform_analysis.tables import load
    >>> pilots = pilot_coverage(load("processed/figures")).set_index(["variant", "region_id"])
    >>> pilots.loc["firms", "stated"].to_dict()
    {'wujin': 221.0, 'yancheng': 1036.0}
    """
    kinds = {
        "pilot-firms": "firms",
        "pilot-parks": "parks",
        "pilot-clusters": "clusters",
        "pilot-areas": "areas",
    }
    return tidy(rows(labelled(figures, kinds), status="reported"))


def implied_recruits(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """P8: all new party members of a place, as its count and its share of workers imply.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`).

    Returns
    -------
    DataFrame
        All new members [人], per year [人/年], or with a rung per year and 10 000 people;
        derived. No row where a report prints only one of the two.

    Notes
    -----
    The implied total of `party_recruitment_share`, over the period of the count. Held against
    the nation's recruits it says whether count, share and period fit together: a remark, never
    a correction.

    Examples
    --------
    靖江: 960 to 1096 members in "近年", read as 2 to 5 years, among 663 408 residents.

    >>> from reform_analysis.tables import load
    >>> figures, people = load("processed/figures"), load("denominators")
    >>> result = implied_recruits(figures, people, "census_residents").set_index("region_id")
    >>> rate = result.loc["jingjiang", ["low", "high"]]
    >>> rate.astype(float).round(1).tolist()
    [2.9, 8.3]
    """
    count = claims(figures, "party-recruits-workers")
    share = claims(figures, "party-recruits-workers-share")
    both = count.merge(share, on="region_id", suffixes=("", "_share"), how="inner")
    total = Interval.of(both) / Interval.of(both, "low_share", "stated_share", "high_share")
    ids = both["figure_id"] + ";" + both["figure_id_share"]
    found = both.assign(**total.frame(both.index), figure_id=ids)
    return flows(found, denominators, rung, per=10_000)
