"""A rule table that is damaged is told, and neither check nor a reader falls over or hangs."""

import shutil
from collections import Counter

import pytest

from campaigns.rule_tables import NASTY, limited, run, use
from real_tables import PROJECT
from reform_analysis.commands.check import check_tables
from reform_analysis.reading.extract.find import find_rows
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import TableError
from reform_analysis.tables.paths import Project

pytestmark = pytest.mark.usefixtures("only_what_changed_is_read")

HEDGES = "codebook/reading/hedges"


@pytest.fixture(scope="module")
def damaged(tmp_path_factory):
    """A copy of the hand-kept tables, of which a test changes one and brings it back."""
    project = Project(tmp_path_factory.mktemp("damaged"))
    for name in ("raw", "codebook"):
        shutil.copytree(PROJECT.data / name, project.data / name)
    return project


def test_a_sample_of_the_campaign_has_no_traceback_and_no_hang():
    outcomes = run(10, 5)
    counts = Counter(outcome.verdict for outcome in outcomes)
    assert [each.told for each in outcomes if each.verdict in ("tracebacks", "hangs")] == []
    assert counts["reported"] >= 5


def test_a_group_in_a_pattern_of_a_classifier_is_refused_by_the_reader(damaged):
    path = damaged.data / "codebook" / "reading" / "classifiers.csv"
    sound = path.read_text("utf-8")
    try:
        path.write_text(sound.replace("\n人次,free,\n", "\n人次,free,(一)\n"), "utf-8", newline="")
        assert path.read_text("utf-8") != sound
        with pytest.raises(TableError, match="holds a group"):
            find_rows("培训30人", Codebook(damaged))
    finally:
        path.write_text(sound, "utf-8", newline="")


@pytest.mark.parametrize("part", range(1, 12))
def test_hedges_that_are_cut_off_are_refused_and_never_hang(damaged, part):
    path = damaged.data / f"{HEDGES}.csv"
    sound = path.read_bytes()
    lines = sound.splitlines(keepends=True)
    at_a_row = len(b"".join(lines[: part * len(lines) // 12]))
    try:
        for end in (at_a_row, at_a_row + 7):
            path.write_bytes(sound[:end])
            with limited():
                use(damaged)
                assert any(HEDGES in fault.file for fault in check_tables(damaged))
    finally:
        path.write_bytes(sound)


BROKEN = ("(", "[一", "*", r"\1", "(?i)一", "(一+)+元", "(?:一|一一)*元", "\\")


def test_the_campaign_knows_the_patterns_that_are_none():
    assert set(BROKEN) <= set(NASTY)


@pytest.mark.parametrize("pattern", BROKEN)
def test_a_pattern_that_is_none_is_refused_by_the_reader_with_its_row(damaged, pattern):
    path = damaged.data / "codebook" / "reading" / "draft_contexts.csv"
    sound = path.read_text("utf-8")
    rule = "rule-duty,kind,parameter,"
    assert rule in sound
    head, _, tail = sound.partition(rule)
    old = tail.partition(",")[0]
    try:
        path.write_text(sound.replace(rule + old, f'{rule}"{pattern}"'), "utf-8", newline="")
        book = Codebook(damaged)
        with pytest.raises(TableError) as caught:
            book.rows("codebook/reading/draft_contexts")
        (fault,) = caught.value.faults
        assert (fault.row, fault.column) == (head.count("\n") + 1, "pattern")
    finally:
        path.write_text(sound, "utf-8", newline="")


def test_a_list_that_is_missing_is_told_by_the_reader(damaged):
    path = damaged.data / "codebook" / "reading" / "word_classes.csv"
    sound = path.read_text("utf-8")
    try:
        path.write_text(sound.replace("\nnegation,", "\nnegations,"), "utf-8", newline="")
        with pytest.raises(TableError, match="the list 'negation' is missing"):
            find_rows("培训30人", Codebook(damaged))
    finally:
        path.write_text(sound, "utf-8", newline="")


def test_a_table_that_no_register_knows_is_told_by_the_reader(damaged):
    path = damaged.data / "codebook" / "registers" / "tables.csv"
    sound = path.read_text("utf-8")
    row = next(line for line in sound.splitlines(True) if line.startswith("codebook/reading/units"))
    try:
        path.write_text(sound.replace(row, ""), "utf-8", newline="")
        with pytest.raises(TableError, match="no register knows this table"):
            find_rows("培训30人", Codebook(damaged))
    finally:
        path.write_text(sound, "utf-8", newline="")
