"""The registers of words: what code asks for is there, and every slot is one that is filled.

What code asks for is read from the package itself: calls of `Words` with the id of a word and the
parts that fill its slots.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from string import Formatter
from typing import NamedTuple

from reform_analysis.commands.check.named import CHARTS, FIELDS, HEDGES, INDICATORS, WORDS
from reform_analysis.commands.check.rows import Row, Tables, by_id, fault, rows_in
from reform_analysis.tables.faults import Fault, file_of
from reform_analysis.tables.naming import split_list, suggest
from reform_analysis.tables.paths import PACKAGE
from reform_analysis.tables.schema import Values

LISTS = (WORDS, "codebook/words/pages")
LANGUAGES = ("en", "zh")

CALLERS = ("words", "word", "self", "say")
"""Names under which the package calls words: ``words("mark.colon", name=..., text=...)``."""

FAMILIES = {
    "population": ("codebook/registers/populations", "per"),
    "hedge": (HEDGES, "hedge"),
    "reading": (HEDGES, "reading"),
    "dimension": (INDICATORS, "dimension"),
}
"""Words that are put together from a register's ids, and the column of those ids."""

ID_COLUMNS = (
    *("place_id", "per", "variants", "variant", "other_variant", "benchmark_id", "indicator_id"),
    *("chart_id", "concept_id", "grade", "hedge", "reading", "dimension", "unit", "column"),
    *("kind", "scope", "reading_id", "level", "form", "position", "type"),
)
"""Columns whose ids stand in ids of words."""

VARIANTS = {
    CHARTS: ("variants", "benchmark_groups"),
    "codebook/registers/comparability": ("variant", "other_variant"),
}

_LATER = re.compile(r"\{\{([^{}]*)\}\}")


class Asked(NamedTuple):
    """What the package asks of the registers of words.

    ``of_word`` holds, for each id that stands in the code, the parts that every call fills;
    ``parts`` all parts that any call fills; ``later`` those that pages fill in a browser;
    ``begun`` how ids begin that are put together, such as ``per.``; ``said`` all texts in code.
    """

    of_word: Mapping[str, frozenset[str]]
    parts: frozenset[str]
    later: frozenset[str]
    begun: frozenset[str]
    said: frozenset[str]


@lru_cache(maxsize=1)
def asked() -> Asked:
    """Read what the package asks for from its own files, once."""
    of_word: dict[str, frozenset[str]] = {}
    parts: set[str] = set()
    begun: set[str] = set()
    said: set[str] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Constant(value=str(text)):
                    said.add(text)
                case ast.JoinedStr(values=[ast.Constant(value=str(head)), *_]) if re.search(
                    "[.-]", head
                ):
                    begun.add(head)
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in CALLERS:
                    filled = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
                    parts |= filled
                    first = node.args[0] if node.args else None
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        of_word[first.value] = of_word.get(first.value, filled) & filled
    of_word = {word: filled for word, filled in of_word.items() if word not in LANGUAGES}
    pages = [path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("pages/*.*"))]
    begun |= {text for text in said if re.fullmatch(r"[\w.-]*\w[.-]", text)}
    later = {name for page in pages for name in re.findall(r'"\{(\w+)\}"', page)}
    said |= {name for page in pages for name in re.findall(r"""["']([\w.-]+)["']""", page)}
    begun |= {head for page in pages for head in re.findall(r"""["']([\w.-]+[.-])["']""", page)}
    return Asked(of_word, frozenset(parts), frozenset(later), frozenset(begun), frozenset(said))


def check_words(tables: Tables) -> Iterator[Fault]:
    """A word stands in one of the two lists."""
    words = by_id(tables, LISTS[0], "word_id")
    for row, cells in rows_in(tables, LISTS[1]):
        if cells["word_id"] in words:
            problem = f"{cells['word_id']} stands in {file_of(LISTS[0])} too"
            yield fault(LISTS[1], row, "word_id", problem, "keep one of them")


def check_slots(tables: Tables) -> Iterator[Fault]:
    """Both languages of a word have the same slots, and each is one that code fills."""
    needs = asked()
    for table in LISTS:
        for row, cells in rows_in(tables, table):
            found = {}
            for language in LANGUAGES:
                text = cells[language] or ""
                try:
                    found[language] = _slots(text)
                except ValueError as error:
                    problem = f"the brackets of '{text}' do not close ({error})"
                    yield fault(table, row, language, problem, "write each slot as {name}")
                    break
                wrong = _unknown(text, cells["word_id"], found[language], needs)
                if wrong:
                    yield fault(table, row, language, *wrong)
                    break
            else:
                yield from alike(table, row, "", found["en"], found["zh"], cells)


def check_unused_words(tables: Tables) -> Iterator[Fault]:
    """Every word is asked for: by its id, or put together from what registers and code name."""
    needs = asked()
    named = set(needs.said)
    for rows in tables.values():
        there = next(iter(rows.values()), {})
        for column in (column for column in ID_COLUMNS if column in there):
            for cell in {cells[column] for cells in rows.values()}:
                named.update(split_list(cell))
                if column == "unit":  # 人次 per 100 residents and year
                    named.update((cell or "").split())
    families = {
        f"{family}.{cells[column]}"
        for family, (table, column) in FAMILIES.items()
        for cells in tables.get(table, {}).values()
    }
    missing = sorted((families | set(needs.of_word)) - _ids(tables))
    named |= {name.lower() for name in named}  # grades are capital letters
    for table in LISTS:
        for row, cells in rows_in(tables, table):
            word = cells["word_id"]
            if not word or word in needs.said:
                continue
            if not _put_together(word, named, needs.begun):
                problem = f"nothing asks for the word '{word}'"
                remedy = suggest(word, missing, "correct its id or delete the row")
                yield fault(table, row, "word_id", problem, remedy)


def _put_together(word: str, named: set[str], begun: frozenset[str]) -> bool:
    """Whether code can come to an id: by one of its beginnings, and names or numbers behind."""
    return any(
        all(
            part in named or part.isdecimal() or any(each in named for each in _rests(part, begun))
            for part in rest.split(".")
        )
        for rest in _rests(word, begun)
    )


def _rests(word: str, begun: frozenset[str]) -> Iterator[str]:
    """What stands behind each beginning that a word has."""
    return (word[end:] for end in range(1, len(word) + 1) if word[:end] in begun)


def _slots(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _unknown(
    text: str, word_id: str | None, slots: frozenset[str], needs: Asked
) -> tuple[str, str] | None:
    known = sorted(needs.of_word.get(word_id or "", needs.parts))
    otherwise = f"write one of {', '.join(known)}" if known else "leave it out"
    for slot in sorted(slots):
        if slot not in known:
            remedy = suggest(slot, known, otherwise)
            return f"nothing fills the slot {{{slot}}}", remedy
    for slot in _LATER.findall(text):
        if slot not in needs.later:
            choice = f"write one of {', '.join(sorted(needs.later))}"
            return f"no page fills the slot {{{slot}}}", suggest(slot, needs.later, choice)
    return None


def alike(
    table: str, row: int, field: str, en: frozenset[str], zh: frozenset[str], cells: Row
) -> Iterator[Fault]:
    """Whether both languages of a text have the same slots."""
    columns = [f"{field}_{language}".lstrip("_") for language in LANGUAGES]
    if en == zh or not all(cells[column] for column in columns):
        return
    here, there = (columns[1], columns[0]) if en - zh else (columns[0], columns[1])
    lacking = ", ".join(f"{{{slot}}}" for slot in sorted(en - zh or zh - en))
    problem = f"{lacking} stands in {there} only"
    yield fault(table, row, here, problem, "let both languages say the same")


def check_asked_words(tables: Tables) -> Iterator[Fault]:
    """Every word that code asks for by its id is there."""
    if not any(tables.get(table) for table in LISTS):
        return
    for word in sorted(set(asked().of_word) - _ids(tables)):
        problem = f"there is no word '{word}', which the package asks for"
        yield fault(LISTS[0], None, "word_id", problem, "bring its row back")


def _ids(tables: Tables) -> set[str]:
    return {cells["word_id"] for table in LISTS for cells in tables.get(table, {}).values()}


def check_families(tables: Tables) -> Iterator[Fault]:
    """What registers list has the words that are put together from its ids."""
    words = _ids(tables)
    if not words:
        return
    for family, (table, column) in FAMILIES.items():
        for row, cells in rows_in(tables, table):
            if cells[column] and f"{family}.{cells[column]}" not in words:
                problem = f"'{cells[column]}' has no word {family}.{cells[column]}"
                yield fault(table, row, column, problem, f"add it to {file_of(LISTS[0])}")


def check_variants(tables: Tables) -> Iterator[Fault]:
    """A variant that a register names has a word, so that a reader can be told of it."""
    words = by_id(tables, LISTS[0], "word_id")
    known = [word.partition(".")[2] for word in words if word and word.startswith("variant.")]
    for table, columns in VARIANTS.items():
        for row, cells in rows_in(tables, table):
            for column in columns if known else ():
                wrong = [part for part in split_list(cells[column]) if part not in known]
                if wrong:
                    remedy = suggest(wrong[0], known, f"add variant.{wrong[0]} to words.csv")
                    problem = f"there is no variant '{wrong[0]}'"
                    yield fault(table, row, column, problem, remedy)
                    break


def check_twins(tables: Tables) -> Iterator[Fault]:
    """What is said in one language is said in the other, and the Chinese is Chinese."""
    fields = tables.get(FIELDS, {}).values()
    required = {(field["table"], field["column"]) for field in fields if field["required"]}
    for table, rows, english, chinese in bilingual(tables):
        for row, cells in rows.items() if chinese != "zh" else ():
            text, other = cells[chinese], cells[english] if english else None
            empty, full = (chinese, english) if other else (english, chinese)
            if text and not re.search(r"[一-鿿]", str(text)):
                problem, remedy = f"'{text}' is not in Chinese", "say it in Chinese"
                yield fault(table, row, chinese, problem, remedy)
            elif english and bool(text) != bool(other) and (table, empty) not in required:
                problem = f"empty, but {full} says '{other or text}'"
                yield fault(table, row, empty, problem, f"say in it what {full} says")


def bilingual(tables: Tables) -> Iterator[tuple[str, Values, str | None, str]]:
    """Tables kept by hand with their columns in Chinese, and those that say so in English."""
    for table, rows in tables.items():
        columns = [] if table.startswith("processed/") else list(next(iter(rows.values()), {}))
        for chinese in (name for name in columns if name == "zh" or name.endswith("_zh")):
            stem = chinese.removesuffix("zh").removesuffix("_")
            named = (f"{stem}_en".lstrip("_"), stem)
            yield table, rows, next((name for name in named if name in columns), None), chinese
