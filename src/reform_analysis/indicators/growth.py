"""队伍壮大: trainees, registers, new unions and insured employees (G1 to G4)."""

from __future__ import annotations

import pandas as pd

from reform_analysis.indicators._shape import (
    claims,
    flows,
    labelled,
    rows,
    stocks,
    tidy,
)


def trainees_sent(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """G1: skilled trainees sent to firms; per year, and per 10 000 people and year.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`).

    Returns
    -------
    DataFrame
        [人] as printed and [人/年], or [人/年 per 10000 of the rung]; ``variant`` names the
        channel: trained-online, school-graduates.

    Notes
    -----
    ``[low / years_high, high / years_low] / D * 10 000``. A count of 每年 is a rate as printed.
    Workers trained online and graduates of schools do not compare.

    Examples
    --------
    盐城: 3万余名 each year.

    >>> from reform_analysis.tables import load
    >>> result = trainees_sent(load("processed/figures")).set_index("region_id")
    >>> result.loc["yancheng", ["low", "high"]].astype(float).tolist()
    [30000.0, 40000.0]
    """
    channels = {
        "trained-and-placed-workers": "trained-online",
        "skilled-graduates-supplied": "school-graduates",
    }
    return flows(labelled(figures, channels), denominators, rung, per=10_000)


def skilled_register(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """G2: people in a register of skilled workers, and per 10 000 people.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`).

    Returns
    -------
    DataFrame
        Stock [人], reported, or [人 per 10000 of the rung], derived.

    Notes
    -----
    ``[low, high] / D * 10 000``. A register of a training programme, not the stock of skill.

    Examples
    --------
    淮北: 1.78万余 (17 800 to 17 900).

    >>> from reform_analysis.tables import load
    >>> result = skilled_register(load("processed/figures"))
    >>> result[["low", "high"]].astype(float).values.tolist()
    [[17800.0, 17900.0]]
    """
    return stocks(claims(figures, "skilled-register"), denominators, rung, per=10_000)


def new_form_unions(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """G3: unions founded for new forms of employment.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`); nothing is divided by.

    Returns
    -------
    DataFrame
        Stock [家], reported; ``variant`` federations or independent-unions.

    Notes
    -----
    A federation holds several unions, so the two are not added. Party committees of new sectors
    stand under P4. 高邮's founding of one union is told without a figure.

    Examples
    --------
    >>> from reform_analysis.tables import load
    >>> result = new_form_unions(load("processed/figures")).set_index("variant")
    >>> result["stated"].to_dict()
    {'federations': 2.0, 'independent-unions': 3.0}
    """
    kinds = {
        "new-form-union-federations": "federations",
        "new-form-unions": "independent-unions",
    }
    return tidy(rows(labelled(figures, kinds), status="reported"))


def insured_employees(
    figures: pd.DataFrame, denominators: pd.DataFrame | None = None, rung: str | None = None
) -> pd.DataFrame:
    """G4: employees insured under each scheme.

    Parameters
    ----------
    figures, denominators, rung
        As for every indicator (`reform_analysis.indicators`); nothing is divided by.

    Returns
    -------
    DataFrame
        Stock [人], reported; ``variant`` pension, unemployment or work-injury.

    Notes
    -----
    One person is in several schemes, so they are not added. The pension scheme is 淮北's
    in-report denominator.

    Examples
    --------
    淮北's 37.81万, rounded to 0.01万:

    >>> from reform_analysis.tables import load
    >>> result = insured_employees(load("processed/figures")).set_index("variant")
    >>> result.loc["pension", ["low", "high"]].astype(float).tolist()
    [378050.0, 378150.0]
    """
    schemes = {
        "insured-pension": "pension",
        "insured-unemployment": "unemployment",
        "insured-injury": "work-injury",
    }
    return tidy(rows(labelled(figures, schemes), status="reported"))
