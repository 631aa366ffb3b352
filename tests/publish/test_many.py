"""Work on many charts comes back in order, says how far it is, and tells what goes wrong."""

import pytest

from reform_analysis.publish.many import jobs_of, of_each

JOBS = jobs_of([f"chart-{number}" for number in range(13)])


def named(job: tuple[str, str]) -> str:
    return " ".join(job)


def refused(job: tuple[str, str]) -> str:
    raise ValueError(named(job))


def test_what_is_made_comes_in_the_order_of_the_jobs_and_lines_say_how_far():
    lines: list[str] = []
    found = list(of_each(named, JOBS, lines.append, "choices of "))
    assert found[:2] == [(("chart-0", "en"), "chart-0 en"), (("chart-0", "zh"), "chart-0 zh")]
    assert [job for job, _ in found] == JOBS
    assert lines == ["  choices of 12 of 26 charts", "  choices of 24 of 26 charts"]


def test_what_goes_wrong_in_a_process_is_raised_here():
    with pytest.raises(ValueError, match="chart-0 en"):
        list(of_each(refused, JOBS, print))
