"""Everything in order, once; again only where something changed; nothing half done."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest

from real_run import run_in, write_notebook
from reform_analysis import load
from reform_analysis.charts.chart import PICTURES
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.commands import cli, reproduce
from reform_analysis.commands.reproduce import ReproduceError
from reform_analysis.tables.atomic import read_folder
from reform_analysis.tables.paths import Project

pytestmark = pytest.mark.usefixtures("only_what_changed_is_read")

ONE = "award-shares"
"""A chart is enough: how a run begins, goes on and ends is the same with all. It is one of those
that give a reader the fewest choices, each of which is a chart to draw."""

STEPS = ["check", "build", "charts", "documents", "notebooks", "choices", "site"]


def outputs(project) -> dict[str, bytes]:
    """All files that the run makes."""
    return {
        f"{folder.name}/{name}": content
        for folder in (project.processed, project.figures, project.documents, project.site)
        for name, content in read_folder(folder).items()
    }


@pytest.fixture(scope="module")
def few(project, tmp_path_factory):
    """A run that makes one chart."""
    return run_in(tmp_path_factory.mktemp("few"), project, [ONE])


@pytest.fixture
def done(few, tmp_path):
    """A reproduced project of its own for each test."""
    shutil.copytree(few.project.root, tmp_path / "done")
    return Project(tmp_path / "done")


def test_each_step_prints_a_line_with_its_time_and_the_end_says_what_to_open(reproduced):
    project, lines = reproduced.project, reproduced.lines
    timed = [re.match(r"(\w+) +\d+\.\d s  \S", line) for line in lines]
    assert [match[1] for match in timed if match] == STEPS
    assert any(re.fullmatch(r"  01_trial.ipynb \(\d+\.\d s\)", line) for line in lines)
    assert re.fullmatch(r"Done in \d+ s\. Open .*index\.html", lines[-1])
    assert str(project.site / "index.html") in lines[-1]
    assert reproduced.errors == ""


def test_everything_is_there(reproduced):
    project = reproduced.project
    claims = str(len(load("raw/claims", project=project)))
    assert f">{claims}<" in (project.site / "notebooks/01_trial.html").read_text("utf-8")
    assert load("processed/indicators", project=project)["indicator_id"].notna().all()
    assert project.datapackage.is_file()
    left = {path.name for path in project.root.rglob(".*")}
    assert left == set()


def test_the_committed_charts_are_what_the_run_draws(reproduced, project):
    """Captions and numbers byte for byte; the pictures by name (another test draws them again)."""
    drawn, committed = (read_folder(made.figures) for made in (reproduced.project, project))
    assert drawn.keys() == committed.keys()
    texts = {name for name in committed if not name.endswith(".png")}
    assert [name for name in sorted(texts) if drawn[name] != committed[name]] == []


def test_the_committed_codebook_is_what_the_run_writes(reproduced, project):
    for name in ("codebook.en.md", "codebook.zh.md"):
        made = (reproduced.project.documents / name).read_bytes()
        assert made == (project.documents / name).read_bytes(), f"{name}: make reproduce"


def test_a_second_run_says_that_nothing_changed_and_touches_nothing(done, capsys):
    before = {path: path.stat().st_mtime_ns for path in done.root.rglob("*")}
    assert cli.main(["--project", str(done.root), "reproduce"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Nothing changed since the last run")
    assert lines[1] == f"Open {done.site / 'index.html'}"
    assert {path: path.stat().st_mtime_ns for path in done.root.rglob("*")} == before


def stands(project) -> bool:
    """Whether a run would find nothing to do."""
    return reproduce._stands(project, reproduce._inputs(project))


MADE = (
    *("data/processed/claims.csv", "docs/codebook.zh.md"),
    *("site/index.html", "site/notebooks/01_trial.html", "site/documents/codebook.en.html"),
)


@pytest.mark.parametrize("touched", [*MADE, "figures"])
def test_an_output_that_was_touched_starts_a_run(done, touched):
    assert stands(done)
    path = done.root / touched
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.write_bytes(b"touched")
    assert not stands(done)


def test_the_reference_starts_no_run(done):
    (done.site / "docs").mkdir()
    (done.site / "docs" / "index.html").write_bytes(b"reference")
    assert stands(done)


def test_what_was_touched_is_made_again_the_same_but_a_failing_notebook_which_is_named(
    done, capsys
):
    """By this process, with another hash seed than that of the run that made the rest."""
    before = outputs(done)
    for touched in MADE:
        (done.root / touched).write_bytes(b"touched")
    shutil.rmtree(done.figures)
    for path in (done.site / "charts").iterdir():
        if path.suffix[1:] in PICTURES:  # none is at hand: each is drawn
            path.unlink()
    page = done.site / "docs" / "index.html"
    page.parent.mkdir()
    page.write_bytes(b"reference")
    write_notebook(done, "02_more.ipynb", "total = 1", "assert total == 2, 'the total moved'")
    assert cli.main(["--project", str(done.root), "reproduce"]) == 2
    shown = capsys.readouterr()
    assert "02_more.ipynb, cell 3 (assert total == 2" in shown.err
    assert "AssertionError: the total moved" in shown.err
    assert "Traceback" not in shown.out + shown.err
    lines = shown.out.strip().splitlines()
    assert [line.split()[0] for line in lines if line[0] != " "][: len(STEPS)] == STEPS
    pictures = len(LANGUAGES) * len(PICTURES)
    assert any(f"{pictures} of {pictures} pictures drawn" in line for line in lines)
    assert re.search(r"[1-9]\d* charts as a reader may choose them, 0 drawn\n", shown.out)
    assert lines[-1].endswith("left out of the site until they run: 02_more.ipynb")
    before.pop("site/stamp.json")  # the next run begins anew
    assert outputs(done) == before | {"site/docs/index.html": b"reference"}


def test_any_input_that_changed_starts_a_run(done, monkeypatch):
    assert stands(done)
    for path in [
        done.raw / "places.csv",
        done.codebook / "words" / "words.csv",
        done.codebook / "words" / "pages.csv",
        next(done.releases.glob("*.sha256")),  # About tells what changed since
    ]:
        content = path.read_bytes()
        path.write_bytes(content + b"\n")
        assert not stands(done)
        path.write_bytes(content)
        assert stands(done)
    write_notebook(done, "02_more.ipynb")
    assert not stands(done)
    (done.notebooks / "02_more.ipynb").unlink()
    assert stands(done)
    monkeypatch.setattr(reproduce, "version", lambda name: "0.0")
    assert not stands(done)


def test_forms_that_cannot_be_made_are_named_with_what_to_install(done, monkeypatch):
    def stop(*arguments):
        raise KeyboardInterrupt

    there = [*done.processed.iterdir(), done.datapackage]
    monkeypatch.setattr("reform_analysis.commands.build.build", lambda *_, progress: there)
    monkeypatch.setattr("reform_analysis.commands.notebooks.execute", stop)  # the step behind
    lacking = ("svg", "pdf", "pptx", "xlsx", "zip", "alt")
    monkeypatch.setattr(
        "reform_analysis.publish.forms.forms_at_hand", lambda: ("png", "csv", "txt")
    )
    lines: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        reproduce.reproduce(done, force=True, progress=lines.append)
    (told,) = (line for line in lines if line.startswith("charts"))
    assert told.endswith(f"for {', '.join(lacking)}: pip install 'reform-analysis[office]'")


def test_a_stamp_that_cannot_be_read_starts_a_run(done):
    (done.site / "stamp.json").write_text("{", "utf-8")
    assert not stands(done)


def test_a_faulty_table_stops_it_before_anything_is_written(done, capsys):
    before = outputs(done)
    (done.raw / "places.csv").unlink()
    assert cli.main(["--project", str(done.root), "reproduce"]) == 2
    assert "data/raw/places.csv: the file is missing" in capsys.readouterr().err
    assert outputs(done) == before


def test_without_notebooks_or_their_packages_it_says_what_to_do(done, monkeypatch):
    shutil.rmtree(done.notebooks)
    with pytest.raises(ReproduceError, match="no notebooks; run this in a checkout"):
        reproduce.reproduce(done)
    monkeypatch.setattr(reproduce, "find_spec", lambda name: None)
    with pytest.raises(ReproduceError, match="pip install 'reform-analysis"):
        reproduce.reproduce(done)


AT_THE_NOTEBOOKS = """
import runpy
from types import SimpleNamespace
from reform_analysis.commands import build, check
from reform_analysis.publish import figures
from reform_analysis.publish.documents import files
check.read_checked = lambda project, codebook: {"raw/claims": []}
build.build = lambda project, progress: []
figures.publish_all = lambda *_: SimpleNamespace(files={}, drawn=[], known=lambda forms: {})
files.document_files = lambda *_: {}
runpy.run_module("reform_analysis", run_name="__main__", alter_sys=True)
"""
"""The command, with steps before the notebooks that take no time: nothing of them is stopped."""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_ctrl_c_ends_kernels_and_leaves_the_site_as_it_was(done, tmp_path):
    before = read_folder(done.site)
    started = tmp_path / "started"
    write_notebook(
        done,
        "02_slow.ipynb",
        f"import os, pathlib, time\npathlib.Path({str(started)!r}).write_text(str(os.getpid()))",
        "time.sleep(600)",
    )
    command = [sys.executable, "-u", "-c", AT_THE_NOTEBOOKS, "--project", str(done.root)]
    run = subprocess.Popen(
        [*command, "reproduce"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    for line in run.stdout:
        if "01_trial" in line:  # the slow one runs beside it, and goes on
            break
    while not started.exists() or not started.read_text():
        assert run.poll() is None
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=600)
    assert run.returncode == 130
    assert errors == "Interrupted. What was there before is unchanged.\n"
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text()), 0)
    assert read_folder(done.site) == before
