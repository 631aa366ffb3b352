"""Where functions of single charts are registered, under the id of their row in the register.

``codebook/registers/charts`` says in ``drawn_as`` how a chart is drawn: with a word such as
by_place for a kind of chart that many share, or ``own`` for a function of its own. `chart`
registers either; `rows_of` a function that chooses the rows of one chart, where `rows.chart_rows`
does not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pandas as pd

Function = TypeVar("Function", bound=Callable[..., Any])

_DRAWING: dict[str, Callable[..., Any]] = {}
_CHOOSING: dict[str, Callable[..., pd.DataFrame]] = {}

OWN = "own"
"""``drawn_as`` of a chart that a function of its own draws."""


def chart(name: str) -> Callable[[Function], Function]:
    """Register a function that draws one chart (its id) or one kind of chart (its word).

    Raises
    ------
    ValueError
        The name is taken.
    """
    return _into(_DRAWING, name)


def rows_of(chart_id: str) -> Callable[[Function], Function]:
    """Register a function that chooses the rows of one chart; `ValueError` if there is one."""
    return _into(_CHOOSING, chart_id)


def _into(functions: dict[str, Callable[..., Any]], name: str) -> Callable[[Function], Function]:
    def register(function: Function) -> Function:
        if name in functions:
            raise ValueError(f"two functions are registered for the chart {name!r}")
        functions[name] = function
        return function

    return register


def drawn_by(entry: pd.Series) -> str:
    """The name under which the function that draws a chart is registered.

    Parameters
    ----------
    entry : Series
        Row of ``codebook/registers/charts``.

    Examples
    --------
    >>> drawn_by(pd.Series({"chart_id": "reporting-matrix", "drawn_as": "own"}))
    'reporting-matrix'
    >>> drawn_by(pd.Series({"chart_id": "award-shares", "drawn_as": "by_place"}))
    'by_place'
    """
    return entry["chart_id"] if entry["drawn_as"] == OWN else entry["drawn_as"]


def drawing_of(entry: pd.Series) -> Callable[..., Any]:
    """The function that draws a chart.

    Raises
    ------
    LookupError
        None is registered under its name.
    """
    name = drawn_by(entry)
    if name not in _DRAWING:
        raise LookupError(f"no function draws {name!r}; write one with @chart({name!r})")
    return _DRAWING[name]


def choosing_of(
    entry: pd.Series, otherwise: Callable[..., pd.DataFrame]
) -> Callable[..., pd.DataFrame]:
    """The function that chooses the rows of a chart; the one given where it has none of its own."""
    return _CHOOSING.get(entry["chart_id"], otherwise)


def registered() -> tuple[list[str], list[str]]:
    """The names under which charts are drawn, and the ids of charts that choose their own rows."""
    return list(_DRAWING), list(_CHOOSING)
