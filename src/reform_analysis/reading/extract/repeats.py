"""Passages that a text prints more than once, and which quantity repeats which.

Windows of `WINDOW` characters are compared at every place, so the work is linear in the length
of the text; a passage is as long as both copies agree.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

WINDOW = 24
"""Shorter agreements are phrases, not passages."""

SHORTEST = 40
"""Characters that a repeated passage has at least, blanks not counted."""


def find_repeats(text: str) -> pd.DataFrame:
    """Find the passages that repeat an earlier one.

    Parameters
    ----------
    text : str
        A whole report.

    Returns
    -------
    DataFrame
        ``start, end`` of each repeat and ``first``, where its earliest copy begins; in the order
        of the text, without overlaps. Blanks and line ends are passed over in comparing.

    Examples
    --------
    >>> passage = "全市共培训职工近400名，建立工作室12个，" * 2 + "完成技术革新项目30项，创造价值。"
    >>> find_repeats(passage + "另一段话。" + passage)[["start", "first"]].to_numpy().tolist()
    [[66, 0]]
    """
    solid = np.array(
        [place for place, sign in enumerate(text) if not sign.isspace()], dtype=np.int64
    )
    signs = "".join(text.split())
    seen: dict[int, int] = {}
    found: list[tuple[int, int, int]] = []
    place, last = 0, len(signs) - WINDOW
    while place <= last:
        window = signs[place : place + WINDOW]
        first = seen.setdefault(hash(window), place)
        if first + WINDOW > place or signs[first : first + WINDOW] != window:
            place += 1
            continue
        length = _agreement(signs, first, place)
        if length >= SHORTEST:
            found.append((place, length, first))
        place += max(length - WINDOW + 1, 1) if length < SHORTEST else length
    rows = [(solid[at], solid[at + length - 1] + 1, solid[first]) for at, length, first in found]
    return pd.DataFrame(rows, columns=["start", "end", "first"], dtype="int64")


def _agreement(signs: str, first: int, second: int) -> int:
    """Length of the agreement of two places; a copy does not run into itself."""
    length, longest = WINDOW, min(len(signs) - second, second - first)
    step = 1024
    while step:
        while length + step <= longest and (
            signs[first + length : first + length + step]
            == signs[second + length : second + length + step]
        ):
            length += step
        step //= 2
    return length


def link_repeats(text: str, quantities: pd.DataFrame) -> pd.Series:
    """Link each quantity in a repeated passage to the one it repeats.

    Parameters
    ----------
    text : str
        A whole report.
    quantities : DataFrame
        As `find_quantities` gives them.

    Returns
    -------
    Series of Int64
        Row label of the quantity repeated; missing where nothing is. Repeats of repeats lead to
        the first.

    Examples
    --------
    >>> from reform_analysis import find_quantities
    >>> passage = "全市共培训职工近400名，建立了职工创新工作室和实训基地，"
    >>> text = (passage + "完成技术革新，创造价值，覆盖企业。") * 2
    >>> link_repeats(text, find_quantities(text)).tolist()
    [<NA>, 0]
    """
    links = pd.Series(pd.NA, index=quantities.index, dtype="Int64")
    # How many characters that are no blanks stand before each place: the same in both copies.
    rank = np.cumsum([0, *(not sign.isspace() for sign in text)])
    rows = {int(rank[row.start]): row for row in quantities.itertuples()}
    for passage in find_repeats(text).itertuples():
        distance = rank[passage.start] - rank[passage.first]
        inside = (quantities["start"] >= passage.start) & (quantities["end"] <= passage.end)
        for row in quantities[inside].itertuples():
            first = rows.get(int(rank[row.start] - distance))
            if first is not None and first.reported == row.reported:
                earlier = links[first.Index]
                links[row.Index] = first.Index if pd.isna(earlier) else earlier
    return links
