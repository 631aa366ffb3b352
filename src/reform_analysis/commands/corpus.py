"""Read a corpus with many processes and write a folder of CSV files."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

from reform_analysis.reading.extract.corpus import FAULTY, FINE, cut, read_parts
from reform_analysis.reading.extract.files import COLUMNS, REFUSED, list_reports
from reform_analysis.tables.codebook import Codebook


def read_corpus(
    paths: Iterable[str],
    output: str,
    codebook: Codebook,
    reading: str,
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
    reading : {"central", "narrow", "wide"}
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
    from reform_analysis.commands.progress import Progress

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
        for number, rows in read_parts(parts, client, codebook, reading):
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
