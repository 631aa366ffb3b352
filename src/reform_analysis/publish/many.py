"""Work of one kind on many charts or pages, by as many processes as the machine has cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import connection, parent_process
from threading import Thread
from typing import Any, TypeVar

Made = TypeVar("Made")
Of = TypeVar("Of")

TOLD_AFTER = 6
"""Charts after which a line says how far the work is."""

_work: list[Callable[[Any], Any]] = []
"""What a process of the pool does; handed over once, for it holds all tables."""


def of_each(
    make: Callable[[Of], Made],
    each: Sequence[Of],
    progress: Callable[[str], object] | None = None,
    what: str = "",
) -> Iterator[Made]:
    """What a function makes of each chart, or of whatever there are many of, in their order.

    Parameters
    ----------
    make : callable
        Can be handed to another process.
    each : sequence
        Ids of charts, or other short names: what they are of, the function has.
    progress : callable, optional
        Gets a line from time to time: so many of so many charts.
    what : str
        What is said before the number.
    """
    if not each:
        return
    workers = min(len(each), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(make,)) as pool:
        for number, made in enumerate(pool.map(_done, each), start=1):
            yield made
            if progress and number % TOLD_AFTER == 0 and number < len(each):
                progress(f"  {what}{number} of {len(each)} charts")


def _begin(make: Callable[[Any], Any]) -> None:
    """What a process of the pool does first."""
    _work.append(make)
    Thread(target=_end_with_the_run, daemon=True).start()


def _end_with_the_run() -> None:
    """A run that is killed tells its processes nothing: they would wait for work for ever."""
    if run := parent_process():
        connection.wait([run.sentinel])
        os._exit(1)


def _done(one: Any) -> Any:
    return _work[-1](one)
