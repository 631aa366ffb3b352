"""A CSV file read strictly: every fault of its form at once, and its cells as far as they go."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

from reform_analysis.tables.faults import HEADER, Fault
from reform_analysis.tables.naming import suggest
from reform_analysis.tables.schema import Rows

_FORMULA = re.compile(r"\s*(?:[=@]|[+-](?![\d.]*(?:e[+-]?\d+)?\s*$))")
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

TIDY = "run `reform-analysis tidy`, which writes it anew as UTF-8 with LF and commas"
"""Cure of what Excel does to a file and cannot undo."""

Report = Callable[..., None]
"""Takes problem, remedy and, where there is one, the row."""


def read_cells(path: Path, file: str, columns: tuple[str, ...]) -> tuple[Rows, list[Fault]]:
    """Read a CSV file strictly, which faults call ``file`` and which should have these columns.

    Given are cells by spreadsheet row and column, as far as they can be made out, and faults of the
    form: encoding, line ends, header, ragged or empty rows, cells that a spreadsheet would run,
    characters that cannot be seen.
    """

    def fault(problem: str, remedy: str, row: int | None = None) -> None:
        faults.append(Fault(file, row, None, problem, remedy))

    faults: list[Fault] = []
    if path.is_dir():
        fault("a folder stands there, not a file", "move it away and bring the file back")
        return {}, faults
    if not path.is_file():
        fault(
            "the file is missing",
            "bring it back or delete its rows in codebook/registers/tables.csv",
        )
        return {}, faults
    text = _decode(path.read_bytes(), fault)
    if text is None:
        return {}, faults
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        fault(f"the quotes do not close properly ({error})", 'write " inside a cell as ""')
        return {}, faults
    if not any(map(any, records)):
        fault("the file is empty", "restore it, or write at least its header " + ",".join(columns))
        return {}, faults
    header = records[0]
    if len(header) == 1 and len(columns) > 1 and any(mark in header[0] for mark in ";\t"):
        if not faults:  # else the same cure is told already
            fault("the cells are not separated by commas", TIDY, HEADER)
        return {}, faults
    _check_header(header, columns, fault)
    hidden = bool(_HIDDEN.search(text))  # one look at the whole file: hardly any has one
    rows: Rows = {}
    for number, record in enumerate(records[1:], start=2):
        if not any(record):
            fault("the row is empty", "delete it", number)
        elif len(record) != len(header):
            problem = f"the row has {len(record)} cells, the header {len(header)}"
            fault(problem, "add or remove commas, or quote a cell that holds a comma", number)
            rows[number] = {header[0]: record[0]}  # its id, so that references to it still hold
        else:
            rows[number] = dict(zip(header, record, strict=True))
            for name, cell in rows[number].items():
                if not cell or (cell[0].isalnum() and not hidden):
                    continue  # what begins with a letter or a digit is no formula
                if told := _dangerous(cell):
                    faults.append(Fault(file, number, name, *told))
    if not rows and len(records) == 1:
        fault("the file has a header but no rows", "add its rows")
    return rows, faults


def _dangerous(cell: str) -> tuple[str, str] | None:
    """Problem and remedy of a cell that other programs run, or that does not read as it looks."""
    if hidden := _HIDDEN.search(cell):
        code = f"U+{ord(hidden[0]):04X}"
        return f"{cell!r} holds the character {code}, which cannot be seen", "delete it"
    if _FORMULA.match(cell):
        return (
            f"{cell!r} begins like a formula, and a spreadsheet would run it",
            "word it otherwise",
        )
    return None


def _decode(data: bytes, report: Report) -> str | None:
    """Text of a file; encodings other than plain UTF-8 are faults, read on where they are known."""
    text, problem = decoded(data)
    if text is None:
        report(problem, "save the file as UTF-8")
    elif problem:
        report(problem, TIDY)
    return text


def decoded(data: bytes) -> tuple[str | None, str]:
    """Text of a file with plain line ends, and how its bytes are not as they should be.

    They may be UTF-8, with or without a byte-order mark, UTF-16 with one, or GB18030; the text is
    None if they are none of these. The problem is empty if there is none; of several it is the
    first, for one cure mends all.

    Examples
    --------
    >>> decoded("近400名".encode("gb18030"))
    ('近400名', 'the file is in GB18030 (GBK), not in UTF-8')
    """
    problem = ""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        problem = "the file is in UTF-16, not in UTF-8"
        data = data.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    elif data.startswith(codecs.BOM_UTF8):
        problem = "the file begins with a byte-order mark"
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            return None, f"line {row} is not in UTF-8"
        problem = problem or "the file is in GB18030 (GBK), not in UTF-8"
    if "\r" in text:
        problem = problem or "the lines end in CR LF"
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, problem


def _check_header(header: list[str], columns: tuple[str, ...], report: Report) -> None:
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            report(f"column '{name}' stands {header.count(name)} times", "keep one of them", 1)
    extra = [name for name in dict.fromkeys(header) if name not in columns]
    missing = [name for name in columns if name not in header]
    for name in missing:
        advice = f"add it; the columns are {','.join(columns)}"
        remedy = suggest(name, extra, advice).replace("did you mean", "is it called")
        report(f"column '{name}' is missing", remedy, 1)
    for name in extra:
        registers = "codebook/registers/fields.csv and codebook/registers/columns.csv"
        advice = f"delete it, or add it to {registers}"
        report(f"column '{name}' is not known", suggest(name, missing, advice), 1)
    if not extra and not missing and len(header) == len(columns) and tuple(header) != columns:
        report("the columns stand in another order", f"write them as {','.join(columns)}", 1)
