"""Kernels that begin as copies of one process which has imported what notebooks import.

A kernel of its own imports for three seconds, thirteen times; what a notebook does after that, and
shows, is the same. Each still has memory, folder and surroundings of its own.
"""

import os
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import pytest
from jupyter_client.provisioning import local_provisioner

IMPORTED = (
    *("ipykernel.kernelapp", "seaborn", "scipy.stats", "statsmodels.stats.proportion"),
    *("reform_analysis.charts.draw", "reform_analysis.values.models.pooled"),
)
"""What takes longest of what they import."""


class Kernel:
    """A process, as jupyter_client asks for it."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self.pid, self._process = process.pid, process

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, signum: int) -> None:
        os.kill(self.pid, signum)


def begun(command: list[str], folder: str, surroundings: dict[str, str], told: Connection) -> None:
    """What the copy does: leave the group of processes of the tests, then be the kernel."""
    os.setsid()
    told.send("apart")
    told.close()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # it would say how to connect to it
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(surroundings)
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance(argv=command[command.index("-f") :])


@contextmanager
def forked_kernels(surroundings: dict[str, str]):
    """Let kernels begin so; the process that is copied has the surroundings too.

    Where a process cannot be copied they begin as ever.
    """
    if not hasattr(os, "fork"):
        yield
        return
    processes = get_context("forkserver")
    processes.set_forkserver_preload([*IMPORTED])

    def launch(command: list[str], *, cwd: str, env: dict[str, str], **_: object) -> Kernel:
        heard, told = processes.Pipe(duplex=False)
        process = processes.Process(target=begun, args=(command, cwd, env, told), daemon=True)
        process.start()
        assert heard.recv() == "apart"
        heard.close()
        told.close()
        return Kernel(process)

    with pytest.MonkeyPatch.context() as patch:
        for name, value in surroundings.items():
            patch.setenv(name, value)
        patch.setattr(local_provisioner, "launch_kernel", launch)
        yield
