"""地位提高: contracts, disputes, mutual aid and rest cures (T4 to T6, T9 to T12)."""

from __future__ import annotations

from operator import mul, truediv

import pandas as pd

from reform_analysis.indicators._shape import (
    claims,
    combine,
    flows,
    labelled,
    rows,
    shares,
    tidy,
)

CONTRACTS = {
    "collective-contract-workers": "collective-contracts",
    "wage-contract-workers": "wage-contracts",
}


def contract_coverage(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """T4: workers under collective contracts, and as a share of people.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`).

    Returns
    -------
    DataFrame
        Workers covered [人], reported; or [fraction of the rung's people, 0 to 1], derived.
        ``variant`` collective-contracts or wage-contracts.

    Notes
    -----
    ``[covered_low / D_high, covered_high / D_low]``. Coverage holds at a time, so it is not
    divided by years, though one report signs anew each year and the other gives no period.
    靖江's only count of its own are the participants of mutual aid, a part of the employees:
    that quotient overstates and is a proxy. The order of the two places turns with the rung.

    References
    ----------
    全总, 2017 and 2024, for the nation (``raw/benchmarks``, t4).

    Examples
    --------
    淮北: 13.3万 of 37.81万 insured employees.

    >>> from reform_analysis.tables import load
    >>> result = contract_coverage(load("processed/figures"), load("denominators"), "in_report")
    >>> row = result.set_index("region_id").loc["huaibei"]
    >>> row[["low", "stated", "high"]].astype(float).mul(100).round(2).tolist()
    [35.04, 35.18, 35.31]
    """
    covered = labelled(figures, CONTRACTS)
    if rung is None:
        return tidy(rows(covered, status="reported"))
    return shares(rows(covered, status="derived"), denominators, rung)


def workers_a_contract(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """T5: workers under each collective contract, from the two counts of one sentence.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`); no outside count is divided by.

    Returns
    -------
    DataFrame
        [人/份], derived; ``variant`` collective-contracts or wage-contracts.

    Notes
    -----
    ``[covered_low / contracts_high, covered_high / contracts_low]``; one period, which cancels.
    A contract may bind one firm or a whole trade.

    References
    ----------
    全总, end of 2017: 125 workers a contract of either kind (``raw/benchmarks``, t5).

    Examples
    --------
    靖江: 超过6万 (60 000 to 70 000) under 近500 (450 to 500).

    >>> from reform_analysis.tables import load
    >>> result = workers_a_contract(load("processed/figures")).set_index("region_id")
    >>> result.loc["jingjiang", ["low", "stated", "high"]].astype(float).round(1).tolist()
    [120.0, 120.0, 155.6]
    """
    return tidy(
        *(
            combine(
                labelled(figures, {workers: contracts}),
                claims(figures, contracts),
                truediv,
                unit="人/份",
            )
            for workers, contracts in CONTRACTS.items()
        )
    )


def skill_wage_bargaining(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """T6: firms and trades that bargained on wages by skill level (能级工资).

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`); nothing is divided by.

    Returns
    -------
    DataFrame
        [家] as printed and [家/年].

    Notes
    -----
    ``[low / years_high, high / years_low]``. Firms and whole trades are added in the text.

    Examples
    --------
    盐城: 约有近40家 (36 to 40), a stacked hedge read as 近.

    >>> from reform_analysis.tables import load
    >>> result = skill_wage_bargaining(load("processed/figures")).set_index("unit")
    >>> result.loc["家", ["low", "high"]].astype(float).tolist()
    [36.0, 40.0]
    """
    return flows(claims(figures, "skill-wage-bargaining-units"), denominators, rung)


def dispute_success(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """T9: labour disputes settled among those received, and the number that it implies.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`); the base is named in the report.

    Returns
    -------
    DataFrame
        [fraction, 0 to 1], reported; and the cases settled [件], derived, ``variant``
        implied-settled.

    Notes
    -----
    Implied cases = ``[cases * share_low, cases * share_high]``. Cases of a citizens' hotline,
    not of arbitration.

    References
    ----------
    江苏省十四五人社规划: 60 % by mediation, 98 % of complaints closed (``raw/benchmarks``, t9).

    Examples
    --------
    祝塘: 98%以上 (98 to 99 %) of 673.

    >>> from reform_analysis.tables import load
    >>> result = dispute_success(load("processed/figures")).set_index("variant")
    >>> result.loc["implied-settled", ["low", "high"]].astype(float).round(1).tolist()
    [659.5, 666.3]
    """
    rate = claims(figures, "dispute-success-rate")
    cases = claims(figures, "dispute-cases")
    settled = combine(cases, rate, mul, unit="件", variant="implied-settled")
    return tidy(rows(rate, status="reported"), settled)


def mutual_aid_a_payment(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """T10: mutual-aid money for each payment or each person, from two counts of one sentence.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`); no outside count is divided by.

    Returns
    -------
    DataFrame
        [元/人次], ``variant`` a-payment, or [元/人], ``variant`` a-person; derived.

    Notes
    -----
    ``[paid_low / number_high, paid_high / number_low]``; one period, which cancels. The stated
    quotient is not the low end, because the number of payments is rounded. A person may be paid
    more than once, and medical aid is not accident cover: the variants do not compare.

    Examples
    --------
    靖江: 1600余万元 in 1.43万人次.

    >>> from reform_analysis.tables import load
    >>> result = mutual_aid_a_payment(load("processed/figures")).set_index("region_id")
    >>> result.loc["jingjiang", ["low", "stated"]].astype(float).round(1).tolist()
    [1115.0, 1118.9]
    """
    numbers = {"mutual-aid-claims": "a-payment", "mutual-aid-recipients": "a-person"}
    paid = claims(figures, "mutual-aid-payout")
    return tidy(combine(paid, labelled(figures, numbers), truediv))


def mutual_aid_membership(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """T11: workers in mutual aid, and as a share of people.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`).

    Returns
    -------
    DataFrame
        Participants [人], reported, and those of each firm that takes part [人/家], derived,
        ``variant`` a-firm; or [fraction of the rung's people, 0 to 1], derived.

    Notes
    -----
    ``[members_low / D_high, members_high / D_low]``, capped at 1. Not on the rung
    ``in_report``: for 靖江 these participants are that rung.

    Examples
    --------
    靖江: 近20万 (180 000 to 200 000) for 663 408 residents.

    >>> from reform_analysis.tables import load
    >>> result = mutual_aid_membership(
    ...     load("processed/figures"), load("denominators"), "census_residents"
    ... )
    >>> result[["low", "high"]].astype(float).mul(100).round(1).values.tolist()
    [[27.1, 30.1]]
    """
    members = claims(figures, "mutual-aid-participants")
    if rung is not None:
        return shares(rows(members, status="derived"), denominators, rung)
    firms = claims(figures, "mutual-aid-firms")
    return tidy(
        rows(members, status="reported"), combine(members, firms, truediv, variant="a-firm")
    )


def rest_cures(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """T12: workers on organised rest cures; per year, and per 10 000 people and year.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`).

    Returns
    -------
    DataFrame
        [人] as printed; the rates are missing, because neither report gives a period.

    Notes
    -----
    ``[low / years_high, high / years_low] / D * 10 000``. A bare 万名 is read within a tenth
    either way.

    Examples
    --------
    靖江 and 盐城:

    >>> from reform_analysis.tables import load
    >>> result = rest_cures(load("processed/figures")).set_index(["unit", "region_id"])
    >>> result.loc["人", "stated"].to_dict()
    {'jingjiang': 300.0, 'yancheng': 10000.0}
    >>> int(result.loc["人/年", "low"].isna().sum())
    2
    """
    return flows(claims(figures, "rest-cure-workers"), denominators, rung, per=10_000)
