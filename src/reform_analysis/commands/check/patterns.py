"""Rule tables of patterns with an example a row: each compiles, and does what its example says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reform_analysis.commands.check.registers import Row, Tables, fault
from reform_analysis.reading.extract.decisions import Lists, compiled
from reform_analysis.reading.extract.patterns import COUNTED
from reform_analysis.reading.numerals import CHARACTERS
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import split_list

SPELLINGS = "codebook/reading/spellings"
LENGTHS, NUMERALS = "codebook/reading/lengths", "codebook/reading/chinese_numerals"
WORDLISTS = "codebook/reading/word_classes"
NEIGHBOURS, CONTEXTS = "codebook/reading/neighbours", "codebook/reading/draft_contexts"
DECISIONS = {LENGTHS: "units", NUMERALS: "small"}
"""Tables of decisions, and the column by which they fall into kinds."""
CONDITIONS = {
    LENGTHS: ("before", "behind"),
    NUMERALS: ("printed", "numeral", "before", "behind"),
}
_MARKED = re.compile("[^〔〕]*〔[^〔〕]+〕[^〔〕]*")


def check_spellings(tables: Tables) -> Iterator[Fault]:
    """Each rule compiles and changes its example into what it says."""
    for row, cells in tables.get(SPELLINGS, {}).items():
        if None in (cells["pattern"], cells["example"], cells["reads_as"]):
            continue
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
    """Each pattern compiles, and its example marks one expression that it touches."""
    for table in (NEIGHBOURS, CONTEXTS):
        for row, cells in tables.get(table, {}).items():
            if None in (cells["pattern"], cells["example"]):
                continue
            try:
                pattern = re.compile(cells["pattern"].replace("{n}", CHARACTERS))
            except re.error as error:
                problem = f"'{cells['pattern']}' is no regular expression ({error})"
                yield fault(table, row, "pattern", problem, "correct it")
                continue
            example = cells["example"]
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
        for row, cells in tables.get(table, {}).items():
            if None in (cells["of"], cells["verdict"]):
                continue
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
        re.compile(cells.get("numeral") or "")
    except (re.error, KeyError) as error:
        problem = f"a pattern does not work ({error})"
        yield fault(table, row, column, problem, "correct it or the id of the list")
        return
    if cells["example"] and not _MARKED.fullmatch(cells["example"]):
        problem = f"'{cells['example']}' does not mark one expression between 〔 and 〕"
        yield fault(table, row, "example", problem, "mark it")


RULES = (check_spellings, check_marked_examples, check_decision_rules)
