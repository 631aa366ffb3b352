"""Reports on disk: which files, their text, and the rows found in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from reform_analysis.reading.extract.find import REFUSED as REFUSED_COLUMNS
from reform_analysis.reading.extract.find import TAKEN, find_rows
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.decode import UndecodableError, decode, whole

ENDINGS = (".txt", ".md", ".text")
COLUMNS = ("source", *TAKEN)
REFUSED = ("source", *REFUSED_COLUMNS)


class Report(NamedTuple):
    """A report's file, and the name under which its rows are written."""

    path: str
    source: str


class Rows(NamedTuple):
    """What was found in some reports: CSV lines without header, and how much was read.

    ``unread`` names the reports that could not be read, each with the reason.
    """

    quantities: str
    refused: str
    chars: int
    found: int
    reports: int
    unread: list[tuple[str, str]]


def list_reports(paths: Iterable[str]) -> Iterator[Report]:
    """List the reports that some files and folders hold.

    Parameters
    ----------
    paths : iterable of str
        Files, and folders that are searched through all their folders for .txt, .md and .text;
        names that begin with a dot are passed over.

    Yields
    ------
    Report
        In the order given, folders in the order of names.

    Raises
    ------
    FileNotFoundError
        There is no such file or folder.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "a.txt").write_text("近400名", encoding="utf-8")
    ...     [report.source for report in list_reports([folder])]
    ['a.txt']
    """
    for name in paths:
        path = Path(name)
        if path.is_dir():
            for file in _below(path):
                yield Report(str(file), file.relative_to(path).as_posix())
        elif path.exists():
            yield Report(str(path), path.name)
        else:
            raise FileNotFoundError(2, "there is no such file or folder", name)


def _below(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _below(entry)
        elif entry.suffix.lower() in ENDINGS and entry.is_file():
            yield entry


def read_reports(reports: Iterable[Report], codebook: Codebook, reading: str = "central") -> Rows:
    """Find the quantities of some reports; one that cannot be read does not stop the others.

    Parameters
    ----------
    reports : iterable of Report
        Files to read.
    codebook : Codebook
        Whose rules and words are used.
    reading : {"central", "narrow", "wide"}
        How widely hedges are read.

    Returns
    -------
    Rows
        The same for the same files wherever and however often it is called.
    """
    quantities, refused = io.StringIO(), io.StringIO()
    chars = found = count = 0
    unread: list[tuple[str, str]] = []
    for report in reports:
        count += 1
        try:
            text, _ = decode(whole(Path(report.path)))
        except UndecodableError as error:
            unread.append((report.source, str(error)))
            continue
        except OSError as error:
            unread.append((report.source, error.strerror or str(error)))
            continue
        found += write_rows(text, report.source, codebook, reading, quantities, refused)
        chars += len(text)
    return Rows(quantities.getvalue(), refused.getvalue(), chars, found, count, unread)


def write_rows(
    text: str,
    source: str,
    codebook: Codebook,
    reading: str,
    quantities: io.StringIO,
    refused: io.StringIO,
) -> int:
    """Write the rows of one text as CSV lines, and return how many quantities there are."""
    taken, left = find_rows(text, codebook, reading)
    lines = csv.writer(quantities, lineterminator="\n")
    lines.writerows((source, *row[:4], *map(_plain, row[4:7]), *row[7:]) for row in taken)
    csv.writer(refused, lineterminator="\n").writerows((source, *row) for row in left)
    return len(taken)


def _plain(value: float | None) -> str:
    return "" if value is None else format(value, ".15g")
