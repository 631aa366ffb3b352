"""Rules of what stands around the claims: denominators, benchmarks, concepts, schemas.

`RULES` lists them but for `check_schemas`, which comes before all others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reform_analysis.tables.faults import Fault, file_of
from reform_analysis.tables.naming import Value, split_list, suggest
from reform_analysis.tables.schema import REGISTERS, Values
from reform_analysis.values.populations import COUNTED_IN_REPORT

if TYPE_CHECKING:
    from reform_analysis.reading.quantity import Quantity
    from reform_analysis.tables.codebook import Codebook

Tables = Mapping[str, Values]
Row = dict[str, Value]

DENOMINATORS, EXCEPTIONS = "raw/denominators", "codebook/registers/exceptions"
REFERENCE_DAYS = {
    "year_end_residents": "12-31",
    "census_residents": "2020-11-01",
    "census_15plus": "2020-11-01",
    "employed": "2020-11-01",
    "secondary_employed": "2020-11-01",
}
"""Day that the denominators of a population refer to, or the end of it."""

MODELLED = ("employed", "secondary_employed")
MODEL_ERROR = 1.05
"""A model whose high end is nearer to its value than this reports rounding as all its error."""

WITHOUT_RESIDENTS = ("zone", "firm", "studio")


def fault(table: str, row: int | None, column: str | None, problem: str, remedy: str) -> Fault:
    """A fault of a table, which is named as in the registers."""
    return Fault(file_of(table), row, column, problem, remedy)


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


def read_expression(expression: str, codebook: Codebook) -> tuple[Quantity | None, str]:
    """An expression as a quantity, or None and the reason why it cannot be read; each read once."""
    return codebook.once(_read_expression, expression)


def _read_expression(codebook: Codebook, expression: str) -> tuple[Quantity | None, str]:
    from reform_analysis.reading.quantity import QuantityError, read_quantity

    try:
        return read_quantity(expression, codebook), ""
    except QuantityError as error:
        return None, error.reason


def check_bounds(tables: Tables) -> Iterator[Fault]:
    """The lower end is not above the upper one, and the value lies between them."""
    for table in (DENOMINATORS, "raw/benchmarks"):
        for row, cells in tables.get(table, {}).items():
            low, high = cells["low"], cells["high"]
            value = cells.get("value")
            if low is None or high is None:
                continue
            if low > high:
                problem = f"{low:g} lies above high ({high:g})"
                yield fault(table, row, "low", problem, "exchange or correct them")
            elif value is not None and not low <= value <= high:
                problem = f"{value:g} does not lie in {low:g} to {high:g}"
                yield fault(table, row, "value", problem, "correct the value or its two ends")
            elif table == DENOMINATORS and low <= 0:
                remedy = "write how many there are; leave the row out if nobody knows"
                yield fault(table, row, "low", f"nothing can be divided by {low:g}", remedy)


def check_denominators(tables: Tables) -> Iterator[Fault]:
    """Id, population, day, grade and place of a denominator agree, and each stands once."""
    places = by_id(tables, "raw/places", "place_id")
    first: dict[tuple, str] = {}
    for row, cells in tables.get(DENOMINATORS, {}).items():
        per, day, place = cells["per"], cells["ref_date"], cells["place_id"]
        if not per:
            continue
        if per not in COUNTED_IN_REPORT and cells["claim_id"]:
            remedy = f"leave claim_id empty or choose one of {', '.join(COUNTED_IN_REPORT)}"
            yield fault(DENOMINATORS, row, "claim_id", f"a claim on population {per}", remedy)
        wanted = REFERENCE_DAYS.get(per)
        if wanted and (day is None or not day.isoformat().endswith(wanted)):
            problem = f"{per} refers to {day or 'no day'}"
            form = wanted if len(wanted) > 5 else f"the last day of a year (yyyy-{wanted})"
            yield fault(DENOMINATORS, row, "ref_date", problem, f"write {form}")
        if per in MODELLED and cells["grade"] not in (None, "C"):
            problem = f"{per} is modelled, but has grade {cells['grade']}"
            yield fault(DENOMINATORS, row, "grade", problem, "write C")
        if per in MODELLED and cells["value"] and cells["high"] < MODEL_ERROR * cells["value"]:
            problem = f"{cells['high']:g} is no more than rounding above {cells['value']:g}"
            remedy = "widen the interval by what separates the model from the official series"
            yield fault(DENOMINATORS, row, "high", problem, remedy)
        level = places.get(place, {}).get("level")
        if per not in COUNTED_IN_REPORT and level in WITHOUT_RESIDENTS:
            problem = f"a {level} has no residents of its own"
            yield fault(DENOMINATORS, row, "per", problem, "use staff_in_report or delete the row")
        name = f"{place}-{per}".replace("_", "-") + (f"-{day.year}" if wanted and day else "")
        own = cells["denominator_id"]
        if place and own and own != name and not own.startswith(f"{name}-"):
            problem = f"'{own}' does not say place, population and year"
            yield fault(DENOMINATORS, row, "denominator_id", problem, f"begin it with '{name}'")
        key = (place, per, cells["variant"], day)
        if first.setdefault(key, own) != own:
            problem = f"'{first[key]}' has the same place, population, variant and day"
            yield fault(DENOMINATORS, row, "variant", problem, "say in variant how they differ")


def check_in_report(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """A denominator taken from a report has place, unit and interval of its claim."""
    claims = by_id(tables, "raw/claims", "claim_id")
    concepts = by_id(tables, "codebook/registers/concepts", "concept_id")
    for row, cells in tables.get(DENOMINATORS, {}).items():
        if cells["per"] not in COUNTED_IN_REPORT:
            continue
        if not cells["claim_id"]:
            remedy = "name the claim that the value was taken from"
            yield fault(DENOMINATORS, row, "claim_id", f"{cells['per']} without a claim", remedy)
        claim = claims.get(cells["claim_id"])
        quantity = (
            read_expression(claim["reported"], codebook)[0] if claim and claim["reported"] else None
        )
        if claim is None or quantity is None:
            continue
        unit = quantity.unit or (concepts.get(claim["concept_id"]) or {}).get("unit")
        right = {
            "place_id": claim["place_id"],
            "low": quantity.low,
            "value": quantity.value,
            "high": quantity.high,
            "unit": unit,
        }
        for column, value in right.items():
            if cells[column] != value:
                problem = f"{_text(cells[column])}, but '{claim['reported']}' has {_text(value)}"
                yield fault(DENOMINATORS, row, column, problem, f"write {_text(value)}")


def check_concepts(tables: Tables) -> Iterator[Fault]:
    """Every concept is counted somewhere."""
    used = {claim["concept_id"] for claim in tables.get("raw/claims", {}).values()}
    for indicator in tables.get("codebook/registers/indicators", {}).values():
        used |= concepts_listed(indicator)
    for row, concept in tables.get("codebook/registers/concepts", {}).items():
        if concept["concept_id"] and concept["concept_id"] not in used:
            problem = f"no claim and no indicator uses '{concept['concept_id']}'"
            yield fault(
                "codebook/registers/concepts",
                row,
                "concept_id",
                problem,
                "use it or delete the row",
            )


def concepts_listed(indicator: Row) -> set[str]:
    """What a row of the register says that the indicator counts, or divides by."""
    return {*split_list(indicator["numerator"]), *split_list(indicator["denominator"])}


def check_dividing(tables: Tables) -> Iterator[Fault]:
    """An indicator that is divided by people says of how many its values speak."""
    for row, cells in tables.get("codebook/registers/indicators", {}).items():
        if bool(cells["populations"]) != bool(cells["scale"]):
            lacking = "scale" if cells["populations"] else "populations"
            remedy = "fill in both or neither"
            yield fault("codebook/registers/indicators", row, lacking, "the cell is empty", remedy)


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
            yield fault("codebook/registers/fields", row, "refers_to", problem, remedy)
    used = {column for of_table in known.values() for column in of_table}
    for row, cells in columns.items():
        if cells["name"] and cells["name"] not in used:
            problem = f"no table has a column '{cells['name']}'"
            yield fault("codebook/registers/columns", row, "name", problem, "delete the row")


def check_denominator_notes(tables: Tables) -> Iterator[Fault]:
    """A denominator that is one of several kinds has a note that says so to readers."""
    words = by_id(tables, "codebook/words/words", "word_id")
    for row, cells in tables.get(DENOMINATORS, {}).items():
        if cells["variant"] and f"note.denominator-{cells['variant']}" not in words:
            problem = f"no note tells readers what '{cells['variant']}' is"
            remedy = f"add note.denominator-{cells['variant']} to {file_of('codebook/words/words')}"
            yield fault(DENOMINATORS, row, "variant", problem, remedy)


def check_consistency_pairs(tables: Tables) -> Iterator[Fault]:
    """A count is held against a share where the test says so, against a count elsewhere.

    One report prints both.
    """
    table, told = "codebook/registers/consistency_pairs", defaultdict(set)
    for claim in tables.get("raw/claims", {}).values():
        told[claim["concept_id"]].add(claim["source_id"])
    concepts = by_id(tables, "codebook/registers/concepts", "concept_id")
    for row, pair in tables.get(table, {}).items():
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


RULES = (
    *(check_bounds, check_in_report, check_denominators, check_denominator_notes),
    *(check_concepts, check_dividing, check_consistency_pairs),
)


def _text(value: object) -> str:
    if value is None:
        return "nothing"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
