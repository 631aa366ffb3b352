"""What a model needs beside the values: the people of each place, and the places around it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reform_analysis.values.interval import Array


def with_people(values: pd.DataFrame, per: str) -> pd.DataFrame:
    """Counts undivided, each with the population that it was divided by elsewhere in the table.

    Parameters
    ----------
    values : DataFrame
        Rows of ``processed/indicators`` of one indicator, divided and undivided.
    per : str
        The population.

    Returns
    -------
    DataFrame
        The undivided rows that ``values`` also has divided by ``per``, with ``people_low``,
        ``people`` and ``people_high`` [persons]. ``people`` is missing where the population is an
        interval; both ends are where the low end of the count is 0 and nothing is printed.

    Notes
    -----
    ``people_high = number * low / low of the rate``, and so on: the division undone, so that mean
    year-ends and hulls of two scopes are those that the rates have.

    Examples
    --------
    >>> from reform_analysis import load
    >>> values = load("processed/indicators").query("indicator_id == 'subsidised-training'")
    >>> found = with_people(values, "census_residents").query("reading == 'central'")
    >>> found.set_index("place_id").loc[["wujin", "yancheng"], "people_high"].astype(int).tolist()
    [1697380, 6709629]
    """
    key = ["indicator_id", "variant", "place_id", "reading", "unit"]
    key += [name for name in ("period_start", "period_end") if name in values]
    if "claim_ids" in values:  # the claim of a population counted in the report joins at the end
        values = values.assign(first=values["claim_ids"].str.partition(";")[0])
        key.append("first")
    parts = values["unit"].str.extract(r"^(?P<unit>.+) per (?P<number>\d+) ")
    rates = values.assign(**parts)[values["per"].eq(per) & parts["unit"].notna()]
    rates = rates[[*key, "number", "low", "value", "high"]]
    counts = values[values["per"].isna()]
    rows = counts.merge(rates, on=key, suffixes=("", "_rate"), validate="one_to_one")
    number = rows["number"].astype(float)
    ends = {
        name: number * _quotient(rows[of], rows[f"{of}_rate"])
        for name, of in (("people_low", "high"), ("people", "value"), ("people_high", "low"))
    }
    kept = [*values.columns.drop("first", errors="ignore"), *ends]
    people = pd.DataFrame(ends)
    known = (
        people["people_low"].fillna(people["people"]),
        people["people_high"].fillna(people["people"]),
    )
    people = people.assign(people_low=known[0], people_high=known[1])
    one = np.isclose(people["people_low"], people["people_high"], rtol=1e-9)
    people["people"] = people["people"].where(one, np.nan).fillna(people["people_low"].where(one))
    return rows.assign(**people)[kept]


def _quotient(count: pd.Series, rate: pd.Series) -> Array:
    """Missing where nothing follows: 0 by 0, open by open."""
    above, below = (side.to_numpy(float, na_value=np.nan) for side in (count, rate))
    told = np.isfinite(above) & np.isfinite(below) & (below > 0)
    return np.divide(above, below, out=np.full(len(above), np.nan), where=told)


def around(places: pd.DataFrame) -> pd.Series:
    """The places around each place, for the column ``within`` of a model's rows.

    Parameters
    ----------
    places : DataFrame
        ``raw/places``: ``place_id`` and ``parent_id``.

    Returns
    -------
    Series of str
        By place: the ids of all places that it lies in, joined with ``;``; empty for the nation.

    Examples
    --------
    >>> from reform_analysis import load
    >>> around(load("places"))["jingjiang"]
    'taizhou;jiangsu;china'
    """
    parents = places.set_index("place_id")["parent_id"].to_dict()

    def of(place: str) -> str:
        found: list[str] = []
        while isinstance(parent := parents.get(place), str) and parent not in found:
            found.append(parent)
            place = parent
        return ";".join(found)

    return pd.Series({place: of(place) for place in parents}, dtype=object)
