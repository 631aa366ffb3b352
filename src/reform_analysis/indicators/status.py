"""地位提高: awards, titles and a say (T1 to T3, T7, T8); rights and services are in `rights`."""

from __future__ import annotations

from operator import mul

from reform_analysis.indicators.registry import indicator
from reform_analysis.indicators.shapes import Counted, Steps, combine, rows, select

AWARDS = {
    "award-share-advanced": "advanced",
    "award-share-model-workers": "model-workers",
    "award-share-may-day": "may-day",
    "award-share-craftsmen": "craftsmen",
}

# Winners that are counted too, and the share of workers among them.
WINNERS = {
    "model-workers": "award-share-model-workers",
    "may-day-award-winners": "award-share-may-day",
}


@indicator("workers-among-winners", {**AWARDS, **dict.fromkeys(WINNERS, "")})
def workers_among_winners(claims: Counted) -> Steps:
    """T1: share of industrial workers among award winners, and the number that it implies.

    The share as printed [fraction, 0 to 1]; ``variant`` names the award: advanced (各类先进),
    model-workers, may-day, craftsmen. Where the winners are counted too, the workers among them
    [人], derived, ``variant`` workers-among- and the award.

    Notes
    -----
    Implied number = ``[winners_low * share_low, winners_high * share_high]``, whole people.
    Kinds and levels of award differ, so the variants do not compare; the national rule is for one
    medal only.

    References
    ----------
    全国五一劳动奖章: at least 35 % industrial workers (``raw/benchmarks``, workers-among-winners).

    Examples
    --------
    盐城: 近60% (55 to 60 %) of 113 winners.

    >>> result = workers_among_winners(claims()).set_index("variant")
    >>> result.loc["workers-among-may-day", ["low", "high"]].astype(float).round(2).tolist()
    [63.0, 67.0]
    """
    steps = rows(select(claims, *AWARDS))
    for count, share in WINNERS.items():
        winners, workers = select(claims, count), select(claims, share)
        variant = f"workers-among-{AWARDS[share]}"
        steps += combine(winners, workers, mul, unit="人", variant=variant)
    return steps


@indicator(
    "model-workers-and-craftsmen", {"model-workers": "model-workers", "craftsmen": "craftsmen"}
)
def model_workers_and_craftsmen(claims: Counted) -> Steps:
    """T2: model workers and craftsmen of a place.

    Stocks [人]; ``variant`` model-workers or craftsmen.

    Notes
    -----
    The two titles overlap and are never added; no report names their levels.

    References
    ----------
    关于深化产业工人队伍建设改革的意见 (2024): craftsmen by level, nation-wide, by 2035
    (``raw/benchmarks``, model-workers-and-craftsmen).

    Examples
    --------
    淮北: 1138 model workers.

    >>> titles = model_workers_and_craftsmen(claims()).set_index("place_id")
    >>> float(titles.loc["huaibei", "value"])
    1138.0
    """
    return rows(claims)


@indicator(
    "craftsmen-per-round",
    {
        "local-craftsmen-named": "craftsmen",
        "gold-medal-workers": "gold-medal-workers",
        "craftsman-rounds": "",
        "craftsman-batches": "",
    },
)
def craftsmen_per_round(claims: Counted) -> Steps:
    """T3: people named craftsmen of a county, for each round of naming.

    [人/届], derived; ``variant`` craftsmen or gold-medal-workers.

    Notes
    -----
    ``named / rounds``. 批 and 届 are taken as one thing: each is one naming. Both titles are the
    county's own.

    Examples
    --------
    靖江: 20 in 2批. 武进: 32 in three 届.

    >>> result = craftsmen_per_round(claims()).set_index(["variant", "place_id"])
    >>> result.loc["craftsmen", "value"].round(2).to_dict()
    {'jingjiang': 10.0, 'wujin': 10.67}
    """
    named = select(claims, "local-craftsmen-named", "gold-medal-workers")
    rounds = select(claims, "craftsman-rounds", "craftsman-batches")
    return combine(named, rounds, unit="人/届")


@indicator("staff-congress-rate", {"staff-congress-rate": ""})
def staff_congress_rate(claims: Counted) -> Steps:
    """T7: rate of bodies with a staff congress and open affairs.

    [fraction, 0 to 1]; the report does not name the base.

    Notes
    -----
    As printed. That the base are unionised firms would be our inference.

    References
    ----------
    安徽, end of 2013: 90.43 % and 92.23 % of non-public firms (``raw/benchmarks``,
    staff-congress-rate).

    Examples
    --------
    淮北: 90%以上.

    >>> result = staff_congress_rate(claims()).set_index("place_id")
    >>> result.loc["huaibei", ["low", "high"]].astype(float).tolist()
    [0.9, 1.0]
    """
    return rows(claims)


@indicator("worker-seats", {"worker-seats-share": ""})
def worker_seats(claims: Counted) -> Steps:
    """T8: seats of workers in party congress, people's congress and consultative conference.

    [fraction, 0 to 1]. Empty today: no report gives a number.

    Notes
    -----
    Computed from claims of the concept ``worker-seats-share`` as soon as a report has one and the
    concept is in the codebook. What the reports have is wording: in 淮北 the number of workers
    rises, in 盐城 the share of front-line staff, migrant workers and model workers rose on the
    year before; 综保区 states an aim. Number and share are different claims.

    Examples
    --------
    >>> len(worker_seats(claims()))
    0
    """
    return rows(claims)
