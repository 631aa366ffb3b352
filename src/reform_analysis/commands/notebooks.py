"""Executes notebooks from top to bottom, each in a fresh kernel of the running Python.

A notebook that has a Chinese twin runs once for both: what names the language is shown in each.
"""

from __future__ import annotations

import asyncio
import copy
import gc
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import nbformat
from ipykernel.kernelspec import make_ipkernel_cmd
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from reform_analysis.publish.notebook_files import (
    SAYS_CHINESE,
    SAYS_ENGLISH,
    TwinError,
    twin,
    twin_path,
)
from reform_analysis.tables.paths import Project

AT_ONCE = 2
"""Notebooks that run side by side."""

LONGEST_CELL = 600
"""Seconds after which a cell counts as hung."""


LANGUAGE = re.compile(r"(?<![\w.])lang(?!\s*=|\w)")
"""The name by which a cell asks for the language; a cell that only says it is not meant."""


class NotebookError(ValueError):
    """Notebooks that cannot be executed; the message names each with its cell and error."""

    executed: Mapping[Path, NotebookNode] = MappingProxyType({})
    """Those beside them that ran to their end."""


class _ThisPython(AsyncKernelManager):
    """Starts the Python that runs now, whatever kernels a user has registered."""

    @property
    def kernel_spec(self) -> KernelSpec:
        quiet = "--log-level=ERROR"  # a kernel warns about its own transport otherwise
        # it looks for circles of objects as seldom as the run that starts it
        seldom = f"__import__('gc').set_threshold(*{gc.get_threshold()})"
        argv = make_ipkernel_cmd(extra_arguments=[quiet, f"--IPKernelApp.exec_lines={seldom}"])
        return KernelSpec(argv=argv, display_name="Python 3", metadata={})


def execute(
    paths: Sequence[Path], project: Project, progress: Callable[[str], object] = print
) -> dict[Path, NotebookNode]:
    """Execute notebooks and keep their outputs in memory; the files are not changed.

    They find the project, wherever they are, and come in the order given, without times of
    execution; then the Chinese twins of those that have one. A line is told of each that is
    done.

    Raises
    ------
    NotebookError
        A file is no notebook, or cells failed; all such notebooks are named.
    """
    notebooks = {path: _read(path) for path in paths}
    twins = {path: _twin(path, notebooks[path]) for path in paths if twin_path(path).exists()}
    running: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[None]]] = []
    failures: dict[Path, str] = {}
    stopped = threading.Event()

    async def run_all(environment: dict[str, str]) -> None:
        running.append((asyncio.get_running_loop(), asyncio.current_task()))  # type: ignore[arg-type]
        gate = asyncio.Semaphore(AT_ONCE)

        async def run_one(path: Path) -> None:
            async with gate:
                start = time.perf_counter()
                failure = await _run(
                    notebooks[path], project, environment, stopped, twins.get(path)
                )
                if failure:
                    failures[path] = f"{path.name}, {failure}"
                else:
                    progress(f"  {path.name} ({time.perf_counter() - start:.1f} s)")

        await asyncio.gather(*map(run_one, paths))

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
    done = {path: one for path, one in notebooks.items() if path not in failures}
    done |= {twin_path(path): one for path, one in twins.items() if path not in failures}
    if failures:
        error = NotebookError("\n".join(sorted(failures.values())))
        error.executed = done
        raise error
    return done


def _environment(project: Project, readings: str) -> dict[str, str]:
    """Surroundings of a kernel: this project, and none of the user's own start-up files.

    Where Python may keep nothing that it compiles, as in many containers, each kernel would compile
    the same two thousand modules: they keep them for each other, and as long as they run.
    """
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": readings}
    given = {**os.environ, **(kept if sys.dont_write_bytecode else {})}
    return given | {
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
    chinese: NotebookNode | None = None,
) -> str | None:
    """Execute one notebook, and its twin beside it, in place; what went wrong, if anything did."""
    begun = ["no cell was begun"]
    runs = list(_runs(notebook, chinese))

    def begin(cell: NotebookNode, cell_index: int) -> None:
        # Before Python 3.12 asyncio.wait_for loses a cancellation that comes with its result.
        if stopped.is_set():
            raise asyncio.CancelledError
        run = runs[cell_index]
        begun.append(f"cell {run.place} ({run.cell.source.strip().splitlines()[0]})")

    for last in (False, True):
        client = NotebookClient(
            new_notebook(cells=[run.asked for run in runs], metadata=notebook.metadata),
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
            break
        except CellExecutionError as error:
            return f"{begun[-1]}: {error.ename}: {error.evalue}"
        except CellTimeoutError:
            return f"{begun[-1]}: it ran longer than {LONGEST_CELL} seconds"
        except RuntimeError as error:  # the kernel did not start, or died
            # Another program may take a port between its choice and the start: others are chosen.
            if last or len(begun) > 1:
                return f"{begun[-1]}: {error}"
    for run in runs:
        if run.cell.cell_type == "code":
            run.cell.outputs = run.asked.outputs
    _count(notebook)
    if chinese is not None:
        _share(notebook, chinese)
    return None


class _Run(NamedTuple):
    """A cell, its place, and what the kernel is asked for it."""

    place: int
    cell: NotebookNode
    asked: NotebookNode


def _runs(notebook: NotebookNode, chinese: NotebookNode | None) -> Iterator[_Run]:
    """The cells in order; what names the language runs in Chinese before."""
    for place, cell in enumerate(notebook.cells):
        if chinese is not None and _names_the_language(cell):
            for says, one in ((SAYS_CHINESE, chinese.cells[place]), (SAYS_ENGLISH, cell)):
                yield _Run(place + 1, one, new_code_cell(f"{says}\n{one.source}"))
        else:
            yield _Run(place + 1, cell, cell)


def _names_the_language(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and bool(LANGUAGE.search(cell.source))


def _count(notebook: NotebookNode) -> None:
    """Count the cells as if each had run once."""
    code = (cell for cell in notebook.cells if cell.cell_type == "code")
    for count, cell in enumerate(code, 1):
        cell.execution_count = count
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = count


def _share(notebook: NotebookNode, chinese: NotebookNode) -> None:
    """Give the twin what the cells show that do not name the language."""
    for cell, other in zip(notebook.cells, chinese.cells, strict=True):
        if cell.cell_type == "code" and not _names_the_language(cell):
            other.outputs = copy.deepcopy(cell.outputs)
    _count(chinese)


def _twin(path: Path, english: NotebookNode) -> NotebookNode:
    try:
        return twin(english, _read(twin_path(path)))
    except TwinError as error:
        raise NotebookError(f"{path.name} and its Chinese twin: {error}") from error


def _read(path: Path) -> NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise NotebookError(f"{path.name}: it is no notebook ({error})") from error
