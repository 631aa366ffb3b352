"""What is said of openings: the Chinese names the concept, notes say how the page was read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reform_analysis.commands.check.claims import CLAIMS
from reform_analysis.commands.check.registers import Tables, by_id, fault
from reform_analysis.commands.check.sources import SOURCES
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.tiers import OPENING

PLANNED = "（计划）"

INFERRED, WITHOUT_ADDRESS = "day of publication inferred", "no address is given"
"""What a note says of a day that is not printed, and of a page cited by publisher and day."""

ADDRESS_DAY = re.compile(r"(?<!\d)(20[012]\d)[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01])(?!\d)")


def check_named(tables: Tables) -> Iterator[Fault]:
    """The Chinese of an opening's claim is the name of its concept; two have coded it, or one."""
    sources = by_id(tables, SOURCES, "source_id")
    concepts = by_id(tables, "codebook/registers/concepts", "concept_id")
    for row, claim in tables.get(CLAIMS, {}).items():
        opening = (sources.get(claim["source_id"]) or {}).get("kind") == OPENING
        concept = concepts.get(claim["concept_id"]) or {}
        if not opening or not concept.get("label_zh"):
            if not opening and claim["coders"]:
                problem = "coders of a claim of a text, which raw/second_coding tells"
                yield fault(CLAIMS, row, "coders", problem, "leave it empty")
            continue
        wanted = f"{concept['label_zh']}{PLANNED if claim['target'] == 'plan' else ''}"
        if claim["statement_zh"] not in (None, wanted):
            problem = f"'{claim['statement_zh']}' does not name the concept"
            yield fault(CLAIMS, row, "statement_zh", problem, f"write '{wanted}'")
        elif not claim["coders"]:
            yield fault(CLAIMS, row, "coders", "how many coded it is not said", "write 1 or 2")


def check_noted(tables: Tables) -> Iterator[Fault]:
    """The note of an opening says the same of its day and its address as the other columns."""
    for row, source in tables.get(SOURCES, {}).items():
        if source["kind"] != OPENING or not source["address"]:
            continue
        note, address = source["note"] or "", source["address"]
        by_name = not re.match(r"https?://|[a-z0-9.-]+\.[a-z]{2,}", address)
        dated = ADDRESS_DAY.search(address)
        printed = source["published_basis"] == "printed"
        if (INFERRED in note) == printed:
            problem = f"'{note}', but the day is {source['published_basis']}"
            yield fault(SOURCES, row, "published_basis", problem, f"say '{INFERRED}' or not")
        elif (WITHOUT_ADDRESS in note) != by_name:
            problem = f"'{note}', but the address is '{address}'"
            yield fault(SOURCES, row, "address", problem, f"say '{WITHOUT_ADDRESS}' or not")
        elif by_name and (source["published"] or "") not in address:
            problem = f"'{address}' does not say {source['published']}"
            yield fault(SOURCES, row, "published", problem, "correct one of the two")
        elif dated and printed and not "-".join(dated.groups()).startswith(source["published"]):
            problem = f"{source['published']}, but the address is of {'-'.join(dated.groups())}"
            yield fault(SOURCES, row, "published", problem, "correct one of the two")
        elif by_name and not address.startswith((source["publisher"] or "")[:2]):
            problem = f"'{source['publisher']}', but the address is '{address}'"
            yield fault(SOURCES, row, "publisher", problem, "correct one of the two")


RULES = (check_named, check_noted)
