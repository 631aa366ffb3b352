"""How tests are handed out to processes names files that are there, each once."""

from itertools import chain
from pathlib import Path

from distribution import ONE_BY_ONE, TOGETHER, place_of, scope_of

ROOT = Path(__file__).parents[1]
NAMED = [*chain(*TOGETHER.values()), *ONE_BY_ONE]


def test_every_file_that_is_named_is_there_and_named_once():
    assert [name for name in NAMED if not (ROOT / name).is_file()] == []
    assert len(NAMED) == len(set(NAMED))


def test_files_of_a_group_are_one_scope_and_others_their_own():
    for files in TOGETHER.values():
        assert len({scope_of(f"{name}::test_x[a::b]") for name in files}) == 1
    assert scope_of("tests/test_house.py::test_x") == "tests/test_house.py"
    assert scope_of(f"{ONE_BY_ONE[0]}::test_x[a]") != scope_of(f"{ONE_BY_ONE[0]}::test_x[b]")


def test_long_tests_come_before_short_ones():
    first = [f"{files[0]}::test_x" for files in TOGETHER.values()]
    others = [f"{ONE_BY_ONE[0]}::test_x", "tests/test_house.py::test_x", "src/a.py::a.b"]
    order = [*first, *others]
    assert [place_of(test) for test in order] == sorted(map(place_of, order))
