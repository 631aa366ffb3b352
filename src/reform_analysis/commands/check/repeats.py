"""What a table tells once may not stand in it twice, and what goes together goes together always.

A cell copied from another row is the commonest slip of a hand. Where each row has a text of its
own, the second one is a fault (`ONCE`); where rows share a document, a publisher or a reason, all
that belongs to it is the same in each of them (`TOGETHER`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reform_analysis.commands.check.registers import Tables, fault
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import Value

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


def check_once(tables: Tables) -> Iterator[Fault]:
    """No two rows tell the same where each has a text of its own."""
    for table, columns in ONCE.items():
        for column in columns:
            first: dict[Value, int] = {}
            for row, cells in tables.get(table, {}).items():
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


RULES = (check_once, check_together)
