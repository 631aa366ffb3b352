"""A stop at any moment, a full disk, another place or time: old or new, never half; same bytes."""

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from real_tables import PROJECT
from reform_analysis.commands import build as building
from reform_analysis.commands.build import build
from reform_analysis.commands.reproduce import ReproduceError, reproduce
from reform_analysis.publish.documents import DOCUMENTS
from reform_analysis.publish.record import RECORD
from reform_analysis.tables.atomic import read_folder, recover, write_folder
from reform_analysis.tables.paths import Project
from reform_analysis.tables.store import read_schemas

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="stops are those of POSIX")

STEPS = ("mkdir", "open", "rename", "replace", "unlink", "write_bytes")
"""Steps of `pathlib` that change or read a file: the moments between them are what can differ."""
AFTER = 7
"""Bytes that a full disk still takes of a file: less than any table has."""
A_FEW_ROWS = 1000
"""Bytes of a table that are written here: the moments between steps are the same."""


@pytest.fixture
def project(tmp_path):
    """A project whose processed tables are old; what a build writes is at hand."""
    made = Project(tmp_path / "路 径")
    shutil.copytree(PROJECT.data, made.data, ignore=shutil.ignore_patterns("releases"))
    for path in made.processed.iterdir():
        path.write_bytes(b"old")
    made.datapackage.write_bytes(b"old")
    return made


@pytest.fixture
def computed(monkeypatch):
    """A few rows in place of computing them: it is writing that is stopped."""
    files = {name: content[:A_FEW_ROWS] for name, content in read_folder(PROJECT.processed).items()}
    schemas = read_schemas(PROJECT)
    monkeypatch.setattr(building, "read_schemas", lambda project: schemas)
    monkeypatch.setattr(building, "read_checked", lambda project, codebook, whole: {})
    monkeypatch.setattr(building, "compute", lambda tables, codebook: {})
    monkeypatch.setattr(building, "table_files", lambda schemas, tables, processed: files)
    monkeypatch.setattr(building, "package_text", lambda project, files: "new")
    return files


def in_child(run) -> int:
    """How a child of this process ends that runs something: its exit code or minus its signal."""
    child = os.fork()
    if not child:
        code = 0
        try:
            run()
        except BaseException as error:  # whatever it is, the child ends here
            code = 130 if isinstance(error, KeyboardInterrupt) else 2
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def stopped_at(moment: int, signum: int, project: Project) -> int:
    """How a build ends that gets a signal before its nth step."""
    left = [moment]

    def counted(step):
        def taken(*arguments, **options):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signum)
            return step(*arguments, **options)

        return taken

    def run():
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for name in STEPS:
            setattr(Path, name, counted(getattr(Path, name)))
        build(project, lambda line: None)

    return in_child(run)


@pytest.fixture
def line(computed, monkeypatch):
    """The whole line with steps that take no time: what stands and is stopped is its writing."""

    def published(codebook, progress, forms, known):
        write_folder(codebook.project.figures, {"a.png": b"new", "b.csv": b"new"})
        return SimpleNamespace(files={}, charts={}, drawn=[], record={}, known=lambda forms: {})

    made = {
        "commands.check.read_checked": lambda project, codebook: {"raw/claims": []},
        "publish.figures.publish_all": published,
        "publish.documents.files.document_files": lambda *_: dict.fromkeys(DOCUMENTS, b"new"),
        "commands.notebooks.execute": lambda paths, project, progress: {},
        "publish.site.choices.all_choices": lambda *_: {},
        "publish.site.site.site_files": lambda *_: {"index.html": b"new", "a/b.html": b"new"},
        "commands.reproduce._notebooks": lambda project: [],
        "commands.reproduce._inputs": lambda project: {"raw/claims.csv": "its hash"},
        "commands.build.table_files": lambda *_: {"claims.csv": b"new", "ranks.csv": b"new"},
    }
    for name, function in made.items():
        monkeypatch.setattr(f"reform_analysis.{name}", function)


WRITES = ("mkdir", "rename", "replace", "unlink", "write_bytes")


def reproduced_until(moment: int, signum: int, project: Project) -> int:
    """How the whole line ends that gets a signal at its nth change of a file, half written."""
    left = [moment]

    def counted(name, step):
        def taken(path, *arguments, **options):
            left[0] -= 1
            if left[0] == 0:
                if name == "write_bytes":
                    step(path, arguments[0][: len(arguments[0]) // 2])
                os.kill(os.getpid(), signum)
            return step(path, *arguments, **options)

        return taken

    def run():
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for name in WRITES:
            setattr(Path, name, counted(name, getattr(Path, name)))
        reproduce(project, progress=lambda line: None)

    return in_child(run)


def states(project: Project) -> list[str]:
    """What each folder and each document holds once the next run has looked: old or new."""
    folders = (project.processed, project.figures, project.site)
    for folder in folders:
        recover(folder)
    found = [set(read_folder(folder).values()) for folder in folders]
    kinds = [b"old" if b"old" in contents else b"new" for contents in found]
    assert all(len(contents) == 1 for contents in found if b"old" in contents)
    documents = [(project.documents / name).read_bytes() for name in DOCUMENTS]
    assert set(documents) <= {b"old", b"new"}
    assert read_folder(project.site).keys() in ({"index.html"}, SITE)
    return [kind.decode() for kind in (*kinds, *documents)]


SITE = {"index.html", "a/b.html", f"charts/{RECORD}", "stamp.json"}


def made_old(project: Project) -> None:
    for folder in (project.processed, project.figures, project.site, project.documents):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    (project.processed / "claims.csv").write_bytes(b"old")
    (project.figures / "a.png").write_bytes(b"old")
    (project.site / "index.html").write_bytes(b"old")
    for name in DOCUMENTS:
        (project.documents / name).write_bytes(b"old")


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_whole_line_stopped_at_any_change_leaves_old_or_new_and_the_next_run_repairs(
    project, line, signum
):
    made_old(project)
    moment, seen = 0, set()
    while True:
        moment += 1
        ended = reproduced_until(moment, signum, project)
        if ended == 0:
            break
        assert ended in (130, -signum)
        kinds = states(project)
        seen.add(tuple(kinds[:3]))
        reproduce(project, progress=lambda line: None)  # what is left is repaired
        assert set(states(project)) == {"new"}
        assert not list(project.root.rglob(".*"))
        made_old(project)
    assert moment > 20
    assert {("old",) * 3, ("new", "old", "old"), ("new", "new", "old")} <= seen
    assert set(states(project)) == {"new"}
    told: list[str] = []
    reproduce(project, progress=told.append)
    assert told[0].startswith("Nothing changed since the last run")


def test_a_second_run_is_refused_until_the_first_ends_or_is_killed(project, line, monkeypatch):
    """What the killed run had started, as a pool of processes, lives on and holds nothing."""
    made_old(project)
    heard, told = os.pipe()
    run = os.fork()
    if not run:

        def started(paths, project, progress):
            pool = os.fork()
            os.write(told, f"{pool}\n".encode() if pool else b"")
            signal.pause()

        monkeypatch.setattr("reform_analysis.commands.notebooks.execute", started)
        try:
            reproduce(project, progress=lambda line: None)
        finally:
            os._exit(2)
    os.close(told)
    begun = [int(os.read(heard, 20)), run]
    try:
        with pytest.raises(ReproduceError, match=r"another run is .* wait until it has ended"):
            reproduce(project)
        assert read_folder(project.site) == {"index.html": b"old"}
        os.kill(begun.pop(), signal.SIGKILL)
        os.waitpid(run, 0)
        os.kill(*begun, 0)  # the pool is there
        reproduce(project, progress=lambda line: None)
        reproduce(project, force=True, progress=lambda line: None)
    finally:
        for left in begun:
            os.kill(left, signal.SIGKILL)
    assert set(states(project)) == {"new"}


def unprivileged(run) -> int:
    """How a child ends that runs something with no more rights than anybody has."""

    def without_rights():
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        run()

    return in_child(without_rights)


def test_a_checkout_that_cannot_be_written_to_is_refused_at_once(line):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        project = Project(Path(folder) / "checkout")
        made_old(project)
        before = read_folder(project.root)
        for made in (project.root, *(path for path in project.root.rglob("*") if path.is_dir())):
            made.chmod(0o777)
        project.site.chmod(0o555)
        told = project.root.parent / "told"
        told.write_bytes(b"")
        told.chmod(0o666)

        def run():
            try:
                reproduce(project, progress=lambda line: None)
            except ReproduceError as error:
                told.write_bytes(str(error).encode())
                os._exit(42)

        assert unprivileged(run) == 42
        said = told.read_text("utf-8")
        assert said.startswith(f"{project.site} cannot be written to; copy the project")
        assert "reproduce --verify" in said
        assert read_folder(project.root) == before
        project.site.chmod(0o755)


def state(project: Project) -> str:
    """Whether the processed tables are all old or all new."""
    recover(project.processed)
    found = read_folder(project.processed)
    assert not [name for name in found if name.startswith(".")]
    kinds = {"old" if content == b"old" else "new" for content in found.values()}
    assert len(kinds) == 1 and len(found) == len(read_folder(PROJECT.processed))
    return kinds.pop()


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_stopped_at_any_step_leaves_old_or_new_tables(project, computed, signum):
    states, moment = [], 0
    while True:
        moment += 1
        ended = stopped_at(moment, signum, project)
        if ended == 0:
            break
        assert ended in (130, -signum)
        states.append(state(project))
        if states[-1] == "new":  # begin once more from the old ones
            for path in project.processed.iterdir():
                path.write_bytes(b"old")
        project.datapackage.write_bytes(b"old")
    assert moment > 20
    assert "old" in states
    assert state(project) == "new"
    assert not [path for path in project.data.iterdir() if path.name.startswith(".")]


def test_a_full_disk_leaves_the_old_tables_and_nothing_beside_them(project, computed):
    def run():
        resource.setrlimit(resource.RLIMIT_FSIZE, (AFTER, AFTER))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            build(project, lambda line: None)
        except OSError as error:
            os._exit(42 if error.errno == errno.EFBIG and ".new" not in str(error) else 3)

    before = sorted(path.name for path in project.data.iterdir())
    assert in_child(run) == 42
    assert state(project) == "old"
    assert sorted(path.name for path in project.data.iterdir()) == before


def test_two_builds_at_once_leave_whole_tables(project, computed):
    for _ in range(20):
        for path in project.processed.iterdir():
            path.write_bytes(b"old")
        children = []
        for _ in range(2):
            child = os.fork()
            if not child:
                code = 2
                try:
                    build(project, lambda line: None)
                    code = 0
                finally:
                    os._exit(code)
            children.append(child)
        ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        assert ends == [0, 0]
        assert state(project) == "new"


BARE = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(sys.path)}
PLACES = {
    "without a home, in ASCII": {"LC_ALL": "C", "PYTHONHASHSEED": "1", "TZ": "UTC"},
    "in China": {"HOME": "/nonexistent", "PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai"},
}


@pytest.mark.parametrize("where", PLACES)
def test_the_same_bytes_at_any_place_time_and_hash_seed(project, where, tmp_path):
    """By a path with a blank, Chinese and a link in it; in China the run of everything builds."""
    (tmp_path / "链 link").symlink_to(project.root)
    command = [sys.executable, "-m", "reform_analysis", "--project", "链 link"]
    options = {"cwd": tmp_path, "env": BARE | PLACES[where], "capture_output": True}
    if where == "in China":
        shutil.copytree(PROJECT.processed, project.processed, dirs_exist_ok=True)
        shutil.copy(PROJECT.datapackage, project.datapackage)
    else:
        assert subprocess.run([*command, "build"], **options).returncode == 0
    assert read_folder(project.processed) == read_folder(PROJECT.processed)
    assert project.datapackage.read_bytes() == PROJECT.datapackage.read_bytes()
    before = {path: path.stat().st_mtime_ns for path in project.root.rglob("*")}
    drawn = ["chart", "award-shares", "--format", "csv", "--output", "out"]
    told = subprocess.run([*command, *drawn], **options)
    assert told.returncode == 0, told.stderr
    name = "award-shares.en.csv"
    assert (tmp_path / "out" / name).read_bytes() == (PROJECT.figures / name).read_bytes()
    assert {path: path.stat().st_mtime_ns for path in project.root.rglob("*")} == before
