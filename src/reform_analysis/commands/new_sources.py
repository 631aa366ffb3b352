"""The row of ``raw/sources`` for a report that nobody has coded."""

from __future__ import annotations

import calendar
import re
from datetime import date

from reform_analysis.reading.extract.clean import simplify
from reform_analysis.reading.texts import Text
from reform_analysis.tables import tiers
from reform_analysis.tables.codebook import Codebook

TRADITIONAL = 0.02
"""Share of characters that have another simplified form, above which a text is traditional."""


class AddError(ValueError):
    """A report or draft that cannot be taken in, with the reason and the cure."""


def source_row(
    source_id: str, file: str, text: Text, published: str, codebook: Codebook
) -> dict[str, str]:
    """What a machine knows of a report: file, date, script, hash, length, its first line as title.

    Parameters
    ----------
    source_id, file : str
        Id and name of the file.
    text : Text
    published : str
        As for `dates`.
    codebook : Codebook
        Knows the traditional characters.

    Returns
    -------
    dict
        Columns of ``raw/sources``; the place is left to the reader of the text.

    Raises
    ------
    AddError
        As for `dates`.
    """
    return {
        "source_id": source_id,
        "kind": tiers.TEXT,
        "file": file,
        "spans": f"0-{len(text.text)}",
        "title": _first_line(text.text, file),
        **dates(published),
        "script": script(text.text, codebook),
        "text_sha256": text.sha256,
        "text_chars": str(len(text.text)),
        "grade": "A",
    }


def dates(published: str) -> dict[str, str]:
    """The columns of a source's date: printed as given, inferred where it is a range.

    Parameters
    ----------
    published : str
        ``2024``, ``2024-05``, ``2024-05-11`` or two of them with ``..`` between.

    Returns
    -------
    dict
        ``published``, ``published_basis``, ``published_earliest``, ``published_latest``.

    Raises
    ------
    AddError
        It is no such date, or the range ends before it begins.

    Examples
    --------
    >>> dates("2024-02")["published_latest"]
    '2024-02-29'
    >>> dates("2024-01..2024-06")["published_basis"], dates("2024-01..2024-06")["published"]
    ('inferred', '2024')
    """
    first, between, last = published.partition("..")
    earliest, latest = _ends(first)[0], _ends(last or first)[1]
    if latest < earliest:
        raise AddError(f"{published!r} ends before it begins; write the earlier date first")
    return {
        "published": str(latest.year) if between else first,
        "published_basis": "inferred" if between else "printed",
        "published_earliest": earliest.isoformat(),
        "published_latest": latest.isoformat(),
    }


def _ends(text: str) -> tuple[date, date]:
    form = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text.strip())
    try:
        if not form:
            raise ValueError
        year, month, day = (part and int(part) for part in form.groups())
        last = calendar.monthrange(year, month or 12)[1]
        return date(year, month or 1, day or 1), date(year, month or 12, day or last)
    except ValueError:
        raise AddError(
            f"{text!r} is no date; write 2024, 2024-05 or 2024-05-11, "
            "or a range such as 2024-01..2024-06"
        ) from None


def script(text: str, codebook: Codebook) -> str:
    """Whether a text is in simplified or in traditional characters."""
    changed = sum(one != other for one, other in zip(text, simplify(text, codebook), strict=True))
    return "traditional" if changed > TRADITIONAL * len(text) else "simplified"


def _first_line(text: str, otherwise: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line), otherwise)[:60]
