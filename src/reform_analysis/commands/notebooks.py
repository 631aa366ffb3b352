"""Executes notebooks from top to bottom, each in a fresh kernel of the running Python."""

from __future__ import annotations

import asyncio
import os
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType

import nbformat
from ipykernel.kernelspec import make_ipkernel_cmd
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat import NotebookNode

from reform_analysis.tables.paths import Project

AT_ONCE = 2
"""Notebooks that run side by side."""

LONGEST_CELL = 600
"""Seconds after which a cell counts as hung."""


class NotebookError(ValueError):
    """Notebooks that cannot be executed; the message names each with its cell and error."""

    executed: Mapping[Path, NotebookNode] = MappingProxyType({})
    """Those beside them that ran to their end."""


class _ThisPython(AsyncKernelManager):
    """Starts the Python that runs now, whatever kernels a user has registered."""

    @property
    def kernel_spec(self) -> KernelSpec:
        quiet = ["--log-level=ERROR"]  # a kernel warns about its own transport otherwise
        return KernelSpec(
            argv=make_ipkernel_cmd(extra_arguments=quiet), display_name="Python 3", metadata={}
        )


def execute(
    paths: Sequence[Path], project: Project, progress: Callable[[str], object] = print
) -> dict[Path, NotebookNode]:
    """Execute notebooks and keep their outputs in memory; the files are not changed.

    Parameters
    ----------
    paths : sequence of Path
        Notebook files.
    project : Project
        The project that the notebooks find, wherever they are.
    progress : callable
        Takes a line for each notebook that is done.

    Returns
    -------
    dict of Path to NotebookNode
        The executed notebooks, in the order given, without times of execution.

    Raises
    ------
    NotebookError
        A file is no notebook, or cells failed; all such notebooks are named.
    """
    notebooks = {path: _read(path) for path in paths}
    running: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[None]]] = []
    failures: dict[Path, str] = {}
    stopped = threading.Event()

    async def run_all(environment: dict[str, str]) -> None:
        running.append((asyncio.get_running_loop(), asyncio.current_task()))  # type: ignore[arg-type]
        gate = asyncio.Semaphore(AT_ONCE)

        async def run(path: Path) -> None:
            async with gate:
                start = time.perf_counter()
                failure = await _run(notebooks[path], project, environment, stopped)
                if failure:
                    failures[path] = f"{path.name}, {failure}"
                else:
                    progress(f"  {path.name} ({time.perf_counter() - start:.1f} s)")

        await asyncio.gather(*map(run, paths))

    # In a thread of its own, where nbclient leaves Ctrl-C to us: leaving the block waits until
    # the cancelled runs have ended their kernels.
    with tempfile.TemporaryDirectory() as readings, ThreadPoolExecutor(1) as thread:
        try:
            thread.submit(asyncio.run, run_all(_environment(project, readings))).result()
        except KeyboardInterrupt:
            stopped.set()
            for loop, task in running:
                loop.call_soon_threadsafe(task.cancel)
            raise
    if failures:
        error = NotebookError("\n".join(sorted(failures.values())))
        error.executed = {path: one for path, one in notebooks.items() if path not in failures}
        raise error
    return notebooks


def _environment(project: Project, readings: str) -> dict[str, str]:
    """Surroundings of a kernel: this project, and none of the user's own start-up files."""
    return os.environ | {
        "REFORM_PROJECT": str(project.root.resolve()),
        "IPYTHONDIR": readings,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # pictures go into the page
        "PYTHONHASHSEED": "0",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # no warning about frozen modules
    }


async def _run(
    notebook: NotebookNode,
    project: Project,
    environment: dict[str, str],
    stopped: threading.Event,
) -> str | None:
    """Execute one notebook in place; what went wrong, if anything did."""
    begun = ["no cell was begun"]

    def begin(cell: NotebookNode, cell_index: int) -> None:
        # Before Python 3.12 asyncio.wait_for loses a cancellation that comes with its result.
        if stopped.is_set():
            raise asyncio.CancelledError
        begun.append(f"cell {cell_index + 1} ({cell.source.strip().splitlines()[0]})")

    client = NotebookClient(
        notebook,
        kernel_manager_class=_ThisPython,
        on_cell_execute=begin,
        timeout=LONGEST_CELL,
        record_timing=False,
        coalesce_streams=True,
        shutdown_kernel="immediate",  # an interrupted kernel would print a traceback of its own
        resources={"metadata": {"path": str(project.notebooks)}},
    )
    try:
        await client.async_execute(env=environment)
    except CellExecutionError as error:
        return f"{begun[-1]}: {error.ename}: {error.evalue}"
    except CellTimeoutError:
        return f"{begun[-1]}: it ran longer than {LONGEST_CELL} seconds"
    except RuntimeError as error:  # the kernel did not start, or died
        return f"{begun[-1]}: {error}"
    return None


def _read(path: Path) -> NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise NotebookError(f"{path.name}: it is no notebook ({error})") from error
