"""Rule tables of patterns with an example a row: each compiles, and does what its example says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reform_analysis.commands.check.registers import Tables, fault
from reform_analysis.reading.extract.lengths import decisions
from reform_analysis.reading.numerals import CHARACTERS
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import split_list

SPELLINGS = "codebook/reading/spellings"
LENGTHS, WORDLISTS = "codebook/reading/lengths", "codebook/reading/word_classes"
NEIGHBOURS, CONTEXTS = "codebook/reading/neighbours", "codebook/reading/draft_contexts"
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


def check_lengths(tables: Tables) -> Iterator[Fault]:
    """Each pattern compiles and names lists that are there; the last row of a kind fits all."""
    known = tables.get(WORDLISTS, {}).values()
    lists = {cells["list_id"]: split_list(cells["words"]) for cells in known if cells["words"]}
    last: dict[str, tuple[int, bool]] = {}
    for row, cells in tables.get(LENGTHS, {}).items():
        if None in (cells["units"], cells["of"], cells["verdict"]):
            continue
        try:
            decisions([cells], lists)
        except (re.error, KeyError) as error:
            column = "before" if cells["before"] else "behind"
            problem = f"a pattern does not work ({error})"
            yield fault(LENGTHS, row, column, problem, "correct it or the id of the list")
        anything = (cells["of"], cells["before"], cells["behind"]) == ("any", None, None)
        last[cells["units"]] = row, anything
    for row, anything in last.values():
        if not anything:
            problem = "the last row of its units does not fit every length"
            yield fault(LENGTHS, row, "of", problem, "end with a row for any, without patterns")


RULES = (check_spellings, check_marked_examples, check_lengths)
