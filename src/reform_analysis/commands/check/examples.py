"""Examples of the rule tables: each is read, or decided, by the row that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reform_analysis.commands.check.patterns import (
    CONTEXTS,
    DECISIONS,
    LENGTHS,
    NEIGHBOURS,
    WORDLISTS,
)
from reform_analysis.commands.check.registers import Row, Tables, fault
from reform_analysis.commands.check.rules import CHARACTERS, CLASSIFIERS, NAMES, simpler
from reform_analysis.reading.extract.decisions import compiled
from reform_analysis.reading.extract.patterns import COUNTED
from reform_analysis.reading.numerals import CHARACTERS as NUMERALS
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import split_list

if TYPE_CHECKING:
    from reform_analysis.tables.codebook import Codebook

PARTS, DENOMINATORS = "codebook/reading/unit_parts", "codebook/reading/unit_denominators"

REMEDY = "correct the rule or its example"

FINDING = (
    *(*DECISIONS, NEIGHBOURS, NAMES, CLASSIFIERS, WORDLISTS, CHARACTERS, PARTS, DENOMINATORS),
    *("codebook/reading/hedges", "codebook/reading/units", "codebook/reading/periods"),
    *("codebook/reading/spellings", "codebook/reading/unit_nouns"),
    *("codebook/reading/concept_words", "codebook/registers/concepts"),
)
"""Tables by which the finder goes."""

SIGNS_OF = {"more": "[余多几]", "after": "以上|以下|左右|以内|不等"}
"""What an expression of a kind shows, for the kinds that stand in the expression itself."""


def check_read(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """An expression of several units gives the value beside it; a price is per the row's unit."""
    from reform_analysis.reading.quantity import QuantityError, read_quantity

    for table in (PARTS, DENOMINATORS):
        for row, cells in tables.get(table, {}).items():
            if None in (cells["example"], cells["unit"], cells.get("part", "")):
                continue
            try:
                read = read_quantity(cells["example"], codebook)
            except QuantityError as error:
                yield fault(table, row, "example", f"it cannot be read ({error.reason})", REMEDY)
                continue
            if table == DENOMINATORS and (read.unit or "").rpartition("/")[2] != cells["unit"]:
                problem = f"'{cells['example']}' is read in {read.unit}"
                yield fault(table, row, "unit", problem, REMEDY)
            elif table == PARTS and "." in cells["part"] and cells["parts"] != 10:
                problem = f"{cells['parts']} of {cells['part']} are no {cells['unit']}"
                yield fault(table, row, "parts", problem, "write 10: a digit behind it is a tenth")
            elif table == PARTS and (read.unit, read.value) != (cells["unit"], cells["value"]):
                problem = f"'{cells['example']}' is read as {read.value:g} {read.unit}"
                yield fault(table, row, "value", problem, REMEDY)


def check_decided(tables: Tables) -> Iterator[Fault]:
    """What stands around the marked number of a decision is what its row asks for."""
    known = tables.get(WORDLISTS, {}).values()
    lists = {cells["list_id"]: split_list(cells["words"]) for cells in known if cells["words"]}
    for table in DECISIONS:
        for row, cells in tables.get(table, {}).items():
            if None in (cells["example"], cells["of"], cells["verdict"]) or _asks_for(cells):
                continue
            before, marked, behind = _parts(cells["example"])
            text, start = before + marked + behind, len(before)
            ends = range(start + 1, start + len(marked) + 1)  # it may mark what follows too
            rule = compiled(cells, lists)
            sign = SIGNS_OF.get(cells["of"] if table == LENGTHS else "", "")
            if not any(rule.fits(text, start, end) for end in ends):
                problem = f"the row does not fit its example '{cells['example']}'"
                yield fault(table, row, "behind" if cells["behind"] else "before", problem, REMEDY)
            elif cells.get("numeral") and not re.search(cells["numeral"], marked):
                problem = f"'{marked}' is no such numeral"
                yield fault(table, row, "numeral", problem, REMEDY)
            elif not any(name in marked for name in split_list(cells.get("printed")) or ("",)):
                problem = f"'{marked}' has none of the classifiers"
                yield fault(table, row, "printed", problem, REMEDY)
            elif not re.search(sign, marked):
                yield fault(table, row, "of", f"'{marked}' is no length of that kind", REMEDY)


def check_found(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """The finder takes what an example marks, leaves or refuses it, as the verdict of its row says.

    All rules of reading have a part in that: whichever slips is told by an example.
    """
    from reform_analysis.reading.extract.find import find_rows

    for table in (*DECISIONS, NEIGHBOURS, CONTEXTS, NAMES):
        for row, cells in tables.get(table, {}).items():
            before, marked, behind = _parts(cells["example"] or "")
            if not before + marked + behind:
                continue
            taken, refused = find_rows(before + marked + behind, codebook)
            verdict, place = cells.get("verdict"), (len(before), len(before) + len(marked))
            found = refused if verdict == "refuse" else [*taken, *refused]
            if table == NAMES:
                wrong = bool(found)
            else:
                wrong = (place in {each[:2] for each in found}) == (verdict == "leave")
            if wrong:
                told = ", ".join(str(each[2]) for each in taken) or "nothing"
                problem = f"in '{cells['example']}' {told} is found"
                yield fault(table, row, "example", problem, "mend the rule that decides it")


def check_touched(tables: Tables) -> Iterator[Fault]:
    """What may touch an expression touches the marked one, on the side that the row names."""
    simple = simpler(tables)
    for row, cells in tables.get(NEIGHBOURS, {}).items():
        if None in (cells["example"], cells["pattern"], cells["side"]):
            continue
        before, marked, behind = _parts(cells["example"].translate(simple))
        edge = len(before) + (len(marked) if cells["side"] == "behind" else 0)
        found = re.finditer(_pattern(cells), before + marked + behind)
        if not any(hit.start() <= edge + 1 and hit.end() + 1 >= edge for hit in found):
            problem = f"nothing {cells['side']} the expression of '{cells['example']}' fits"
            yield fault(NEIGHBOURS, row, "pattern", problem, REMEDY)
        elif not re.search(_signs(cells["touch"]), before + marked + behind):
            problem = f"'{cells['example']}' shows nothing of what may touch"
            yield fault(NEIGHBOURS, row, "touch", problem, REMEDY)


def _asks_for(cells: Row) -> bool:
    """Whether a row asks for the words of concepts, which the finder alone puts together."""
    return any(f"{{{COUNTED}}}" in (cells[name] or "") for name in ("before", "behind"))


def _pattern(cells: Row) -> str:
    return str(cells["pattern"]).replace("{n}", NUMERALS)


def _signs(touch: str | None) -> str:
    """Characters that may touch, as a pattern: they stand alone or as a class."""
    text = (touch or "").replace("{n}", NUMERALS)
    return text if text.startswith(("[", "\\")) else f"[{re.escape(text)}]" if text else ""


def _parts(example: str) -> tuple[str, str, str]:
    before, _, rest = example.partition("〔")
    marked, _, behind = rest.partition("〕")
    return before, marked, behind


RULES = (check_read, check_decided, check_touched, check_found)
