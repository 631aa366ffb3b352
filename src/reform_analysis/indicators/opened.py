"""What rests on ends that we assumed: claims once more, with these ends open.

An indicator computes both at once, so that its values may be held against each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from reform_analysis.indicators.shapes import NOTHING, Counted


def told_apart(
    own: pd.DataFrame, indicators: Sequence[Mapping[str, str]], places: int
) -> tuple[pd.DataFrame, list[Counted]]:
    """Claims of each indicator with their variant, and once more with assumed ends open.

    Parameters
    ----------
    own : DataFrame
        Claims of the places that ``place_id`` numbers, from 0 on.
    indicators : sequence of mapping of str to str
        Of each indicator, concept -> variant.
    places : int
        How many there are. The second indicator numbers them from twice as many on, and so forth;
        places that have such an end stand twice, the second time under their number plus `places`.

    Returns
    -------
    tuple of DataFrame and list of Counted
        One table of all, and which of it each indicator counts.
    """
    codes, known = pd.factorize(own["concept_id"].astype("object"))
    at = {concept: np.flatnonzero(codes == code) for code, concept in enumerate(known)}
    pairs = [(of, *pair) for of, each in enumerate(indicators) for pair in each.items()]
    counted = [at.get(concept, NOTHING) for _, concept, _ in pairs]
    pair = np.repeat(np.arange(len(pairs)), [len(each) for each in counted])
    of = np.array([of for of, *_ in pairs], dtype=np.intp)[pair]
    rows = np.concatenate([NOTHING, *counted])
    number = own["place_id"].to_numpy()[rows] + 2 * places * of
    assumed = own["assumed_high"].to_numpy(dtype=bool, na_value=False)[rows]
    again = np.isin(number, number[assumed])
    both = pd.concat([own.take(rows), opened(own.take(rows[again]))])
    both["place_id"] = np.concatenate([number, number[again] + places])
    of, pair, rows = (np.concatenate([each, each[again]]) for each in (of, pair, rows))
    order = np.lexsort([rows, np.arange(len(rows)) >= len(again), of])
    pair = pair[order]
    variants = pd.array([variant for *_, variant in pairs], dtype="string").take(pair)
    table = both.take(order).assign(variant=variants, status="reported")
    counts = [Counted(table, {}) for _ in indicators]
    for n, (one, concept, _) in enumerate(pairs):
        counts[one].standing[concept] = np.flatnonzero(pair == n)
    return table, counts


def assumed_ends(found: pd.DataFrame, places: int) -> pd.DataFrame:
    """What indicators make of the claims as read; ``assumed_high`` where opened ends show it."""
    place = found["place_id"].to_numpy()
    again = place % max(2 * places, 1) >= places
    found, beyond = found[~again].reset_index(drop=True), found.loc[again, "high"].to_numpy()
    assumed = np.isin(place[~again], place[again] - places)
    higher = np.zeros(len(found), dtype=bool)
    higher[assumed] = found["high"].to_numpy()[assumed] < beyond
    return found.assign(assumed_high=pd.array(higher, dtype="boolean"))


def opened(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims with every assumed high end where the words leave it: open, a share at 1.

    Examples
    --------
    >>> claims = pd.DataFrame({"high": [7e4, 0.6, 400], "unit": ["人", "fraction", "人"]})
    >>> opened(claims.assign(assumed_high=[True, True, False]))["high"].tolist()
    [inf, 1.0, 400.0]
    """
    whole = claims["unit"].eq("fraction") & claims["high"].le(1)
    end = whole.map({True: 1.0, False: float("inf")})
    return claims.assign(high=claims["high"].mask(claims["assumed_high"].astype(bool), end))
