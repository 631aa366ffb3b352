"""队伍壮大: trainees, registers, new unions and insured employees (G1 to G4)."""

from __future__ import annotations

from reform_analysis.indicators.registry import indicator
from reform_analysis.indicators.shapes import Counted, Steps, flows, rows


@indicator(
    "trainees-sent",
    {
        "trained-and-placed-workers": "trained-online",
        "skilled-graduates-supplied": "school-graduates",
    },
)
def trainees_sent(claims: Counted) -> Steps:
    """G1: skilled trainees sent to firms; counts and rates a year.

    [人] and [人/年]; ``variant`` names the channel: trained-online, school-graduates.

    Notes
    -----
    ``[low / years_high, high / years_low]``. A count of 每年 is a rate as printed. Workers
    trained online and graduates of schools do not compare.

    Examples
    --------
    盐城: 3万余名 each year.

    >>> result = trainees_sent(claims()).set_index("place_id")
    >>> result.loc["yancheng", ["low", "high"]].astype(float).tolist()
    [30000.0, 40000.0]
    """
    return flows(claims)


@indicator("skilled-register", {"skilled-register": ""})
def skilled_register(claims: Counted) -> Steps:
    """G2: people in a register of skilled workers.

    Stock [人].

    Notes
    -----
    A register of a training programme, not the stock of skill.

    Examples
    --------
    淮北: 1.78万余 (17 800 to 17 900).

    >>> result = skilled_register(claims())
    >>> result[["low", "high"]].astype(float).values.tolist()
    [[17800.0, 17900.0]]
    """
    return rows(claims)


@indicator(
    "new-form-unions",
    {
        "new-form-union-federations": "federations",
        "new-form-unions": "independent-unions",
    },
)
def new_form_unions(claims: Counted) -> Steps:
    """G3: unions founded for new forms of employment.

    Stock [家]; ``variant`` federations or independent-unions.

    Notes
    -----
    A federation holds several unions, so the two are not added. Party committees of new sectors
    stand under P4. 高邮's founding of one union is told without a figure.

    Examples
    --------
    >>> result = new_form_unions(claims()).set_index("variant")
    >>> result["value"].to_dict()
    {'federations': 2.0, 'independent-unions': 3.0}
    """
    return rows(claims)


@indicator(
    "insured-employees",
    {
        "insured-pension": "pension",
        "insured-unemployment": "unemployment",
        "insured-injury": "work-injury",
    },
)
def insured_employees(claims: Counted) -> Steps:
    """G4: employees insured under each scheme.

    Stock [人]; ``variant`` pension, unemployment or work-injury.

    Notes
    -----
    One person is in several schemes, so they are not added. The pension scheme is 淮北's
    in-report denominator.

    Examples
    --------
    淮北's 37.81万, rounded to 0.01万:

    >>> result = insured_employees(claims()).set_index("variant")
    >>> result.loc["pension", ["low", "high"]].astype(float).tolist()
    [378050.0, 378150.0]
    """
    return rows(claims)
