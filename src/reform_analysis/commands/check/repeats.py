"""What stands twice: copies of a row's own text, what goes together, both languages of a text.

A cell copied from another row is the commonest slip of a hand. Which columns are one text in two
languages is told by their names: ``label_en`` and ``label_zh``, ``note`` and ``note_zh``, ``en``
and ``zh``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import eq

from reform_analysis.commands.check.rows import Tables, excepted, fault, rows_in
from reform_analysis.commands.check.wording import bilingual
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import Value

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

ONCE: Mapping[str, tuple[str, ...]] = {
    "codebook/registers/tables": ("title_en", "title_zh"),
    "codebook/registers/columns": ("label_en", "label_zh", "meaning_en", "meaning_zh"),
    "codebook/registers/concepts": ("label_en", "label_zh", "definition_en", "definition_zh"),
    "codebook/registers/indicators": ("code", "label_en", "label_zh"),
    "codebook/registers/populations": ("label_en", "label_zh", "unit_noun_en", "unit_noun_zh"),
    "codebook/registers/publisher_kinds": ("words", "label_en", "label_zh"),
    "codebook/registers/reasons": ("label_en", "label_zh"),
    "codebook/registers/charts": ("title_en", "title_zh"),
    "codebook/registers/consistency_tests": (
        *("label_en", "label_zh", "definition_en", "definition_zh", "reconciled_en"),
    ),
    "codebook/registers/tiles": ("name_zh", "name_en"),
    "codebook/reading/chinese_numerals": ("behind", "example"),
    "codebook/reading/lengths": ("example",),
    "codebook/reading/neighbours": ("pattern", "example"),
    "codebook/reading/spellings": ("pattern", "example"),
    "codebook/reading/exclusions": ("pattern", "reason", "example"),
    "codebook/reading/draft_contexts": ("pattern", "reason", "example"),
    "codebook/reading/unit_parts": ("example",),
    "codebook/reading/unit_denominators": ("example",),
    "codebook/reading/word_classes": ("words", "meaning_en", "meaning_zh"),
    "codebook/words/search": ("en", "zh"),
    "codebook/words/messages": ("en",),
}
"""Columns of which each row has its own text or number."""

TOGETHER: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("raw/ambiguous", ("reading_id",), ("words",)),
    ("raw/benchmarks", ("document",), ("document_zh", "address")),
    ("raw/benchmarks", ("address",), ("document",)),
    ("raw/denominators", ("publisher",), ("licence", "licence_zh")),
    ("raw/denominators", ("title",), ("title_zh", "address", "licence")),
    ("raw/denominators", ("address",), ("title", "title_zh")),
    ("codebook/registers/comparability", ("reason_id",), ("grade", "reason")),
    ("codebook/registers/comparability", ("reason",), ("reason_id",)),
    ("codebook/registers/indicators", ("denominator_zh",), ("denominator",)),
    ("codebook/registers/indicators", ("missing_rule_zh",), ("missing_rule",)),
    ("codebook/registers/not_applicable", ("indicator_id",), ("reason",)),
    ("codebook/reading/hedges", ("cues", "hedge"), ("position",)),
    ("codebook/reading/hedges", ("hedge", "position", "form"), ("cues", "note")),
    ("codebook/reading/units", ("unit",), ("label_en", "singular_en", "label_zh")),
    ("codebook/reading/units", ("label_zh",), ("unit",)),
    ("codebook/reading/unit_nouns", ("unit",), ("least",)),
    ("codebook/reading/unit_nouns", ("word",), ("unit",)),
    ("codebook/reading/worked_values", ("reported",), ("value", "unit")),
)
"""Table, columns, and what rows that agree in these agree in too."""


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

    Months by name count as their numbers. 1 is left out where a text has a power of ten, for 万 is
    10 000.

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
    for table, rows, english, chinese in bilingual(tables):
        for row, cells in rows.items() if english else ():
            one, other = cells[english], cells[chinese]
            if one and other and isinstance(one, str) and isinstance(other, str):
                yield table, row, english, chinese, one, other


def check_once(tables: Tables) -> Iterator[Fault]:
    """No two rows tell the same where each has a text of its own."""
    for table, columns in ONCE.items():
        for column in columns:
            first: dict[Value, int] = {}
            for row, cells in rows_in(tables, table):
                text = cells.get(column)
                if text is not None and first.setdefault(text, row) != row:
                    problem = f"'{text}' stands in row {first[text]} too"
                    yield fault(table, row, column, problem, "let each row say its own")


def check_together(tables: Tables) -> Iterator[Fault]:
    """Rows that agree in what decides agree in what follows from it."""
    for table, deciding, following in TOGETHER:
        first: dict[tuple[Value, ...], int] = {}
        rows = tables.get(table, {})
        for row, cells in rows.items():
            key = tuple(cells[column] for column in deciding)
            if all(part is None for part in key):
                continue
            named = first.setdefault(key, row)
            for column in following:
                if cells[column] != rows[named][column]:
                    told = "nothing" if cells[column] is None else f"'{cells[column]}'"
                    other = rows[named][column]
                    problem = (
                        f"{told}, but row {named}, which has the same {', '.join(deciding)}, "
                        f"has {'nothing' if other is None else f'{other!r}'}"
                    )
                    yield fault(table, row, column, problem, "correct one of the two rows")
                    break
