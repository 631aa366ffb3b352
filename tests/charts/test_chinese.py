"""A Chinese export has no English in it: every text of every Chinese exit is walked."""

import csv
import io
import re
from collections.abc import Iterator
from functools import cache

import pytest

from latin import ALLOWED, latin_words
from real_charts import chart_of, content_of, tables
from real_tables import BOOK, PROJECT
from reform_analysis import load
from reform_analysis.charts import exports
from reform_analysis.charts.chart import Chart
from reform_analysis.charts.draw import compose
from reform_analysis.charts.words import Words
from reform_analysis.publish.site import gallery
from reform_analysis.tables.store import read_all

CHARTS = list(load("codebook/registers/charts")["chart_id"])

CODES = {*exports.IDS, "claim_id", "source_id", "restates", "file", "text_sha256", "address"}
"""Columns that hold ids, addresses or names of files."""


@cache
def chinese() -> Words:
    return Words("zh", tables())


@cache
def glossary_ids() -> set[str]:
    """Ids that a remark of the glossary may name: columns, values of columns, tables."""
    values = load("codebook/registers/fields")["allowed"].dropna().str.split(";").explode()
    registers = load("codebook/registers/tables")["table"]
    units = load("codebook/reading/units")["unit"]
    return {*load("codebook/registers/columns")["name"], *values, *registers, *units}


def texts_of_numbers(chart: Chart) -> Iterator[str]:
    """Heads and cells of a CSV without ids."""
    head, *rows = csv.reader(io.StringIO(chart.numbers().decode("utf-8-sig")))
    yield from head
    told = {chart.words.head(name) for name in (*exports.NUMBERS, *exports.COUNTS)}
    for row in rows:
        yield from (cell for name, cell in zip(head, row, strict=True) if name in told)


def texts_of_book(chart: Chart) -> Iterator[str]:
    """Names of sheets, cells without ids, remarks on heads without the ids that they explain."""
    openpyxl = pytest.importorskip("openpyxl")
    first, *pages = openpyxl.load_workbook(io.BytesIO(content_of(chart, "xlsx"))).worksheets
    yield from (
        cell for row in first.iter_rows(values_only=True) for cell in row if cell is not None
    )
    known = glossary_ids()
    coded = {chart.words.head(name) for name in CODES}
    for page in pages:
        yield page.title
        heads = [cell.value for cell in page[1]]
        yield from heads
        for cell in page[1]:
            yield " ".join(latin_words(cell.comment.text, known)) if cell.comment else ""
        for row in page.iter_rows(min_row=2, values_only=True):
            yield from (
                cell
                for name, cell in zip(heads, row, strict=True)
                if isinstance(cell, str) and name not in coded
            )


def texts_of_slides(chart: Chart) -> Iterator[str]:
    """Shapes, tables, native charts with their workbooks, and notes."""
    pptx = pytest.importorskip("pptx")
    openpyxl = pytest.importorskip("openpyxl")
    show = pptx.Presentation(io.BytesIO(content_of(chart, "pptx")))
    for slide in show.slides:
        yield slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
            yield shape._element._nvXxPr.cNvPr.get("descr") or ""
            if shape.has_chart:
                part = shape.chart.part
                drawn = "{http://schemas.openxmlformats.org/drawingml/2006/"
                for node in part._element.iter(f"{drawn}main}}t", f"{drawn}chart}}v"):
                    yield node.text or ""
                book = openpyxl.load_workbook(
                    io.BytesIO(part.chart_workbook.xlsx_part.blob), read_only=True
                )
                for page in book.worksheets:
                    head, *rows = page.iter_rows(values_only=True)
                    yield page.title
                    yield from map(str, head)
                    coded = {chart.words.head(name) for name in CODES}
                    for row in rows:
                        yield from (
                            cell
                            for name, cell in zip(head, row, strict=True)
                            if isinstance(cell, str) and name not in coded
                        )


EXITS = {
    "csv": texts_of_numbers,
    "txt": lambda chart: iter([chart.caption]),
    "alt": lambda chart: iter([chart.alternative]),
    "xlsx": texts_of_book,
    "pptx": texts_of_slides,
}


def english_in(chart: Chart, form: str) -> set[str]:
    """Latin words of a Chinese exit; its own id stands in how to cite it."""
    found = set()
    for text in EXITS[form](chart):
        found |= set(latin_words(text, [chart.chart_id]))
    return found


@pytest.mark.parametrize("form", EXITS)
@pytest.mark.parametrize("chart_id", CHARTS)
def test_no_chinese_file_holds_english(chart_id, form):
    assert english_in(chart_of(chart_id, "zh"), form) == set()


# Registers.


def test_no_chinese_word_of_a_register_is_english():
    ids = {*glossary_ids(), *CHARTS}
    found = set()
    for table, rows in read_all(PROJECT).items():
        if table in (
            "codebook/registers/columns",
            "codebook/registers/tables",
            "codebook/reading/word_classes",
        ):
            continue  # what they tell is told to those who open the tables, and names columns
        for column in rows:
            if column == "zh" or column.endswith("_zh"):
                for text in rows[column].dropna():
                    bare = re.sub(r"\{[^}]*\}", "", text)
                    found |= {(table, column, word) for word in latin_words(bare, ids)}
    assert found == set()


# The test itself.


@pytest.mark.parametrize(
    ("table", "key", "column", "form"),
    [
        ("codebook/words/words", "status.derived", "zh", "csv"),
        ("codebook/words/words", "scope.national", "zh", "xlsx"),
        ("codebook/words/words", "office.how_to_read", "zh", "pptx"),
        ("codebook/words/words", "footer.note", "zh", "txt"),
        ("raw/denominators", "huaibei-census-residents-2020", "publisher_zh", "txt"),
        ("raw/benchmarks", "workers-share-of-new-members-national-workers-2021", "note_zh", "csv"),
        ("raw/claims", "huaibei-2021-0706", "statement_zh", "xlsx"),
    ],
)
def test_one_english_word_is_found(table, key, column, form):
    chart = with_english("party-recruitment", table, key, column)
    assert english_in(chart, form) == {"only", "English"}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_english_remark_on_a_value_is_found(form):
    key = "note.programmes-may-overlap"
    chart = with_english("training-coverage", "codebook/words/words", key, "zh")
    assert english_in(chart, form) == {"only", "English"}


def with_english(chart_id: str, table: str, key: str, column: str) -> Chart:
    """A Chinese chart with English planted in one cell of its tables."""
    changed = tables()[table].copy()
    changed.loc[changed.iloc[:, 0].eq(key), column] = "only English"
    return compose(chart_id, BOOK, "zh", tables=tables() | {table: changed})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("据 census_county_2020_v1.xlsx", []),
        ("见 http://a.cn/b.htm 与 psic.org.cn（网站）", []),
        ("CC BY 4.0 与 SHA-256", []),
        ("推算 derived 之数", ["derived"]),
        ("CC BYE", ["CC", "BYE"]),
        ("jingjiang-2020-0617号", []),
        ("A级，v", []),
    ],
)
def test_what_may_stand_in_a_chinese_text(text, words):
    assert latin_words(text, ["jingjiang-2020-0617"]) == words


def test_each_allowed_word_stands_somewhere():
    """A word that nothing holds any more needs no leave."""
    held = " ".join(
        str(cell)
        for table, rows in read_all(PROJECT).items()
        for column in rows
        if column == "zh" or column.endswith("_zh")
        for cell in rows[column].dropna()
    )
    held += " ".join(cell for c in CHARTS for cell in texts_of_numbers(chart_of(c, "zh")))
    unused = [word for word in ALLOWED if word not in held]
    assert unused == []


def test_filters_and_followed_entries_have_chinese_names():
    composed = [chart_of(c, lang) for c in CHARTS[:2] for lang in ("en", "zh")]
    for options in gallery.choices(composed).values():
        assert [latin_words(option["zh"]) for option in options] == [[]] * len(options)
