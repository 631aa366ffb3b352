"""建功立业: contests, studios and innovations (E1 to E7)."""

from __future__ import annotations

import pandas as pd

from reform_analysis.indicators.registry import indicator
from reform_analysis.indicators.shapes import Counted, Steps, combine, flows, rows, select, sums
from reform_analysis.values.per_head import per_year

INNOVATIONS = {
    "contest-innovations": "from-contests",
    "innovations-rewarded": "rewarded",
    "technical-innovations": "technical",
    "innovations-spread": "spread",
    "problems-solved": "problems-solved",
    "production-problems-solved": "production-problems",
    "ideas-proposed": "ideas",
    "patents": "patents",
}
"""Flows, and the variant under which each is shown."""

BOUTS = {"enterprise-skill-bouts": "firm-bouts", "first-class-skill-contests": "first-class"}


@indicator(
    "contest-participation",
    {"contest-participants": "persons", "contest-participations": "person-times"},
)
def contest_participation(claims: Counted) -> Steps:
    """E1: participation in skill contests; counts and rates a year.

    Counts and annual rates; ``variant`` persons [人] or person-times [人次].

    Notes
    -----
    ``[low / years_high, high / years_low]``. A count of persons is a lower bound for
    person-times, never equal to them: the two variants do not compare. One report adds post
    drills, one says only that contests covered so many (``note``).

    References
    ----------
    全总, 2021 to 2025, for the nation (``raw/benchmarks``, contest-participation).

    Examples
    --------
    靖江: 3万人次 (27 000 to 33 000) in two years (1.5 to 2.5).

    >>> result = contest_participation(claims()).set_index(["place_id", "unit"])
    >>> result.loc[("jingjiang", "人次/年"), ["low", "high"]].astype(float).tolist()
    [10800.0, 22000.0]
    """
    return flows(claims)


@indicator(
    "skill-contests", {"skill-contests": "contests", "skill-contest-items": "items", **BOUTS}
)
def skill_contests(claims: Counted) -> Steps:
    """E2: skill contests held; counts and rates a year.

    Counts and annual rates [场, 场次]. ``variant``: contests; items [项]; firm-bouts,
    first-class and, of these two, their sum bouts-and-first-class.

    Notes
    -----
    ``[low / years_high, high / years_low]``. One report counts labour contests in, one counts a
    single series (``note``).

    Examples
    --------
    靖江: 100多场 (100 to 200) in two years (1.5 to 2.5).

    >>> result = skill_contests(claims()).set_index(["place_id", "unit"])
    >>> result.loc[("jingjiang", "场/年"), ["low", "high"]].astype(float).round(1).tolist()
    [40.0, 133.3]
    """
    return flows(claims) + flows(_bouts_and_first_class(claims))


def _bouts_and_first_class(claims: Counted) -> pd.DataFrame:
    return sums(select(claims, *BOUTS), "bouts-and-first-class", "bouts-and-contests-added-up")


@indicator(
    "participants-per-contest",
    {
        "contest-participants": "",
        "contest-participations": "",
        "skill-contests": "contests",
        **BOUTS,
    },
)
def participants_per_contest(claims: Counted) -> Steps:
    """E3: participants a contest, from the two counts of one sentence.

    [人/场 or 人次/场], derived. ``variant``: contests; for 江都, whose 1200余 may belong to 18
    events or to the last 8, both readings (bouts-and-first-class, first-class).

    Notes
    -----
    ``[participants_low / contests_high, participants_high / contests_low]``. Both counts share
    one period, which cancels. Persons and person-times do not compare.

    Examples
    --------
    武进: 548 in 13 contests. 江都: 1200 to 1300 in 18 or in 8.

    >>> result = participants_per_contest(claims())
    >>> result = result.set_index(["place_id", "variant"])
    >>> print(result.loc[("wujin", "contests"), "value"].round(2))
    42.15
    >>> result.loc["jiangdu"][["low", "high"]].round(1).values.tolist()
    [[150.0, 162.5], [66.7, 72.2]]
    """
    people = select(claims, "contest-participants", "contest-participations")
    contests = select(claims, "skill-contests", "first-class-skill-contests")
    both = _bouts_and_first_class(claims)
    return combine(people, contests) + combine(people, both)


@indicator(
    "innovation-studios",
    {
        "model-worker-studios": "",
        "studios-city-up": "city-and-above",
        "studios-provincial": "provincial",
    },
)
def innovation_studios(claims: Counted) -> Steps:
    """E4: innovation studios of model workers and craftsmen.

    Stock [家]. ``variant`` city-and-above, provincial: where a page names the levels it counts.

    Notes
    -----
    No report names the level of its studios, and one includes those of masters. The order of two
    places may turn with the population.

    References
    ----------
    全总 2017: over 100 000 studios of all levels by 2020 (``raw/benchmarks``, innovation-studios).

    Examples
    --------
    江都 counts 45 studios, 淮北 78.

    >>> studios = innovation_studios(claims()).set_index("place_id")
    >>> studios.loc[["jiangdu", "huaibei"], "value"].tolist()
    [45.0, 78.0]
    """
    return rows(claims)


@indicator("innovations", {**INNOVATIONS, "studio-projects": "studio-projects"})
def innovations(claims: Counted) -> Steps:
    """E5: innovations, projects and problems solved that a report counts, kind by kind.

    Counts as printed and, for flows with a period, annual rates [项, 件 or 个, 年]. ``variant``
    names what is counted; a firm or studio keeps its own ``place_id``.

    Notes
    -----
    ``[low / years_high, high / years_low]``. 项目, 成果, 革新, 难题 and 专利 are not one thing:
    no variants are added, and firms and studios are not held against places.

    Examples
    --------
    杨杰's studio: 69 patents in the 11 years since its founding (11 to 11.5).

    >>> result = innovations(claims()).set_index(["variant", "unit"])
    >>> result.loc[("patents", "项/年"), ["low", "high"]].astype(float).round(2).tolist()
    [6.0, 6.27]
    """
    return flows(select(claims, *INNOVATIONS)) + rows(select(claims, "studio-projects"))


@indicator(
    "contest-promotion",
    {
        "contest-promotions": "promotions",
        "contest-experts": "experts",
        "contest-may-day-medals": "medals",
        "contest-participations": "",
    },
)
def contest_promotion(claims: Counted) -> Steps:
    """E6: people whom contests raised a level, made experts or gave a medal.

    Counts [人] and annual rates [人/年]; ``variant`` promotions, experts or medals; and
    promotions for each person-time in contests [fraction], derived, ``variant``
    promotions-per-participation.

    Notes
    -----
    ``[low / years_high, high / years_low]``; the last is one annual rate over the other, because
    the two counts have different periods; where 按年 may mean in all since 2019 the two lengths
    are taken as independent, which is an outer bound. The length of "since 2019" hangs on the
    inferred date of the report.

    References
    ----------
    全总, 2021 to 2025: 2.2 % of person-times (``raw/benchmarks``, contest-promotion).

    Examples
    --------
    淮北: 235 promoted from 2019 to between August 2021 and September 2022 (2.58 to 3.75 years).

    >>> result = contest_promotion(claims()).set_index(["variant", "unit"])
    >>> result.loc[("promotions", "人/年"), ["low", "high"]].astype(float).round(1).tolist()
    [62.7, 91.0]
    """
    made = select(claims, "contest-promotions", "contest-experts", "contest-may-day-medals")
    promoted, taken = (
        found.assign(**per_year(found).frame(found.index))
        for found in (
            select(claims, "contest-promotions").frame(),
            select(claims, "contest-participations").frame(),
        )
    )
    share = {"unit": "fraction", "variant": "promotions-per-participation"}
    return flows(made) + combine(promoted, taken, **share)


@indicator(
    "contests-per-trade",
    {"skill-contests": "", "contest-trades": "trade", "contest-industries": "industry"},
)
def contests_per_trade(claims: Counted) -> Steps:
    """E7: contests for each trade or industry that they were held in.

    [场/工种] or [场/行业], derived; ``variant`` trade or industry.

    Notes
    -----
    ``[contests_low / trades_high, contests_high / trades_low]``. Both counts share one sentence
    and period, which cancels. Shows whether a trade meets once or again and again; an industry
    holds several trades, so the variants do not compare. Ours: no definition in print is known.

    Examples
    --------
    靖江: 100多场 in 30多个工种, 100 / 40 to 200 / 30.

    >>> result = contests_per_trade(claims()).set_index("place_id")
    >>> result.loc["jingjiang", ["low", "high"]].astype(float).round(2).tolist()
    [2.5, 6.67]
    """
    contests = select(claims, "skill-contests")
    trades, industries = select(claims, "contest-trades"), select(claims, "contest-industries")
    for_trades = combine(contests, trades, unit="场/工种")
    return for_trades + combine(contests, industries, unit="场/行业")
