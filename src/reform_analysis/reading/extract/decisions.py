"""Decision tables: whether a number counts, by what stands around it.

A table is gone through from its first row; the first that fits decides. ``chinese_numerals.csv``
takes numerals in characters, ``lengths.csv`` lengths of time: one told as a fact counts, one that
only dates another claim (近3年, 两年来) is the business of `period`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reform_analysis.reading.hedges import one_of
from reform_analysis.tables.naming import Value, split_list

YEARS = "年"
NO_CLASSIFIER = "none"
COUNT, LEAVE, LENGTH = "count", "leave", "length"
"""Verdicts; ``length`` hands a number on to ``lengths.csv``."""

REMEMBERED = 1 << 12
"""Kinds of numbers whose rows are kept: numerals and classifiers repeat."""

_LIST = r"\{([a-z-]+)\}"
_WIDTH = 8
"""Characters before a number that say what it is: the longest words of the lists have six."""


@dataclass(frozen=True, slots=True)
class Row:
    """One decision; a missing pattern fits anything."""

    rule_id: str
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    verdict: str

    def fits(self, text: str, start: int, end: int) -> bool:
        """Whether what stands around a place is as the row asks."""
        if self.before and not self.before.search(text, max(0, start - _WIDTH), start):
            return False
        return self.behind is None or self.behind.match(text, end) is not None


Kinds = tuple[str, ...]
"""What an expression is, of the values of the column ``of``."""

Table = Callable[..., tuple[Row, ...]]
"""Gives the rows that may decide on a number, by what it is itself."""

Lists = Mapping[str, tuple[str, ...]]
"""Lists of ``word_classes.csv`` by id; {id} in a pattern stands for one of its words."""

Rows = Iterable[Mapping[str, Value]]


def compiled(cells: Mapping[str, Value], lists: Lists) -> Row:
    """Compile one row.

    Parameters
    ----------
    cells : mapping of str to str
        A row of a decision table.
    lists : mapping of str to tuple of str
        The lists that its patterns name.

    Returns
    -------
    Row
        Ready to be tried.

    Raises
    ------
    re.error
        A pattern does not compile, or names no list.
    """

    def pattern(cell: str | None, end: str = "") -> re.Pattern[str] | None:
        if not cell:
            return None
        for name in re.findall(_LIST, cell):
            if name not in lists:
                raise re.error(f"there is no list {name}")
        words = re.sub(_LIST, lambda name: one_of(lists[name[1]]), cell)
        return re.compile(f"(?:{words}){end}")

    before, behind = pattern(cells["before"], r"\Z"), pattern(cells["behind"])
    return Row(cells["rule_id"], before, behind, cells["verdict"])


def length_table(rows: Rows, lists: Lists) -> Table:
    """The table of lengths of time: its rows by printed unit and kinds."""
    known = [(cells["units"] == "years", cells["of"], compiled(cells, lists)) for cells in rows]

    @lru_cache(maxsize=REMEMBERED)
    def at(unit: str, kinds: Kinds) -> tuple[Row, ...]:
        years = unit == YEARS
        return tuple(row for of_years, of, row in known if of_years == years and of in kinds)

    return at


def numeral_table(rows: Rows, lists: Lists, small: Mapping[str, str]) -> Table:
    """The table of Chinese numerals: its rows by numeral, printed classifier and kinds.

    Parameters
    ----------
    rows : iterable of mapping of str to str
        Of ``chinese_numerals.csv``.
    lists : mapping of str to tuple of str
        As for `compiled`.
    small : mapping of str to str
        How each classifier takes a small numeral, as in ``classifiers.csv``.

    Returns
    -------
    callable
        Takes numeral, classifier (empty without one) and kinds.
    """
    known = [
        (
            split_list(cells["small"]),
            split_list(cells["printed"]),
            re.compile(cells["numeral"]) if cells["numeral"] else None,
            cells["of"],
            compiled(cells, lists),
        )
        for cells in rows
    ]

    @lru_cache(maxsize=REMEMBERED)
    def at(numeral: str, unit: str, kinds: Kinds) -> tuple[Row, ...]:
        how = small[unit] if unit else NO_CLASSIFIER
        return tuple(
            row
            for smalls, printed, pattern, of, row in known
            if of in kinds
            and (not smalls or how in smalls)
            and (not printed or unit in printed)
            and (pattern is None or pattern.fullmatch(numeral))
        )

    return at


def decide(text: str, start: int, end: int, rows: Iterable[Row]) -> str:
    """Decide on a number by what stands around it.

    Parameters
    ----------
    text : str
        The text as searched.
    start, end : int
        Between them stands what is decided on.
    rows : iterable of Row
        As a table gives them.

    Returns
    -------
    str
        The verdict of the first row that fits.

    Examples
    --------
    >>> cells = {"rule_id": "order", "before": "{order}", "behind": "", "verdict": "leave"}
    >>> rows = [compiled(cells, {"order": ("第",)})]
    >>> decide("第三年", 1, 3, rows)
    'leave'
    """
    return next((row.verdict for row in rows if row.fits(text, start, end)), LEAVE)
