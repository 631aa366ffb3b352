"""Rules of ``raw/second_coding``: every disagreement of the two codings is named and decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reform_analysis.commands.check.claims import CLAIMS
from reform_analysis.commands.check.registers import Row, Tables, by_id, fault, read_expression
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import split_list
from reform_analysis.values.agreement import FIELDS

if TYPE_CHECKING:
    from reform_analysis.tables.codebook import Codebook

CODING = "raw/second_coding"

SAME = ("source_id", "start", "end", "reported")
"""Columns that say where a claim stands: both codings have them alike, or the difference is
named."""

COMPARED = {**FIELDS, "target": ("target",)}
"""What both codings hold of a claim; whether it is a plan enters no measure of agreement."""

OF_TEXTS = ("before", "coded_on")
"""Columns of claims of texts: what an opening prints before a claim is not known whole."""


def check_decisions(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """What the codings differ in is named, and carries a decision that the claims follow."""
    claims = by_id(tables, CLAIMS, "claim_id")
    concepts = by_id(tables, "codebook/registers/concepts", "concept_id")
    for row, second in tables.get(CODING, {}).items():
        claim = claims.get(second["claim_id"])
        if claim is None or claim["reported"] != second["reported"]:
            continue  # the expression was mended since: not what the second coder read
        concept = concepts.get(claim["concept_id"]) or {}
        apart = _apart(_read(claim, concept, codebook), second)
        named = [*split_list(second["differs"])]
        unnamed = [field for field in apart if field not in named]
        if unnamed:
            problem = f"the codings differ in {', '.join(unnamed)}, which is not named"
            yield fault(CODING, row, "differs", problem, "name it here, and decide by the text")
        elif named and not second["decision"]:
            problem = f"the codings differ in {', '.join(named)}, and nothing decides"
            remedy = "write first, second or both, and the reason"
            yield fault(CODING, row, "decision", problem, remedy)
        elif named and not second["reason"]:
            problem = "a decision without its reason"
            yield fault(CODING, row, "reason", problem, "say what the text says")
        elif second["decision"] == "second" and apart:
            problem = f"it goes to the second coding, but the claim still differs in {apart[0]}"
            yield fault(CODING, row, "decision", problem, "mend the claim in data/raw/claims.csv")
        elif second["decision"] == "second" and not second["first_coding"]:
            problem = "the claim was mended, and what it was is lost"
            yield fault(CODING, row, "first_coding", problem, "write what the first coding held")


def check_coded_places(tables: Tables) -> Iterator[Fault]:
    """What both codings found at one place is the same expression of the same article."""
    claims = by_id(tables, CLAIMS, "claim_id")
    for row, second in tables.get(CODING, {}).items():
        claim = claims.get(second["claim_id"])
        if claim is None:
            continue
        apart = [name for name in SAME if second[name] != claim[name]]
        opening = second["start"] is None
        told = next((name for name in OF_TEXTS if opening and second[name] is not None), None)
        if second["reported"] is not None and apart and not second["differs"]:
            problem = f"'{second[apart[0]]}', but the claim has '{claim[apart[0]]}'"
            yield fault(CODING, row, apart[0], problem, "copy it from the text")
        elif told:
            problem = f"'{second[told]}', which is kept of the claims of texts only"
            yield fault(CODING, row, told, problem, "leave it empty, or write start and end")
        elif not opening and second["coded_on"] is None:
            yield fault(CODING, row, "coded_on", "a claim of a text without it", "write the day")


def _read(claim: Row, concept: Row, codebook: Codebook) -> Row:
    """A claim with what its expression says; without it where that cannot be read."""
    quantity, _ = read_expression(str(claim["reported"] or ""), codebook)
    if quantity is None:
        return claim
    alike = ("", *split_list(concept.get("classifiers")))
    unit = concept.get("unit") if quantity.unit in alike else quantity.unit
    return {**claim, "value": quantity.value, "hedge": quantity.hedge, "unit": unit}


def _apart(claim: Row, second: Row) -> list[str]:
    return [
        field
        for field, columns in COMPARED.items()
        if any(name in claim and claim[name] != second[name] for name in columns)
    ]


RULES = (check_decisions, check_coded_places)
