"""Rank sets of places, only among those whose every pair may be ranked."""

from __future__ import annotations

import pandas as pd

from reform_analysis.tables.messages import message

RANKED = ("A", "B")
"""Grades of pairs that may stand in one ranking."""

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
    >>> pairs = pd.DataFrame(
    ...     [
    ...         ["t", "a", "", "b", "", "C", pd.NA, "central"],
    ...         ["u", "a", "", "b", "", "A", "above", "central"],
    ...     ],
    ...     columns=[
    ...         "indicator_id",
    ...         "first",
    ...         "first_variant",
    ...         "second",
    ...         "second_variant",
    ...         "grade",
    ...         "order",
    ...         "reading",
    ...     ],
    ... ).assign(per="census_residents")
    >>> rank_groups(pairs)[["indicator_id", "place_id", "best", "worst"]].values.tolist()
    [['u', 'a', 1, 1], ['u', 'b', 2, 2]]
    """
    fixed = ["indicator_id", "per", "reading"]
    may = comparisons[comparisons["grade"].isin(RANKED) & comparisons["order"].notna()]
    names = {"first": "place_id", "first_variant": "variant"}
    swapped = {"second": "place_id", "second_variant": "variant"}
    swapped |= {"first": "second", "first_variant": "second_variant"}
    turned = may.rename(columns=swapped).assign(
        order=may["order"].replace({"above": "below", "below": "above"})
    )
    edges = pd.concat([may.rename(columns=names), turned]).fillna({"variant": "", "per": ""})
    node = [*fixed, "place_id", "variant"]
    edges = edges.assign(below=edges["order"].eq("below"), above=edges["order"].eq("above"))
    told = edges.groupby(node, as_index=False).agg(
        below=("below", "sum"), above=("above", "sum"), others=("order", "size")
    )
    kept = _alike_each_with_each(told, edges, node)
    told = told[kept.reindex(pd.MultiIndex.from_frame(told[node])).to_numpy(dtype=bool)]
    ranked = told["others"] + 1
    ranks = told[node].assign(best=1 + told["below"], worst=ranked - told["above"], ranked=ranked)
    return ranks.replace({"variant": {"": pd.NA}, "per": {"": pd.NA}}).reset_index(drop=True)


def _alike_each_with_each(told: pd.DataFrame, edges: pd.DataFrame, node: list[str]) -> pd.Series:
    """Whether a value and its neighbours all have the same neighbours, themselves included."""
    own = edges["place_id"] + "/" + edges["variant"]
    other = edges["second"] + "/" + edges["second_variant"].fillna("")
    closed = pd.concat([edges[node].assign(near=other), edges[node].assign(near=own)])
    sets = closed.drop_duplicates().sort_values("near").groupby(node)["near"].agg(";".join)
    fixed = node[:3]
    here = edges[node].merge(sets.rename("own").reset_index(), on=node)
    there = sets.rename("near").reset_index()
    pairs = edges[[*node, "second", "second_variant"]].fillna({"second_variant": ""})
    pairs = pairs.merge(here.drop_duplicates(), on=node).merge(
        there.rename(columns={"place_id": "second", "variant": "second_variant"}),
        on=[*fixed, "second", "second_variant"],
    )
    return pairs.assign(same=pairs["own"].eq(pairs["near"])).groupby(node)["same"].all()
