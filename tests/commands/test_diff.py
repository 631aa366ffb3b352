"""Nothing that is kept by hand changes silently: `diff` names each cell, `check` counts them."""

import csv
import io
import shutil

import pytest

from campaigns.single_cells import run
from reform_analysis.commands.cli import main
from reform_analysis.commands.diff import counted, differences, record, told
from reform_analysis.tables.changes import TABLES, changes
from reform_analysis.tables.paths import Project
from reform_analysis.tables.releases import (
    ReleaseError,
    archive,
    files_of,
    manifest,
    read_release,
    recorded,
    sha256,
)

KEYS = {TABLES: b"table,key\nraw/a,id\nraw/b,id;n\n"}


def apart(old: bytes, new: bytes, file: str = "data/raw/a.csv") -> list[str]:
    return [str(change) for change in changes({**KEYS, file: old}, {**KEYS, file: new})]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"id,n\nx,1\ny,2\n", b"id,n\nx,1\ny,3\n", ["y n: 2 -> 3"]),
        (b"id,n\nx,1\n", b"id,n\nx,\n", ["x n: 1 -> (empty)"]),
        (b"id,n\nx,1\n", b"id,n\nx,1 \n", ["x n: 1 -> '1 '"]),
        (b"id,n\nx,1\ny,2\n", b"id,n\nx,1\n", ["y: gone"]),
        (b"id,n\nx,1\n", b"id,n\nx,1\ny,2\n", ["y: new"]),
        (b"id,n\nx,1\n", b"id,n\nz,1\n", ["x: gone", "z: new"]),
        (b"id,n\nx,1\n", b"id,m\nx,1\n", ["column n: gone", "column m: new"]),
        (b"id,n\nx,1\nx,2\n", b"id,n\nx,1\nx,3\n", ["x once more n: 2 -> 3"]),
        (b"id,n\nx,1\n", b"id,n\nx,1,2\n", ["column cell 3: new"]),
        (b"id,n\nx,1\n", b'id,n\nx,"1\n', ["x n: 1 -> '1\\n'"]),
        (b"id,n\nx,1\n", b"id,n\nx,\xff\n", ["x n: 1 -> \\xff"]),
        (b"id,n\nx,1\ny,2\n", b"id,n\ny,2\nx,1\n", ["bytes -> other bytes, the same cells"]),
        (b"id,n\nx,1\n", b"id,n\r\nx,1\r\n", ["bytes -> other bytes, the same cells"]),
        (b"id,n\nx,1\n", b"", ["column id: gone", "column n: gone", "x: gone"]),
    ],
)
def test_every_kind_of_change_is_told_at_its_row_and_column(old, new, said):
    assert apart(old, new) == said


def test_a_row_is_known_by_all_columns_of_its_key_and_a_file_that_is_new_or_gone_is_told_once():
    old, new = b"id,n,v\nx,1,a\nx,2,b\n", b"id,n,v\nx,1,a\nx,2,c\n"
    assert apart(old, new, "data/raw/b.csv") == ["x 2 v: b -> c"]
    assert apart(old, new, "data/raw/c.csv") == ["row 3 v: b -> c"]  # its key is not known
    file = {"data/raw/b.csv": old}
    assert [str(change) for change in changes(KEYS, KEYS | file)] == ["file: new"]
    assert [str(change) for change in changes(KEYS | file, KEYS)] == ["file: gone"]


def test_of_another_file_the_lines_are_compared():
    assert apart(b"one\ntwo\n", b"one\nthree\n", "figures/a.txt") == ["two: gone", "three: new"]


@pytest.fixture
def released(copy, project):
    """A copy of the project, recorded as it stands."""
    (copy.root / "figures").mkdir()
    shutil.copy(project.figures / "award-shares.en.txt", copy.figures)
    record(copy, "9.9.9")
    return copy


def edit(project: Project, table: str, key: str, column: str, new: str) -> None:
    path = project.data / f"{table}.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
    (row,) = (row for row in rows if row[next(iter(row))] == key)
    row[column] = new
    written = io.StringIO()
    lines = csv.DictWriter(written, rows[0], lineterminator="\n")
    lines.writeheader()
    lines.writerows(rows)
    path.write_text(written.getvalue(), "utf-8", newline="")


def test_a_change_by_hand_is_named_and_what_it_moves_once_it_is_built(released):
    assert told(differences(released)) == (
        "Since release 9.9.9: 0 changes in data/raw and data/codebook"
    )
    edit(released, "raw/claims", "jingjiang-2020-0617", "note", "seen again")
    found = differences(released)
    (change,) = found.by_hand
    assert change[1:3] == ("jingjiang-2020-0617", "note") and change.new == "seen again"
    assert found.moved == [] and "data/raw/claims.csv is newer" in found.untold
    assert counted(released).startswith("Since release 9.9.9: 1 change in data/raw")


def test_moved_values_orders_and_captions_are_told_apart_from_what_else_is_built(released):
    from conftest import as_built

    edit(released, "raw/places", "jingjiang", "note", "seen again")
    for file, old, new in (
        ("data/processed/indicators.csv", ",reported,", ",inferred,"),
        ("data/processed/comparisons.csv", "not_graded", "none"),
        ("figures/award-shares.en.txt", "Reading of hedges", "Reading of numbers"),
    ):
        path = released.root / file
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8", newline="")
    path = released.processed / "comparisons.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), "utf-8", newline="")
    as_built(released)
    found = differences(released)
    assert found.untold == ""
    assert {change.file for change in found.moved} == {
        "data/processed/comparisons.csv",
        "figures/award-shares.en.txt",
    }
    shown = told(found)
    assert "Moved: 3 cells of values, orders and captions" in shown
    assert "  Reading of hedges: central: gone\n  Reading of numbers: central: new" in shown


def test_the_command_names_the_latest_release_and_refuses_one_that_is_not_there(released, capsys):
    record(released, "9.10.0")
    assert recorded(released)[-2:] == ["9.9.9", "9.10.0"]
    assert main(["--project", str(released.root), "diff"]) == 0
    assert capsys.readouterr().out.startswith("Since release 9.10.0: 0 changes")
    assert main(["--project", str(released.root), "diff", "9.9.8"]) == 2
    assert "no release is called '9.9.8'; there are" in capsys.readouterr().err


def test_check_names_each_change_of_what_the_release_held_and_counts_what_is_new(released, capsys):
    edit(released, "raw/places", "jingjiang", "note", "seen again")
    edit(released, "raw/places", "huaibei", "name_en", "Huaibai")
    with (released.raw / "directions.csv").open("a", encoding="utf-8") as table:
        table.write(",".join(["new-row", *[""] * 10]) + "\n")
    main(["--project", str(released.root), "check"])
    assert capsys.readouterr().out.splitlines()[-4:] == [
        "Since release 9.9.9: 3 changes in data/raw and data/codebook, 1 of them new; "
        "`reform-analysis diff` lists them with what they move",
        "data/raw/places.csv: 2",
        "  huaibei name_en: Huaibei -> Huaibai",
        "  jingjiang note: city at county level -> seen again",
    ]


def test_of_many_changes_check_names_the_first_of_each_file(released):
    path = released.codebook / "registers" / "gb_codes.csv"
    path.write_text(path.read_text("utf-8").replace("区", "县", 30), "utf-8", newline="")
    head, file, *listed, last = counted(released).splitlines()
    assert "30 changes" in head and "of them new" not in head
    assert file == "data/codebook/registers/gb_codes.csv: 30"
    assert len(listed) == 20 and last == "  and 10 more"


@pytest.mark.parametrize("ending", ["zip", "sha256"])
def test_a_record_that_was_touched_is_refused(released, ending):
    path = released.releases / f"9.9.9.{ending}"
    content = path.read_bytes()
    path.write_bytes(content[:200] + b"?" + content[201:])
    with pytest.raises(ReleaseError, match="of data/releases do not belong together"):
        read_release(released, "9.9.9")
    assert "do not belong together" in counted(released)


def test_tables_that_are_not_built_are_not_released(released):
    edit(released, "raw/places", "jingjiang", "note", "seen again")
    with pytest.raises(ReleaseError, match="not to be released"):
        record(released, "9.9.10")
    assert not (released.releases / "9.9.10.zip").exists()


def test_data_alone_tell_what_they_can_and_what_the_rest_needs(released, capsys):
    """As an installed package carries them: no captions, which are no changes of captions."""
    shutil.rmtree(released.figures)
    found = differences(released)
    assert (found.by_hand, found.moved) == ([], [])
    lacks = f"{released.root} holds no captions of charts; unpack the source archive"
    assert told(found).splitlines()[-1].startswith(f"What they move is not told whole: {lacks}")
    with pytest.raises(ReleaseError, match="no captions of charts; unpack the source archive"):
        record(released, "9.9.10")


def test_an_archive_is_the_same_whenever_it_is_made(released):
    files = files_of(released)
    assert archive(files) == archive(dict(reversed(files.items())))
    assert read_release(released, "9.9.9") == files
    assert manifest(files).splitlines()[0].endswith("  data/codebook/reading/characters.csv")


def test_the_latest_release_is_signed_in_the_changelog(project):
    version = recorded(project)[-1]
    signed = (project.releases / f"{version}.sha256").read_bytes()
    section = (project.root / "CHANGELOG.md").read_text("utf-8").partition(f"## {version}\n")[2]
    assert sha256(signed) in section.partition("\n## ")[0]
    assert read_release(project, version)


@pytest.mark.usefixtures("only_what_changed_is_read")
def test_a_sample_of_single_cells_is_shown_whole():
    outcomes = run(8, 1)
    assert [each.what for each in outcomes if not each.shown] == []
    assert sum(each.told for each in outcomes) >= 3
