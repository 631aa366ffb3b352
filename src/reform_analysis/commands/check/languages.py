"""Both languages of a text say the same: numbers and renderings.

Which columns belong together is told by their names: ``label_en`` and ``label_zh``, ``note`` and
``note_zh``, ``en`` and ``zh``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import eq

from reform_analysis.commands.check.registers import Tables, excepted, fault
from reform_analysis.tables.faults import Fault

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)

NUMBER = re.compile(r"\d{1,3}(?:[, ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?(?!\d*(?:st|nd|rd|th)\b)")
MONTH = re.compile(
    rf"\b(?:{'|'.join(name for name in MONTHS if name not in ('March', 'May'))})\b"
    r"|(?<=\d )(?:March|May)\b|\b(?:March|May)(?= \d)"
)
"""May and March are words too; beside a number they are months."""

GENERAL = (
    ("raw/claims", "statement"),
    ("raw/claims", "statement_zh"),
    ("codebook/reading/units", "label_en"),
)
"""Columns that do not decide what the other language says: the English tells a claim where the
Chinese names its concept, and several classifiers are one word in English."""

LIKE = 3
"""Two English texts word one thing if a third of the stems of the shorter are in the other."""

STEM = 4


def check_numbers(tables: Tables) -> Iterator[Fault]:
    """Where both languages tell numbers, they tell the same."""
    for table, row, english, chinese, one, other in _texts(tables):
        here, there = numbers(one), numbers(other)
        if here and there and here != there:
            apart = ", ".join(sorted(here ^ there))
            problem = f"the digits {apart} stand in one of {english} and {chinese} only"
            yield fault(table, row, chinese, problem, "let both say the same numbers")


@lru_cache(maxsize=1 << 14)
def numbers(text: str) -> frozenset[str]:
    """The digits of each number in a text, without zeros at its ends: 4.02 亿 as 402 million.

    Parameters
    ----------
    text : str
        In English or in Chinese.

    Returns
    -------
    frozenset of str
        Months by name count as their numbers. 1 is left out, for 万 is 10 000.

    Examples
    --------
    >>> sorted(numbers("402 million in June 2017")) == sorted(numbers("2017年6月有4.02亿"))
    True
    """
    text = MONTH.sub(lambda name: str(MONTHS.index(name[0]) + 1), text)
    found = {
        number if number in ("0", "1") else re.sub("[., ]", "", number).strip("0")
        for number in NUMBER.findall(text)
    }
    return frozenset(found - {""} - ({"1"} if re.search("1 ?0|10,|万", text) else set()))


def check_renderings(tables: Tables) -> Iterator[Fault]:
    """What stands in several rows of a table is one thing in English, and one text in Chinese.

    English has singular and plural, and a capital at its beginning.
    """
    known: dict[tuple[str, str, str], tuple[int, str]] = {}
    otherwise = excepted(tables, "worded-apart")
    for table, row, english, chinese, one, other in _texts(tables):
        ways = ((chinese, other, english, one, alike), (english, one, chinese, other, eq))
        for column, text, rendered, said, same in ways:
            first, told = known.setdefault((table, column, text), (row, said))
            if (table, column) in GENERAL or {text, told, said} & otherwise.keys():
                continue
            if told != said and not same(told, said):
                problem = f"'{said}', but row {first} says '{told}' for the same '{text}'"
                yield fault(table, row, rendered, problem, "say the same in one way")
                break


def alike(one: str, other: str) -> bool:
    """Whether two English texts may word one Chinese text: they share stems of words.

    Examples
    --------
    >>> alike("Hedges read", "Reading of hedges"), alike("no limit", "not reported")
    (True, False)
    """
    here, there = (
        {word[:STEM].lower() for word in re.findall("[A-Za-z]{3,}", text)} for text in (one, other)
    )
    shared = len(here & there)
    return shared > 0 and LIKE * shared >= min(len(here), len(there))


def _texts(tables: Tables) -> Iterator[tuple[str, int, str, str, str, str]]:
    """Table, row, both columns and both texts of all that is told in two languages."""
    for table, rows in tables.items():
        columns = [] if table.startswith("processed/") else list(next(iter(rows.values()), {}))
        for chinese in (name for name in columns if name == "zh" or name.endswith("_zh")):
            stem = chinese.removesuffix("zh").removesuffix("_")
            named = (f"{stem}_en".lstrip("_"), stem)
            english = next((name for name in named if name in columns), None)
            for row, cells in rows.items() if english else ():
                one, other = cells[english], cells[chinese]
                if one and other and isinstance(one, str) and isinstance(other, str):
                    yield table, row, english, chinese, one, other


RULES = (check_numbers, check_renderings)
