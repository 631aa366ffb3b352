"""The data package, with the frictionless library as an independent judge."""

import csv
import hashlib
import json
import shutil

import frictionless
import pytest

from reform_analysis.tables.datapackage import data_version, describe, package_text
from reform_analysis.tables.paths import Project

pytestmark = pytest.mark.filterwarnings("ignore")  # those of the judging library


def judge(project):
    """Faults that frictionless finds in the package as it is described now."""
    project.datapackage.write_text(package_text(project), "utf-8", newline="")
    report = frictionless.validate(str(project.datapackage))
    rows = report.flatten(["title", "rowNumber", "fieldName", "type"])
    return [tuple(row) for row in rows]


def of_table(package, table):
    """What frictionless says of one table of a package and of those that it refers to."""
    return package.get_resource(table.replace("/", "-").replace("_", "-")).validate()


def test_an_independent_judge_accepts_the_small_project(small):
    assert judge(small.project) == []


def test_an_independent_judge_accepts_the_real_project(copy):
    assert judge(copy) == []


@pytest.mark.parametrize(
    ("table", "old", "new", "column", "kind"),
    [
        ("raw/claims", ",8,13,", ",x,13,", "start", "type-error"),
        ("raw/claims", "人次,bing,", "人次,bin,", None, "foreign-key"),
        ("raw/places", "\nworks,", "\njia,", None, "primary-key"),
        ("raw/places", ",prefecture,", ",prefekture,", "level", "constraint-error"),
        ("raw/places", "yi,乙镇,", "yi,,", "name_zh", "constraint-error"),
        ("raw/sources", ",0-45,", ",0 to 45,", "spans", "constraint-error"),
        ("raw/claims", "2020-01-01", "2020-02-30", "period_start", "type-error"),
        ("codebook/registers/indicators", ",10000,", ",20000,", "scale", "constraint-error"),
    ],
)
def test_an_independent_judge_finds_a_broken_table(small, table, old, new, column, kind):
    small.edit(table, old, new)
    small.project.datapackage.write_text(package_text(small.project), "utf-8", newline="")
    report = of_table(frictionless.Package(str(small.project.datapackage)), table)
    found = [(field or None, what) for field, what in report.flatten(["fieldName", "type"])]
    assert (column, kind) in found


def test_an_independent_judge_finds_a_table_changed_afterwards(small):
    small.project.datapackage.write_text(package_text(small.project), "utf-8", newline="")
    small.edit("codebook/words/words", "Source", "Origin")
    report = frictionless.validate(str(small.project.datapackage))
    assert {kind for (kind,) in report.flatten(["type"])} == {"hash-count"}


def test_every_table_is_described_with_its_own_bytes(copy):
    described = describe(copy)
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    paths = {one["path"]: one for one in described["resources"]}
    there = {path.relative_to(copy.data).as_posix(): path for path in copy.data.rglob("*.csv")}
    assert set(paths) == set(there)
    for path, one in paths.items():
        content = there[path].read_bytes()
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert one["bytes"] == len(content)
        header = content.decode().splitlines()[0].split(",")
        assert [field["name"] for field in one["schema"]["fields"]] == header
        assert all(" / " in field["description"] for field in one["schema"]["fields"])
        assert one["schema"]["primaryKey"]


PLANTED = [
    ("raw/denominators", "low", "many", "type-error"),
    ("codebook/reading/hedges", "assumed_high", "perhaps", "type-error"),
    ("codebook/registers/indicators", "numerator", "a;;b", "constraint-error"),
    ("processed/indicators", "reading", "tight", "constraint-error"),
    ("processed/indicators", "place_id", "nowhere", "foreign-key"),
    ("processed/comparisons", "first", "", "constraint-error"),
    ("processed/ranks", None, None, "primary-key"),  # the first row stands twice
]


@pytest.fixture(scope="module")
def broken(project, tmp_path_factory):
    """The package with a fault in each kind of table, each in a row of its own."""
    made = Project(tmp_path_factory.mktemp("broken"))
    shutil.copytree(project.data, made.data)
    for number, (table, column, planted, _) in enumerate(PLANTED, start=1):
        path = made.data / f"{table}.csv"
        rows = list(csv.reader(path.read_text("utf-8").splitlines()))
        if column is None:
            rows.append(rows[1])
        else:
            rows[number][rows[0].index(column)] = planted
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    made.datapackage.write_text(package_text(made), "utf-8", newline="")
    return frictionless.Package(str(made.datapackage))


@pytest.mark.parametrize(("row", "fault"), [*enumerate(PLANTED, start=1)])
def test_an_independent_judge_finds_a_fault_in_each_kind_of_table(broken, row, fault):
    table, column, _, kind = fault
    found = of_table(broken, table).flatten(["rowNumber", "type"])
    assert kind in [kinds for place, kinds in found if column is None or place == row + 1]


def test_a_column_is_described_with_its_label_and_its_unit(small):
    claims = next(
        one for one in describe(small.project)["resources"] if one["name"] == "raw-claims"
    )
    start = next(field for field in claims["schema"]["fields"] if field["name"] == "start")
    assert start["title"] == "first character / 起始字符"
    assert start["unit"] == "characters"


def test_types_and_references_of_the_claims(small):
    claims = next(
        one for one in describe(small.project)["resources"] if one["name"] == "raw-claims"
    )
    fields = {field["name"]: field for field in claims["schema"]["fields"]}
    assert fields["start"]["type"] == "integer"
    assert fields["period_start"]["type"] == "date"
    assert fields["period_kind"]["constraints"]["enum"][0] == "year"
    assert claims["schema"]["missingValues"] == [""]
    keys = {key["fields"][0]: key["reference"] for key in claims["schema"]["foreignKeys"]}
    assert keys["place_id"] == {"resource": "raw-places", "fields": ["place_id"]}
    assert keys["restates"] == {"resource": "", "fields": ["claim_id"]}


def test_the_text_depends_on_the_files_alone(small):
    text = package_text(small.project)
    assert text == package_text(small.project)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert str(small.project.root) not in text
    assert "\r" not in text


def test_the_data_version_changes_with_the_tables_kept_by_hand_only(small):
    before = data_version(small.project)
    small.project.processed.mkdir()
    small.path("processed/reporting").write_text("x")
    assert data_version(small.project) == before
    small.edit("codebook/words/pages", "Nation", "Country")  # on no chart, in no table
    assert data_version(small.project) == before
    small.edit("raw/places", "乙镇", "己镇")
    assert data_version(small.project) != before


def test_files_about_to_be_written_are_described_instead_of_those_there(small):
    small.project.processed.mkdir()
    small.path("processed/claims").write_bytes(b"old\n")
    described = describe(small.project, {"reporting.csv": b"new\n"})
    built = {
        one["path"]: one["bytes"] for one in described["resources"] if "processed" in one["path"]
    }
    assert built == {"processed/reporting.csv": 4}


def test_the_committed_package_is_the_one_that_the_tables_give(project):
    assert project.datapackage.read_text("utf-8") == package_text(project)
