"""From raw to processed: the same bytes every time, all or nothing."""

import csv
import shutil

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from real_tables import BOOK
from reform_analysis import indicators
from reform_analysis.commands import build as building
from reform_analysis.commands.build import build, compute, compute_values
from reform_analysis.commands.check import check_tables
from reform_analysis.commands.files import table_files
from reform_analysis.indicators import blocks, coverage
from reform_analysis.tables.atomic import read_folder, write_folder
from reform_analysis.tables.faults import TableError
from reform_analysis.tables.schema import Field, Schema
from reform_analysis.tables.store import load, read_all, read_schemas
from reform_analysis.tables.write import cell_text, csv_bytes, text_columns

pytestmark = pytest.mark.usefixtures("only_what_changed_is_read")

TABLES = {"claims.csv", "indicators.csv", "reporting.csv", "unused_claims.csv"}
TABLES |= {"comparisons.csv", "ranks.csv", "sensitivity.csv", "consistency.csv", "last_digits.csv"}
TABLES |= {"agreement.csv", "sensitivity_of_values.csv"}


def quiet(line: str) -> None:
    pass


@pytest.fixture(scope="module")
def raw(project):
    return read_all(project)


@pytest.fixture(scope="module")
def computed(raw):
    return compute(raw, BOOK)


@pytest.fixture(scope="module")
def built_once(project, tmp_path_factory):
    root = tmp_path_factory.mktemp("built")
    shutil.copytree(project.raw, root / "data" / "raw")
    shutil.copytree(project.codebook, root / "data" / "codebook")
    built = type(project)(root)
    build(built, quiet)
    return built


@pytest.fixture
def built(built_once, tmp_path):
    """A project of its own for each test, freshly built."""
    shutil.copytree(built_once.root, tmp_path / "built")
    return type(built_once)(tmp_path / "built")


def test_the_committed_tables_are_what_the_build_gives(built, project):
    outdated = [
        name
        for name, content in read_folder(built.data).items()
        if content != (project.data / name).read_bytes()
    ]
    assert outdated == [], "run `make reproduce` and commit what it writes"
    kept = {name for name in read_folder(project.data) if not name.startswith("releases/")}
    assert read_folder(built.data).keys() == kept


def test_what_is_built_has_no_faults(built):
    assert {path.name for path in built.processed.iterdir()} == TABLES
    assert check_tables(built) == []


def test_a_build_without_changes_touches_nothing(built):
    before = {path: path.stat() for path in sorted(built.data.rglob("*")) if path.is_file()}
    lines: list[str] = []
    made = build(built, lines.append)
    after = {path: path.stat() for path in sorted(built.data.rglob("*")) if path.is_file()}
    assert {path: (s.st_mtime_ns, s.st_ino) for path, s in after.items()} == {
        path: (s.st_mtime_ns, s.st_ino) for path, s in before.items()
    }
    assert {path.name for path in made} == TABLES | {"datapackage.json"}
    assert "as they were" in lines[0]


def test_files_are_plain_utf8_with_sorted_rows(built):
    for name, content in read_folder(built.processed).items():
        assert not content.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in content and content.endswith(b"\n")
        header = next(csv.reader(content.decode("utf-8").splitlines()))
        assert tuple(header) == tuple(load(f"processed/{name[:-4]}", built).columns)
    ids = load("processed/claims", built)["claim_id"].tolist()
    assert ids == sorted(ids)
    raw = load("raw/claims", built)
    readable = raw.loc[raw["left_out"].ne("unreadable").fillna(True), "claim_id"]
    assert ids == sorted(readable)


def test_indicators_stand_at_all_three_readings(built):
    table = load("processed/indicators", built)
    rows = table["reading"].value_counts().to_dict()
    assert rows.keys() == {"narrow", "central", "wide"}
    assert len(set(rows.values())) == 1


def test_an_open_end_is_written_inf_and_silence_is_empty(built):
    rows = csv.reader((built.processed / "claims.csv").read_text("utf-8").splitlines())
    written = {cell for row in rows for cell in row}
    assert not written & {"nan", "NaN", "NaT", "None", "<NA>"}
    wide = pd.DataFrame({"n": [np.inf]})
    schema = Schema("processed/x", ("n",), (Field("n", "number"),))
    assert csv_bytes(text_columns(schema, wide)) == b"n\ninf\n"


def test_computing_leaves_its_input_as_it_was(raw, computed, project):
    again = read_all(project)
    assert raw.keys() == again.keys()
    for name, table in raw.items():
        pd.testing.assert_frame_equal(table, again[name])


@pytest.mark.parametrize("kept", [0, 1, 40])
def test_a_project_of_few_claims_or_none_has_all_tables(raw, project, kept):
    """A new project begins so: tables without rows are no defect of the program."""
    schemas, _ = read_schemas(project)
    few = raw | {"raw/claims": raw["raw/claims"].iloc[:kept]}
    files = table_files(schemas, few, compute(few, BOOK))
    assert files.keys() == TABLES
    assert files["claims.csv"].count(b"\n") == 1 + kept


def test_a_project_whose_indicators_nothing_computes_has_all_tables(raw, project):
    schemas, _ = read_schemas(project)
    indicators = raw["codebook/registers/indicators"].assign(computed=False)
    tables = raw | {"codebook/registers/indicators": indicators}
    files = table_files(schemas, tables, compute(tables, BOOK))
    assert files.keys() == TABLES
    assert files["indicators.csv"].count(b"\n") == 1


def test_parts_of_whole_places_give_what_all_at_once_give(raw, project, monkeypatch):
    schemas, _ = read_schemas(project)

    def files():
        made = compute_values(raw, BOOK)
        return {name: csv_bytes(text_columns(schemas[name], made[name])) for name in made}

    whole = files()
    monkeypatch.setattr(indicators, "AT_ONCE", 100)
    monkeypatch.setattr(coverage, "AT_ONCE", 1000)
    parts = [*blocks(raw)]
    assert len(parts) > 3
    assert sum(len(part["raw/claims"]) for part in parts) == len(raw["raw/claims"])
    assert files() == whole


@pytest.mark.parametrize(
    ("table", "row", "problem"),
    [
        ("words/words", "nobody-asks,for this,此词无用", "nothing asks for the word 'nobody-asks'"),
        (
            "reading/exclusions",
            "idle,甲乙丙丁,no such name,第一届",
            "the rule does not match its example '第一届'",
        ),
    ],
)
def test_what_nothing_is_computed_from_is_told_by_check_and_stops_no_build(
    built, table, row, problem
):
    path = built.codebook / f"{table}.csv"
    path.write_text(f"{path.read_text('utf-8')}{row}\n", "utf-8", newline="")
    before = read_folder(built.processed)
    build(built, quiet)
    assert read_folder(built.processed) == before
    assert [fault.problem for fault in check_tables(built)] == [problem]


def test_a_fault_stops_the_build_before_anything_is_written(built):
    claims = built.raw / "claims.csv"
    claims.write_text(claims.read_text("utf-8").replace(",huaibei,", ",huaibey,", 1), "utf-8")
    before = read_folder(built.data)
    with pytest.raises(TableError, match=r"raw/claims.csv, row \d+, column place_id.*huaibei"):
        build(built, quiet)
    assert read_folder(built.data) == before


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda table: table.assign(place_id="atlantis"), "'atlantis' is not in places.csv"),
        (lambda table: table.assign(status="guessed"), "'guessed' is not allowed"),
        (lambda table: pd.concat([table, table.head(1)]), "stands in row"),
        (lambda table: table.drop(columns="note"), "column note"),
        (lambda table: table.assign(extra=1), "column extra"),
    ],
)
def test_a_computed_table_that_breaks_its_schema_is_not_written(
    built, computed, monkeypatch, change, problem
):
    wrong = computed | {"processed/reporting": change(computed["processed/reporting"])}
    monkeypatch.setattr(building, "compute", lambda tables, codebook: wrong)
    before = read_folder(built.data)
    with pytest.raises(TableError, match="data/processed/reporting.csv") as raised:
        build(built, quiet)
    assert problem in str(raised.value)
    assert read_folder(built.data) == before


@pytest.mark.parametrize("moment", ["compute", "package_text", "write_folder", "write_file"])
def test_an_interrupt_leaves_the_old_outputs_whole(built, computed, monkeypatch, moment):
    fewer = computed | {"processed/reporting": computed["processed/reporting"].head(3)}
    monkeypatch.setattr(building, "compute", lambda tables, codebook: fewer)
    before = read_folder(built.data)
    calls = []

    def interrupt(*arguments):
        calls.append(arguments)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return write_folder(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(building, moment, interrupt)
        with pytest.raises(KeyboardInterrupt):
            build(built, quiet)
    assert read_folder(built.data) == before
    build(built, quiet)
    assert len(load("processed/reporting", built)) == 3
    assert check_tables(built) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (400.0, "400"),
        (1.6e7, "16000000"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e22, "1e+22"),
        (-0.0, "0"),
        (float("inf"), "inf"),
        (float("nan"), ""),
        (np.float64(0.37), "0.37"),
        (np.int64(7), "7"),
        (pd.NA, ""),
        (pd.NaT, ""),
        (None, ""),
        (np.bool_(False), "false"),
        (pd.Timestamp("2020-11-01"), "2020-11-01"),
        ("近400名", "近400名"),
    ],
)
def test_cells_as_text(value, text):
    assert cell_text(value) == text


@given(st.floats(allow_nan=False))
@settings(deadline=None, max_examples=200)
def test_a_number_reads_back_as_itself(number):
    assert float(cell_text(number)) == number
