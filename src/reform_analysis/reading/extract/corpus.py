"""Reading a corpus with many processes, on one machine or a cluster (extra ``corpus``).

The reports are cut into parts of some megabytes. Each part is read from disk by a worker with
the same pure function as in one process, and its rows come back as CSV lines, which only the
caller writes. A part whose worker is lost is read again by another. The codebook is made once by
each worker, from the project's folder.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from reform_analysis.reading.extract.files import (
    COLUMNS,
    REFUSED,
    Report,
    Rows,
    list_reports,
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
    parts: Iterator[list[Report]], client: Client, codebook: Codebook, setting: str = "base"
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
    setting : {"base", "tight", "wide"}
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
            future = client.submit(read_reports, part, book, setting, pure=False, retries=RETRIES)
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


def read_corpus(
    paths: Iterable[str],
    output: str,
    codebook: Codebook,
    setting: str,
    workers: int | None,
    scheduler: str | None,
) -> int:
    """Read a corpus and write a folder of CSV files, one a part; used by the command line.

    Parameters
    ----------
    paths : iterable of str
        Files and folders; on a cluster, folders that all workers see.
    output : str
        The folder to write: ``part-00000.csv`` ..., ``refused-00000.csv`` ..., ``unread.csv``.
    codebook : Codebook
        Whose rules and words are used; on a cluster, of a folder that all workers see.
    setting : {"base", "tight", "wide"}
        How widely hedges are read.
    workers : int or None
        Processes on this machine; None with a scheduler.
    scheduler : str or None
        Address of a running Dask scheduler.

    Returns
    -------
    int
        0, or 2 if Dask is missing, the output is in use, or no report could be read.
    """
    from reform_analysis.commands.extract import Progress

    try:
        from distributed import Client, LocalCluster
    except ImportError:
        print("this needs Dask: pip install 'reform-analysis[corpus]'", file=sys.stderr)
        return FAULTY
    folder = Path(output)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        print(f"{output} is there already and not empty; name a new folder", file=sys.stderr)
        return FAULTY
    sources = [Path(path).resolve() for path in paths]
    for path in sources:
        if not path.exists():
            raise FileNotFoundError(2, "there is no such file or folder", str(path))
    folder.mkdir(parents=True, exist_ok=True)
    progress, taken, unread = Progress(), 0, []
    local = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
    with (
        nullcontext(scheduler) if scheduler else LocalCluster(**local) as cluster,
        Client(cluster) as client,
    ):
        parts = cut(list_reports(map(str, sources)))
        for number, rows in read_parts(parts, client, codebook, setting):
            _write(folder / f"part-{number:05d}.csv", COLUMNS, rows.quantities)
            if rows.refused:
                _write(folder / f"refused-{number:05d}.csv", REFUSED, rows.refused)
            taken += rows.found
            unread += rows.unread
            progress.add(rows.chars, rows.reports)
    if unread:
        lines = io.StringIO()
        csv.writer(lines, lineterminator="\n").writerows(sorted(unread))
        _write(folder / "unread.csv", ("source", "reason"), lines.getvalue())
    progress.end(taken, len(unread))
    return FAULTY if unread and len(unread) == progress.files else FINE


def _write(path: Path, columns: tuple[str, ...], lines: str) -> None:
    new = path.with_name(f".{path.name}.new")
    new.write_text(",".join(columns) + "\n" + lines, "utf-8", newline="")
    new.replace(path)
