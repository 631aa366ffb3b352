"""Readers find the old files or the new ones, never a part."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from reform_analysis.tables.atomic import read_folder, recover, write_file, write_folder

OLD = {"a.csv": b"old a\n", "b.csv": b"old b\n"}
NEW = {"a.csv": b"new a\n", "sub/deep/c.csv": b"new c\n", "sub/deep/d.csv": b"new d\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "built"
    folder.mkdir()
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    return folder


def test_the_folder_holds_exactly_the_named_files(folder):
    assert write_folder(folder, NEW)
    assert read_folder(folder) == NEW
    assert [path.name for path in folder.parent.iterdir()] == ["built"]


def test_a_missing_folder_is_made(tmp_path):
    assert write_folder(tmp_path / "deep" / "built", NEW)
    assert read_folder(tmp_path / "deep" / "built") == NEW


def test_equal_files_are_not_touched(folder):
    before = {path: path.stat() for path in folder.iterdir()}
    assert not write_folder(folder, OLD)
    assert {path: path.stat() for path in folder.iterdir()} == before


class Stopper:
    """Raises at the n-th change of the file system."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, error: type[BaseException]):
        self.left, self.error, self.stopped = at, error, False
        for owner, name in [
            (Path, "mkdir"),
            (Path, "write_bytes"),
            (Path, "rename"),
            (Path, "replace"),
            (shutil, "rmtree"),
        ]:
            monkeypatch.setattr(owner, name, self.wrap(getattr(owner, name)))

    def wrap(self, function):
        def wrapped(*arguments, **options):
            if self.left == 0 and not self.stopped:
                self.stopped = True
                raise self.error
            self.left -= 1
            return function(*arguments, **options)

        return wrapped


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_a_stop_at_any_moment_leaves_a_whole_folder(tmp_path, error):
    seen = set()
    for moment in range(50):
        folder = tmp_path / str(moment) / "built"
        for name, content in OLD.items():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        with pytest.MonkeyPatch.context() as patch:
            stopper = Stopper(patch, moment, error)
            with suppress(error):
                write_folder(folder, NEW)
        found = read_folder(folder)
        assert found in (OLD, NEW), f"stopped at change {moment}"
        seen.add(found == NEW)
        write_folder(folder, NEW)
        assert [path.name for path in folder.parent.iterdir()] == ["built"]
        if not stopper.stopped:
            break
    assert seen == {True, False}
    assert not stopper.stopped, "the loop ended before every moment was tried"


@pytest.mark.parametrize("rename", [1, 2])
def test_a_process_killed_between_the_renames_is_healed_by_the_next(folder, rename):
    program = f"""
import os, sys
from contextlib import suppress
from pathlib import Path
from reform_analysis.tables.atomic import write_folder
real, calls = Path.rename, []
def rename(self, target):
    calls.append(self)
    if len(calls) == {rename}:
        os._exit(9)
    return real(self, target)
Path.rename = rename
write_folder(Path(sys.argv[1]), {NEW!r})
"""
    assert subprocess.run([sys.executable, "-c", program, str(folder)]).returncode == 9
    assert folder.exists() == (rename == 1)
    recover(folder)
    assert read_folder(folder) == OLD
    assert [path.name for path in folder.parent.iterdir()] == ["built"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are those of POSIX")
def test_a_pipe_is_written_to_and_stays_one(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    held = os.open(pipe, os.O_RDWR)
    assert write_file(pipe, b"told")
    assert os.read(held, 10) == b"told"
    assert pipe.is_fifo()
    os.close(held)


def test_a_file_is_replaced_whole(tmp_path, monkeypatch):
    path = tmp_path / "package.json"
    assert write_file(path, b"old")
    Stopper(monkeypatch, 1, KeyboardInterrupt)  # written beside, not yet renamed
    with pytest.raises(KeyboardInterrupt):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert [left.name for left in tmp_path.iterdir()] == ["package.json"]
