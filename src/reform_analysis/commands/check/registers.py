"""Rules of what stands around the claims: concepts, indicators, schemas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from reform_analysis.commands.check.named import CLAIMS, CONCEPTS, FIELDS, INDICATORS
from reform_analysis.commands.check.rows import Row, Tables, by_id, fault, rows_in
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import split_list, suggest
from reform_analysis.tables.schema import REGISTERS


def check_schemas(tables: Tables) -> Iterator[Fault]:
    """The registers describe one another without gaps."""
    names, fields, columns = (tables.get(register, {}) for register in REGISTERS)
    known: dict[str, list[str]] = {}
    for cells in fields.values():
        known.setdefault(cells["table"], []).append(cells["column"])
    for row, cells in names.items():
        of_table = known.get(cells["table"], [])
        if not of_table:
            problem = f"'{cells['table']}' has no columns"
            remedy = "add its columns to codebook/registers/fields.csv"
            yield fault("codebook/registers/tables", row, "table", problem, remedy)
        for part in split_list(cells["key"]):
            if of_table and part not in of_table:
                problem = f"'{part}' is no column of {cells['table']}"
                remedy = suggest(part, of_table, "name one of its columns")
                yield fault("codebook/registers/tables", row, "key", problem, remedy)
    for row, cells in fields.items():
        table, _, column = (cells["refers_to"] or "").rpartition(".")
        if table and column not in known.get(table, []):
            remedy = "name table.column as they stand in codebook/registers/fields.csv"
            problem = f"there is no '{cells['refers_to']}'"
            yield fault(FIELDS, row, "refers_to", problem, remedy)
    used = {column for of_table in known.values() for column in of_table}
    for row, cells in columns.items():
        if cells["name"] and cells["name"] not in used:
            problem = f"no table has a column '{cells['name']}'"
            yield fault("codebook/registers/columns", row, "name", problem, "delete the row")


def check_concepts(tables: Tables) -> Iterator[Fault]:
    """Every concept is counted somewhere."""
    used = {claim["concept_id"] for claim in tables.get(CLAIMS, {}).values()}
    for indicator in tables.get(INDICATORS, {}).values():
        used |= concepts_listed(indicator)
    for row, concept in rows_in(tables, CONCEPTS):
        if concept["concept_id"] and concept["concept_id"] not in used:
            problem = f"no claim and no indicator uses '{concept['concept_id']}'"
            yield fault(CONCEPTS, row, "concept_id", problem, "use it or delete the row")


def concepts_listed(indicator: Row) -> set[str]:
    """What a row of the register says that the indicator counts, or divides by."""
    return {*split_list(indicator["numerator"]), *split_list(indicator["denominator"])}


def check_dividing(tables: Tables) -> Iterator[Fault]:
    """An indicator that is divided by people says of how many its values speak."""
    for row, cells in rows_in(tables, INDICATORS):
        if bool(cells["populations"]) != bool(cells["scale"]):
            lacking = "scale" if cells["populations"] else "populations"
            remedy = "fill in both or neither"
            yield fault(INDICATORS, row, lacking, "the cell is empty", remedy)


def check_consistency_pairs(tables: Tables) -> Iterator[Fault]:
    """A count is held against a share where the test says so, against a count elsewhere.

    One report prints both.
    """
    table, told = "codebook/registers/consistency_pairs", defaultdict(set)
    for claim in tables.get(CLAIMS, {}).values():
        told[claim["concept_id"]].add(claim["source_id"])
    concepts = by_id(tables, CONCEPTS, "concept_id")
    for row, pair in rows_in(tables, table):
        concept = concepts.get(pair["other_concept_id"])
        if concept is None or concept["unit"] is None or pair["test"] is None:
            continue
        shares = pair["test"].endswith("_and_share")
        if shares != (concept["unit"] == "fraction"):
            problem = f"'{pair['other_concept_id']}' is {'no' if shares else 'a'} share"
            yield fault(table, row, "other_concept_id", problem, "hold it against another concept")
        elif told and not told[pair["concept_id"]] & told[pair["other_concept_id"]]:
            problem = f"no report prints '{pair['concept_id']}' and '{pair['other_concept_id']}'"
            yield fault(table, row, "concept_id", problem, "name two that one report prints")


def check_functions(tables: Tables) -> Iterator[Fault]:
    """Each indicator is computed by a function of its id, which counts what is listed."""
    # Imported here, for indicators are computed with `cues`, which reads a table itself.
    from reform_analysis.indicators import concepts_of, registered

    concepts = by_id(tables, CONCEPTS, "concept_id")
    for row, cells in rows_in(tables, INDICATORS):
        name = cells["indicator_id"]
        if not (cells["computed"] and name):
            continue
        if name not in registered():
            problem = f"no function computes '{name}'"
            remedy = f"write one with @indicator('{name}'), or put false"
            yield fault(INDICATORS, row, "computed", problem, remedy)
            continue
        listed = {c for c in concepts_listed(cells) if c in concepts}
        if lacking := _quoted(concepts_of(name) - listed):
            problem = f"the function of '{name}' counts what is not listed: {lacking}"
            yield fault(INDICATORS, row, "numerator", problem, "list it here")
        if idle := _quoted(listed - concepts_of(name)):
            problem = f"the function of '{name}' does not count {idle}"
            remedy = "take it out, or add it where the function is registered"
            yield fault(INDICATORS, row, "numerator", problem, remedy)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names))
