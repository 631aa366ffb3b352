"""Rule tables of patterns with an example a row: each compiles and does what its example says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reform_analysis.commands.check.named import (
    CHARACTERS,
    CLASSIFIERS,
    CONCEPTS,
    HEDGES,
    NAMES,
    UNITS,
    WORDLISTS,
)
from reform_analysis.commands.check.rows import Row, Tables, fault, read_expression, rows_in
from reform_analysis.commands.check.rules import simpler
from reform_analysis.reading import numerals
from reform_analysis.reading.extract.decisions import Lists, compiled
from reform_analysis.reading.extract.patterns import COUNTED
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import split_list

SPELLINGS = "codebook/reading/spellings"
LENGTHS, CHINESE = "codebook/reading/lengths", "codebook/reading/chinese_numerals"
NEIGHBOURS, CONTEXTS = "codebook/reading/neighbours", "codebook/reading/draft_contexts"
DECISIONS = {LENGTHS: "units", CHINESE: "small"}
"""Tables of decisions, and the column by which they fall into kinds."""
CONDITIONS = {
    LENGTHS: ("before", "behind"),
    CHINESE: ("printed", "numeral", "before", "behind"),
}
_MARKED = re.compile("[^〔〕]*〔[^〔〕]+〕[^〔〕]*")

PARTS, PRICES = "codebook/reading/unit_parts", "codebook/reading/unit_denominators"

REMEDY = "correct the rule or its example"

FINDING = (
    *(*DECISIONS, NEIGHBOURS, NAMES, CLASSIFIERS, WORDLISTS, CHARACTERS, PARTS, PRICES),
    *(HEDGES, UNITS, "codebook/reading/periods"),
    *("codebook/reading/spellings", "codebook/reading/unit_nouns"),
    *("codebook/reading/concept_words", CONCEPTS),
)
"""Tables by which the finder goes."""

SIGNS_OF = {"more": "[余多几]", "after": "以上|以下|左右|以内|不等"}
"""What an expression of a kind shows, for the kinds that stand in the expression itself."""


def check_spellings(tables: Tables) -> Iterator[Fault]:
    """Each rule compiles and changes its example into what it says."""
    for row, cells in rows_in(tables, SPELLINGS, "pattern", "example", "reads_as"):
        try:
            written = re.sub(cells["pattern"], cells["written"] or "", cells["example"])
        except (re.error, IndexError) as error:
            problem = f"'{cells['pattern']}' does not work ({error})"
            yield fault(SPELLINGS, row, "pattern", problem, "correct it or what is written")
            continue
        if written != cells["reads_as"]:
            problem = f"the example becomes '{written}', not '{cells['reads_as']}'"
            yield fault(SPELLINGS, row, "reads_as", problem, "correct one of the two")


def check_marked_examples(tables: Tables) -> Iterator[Fault]:
    """The example of a pattern marks one expression, and has what the pattern asks for."""
    for table in (NEIGHBOURS, CONTEXTS):
        for row, cells in rows_in(tables, table, "pattern", "example"):
            example = cells["example"]
            try:
                pattern = re.compile(_pattern(cells))
            except re.error as error:  # sound alone, and not with the characters of numerals
                problem = f"'{cells['pattern']}' is no regular expression ({error})"
                yield fault(table, row, "pattern", problem, "correct it")
                continue
            if not _MARKED.fullmatch(example):
                problem = f"'{example}' does not mark one expression between 〔 and 〕"
                yield fault(table, row, "example", problem, "mark it")
            elif table == CONTEXTS and not pattern.search(example):
                problem = f"the rule does not match its example '{example}'"
                yield fault(table, row, "example", problem, "correct one of the two")


def check_decision_rules(tables: Tables) -> Iterator[Fault]:
    """Each pattern compiles and names lists that are there; the last row of a kind fits all."""
    known = tables.get(WORDLISTS, {}).values()
    lists = {cells["list_id"]: split_list(cells["words"]) for cells in known if cells["words"]}
    lists[COUNTED] = ()
    for table, kind in DECISIONS.items():
        last: dict[str, tuple[int, bool]] = {}
        for row, cells in rows_in(tables, table, "of", "verdict"):
            yield from _decision(table, row, cells, lists)
            anything = cells["of"] == "any" and not any(cells[name] for name in CONDITIONS[table])
            last |= dict.fromkeys(split_list(cells[kind]), (row, anything))
        for of, (row, anything) in last.items():
            if not anything:
                problem = f"the last row of its {kind}, {of}, does not fit everything"
                yield fault(table, row, "of", problem, "end with a row for any, without patterns")


def _decision(table: str, row: int, cells: Row, lists: Lists) -> Iterator[Fault]:
    column = "numeral" if cells.get("numeral") else "before" if cells["before"] else "behind"
    try:
        compiled(cells, lists)
    except (re.error, KeyError) as error:
        problem = f"a pattern does not work ({error})"
        yield fault(table, row, column, problem, "correct it or the id of the list")
        return
    if cells["example"] and not _MARKED.fullmatch(cells["example"]):
        problem = f"'{cells['example']}' does not mark one expression between 〔 and 〕"
        yield fault(table, row, "example", problem, "mark it")


def check_read(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """An expression of several units gives the value beside it; a price is per the row's unit."""
    for table in (PARTS, PRICES):
        for row, cells in rows_in(tables, table, "example", "unit", "part"):
            read, reason = read_expression(cells["example"], codebook)
            if read is None:
                yield fault(table, row, "example", f"it cannot be read ({reason})", REMEDY)
            elif table == PRICES and (read.unit or "").rpartition("/")[2] != cells["unit"]:
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
        for row, cells in rows_in(tables, table, "example", "of", "verdict"):
            if _asks_for(cells):
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


def check_touched(tables: Tables) -> Iterator[Fault]:
    """What may touch an expression touches the marked one, on the side that the row names."""
    simple = simpler(tables)
    for row, cells in rows_in(tables, NEIGHBOURS, "example", "pattern", "side"):
        before, marked, behind = _parts(cells["example"].translate(simple))
        edge = len(before) + (len(marked) if cells["side"] == "behind" else 0)
        found = re.finditer(_pattern(cells), before + marked + behind)
        if not any(hit.start() <= edge + 1 and hit.end() + 1 >= edge for hit in found):
            problem = f"nothing {cells['side']} the expression of '{cells['example']}' fits"
            yield fault(NEIGHBOURS, row, "pattern", problem, REMEDY)
        elif not re.search(_signs(cells["touch"]), before + marked + behind):
            problem = f"'{cells['example']}' shows nothing of what may touch"
            yield fault(NEIGHBOURS, row, "touch", problem, REMEDY)


def check_found(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """The finder takes what an example marks, leaves or refuses it, as the verdict of its row says.

    All rules of reading have a part in that: whichever slips is told by an example.
    """
    from reform_analysis.reading.extract.find import find_rows

    for table in (*DECISIONS, NEIGHBOURS, CONTEXTS, NAMES):
        for row, cells in rows_in(tables, table):
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


def _asks_for(cells: Row) -> bool:
    """Whether a row asks for the words of concepts, which the finder alone puts together."""
    return any(f"{{{COUNTED}}}" in (cells[name] or "") for name in ("before", "behind"))


def _pattern(cells: Row) -> str:
    return str(cells["pattern"]).replace("{n}", numerals.CHARACTERS)


def _signs(touch: str | None) -> str:
    """Characters that may touch, as a pattern: they stand alone or as a class."""
    text = (touch or "").replace("{n}", numerals.CHARACTERS)
    return text if text.startswith(("[", "\\")) else f"[{re.escape(text)}]" if text else ""


def _parts(example: str) -> tuple[str, str, str]:
    before, _, rest = example.partition("〔")
    marked, _, behind = rest.partition("〕")
    return before, marked, behind
