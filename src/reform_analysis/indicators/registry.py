"""Where indicators are registered: an id, the concepts that it counts, the function that computes.

``codebook/registers/indicators`` describes an indicator under the same id and lists the same
concepts; ``check`` and a test hold the two together. What all functions share is told here, once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import update_wrapper
from inspect import cleandoc, signature

import numpy as np
import pandas as pd

from reform_analysis.indicators.opened import assumed_ends, told_apart
from reform_analysis.indicators.shapes import Counted, Steps, computed
from reform_analysis.tables.naming import suggest
from reform_analysis.values.left_out import distinct_claims

Indicator = Callable[[pd.DataFrame], pd.DataFrame]

Own = Callable[[Counted], Steps]
"""A function as it is written: of the claims of its concepts, what is to be computed."""

COLUMNS = {
    "indicator_id": "string",
    "variant": "string",
    "place_id": "string",
    "low": "float64",
    "value": "float64",
    "high": "float64",
    "assumed_high": "boolean",
    "unit": "string",
    "status": "string",
    "period_start": "datetime64[ns]",
    "period_end": "datetime64[ns]",
    "reference_date": "datetime64[ns]",
    "claim_ids": "string",
    "notes": "string",
}
"""What every indicator returns. One type for a column, also where it is empty, so that tables of
several indicators stack."""

TYPES = COLUMNS | {"reading": "string"}
"""The same, and the reading, where the claims name theirs."""

NEEDED = (
    *("claim_id", "source_id", "place_id", "concept_id", "restates", "left_out"),
    *("low", "value", "high", "unit"),
    "assumed_high",
    *("period_kind", "period_start", "period_end", "years_low", "years_high", "reference_date"),
    "other_readings",
)
"""Columns of tidy claims that indicators are computed from."""

SHARED = """\
Parameters
----------
claims : DataFrame
    Tidy claims at one reading (``processed/claims``), or at several with the column ``reading``;
    unchanged. Only claims of the concepts that the register lists are looked at, and one that a
    report prints twice counts once.

Returns
-------
DataFrame
    One row a value: ``indicator_id``, ``variant``, ``place_id``, ``low``, ``value``, ``high``
    [``unit``], ``unit``, ``status`` (reported, derived, bound, proxy), ``period_start``,
    ``period_end``, ``reference_date``, ``claim_ids``, ``notes`` (ids of words);
    ``assumed_high`` where the high end would lie higher, did the claims end where their words do
    and not where the reading assumes (超6万 read as up to 70 000). A flow whose
    text gives no period keeps its count; its rate is missing, and ``notes`` says why. Where a
    report is silent there is no row. ``reading`` follows where the claims have it.
    `reform_analysis.values.dividing.divide` divides by people.

"""
"""The sections that the docstrings of all indicators have in common."""

NOTES = "Notes\n-----\n"

FIRST, IMPORTED = "\n>>> ", "\n>>> from reform_analysis import claims"
"""Where the first line of an example stands, and the line that all examples begin with."""

_FUNCTIONS: dict[str, Indicator] = {}
_OWN: dict[str, Own] = {}

_CONCEPTS: dict[str, dict[str, str]] = {}


def indicator(indicator_id: str, concepts: Mapping[str, str]) -> Callable[[Own], Indicator]:
    """Register a function as the one that computes an indicator.

    Parameters
    ----------
    indicator_id : str
        As in ``codebook/registers/indicators``.
    concepts : mapping of str to str
        Concept -> variant under which its claims are shown, empty where there is one only. The
        function is handed the claims of these concepts and no others, with ``variant`` and with
        ``notes``, which name their other readings.

    Returns
    -------
    callable
        A decorator. The function becomes one of tidy claims alone; its docstring, which has
        summary, Notes and Examples of its own, gets the sections that all share, and its example
        the line that imports ``claims``.

    Raises
    ------
    ValueError
        The id is taken, or the docstring has no Notes. The function that is made raises it
        where it is handed other tables than tidy claims.
    """

    def register(compute: Own) -> Indicator:
        if indicator_id in _FUNCTIONS:
            raise ValueError(f"two functions are registered as indicator {indicator_id!r}")
        told = cleandoc(compute.__doc__) if compute.__doc__ else None  # none under python -OO
        if told and NOTES not in told:
            raise ValueError(f"the docstring of indicator {indicator_id!r} has no Notes")

        def of_claims(claims: pd.DataFrame) -> pd.DataFrame:
            return compute_each(claims, [indicator_id])

        of_claims.__signature__ = signature(of_claims)  # `compute` takes another thing
        update_wrapper(of_claims, compute)
        told = told and told.replace(FIRST, IMPORTED + FIRST, 1)
        of_claims.__doc__ = told and told.replace(NOTES, SHARED + NOTES, 1)
        _FUNCTIONS[indicator_id] = of_claims
        _OWN[indicator_id] = compute
        _CONCEPTS[indicator_id] = dict(concepts)
        return of_claims

    return register


def compute_each(claims: pd.DataFrame, indicator_ids: Sequence[str]) -> pd.DataFrame:
    """Compute several indicators from the same claims; what they share is prepared once.

    Parameters
    ----------
    claims : DataFrame
        Tidy claims, at one reading or at several with the column ``reading``; unchanged.
    indicator_ids : sequence of str
        Registered ones.

    Returns
    -------
    DataFrame
        What their functions give, one below the other.

    Raises
    ------
    ValueError
        These are no tidy claims.

    Notes
    -----
    An indicator joins what one report says of a place. So places are numbered, another number for
    each indicator, reading and report: one call computes all readings. Claims of a place with an
    assumed high end follow once more as `opened`, under the same number plus n: what rests on the
    assumption.

    Examples
    --------
    >>> from reform_analysis import claims
    >>> found = compute_each(claims(), ["skilled-register", "new-form-unions"])
    >>> found["indicator_id"].unique().tolist()
    ['skilled-register', 'new-form-unions']
    """
    if len(indicator_ids) == 0:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in TYPES.items()})
    if lacking := [name for name in NEEDED if name not in claims]:
        raise ValueError(
            f"indicator {indicator_ids[0]!r} is computed from tidy claims, and these have "
            f"no {', '.join(lacking)}; take processed/claims, or clean the raw ones"
        )
    counted = distinct_claims(claims)
    keys = ["reading", "place_id"] if "reading" in claims else ["place_id"]
    groups = counted.groupby([*keys, "source_id"], sort=True, observed=True)
    cases = groups.size().index.to_frame(index=False)
    own = counted.assign(place_id=groups.ngroup(), notes=counted["other_readings"])
    concepts = [_CONCEPTS[one] for one in map(known, indicator_ids)]
    shared, given = told_apart(own, concepts, len(cases))
    steps = [_OWN[one](each) for one, each in zip(indicator_ids, given, strict=True)]
    found = computed([step for each in steps for step in each], shared)
    types = {**TYPES, "step": "int64", "place_id": "int64"}
    table = stacked_by_column(found, {name: types[name] for name in types if name in found[0]})
    table = assumed_ends(table.sort_values("step", kind="stable"), len(cases))
    of, place = np.divmod(table["place_id"].to_numpy(), max(2 * len(cases), 1))
    table["indicator_id"] = pd.array([*indicator_ids], dtype="string").take(of)
    case = cases.take(place)
    table = table.assign(**{name: case[name].astype("string").array for name in keys})
    return table[[name for name in TYPES if name in table]]


def stacked_by_column(tables: Sequence[pd.DataFrame], types: Mapping[str, str]) -> pd.DataFrame:
    """Tables below one another, each column with its type; what has no type is left out."""
    columns = {
        name: pd.concat([table[name] for table in tables], ignore_index=True).astype(dtype)
        for name, dtype in types.items()
        if name in tables[0]
    }
    return pd.DataFrame(columns, copy=False)


def function_of(indicator_id: str) -> Indicator:
    """The function that computes an indicator.

    Raises
    ------
    ValueError
        None is registered under this id.

    Examples
    --------
    >>> from reform_analysis.indicators import function_of
    >>> function_of("party-member-density").__name__
    'party_member_density'
    """
    return _FUNCTIONS[known(indicator_id)]


def known(indicator_id: str) -> str:
    """The same id; `ValueError` where no function is registered under it."""
    if indicator_id not in _FUNCTIONS:
        remedy = suggest(indicator_id, _FUNCTIONS, f"write one with @indicator('{indicator_id}')")
        raise ValueError(f"no function computes the indicator '{indicator_id}'; {remedy}")
    return indicator_id


def concepts_of(indicator_id: str) -> frozenset[str]:
    """The concepts that the function of an indicator counts; `ValueError` as `function_of`.

    Examples
    --------
    >>> from reform_analysis.indicators import concepts_of
    >>> sorted(concepts_of("party-member-density"))
    ['party-members']
    """
    return frozenset(_CONCEPTS[known(indicator_id)])


def registered() -> list[str]:
    """The ids of all indicators that a function computes, in the order of the files."""
    return list(_FUNCTIONS)
