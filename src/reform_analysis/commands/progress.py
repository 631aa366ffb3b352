"""A line while a long reading goes on, and output that appears whole or not at all."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TextIO

from reform_analysis.commands.spreadsheet import MARK, workbook
from reform_analysis.tables.atomic import named, stand_in, take_place

_EVERY = 2.0


class _Output:
    """A file that appears whole or not at all, or a stream.

    A file begins with a byte-order mark, since people open it; one that ends in .xlsx becomes a
    workbook, of which ``sheet`` names the sheet.
    """

    def __init__(
        self, path: str | None, stream: TextIO | None = None, sheet: str = "quantities"
    ) -> None:
        self.sheet = sheet
        self.path = Path(path) if path else None
        self.stream = stream or sys.stdout
        self.keep, self.begun = True, False
        self.file: TextIO | None = None

    def __enter__(self) -> _Output:
        if self.path:
            with named(self.path):
                self.new = stand_in(self.path)
                self.file = self.new.open("w", -1, "utf-8", "backslashreplace", "")
                if not self.workbook:
                    self.file.write(MARK)
        return self

    @property
    def workbook(self) -> bool:
        """Whether a workbook is asked for."""
        return self.path is not None and self.path.suffix.lower() == ".xlsx"

    def write(self, text: str) -> None:
        self.begun = True
        if self.file and self.path:
            with named(self.path):
                self.file.write(text)
        else:
            self.stream.write(text)

    def __exit__(self, kind: object, *_: object) -> None:
        if not (self.file and self.path):
            return
        try:
            with named(self.path):
                self.file.close()
                if self.keep and kind is None:
                    if self.workbook:
                        lines = self.new.read_bytes().decode("utf-8")
                        self.new.write_bytes(workbook({self.sheet: lines}))
                    take_place(self.new, self.path)
        finally:
            if self.new != self.path:
                self.new.unlink(missing_ok=True)


class Progress:
    """A line on standard error while a long reading goes on."""

    def __init__(self) -> None:
        self.begin = self.told = time.monotonic()
        self.files = self.chars = 0

    def add(self, chars: int, files: int = 1) -> None:
        """Count what was read, and tell it every few seconds."""
        self.files += files
        self.chars += chars
        now = time.monotonic()
        if now - self.told > _EVERY:
            self.told = now
            speed = self.chars / (now - self.begin) / 1e6
            print(f"\r{self.files} reports, {self.chars / 1e6:.1f} million characters, "
                  f"{speed:.1f} million a second", end="", file=sys.stderr, flush=True)  # fmt: skip

    def end(self, taken: int, unread: int) -> None:
        """Close the line with what was found."""
        lead = "\n" if self.told != self.begin else ""
        lost = f"; {unread} could not be read" if unread else ""
        read = self.files - unread
        ends = "y" if taken == 1 else "ies", "" if read == 1 else "s"
        print(f"{lead}{taken} quantit{ends[0]} in {read} report{ends[1]}{lost}", file=sys.stderr)
