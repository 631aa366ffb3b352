"""The codebook as one document a language: what every table, column and number of it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from reform_analysis import __version__
from reform_analysis.charts.exports import benchmark_unit, scope_of, unit_of, variant_of
from reform_analysis.charts.words import Words, words
from reform_analysis.indicators import function_of
from reform_analysis.publish.documents.markdown import code, plain, slug, table
from reform_analysis.publish.documents.rules import calibration_lines, rule_lines
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.datapackage import data_version
from reform_analysis.tables.naming import split_list
from reform_analysis.tables.schema import Field
from reform_analysis.tables.store import read_schemas
from reform_analysis.tables.tiers import OPENING

INDICATORS = "codebook/registers/indicators"
CONCEPTS = "codebook/registers/concepts"
POPULATIONS = "codebook/registers/populations"
COLUMNS = "codebook/registers/columns"
TOLD = ("reported", "derived", "bound", "proxy")
"""What ``processed/reporting`` says of a place whose report gives a value."""


def codebook_text(book: Codebook, lang: str) -> str:
    """The codebook in one language, as Markdown; both have the same sections and the same rows.

    Raises
    ------
    TableError
        A table is missing or has faults.
    WordsError
        A word or a name stands in no register.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> codebook_text(codebook(), "zh").splitlines()[0]
    '# 编码手册'
    """
    say = words(lang, book)
    sections: dict[str, Callable[[Codebook, Words], Iterator[str]]] = {
        say("codebook.readings"): rule_lines,
        say("codebook.calibration"): calibration_lines,
        say("codebook.populations"): _populations,
        say("codebook.indicators"): _indicators,
        say("codebook.concepts"): _concepts,
        say("codebook.places"): _places,
        say("codebook.tables"): _tables,
    }
    version = data_version(book.project)
    lines = [
        f"# {say('codebook.title')}",
        "",
        say("codebook.intro", version=__version__, data=version),
        "",
        say("codebook.licence"),
        "",
        *(f"- [{name}](#{slug(name)})" for name in sections),
        "",
    ]
    for name, section in sections.items():
        lines += [f"## {name}", "", *section(book, say)]
    return "\n".join(lines).rstrip() + "\n"


def _populations(book: Codebook, say: Words) -> Iterator[str]:
    yield from (say("codebook.populations_told"), "")
    having = book.table("raw/denominators").groupby("per")["place_id"].nunique()
    head = ("populations", "people", "places_with")
    rows = [
        [
            f"{plain(say.text(POPULATIONS, per, 'label'))} {code(per)}",
            plain(say.text(POPULATIONS, per, "people")),
            str(having.get(per, 0)),
        ]
        for per in book.table(POPULATIONS)["per"]
    ]
    yield from table([say(f"codebook.{name}") for name in head], rows)


def _indicators(book: Codebook, say: Words) -> Iterator[str]:
    register = book.table(INDICATORS)
    yield from (say("codebook.indicators_told", count=len(register)), "")
    for dimension, some in register.groupby("dimension", sort=False):
        yield from (f"### {say(f'dimension.{dimension}')}", "")
        for row in some.to_dict("records"):
            name = say.text(INDICATORS, row["indicator_id"], "label")
            yield from (f"#### {plain(name)} ({code(row['indicator_id'])})", "")
            told = [*_computed(row, say), *_evidence(row["indicator_id"], book, say)]
            told += [("caveat", plain(say.text_if_any(INDICATORS, row["indicator_id"], "note")))]
            lines = (
                say("mark.colon", name=f"**{say(f'codebook.{field}')}**", text=text)
                for field, text in told
                if text
            )
            yield from (*(f"- {line}" for line in lines), "")


def _computed(row: dict[str, object], say: Words) -> Iterator[tuple[str, str]]:
    """What an indicator counts and how it is computed."""
    name = str(row["indicator_id"])
    unit, ratio = str(row["unit"]), row["kind"] == "ratio"
    yearly = unit.endswith("/年")
    formula = "yearly" if yearly else "quotient" if ratio or unit == "fraction" else "count"
    formulas = [say(f"codebook.formula.{formula}")]
    if pd.notna(row["scale"]) and row["scale"] > 1:
        formulas.append(say("codebook.formula.people", scale=say.number(row["scale"], 0)))
    function = function_of(name)
    yield "code", code(row["code"])
    yield "unit", plain(unit_of(unit, pd.NA, say))
    yield "kind", say(f"codebook.kind.{row['kind']}")
    yield "numerator", _labels(row["numerator"], CONCEPTS, "label", say)
    yield "denominator", _base(row, say)
    yield "rates_per", _labels(row["populations"], POPULATIONS, "unit_noun", say)
    yield "formula", plain(say.join(formulas))
    yield "missing", plain(say.text_if_any(INDICATORS, name, "missing_rule"))
    yield "function", code(f"{function.__module__}.{function.__name__}")
    yield "reference", plain(say.text_if_any(INDICATORS, name, "reference"))


def _base(row: dict[str, object], say: Words) -> str:
    """What is divided by: in English ids of concepts stand between words, and are named."""
    told = say.text_if_any(INDICATORS, str(row["indicator_id"]), "denominator")
    known = set(say.tables[CONCEPTS]["concept_id"])
    parts = (say.text(CONCEPTS, one, "label") if one in known else one for one in split_list(told))
    return plain(say.join(parts))


def _labels(cell: object, register: str, field: str, say: Words) -> str:
    ids = [] if pd.isna(cell) else split_list(str(cell))
    return say.join(f"{plain(say.text(register, one, field))} {code(one)}" for one in ids)


def _evidence(name: str, book: Codebook, say: Words) -> Iterator[tuple[str, str]]:
    """Who supplies an indicator, how far its values are alike, what it may be seen beside."""
    reporting = book.table("processed/reporting")
    asked = reporting.loc[reporting["indicator_id"].eq(name), "status"]
    values = book.table("processed/indicators")
    own = values["indicator_id"].eq(name) & values["tier"].eq(OPENING)
    wider = values.loc[own, "place_id"].nunique()
    yield (
        "supply",
        say("codebook.supply_told", told=asked.isin(TOLD).sum(), asked=len(asked), wider=wider)
        if len(asked)
        else say("codebook.supply_wider", wider=wider),
    )
    for pair in _own(book.table("codebook/registers/comparability"), name):
        reason = pair["reason_zh" if say.lang == "zh" else "reason"]
        grade = say("codebook.grade_of", grade=pair["grade"], reason=reason)
        sides = {variant_of(pair[side], say) for side in ("variant", "other_variant")}
        both = [say("codebook.any_variant")] if sides == {""} else sorted(filter(None, sides))
        whom = say.join(both, "codebook.apart")
        if pd.notna(pair["place_id"]):
            whom = say("mark.comma", first=say.place(pair["place_id"]), rest=whom)
        yield "comparability", plain(say("mark.colon", name=whom, text=grade))
    for one in _own(book.table("raw/benchmarks"), name):
        key, unit = one["benchmark_id"], one["unit"]
        value = say.value(one["low"], float("nan"), one["high"], unit)
        unit = "" if unit == "fraction" else f" {benchmark_unit(unit, say)}"
        where = scope_of(one["scope"], say)
        whom = say.text("raw/benchmarks", key, "definition")
        what = say("mark.colon", name=say("mark.comma", first=where, rest=whom), text=value + unit)
        document = say.text("raw/benchmarks", key, "document")
        kind = say("mark.comma", first=say(f"kind.{one['kind']}"), rest=document)
        yield "benchmark", plain(say("mark.brackets", text=what, more=kind))


def _own(rows: pd.DataFrame, name: str) -> list[dict[str, object]]:
    return rows[rows["indicator_id"].eq(name)].to_dict("records")


def _concepts(book: Codebook, say: Words) -> Iterator[str]:
    register = book.table(CONCEPTS)
    yield from (say("codebook.concepts_told", count=len(register)), "")
    counts = _claims(book, "concept_id")
    head = ("concept", "unit", "kind", "definition", "claims_of")
    for dimension, some in register.groupby("dimension", sort=False):
        named = say.optional(f"dimension.{dimension}") or say("codebook.context")
        yield from (f"### {named}", "")
        rows = [
            [
                f"{plain(say.text(CONCEPTS, one, 'label'))} {code(one)}",
                plain(unit_of(unit, pd.NA, say)),
                say(f"codebook.kind.{kind}"),
                plain(say.text(CONCEPTS, one, "definition")),
                counts(one),
            ]
            for one, unit, kind in zip(some["concept_id"], some["unit"], some["kind"], strict=True)
        ]
        yield from table([say(f"codebook.{name}") for name in head], rows)


def _claims(book: Codebook, column: str) -> Callable[[str], str]:
    """How many claims of each tier have an id: of the reports read whole, of the wider sample."""
    claims = book.table("processed/claims")
    counts = claims.groupby([column, "tier"]).size()

    def told(one: str) -> str:
        return ", ".join(str(counts.get((one, tier), 0)) for tier in ("text", OPENING))

    return told


def _places(book: Codebook, say: Words) -> Iterator[str]:
    register = book.table("raw/places")
    yield from (say("codebook.places_told", count=len(register)), "")
    name = dict(zip(register["place_id"], register[f"name_{say.lang}"], strict=True))
    counts = _claims(book, "place_id")
    head = ("place", "level", "gb_code", "within", "claims_of")
    rows = [
        [
            f"{plain(name[row.place_id])} {code(row.place_id)}",
            say(f"codebook.level.{row.level}"),
            "" if pd.isna(row.gb_code) else str(row.gb_code),
            "" if pd.isna(row.parent_id) else plain(name[row.parent_id]),
            counts(row.place_id),
        ]
        for row in register.itertuples()
    ]
    yield from table([say(f"codebook.{name}") for name in head], rows)


def _tables(book: Codebook, say: Words) -> Iterator[str]:
    schemas, _ = read_schemas(book.project)
    yield from (say("codebook.tables_told", count=len(schemas)), "")
    head = ("column", "type", "may_hold", "meaning")
    for schema in schemas.values():
        title = schema.title_zh if say.lang == "zh" else schema.title_en
        keys = ", ".join(map(code, schema.key))
        count = say.number(book.once(_row_count, schema.table), 0)
        rows = [
            [
                code(field.column),
                *_held(field, say),
                plain(say.text(COLUMNS, field.column, "meaning")),
            ]
            for field in schema.fields
        ]
        yield from (f"### {plain(title)} ({code(schema.table)})", "")
        yield from (say("codebook.key", key=keys, rows=count), "")
        yield from table([say(f"codebook.{name}") for name in head], rows)


def _row_count(book: Codebook, name: str) -> int:
    return len(book.rows(name))


def _held(field: Field, say: Words) -> tuple[str, str]:
    """Type and admitted values of a column."""
    kind = [say(f"codebook.type.{field.type}")]
    kind += [say("codebook.list")] * field.many + [say("codebook.required")] * field.required
    holds = [*map(code, field.allowed), code(field.pattern)]
    holds += [f"→ {code(field.refers_to)}"] if field.refers_to else []
    return say.join(kind), say.join(holds)
