"""Work on many charts comes back in order, says how far it is, and tells what goes wrong."""

import os
import signal
import time
from multiprocessing import get_context

import pytest

from reform_analysis.publish.many import of_each

CHARTS = [f"chart-{number}" for number in range(13)]


def named(chart_id: str) -> str:
    return f"{chart_id} made"


def refused(chart_id: str) -> str:
    raise ValueError(named(chart_id))


def test_what_is_made_comes_in_the_order_of_the_charts_and_lines_say_how_far():
    lines: list[str] = []
    found = list(of_each(named, CHARTS, lines.append, "choices of "))
    assert found == [named(chart_id) for chart_id in CHARTS]
    assert lines == ["  choices of 6 of 13 charts", "  choices of 12 of 13 charts"]


def test_what_goes_wrong_in_a_process_is_raised_here():
    with pytest.raises(ValueError, match="chart-0 made"):
        list(of_each(refused, CHARTS, print))


def whose(chart_id: str) -> int:
    """The process that does the work."""
    time.sleep(0.1)
    return os.getpid()


def told(sender) -> None:
    """Tell the processes of a pool as they come, and go on."""
    for process in of_each(whose, CHARTS * 100, print):
        sender.send(process)


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGKILL])
def test_the_processes_of_a_run_that_is_killed_end_with_it(signum):
    receiver, sender = get_context("fork").Pipe(duplex=False)
    run = get_context("fork").Process(target=told, args=(sender,))
    run.start()
    processes = {receiver.recv() for _ in range(10)}
    os.kill(run.pid, signum)
    run.join()
    until = time.monotonic() + 30
    while alive := [process for process in processes if _there(process)]:
        assert time.monotonic() < until, alive
        time.sleep(0.1)


def _there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
