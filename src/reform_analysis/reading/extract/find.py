"""Every quantity of a text, with its place; what is damaged is listed apart.

One pattern finds every number with what belongs to it, `judge` says whether it counts something,
`quantity` reads it; each distinct expression is read once. The work is linear in the length of
the text: nothing looks further than a few dozen characters from a number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from reform_analysis.reading.denominators import load_denominators
from reform_analysis.reading.extract.clean import clean
from reform_analysis.reading.extract.expressions import expressions, idle
from reform_analysis.reading.extract.neighbours import close, load_neighbours
from reform_analysis.reading.extract.number import Hit, hedges_before, reader
from reform_analysis.reading.extract.patterns import GOES_ON, load_words
from reform_analysis.reading.extract.periods import period_rows
from reform_analysis.reading.extract.units import load_nouns, unit_of
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import one_known

BLOCK = 1 << 18
"""Characters searched at once; a longer text is cut behind a sentence."""

_CUT = re.compile(r"[。！？]\s*\n")
_ADDRESS = re.compile(r"(?:[a-z]{2,6}://|www\.)[!-~]*")
_FORMAL_SIZES = ("佰", "仟")


Row = tuple[int | float | str | None, ...]

TAKEN = {
    "start": "int64",
    "end": "int64",
    "reported": "string",
    "hedge": "string",
    "low": "float64",
    "value": "float64",
    "high": "float64",
    "unit": "string",
    "unit_basis": "string",
}
REFUSED = {"start": "int64", "end": "int64", "reported": "string", "reason": "string"}


class Found(NamedTuple):
    """What a text holds.

    ``quantities`` has the columns ``start, end, reported, hedge, low, value, high, unit,
    unit_basis``;
    ``refused`` has ``start, end, reported, reason``. Both are in the order of the text.
    """

    quantities: pd.DataFrame
    refused: pd.DataFrame


def find_quantities(
    text: str,
    codebook: Codebook,
    reading: str = "central",
    refused: bool = False,
    periods: bool = False,
) -> pd.DataFrame:
    """Find every quantity that a text states.

    A length of time told as a fact (连续5年) is a quantity. A window that only dates another claim
    (近3年, 两年来) is none: it is the business of `period`. What one number is per makes its unit
    compound (300元/月 and 每人每月300元, see `denominators`).

    Parameters
    ----------
    text : str
        A report, in simplified or traditional characters, as it stands.
    codebook : Codebook
        Whose rules and words are used.
    reading : {"central", "narrow", "wide"}
        How widely hedges are read.
    refused : bool
        Whether what was refused is listed too, in a column ``reason`` that is empty where a
        quantity was read.
    periods : bool
        Whether windows are listed too, in years; a column ``kind`` then says quantity or period.

    Returns
    -------
    DataFrame
        A row a quantity, in the order of the text: ``start, end`` its place, ``reported`` the
        expression (always ``text[start:end]``), ``hedge``, ``low, value, high`` in the canonical
        ``unit``. ``value`` is missing where no single number is printed; ``unit`` is empty where
        no classifier is and no noun or verb implies one; ``unit_basis`` says which (printed,
        inferred).

    Raises
    ------
    ValueError
        The reading is unknown.
    TableError
        A table of the codebook cannot be read: the message names file, row and cure.

    See Also
    --------
    scan : also lists the numbers that were refused.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> found = find_quantities("2023年培训近400名职工，占37%。", codebook())
    >>> found[["start", "reported", "low", "unit"]]
       start reported      low      unit
    0      7    近400名  360.000         人
    1     16      37%    0.365  fraction
    >>> find_quantities("利润-3.5亿元", codebook(), refused=True)["reported"].tolist()
    ['-3.5亿元']
    """
    taken, left = find_rows(text, codebook, reading)
    if not (refused or periods):
        return _table(taken, TAKEN)
    columns, missing = dict(TAKEN), (None,) * (len(TAKEN) - 3)
    rows = [(row, "", "quantity") for row in taken]
    if refused:
        columns["reason"] = "string"
        rows += [((*row[:3], *missing), row[3], "quantity") for row in left]
    if periods:
        columns["kind"] = "string"
        windows = period_rows(text, codebook, reading)
        rows += [(row, "", "period") for row in _outside(windows, (*taken, *left))]
    rows.sort(key=lambda each: each[0][:2])
    chosen = [(*row, *(reason,) * refused, *(kind,) * periods) for row, reason, kind in rows]
    return _table(chosen, columns)


def _outside(windows: Iterable[Row], others: Iterable[Row]) -> list[Row]:
    """The windows that share no character with a quantity or a refusal."""
    places = sorted((row[0], row[1]) for row in others)
    ends = [end for _, end in places]
    behind = [(row, bisect_right(ends, row[0])) for row in windows]
    return [row for row, n in behind if n == len(places) or places[n][0] >= row[1]]


def scan(text: str, codebook: Codebook, reading: str = "central") -> Found:
    """Find every quantity of a text, and every number that is too damaged to be read.

    Parameters
    ----------
    text : str
        A report as it stands.
    codebook : Codebook
        Whose rules and words are used.
    reading : {"central", "narrow", "wide"}
        How widely hedges are read.

    Returns
    -------
    Found
        The quantities, and the refused numbers with their reasons.

    Raises
    ------
    ValueError
        The reading is unknown.
    TableError
        A table of the codebook cannot be read: the message names file, row and cure.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> scan("培训近19 4万人次", codebook()).refused["reported"].tolist()
    ['近19 4万人次']
    """
    taken, left = find_rows(text, codebook, reading)
    return Found(_table(taken, TAKEN), _table(left, REFUSED))


def find_rows(
    text: str, codebook: Codebook, reading: str = "central"
) -> tuple[list[Row], list[Row]]:
    """Find what `scan` finds, as plain rows: for many short texts, where tables would cost most.

    Takes and raises what `scan` does; gives the rows of its two tables, a missing number as None.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> find_rows("近400名", codebook())
    ([(0, 5, '近400名', 'nearly', 360.0, 400.0, 400.0, '人', 'printed')], [])
    """
    one_known(reading, "reading", READINGS)
    taken: list[Row] = []
    left: list[Row] = []
    for begin, end in _blocks(text):
        searched = clean(text[begin:end], codebook)
        hits = _hits(searched.text, codebook, reading)
        nouns, per = codebook.once(load_nouns), codebook.once(load_denominators)
        starts = searched.starts(np.array([hit.start for hit in hits], np.int64)) + begin
        ends = searched.ends(np.array([hit.end for hit in hits], np.int64)) + begin
        for hit, first, last in zip(hits, starts.tolist(), ends.tolist(), strict=True):
            read = hit.reading
            if read is None:
                left.append((first, last, text[first:last], hit.reason))
            else:
                unit, basis = unit_of(searched.text, hit, nouns, per)
                numbers = read.hedge, read.low, read.value, read.high
                taken.append((first, last, text[first:last], *numbers, unit, basis))
    return taken, left


def _table(rows: list[Row], columns: dict[str, str]) -> pd.DataFrame:
    values = zip(*rows, strict=True) if rows else ([] for _ in columns)
    made = {
        name: pd.array(list(column), dtype=dtype)
        if dtype == "string"
        else np.array(list(column), dtype=dtype)
        for (name, dtype), column in zip(columns.items(), values, strict=True)
    }
    return pd.DataFrame(made, copy=False)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Parts of a long text, cut behind a sentence that ends a line."""
    begin = 0
    while len(text) - begin > BLOCK:
        cut = _CUT.search(text, begin + BLOCK)
        if cut is None:
            break
        yield begin, cut.end()
        begin = cut.end()
    yield begin, len(text)


def _addresses(text: str) -> dict[int, int]:
    """Where addresses of the web begin and end, by every place in them: no number stands there."""
    if "://" not in text and "www." not in text:
        return {}
    return {
        place: match.end()
        for match in _ADDRESS.finditer(text)
        for place in range(match.start(), match.end())
    }


def _hits(text: str, codebook: Codebook, reading: str) -> list[Hit]:
    words, read = codebook.once(load_words), codebook.once(reader, reading)
    hits: list[Hit] = []
    address = _addresses(text)
    position, first, whole = 0, words.first.search, words.number.match
    formal = any(sign in text for sign in _FORMAL_SIZES)
    while begin := first(text, position):
        begins = begin.start()
        if address and (skipped := address.get(begins)):
            position = skipped
            continue
        match = whole(text, begins)
        position = match.end() if match else begins + 1
        broken = (
            match is None
            or (text[position : position + 1] in GOES_ON and not match["unit"])
            or (formal and match["size"] in _FORMAL_SIZES and match["chinese"])
        )
        if broken and (run := words.mixed.match(text, begins)):
            start = hedges_before(text, run.start(), words)
            hits.append(Hit(start, run.end(), *read(text[start : run.end()])))
            position = run.end()
            continue
        if match is None or (text[begins] > "9" and match["chinese"] and idle(match, words)):
            continue
        found = expressions(text, match, words, read)
        if found:
            hits += found
            position = max(position, found[-1].end)
    return close(text, hits, codebook.once(load_neighbours), read)
