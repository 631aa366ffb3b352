"""Words that would do harm stay words in everything that leaves the project."""

import csv
import io
import re
import shutil
import socket
import urllib.request
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import openpyxl
import pypdf
import pytest

from offline import offline
from real_tables import PROJECT
from reform_analysis.charts.draw import compose, read_tables
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.commands.build import build
from reform_analysis.commands.cli import main
from reform_analysis.commands.face.table import Table
from reform_analysis.commands.trace import trace
from reform_analysis.publish.forms import FORMS, files_of
from reform_analysis.publish.site.site import site_files
from reform_analysis.reading.extract.view import view
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import Project
from reform_analysis.tables.stamp import outdated

NAME = "淮<hostile onclick=a>&amp;'\"$x_2$"
"""Markup, an entity, quotes and a formula as TeX has them, in the name of a place."""
LONG = "<hostile>{{ 7*7 }}${evil}" + "长" * 5000
"""Markup and templates, and five thousand characters, in a note."""
CHART = "party-recruitment"


class Parsed(HTMLParser):
    """The elements of a page, and the attributes that run something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.running: list[str] = []
        self.words: list[str] = []  # joined once: a page has a hundred thousand
        self.feed(page)
        self.text = "".join(self.words)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.running += [name for name, value in attrs if name.startswith("on")]
        self.running += [value for name, value in attrs if (value or "").startswith("javascript:")]

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The project with such names, built; its chart in all forms and its pages."""
    project = Project(tmp_path_factory.mktemp("hostile") / "project")
    shutil.copytree(PROJECT.data, project.data, ignore=shutil.ignore_patterns("releases"))
    change(project.raw / "places.csv", "place_id", "huaibei", name_zh=NAME, name_en=NAME)
    change(project.raw / "places.csv", "place_id", "jingjiang", note=LONG, note_zh=LONG)
    change(project.raw / "claims.csv", "claim_id", "jingjiang-2020-0617", note=LONG)
    assert outdated(project), "the built tables are older"
    with offline() as asked:
        build(project, lambda line: None)
        codebook = Codebook(project)
        tables = read_tables(project)
        charts = [compose(CHART, codebook, lang, tables=tables) for lang in LANGUAGES]
        files = {name: made for chart in charts for name, made in files_of(chart, FORMS).items()}
        site = site_files(codebook, {}, files, charts)
    assert asked == [], "nothing needs a network"
    return codebook, files, site


def change(path, key, row_id, **cells):
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
    (row,) = (row for row in rows if row[key] == row_id)
    row |= {name: cell for name, cell in cells.items() if name in row}
    written = io.StringIO()
    lines = csv.DictWriter(written, rows[0], lineterminator="\n")
    lines.writeheader()
    lines.writerows(rows)
    path.write_text(written.getvalue(), "utf-8", newline="")


def test_pages_show_the_words_and_run_nothing(hostile):
    _, _, site = hostile
    pages = {name: Parsed(page.decode()) for name, page in site.items() if name.endswith(".html")}
    assert any(NAME in page.text for page in pages.values())
    for name, page in pages.items():
        assert "hostile" not in page.tags, name
        assert page.running == [], name
        assert "49" not in re.findall(r"<hostile>(\d+)", page.text), name


def test_tables_hold_the_words_as_they_are(hostile):
    _, files, _ = hostile
    for lang in LANGUAGES:
        text = files[f"{CHART}.{lang}.csv"].decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert any(NAME in cell for row in rows for cell in row)
        assert len({len(row) for row in rows}) == 1
        assert not any(cell.startswith(("=", "@")) for row in rows for cell in row)


def test_workbooks_hold_no_formula(hostile):
    _, files, _ = hostile
    for lang in LANGUAGES:
        book = openpyxl.load_workbook(io.BytesIO(files[f"{CHART}.{lang}.xlsx"]))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert any(NAME in str(cell.value) for cell in cells)
        assert [cell.value for cell in cells if cell.data_type == "f"] == []


def test_what_is_xml_stays_whole(hostile):
    _, files, _ = hostile
    for lang in LANGUAGES:
        parts = [files[f"{CHART}.{lang}.svg"]]
        for form in ("pptx", "xlsx"):
            with zipfile.ZipFile(io.BytesIO(files[f"{CHART}.{lang}.{form}"])) as packed:
                names = [name for name in packed.namelist() if name.endswith((".xml", ".rels"))]
                parts += [packed.read(name) for name in names]
        for part in parts:
            root = ElementTree.fromstring(part)
            assert not [node for node in root.iter() if "hostile" in str(node.tag)]
            assert not [node for node in root.iter() if str(node.tag).endswith("}script")]


def test_a_pdf_runs_nothing_and_holds_the_words(hostile):
    _, files, _ = hostile
    reader = pypdf.PdfReader(io.BytesIO(files[f"{CHART}.zh.pdf"]))
    assert "hostile" in "".join(page.extract_text() for page in reader.pages)
    assert "/JavaScript" not in str(reader.trailer["/Root"])
    assert "/OpenAction" not in reader.trailer["/Root"]


def test_a_table_of_a_notebook_shows_the_words(hostile):
    codebook, _, _ = hostile
    claims = codebook.table("raw/claims")
    claims = claims[claims["place_id"].eq("huaibei")].head(3)
    frame = Table.of(claims[["claim_id", "place_id", "reported"]], codebook.project)
    shown = Parsed(frame.assign(reported=LONG[:50]).show("zh").as_raw_html())
    assert "hostile" not in shown.tags and "script" not in shown.tags
    assert NAME in shown.text and LONG[:50] in shown.text


def test_a_terminal_gets_no_sign_that_moves_it(hostile):
    codebook, _, _ = hostile
    told = trace("jingjiang-2020-0617", codebook)
    assert LONG in told
    assert all(sign.isprintable() or sign == "\n" for sign in told)


def test_a_page_of_a_report_shows_its_words(hostile):
    codebook, _, _ = hostile
    page = Parsed(view("近400名<hostile onclick=a>", "<hostile>.txt", codebook))
    assert "hostile" not in page.tags and page.running == []
    assert "<hostile onclick=a>" in page.text


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("=1+1", "begins like a formula"),
        ("@SUM(1)", "begins like a formula"),
        ("-cmd", "begins like a formula"),
        ("a\u202eb", "U+202E"),
        ("a\u200bb", "U+200B"),
        ("a\u2060b", "U+2060"),
        ("a\ufeffb", "U+FEFF"),
        ("a\x1b[2Jb", "U+001B"),
    ],
)
def test_what_does_not_read_as_it_looks_is_refused_in_tables(small, cell, said):
    path = small.path("raw/places")
    change(path, "place_id", "bing", name_en=cell)
    faults = small.lines()
    assert any(said in line and "places.csv" in line for line in faults), faults


def test_the_guard_of_the_network_sees_who_asks():
    with offline() as asked, socket.socket() as made:
        for ask in (
            lambda: socket.create_connection(("example.org", 80)),
            lambda: urllib.request.urlopen("https://example.org"),
            lambda: made.connect(("192.0.2.1", 80)),
        ):
            with pytest.raises(OSError, match="no network"):
                ask()
    assert len(asked) == 3


@pytest.mark.usefixtures("only_what_changed_is_read")
def test_no_command_asks_for_the_network(tmp_path, project):
    report = tmp_path / "report.txt"
    report.write_text("甲市发展近400名党员。", "utf-8")
    calls = (
        ["check"],
        ["diff"],
        ["trace", "jingjiang-2020-0617"],
        ["extract", str(report), "-o", str(tmp_path / "found.xlsx")],
        ["view", str(report), "-o", str(tmp_path / "page.html")],
        ["chart", "--list"],
    )
    with offline() as asked:
        assert [main(["--project", str(project.root), *call]) for call in calls] == [0] * len(calls)
    assert asked == []
