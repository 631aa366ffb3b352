"""All tables described as a Frictionless Data Package, so that other programs can judge them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from reform_analysis.tables.faults import TableError
from reform_analysis.tables.paths import Project
from reform_analysis.tables.schema import Field, Schema, convert
from reform_analysis.tables.stamp import BUILT_BY, builder, sha256
from reform_analysis.tables.store import read_rows, read_schemas

PROFILES = "https://datapackage.org/profiles/2.0"

LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}

AUTHORS = [{"title": "The reform_analysis developers", "roles": ["creator"]}]

KEYWORDS = ["industrial workforce", "China", "interval data", "产业工人队伍建设改革"]

TITLE = "Reported figures on the industrial workforce reform / 产业工人队伍建设改革报道数据"

DESCRIPTION = (
    "Claims of local reports as printed, with their place in the text, read as intervals; "
    "places, denominators, official targets and the codebook. An empty cell is not stated, "
    "never zero. / 各地报告所载数据原文及其在文本中的位置,读作区间;"
    "附地区、分母、官方目标与编码手册。空格=未说明,不等于零。"
)


def describe(project: Project, processed: Mapping[str, bytes] | None = None) -> dict[str, Any]:
    """All tables that stand in the project, with schemas, sizes and hashes.

    Parameters
    ----------
    project : Project
        Its registers name the tables. Their contents are hashed, not judged.
    processed : mapping of str to bytes, optional
        Files of the folder ``processed`` that are about to be written, by name; those that
        stand in the project if left out.

    Returns
    -------
    dict
        A Data Package (version 2): one resource a table, with types, constraints, primary key,
        foreign keys, bilingual titles and meanings, bytes and SHA-256. It depends on the files
        alone, on no clock and no machine. Tables that are not there yet are left out.

    Raises
    ------
    TableError
        A register cannot be read.

    Notes
    -----
    A cell that holds a list is described as a string whose pattern gives its parts. Table schemas
    know no references out of such parts, and no pattern of a number; `check` follows both.

    References
    ----------
    Data Package version 2.0, https://datapackage.org/standard/data-package/

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> describe(codebook().project)["licenses"][0]["name"]
    'CC-BY-4.0'
    """
    schemas, faults = read_schemas(project)
    if not schemas:
        raise TableError(faults)
    files = {table: _content(project, f"{table}.csv", processed) for table in schemas}
    there = {table: content for table, content in files.items() if content is not None}
    glossary, _ = read_rows(project, schemas["codebook/registers/columns"])
    meanings = {row["name"]: row for row in glossary.values()}
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "reform-analysis",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": data_version(project),
        BUILT_BY: builder(),
        "contributors": AUTHORS,
        "keywords": KEYWORDS,
        "licenses": [LICENCE],
        "resources": [
            _resource(schemas[table], content, there, meanings) for table, content in there.items()
        ],
    }


def package_text(project: Project, processed: Mapping[str, bytes] | None = None) -> str:
    """The description as it is written to ``datapackage.json``: sorted, LF, UTF-8 characters.

    Parameters and errors are those of `describe`.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> package_text(codebook().project).startswith("{")
    True
    """
    described = describe(project, processed)
    return json.dumps(described, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def data_version(project: Project) -> str:
    """Twelve hexadecimal digits that change with any change of the tables kept by hand.

    They are the first of a SHA-256 of all tables in ``raw`` and ``codebook``, by name and content,
    but not of ``codebook/words/pages``, ``search`` and ``messages``, whose words no table and no
    chart holds.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> len(data_version(codebook().project))
    12
    """
    paths = {*project.raw.glob("*.csv"), *project.codebook.rglob("*.csv")}
    paths -= {
        project.codebook / "words" / name for name in ("pages.csv", "search.csv", "messages.csv")
    }
    lines = sorted(
        f"{path.parent.name}/{path.name} {sha256(path.read_bytes())}\n" for path in paths
    )
    return sha256("".join(lines).encode())[:12]


def _resource(
    schema: Schema, content: bytes, there: Collection[str], meanings: Mapping[str, dict[str, str]]
) -> dict[str, Any]:
    return {
        "name": _name(schema.table),
        "type": "table",
        "path": f"{schema.table}.csv",
        "title": f"{schema.title_en} / {schema.title_zh}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content)}",
        "dialect": {"delimiter": ",", "doubleQuote": True, "header": True, "quoteChar": '"'},
        "schema": {
            "$schema": f"{PROFILES}/tableschema.json",
            "fields": [_field(field, meanings.get(field.column, {})) for field in schema.fields],
            "primaryKey": list(schema.key),
            "foreignKeys": [
                _foreign_key(schema, field)
                for field in schema.fields
                if field.refers_to.rpartition(".")[0] in there and not field.many
            ],
            "missingValues": [""],
        },
    }


def _field(field: Field, meaning: Mapping[str, str]) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if field.required else {}
    if field.type == "string" and field.many:
        part = field.pattern or "|".join(map(re.escape, field.allowed)) or "[^;]+"
        constraints["pattern"] = f"({part})(;({part}))*"
    else:
        values = [convert(field, one) for one in field.allowed]
        constraints |= {"enum": values} if values else {}
        text = field.type == "string"
        constraints |= {"pattern": field.pattern} if text and field.pattern else {}
    described: dict[str, Any] = {
        "name": field.column,
        "type": "string" if field.type == "regex" else field.type,
        "description": " / ".join(filter(None, map(meaning.get, ("meaning_en", "meaning_zh")))),
    }
    title = " / ".join(filter(None, map(meaning.get, ("label_en", "label_zh"))))
    described |= {"title": title} if title else {}
    described |= {"unit": meaning["unit"]} if meaning.get("unit") else {}
    if field.type == "boolean":
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    return described | ({"constraints": constraints} if constraints else {})


def _foreign_key(schema: Schema, field: Field) -> dict[str, Any]:
    table, _, column = field.refers_to.rpartition(".")
    target = "" if table == schema.table else _name(table)  # empty: the table itself
    return {"fields": [field.column], "reference": {"resource": target, "fields": [column]}}


def _name(table: str) -> str:
    return table.replace("/", "-").replace("_", "-")


def _content(project: Project, path: str, processed: Mapping[str, bytes] | None) -> bytes | None:
    """Bytes of a table, those about to be written first; None if there is no such file."""
    folder, _, name = path.partition("/")
    if folder == "processed" and processed is not None:
        return processed.get(name)
    file = project.data / path
    return file.read_bytes() if file.is_file() else None
