"""The rows a model rests on, and the table that all models give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.messages import message

COLUMNS = (
    *("model", "quantity", "low", "value", "high", "hull"),
    *("sampling_low", "sampling_high", "n", "least", "places", "left_out", "refused", "reading"),
)
"""Of every table of a model: the estimate with its identification hull, how that was found, the
sampling interval, the number of values and the least that the model takes, the number of places,
which were left out and why, why nothing was estimated, and the reading. Reasons are ids."""

LEAST = 5
"""Values below which nothing is estimated: the smallest exact two-sided p of a rank correlation is
0.33 at three, 0.083 at four and 0.017 at five (Kendall 1970, appendix table 1)."""

LACKS = "lacks"
"""Reason of a place that has no value in a column that is needed; the column stands behind it."""

CONFIDENCE = 0.95
"""Of a sampling interval."""


class Sample(NamedTuple):
    """What a model is fitted to at one reading."""

    reading: str
    rows: pd.DataFrame
    """With ``low``, ``value``, ``high`` and what else was given, numbered from 0."""
    left_out: str
    """``place: reason`` of each that is not in ``rows``, joined with a semicolon."""


def samples(
    rows: pd.DataFrame, needs: Sequence[str] = (), positive: bool = False
) -> Iterator[Sample]:
    """What can be estimated from, reading by reading.

    Parameters
    ----------
    rows : DataFrame
        ``place_id``, ``reading``, ``low``, ``value``, ``high``, one unit, and the columns that
        ``needs`` names. Where ``within`` is given (ids of the places around a place, joined with
        ``;``), what lies inside another place of the same day is left out.
    needs : sequence of str
        Columns that must have a value.
    positive : bool
        Logarithms are taken: what may be 0 is left out.

    Yields
    ------
    Sample
        In the order narrow, central, wide.

    Raises
    ------
    ValueError
        The rows have several units, or two values of one place and day at one reading.

    Examples
    --------
    >>> rows = pd.DataFrame({"place_id": list("abc"), "reading": "central", "low": [1.0, 2.0, 3.0]})
    >>> rows = rows.assign(value=rows["low"], high=[1.0, np.inf, 4.0], people=[9.0, 9.0, None])
    >>> (sample,) = samples(rows, ["people"])
    >>> sample.rows["place_id"].tolist(), sample.left_out
    (['a'], 'b: open_end; c: lacks people')
    """
    units = sorted(rows["unit"].dropna().unique()) if "unit" in rows else []
    if len(units) > 1:
        raise ValueError(f"several units: {', '.join(units)}")
    for reading in (name for name in READINGS if name in set(rows["reading"])):
        own = rows[rows["reading"].eq(reading)].reset_index(drop=True)
        why = _reasons(own, needs, positive)
        kept = own[why.isna()].reset_index(drop=True)
        same = ["place_id", *(["period_end"] if "period_end" in kept else [])]
        twice = kept.loc[kept.duplicated(same), "place_id"]
        if len(twice):
            raise ValueError(
                f"{twice.iloc[0]!r} has two values of one day at {reading!r}; choose one variant"
            )
        told = own["place_id"][why.notna()] + ": " + why[why.notna()]
        yield Sample(reading, kept, "; ".join(told.drop_duplicates()))


def _reasons(rows: pd.DataFrame, needs: Sequence[str], positive: bool) -> pd.Series:
    """Why a row is left out, the first reason that holds; missing where it stays."""
    why = pd.Series(pd.NA, rows.index, dtype="string")
    for column in reversed(needs):
        why = why.mask(rows[column].isna(), f"{LACKS} {column}")
    if positive:
        why = why.mask(rows["low"].le(0), "may_be_zero")
    why = why.mask(np.isinf(rows["high"]), "open_end").mask(rows["low"].isna(), "no_value")
    if "within" in rows:
        there = set(rows["place_id"][why.isna()])
        around = rows["within"].fillna("").str.split(";")
        inside = np.array([bool(there.intersection(ids)) for ids in around], dtype=bool)
        why = why.mask(why.isna() & inside, "inside_another")
    return why


def estimates(
    model: str, sample: Sample, least: int, quantities: Sequence[str], found: Iterable[np.ndarray]
) -> pd.DataFrame:
    """Rows of `COLUMNS` of one sample: ``low, value, high, sampling_low, sampling_high, exact``."""
    low, value, high, sampling_low, sampling_high, exact = found
    frame = pd.DataFrame({"quantity": list(quantities)}).assign(
        low=low,
        value=value,
        high=high,
        sampling_low=sampling_low,
        sampling_high=sampling_high,
        hull=np.where(exact, "exact", "inner"),
    )
    return _about(frame, model, sample, least, "")


def refusal(
    model: str, sample: Sample, least: int, reason: str = "too_few_to_estimate"
) -> pd.DataFrame:
    """The one row of a reading at which there are too few values, with the id of the reason."""
    frame = pd.DataFrame({"quantity": [""]})
    return _about(frame, model, sample, least, reason)


def _about(
    frame: pd.DataFrame, model: str, sample: Sample, least: int, refused: str
) -> pd.DataFrame:
    return frame.assign(
        model=model,
        n=len(sample.rows),
        least=least,
        places=sample.rows["place_id"].nunique(),
        left_out=sample.left_out,
        refused=refused,
        reading=sample.reading,
    ).reindex(columns=[*COLUMNS])


def together(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The readings below one another.

    Raises
    ------
    ValueError
        There is nothing, or every reading is refused; the reason is that of the last.
    """
    if not parts:
        raise ValueError("no rows to estimate from")
    table = pd.concat(parts, ignore_index=True)
    if table["refused"].ne("").all():
        last = table.iloc[-1]
        raise ValueError(
            message(
                "{reason}: {count}, at least {least} are needed",
                reason=last["refused"].replace("_", " "),
                count=last["n"],
                least=last["least"],
            )
        )
    return table


def over_readings(table: pd.DataFrame) -> pd.DataFrame:
    """One row an estimate: its hull over all readings.

    Parameters
    ----------
    table : DataFrame
        What a model gives.

    Returns
    -------
    DataFrame
        `COLUMNS`, one row for each quantity (and place, where the table has places). ``low`` and
        ``high`` over the readings; ``value`` where they agree on it; ``hull`` is exact where each
        is; ``n`` and ``places`` are the fewest; ``left_out`` names each place once; ``reading``
        those that gave an estimate, joined with ``;``.

    Notes
    -----
    At wide some places drop out because their values are open, so the estimate there is of fewer
    places, and the hull over the readings is that of an analyst who does not choose between them.

    Examples
    --------
    >>> row = {"model": "m", "quantity": "q", "value": 1.0, "hull": "exact", "left_out": ""}
    >>> row |= {"sampling_low": 0.0, "sampling_high": 2.0, "n": 5, "least": 5, "refused": ""}
    >>> narrow = row | {"low": 0.9, "high": 1.1, "reading": "narrow"}
    >>> wide = row | {"places": 5, "low": 0.5, "high": 1.2, "reading": "wide", "hull": "inner"}
    >>> found = over_readings(pd.DataFrame([narrow, wide]).reindex(columns=[*COLUMNS]))
    >>> found[["low", "value", "high", "hull", "reading"]].values.tolist()
    [[0.5, 1.0, 1.2, 'inner', 'narrow;wide']]
    """
    told = table[table["refused"].eq("")]
    key = [name for name in ("place_id", "model", "quantity") if name in table]
    found = told.groupby(key, sort=False, as_index=False).agg(
        low=("low", "min"),
        value=("value", _agreed),
        high=("high", "max"),
        hull=("hull", _weakest),
        sampling_low=("sampling_low", "min"),
        sampling_high=("sampling_high", "max"),
        n=("n", "min"),
        least=("least", "first"),
        places=("places", "min"),
        left_out=("left_out", _each_once),
        refused=("refused", "first"),
        reading=("reading", ";".join),
    )
    return found[list(table.columns)]


def _agreed(values: pd.Series) -> float:
    close = values.notna().all() and np.isclose(values, values.iloc[0], rtol=1e-9).all()
    return float(values.iloc[0]) if close else np.nan


def _weakest(hulls: pd.Series) -> str:
    return next(iter(sorted(set(hulls) - {"exact"})), "exact")


def _each_once(left_out: pd.Series) -> str:
    return "; ".join(dict.fromkeys(name for cell in left_out for name in cell.split("; ") if name))
