"""The commands extract and view: files in, rows or a page out, faults said in plain words."""

import argparse
import csv
import io
import re
from html.parser import HTMLParser

import openpyxl
import pytest

from real_tables import BOOK, PROJECT
from reform_analysis import find_quantities
from reform_analysis.commands.extract import add_parsers
from reform_analysis.reading.extract.draft import CLAIM_COLUMNS, PROPOSALS
from reform_analysis.reading.extract.files import COLUMNS, list_reports
from reform_analysis.reading.extract.view import view

TEXT = "2023年培训近400名职工，占37%。损坏的数：近19 4万人。"


def run(*words):
    parser = argparse.ArgumentParser()
    add_parsers(parser.add_subparsers(required=True))
    arguments = parser.parse_args([str(word) for word in words])
    return arguments.run(PROJECT, arguments)


def _rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "texts"
    (place / "below").mkdir(parents=True)
    (place / "a.txt").write_text(TEXT, encoding="utf-8")
    (place / "below" / "b.md").write_bytes("惠及職工3萬餘人次".encode("big5"))
    (place / "below" / "c.txt").write_bytes("覆盖企业20家，产业工人入会".encode("gb18030"))
    (place / ".hidden.txt").write_text("1名", encoding="utf-8")
    (place / "picture.png").write_bytes(b"\x89PNG")
    return place


def test_rows_are_those_of_the_finder(folder, tmp_path, capsys):
    out = tmp_path / "rows.csv"
    assert run("extract", folder / "a.txt", "-o", out) == 0
    rows = _rows(out)
    assert tuple(rows[0]) == COLUMNS
    found = find_quantities(TEXT)
    assert [row["reported"] for row in rows] == found["reported"].tolist()
    assert [float(row["low"]) for row in rows] == found["low"].tolist()
    assert {row["source"] for row in rows} == {"a.txt"}
    told = capsys.readouterr().err
    assert "近19 4万人" in told and "stand apart" in told


def test_a_folder_is_searched_through(folder, capsys):
    assert [each.source for each in list_reports([str(folder)])] == [
        "a.txt",
        "below/b.md",
        "below/c.txt",
    ]
    assert run("extract", folder) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert [row[3] for row in rows[1:]] == ["近400名", "37%", "3萬餘人次", "20家"]


def test_refused_numbers_in_a_file_of_their_own(folder, tmp_path):
    assert (
        run("extract", folder, "-o", tmp_path / "rows.csv", "--refused", tmp_path / "no.csv") == 0
    )
    rows = _rows(tmp_path / "no.csv")
    assert [row["reported"] for row in rows] == ["近19 4万人"]


def test_one_report_that_cannot_be_read_does_not_stop_the_others(folder, tmp_path, capsys):
    (folder / "bad.txt").write_bytes(b"\x00\xff\x00")
    assert run("extract", folder, "-o", tmp_path / "rows.csv") == 0
    assert "bad.txt: it is no text" in capsys.readouterr().err
    assert len((tmp_path / "rows.csv").read_text("utf-8").splitlines()) == 5


def test_nothing_readable_writes_nothing(tmp_path, capsys):
    (tmp_path / "bad.txt").write_bytes(b"%PDF-1.4")
    assert run("extract", tmp_path / "bad.txt", "-o", tmp_path / "rows.csv") == 2
    assert not (tmp_path / "rows.csv").exists()
    assert "PDF" in capsys.readouterr().err


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="no such file"):
        run("extract", tmp_path / "gone.txt")


def test_draft(folder, tmp_path):
    assert (
        run("extract", folder / "a.txt", "--draft", "--source", "a-2023", "-o", tmp_path / "d.csv")
        == 0
    )
    rows = _rows(tmp_path / "d.csv")
    assert [row["claim_id"] for row in rows] == ["a-2023-0007", "a-2023-0016"]


def test_files_for_people_carry_a_mark_and_keep_their_cells(folder, tmp_path, capsys):
    (folder / "d.txt").write_text("占到1/4，增速-3.5%，培训400名。", encoding="utf-8")
    assert run("extract", folder / "d.txt", "-o", tmp_path / "d.csv") == 0
    assert (tmp_path / "d.csv").read_bytes().startswith(b"\xef\xbb\xbfsource,")
    assert [row["reported"] for row in _rows(tmp_path / "d.csv")] == ["\t1/4", "\t-3.5%", "400名"]
    capsys.readouterr()
    assert run("extract", folder / "d.txt") == 0
    assert "d.txt,2,5,1/4," in capsys.readouterr().out


def test_a_workbook_keeps_text_as_text(folder, tmp_path):
    (folder / "d.txt").write_text("占到1/4，培训近400名，损坏近19 4万人。", encoding="utf-8")
    out, left = tmp_path / "d.xlsx", tmp_path / "no.xlsx"
    assert run("extract", folder / "d.txt", "-o", out, "--refused", left) == 0
    sheet = openpyxl.load_workbook(out)["quantities"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert tuple(rows[0]) == COLUMNS
    assert [row[3] for row in rows[1:]] == ["1/4", "近400名"]
    assert rows[2][5:9] == [360, 400, 400, "人"]
    refused = openpyxl.load_workbook(left)["refused"]
    assert [row[3].value for row in refused.iter_rows(min_row=2)] == ["近19 4万人"]


def test_a_draft_of_a_workbook_has_its_columns(folder, tmp_path):
    assert run("extract", folder / "a.txt", "--draft", "-o", tmp_path / "d.xlsx") == 0
    head = next(openpyxl.load_workbook(tmp_path / "d.xlsx")["draft"].iter_rows(max_row=1))
    assert [cell.value for cell in head] == [*CLAIM_COLUMNS, *PROPOSALS]


def test_workers_need_a_folder_to_write(folder):
    assert run("extract", folder, "--workers", "2") == 2


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


def test_the_page_marks_and_escapes(folder, tmp_path):
    assert run("view", folder / "a.txt", "-o", tmp_path / "page.html") == 0
    page = _Page()
    page.feed((tmp_path / "page.html").read_text("utf-8"))
    marks = [attrs for tag, attrs in page.tags if tag == "mark" and "tabindex" in attrs]
    assert len(marks) == 3
    assert [attrs.get("class") for attrs in marks] == [None, None, "refused"]
    assert "nearly: 360 … 400 人 (stated 400)" in page.text


def test_the_page_shows_refusals_and_inferred_units_in_colours_of_their_own():
    text = "会员近12万，培训400名，师生比1:18。"
    page = _Page()
    page.feed(view(text, "a.txt", BOOK))
    marks = [attrs for tag, attrs in page.tags if tag == "mark" and "tabindex" in attrs]
    assert [attrs.get("class") for attrs in marks] == ["inferred", None, "refused"]
    assert any("人 (inferred 推定)" in told for told in page.text)
    source = view(text, "a.txt", BOOK)
    colours = re.findall(r"mark\.(?:inferred|refused|repeat) {.*?background: (#\w+)", source)
    assert len(set(colours)) == 3


def test_the_page_runs_no_code_and_asks_no_network():
    page = view("<script>alert(1)</script>近400名 & “x”", '<b>"a".txt', BOOK)
    parsed = _Page()
    parsed.feed(page)
    assert not {tag for tag, _ in parsed.tags} & {"script", "b", "img", "link", "iframe"}
    assert "http" not in page.replace("http-equiv", "")
    assert "default-src 'none'" in page
