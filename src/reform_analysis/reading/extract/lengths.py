"""Whether a length of time is told as a fact or names a period: a table of decisions.

``codebook/reading/lengths.csv`` is gone through from its first row; the first that fits decides.
Lengths that only date another claim (近3年, 两年来) are the business of `period`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reform_analysis.reading.hedges import one_of
from reform_analysis.tables.naming import Value

YEARS = "年"
_WIDTH = 8
"""Characters before a number that say what it is: the longest words of the lists have six."""


class Row(NamedTuple):
    """One decision; a missing pattern fits anything."""

    of: str
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    counts: bool


Decisions = dict[bool, list[Row]]
"""The rows for years (True) and for shorter lengths."""


def decisions(
    rows: Iterable[Mapping[str, Value]], lists: Mapping[str, tuple[str, ...]]
) -> Decisions:
    """Compile the table.

    Parameters
    ----------
    rows : iterable of mapping of str to str
        Rows of ``lengths.csv``.
    lists : mapping of str to tuple of str
        Lists of ``word_classes.csv`` by id; {id} in a pattern stands for one of its words.

    Returns
    -------
    Decisions
        In the order of the table.

    Raises
    ------
    KeyError
        A pattern names no list.
    re.error
        A pattern does not compile.
    """

    def pattern(cell: str | None, end: str = "") -> re.Pattern[str] | None:
        if not cell:
            return None
        words = re.sub(r"\{([a-z-]+)\}", lambda name: one_of(lists[name[1]]), cell)
        return re.compile(f"(?:{words}){end}")

    made: Decisions = {True: [], False: []}
    for row in rows:
        before, behind = pattern(row["before"], r"\Z"), pattern(row["behind"])
        made[row["units"] == "years"].append(
            Row(row["of"], before, behind, row["verdict"] == "count")
        )
    return made


def told(
    text: str, digits: int, end: int, unit: str, kinds: tuple[str, ...], known: Decisions
) -> bool:
    """Whether a length counts.

    Parameters
    ----------
    text : str
        The text as searched.
    digits, end : int
        Where the number begins and the expression ends.
    unit : str
        As printed.
    kinds : tuple of str
        What the expression is: any, and hedged or more.
    known : Decisions
        The table.

    Returns
    -------
    bool
        The verdict of the first row that fits; the last row of each kind of unit always does.
    """
    left = max(0, digits - _WIDTH)
    for row in known[unit == YEARS]:
        if (
            row.of in kinds
            and (row.before is None or row.before.search(text, left, digits))
            and (row.behind is None or row.behind.match(text, end))
        ):
            return row.counts
    return False
