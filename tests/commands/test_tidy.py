"""What Excel does to a table is mended, byte for byte as it was, or the file is left alone."""

import csv
import io

import pytest

from reform_analysis.commands.cli import main
from reform_analysis.commands.tidy import TidyError, tidied

pytestmark = pytest.mark.usefixtures("only_what_changed_is_read")


def parted(data: bytes, mark: str) -> bytes:
    rows = csv.reader(io.StringIO(data.decode(), newline=""))
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


EXCEL = {
    "CSV UTF-8": lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
    "CSV on a Chinese Windows": lambda data: data.replace(b"\n", b"\r\n").decode().encode("gbk"),
    "Unicode text": lambda data: parted(data, "\t").decode().encode("utf-16"),
    "CSV on a German Windows": lambda data: parted(data, ";"),
    "CSV on an old Macintosh": lambda data: data.replace(b"\n", b"\r"),
}


@pytest.mark.parametrize("form", EXCEL)
@pytest.mark.parametrize("table", ["raw/claims", "raw/places", "codebook/reading/hedges"])
def test_what_excel_saves_is_written_as_it_was(small, capsys, form, table):
    path = small.path(table)
    whole = path.read_bytes()
    path.write_bytes(EXCEL[form](whole))
    assert len(small.lines()) == 1
    assert "reform-analysis tidy" in small.lines()[0]
    assert main(["--project", str(small.project.root), "tidy"]) == 0
    assert "1 written anew, 0 left as they are" in capsys.readouterr().out
    assert path.read_bytes().replace(b'"', b"") == whole.replace(b'"', b"")
    assert small.lines() == []


def test_a_tidy_project_is_not_touched(small, capsys):
    before = {path: path.stat().st_mtime_ns for path in small.project.data.rglob("*.csv")}
    assert main(["--project", str(small.project.root), "tidy"]) == 0
    assert {path: path.stat().st_mtime_ns for path in small.project.data.rglob("*.csv")} == before
    assert capsys.readouterr().out == "0 written anew, 0 left as they are\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"id;a\tb\n1;2\\craftsmen-per-round\n", "which of them parts the cells is not certain"),
        (b"id;a\n1;2;3\n", "row 2 has 3 cells parted by semicolons, the header 2"),
        (b"id,a\n\xff\xff\n", "cannot be read"),
        (b'id;a\n"1;2\n', "quotes do not close"),
    ],
)
def test_what_would_be_a_guess_is_left_as_it_is(small, capsys, data, said):
    path = small.path("raw/claims")
    path.write_bytes(data)
    with pytest.raises(TidyError, match=said):
        tidied(data)
    assert main(["--project", str(small.project.root), "tidy", str(path)]) == 2
    assert said in capsys.readouterr().out
    assert path.read_bytes() == data
