"""Reading a corpus with many processes, on one machine or a cluster (extra ``corpus``).

The reports are cut into parts of some megabytes. Each part is read from disk by a worker with
the same pure function as in one process, and its rows come back as CSV lines, which only the
caller writes. A part whose worker is lost is read again by another. The codebook is made once by
each worker, from the project's folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reform_analysis.reading.extract.files import (
    Report,
    Rows,
    read_reports,
)
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import Project

if TYPE_CHECKING:
    from distributed import Client, Future

PART = 8_000_000
"""Bytes of reports in a part."""

AHEAD = 4
"""Parts given to each worker ahead, so that none waits and few are in memory."""

RETRIES = 5
"""Times that a part is read anew after its worker was lost."""

FINE, FAULTY = 0, 2


def cut(reports: Iterable[Report], size: int = PART) -> Iterator[list[Report]]:
    """Cut a stream of reports into parts of at least some bytes.

    Parameters
    ----------
    reports : iterable of Report
        As `list_reports` gives them; it is never held whole.
    size : int
        Bytes in a part.

    Yields
    ------
    list of Report
        In the same order.

    Examples
    --------
    >>> parts = cut([Report("a", "a"), Report("b", "b")], size=1)
    >>> [len(part) for part in parts]
    [2]
    """
    part: list[Report] = []
    held = 0
    for report in reports:
        part.append(report)
        try:
            held += Path(report.path).stat().st_size
        except OSError:
            continue  # whoever reads it says so
        if held >= size:
            yield part
            part, held = [], 0
    if part:
        yield part


def read_parts(
    parts: Iterator[list[Report]], client: Client, codebook: Codebook, reading: str = "central"
) -> Iterator[tuple[int, Rows]]:
    """Read parts on a Dask cluster as they come.

    Parameters
    ----------
    parts : iterator of list of Report
        Paths that the workers can open.
    client : distributed.Client
        The cluster.
    codebook : Codebook
        Whose rules and words are used; the workers read the folder that it was made from.
    reading : {"central", "narrow", "wide"}
        How widely hedges are read.

    Yields
    ------
    int, Rows
        Number of the part and what was found, in the order of completion; each part once.
    """
    from distributed import as_completed

    numbers: dict[str, int] = {}
    running = as_completed([])
    given = done = 0
    # A task and not data: it is made anew where the workers that held it are lost.
    project = Project(codebook.project.root.resolve())
    book = client.submit(Codebook, project, pure=False, retries=RETRIES)

    def give() -> None:
        nonlocal given
        part = next(parts, None)
        if part is not None:
            future = client.submit(read_reports, part, book, reading, pure=False, retries=RETRIES)
            numbers[future.key] = given
            given += 1
            running.add(future)

    for _ in range(max(_workers(client), 1) * AHEAD):
        give()
    while done < given:
        future: Future = next(running)
        rows = future.result()
        number = numbers.pop(future.key)
        future.release()
        done += 1
        give()
        yield number, rows


def _workers(client: Client) -> int:
    return len(client.scheduler_info(n_workers=-1)["workers"])
