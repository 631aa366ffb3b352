"""地位提高: contracts, disputes, mutual aid and rest cures (T4 to T6, T9 to T12)."""

from __future__ import annotations

from operator import mul

from reform_analysis.indicators.registry import indicator
from reform_analysis.indicators.shapes import Counted, Steps, combine, flows, rows, select

CONTRACTS = {
    "collective-contract-workers": "collective-contracts",
    "wage-contract-workers": "wage-contracts",
}


@indicator("contract-coverage", CONTRACTS)
def contract_coverage(claims: Counted) -> Steps:
    """T4: workers under collective contracts.

    Workers covered [人], and over people [fraction, 0 to 1]; ``variant`` collective-contracts or
    wage-contracts.

    Notes
    -----
    Coverage holds at a time, so it is not divided by years, though one report signs anew each
    year and the other gives no period. 靖江's only count of its own are the participants of
    mutual aid, a part of the employees: that quotient overstates and is a proxy. The order of the
    two places turns with the population.

    References
    ----------
    全总, 2017 and 2024, for the nation (``raw/benchmarks``, contract-coverage).

    Examples
    --------
    淮北: 13.3万 (half of the last digit either way).

    >>> covered = contract_coverage(claims()).set_index("place_id")
    >>> covered.loc["huaibei", ["low", "value", "high"]].astype(float).tolist()
    [132500.0, 133000.0, 133500.0]
    """
    return rows(claims)


@indicator("workers-per-contract", {**CONTRACTS, **dict.fromkeys(CONTRACTS.values(), "")})
def workers_per_contract(claims: Counted) -> Steps:
    """T5: workers under each collective contract, from the two counts of one sentence.

    [人/份], derived; ``variant`` collective-contracts or wage-contracts.

    Notes
    -----
    ``[covered_low / contracts_high, covered_high / contracts_low]``; one period, which cancels. A
    contract may bind one firm or a whole trade.

    References
    ----------
    全总, end of 2017: 125 workers a contract of either kind (``raw/benchmarks``,
    workers-per-contract).

    Examples
    --------
    靖江: 超过6万 (60 000 to 70 000) under 近500 (450 to 500).

    >>> result = workers_per_contract(claims()).set_index("place_id")
    >>> result.loc["jingjiang", ["low", "value", "high"]].astype(float).round(1).tolist()
    [120.0, 120.0, 155.6]
    """
    steps = []
    for workers, contracts in CONTRACTS.items():
        covered, signed = select(claims, workers), select(claims, contracts)
        steps += combine(covered, signed, unit="人/份")
    return steps


@indicator("skill-wage-bargaining", {"skill-wage-bargaining-units": ""})
def skill_wage_bargaining(claims: Counted) -> Steps:
    """T6: firms and trades that bargained on wages by skill level (能级工资).

    [家] and [家/年].

    Notes
    -----
    ``[low / years_high, high / years_low]``. Firms and whole trades are added in the text.

    Examples
    --------
    盐城: 约有近40家 (36 to 40), a stacked hedge read as 近.

    >>> result = skill_wage_bargaining(claims()).set_index("unit")
    >>> result.loc["家", ["low", "high"]].astype(float).tolist()
    [36.0, 40.0]
    """
    return flows(claims)


@indicator("dispute-success", {"dispute-success-rate": "", "dispute-cases": ""})
def dispute_success(claims: Counted) -> Steps:
    """T9: labour disputes settled among those received, and the number that it implies.

    [fraction, 0 to 1]; and the cases settled [件], derived, ``variant`` implied-settled.

    Notes
    -----
    Implied cases = ``[cases * share_low, cases * share_high]``, whole numbers of them. Cases
    of a citizens' hotline, not of arbitration.

    References
    ----------
    江苏省十四五人社规划: 60 % by mediation, 98 % of complaints closed (``raw/benchmarks``,
    dispute-success).

    Examples
    --------
    祝塘: 98%以上 (98 to 99 %) of 673.

    >>> result = dispute_success(claims()).set_index("variant")
    >>> result.loc["implied-settled", ["low", "high"]].astype(float).round(1).tolist()
    [660.0, 666.0]
    """
    rate, cases = select(claims, "dispute-success-rate"), select(claims, "dispute-cases")
    return rows(rate) + combine(cases, rate, mul, unit="件", variant="implied-settled")


@indicator(
    "mutual-aid-per-payment",
    {
        "mutual-aid-payout": "",
        "mutual-aid-claims": "per-payment",
        "mutual-aid-recipients": "per-person",
    },
)
def mutual_aid_per_payment(claims: Counted) -> Steps:
    """T10: mutual-aid money for each payment or each person, from two counts of one sentence.

    [元/人次], ``variant`` a-payment, or [元/人], ``variant`` a-person; derived.

    Notes
    -----
    ``[paid_low / number_high, paid_high / number_low]``; one period, which cancels. The stated
    quotient is not the low end, because the number of payments is rounded. A person may be paid
    more than once, and only one report says for what: the variants do not compare.

    Examples
    --------
    靖江: 1600余万元 in 1.43万人次.

    >>> result = mutual_aid_per_payment(claims()).set_index("place_id")
    >>> result.loc["jingjiang", ["low", "value"]].astype(float).round(1).tolist()
    [1115.0, 1118.9]
    """
    paid = select(claims, "mutual-aid-payout")
    return combine(paid, select(claims, "mutual-aid-claims", "mutual-aid-recipients"))


@indicator("mutual-aid-membership", {"mutual-aid-participants": "", "mutual-aid-firms": ""})
def mutual_aid_membership(claims: Counted) -> Steps:
    """T11: workers in mutual aid.

    Participants [人], and those of each firm that takes part [人/家], derived, ``variant``
    a-firm. Participants over people [fraction, 0 to 1].

    Notes
    -----
    A firm: ``[members_low / firms_high, members_high / firms_low]``. Not over participants in
    mutual aid, who are themselves counted.

    Examples
    --------
    靖江: 近20万 (180 000 to 200 000).

    >>> result = mutual_aid_membership(claims()).set_index(["place_id", "unit"])
    >>> result.loc[("jingjiang", "人"), ["low", "high"]].astype(float).tolist()
    [180000.0, 200000.0]
    """
    members, firms = (select(claims, c) for c in ("mutual-aid-participants", "mutual-aid-firms"))
    return rows(members) + combine(members, firms, variant="per-firm")


@indicator("recuperation-leave", {"rest-cure-workers": ""})
def recuperation_leave(claims: Counted) -> Steps:
    """T12: workers on organised rest cures; counts and rates a year.

    [人] as printed; the rates are missing, because neither report gives a period.

    Notes
    -----
    ``[low / years_high, high / years_low]``. A bare 万名 is read as 约万名.

    Examples
    --------
    靖江 and 盐城:

    >>> result = recuperation_leave(claims()).set_index(["unit", "place_id"])
    >>> result.loc["人", "value"].to_dict()
    {'jingjiang': 300.0, 'yancheng': 10000.0}
    >>> int(result.loc["人/年", "low"].isna().sum())
    2
    """
    return flows(claims)
