"""素质提升: training (S1 to S3, S9, S10, S12); skills and titles are in `qualifications`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reform_analysis.indicators.registry import indicator
from reform_analysis.indicators.shapes import (
    Counted,
    Steps,
    combine,
    firsts,
    flows,
    groups_of_several,
    rows,
    select,
)
from reform_analysis.values.bounds import union_bounds_by
from reform_analysis.values.interval import Interval

# Training of workers in general, and the variant under which each is shown.
PROGRAMMES = {
    "trained-workers": "all-courses",
    "trained-and-placed-workers": "online-and-placed",
    "online-trained-workers": "online",
    "subsidised-training": "subsidised",
    "union-ordered-training": "union-in-firms",
    "academy-training": "academy",
}

# Training of one small group, by one studio, or counted in a programme already: shown, but in
# no sum and no coverage.
APART = {
    "team-leaders-trained": "team-leaders",
    "studio-trained-workers": "one-studio",
    "academy-skills-training": "academy-skills",
}

ALLOWANCES = "degree-allowance-money"

# What money was spent on, and the variant under which each is shown.
PURSES = {
    "training-subsidies": "training-subsidies",
    "apprentice-subsidies": "apprentice-subsidies",
    "safety-training-subsidies": "safety-training-subsidies",
    "vocational-education-spending": "vocational-education",
    ALLOWANCES: "degree-allowances",
}

# Of a whole place, by all bodies: every programme is a part of it.
WHOLE_PLACE = {"vocational-training": "vocational", "vocational-trainees": "vocational"}


@indicator("subsidised-training", {"subsidised-training": ""})
def subsidised_training(claims: Counted) -> Steps:
    """S1: subsidised vocational training; counts and rates a year.

    [人次] and [人次/年]: person-times, not persons.

    Notes
    -----
    ``[low / years_high, high / years_low]``.

    References
    ----------
    国务院办公厅, 职业技能提升行动方案 (2019-2021), names the same kind of training
    (``raw/benchmarks``, subsidised-training).

    Examples
    --------
    武进: 7680人次 in 2024.

    >>> result = subsidised_training(claims()).set_index(["place_id", "unit"])
    >>> float(result.loc[("wujin", "人次/年"), "value"])
    7680.0
    """
    return flows(claims)


@indicator("all-training", {**PROGRAMMES, **APART, **WHOLE_PLACE})
def all_training(claims: Counted) -> Steps:
    """S2: all training of workers that a report counts, programme by programme.

    Counts [人 or 人次] and annual rates; ``variant`` names the programme. A place with several
    programmes has one more row, any-programme: bounds on the training they reach together.

    Notes
    -----
    Persons and person-times stay apart. The bounds are those of Boole and Fréchet, from the
    largest programme (all others inside it) to the sum (no overlap); the periods of 武进's three
    programmes differ, so no rate is made of them. Training of one small group (team-leaders), by
    one studio, or inside another programme (academy-skills) is not in it, nor is the training of a
    whole place by all bodies (vocational).

    Examples
    --------
    武进's three counts of person-times:

    >>> result = all_training(claims()).set_index(["place_id", "variant"])
    >>> result.loc[("wujin", "any-programme"), ["low", "high"]].astype(float).tolist()
    [8963.0, 24643.0]
    """
    return flows(claims) + rows(_any_programme(select(claims, *PROGRAMMES)))


@indicator("training-coverage", PROGRAMMES)
def training_coverage(claims: Counted) -> Steps:
    """S3: share of a place's people that its reported training can have reached, as bounds.

    Bounds on the persons reached [人], and over the people of a place [fraction, 0 to 1];
    ``variant`` as in `all_training`. Over the period of the claim; not made a yearly figure,
    because the same people may come again.

    Notes
    -----
    A count of n persons reaches ``[n_low, n_high]``. T person-times reach some number of persons
    above 0 and at most T, so ``(0, T_high]``: the low end is written 0. No report states the
    number of industrial workers, so each population stands in for them, and none of these is the
    coverage of 产业工人.

    References
    ----------
    Manski (2003), *Partial Identification of Probability Distributions*, for bounds instead of
    imputed values.

    Examples
    --------
    盐城: 超6万人次 (60 000 to 70 000) may be few persons, and are 70 000 at most.

    >>> bounds = training_coverage(claims()).set_index("place_id")
    >>> bounds.loc["yancheng", ["low", "high"]].astype(float).tolist()
    [0.0, 70000.0]
    """
    bounds = pd.concat([claims.frame(), _any_programme(claims)], ignore_index=True)
    person_times = bounds["unit"].eq("人次")
    reached = bounds.assign(low=bounds["low"].mask(person_times, 0.0), value=np.nan, unit="人")
    return rows(reached, "bound")


def _any_programme(training: Counted) -> pd.DataFrame:
    """Bounds on the union of a place's programmes that are counted in one unit."""
    several, group = groups_of_several(training.frame(), ["place_id", "unit"])
    made = firsts(several, group)
    bounds = union_bounds_by(Interval.of(several), group).set_axis(made.index)
    return made.assign(
        **bounds,
        variant="any-programme",
        status="bound",
        period_start=pd.NaT,
        period_end=pd.NaT,
        notes="programmes-may-overlap",
    )


@indicator(
    "training-places",
    {
        "training-bases": "factory-bases",
        "training-carriers": "town-sites",
        "training-base-area": "floor-area",
        "online-platforms": "online-platforms",
        "online-resources": "online-items",
    },
)
def training_places(claims: Counted) -> Steps:
    """S9: places to train in, on site and online.

    Stocks [个, 家 or 平方米]; ``variant`` names what is counted.

    Notes
    -----
    Capacity, not use. Sites, floor space, platforms and online items are not added.

    Examples
    --------
    靖江's training centre: 11.8万平方米, rounded to 0.1万.

    >>> places = training_places(claims()).set_index("variant")
    >>> places.loc["floor-area", ["low", "high"]].astype(float).tolist()
    [117500.0, 118500.0]
    """
    return rows(claims)


@indicator("training-spend", {**PURSES, "degree-allowance-workers": ""})
def training_spend(claims: Counted) -> Steps:
    """S10: money spent on training; counts and rates a year.

    [元] and [元/年]; ``variant`` names the purse. Degree allowances also for each person paid
    [元/人], ``variant`` degree-allowance-per-person.

    Notes
    -----
    ``[low / years_high, high / years_low]``. From one kind of subsidy to all public vocational
    education the scopes lie orders apart: no variants are added or compared. Funds set up are not
    money spent and are left out.

    Examples
    --------
    淮北: 12亿元 (11.5 to 12.5) in three years (2.5 to 3.5).

    >>> result = training_spend(claims()).set_index(["place_id", "unit"])
    >>> result.loc[("huaibei", "元/年"), ["low", "high"]].astype(float).round(-6).tolist()
    [329000000.0, 500000000.0]
    """
    paid, allowances = select(claims, "degree-allowance-workers"), select(claims, ALLOWANCES)
    each = combine(allowances, paid, variant="degree-allowance-per-person")
    return flows(select(claims, *PURSES)) + each


@indicator(
    "people-per-session",
    {
        "trained-workers": PROGRAMMES["trained-workers"],
        "union-ordered-training": PROGRAMMES["union-ordered-training"],
        "training-sessions": "",
        "enterprise-training-sessions": "",
    },
)
def people_per_session(claims: Counted) -> Steps:
    """S12: people for each training session, from the two counts of one sentence.

    [人/场次 or 人次/场次], derived; ``variant`` names the programme.

    Notes
    -----
    ``[people_low / sessions_high, people_high / sessions_low]``; one period, which cancels. Tells
    a course from a lecture. Ours: no definition in print is known.

    Examples
    --------
    江都: 近万人 (9000 to 10 000) in 30 sessions. 武进: 8963 in 178.

    >>> result = people_per_session(claims()).set_index("place_id")
    >>> result[["low", "high"]].round(1).to_dict("index")["jiangdu"]
    {'low': 300.0, 'high': 333.3}
    >>> print(result.loc["wujin", "value"].round(1))
    50.4
    """
    pairs = {
        "trained-workers": "training-sessions",
        "union-ordered-training": "enterprise-training-sessions",
    }
    steps = []
    for people, sessions in pairs.items():
        steps += combine(select(claims, people), select(claims, sessions))
    return steps
