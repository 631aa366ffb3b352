"""Any arguments get an answer in words; an output appears whole or not at all, or is a device."""

import os
import stat
import subprocess
import sys

import pytest

from campaigns.command_line import run as campaign
from reform_analysis.commands import ends
from reform_analysis.commands.cli import main
from reform_analysis.tables import decode
from reform_analysis.tables.atomic import write_file

REPORT = "甲市发展近400名党员。"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The current folder, with a report and what names may meet."""
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_sample_of_the_campaign_finds_no_call_that_falls_over():
    counts, wrong = campaign(20, 14)
    assert wrong == []
    assert counts["fine"] and counts["refused"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--project", "~nobody", "check"], "~nobody holds no data/raw; name the folder"),
        (["--project", "loop", "check"], "loop holds no data/raw; name the folder"),
        (["extract", "report.txt", "-o", "."], ".: a folder stands there; name a file"),
        (["extract", "loop"], "loop: there is no such file or folder"),
        (["view", "loop", "-o", "page.html"], "the link leads to itself; name another"),
        (["view", "report.txt", "-o", "report.txt/page.html"], "is a file; name a folder"),
        (["view", "report.txt", "-o", "n" * 300], "File name too long; choose a shorter one"),
        (["view", "folder", "-o", "page.html"], "folder: Is a directory; name a file"),
    ],
)
def test_what_cannot_be_read_or_written_is_one_line_with_its_cure(here, arguments, said, capsys):
    before = sorted(path.name for path in here.rglob("*"))
    assert main(arguments) == ends.FAULTY
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert ".new" not in line
    assert sorted(path.name for path in here.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["extract", "a\0b"], "argument PATH: 'a\\x00b' holds the character U+0000"),
        (["extract", "\ud800"], "argument PATH: '\\ud800' holds a broken character, U+D800"),
        (["extract", ""], "argument PATH: the name is empty"),
        (["extract", "x", "--workers", "0"], "argument --workers: '0' is no number of processes"),
        (["extract", "x", "--workers", "²"], "argument --workers: '²' is no number of processes"),
        (["extract", "x", "--scheduler", "host"], "write it as tcp://host:8786"),
        (["chart", "--lang", ","], "argument --lang: ',' names nothing"),
        (["chart", "--places", ""], "argument --places: '' names nothing"),
        (["trace", "x" * 2000], "has 2000 characters; write at most 1000"),
        (["trace", "a\nb"], "holds the character U+000A; delete it"),
    ],
)
def test_an_argument_that_can_be_nothing_is_refused_where_it_is_parsed(arguments, said, capsys):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == ends.FAULTY
    assert said in capsys.readouterr().err.splitlines()[-1]


def test_a_name_that_is_no_unicode_goes_into_the_table_as_its_bytes(here):
    (here / os.fsdecode(b"\xff.txt")).write_text(REPORT, "utf-8")
    assert main(["extract", ".", "-o", "found.csv"]) == ends.FINE
    assert "\\udcff.txt,4,9,近400名" in (here / "found.csv").read_text("utf-8-sig")


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(pipe, b"told")
        assert os.read(reader, 10) == b"told"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_file_without_end_is_refused_before_it_fills_the_memory(here, monkeypatch, capsys):
    monkeypatch.setattr(decode, "LONGEST", 10)
    assert main(["view", "report.txt", "-o", "page.html"]) == ends.FAULTY
    assert "report.txt: it holds more than 0 MB; cut it into parts" in capsys.readouterr().err


def called(shell: str, folder) -> subprocess.CompletedProcess[str]:
    command = f"{sys.executable} -m reform_analysis {shell}"
    return subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")  # noqa: PTH110
def test_a_full_disk_behind_the_output_is_one_line(here):
    told = called("extract report.txt > /dev/full", here)
    assert told.returncode == ends.FAULTY
    last = told.stderr.splitlines()[-1]
    assert last == "reform-analysis: No space left on device; " + ends.CURES[28]
    assert "Exception" not in told.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_are_no_defect(here, closed):
    told = called(
        f"extract - {closed} < report.txt" if "<" not in closed else f"extract - {closed}", here
    )
    assert "Traceback" not in told.stderr
    assert told.returncode in (ends.FINE, ends.FAULTY)
