"""What all office files share: clean text, fixed dates, the same bytes on every run."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from importlib import import_module
from typing import Any

AUTHOR = "The reform_analysis developers"
MOMENT = datetime(1980, 1, 1)
"""Stands wherever a file must hold a date: the first one that a ZIP archive can hold."""

LATIN, EASTERN = "Arial", "Microsoft YaHei"
"""Fonts of all text."""

TAGS = {"en": "en-US", "zh": "zh-CN"}
"""Languages as documents name them."""

CELL = 32_767
"""Most characters that a cell of a workbook holds."""

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


def fixed(content: bytes) -> bytes:
    """An office file with the same entries in the same order, without the time of packing.

    Workbooks inside are packed anew, too.
    """
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, MOMENT.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            inside = old.read(name)
            new.writestr(entry, fixed(inside) if name.endswith(".xlsx") else inside)
    return packed.getvalue()
