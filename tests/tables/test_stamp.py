"""Processed tables know what they were built from, and say so wherever they are used."""

import json
import warnings

import pytest
from pandas.testing import assert_frame_equal

import reform_analysis
from reform_analysis.charts.draw import draw
from reform_analysis.commands.check import check_tables
from reform_analysis.commands.cli import main
from reform_analysis.commands.trace import trace
from reform_analysis.tables import stamp
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.datapackage import package_text
from reform_analysis.tables.faults import TableError
from reform_analysis.tables.stamp import StaleError, StaleWarning, outdated, refuse_outdated
from reform_analysis.tables.store import load, read_schemas
from reform_analysis.tables.write import cell_text, csv_bytes

RUN_BUILD = "run `reform-analysis build`"


def changed(project, table, old, new):
    path = project.data / f"{table}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="")


def test_what_was_built_last_is_up_to_date(project):
    assert outdated(project) == ""
    refuse_outdated(project)


BUILT = reform_analysis.__version__
NEWER = "data/raw/claims.csv is newer than data/processed; " + RUN_BUILD


def test_an_edit_of_a_claim_is_told_everywhere(copy):
    """近400名 made 近300名 and no build: the charts would go on showing 400."""
    changed(copy, "raw/claims", "近400名", "近300名")
    assert [str(fault) for fault in check_tables(copy)] == [f"data/processed: {NEWER}"]
    with pytest.raises(StaleError, match="claims.csv is newer"):
        draw("party-recruitment", Codebook(copy), "en")
    with pytest.raises(StaleError, match="claims.csv is newer"):
        trace("jingjiang-2020-0617", Codebook(copy))
    with pytest.warns(StaleWarning, match="claims.csv is newer"):
        load("processed/indicators", copy)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load("raw/claims", copy)  # is what it is


@pytest.mark.parametrize(
    "command", [["chart", "party-recruitment"], ["trace", "jingjiang-2020-0617"]]
)
def test_commands_refuse_in_one_line(copy, capsys, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    changed(copy, "raw/claims", "近400名", "近300名")
    assert main(["--project", str(copy.root), *command]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", NEWER + "\n")
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("codebook/reading/hedges", "0.9*v", "0.8*v", "data/codebook/reading/hedges.csv is newer"),
        (
            "processed/reporting",
            "reported",
            "derived",
            "reporting.csv is not as the build",
        ),
        ("codebook/words/words", "not reported", "not told", ""),
        ("codebook/words/pages", "Charts", "Pictures", ""),
    ],
)
def test_what_may_change_a_number_counts_and_words_do_not(copy, table, old, new, said):
    changed(copy, table, old, new)
    assert said in outdated(copy)
    assert bool(said) == bool(outdated(copy))


def test_a_table_as_the_build_wrote_it_is_what_a_strict_look_gives(project):
    """`load` trusts what the build looked through; cells and their types are the same."""
    strict = Codebook(project)
    built = [name for name in read_schemas(project)[0] if name.startswith("processed/")]
    assert len(built) > 10
    for name in built:
        table, whole = load(name, project), strict.table(name)
        assert_frame_equal(table, whole, check_exact=True)
        for column in whole:
            assert [*map(type, table[column])] == [*map(type, whole[column])], (name, column)


def test_a_table_that_is_not_as_the_build_wrote_it_is_looked_through(copy):
    changed(copy, "processed/reporting", "not_reported", "not_told")
    with pytest.warns(StaleWarning), pytest.raises(TableError, match="'not_told' is not allowed"):
        load("processed/reporting", copy)


def test_a_table_gone_or_new_another_version_and_a_lost_package(copy, monkeypatch):
    monkeypatch.setattr(stamp, "__version__", "0.0.9")
    assert f"built by reform_analysis {BUILT}, this is reform_analysis 0.0.9" in outdated(copy)
    (copy.raw / "new.csv").write_text("a\n1\n")
    assert outdated(copy).startswith("data/raw/new.csv is newer")
    (copy.raw / "~$claims.csv").write_text("lock")
    (copy.processed / "claims.csv").unlink()
    assert outdated(copy).startswith("data/processed/claims.csv is missing")
    copy.datapackage.write_text("{}")
    assert "datapackage.json is damaged" in outdated(copy)
    copy.datapackage.unlink()
    assert "datapackage.json is missing" in outdated(copy)
    for path in copy.processed.iterdir():
        path.unlink()
    assert outdated(copy) == ""


# --- a share above 1 --------------------------------------------------------------------------

ROW = {
    "indicator_id": "workers-share-of-new-members", "variant": "", "place_id": "jia",
    "low": 1.25, "value": 1.3, "high": 1.35, "unit": "fraction", "status": "derived",
    "denominator_id":
    "jia-secondary-employed-2020", "per": "secondary_employed", "reading": "central",
    "claim_ids": "jia-2020-0023", "assumed_high": "false",
    "tier": "text",
}  # fmt: skip


def with_values(small, rows):
    """The small project with these rows in processed/indicators, as if the build wrote them."""
    schema = read_schemas(small.project)[0]["processed/indicators"]
    texts = {name: [cell_text(row.get(name) or None) for row in rows] for name in schema.columns}
    small.project.processed.mkdir()
    small.path("processed/indicators").write_bytes(csv_bytes(texts))
    small.project.datapackage.write_text(package_text(small.project), "utf-8")
    return small.lines()


def test_a_share_above_one_is_a_fault_with_claim_denominator_and_value(small):
    readings = [ROW | {"reading": reading} for reading in ("central", "narrow", "wide")]
    assert with_values(small, readings) == [
        "data/processed/indicators.csv, row 2, column low: workers-share-of-new-members of 'jia' "
        "is a share of 1.25, above "
        "1 (jia-2020-0023 over jia-secondary-employed-2020); the denominator does not hold those "
        "who are counted: correct the claim, its concept or the denominator, or let the indicator "
        "not be divided by it"
    ]


@pytest.mark.parametrize(
    "row",
    [
        ROW | {"low": 0.9},  # reaches above 1, and may be below
        ROW | {"low": 1 + 1e-12},
        ROW | {"unit": "人 per 100 secondary_employed"},
        ROW | {"low": None, "value": None, "high": 1.2},
    ],
)
def test_what_may_be_a_share_or_is_none_is_no_fault(small, row):
    assert with_values(small, [row]) == []


def test_the_data_package_names_the_code_that_computed(project):
    package = json.loads(project.datapackage.read_text("utf-8"))
    assert package[stamp.BUILT_BY] == stamp.builder()
