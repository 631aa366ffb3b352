"""Rows for people who open them in a spreadsheet: CSV that stays as it is, or a workbook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping

MARK = "\ufeff"
"""A byte-order mark: without it Excel takes UTF-8 for the encoding of the machine."""

TEXT = "\t"
"""Stands before a cell that a spreadsheet would turn into a date, a number or a formula."""

MOST_ROWS = 1_048_575
"""Rows that a sheet of a workbook holds below its head."""

_NUMBERS = frozenset(("start", "end", "low", "value", "high"))
_TURNED = re.compile(
    r"[-+=@].*"  # run as a formula
    r"|[0-9]{1,4}\s?[-/.:]\s?[0-9]{1,4}(?:[-/.:][0-9]{1,4})?"  # a date, a time, or less digits
    r"|0[0-9]+|[0-9][0-9,]*,[0-9,]*|[0-9]{16,}",
    re.DOTALL,
)
_MAY_TURN = re.compile(r"[0-9][-/.:,0-9]|[-+=@]")


def kept_as_text(lines: str, column: int = 3) -> str:
    r"""CSV lines without a head in which a spreadsheet changes no printed expression.

    Before a cell that would become a date (3-5), a number with fewer digits (1.50) or a formula
    (-3%) stands a tab, which `reform-analysis add` takes off again.

    Examples
    --------
    >>> kept_as_text("a.txt,0,3,1/4,exact\n")
    'a.txt,0,3,\t1/4,exact\n'
    """
    if not _MAY_TURN.search(lines):
        return lines
    guarded = io.StringIO()
    writer = csv.writer(guarded, lineterminator="\n")
    for row in csv.reader(io.StringIO(lines, newline="")):
        row[column] = as_text(row[column])
        writer.writerow(row)
    return guarded.getvalue()


def as_text(cell: str) -> str:
    r"""One cell, with a tab before it if a spreadsheet would change it.

    Examples
    --------
    >>> [as_text(cell) for cell in ("3-5", "400名", "37%", "1,200")]
    ['\t3-5', '400名', '37%', '\t1,200']
    """
    return TEXT + cell if _TURNED.fullmatch(cell) else cell


def workbook(sheets: Mapping[str, str]) -> bytes:
    r"""CSV tables with their heads as a workbook, a sheet each by its name; expressions are text.

    The same bytes for the same tables. No cell is a formula or a link.

    Raises
    ------
    OfficeError
        xlsxwriter is not installed.
    ValueError
        A table has more rows than a sheet holds.

    Examples
    --------
    >>> workbook({"quantities": "start,reported\n0,1/4\n"})[:2]
    b'PK'
    """
    from reform_analysis.publish.office.archive import MOMENT, PLAIN, clean, fixed, needed

    content = io.BytesIO()
    with needed("xlsxwriter").Workbook(content, PLAIN) as book:
        book.set_properties({"created": MOMENT})
        bold = book.add_format({"bold": True})
        for name, lines in sheets.items():
            rows = list(csv.reader(io.StringIO(lines, newline="")))
            if len(rows) > MOST_ROWS:
                raise ValueError(f"{len(rows)} rows are more than a sheet holds; write CSV")
            page = book.add_worksheet(name)
            page.freeze_panes(1, 0)
            for n, row in enumerate(rows):
                for k, cell in enumerate(row):
                    if n and cell and rows[0][k] in _NUMBERS and cell not in ("inf", "-inf"):
                        page.write_number(n, k, float(cell))
                    else:
                        page.write_string(n, k, clean(cell), None if n else bold)
    return fixed(content.getvalue())
