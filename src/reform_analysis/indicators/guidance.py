"""思想引领: party building and ideas among workers (P1 to P8)."""

from __future__ import annotations

import pandas as pd

from reform_analysis.indicators.registry import indicator
from reform_analysis.indicators.shapes import Counted, Steps, flows, rows, select, sums
from reform_analysis.values.bounds import whole
from reform_analysis.values.interval import Interval
from reform_analysis.values.per_head import join_notes

PARTY_BODIES = {
    "party-branch-union-firms": "branch-and-union-firms",
    "sector-party-committees": "sector-committees",
    "party-committees": "committees",
    "party-branches": "branches",
}
"""What is counted where no share is printed, and its variant."""


@indicator(
    "workers-share-of-new-members",
    {"party-recruits-workers-share": "", "party-recruits-workers": ""},
)
def workers_share_of_new_members(claims: Counted) -> Steps:
    """P1: share of workers among new party members, and the total that it implies.

    The share as printed [fraction, 0 to 1]; and, where the count is printed too, the number of
    all new members [人], derived, ``variant`` implied-total.

    Notes
    -----
    Implied total = ``[count_low / share_high, count_high / share_low]``, where count and share are
    of one period. 靖江's 达37% may be the latest value: at wide only ``[count_low, inf)`` follows.
    Who counts as a worker differs between the reports (``note``), and neither circle is the
    occupation class 工人 of the national statistics.

    References
    ----------
    党内统计公报 for the national shares (``raw/benchmarks``, workers-share-of-new-members).

    Examples
    --------
    靖江: 近400名, 37% of all new members.

    >>> result = workers_share_of_new_members(claims())
    >>> total = result[result["variant"].eq("implied-total")].set_index("place_id")
    >>> total.loc["jingjiang", ["low", "high"]].astype(float).round().tolist()
    [960.0, 1095.0]
    """
    implied = _all_new_members(claims).assign(variant="implied-total")
    return rows(select(claims, "party-recruits-workers-share")) + rows(implied)


def _all_new_members(claims: Counted) -> pd.DataFrame:
    """Recruits over their share, as claims: whole people of the recruits' period.

    Where the share may be of another period than the recruits they are no part of its whole, and
    all that follows is that they are not more than all.
    """
    count = select(claims, "party-recruits-workers").frame()
    share = select(claims, "party-recruits-workers-share").frame()
    both = count.merge(share, on="place_id", suffixes=("", "_share"), how="inner")
    total = Interval.of(both) / Interval.of(both, "low_share", "value_share", "high_share")
    lengths = both[["years_low", "years_high", "years_low_share", "years_high_share"]].fillna(-1)
    apart = (lengths.to_numpy()[:, :2] != lengths.to_numpy()[:, 2:]).any(axis=1)
    made = both.assign(
        **whole(total).frame(both.index),
        unit="人",
        status=pd.Series("derived", both.index).mask(apart, "bound"),
        claim_id=both["claim_id"] + ";" + both["claim_id_share"],
        notes=join_notes(both["notes"], both["notes_share"]),
    )
    ends = {"low": both["low"], "value": float("nan"), "high": float("inf")}
    return made.assign(**{name: made[name].mask(apart, end) for name, end in ends.items()})


@indicator(
    "new-worker-members",
    {
        "party-recruits-workers": "workers",
        "party-recruits-skilled-experts": "skilled-experts",
        "party-recruits-two-new": "two-new-bodies",
    },
)
def new_worker_members(claims: Counted) -> Steps:
    """P2: new party members from workers; counts and rates a year.

    [人] and [人/年]. ``variant`` keeps the circles apart: workers (as each report draws that
    circle), skilled-experts, two-new-bodies.

    Notes
    -----
    ``[low / years_high, high / years_low]``. The circles may overlap (淮北's 400 and 664), so
    they are never added; those of 两新组织 need not be workers and are a proxy.

    Examples
    --------
    靖江's 近400 over 近年 (2 to 5 years):

    >>> result = new_worker_members(claims()).set_index(["place_id", "unit"])
    >>> result.loc[("jingjiang", "人/年"), ["low", "high"]].astype(float).tolist()
    [72.0, 200.0]
    """
    of_workers = select(claims, "party-recruits-workers", "party-recruits-skilled-experts")
    return flows(of_workers) + flows(select(claims, "party-recruits-two-new"), "proxy")


@indicator("party-member-density", {"party-members": ""})
def party_member_density(claims: Counted) -> Steps:
    """P3: party members among the employees of a place.

    Members [人]; over the employees that a report counts [fraction, 0 to 1].

    Notes
    -----
    The text does not say that all the members are employees.

    Examples
    --------
    综保区: 859 members.

    >>> party_member_density(claims())["value"].tolist()
    [859.0]
    """
    return rows(claims)


@indicator("party-body-coverage", {"party-body-firms-share": "", **PARTY_BODIES})
def party_body_coverage(claims: Counted) -> Steps:
    """P4: share of non-public firms with 50 staff or more that have a party body.

    The share as printed [fraction, 0 to 1]. Counts of party bodies or of firms with one [个, 家]
    where no base is printed: proxy, ``variant`` naming what is counted.

    Notes
    -----
    A count without its base says that bodies exist, not how far they reach.

    References
    ----------
    The plan of 2018 to 2021 asks for members from 50 staff on, a party body from 100 on
    (``raw/benchmarks``, party-body-coverage).

    Examples
    --------
    盐城: 超80%, read as 80 to 90 %.

    >>> result = party_body_coverage(claims()).set_index(["place_id", "unit"])
    >>> result.loc[("yancheng", "fraction"), ["low", "high"]].astype(float).round(3).tolist()
    [0.8, 0.9]
    """
    share = rows(select(claims, "party-body-firms-share"))
    return share + rows(select(claims, *PARTY_BODIES), "proxy")


@indicator("members-trained-as-key-staff", {"members-made-key-staff": ""})
def members_trained_as_key_staff(claims: Counted) -> Steps:
    """P5: party members trained into key staff (双培养); counts and rates a year.

    [人] and [人/年].

    Notes
    -----
    ``[low / years_high, high / years_low]``. 业务骨干 and 技术精英 are no single standard
    (``note``).

    Examples
    --------
    淮北: 2600余名 in three years, 2600 / 3.5 to 2700 / 2.5.

    >>> result = members_trained_as_key_staff(claims())
    >>> result = result.set_index(["place_id", "unit"])
    >>> result.loc[("huaibei", "人/年"), ["low", "high"]].astype(float).round(1).tolist()
    [742.9, 1080.0]
    """
    return flows(claims)


@indicator(
    "ideology-events",
    {
        "ideology-lectures": "lectures",
        "labour-story-sessions": "labour-stories",
        "volunteer-lectures": "volunteer-lectures",
        "ideology-events": "events",
    },
)
def ideology_events(claims: Counted) -> Steps:
    """P6: lectures and events on ideas; counts and rates a year.

    [场次 or 场] and a year. ``variant`` names the kind of event; all-sessions adds the kinds that
    one report counts in one unit and period.

    Notes
    -----
    ``[low / years_high, high / years_low]``. Events are an input, not a result; the kinds are
    separate series, so that their sum counts none twice.

    Examples
    --------
    江都 in 2022: 200多, 30多 and 40多 sessions, 270 to 390 together.

    >>> result = ideology_events(claims()).set_index(["variant", "unit"])
    >>> result.loc[("all-sessions", "场次"), ["low", "high"]].astype(float).tolist()
    [270.0, 390.0]
    """
    together = sums(claims, "all-sessions", "sum-of-separate-series")
    return flows(claims) + flows(together)


@indicator(
    "pilots",
    {
        "pilot-firms": "firms",
        "pilot-parks": "parks",
        "pilot-clusters": "clusters",
        "pilot-areas": "areas",
    },
)
def pilots(claims: Counted) -> Steps:
    """P7: sites of the reform: firms, parks, clusters and areas.

    [家, 个]; ``variant`` names what was made a pilot.

    Notes
    -----
    Declared by the places themselves: a cumulative count in one report, a designated list in
    another. The firms above designated size that would be the base stand in no report.

    Examples
    --------
    盐城 and 武进:

    >>> sites = pilots(claims()).set_index(["variant", "place_id"])
    >>> sites.loc["firms", "value"].to_dict()
    {'wujin': 221.0, 'yancheng': 1036.0}
    """
    return rows(claims)


@indicator(
    "implied-new-members", {"party-recruits-workers": "", "party-recruits-workers-share": ""}
)
def implied_new_members(claims: Counted) -> Steps:
    """P8: all new party members of a place, as its count and its share of workers imply.

    All new members [人] and [人/年], derived. No row where a report prints only one of the two.

    Notes
    -----
    The implied total of `workers_share_of_new_members`, over the period of the count. Held against
    the nation's recruits it says whether count, share and period fit together: a remark, never a
    correction.

    Examples
    --------
    靖江: 960 to 1096 members in "近年", read as 2 to 5 years.

    >>> result = implied_new_members(claims()).set_index(["place_id", "unit"])
    >>> result.loc[("jingjiang", "人/年"), ["low", "high"]].astype(float).round().tolist()
    [192.0, 548.0]
    """
    return flows(_all_new_members(claims))
