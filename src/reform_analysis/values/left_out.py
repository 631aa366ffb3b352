"""Which claims count: what is read, what is left out and why, and what is printed once more."""

from __future__ import annotations

import pandas as pd

REFORM = pd.Timestamp("2017-06-01")
"""Pages older than this are older than the reform, whose plan was published on 19 June 2017."""

UNREADABLE = "unreadable"
"""Why a claim is left out whose expression no rule reads: it has no value, and no row here."""


def readable(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims but those whose expression no rule reads."""
    return claims[claims["left_out"].ne(UNREADABLE).fillna(True)].reset_index(drop=True)


def reason_left_out(dated: pd.DataFrame) -> pd.Series:
    """Why a claim goes into no indicator: as coded, else what target and source of it say.

    Parameters
    ----------
    dated : DataFrame
        Raw claims with ``kind``, ``grade`` and ``published_latest`` of their sources.

    Returns
    -------
    Series of str
        An id of ``codebook/registers/reasons``; missing where nothing speaks against a claim. Only
        openings are left out by grade and day: a text is here because it was chosen.

    Examples
    --------
    >>> claim = {"left_out": None, "target": "result", "kind": "opening", "grade": "C"}
    >>> claim |= {"published_latest": pd.Timestamp("2023-05-10")}
    >>> reason_left_out(pd.DataFrame([claim, claim | {"target": "plan"}])).tolist()
    ['grade_c', 'plan']
    """
    opening = dated["kind"].eq("opening")
    reason = pd.Series(pd.NA, dated.index, dtype="string")
    reason = reason.mask(opening & dated["grade"].eq("C"), "grade_c")
    reason = reason.mask(opening & dated["published_latest"].lt(REFORM), "before_reform")
    reason = reason.mask(dated["target"].eq("plan"), "plan")
    return dated["left_out"].astype("string").fillna(reason)


def distinct_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """Tidy claims that count: that restate no other of their report and are not left out.

    The columns ``restates`` and ``left_out`` say so.

    Examples
    --------
    >>> printed = pd.DataFrame({"claim_id": list("abc"), "restates": [None, "a", None]})
    >>> distinct_claims(printed.assign(left_out=[None, None, "plan"]))["claim_id"].tolist()
    ['a']
    """
    return claims[claims["restates"].isna() & claims["left_out"].isna()]
