"""The reports' texts: read as they stand, and held against the claims coded from them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from reform_analysis.tables.decode import whole

Span = tuple[int, int]


class TextError(ValueError):
    """A text that cannot be read as it stands: ``problem``, with ``remedy``."""

    remedy = "save it as UTF-8"

    def __init__(self, problem: str) -> None:
        super().__init__(f"{problem}; {self.remedy}")
        self.problem = problem


@dataclass(frozen=True)
class Text:
    """A report's text as it stands, with the SHA-256 of its bytes."""

    text: str
    sha256: str


def read_report(path: str | Path) -> str:
    r"""A report's text with every character where the claims expect it.

    Parameters
    ----------
    path : str or Path
        A text file in UTF-8. Line ends stay as they are, so that offsets hold.

    Returns
    -------
    str
        The whole text.

    Raises
    ------
    TextError
        The file is not in UTF-8.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "a.txt"
    ...     _ = path.write_bytes("近400名\r\n".encode())
    ...     read_report(path)
    '近400名\r\n'
    """
    return read_text(Path(path)).text


def occurrences(part: str, text: str) -> list[int]:
    """Offsets at which a string stands in a text, overlaps included.

    Examples
    --------
    >>> occurrences("11", "1112")
    [0, 1]
    """
    return [match.start() for match in re.finditer(f"(?={re.escape(part)})", text)]


def read_text(path: Path) -> Text:
    """A text with its hash; `read_report` says what is refused."""
    data = whole(path)
    try:
        return Text(data.decode("utf-8"), hashlib.sha256(data).hexdigest())
    except UnicodeDecodeError as error:
        raise TextError(f"'{path.name}' is not in UTF-8 (byte {error.start})") from None
