"""What is wrong, where it stands and what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

HEADER = 1
"""Row of the header, as a spreadsheet counts it."""

SHOWN_ALIKE = 3
"""So many faults of one column may say the same; of more only the first is shown."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, where it stands, and what would be right.

    Parameters
    ----------
    file : str
        File below the project, such as ``data/raw/claims.csv``.
    row : int or None
        Row as a spreadsheet counts it (the header is row 1); None where the whole file or column is
        meant.
    column : str or None
        Column name; None where the whole row or file is meant.
    problem, remedy : str
        What is wrong; what would be right.

    Examples
    --------
    >>> print(Fault("data/raw/a.csv", 3, "n", "'x' is no whole number", "write digits only"))
    data/raw/a.csv, row 3, column n: 'x' is no whole number; write digits only
    """

    file: str
    row: int | None
    column: str | None
    problem: str
    remedy: str

    def __str__(self) -> str:
        row = "" if self.row is None else f", row {self.row}"
        column = "" if self.column is None else f", column {self.column}"
        return f"{self.file}{row}{column}: {self.problem}; {self.remedy}"

    @property
    def whole(self) -> bool:
        """Whether a file as a whole is meant, or its header: nothing below it can be judged."""
        return self.column is None and self.row in (None, HEADER)


class TableError(ValueError):
    """Tables that cannot be used; ``faults`` lists every reason."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = list(faults)


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults by file and row, those of a whole file first; each once."""
    return sorted(dict.fromkeys(faults), key=lambda fault: (fault.file, fault.row or 0))


def file_of(table: str) -> str:
    """Path of a table below the project, as faults and readers name it.

    Examples
    --------
    >>> file_of("raw/claims")
    'data/raw/claims.csv'
    """
    return f"data/{table}.csv"


def told_once(faults: Iterable[Fault]) -> list[Fault]:
    """Faults that say the same of one column shown once, where there are more than three.

    Examples
    --------
    >>> faults = [Fault("a.csv", row, "n", "'x' is not in b.csv", "add it") for row in (2, 3, 4, 9)]
    >>> print(*told_once(faults))
    a.csv, row 2, column n: 'x' is not in b.csv (and in 3 more rows); add it
    """
    alike: dict[tuple[str, str | None, str, str], list[Fault]] = {}
    for fault in faults:
        key = (fault.file, fault.column, fault.problem, fault.remedy)
        alike.setdefault(key, []).append(fault)
    shown = []
    for same in alike.values():
        if len(same) > SHOWN_ALIKE:
            more = f"{same[0].problem} (and in {len(same) - 1} more rows)"
            same = [replace(same[0], problem=more)]
        shown += same
    return shown
