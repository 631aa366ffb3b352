"""What rests on ends that we assumed: claims once more, with these ends open.

An indicator computes both at once, so that its values may be held against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

NOTHING = np.zeros(0, dtype=np.intp)
"""The rows of a concept that nobody reports."""


def told_apart(
    own: pd.DataFrame, indicators: Sequence[Mapping[str, str]], places: int
) -> Iterator[pd.DataFrame]:
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
    """
    codes, known = pd.factorize(own["concept_id"].astype("object"))
    at = {concept: np.flatnonzero(codes == code) for code, concept in enumerate(known)}
    counted = [
        np.sort(np.concatenate([NOTHING, *(at.get(concept, NOTHING) for concept in concepts)]))
        for concepts in indicators
    ]
    of = np.repeat(np.arange(len(counted)), [len(each) for each in counted])
    rows = np.concatenate(counted)
    number = own["place_id"].to_numpy()[rows] + 2 * places * of
    assumed = own["assumed_high"].to_numpy(dtype=bool, na_value=False)[rows]
    again = np.isin(number, number[assumed])
    both = pd.concat([own.take(rows), opened(own.take(rows[again]))])
    both["place_id"] = np.concatenate([number, number[again] + places])
    of, rows = np.concatenate([of, of[again]]), np.concatenate([rows, rows[again]])
    order = np.argsort(of, kind="stable")
    both, codes = both.take(order), codes[rows[order]]
    ends = np.searchsorted(of[order], np.arange(len(counted)), side="right")
    for concepts, start, end in zip(indicators, [0, *ends[:-1]], ends, strict=True):
        concept = pd.Index([*concepts]).get_indexer(known)[codes[start:end]]
        part = both.iloc[start:end].reset_index(drop=True)
        yield part.assign(
            concept_id=pd.Categorical.from_codes(concept, [*concepts]),
            variant=pd.array([*concepts.values()], dtype="string").take(concept),
        )


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
    >>> claims = pd.DataFrame(
    ...     {"high": [7e4, 0.6, 400], "unit": ["人", "fraction", "人"], "assumed_high": [1, 1, 0]}
    ... )
    >>> opened(claims.astype({"assumed_high": bool}))["high"].tolist()
    [inf, 1.0, 400.0]
    """
    whole = claims["unit"].eq("fraction") & claims["high"].le(1)
    end = whole.map({True: 1.0, False: float("inf")})
    return claims.assign(high=claims["high"].mask(claims["assumed_high"].astype(bool), end))
