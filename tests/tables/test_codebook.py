"""One codebook a project: rules are handed down, and two projects in one process never mix."""

import ast
import csv
import io
import os
import pickle
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

import reform_analysis
from real_tables import BOOK, PROJECT
from reform_analysis.charts.words import words
from reform_analysis.commands import cli
from reform_analysis.commands.face import codebook as codebook_at_hand
from reform_analysis.commands.face import evidence, reading
from reform_analysis.indicators import compute_all
from reform_analysis.reading.extract import find_quantities
from reform_analysis.reading.extract.draft import draft
from reform_analysis.reading.period import read_period
from reform_analysis.reading.quantity import read_quantity
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import TableError
from reform_analysis.tables.paths import Project
from reform_analysis.tables.store import load, read_all
from reform_analysis.values.claims import clean_claims
from reform_analysis.values.dividing import evidence_at

PACKAGE = Path(reform_analysis.__file__).parent
CLAIM = "jingjiang-2020-0617"
"""近400名, over a window of two to five years."""

LOWS = {"own": 360.0, "other": 320.0}
"""400 less half a step of 100 but at least nine tenths; 400 less a whole step."""

PHRASES = {"own": "今年", "other": "开年以来"}
"""The period proposed where 开年以来 stands behind 今年, and only one of them knows it."""

TEXT = "靖江市总工会报告：今年建成工作室，开年以来开展补贴性职业技能培训近400人次。"


def edit(path: Path, old: str, new: str) -> None:
    """Exchange the one occurrence of a piece of a table."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{path.name} holds {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), "utf-8", newline="")


@pytest.fixture
def other(copy) -> Project:
    """A project with another rule for 近, worked by hand anew, and one more period phrase."""
    rule = 'before,central,"max(v - {step}, {part}*v)"'
    edit(
        copy.codebook / "reading" / "hedges.csv",
        rule.format(step="step/2", part="0.9"),
        rule.format(step="step", part="0.8"),
    )
    worked = copy.codebook / "reading" / "worked_values.csv"
    edit(worked, "近400名,central,360,", "近400名,central,320,")
    edit(
        copy.codebook / "reading" / "periods.csv", "近日,point", "开年以来,to_date,,,,\n近日,point"
    )
    return copy


@pytest.fixture
def sound(other) -> Project:
    """The same, its one denominator that a report counts with 近 (近20万) read by that rule."""
    edit(other.raw / "denominators.csv", ",180000,200000,200000,", ",160000,200000,200000,")
    return other


def lows(codebook: Codebook) -> dict[str, float]:
    """The lower end of 近400 by every way that leads to it."""
    tables = read_all(codebook.project)
    given = tables["raw/claims"], tables["codebook/registers/concepts"], tables["raw/sources"]
    tidy = clean_claims(*given, codebook).set_index("claim_id")
    return {
        "expression": read_quantity("近400名", codebook).low,
        "cleaned": tidy.loc[CLAIM, "low"],
        "found": find_quantities(TEXT, codebook)["low"].iloc[0],
        "public": reading.read_quantity("近400名", project=codebook.project).low,
    }


def built(codebook: Codebook) -> set[float]:
    """The lower ends of 近400 among all that the build reads by rules, at the central reading."""
    tables = read_all(codebook.project)
    values = compute_all(tables, codebook, "central")
    printed = values[values["claim_ids"].eq(CLAIM) & values["unit"].eq("人")]
    tidy = evidence_at(tables, codebook, "central").claims.set_index("claim_id")
    assert len(printed)
    return {tidy.loc[CLAIM, "low"], *printed["low"]}


def test_two_projects_used_in_turn_never_mix(sound):
    books = {"own": BOOK, "other": Codebook(sound)}
    for _ in range(2):
        for name, codebook in books.items():
            assert set(lows(codebook).values()) == {LOWS[name]}
            assert draft(TEXT, codebook)["period_reported"].tolist() == [PHRASES[name]]
    assert {name: built(codebook) for name, codebook in books.items()} == {
        name: {low} for name, low in LOWS.items()
    }


def test_two_projects_used_at_once_never_mix(sound):
    books = [("own", Codebook(PROJECT)), ("other", Codebook(sound))]
    together = threading.Barrier(len(books))

    def read(name: str, codebook: Codebook) -> None:
        together.wait()
        for number in range(401, 500):
            step = 1 if number % 10 else 10
            low = max(number - step / 2, 0.9 * number) if name == "own" else number - step
            assert read_quantity(f"近{number}名", codebook).low == low
            assert draft(TEXT, codebook)["period_reported"].tolist() == [PHRASES[name]]
        assert set(lows(codebook).values()) == {LOWS[name]}
        assert built(codebook) == {LOWS[name]}

    with ThreadPoolExecutor(len(books)) as pool:
        for done in [pool.submit(read, *book) for book in books]:
            done.result()


@dataclass(frozen=True)
class Told:
    """What a command said, and the code it ended with."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(monkeypatch, capsys) -> Callable[..., Told]:
    """The command line, called from a folder that holds no project, after others were read."""
    monkeypatch.delenv("REFORM_PROJECT", raising=False)
    monkeypatch.chdir("/")

    def command(project: Project, *words: object) -> Told:
        capsys.readouterr()
        code = cli.main(["--project", str(project.root), *map(str, words)])
        return Told(code, *capsys.readouterr())

    return command


@pytest.mark.usefixtures("only_what_changed_is_read")
def test_check_and_build_hold_the_tables_against_the_rules_of_their_own_project(other, run):
    before = (other.processed / "claims.csv").read_bytes()
    for command in ("check", "build"):
        told = run(other, command)
        said = told.stdout + told.stderr
        assert told.returncode == 2
        assert "denominators.csv, row 113, column low: 180000" in said
        assert "but '近20万' has 160000; write 160000" in said
        assert "1 fault" in said
    assert (other.processed / "claims.csv").read_bytes() == before


@pytest.mark.usefixtures("only_what_changed_is_read")
def test_every_command_reads_by_the_rules_of_its_own_project(sound, tmp_path, run):
    assert run(sound, "build").returncode == 0
    built = load("processed/claims", sound).set_index("claim_id").loc[CLAIM]
    assert (built["low"], built["high"]) == (LOWS["other"], 400)
    assert ": 0 faults\n" in run(sound, "check").stdout
    assert re.search("central +320 to 400 人", run(sound, "trace", CLAIM).stdout)

    report = tmp_path / "report.txt"
    report.write_text(TEXT, "utf-8")
    found = list(csv.DictReader(io.StringIO(run(sound, "extract", report).stdout)))
    assert [float(row["low"]) for row in found] == [LOWS["other"]]
    drafted = list(csv.DictReader(io.StringIO(run(sound, "extract", report, "--draft").stdout)))
    assert [row["period_reported"] for row in drafted] == [PHRASES["other"]]
    assert run(sound, "view", report, "-o", tmp_path / "page.html").returncode == 0
    assert "nearly: 320 … 400" in (tmp_path / "page.html").read_text("utf-8")

    told = run(sound, "chart", "party-recruitment", "--format", "csv", "-o", tmp_path)
    assert told.returncode == 0, told.stderr
    with (tmp_path / "party-recruitment.en.csv").open(encoding="utf-8-sig", newline="") as lines:
        drawn = [
            row for row in csv.DictReader(lines) if row["ids of the claims behind it"] == CLAIM
        ]
    values = load("processed/indicators", sound)
    rested = values.loc[values["claim_ids"].eq(CLAIM), "low"]
    assert drawn
    for row in drawn:
        assert rested.sub(float(row["low end"])).abs().min() == pytest.approx(0)


def test_an_edit_is_seen_by_the_public_functions(other):
    path = other.codebook / "reading" / "hedges.csv"
    assert reading.read_quantity("近400名", project=other).low == 320
    same = codebook_at_hand(other)
    assert codebook_at_hand(other) is same
    edit(path, 'central,"max(v - step, 0.8*v)"', 'central,"max(v - 2*step, 0.25*v)"')
    assert reading.read_quantity("近400名", project=other).low == 200
    assert reading.find_quantities("培训近400名", project=other)["low"].tolist() == [200]
    assert reading.read_period("开年以来", project=other).kind == "to_date"
    edit(other.raw / "places.csv", "靖江市", "靖海市")
    names = evidence.load("raw/places", project=other).set_index("place_id")["name_zh"]
    assert names["jingjiang"] == "靖海市"


def test_a_codebook_that_was_read_stays_as_it_was(other):
    codebook = Codebook(other)
    assert read_quantity("近400名", codebook).low == 320
    edit(
        other.codebook / "reading" / "hedges.csv",
        'central,"max(v - step, 0.8*v)"',
        'central,"max(v - 2*step, 0.25*v)"',
    )
    assert read_quantity("近400名", codebook).low == 320
    assert read_quantity("近400名", Codebook(other)).low == 200


def test_it_travels_as_its_folder_and_reads_anew(other, monkeypatch):
    monkeypatch.chdir(other.root.parent)
    codebook = Codebook(Project(Path(other.root.name)))
    read_quantity("近400名", codebook)
    packed = pickle.dumps(codebook)
    assert len(packed) < 1000
    monkeypatch.chdir("/")
    arrived = pickle.loads(packed)
    assert read_quantity("近400名", arrived).low == 320


def test_what_it_gives_cannot_spoil_it():
    rows, table = BOOK.rows("codebook/reading/units"), BOOK.table("codebook/reading/units")
    rows[0]["unit"] = "x"
    rows.clear()
    table["unit"] = "x"
    table.loc[:, "printed"] = ""
    assert BOOK.rows("codebook/reading/units")[0]["unit"] == "人"
    assert BOOK.table("codebook/reading/units")[["printed", "unit"]].iloc[0].tolist() == [
        "人",
        "人",
    ]


def test_rows_have_the_types_of_the_table():
    rows, table = BOOK.rows("periods"), BOOK.table("periods")
    assert [row["cue"] for row in rows] == table["cue"].tolist()
    assert rows[0]["years_low"] == 3.0 == table["years_low"].iloc[0]
    assert rows[-1]["reading"] is None and table["reading"].isna().iloc[-1]
    with pytest.raises(KeyError, match="names 2 tables"):
        BOOK.rows("claims")


def test_a_thing_is_made_once_for_each_codebook_and_arguments():
    made = []

    def make(codebook: Codebook, *args: str) -> list[object]:
        made.append(args)
        return [codebook, *args]

    one, two = Codebook(PROJECT), Codebook(PROJECT)
    assert one.once(make, "a") is one.once(make, "a")
    assert one.once(make, "a") is not two.once(make, "a")
    one.once(make, "b")
    assert made == [("a",), ("a",), ("b",)]

    def fail(codebook: Codebook) -> None:
        made.append(("fail",))
        raise ValueError

    for _ in range(2):
        with pytest.raises(ValueError):
            one.once(fail)
    assert made.count(("fail",)) == 2


BASE = 'before,central,"max(v - step/2'


@pytest.mark.usefixtures("only_what_changed_is_read")
@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        (
            "hedges",
            'before,central,"max(v - step/2, 0.9*v)"',
            'before,central,"max(v - step/2, 0.9*w)"',
            "row 36: .*'w'",
        ),
        ("hedges", BASE, BASE.replace("before", "befor"), "row 36: .*befor"),
        ("hedges", BASE, BASE.replace("central", "centra"), "row 36, .*'central'"),
        ("units", "名,人,persons,", "名,,persons,", "row 3, column unit: the cell is empty"),
        ("characters", "餘,余", "餘,余余", "row [0-9]+, column simplified"),
    ],
)
def test_a_table_of_rules_that_cannot_be_read_is_one_fault_at_its_place(
    copy, run, table, old, new, fault
):
    edit(copy.codebook / "reading" / f"{table}.csv", old, new)
    with pytest.raises(TableError, match=rf"data/codebook/reading/{table}\.csv, {fault}") as caught:
        read_quantity("近400名", Codebook(copy))
    assert len(caught.value.faults) == 1
    told, _, _ = run(copy, "check").stdout.partition("Since release")  # what changed follows
    assert f"data/codebook/reading/{table}.csv, row " in told and ": 1 fault" in told
    assert "data/raw/" not in told  # no claim is blamed for it
    assert "data/codebook/reading/hedges" in told or table != "hedges"


@pytest.mark.usefixtures("only_what_changed_is_read")
def test_a_bad_period_cue_is_one_fault_at_its_place(copy, run):
    edit(
        copy.codebook / "reading" / "periods.csv",
        "成立N年[来|以来],window,narrow",
        "成立N年[来,window,narrow",
    )
    with pytest.raises(TableError, match=r"data/codebook/reading/periods\.csv, row "):
        read_period("2022年", Codebook(copy))
    told, _, _ = run(copy, "check").stdout.partition("Since release")  # what changed follows
    assert "data/codebook/reading/periods.csv, row " in told and "data/raw/" not in told


def test_reading_an_expression_needs_no_data_frames():
    code = "from reform_analysis import read_quantity; print(read_quantity('近400名').low)"
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code],
        env=os.environ | {"PYTHONPATH": str(PACKAGE.parent)},
        cwd=PROJECT.root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "360.0\n"
    assert not [line for line in told.stderr.splitlines() if "pandas" in line or "numpy" in line]


FINDERS = (
    *("tables/paths.py", "commands/cli.py"),
    *("commands/face/project.py", "commands/face/table.py"),
)
"""Who may look for the project; `notebooks` tells it to the process of a notebook."""


def test_nobody_else_looks_for_the_project_or_keeps_rules_of_all_projects():
    found = []
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            said = {
                ast.Name: lambda one: one.id,
                ast.Attribute: lambda one: one.attr,
                ast.alias: lambda one: one.name,
                ast.Constant: lambda one: one.value,
            }.get(type(node), lambda one: None)(node)
            if said == "find_project" and name not in FINDERS:
                found.append(f"{name}: find_project")
            if said == "REFORM_PROJECT" and name not in (
                "tables/paths.py",
                "commands/notebooks.py",
            ):
                found.append(f"{name}: REFORM_PROJECT")
            example = isinstance(said, str) and ">>>" in said
            if example and "find_project(" in said and name != "tables/paths.py":
                found.append(f"{name}: an example looks for the project")
    assert found == []


def test_a_word_is_of_its_own_project(copy):
    edit(
        copy.codebook / "words" / "words.csv",
        "not_reported,not reported,未报告\ndirection_only",
        "not_reported,silent,未报告\ndirection_only",
    )
    assert words("en", Codebook(copy))("not_reported") == "silent"
    assert words("en", BOOK)("not_reported") == "not reported"
