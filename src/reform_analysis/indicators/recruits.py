"""思想引领, as party statistics tell it: who is newly admitted, by where they work."""

from __future__ import annotations

from reform_analysis.indicators.registry import indicator
from reform_analysis.indicators.shapes import SAME_PERIOD, Counted, Steps, combine, rows, select


@indicator(
    "front-line-share-of-new-members",
    {
        "party-recruits-front-line-share": "printed",
        "party-recruits-front-line": "from-counts",
        "party-recruits-all": "",
    },
)
def front_line_share_of_new_members(claims: Counted) -> Steps:
    """P9: new party members on the front line of production and work, among all new members.

    [fraction, 0 to 1]; ``variant`` printed, or from-counts: derived from two counts of one page and
    period.

    Notes
    -----
    ``[front_low / all_high, front_high / all_low]``. Farmers, teachers and doctors are on this
    front line too, so it is no share of workers (P1) and never held against it. 2021 was the
    centenary of the party, with twice a usual year's new members.

    References
    ----------
    党内统计公报 of the nation, 2021 to 2023 (``raw/benchmarks``, workers-share-of-new-members).

    Examples
    --------
    江苏 in 2023: 49.67 % printed, 5.20万 of 10.47万 counted.

    >>> found = front_line_share_of_new_members(claims(tier="opening"))
    >>> found = found[found["claim_ids"].str.startswith("jiangsu-dn2023")]
    >>> found.set_index("variant")["value"].round(4).to_dict()
    {'printed': 0.4967, 'from-counts': 0.4967}
    """
    front = select(claims, "party-recruits-front-line")
    everyone = select(claims, "party-recruits-all")
    counted = combine(front, everyone, unit="fraction", alike=SAME_PERIOD)
    return rows(select(claims, "party-recruits-front-line-share")) + counted
