"""Rules of what stands around the claims: concepts, indicators, schemas; what all rules share.

Each rule is a function `check_…` that takes the tables (and the codebook, where it reads by it) and
yields faults. A cell that is None was empty or has been reported already, so that a rule which
needs it is silent. The rules of a module go in the order in which they stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from reform_analysis.reading.quantity import Quantity, QuantityError, read_quantity
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import Fault, file_of
from reform_analysis.tables.naming import Value, split_list, suggest
from reform_analysis.tables.schema import REGISTERS, Values

Tables = Mapping[str, Values]
Row = dict[str, Value]

CLAIMS, SOURCES, PLACES = "raw/claims", "raw/sources", "raw/places"
DENOMINATORS, BENCHMARKS = "raw/denominators", "raw/benchmarks"
CONCEPTS, INDICATORS = "codebook/registers/concepts", "codebook/registers/indicators"
CHARTS, EXCEPTIONS = "codebook/registers/charts", "codebook/registers/exceptions"
GAZETTEER, TILES = "codebook/registers/gb_codes", "codebook/registers/tiles"
FIELDS, WORDS = "codebook/registers/fields", "codebook/words/words"
HEDGES, UNITS = "codebook/reading/hedges", "codebook/reading/units"
CLASSIFIERS, CHARACTERS = "codebook/reading/classifiers", "codebook/reading/characters"
WORDLISTS, NAMES = "codebook/reading/word_classes", "codebook/reading/exclusions"
"""Tables that several rules look into."""


def fault(table: str, row: int | None, column: str | None, problem: str, remedy: str) -> Fault:
    """A fault of a table, which is named as in the registers."""
    return Fault(file_of(table), row, column, problem, remedy)


def rows_in(tables: Tables, table: str, *needed: str) -> Iterator[tuple[int, Row]]:
    """Rows of a table, if there is one, in which these cells are filled, by their number."""
    for row, cells in tables.get(table, {}).items():
        if None not in (cells.get(column, "") for column in needed):
            yield row, cells


def by_id(tables: Tables, table: str, column: str) -> dict[str | None, Row]:
    """Rows of a table by the id in one column, the first of those that share one."""
    rows: dict[str | None, Row] = {}
    for row in tables.get(table, {}).values():
        if row[column]:
            rows.setdefault(row[column], row)
    return rows


def excepted(tables: Tables, exception: str) -> dict[str, str]:
    """What a rule does not hold of, and what stands there instead."""
    rows = tables.get(EXCEPTIONS, {}).values()
    return {row["item"]: row["instead"] or "" for row in rows if row["exception"] == exception}


def spans_of(source: Row) -> list[tuple[int, int]]:
    """Parts of the file that belong to an article, as (start, end)."""
    pairs = (part.partition("-") for part in split_list(source["spans"]))
    return [(int(start), int(end)) for start, _, end in pairs]


def read_expression(
    expression: str, codebook: Codebook, reading: str = "central"
) -> tuple[Quantity | None, str]:
    """An expression as a quantity, or None and the reason why it cannot be read; each read once."""
    return codebook.once(_read_expression, expression, reading)


def _read_expression(
    codebook: Codebook, expression: str, reading: str
) -> tuple[Quantity | None, str]:
    try:
        return read_quantity(expression, codebook, reading), ""
    except QuantityError as error:
        return None, error.reason


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
