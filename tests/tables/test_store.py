"""Strict reading: each way in which a table can be broken, and what the reader is told."""

import csv
import io

import pytest

from reform_analysis.commands.check import check_tables
from reform_analysis.tables.naming import resolve, suggest
from reform_analysis.tables.schema import Field, convert
from reform_analysis.tables.store import TableError, load, read_all

pytestmark = pytest.mark.usefixtures("only_what_changed_is_read")

TIDY = "run `reform-analysis tidy`, which writes it anew as UTF-8 with LF and commas"
PLACES = "data/raw/places.csv"
CLAIMS = "data/raw/claims.csv"


def test_the_small_project_has_no_faults(small):
    assert small.lines() == []


def test_the_real_project_has_no_faults(project):
    assert [str(fault) for fault in check_tables(project)] == []


# --- the form of a file -----------------------------------------------------------------------

FORMS = {
    "byte-order mark": (
        lambda data: b"\xef\xbb\xbf" + data,
        [f"the file begins with a byte-order mark; {TIDY}"],
    ),
    "GB18030": (
        lambda data: data.decode().encode("gb18030"),
        [f"the file is in GB18030 (GBK), not in UTF-8; {TIDY}"],
    ),
    "UTF-16": (
        lambda data: data.decode().encode("utf-16"),
        [f"the file is in UTF-16, not in UTF-8; {TIDY}"],
    ),
    "CRLF": (
        lambda data: data.replace(b"\n", b"\r\n"),
        [f"the lines end in CR LF; {TIDY}"],
    ),
    "header only": (
        lambda data: data.splitlines(keepends=True)[0],
        ["the file has a header but no rows; add its rows"],
    ),
    "open quote": (
        lambda data: data + b'"new,',
        ['the quotes do not close properly (unexpected end of data); write " inside a cell as ""'],
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_malformed_file_is_named_with_its_remedy(small, name):
    change, expected = FORMS[name]
    path = small.path("raw/benchmarks")
    path.write_bytes(
        change(
            path.read_bytes()
            + "x2,workers-share-of-new-members,target,甲市,d,定义,1,2,人,2021,".encode()
            + "文件,文件,,A,,\n".encode()
        )
    )
    assert small.lines() == [f"data/raw/benchmarks.csv: {line}" for line in expected]


def test_cells_that_are_all_empty_are_told_once_by_load_too(small):
    text = small.path("raw/claims").read_text("utf-8")
    header, *rows = csv.reader(io.StringIO(text))
    place = header.index("statement")
    written = io.StringIO()
    empty = [[*row[:place], "", *row[place + 1 :]] for row in rows]
    csv.writer(written, lineterminator="\n").writerows([header, *empty])
    small.path("raw/claims").write_text(written.getvalue(), "utf-8", newline="")
    with pytest.raises(TableError) as refused:
        load("raw/claims", small.project)
    assert str(refused.value) == (
        "data/raw/claims.csv, row 2, column statement: the cell is empty (and in 5 more rows); "
        "fill it in"
    )


def test_bytes_of_no_known_encoding_are_named_with_their_line(small):
    path = small.path("raw/benchmarks")
    path.write_bytes(path.read_bytes() + b"x2,\xff\xff\n")
    assert small.lines() == [
        "data/raw/benchmarks.csv: line 3 is not in UTF-8; save the file as UTF-8"
    ]


@pytest.mark.parametrize("content", [b"", b"\n", b"\n\n,,\n"])
def test_an_empty_file(small, content):
    small.path("codebook/words/words").write_bytes(content)
    assert small.lines() == [
        "data/codebook/words/words.csv: the file is empty; "
        "restore it, or write at least its header word_id,en,zh"
    ]


def test_a_missing_and_an_unknown_file(small):
    small.path("raw/benchmarks").rename(small.path("raw/benchmark"))
    assert small.lines() == [
        "data/raw/benchmark.csv: no register knows this table; "
        "add it to codebook/registers/tables.csv and codebook/registers/fields.csv, or move it "
        "elsewhere",
        "data/raw/benchmarks.csv: the file is missing; "
        "bring it back or delete its rows in codebook/registers/tables.csv",
    ]


HEADERS = {
    "word_id,en": ["column 'zh' is missing; add it; the columns are word_id,en,zh"],
    "word_id,en,zhh": [
        "column 'zh' is missing; is it called 'zhh'?",
        "column 'zhh' is not known; did you mean 'zh'?",
    ],
    "word_id,en,zh,remark": [
        "column 'remark' is not known; "
        "delete it, or add it to codebook/registers/fields.csv and codebook/registers/columns.csv"
    ],
    "word_id,en,zh,en": ["column 'en' stands 2 times; keep one of them"],
    "word_id,zh,en": ["the columns stand in another order; write them as word_id,en,zh"],
    "word_id;en;zh": [f"the cells are not separated by commas; {TIDY}"],
}


@pytest.mark.parametrize("header", HEADERS)
def test_a_wrong_header(small, header):
    width = header.count(",") + 1
    row = ";".join("abc") if ";" in header else ",".join("abcd"[:width])
    small.path("codebook/words/words").write_text(f"{header}\n{row}\n", "utf-8", newline="")
    expected = [f"data/codebook/words/words.csv, row 1: {line}" for line in HEADERS[header]]
    assert small.lines() == expected


def test_ragged_and_empty_rows_carry_the_numbers_that_a_spreadsheet_shows(small):
    text = "word_id,en,zh\na,A,甲\n\nb,B,乙,丙\n,,\nc,C\n"
    small.path("codebook/words/words").write_text(text, "utf-8", newline="")
    commas = "add or remove commas, or quote a cell that holds a comma"
    assert small.lines() == [
        "data/codebook/words/words.csv, row 3: the row is empty; delete it",
        f"data/codebook/words/words.csv, row 4: the row has 4 cells, the header 3; {commas}",
        "data/codebook/words/words.csv, row 5: the row is empty; delete it",
        f"data/codebook/words/words.csv, row 6: the row has 2 cells, the header 3; {commas}",
    ]


def test_a_ragged_row_still_answers_for_its_id(small):
    small.edit("raw/places", "jia,甲市,Jia", "jia,甲市,Jia,City")
    assert [fault.file for fault in small.faults()] == [PLACES]


# --- the cells --------------------------------------------------------------------------------

CELLS = [
    (
        "raw/places",
        "yi,乙镇,",
        "yi, 乙镇,",
        "row 5, column name_zh: ' 乙镇' begins or ends with a space; write '乙镇'",
    ),
    (
        "raw/places",
        "yi,乙镇,",
        "yi,乙\ufffd镇,",
        "row 5, column name_zh: '乙\ufffd镇' holds a damaged "
        "or invisible character ('\\ufffd'); type the text again",
    ),
    ("raw/places", "yi,乙镇,", "yi,,", "row 5, column name_zh: the cell is empty; fill it in"),
    (
        "raw/places",
        ",prefecture,320100",
        ",prefekture,320100",
        "row 4, column level: 'prefekture' is not allowed; did you mean 'prefecture'?",
    ),
    (
        "raw/places",
        ",甲;大甲市,",
        ",甲; 大甲市,",
        "row 4, column aliases: '甲; 大甲市' is no clean "
        "list; separate the parts by ';' alone, without spaces or empty parts",
    ),
    (
        "raw/places",
        ",甲;大甲市,",
        ",甲;甲,",
        "row 4, column aliases: '甲;甲' names a part twice; name it once",
    ),
    (
        "raw/places",
        "\nworks,",
        "\njia,",
        "row 8, column place_id: 'jia' stands in row 4 already; "
        "give each row a key of its own or delete one of the two",
    ),
    (
        "raw/claims",
        ",8,13,",
        ",8.0,13,",
        "row 2, column start: '8.0' is no whole number; write digits only, such as 1600",
    ),
    (
        "raw/claims",
        "2020-01-01",
        "2020-02-30",
        "row 2, column period_start: 2020-02-30 is no day of the calendar; write a day that exists",
    ),
    (
        "raw/claims",
        "2020-01-01",
        "2020/1/1",
        "row 2, column period_start: '2020/1/1' is no date in "
        "the form yyyy-mm-dd; write 2020-01-01",
    ),
    (
        "raw/claims",
        "2020-01-01",
        "0202-01-01",
        "row 2, column period_start: 0202-01-01 lies outside 1900 to 2100; correct the year",
    ),
    (
        "raw/claims",
        "2020-01-01",
        "early",
        "row 2, column period_start: 'early' is no date; write yyyy-mm-dd, such as 2023-12-19",
    ),
    (
        "raw/claims",
        "人次,bing,",
        "人次,bin,",
        "row 7, column place_id: 'bin' is not in places.csv; did you mean 'bing'?",
    ),
    (
        "raw/claims",
        "人次,bing,",
        "人次,zzz,",
        "row 7, column place_id: 'zzz' is not in places.csv; correct it or add it there",
    ),
    (
        "codebook/registers/charts",
        "workers-share-of-new-members;new-worker-members",
        "workers-share-of-new-members;p9",
        "row 2, column indicator_ids: 'p9' is not in indicators.csv; correct it or add it there",
    ),
    (
        "raw/benchmarks",
        "0.0635",
        "6,35%".replace(",", "."),
        "row 2, column low: '6.35%' is no "
        "number; write digits with a point, such as 0.37, or inf for an open end",
    ),
    (
        "raw/sources",
        "simplified,",
        "Simplified,",
        "row 2, column script: 'Simplified' is not allowed; did you mean 'simplified'?",
    ),
    (
        "codebook/reading/exclusions",
        "ordinal,",
        "Ordinal,",
        "row 2, column rule_id: 'Ordinal' does not have the "
        "right form; write it in the form [a-z0-9]+(-[a-z0-9]+)* (codebook/registers/fields.csv)",
    ),
]


@pytest.mark.parametrize(("table", "old", "new", "expected"), CELLS)
def test_a_wrong_cell_is_named_with_what_would_be_right(small, table, old, new, expected):
    small.edit(table, old, new)
    assert f"data/{table}.csv, {expected}" in small.lines()


def test_all_faults_of_all_tables_are_listed_at_once(small):
    for table, old, new, _ in CELLS[2:4]:
        small.edit(table, old, new)
    small.edit("raw/claims", ",8,13,", ",x,13,")
    places = {(fault.file, fault.row, fault.column) for fault in small.faults()}
    assert places == {
        (PLACES, 5, "name_zh"),
        (PLACES, 4, "level"),
        (CLAIMS, 2, "start"),
    }


def test_files_that_cannot_be_used_are_listed_first_and_alone(small):
    small.edit("raw/places", "yi,乙镇,", "yi,,")
    small.edit("codebook/words/words", "word_id,en,zh", "word_id,en")
    small.path("raw/benchmarks").write_bytes(b"")
    places = [(fault.file, fault.row, fault.column) for fault in small.faults()]
    assert places == [
        ("data/codebook/words/words.csv", 1, None),
        ("data/raw/benchmarks.csv", None, None),
    ]


def test_a_missing_table_is_reported_once_and_not_for_each_reference(small):
    small.path("raw/places").unlink()
    assert [fault.file for fault in small.faults()] == [PLACES]


def test_a_broken_register_is_reported_before_all_else(small):
    small.edit("codebook/registers/fields", "refers_to", "refers")
    small.edit("raw/places", "yi,乙镇,", "yi,,")
    assert {fault.file for fault in small.faults()} == {"data/codebook/registers/fields.csv"}


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (Field("x", "integer"), "-12", -12),
        (Field("x", "number"), "1e-05", 0.00001),
        (Field("x", "number"), "inf", float("inf")),
        (Field("x", "boolean"), "false", False),
        (Field("x"), "007", "007"),
    ],
)
def test_values_of_each_type(field, text, value):
    assert convert(field, text) == value
    assert type(convert(field, text)) is type(value)


@pytest.mark.parametrize("text", ["1,000", "1.", "1_0", "nan", "٣", "1e", "+3", " 1"])
def test_what_only_python_takes_for_a_number_is_refused(text):
    for kind in ("integer", "number"):
        with pytest.raises(ValueError, match="is no"):
            convert(Field("x", kind), text)


def test_suggestions_need_some_comparability():
    assert suggest("hauibei", ["huaibei", "wujin"], "-") == "did you mean 'huaibei'?"
    assert suggest("suzhou", ["wujin"], "add it") == "add it"
    names = {"靖江市": "jingjiang", "淮北市": "huaibei"}
    assert suggest("靖将", ["jingjiang", "huaibei"], "-", names) == "did you mean 'jingjiang'?"
    names |= {"扬州市": "yangzhou", "常州市": "changzhou"}  # one character in two is theirs too
    assert suggest("苏州", list(names.values()), "add it", names) == "add it"
    assert suggest("靖无此", list(names.values()), "add it", names) == "add it"


def test_a_chinese_name_may_lack_its_last_character_a_slip_is_no_name():
    rows = [{"id": "employed", "name_en": "employed people", "name_zh": "就业人员"}]
    assert resolve("就业", rows, "id", "population") == ["employed"]
    with pytest.raises(ValueError, match="did you mean 'employed'"):
        resolve("employe", rows, "id", "population")


# --- load and read_all ------------------------------------------------------------------------


def test_load_gives_the_dtypes_of_the_register(small):
    claims = load("raw/claims", small.project)
    assert len(claims) == 6
    assert {name: str(claims[name].dtype) for name in ("reported", "start", "period_start")} == {
        "reported": "string",
        "start": "Int64",
        "period_start": "datetime64[ns]",
    }
    assert claims["note"].isna().all()
    assert str(load("denominators", small.project)["value"].dtype) == "float64"
    assert str(load("fields", small.project)["many"].dtype) == "boolean"


@pytest.mark.parametrize("name", ["claims", "zzz", "indicators", "claim"])
def test_load_refuses_a_name_that_is_none_or_several(small, name):
    with pytest.raises(KeyError, match="raw/claims|codebook/registers/indicators"):
        load(name, small.project)


def test_load_refuses_a_table_with_faults_and_lists_them(small):
    small.edit("raw/places", "yi,乙镇,", "yi,,")
    small.edit("raw/places", ",prefecture,320100", ",prefekture,320100")
    with pytest.raises(TableError) as caught:
        load("places", small.project)
    assert [fault.row for fault in caught.value.faults] == [5, 4]
    assert len(str(caught.value).splitlines()) == 2


def test_read_all_gives_every_table_kept_by_hand(small):
    tables = read_all(small.project)
    folders = (small.project.raw, small.project.codebook)
    by_hand = {
        path.relative_to(small.project.data).with_suffix("").as_posix()
        for folder in folders
        for path in folder.rglob("*.csv")
    }
    assert set(tables) == by_hand
    assert {"raw/claims", "codebook/registers/concepts", "codebook/registers/fields"} <= by_hand


def test_read_all_raises_with_the_faults_between_tables_too(small):
    small.edit("raw/claims", "人次,bing,", "人次,bin,")
    with pytest.raises(TableError, match="did you mean 'bing'"):
        read_all(small.project)


def test_built_tables_may_be_missing_and_never_stop_the_build(small):
    small.project.processed.mkdir()
    path = small.path("processed/reporting")
    path.write_text("indicator_id,place_id,status,note\np9,jia,derived,\n", "utf-8", newline="")
    assert small.lines() == [
        "data/processed: data/datapackage.json is missing, which tells what data/processed was "
        "built from; run `reform-analysis build`"
    ]
    assert "raw/claims" in read_all(small.project)


def test_the_glossary_explains_every_column_in_both_languages(project):
    glossary = load("columns", project).set_index("name")
    assert set(glossary.index) == set(load("fields", project)["column"])
    assert list(glossary.index) == sorted(glossary.index)
    assert glossary["meaning_zh"].str.contains("[一-鿿]").all()
    assert not glossary["meaning_en"].str.contains("[a-z] {2}|[^.]$").any()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("=cmd|' /C calc'!A0", "begins like a formula, and a spreadsheet would run it"),
        ("@SUM(A1)", "begins like a formula"),
        ("-x", "begins like a formula"),
        (" +1+cmd|' /C calc'!A0", "begins like a formula"),
        ("new\u202e party members", "holds the character U+202E, which cannot be seen; delete it"),
        ("new\x07 party members", "U+0007"),
    ],
)
def test_a_cell_that_programs_would_run_or_hide_is_refused(small, statement, said):
    small.edit("raw/claims", "new party members", f'"{statement}"')
    assert any(said in line for line in small.lines())


@pytest.mark.parametrize("statement", ["-0.5", "-1e-9", "+3", "+", "a = b", "3 - 2", "见@处"])
def test_numbers_with_a_sign_and_signs_inside_are_no_formulas(small, statement):
    small.edit("raw/claims", "new party members", statement)
    assert not [line for line in small.lines() if "formula" in line]
