"""Add a report: its source row, the places it lacks, a draft of its claims, and what is left to do.

`add_report` writes what a machine can know; a reader completes the draft, and `add_claims` takes
it into ``raw/claims`` once every row is whole. Neither changes a row that is there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reform_analysis.commands.new_rows import AddError, Row, place_rows, source_row
from reform_analysis.commands.spreadsheet import MARK, TEXT, as_text
from reform_analysis.commands.tidy import tidied
from reform_analysis.reading.extract.clean import simplify
from reform_analysis.reading.extract.draft import CLAIM_COLUMNS, draft
from reform_analysis.reading.extract.places import main_place, mentions
from reform_analysis.reading.texts import read_text
from reform_analysis.tables.atomic import all_or_nothing, write_file
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.decode import whole
from reform_analysis.tables.naming import resolve
from reform_analysis.tables.paths import Project
from reform_analysis.tables.stamp import CURE

WHOLE = ("place_id", "concept_id", "statement", "statement_zh", "period_kind")
"""Cells of a draft that a reader must have filled or confirmed."""


def add_report(
    project: Project,
    report: Path,
    source_id: str,
    published: str,
    place: str | None = None,
    title: str | None = None,
    output: Path | None = None,
    tell: Callable[[str], object] = print,
) -> Path:
    """Write the source row and missing places of a report, and a draft of its claims; its path.

    The text is in UTF-8, as it stands, and stays where it is. ``published`` is a day, month or
    year as printed, or a range ``2024-01-01..2024-06-30`` where it is inferred. Left out are
    taken: the place that the text names most, its first line as title,
    ``<source_id>.draft.csv`` in this folder.

    Raises
    ------
    AddError
        The id or the text is there already, the place is not known, a date cannot be read.
    TextError, OSError
        The report is not in UTF-8 or the draft cannot be written; the tables are as they were.
    """
    codebook = Codebook(project)
    text = read_text(report)
    sources, places = (list(codebook.rows(f"raw/{name}")) for name in ("sources", "places"))
    if not text.text.strip():
        raise AddError(f"{report} holds no text; save the report there first")
    _refuse_twice(sources, source_id, text.sha256)
    place_id, new = _place(text.text, place, codebook, places)
    row = source_row(source_id, report.name, text, published, codebook)
    row |= {"place_id": place_id} | ({"title": title} if title else {})
    path = output or Path(f"{source_id}.draft.csv")
    if path.exists():
        raise AddError(f"{path} is there already; name another file with --output")
    with all_or_nothing(project.raw / "places.csv", project.raw / "sources.csv"):
        _append(project.raw / "places.csv", new)
        _append(project.raw / "sources.csv", [row])
        table = draft(text.text, Codebook(project), source_id)  # it knows the new places
        table["reported"] = table["reported"].map(as_text)
        write_file(path, table.to_csv(index=False, lineterminator="\n").encode("utf-8-sig"))
    for added in new:
        tell(f"data/raw/places.csv: {added['place_id']} ({added['name_zh']}, {added['name_en']})")
    tell(f"data/raw/sources.csv: {source_id}, “{row['title']}”, of {place_id}")
    tell(f"{path}: {len(table)} claims drafted")
    tell("Left to do:")
    lacking = {name: int(table[name].eq("").sum()) for name in ("concept_id", "place_id")}
    for n, step in enumerate(_steps(codebook, path, source_id, place_id, lacking), start=1):
        tell(f"  {n}. {step}")
    return path


def add_claims(project: Project, drafted: Path, tell: Callable[[str], object] = print) -> int:
    """Take a draft that a reader has completed into ``raw/claims``: every row, or none; how many.

    Raises
    ------
    AddError
        A column is missing, a cell that a reader must fill is empty, a row has too many cells or
        too few, a claim is there already; all such rows are named.
    TidyError
        The encoding of the file, or what parts its cells, is not certain.
    """
    text = tidied(whole(drafted))[0].decode()  # as a spreadsheet may have saved it
    text = text.lstrip(MARK)
    reader = csv.DictReader(io.StringIO(text, newline=""))
    rows, columns = list(reader), reader.fieldnames or []
    for row in rows:
        row["reported"] = (row.get("reported") or "").removeprefix(TEXT)
    taken = (*CLAIM_COLUMNS, "target")
    if missing := [name for name in taken if name not in columns]:
        raise AddError(f"{drafted}, row 1: column {missing[0]!r} is missing; draft the report anew")
    if not rows:
        raise AddError(f"{drafted}: it holds no claim; draft the report anew")
    known = {row["claim_id"] for row in Codebook(project).rows("raw/claims")}
    faults = []
    for number, row in enumerate(rows, start=2):
        empty = [name for name in WHOLE if not (row[name] or "").strip()]
        if empty:
            faults.append(f"{drafted}, row {number}: {', '.join(empty)} empty; fill or delete it")
        elif None in row or None in row.values():
            told = "it has not as many cells as the header; quote a cell that holds a comma"
            faults.append(f"{drafted}, row {number}: {told}")
        elif row["claim_id"] in known:
            told = "is there already; delete one of the two"
            faults.append(f"{drafted}, row {number}: {row['claim_id']} {told}")
        known.add(row["claim_id"])
    if faults:
        raise AddError("\n".join([*faults, f"{len(faults)} of {len(rows)} rows; nothing written"]))
    _append(project.raw / "claims.csv", [{name: row[name] for name in taken} for row in rows])
    tell(f"data/raw/claims.csv: {len(rows)} claims")
    tell(f"next: `reform-analysis check --reports FOLDER`, then {CURE}")
    return len(rows)


def _refuse_twice(sources: Sequence[Row], source_id: str, sha256: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", source_id):
        raise AddError(f"{source_id!r} is no id; write place and year, such as rugao-2024")
    for row in sources:
        if row["source_id"] == source_id:
            raise AddError(f"{source_id!r} is in raw/sources.csv already; name another --source")
        if row["text_sha256"] == sha256:
            raise AddError(f"this text is in raw/sources.csv already, as {row['source_id']!r}")


def _place(
    text: str, wanted: str | None, codebook: Codebook, places: list[Row]
) -> tuple[str, list[dict[str, str]]]:
    gb_codes = list(codebook.rows("codebook/registers/gb_codes"))
    if wanted is None:
        found = mentions(simplify(text, codebook), codebook)
        main = main_place(found, text)
        if main.place_id:
            return main.place_id, []
        code = next((each.code for each in found if f"({each.code})" in main.reason), "")
        if not code:
            raise AddError(f"{main.reason}; name it with --place")
    else:
        code = next((row["gb_code"] for row in gb_codes if row["name_zh"] == wanted), "")
        if not code or any(row["gb_code"] == code for row in places):
            try:
                return resolve([wanted], places, "place_id", "place")[0], []
            except ValueError as error:
                raise AddError(f"{error}; a new place is named as in GB/T 2260, 如皋市") from None
    new = place_rows(code, gb_codes, places)
    return new[-1]["place_id"], new


def _steps(
    codebook: Codebook, path: Path, source_id: str, place_id: str, lacking: Mapping[str, int]
) -> list[str]:
    denominators = [row for row in codebook.rows("raw/denominators") if not row["claim_id"]]
    there = {row["per"] for row in denominators if row["place_id"] == place_id}
    missing = [per for per in dict.fromkeys(row["per"] for row in denominators) if per not in there]
    steps = [
        f"read the report beside {path}: correct concept ({lacking['concept_id']} empty), place "
        f"({lacking['place_id']} empty) and period, say in statement and statement_zh what is "
        "counted, delete rows that count nothing",
        f"reform-analysis add --claims {path}",
        f"check the title, the place and the dates of {source_id} in data/raw/sources.csv, and the "
        "Latin names of new places in places.csv",
    ]
    if missing:
        steps.append(f"data/raw/denominators.csv lacks for {place_id}: {', '.join(missing)}; "
                     "without a row its rates are gaps")  # fmt: skip
    steps.append(
        f"data/codebook/words/words.csv: circle.{place_id}.workers says who is counted as a "
        "worker, if it reports new party members"
    )
    steps.append("reform-analysis check --reports FOLDER, then reform-analysis reproduce")
    return steps


def _append(path: Path, rows: Sequence[Row]) -> None:
    """Add rows at the end of a table, all at once; columns that a row lacks stay empty."""
    text = path.read_text("utf-8").rstrip("\n") + "\n"
    header = next(csv.reader(io.StringIO(text, newline="")))
    written = io.StringIO()
    csv.DictWriter(written, header, restval="", lineterminator="\n").writerows(rows)
    if rows:
        write_file(path, (text + written.getvalue()).encode())
