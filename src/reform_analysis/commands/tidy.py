"""Tables as Excel saves them, written anew as this project keeps them: UTF-8, LF, commas.

What was mended is only the form of a file. Cells stay as they are: a date that Excel has turned
round is a fault that `reform-analysis check` names.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from reform_analysis.tables.atomic import write_file
from reform_analysis.tables.csvfiles import decoded
from reform_analysis.tables.decode import whole
from reform_analysis.tables.paths import Project
from reform_analysis.tables.store import FOLDERS

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}

LOST = "\ufffd"
"""Stands where a character could not be read."""


class TidyError(ValueError):
    """A file that cannot be mended without guessing; it is left as it is."""


def tidied(data: bytes) -> tuple[bytes, str]:
    r"""One CSV table as it should be written, and what was the matter with it.

    It may be in UTF-8, UTF-16 or GB18030, with any line ends, its cells parted by commas,
    semicolons or tabs. A file without a problem keeps every byte, and the problem is empty.

    Raises
    ------
    TidyError
        The encoding is none of these, or it is not certain what parts the cells.

    Examples
    --------
    >>> tidied("id;名\r\na;甲,乙\r\n".encode("gb18030"))[0].decode()
    'id,名\na,"甲,乙"\n'
    """
    text, problem = decoded(data)
    if text is None or (LOST in text and problem):
        raise TidyError(f"{problem}, and some of it cannot be read; save it as UTF-8")
    mark = _separator(text)
    if mark != ",":
        problem = problem or f"the cells are parted by {SEPARATORS[mark]}"
        text = _with_commas(text, mark)
    return (text.encode(), problem) if problem else (data, "")


def tidy(project: Project, files: Iterable[str | Path] = ()) -> int:
    """Write tables anew as UTF-8 with LF and commas, each whole or not at all, and tell of each.

    All tables kept by hand are meant where no files are named. Gives how many could not be mended.

    Raises
    ------
    OSError
        A file that was named is not there or cannot be written.
    """
    named = [Path(file) for file in files]
    kept = [path for folder in FOLDERS[:2] for path in (project.data / folder).rglob("*.csv")]
    mended = refused = 0
    for path in named or sorted(path for path in kept if path.is_file()):
        try:
            content, problem = tidied(whole(path))
        except TidyError as error:
            print(f"{path}: {error}")
            refused += 1
            continue
        if problem:
            write_file(path, content)
            print(f"{path}: written anew, {problem.removeprefix('the ')}")
            mended += 1
    print(f"{mended} written anew, {refused} left as they are")
    return refused


def _separator(text: str) -> str:
    """What parts the cells: commas if the header has any, else the one of the others that does."""
    header, _, _ = text.lstrip("\n").partition("\n")
    if "," in header:
        return ","
    found = [mark for mark in SEPARATORS if mark in header]
    if len(found) > 1:
        names = " and ".join(SEPARATORS[mark] for mark in found)
        raise TidyError(f"its header holds {names}: which of them parts the cells is not certain")
    return found[0] if found else ","


def _with_commas(text: str, mark: str) -> str:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as error:
        raise TidyError(f"its quotes do not close properly ({error})") from error
    for number, row in enumerate(rows, start=1):
        if row and len(row) != len(rows[0]):
            raise TidyError(
                f"row {number} has {len(row)} cells parted by {SEPARATORS[mark]}, "
                f"the header {len(rows[0])}: quote a cell that holds one"
            )
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()
