"""Where indicators are registered: an id, the concepts that it counts, the function that computes.

``codebook/registers/indicators`` describes an indicator under the same id and lists the same
concepts; ``check`` and a test hold the two together. What all functions share is told here, once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from inspect import cleandoc

import numpy as np
import pandas as pd

from reform_analysis.tables.naming import suggest
from reform_analysis.values.left_out import distinct_claims

Indicator = Callable[[pd.DataFrame], pd.DataFrame]

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

_FUNCTIONS: dict[str, Indicator] = {}
_OWN: dict[str, Indicator] = {}
"""The functions as they are written, which take what `compute_each` prepares."""

_CONCEPTS: dict[str, dict[str, str]] = {}


def indicator(
    indicator_id: str, concepts: Mapping[str, str]
) -> Callable[[Callable[[pd.DataFrame], pd.DataFrame]], Indicator]:
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
        summary, Notes and Examples of its own, gets the sections that all share.

    Raises
    ------
    ValueError
        The id is taken, or the docstring has no Notes. The function that is made raises it
        where it is handed other tables than tidy claims.
    """

    def register(compute: Callable[[pd.DataFrame], pd.DataFrame]) -> Indicator:
        if indicator_id in _FUNCTIONS:
            raise ValueError(f"two functions are registered as indicator {indicator_id!r}")
        told = cleandoc(compute.__doc__) if compute.__doc__ else None  # none under python -OO
        if told and NOTES not in told:
            raise ValueError(f"the docstring of indicator {indicator_id!r} has no Notes")

        @wraps(compute)
        def computed(claims: pd.DataFrame) -> pd.DataFrame:
            return compute_each(claims, [indicator_id])

        computed.__doc__ = told and told.replace(NOTES, SHARED + NOTES, 1)
        _FUNCTIONS[indicator_id] = computed
        _OWN[indicator_id] = compute
        _CONCEPTS[indicator_id] = dict(concepts)
        return computed

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
    each reading and report: one call computes all readings. Claims of a place with an assumed high
    end follow once more as `opened`, under the same number plus n: what rests on the assumption.

    Examples
    --------
    >>> from reform_analysis import claims
    >>> found = compute_each(claims(), ["skilled-register", "new-form-unions"])
    >>> found["indicator_id"].unique().tolist()
    ['skilled-register', 'new-form-unions']
    """
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
    codes, known = pd.factorize(counted["concept_id"])
    at = {concept: np.flatnonzero(codes == code) for code, concept in enumerate(known)}
    found = []
    for one in indicator_ids:
        function_of(one)  # refuses what nobody has registered
        rows = [at[concept] for concept in _CONCEPTS[one] if concept in at]
        rows = np.sort(np.concatenate(rows)) if rows else np.zeros(0, dtype=np.intp)
        made = _OWN[one](_told_apart(own.take(rows), _CONCEPTS[one], len(cases)))
        found.append(_assumed_ends(made, len(cases)).assign(indicator_id=one))
    types = {name: dtype for name, dtype in TYPES.items() if name not in keys}
    table = stacked_by_column(found, types)
    case = cases.take(pd.concat([one["place_id"] for one in found]).to_numpy())
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


def _told_apart(own: pd.DataFrame, concepts: Mapping[str, str], places: int) -> pd.DataFrame:
    """Claims of an indicator with their variant, and once more with the ends that we assumed open.

    Only places that have such an end stand twice, the second time under their number plus `places`.
    """
    number = own["place_id"].to_numpy()
    assumed = number[own["assumed_high"].to_numpy(dtype=bool, na_value=False)]
    again = np.flatnonzero(np.isin(number, assumed))
    both = own.take(np.concatenate([np.arange(len(own)), again])).reset_index(drop=True)
    codes = pd.Index(list(concepts)).get_indexer(both["concept_id"].astype("object"))
    number, high = both["place_id"].to_numpy().copy(), both["high"].to_numpy(dtype=float).copy()
    number[len(own) :] += places
    if len(again):
        high[len(own) :] = opened(own.take(again))["high"]
    return both.assign(
        place_id=number,
        high=high,
        concept_id=pd.Categorical.from_codes(codes, list(concepts)),
        variant=pd.array([*concepts.values()], dtype="string").take(codes),
    )


def _assumed_ends(found: pd.DataFrame, places: int) -> pd.DataFrame:
    """What an indicator makes of the claims as read; ``assumed_high`` where opened ends show it."""
    place = found["place_id"].to_numpy()
    again = place >= places
    found, beyond = found[~again], found.loc[again, "high"].to_numpy()
    assumed = np.isin(place[~again], place[again] - places)
    higher = np.zeros(len(found), dtype=bool)
    higher[assumed] = found["high"].to_numpy()[assumed] < beyond
    return found.assign(assumed_high=higher)


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


def select(claims: pd.DataFrame, *concept_ids: str) -> pd.DataFrame:
    """Claims of some of an indicator's concepts, index reset.

    Raises
    ------
    ValueError
        A concept is none of those that the indicator is registered with.
    """
    known = list(claims["concept_id"].cat.categories)
    for concept in concept_ids:
        if concept not in known:
            remedy = suggest(concept, known, "list it where the indicator is registered")
            raise ValueError(f"'{concept}' is no concept of this indicator; {remedy}")
    return claims[claims["concept_id"].isin(concept_ids)].reset_index(drop=True)


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
    if indicator_id not in _FUNCTIONS:
        remedy = suggest(indicator_id, _FUNCTIONS, f"write one with @indicator('{indicator_id}')")
        raise ValueError(f"no function computes the indicator '{indicator_id}'; {remedy}")
    return _FUNCTIONS[indicator_id]


def concepts_of(indicator_id: str) -> frozenset[str]:
    """The concepts that the function of an indicator counts; `ValueError` as `function_of`.

    Examples
    --------
    >>> from reform_analysis.indicators import concepts_of
    >>> sorted(concepts_of("party-member-density"))
    ['party-members']
    """
    function_of(indicator_id)
    return frozenset(_CONCEPTS[indicator_id])


def registered() -> list[str]:
    """The ids of all indicators that a function computes, in the order of the files."""
    return list(_FUNCTIONS)
