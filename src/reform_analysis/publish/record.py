"""The record beside pictures: which file shows what, so that none is drawn twice.

A picture is taken for drawn if the record names the hash of what it would show now, and the file
is, byte for byte, the one that was recorded with it. Anything else is drawn.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

from reform_analysis.tables.write import csv_bytes

RECORD = "manifest.csv"

Known = dict[str, tuple[str, bytes]]
"""File name -> hash of what the picture shows, and its content."""


def recorded(folder: Path) -> Known:
    """The pictures of a folder that are as they were when they were recorded.

    Parameters
    ----------
    folder : Path
        With the pictures and their record; either may be missing.

    Returns
    -------
    dict of str to (str, bytes)
        None where the record cannot be read; without files that are gone or were changed.
    """
    try:
        lines = (folder / RECORD).read_text("utf-8")
        rows = list(csv.DictReader(io.StringIO(lines), strict=True))
        named = {row["file"]: (row["shows"], row["sha256"]) for row in rows}
    except (OSError, ValueError, KeyError, csv.Error):
        return {}
    known: Known = {}
    for name, (shows, sha256) in named.items():
        path = folder / name
        if path.is_file() and hashlib.sha256(content := path.read_bytes()).hexdigest() == sha256:
            known[name] = (shows, content)
    return known


def record_of(pictures: Mapping[str, tuple[str, bytes]]) -> bytes:
    """The record of pictures, as a CSV file.

    Examples
    --------
    >>> record_of({"a.en.png": ("00ff", b"")}).decode().splitlines()[0]
    'file,shows,sha256'
    """
    shown = sorted(pictures.items())
    columns = {
        "file": [name for name, _ in shown],
        "shows": [shows for _, (shows, _) in shown],
        "sha256": [hashlib.sha256(content).hexdigest() for _, (_, content) in shown],
    }
    return csv_bytes(columns)
