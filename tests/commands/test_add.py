"""A report is added as its help says: what is there stays, what is new is whole, charts follow."""

import re
import shutil

import pytest

from made_up import MEANT, TEXT, added, completed, quiet, take_in
from real_tables import PROJECT
from reform_analysis.charts.draw import read_tables, tell
from reform_analysis.charts.select import select
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.commands import add
from reform_analysis.commands.add import AddError, add_claims
from reform_analysis.commands.build import build
from reform_analysis.commands.check import check_tables
from reform_analysis.commands.check.texts import prove
from reform_analysis.commands.cli import main
from reform_analysis.commands.new_rows import dates, latin_name, place_rows
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import Project


@pytest.fixture
def project(tmp_path) -> Project:
    shutil.copytree(PROJECT.data, tmp_path / "project" / "data")
    return Project(tmp_path / "project")


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "rugao.txt"
    path.write_text(TEXT, "utf-8")
    return path


def raw(project) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(project.raw.glob("*.csv"))}


@pytest.mark.usefixtures("only_what_changed_is_read")
def test_a_new_report_goes_from_text_to_chart(project, report):
    before = raw(project)
    assert take_in(project, report) == len(MEANT)
    for name, text in raw(project).items():
        assert text.startswith(before[name]), f"{name}: what was there changed"

    build(project, quiet)
    assert [str(fault) for fault in check_tables(project)] == []
    proof = prove(project, report.parent)
    own = [str(fault) for fault in proof.faults if "rugao" in str(fault)]
    assert proof.proved == len(MEANT), own
    for left_out in ("12", "26", "15", "860"):
        assert any(f"'{left_out}'" in fault for fault in own), f"{left_out} has no row, unsaid"

    tables = read_tables(project)
    values = tables["processed/indicators"].query("place_id == 'rugao' and reading == 'central'")
    rate = values[values["indicator_id"].eq("new-worker-members")].set_index("per")["high"]
    assert rate["census_residents"] == pytest.approx(1.2), "120 of a million residents in a year"
    undated = values[values["indicator_id"].eq("subsidised-training")]
    assert undated["per"].isna().all(), "4800 and more without a period give no rate"
    selected = {
        chart: select(chart, tables) for chart in tables["codebook/registers/charts"]["chart_id"]
    }
    for selection in selected.values():
        for lang in LANGUAGES:
            assert tell(selection, lang).facts.finding
    assert "rugao" in set(selected["party-recruitment"].rows["place_id"])


def test_places_come_with_their_parents_once(project, report):
    added(project, report)
    places = {row["place_id"]: row for row in Codebook(project).rows("raw/places")}
    assert places["rugao"]["parent_id"] == "nantong"
    assert places["nantong"]["parent_id"] == "jiangsu"
    assert (places["rugao"]["gb_code"], places["rugao"]["level"]) == ("320682", "county")
    second = report.with_name("second.txt")
    second.write_text(TEXT.replace("38场", "39场"), "utf-8")
    added(project, second, source_id="rugao-2025", output=second.with_suffix(".csv"))
    ids = [row["place_id"] for row in Codebook(project).rows("raw/places")]
    assert len(ids) == len(set(ids)) == len(places)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"published": "2024-13"}, "is no date"),
        ({"published": "2024-06..2024-01"}, "ends before it begins"),
        ({"source_id": "如皋"}, "is no id"),
        ({"source_id": "jingjiang-2020"}, "already"),
        ({"place": "如高市"}, "no place is called"),
    ],
)
def test_what_cannot_be_taken_in_leaves_everything_as_it_was(project, report, given, told):
    before = raw(project)
    with pytest.raises(AddError, match=told):
        added(project, report, **given)
    assert raw(project) == before
    assert not report.with_suffix(".csv").exists()


def test_a_draft_is_taken_whole_or_not_at_all(project, report):
    path = added(project, report)
    before = raw(project)
    with pytest.raises(AddError, match=r"row 2: concept_id, statement, statement_zh empty"):
        add_claims(project, path, quiet)
    assert raw(project) == before
    completed(path)
    add_claims(project, path, quiet)
    with pytest.raises(AddError, match=r"is there already; delete one"):
        add_claims(project, path, quiet)


def test_a_draft_that_cannot_be_written_leaves_the_tables_as_they_were(project, report, tmp_path):
    before = raw(project)
    with pytest.raises(FileNotFoundError, match="make it first"):
        added(project, report, output=tmp_path / "nowhere" / "draft.csv")
    assert raw(project) == before


def test_an_interruption_leaves_the_tables_as_they_were(project, report, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    before = raw(project)
    monkeypatch.setattr(add, "draft", stopped)
    with pytest.raises(KeyboardInterrupt):
        added(project, report)
    assert raw(project) == before


@pytest.mark.parametrize(
    ("content", "told"),
    [(TEXT.encode("gb18030"), "save it as UTF-8"), (b" \n", "holds no text")],
)
def test_a_text_that_cannot_be_read_is_one_line(project, report, content, told, capsys):
    report.write_bytes(content)
    command = ["--project", str(project.root), "add", str(report)]
    assert main([*command, "--source", "rugao-2024", "--published", "2024"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode("gb18030"),
    ],
    ids=["byte-order mark", "GBK and CRLF"],
)
def test_a_draft_may_come_back_from_a_spreadsheet(project, report, saved):
    path = added(project, report)
    completed(path)
    path.write_bytes(saved(path.read_text("utf-8")))
    assert add_claims(project, path, quiet) == len(MEANT)


def test_a_row_of_another_length_or_a_second_of_its_id_is_refused(project, report):
    path = added(project, report)
    completed(path)
    before, text = raw(project), path.read_text("utf-8")
    for changed, told in (
        (text.rstrip("\n") + ",more\n", "not as many cells"),
        (text + text.splitlines()[-1] + "\n", "delete one of the two"),
    ):
        path.write_text(changed, "utf-8")
        with pytest.raises(AddError, match=told):
            add_claims(project, path, quiet)
        assert raw(project) == before


def test_rows_are_added_below_a_table_without_a_last_line_end(project, report):
    table = project.raw / "sources.csv"
    table.write_text(table.read_text("utf-8").rstrip("\n"), "utf-8")
    known = len(Codebook(project).rows("raw/sources"))
    added(project, report)
    assert len(Codebook(project).rows("raw/sources")) == known + 1


def test_the_command_says_what_is_left(project, report, monkeypatch, capsys):
    monkeypatch.chdir(report.parent)
    command = ["--project", str(project.root), "add"]
    assert main([*command, "rugao.txt", "--source", "rugao-2024", "--published", "2024-05"]) == 0
    told = capsys.readouterr().out
    for part in ("nantong", "13 claims drafted", "add --claims rugao-2024.draft.csv", "census_res"):
        assert part in told
    assert main([*command, "rugao.txt"]) == 2
    assert "--source and --published" in capsys.readouterr().err
    assert main([*command, "--claims", "rugao-2024.draft.csv"]) == 2
    assert "13 of 13 rows; nothing written" in capsys.readouterr().err


def test_dates_are_worked_by_hand():
    assert dates("2024-05-11") == {
        "published": "2024-05-11",
        "published_basis": "printed",
        "published_earliest": "2024-05-11",
        "published_latest": "2024-05-11",
    }
    assert dates("2023")["published_latest"] == "2023-12-31"


def test_a_county_under_a_province_has_no_made_up_prefecture():
    codes = Codebook(PROJECT).rows("codebook/registers/gb_codes")
    rows = place_rows("429004", codes, [])
    assert [row["name_zh"] for row in rows] == ["湖北省", "仙桃市"]
    assert rows[1]["parent_id"] == rows[0]["place_id"] == "hubei"


def test_every_place_of_the_national_list_gets_ids_that_can_be_written():
    codes, places = (Codebook(PROJECT).rows(f"{name}") for name in ("gb_codes", "places"))
    known = {row["place_id"] for row in places}
    for row in codes:
        ids = [new["place_id"] for new in place_rows(row["gb_code"], codes, places)]
        assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", each) for each in ids), ids
        assert len(set(ids)) == len(ids) and known.isdisjoint(ids), ids


def test_two_places_of_one_name_have_two_ids():
    codes = Codebook(PROJECT).rows("codebook/registers/gb_codes")
    held = place_rows("320602", codes, [])
    again = place_rows("320602", codes, [{"place_id": "chongchuan", "gb_code": "999999"}])
    assert held[-1]["place_id"] == "chongchuan"
    assert again[-1]["place_id"] == "nantong-chongchuan"
    assert latin_name("重庆市") == "Chongqing"
