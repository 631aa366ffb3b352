"""Work of one kind on many charts, by as many processes as the machine has cores."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from os import cpu_count
from typing import Any, TypeVar

from reform_analysis.charts.words import LANGUAGES

Made = TypeVar("Made")

Job = tuple[str, str]
"""A chart and a language."""

TOLD_AFTER = 12
"""Charts after which a line says how far the work is."""

_work: list[Callable[[Job], Any]] = []
"""What a process of the pool does; handed over once, for it holds all tables."""


def jobs_of(charts: Sequence[str]) -> list[Job]:
    """Each chart in each language.

    Examples
    --------
    >>> jobs_of(["award-shares"])
    [('award-shares', 'en'), ('award-shares', 'zh')]
    """
    return [(chart_id, lang) for chart_id in charts for lang in LANGUAGES]


def of_each(
    make: Callable[[Job], Made],
    jobs: Sequence[Job],
    progress: Callable[[str], object],
    what: str = "",
) -> Iterator[tuple[Job, Made]]:
    """Each job and what a function makes of it, in the order of the jobs.

    Parameters
    ----------
    make : callable
        Can be handed to another process.
    jobs : sequence of (str, str)
    progress : callable
        Gets a line from time to time: so many of so many charts.
    what : str
        What is said before the number.
    """
    workers = min(len(jobs), cpu_count() or 1)
    with ProcessPoolExecutor(workers, initializer=_work.append, initargs=(make,)) as pool:
        for number, made in enumerate(pool.map(_done, jobs), start=1):
            yield jobs[number - 1], made
            if number % TOLD_AFTER == 0 and number < len(jobs):
                progress(f"  {what}{number} of {len(jobs)} charts")


def _done(job: Job) -> Any:
    return _work[-1](job)
