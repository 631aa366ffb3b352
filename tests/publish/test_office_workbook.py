"""Workbooks: the numbers of the chart and all that stands behind them, with nothing that runs."""

import csv
import io
import sys
import zipfile
from functools import cache
from xml.etree import ElementTree

import pandas as pd
import pytest

from real_charts import HOSTILE, chart_of, content_of, hostile, hostile_files, tables
from reform_analysis import load
from reform_analysis.charts import backing, exports
from reform_analysis.charts.composition import pair_of
from reform_analysis.charts.draw import Chart
from reform_analysis.charts.registry import drawn_by
from reform_analysis.charts.rows import provenance
from reform_analysis.charts.words import LANGUAGES, Words
from reform_analysis.publish.office import OfficeError, workbook
from reform_analysis.publish.office.archive import CELL
from reform_analysis.publish.office.deck import graphs_of
from reform_analysis.publish.office.graphs import lines_of
from reform_analysis.publish.office.tables import TABLES

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")

CHARTS = list(load("codebook/registers/charts")["chart_id"])
COLUMNS = dict.fromkeys(
    [
        *(*exports.NUMBERS, *exports.COUNTS, *exports.IDS, *backing.CLAIMS),
        *(*backing.SOURCES, *backing.DENOMINATORS, *backing.BENCHMARKS),
    ]
)
C, A = (
    f"{{http://schemas.openxmlformats.org/drawingml/2006/{name}}}" for name in ("chart", "main")
)
HEADS = 1  # row: what readers call the columns


@cache
def book_of(chart_id: str, lang: str = "en"):
    return openpyxl.load_workbook(io.BytesIO(content_of(chart_of(chart_id, lang), "xlsx")))


@cache
def words_of(lang: str) -> Words:
    return Words(lang, tables())


def page_of(chart: Chart, book, name: str):
    return book[chart.words(f"office.sheet.{name}")]


def names_of(page, lang: str = "en") -> list[str]:
    """Names of the columns of a page, by their heads."""
    heads = [cell.value for cell in page[1]]
    speak = words_of(lang)
    first = {column: speak.head(column) for column in COLUMNS}
    own = [
        (*exports.NUMBERS, *exports.COUNTS, *exports.IDS),
        *(backing.CLAIMS, backing.SOURCES, backing.DENOMINATORS, backing.BENCHMARKS),
    ]
    for columns in own:
        known = {first[column]: column for column in columns}
        assert len(known) == len(columns)  # no two heads of a page are equal
        if set(heads) <= set(known):
            return [known[head] for head in heads]
    raise AssertionError(f"no table has the heads {heads}")


def rows_of(page, lang: str = "en") -> list[dict[str, object]]:
    names = names_of(page, lang)
    return [
        dict(zip(names, (cell.value for cell in row), strict=True))
        for row in page.iter_rows(min_row=HEADS + 1)
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart_id", CHARTS)
def test_the_numbers_are_those_of_the_csv(chart_id, lang):
    chart = chart_of(chart_id, lang)
    page = page_of(chart, book_of(chart_id, lang), "numbers")
    told = rows_of(page, lang)
    expected = list(csv.reader(io.StringIO(chart.numbers().decode("utf-8-sig"))))[1:]
    assert len(told) == len(expected)
    for row, line in zip(told, expected, strict=True):
        # citation and licence stand on a sheet of their own
        for (name, cell), text in zip(row.items(), line[:-2], strict=True):
            if name in ("low", "value", "high") and text not in ("", "inf"):
                assert cell == pytest.approx(float(text), rel=1e-14)
            else:
                assert ("" if cell is None else str(cell)) == text
    places = [row["place"] for row in told if row["place_id"]]
    assert places == [
        pair_of(row, chart.words)
        if chart_id == "order-by-population"
        else chart.words.place(row["place_id"])
        for row in told
        if row["place_id"]
    ]


@pytest.mark.parametrize("chart_id", CHARTS)
def test_every_claim_behind_the_numbers_is_there_with_its_place(chart_id):
    chart = chart_of(chart_id)
    told = {row["claim_id"]: row for row in rows_of(page_of(chart, book_of(chart_id), "claims"))}
    claims = provenance.claims_of(chart.rows, tables())
    assert set(told) == set(claims["claim_id"])
    files = tables()["raw/sources"].set_index("source_id")["file"]
    for claim in claims.drop_duplicates("claim_id").itertuples():
        row = told[claim.claim_id]
        stands = (claim.start, claim.end, files[claim.source_id])  # nothing of an opening
        assert row["reported"] == claim.reported
        assert (row["start"], row["end"], row["file"]) == tuple(
            None if pd.isna(part) else part for part in stands
        )


def test_sources_denominators_and_benchmarks_are_those_of_the_rows():
    chart = chart_of("implied-new-members")
    book = book_of("implied-new-members")
    rows = chart.rows
    for name, key in (("denominators", "denominator_id"), ("benchmarks", "benchmark_id")):
        told = {row[key] for row in rows_of(page_of(chart, book, name))}
        assert told == set(rows[key].dropna())
    sources = rows_of(page_of(chart, book, "sources"))
    places = set(rows["place_id"].dropna().map(chart.words.place))
    assert {row["place"] for row in sources} == places
    assert all(len(row["text_sha256"]) == 64 for row in sources)
    assert "Benchmarks" not in book_of("contract-coverage").sheetnames


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_sheet_says_what_must_travel_with_the_chart(lang):
    chart = chart_of("workers-per-contract", lang)
    page = book_of("workers-per-contract", lang).worksheets[0]
    told = {row[0].value: row[1].value for row in page.iter_rows()}
    assert all(told.values())
    facts = chart.facts
    for text in (
        facts.title,
        facts.finding,
        facts.reading,
        facts.unit,
        facts.denominator,
        facts.reading,
        facts.note,
        facts.version,
        facts.period,
    ):
        assert text in told.values()
    assert told[chart.words("caption.citation")] in chart.caption


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_column_has_a_name_a_label_and_a_meaning(lang):
    meanings = set(tables()["codebook/registers/columns"][f"meaning_{lang}"])
    speak = words_of(lang)
    book = book_of("award-shares", lang)
    told = ("numbers", "claims", "sources", "benchmarks")
    for page in (book[speak(f"office.sheet.{name}")] for name in told):
        assert page.freeze_panes == "B2" and page.auto_filter.ref.startswith("A1:")
        for name, label in zip(names_of(page, lang), page[1], strict=True):
            assert label.value and label.font.bold
            if f"column.{name}" not in words_of(lang):
                assert label.comment.text in meanings, name
            assert page.column_dimensions[label.column_letter].width >= 9


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart_id", CHARTS)
def test_charts_in_the_workbook_point_at_cells_that_hold_what_is_drawn(chart_id, lang):
    """The same series as on the slides, each with its cells, and no width of a bar without one."""
    chart = chart_of(chart_id, lang)
    content = workbook(chart)
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        drawn = sorted(name for name in files.namelist() if name.startswith("xl/charts/chart"))
        parts = [ElementTree.fromstring(files.read(name)) for name in drawn]
    graphs = graphs_of(chart)
    assert len(parts) == len(graphs) and (graphs or drawn_by(chart.entry) in TABLES)
    book = book_of(chart_id, lang)
    for number, (part, graph) in enumerate(zip(parts, graphs, strict=True), 1):
        page = book[f"{chart.words('office.sheet.chart')} {number}"]
        series = list(part.iter(f"{C}ser"))
        assert len(series) == len(graph.series)
        for one, of in zip(series, graph.series, strict=True):
            held = cells_of(page, one.findtext(f"{C}val/{C}numRef/{C}f"))
            if of.shown:
                assert digits(held) == digits(of.values)
            widths = one.findtext(f"{C}errBars/{C}plus/{C}numRef/{C}f")
            assert (widths is None) is (of.widths is None)
            if widths:
                assert digits(cells_of(page, widths)) == digits(of.widths)
            told = {text.text for text in one.findall(f"{C}dLbls//{A}t")}
            assert told == {"\n".join(lines_of(text)) for text in of.labels or () if text}
        names = cells_of(page, part.findtext(f".//{C}cat//{C}f").replace("$A$2:$C", "$C$2:$C"))
        assert len(names) == len(graph.names)


def digits(cells) -> list[str | None]:
    """The digits of numbers that a workbook keeps."""
    return [None if cell is None else f"{float(cell):.13g}" for cell in cells]


def cells_of(page, where: str) -> list[object]:
    """Cells of the last column of a reference to a sheet."""
    sheet, _, where = where.rpartition("!")
    assert sheet.strip("'") == page.title
    return [row[-1].value for row in page[where.replace("$", "")]]


def test_sheets_are_printed_as_wide_as_a_page_under_heads_on_every_page():
    for page in book_of("contract-coverage").worksheets:
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
        assert page.page_setup.orientation == "landscape"
        if page.auto_filter.ref:
            assert page.print_title_rows == "$1:$1"


def test_shares_are_per_cent_and_years_are_plain():
    page = page_of(chart_of("award-shares"), book_of("award-shares"), "numbers")
    names = names_of(page)
    assert page.cell(HEADS + 1, names.index("low") + 1).number_format == "0.00%"
    page = page_of(chart_of("award-shares"), book_of("award-shares"), "benchmarks")
    names = names_of(page)
    assert page.cell(HEADS + 1, names.index("year") + 1).number_format == "0"


def test_an_open_end_is_the_text_inf():
    chart = chart_of("workers-per-contract", reading="wide")
    book = openpyxl.load_workbook(io.BytesIO(workbook(chart)))
    told = rows_of(page_of(chart, book, "numbers"))
    (over,) = [row for row in told if row["high"] == "inf"]
    assert (over["place_id"], over["low"]) == ("jingjiang", 60_000 / 500)


def test_two_runs_write_the_same_bytes_and_no_date():
    chart = chart_of("hedges-by-report")
    assert workbook(chart) == content_of(chart, "xlsx")
    assert book_of("hedges-by-report").properties.created.year == 1980


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:14])
@pytest.mark.parametrize("chart_id", ["contract-coverage", "hedges-by-report"])
def test_hostile_words_stay_words(chart_id, text):
    content = hostile_files(chart_id, text)[1]
    book = openpyxl.load_workbook(io.BytesIO(content))
    for page in book.worksheets:
        for cell in (cell for row in page for cell in row):
            assert cell.data_type != "f" and cell.hyperlink is None
            if isinstance(cell.value, str):
                assert len(cell.value) <= CELL
                assert not {"\u202e", "\x00", "\x07", "\x1b"} & set(cell.value)
    if text.startswith(("=", "@", "+")):
        assert text in {cell.value for row in book.worksheets[1] for cell in row}


def test_a_text_longer_than_a_cell_is_cut():
    chart = chart_of("award-shares")
    content = workbook(hostile(chart, "x" * (CELL + 10)))
    values = {
        c.value for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[1] for c in row
    }
    assert "x" * (CELL - 1) + "…" in values


def test_a_missing_package_is_named_with_what_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(OfficeError, match=r"pip install 'reform-analysis\[office\]'"):
        workbook(chart_of("award-shares"))
