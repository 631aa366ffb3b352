"""Rank sets of places, only among those whose every pair may be ranked."""

from __future__ import annotations

import pandas as pd

from reform_analysis.tables.messages import message
from reform_analysis.values.compare import PAIR

RANKED = ("A", "B")
"""Grades of pairs that may stand in one ranking."""

TURNED = {"above": "below", "below": "above", "not_ordered": "not_ordered"}
"""Order of two values -> of the same two, the second first."""

GROUP = ("indicator_id", "per", "reading")
"""What values share that are ranked together."""

FURTHEST = ("D", "not_graded", "C")
"""Those that may not, the one furthest apart first."""


def refuse_unlike(pairs: pd.DataFrame) -> None:
    """Refuse to rank values of which two may not stand in one ranking.

    Parameters
    ----------
    pairs : DataFrame
        What `reform_analysis.values.comparisons.comparable_pairs` gives for all that is to be
        ranked.

    Raises
    ------
    ValueError
        A pair is of grade C or D or not graded; the one that is furthest apart is named, with the
        ids of what sets the two apart.

    Examples
    --------
    >>> pair = {"first": "a", "first_variant": "", "second": "b", "second_variant": ""}
    >>> refuse_unlike(pd.DataFrame([pair | {"grade": "B", "reasons": "level"}]))
    >>> refuse_unlike(pd.DataFrame([pair | {"grade": "C", "reasons": "titles;level"}]))
    Traceback (most recent call last):
    ...
    ValueError: 'a' and 'b' cannot stand in one ranking: grade C (titles, level); rank places \
whose every pair is of grade A or B, or compare two at a time
    """
    unlike = pairs[~pairs["grade"].isin(RANKED)]
    if unlike.empty:
        return
    first = unlike.sort_values("grade", key=lambda grades: grades.map(FURTHEST.index)).iloc[0]
    one, other = (
        f"{first[name]} ({first[f'{name}_variant']})" if first[f"{name}_variant"] else first[name]
        for name in ("first", "second")
    )
    graded = message("grade {letter}", letter=first["grade"])
    raise ValueError(
        message(
            "{first} and {second} cannot stand in one ranking: {grade} ({reasons}); rank places "
            "whose every pair is of grade {letters}, or compare two at a time",
            first=repr(one),
            second=repr(other),
            grade="not graded" if first["grade"] == "not_graded" else graded,
            reasons=first["reasons"].replace(";", ", "),
            letters=message("{one} or {other}", one=RANKED[0], other=RANKED[1]),
        )
    )


def rank_groups(comparisons: pd.DataFrame) -> pd.DataFrame:
    """The ranks that each place can have among places that are all alike.

    Parameters
    ----------
    comparisons : DataFrame
        ``processed/comparisons``.

    Returns
    -------
    DataFrame
        ``processed/ranks``: ``indicator_id, place_id, variant, per, reading``, ``best`` and
        ``worst`` [rank, 1 is the highest], ``ranked`` [values ranked together, 2 or more].

    Notes
    -----
    ``[1 + #{below j}, n - #{above j}]`` over the places j that a place is compared with. A place
    is ranked where it and all that it may be ranked with are alike each with each; otherwise no
    ranking is unique, and there is none. A rank set is what dominance of intervals leaves open; it
    has no probability. Where values are estimates with a known error of sampling, the sets of
    Mogstad, Romano, Shaikh and Wilhelm (2024), Review of Economic Studies 91, have one; counts
    that bodies report of themselves are no sample.

    Examples
    --------
    >>> pairs = pd.DataFrame([["t", "a", "", "b", "", "C"], ["u", "a", "", "b", "", "A"]])
    >>> pairs = pairs.set_axis([*PAIR, "grade"], axis=1).assign(order=[pd.NA, "above"])
    >>> pairs = pairs.assign(reading="central", per="census_residents")
    >>> rank_groups(pairs)[["indicator_id", "place_id", "best", "worst"]].values.tolist()
    [['u', 'a', 1, 1], ['u', 'b', 2, 2]]
    """
    told = comparisons[comparisons["grade"].isin(RANKED) & comparisons["order"].notna()]
    columns = (told[name].fillna("") for name in [*GROUP, *PAIR[1:], "order"])
    groups: dict[tuple[str, ...], dict[tuple[str, str], dict[tuple[str, str], str]]] = {}
    for *group, one, its_variant, other, variant, order in zip(*columns, strict=True):
        orders = groups.setdefault(tuple(group), {})
        first, second = (one, its_variant), (other, variant)
        orders.setdefault(first, {})[second] = order
        orders.setdefault(second, {})[first] = TURNED[order]
    rows = []
    for group, orders in sorted(groups.items()):
        alike = {place: {place, *others} for place, others in orders.items()}
        for place, others in sorted(orders.items()):
            if all(alike[other] == alike[place] for other in others):
                found, ranked = [*others.values()], 1 + len(others)
                ranks = (1 + found.count("below"), ranked - found.count("above"), ranked)
                rows.append((*group, *place, *ranks))
    names = [*GROUP, "place_id", "variant"]
    ranks = pd.DataFrame(rows, columns=[*names, "best", "worst", "ranked"])
    return ranks.astype(dict.fromkeys(names, "string")).replace("", pd.NA)
