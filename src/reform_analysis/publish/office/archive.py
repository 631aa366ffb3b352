"""What all office files share: clean text, fixed dates, the same bytes on every run."""

from __future__ import annotations

import io
import math
import re
import zipfile
from datetime import datetime
from importlib import import_module
from typing import Any

import pandas as pd

from reform_analysis.tables.releases import EARLIEST, archive

AUTHOR = "The reform_analysis developers"
MOMENT = datetime(*EARLIEST)
"""Stands wherever a file must hold a date."""

LATIN, EASTERN = "Arial", "Microsoft YaHei"
"""Fonts of all text."""

TAGS = {"en": "en-US", "zh": "zh-CN"}
"""Languages as documents name them."""

CELL = 32_767
"""Most characters that a cell of a workbook holds."""

PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
"""Options of a workbook in which text stays text."""

_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


class OfficeError(ValueError):
    """An office file cannot be made: a package is missing or a chart has no native form."""


def needed(name: str) -> Any:
    """Import a package of the extra ``office``.

    Raises
    ------
    OfficeError
        It is not installed.

    Examples
    --------
    >>> needed("no_such_package")
    Traceback (most recent call last):
    ...
    reform_analysis.publish.office.archive.OfficeError: ... pip install 'reform-analysis[office]'
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise OfficeError(
            f"office files need {name.partition('.')[0]}, which is not installed; "
            "pip install 'reform-analysis[office]'"
        ) from error


def clean(text: object, most: int = CELL) -> str:
    r"""Text that XML can hold and that reads in the order in which it is written.

    Parameters
    ----------
    text : object
        Made into text.
    most : int
        Longer text is cut and ends with an ellipsis.

    Examples
    --------
    >>> clean("a\x00b\u202ec"), clean("abcdef", 4)
    ('abc', 'abc…')
    """
    kept = _UNFIT.sub("", str(text))
    return kept if len(kept) <= most else kept[: most - 1] + "…"


def write_cell(page: Any, row: int, column: int, cell: object, form: object = None) -> None:
    """A number as a number, an open end as the text inf, a missing value as nothing."""
    if cell is None or (not isinstance(cell, str) and pd.isna(cell)):
        return
    if isinstance(cell, str) or not math.isfinite(cell):
        page.write_string(row, column, clean(cell), form)
    else:
        page.write_number(row, column, cell, form)


def fixed(content: bytes) -> bytes:
    """An office file with the same entries, without the time of packing.

    Workbooks inside are packed anew, too.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    inside = {name: fixed(file) for name, file in files.items() if name.endswith(".xlsx")}
    return archive(files | inside)
