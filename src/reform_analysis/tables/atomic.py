"""Write a file or a whole folder so that a reader finds the old one or the new one, never a part.

New bytes are written beside their place and renamed into it once complete. What is already as it
should be is not touched, so a run without changes leaves the checkout clean.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows

    def flock(held: int, wait: bool = True) -> None:
        """There is no lock on a folder."""

else:

    def flock(held: int, wait: bool = True) -> None:
        """Lock an open folder; closing it unlocks it."""
        fcntl.flock(held, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


_locked: set[int] = set()
"""Folders that this process has open and locked."""


def _let_go() -> None:
    """A process that this one begins holds no lock: it may live on when this one is killed."""
    while _locked:
        os.close(_locked.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


A_FOLDER = "a folder stands there; name a file"


def write_file(path: Path, content: bytes) -> bool:
    """Give a file, whose folder exists, this content all at once; whether it changed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     note = Path(folder) / "note.txt"
    ...     write_file(note, b"one"), write_file(note, b"one"), note.read_text()
    (True, False, 'one')
    """
    if path.is_file() and path.read_bytes() == content:
        return False
    with alone(path.parent), named(path):
        new = stand_in(path)
        try:
            new.write_bytes(content)
            take_place(new, path)
        finally:
            if new != path and path.parent.is_dir():
                new.unlink(missing_ok=True)
    return True


def stand_in(path: Path) -> Path:
    """The file to write in the stead of another until it is complete.

    Of a device or a pipe it is that itself, whose place no file may take. A folder is refused.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, A_FOLDER)
    if path.exists() and not path.is_file():
        return path
    return path.with_name(f".{path.name}.new")


def take_place(new: Path, path: Path) -> None:
    """Let what `stand_in` named become the file that it stands for."""
    if new != path:
        new.replace(path)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Let an error of the system name what was asked for, not the file that stands in beside it."""
    try:
        yield
    except FileNotFoundError as error:
        told = f"there is no folder {path.parent}; make it first"
        raise FileNotFoundError(error.errno, told, str(path)) from error
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from error


@contextmanager
def all_or_nothing(*paths: Path) -> Iterator[None]:
    """Give files the content back that they had, if what is done within does not end.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     note = Path(folder) / "note.txt"
    ...     _ = note.write_text("one")
    ...     try:
    ...         with all_or_nothing(note):
    ...             _ = note.write_text("two")
    ...             raise KeyboardInterrupt
    ...     except KeyboardInterrupt:
    ...         note.read_text()
    'one'
    """
    before = [(path, path.read_bytes()) for path in paths]
    try:
        yield
    except BaseException:  # an interruption too
        for path, content in before:
            write_file(path, content)
        raise


def write_folder(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Make a folder hold exactly these files, all at once.

    A folder cannot be renamed onto another, so the old one steps aside first. If the run is
    killed in between, the next `write_folder` or `recover` puts the old one back.

    ``files`` gives the content by path below the folder, with ``/``. The folder belongs to the run:
    files that are not named are removed from it. True is given if anything changed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     built = Path(folder) / "built"
    ...     write_folder(built, {"a.txt": b"1"}), write_folder(built, {"a.txt": b"1"})
    (True, False)
    """
    with alone(folder.parent):
        recover(folder)
        if folder.is_dir() and read_folder(folder) == dict(files):
            return False
        new, old = _beside(folder)
        with named(folder):
            _exchange(folder, new, old, files)
    return True


@contextmanager
def alone(folder: Path, wait: bool = True) -> Iterator[None]:
    """Wait until no other run writes in a folder, and let none begin; a run that dies lets go.

    Without locks (Windows, some network drives) or without the folder nothing is waited for.
    Where `wait` is false, `BlockingIOError` is raised if another run is there.
    """
    try:
        held = os.open(folder, os.O_RDONLY)
    except OSError:
        yield
        return
    _locked.add(held)
    try:
        try:
            flock(held, wait)
        except BlockingIOError:
            raise
        except OSError:
            pass
        yield
    finally:
        if held in _locked:
            _locked.remove(held)
            os.close(held)


def _exchange(folder: Path, new: Path, old: Path, files: Mapping[str, bytes]) -> None:
    try:
        new.mkdir(parents=True)
        for name, content in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    finally:
        recover(folder)  # after a success it only clears the old one away


def read_folder(folder: Path) -> dict[str, bytes]:
    """Content of all files below a folder; none if it is missing."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def recover(folder: Path) -> None:
    """Put back what an interrupted run moved aside, and clear away what it left."""
    new, old = _beside(folder)
    if old.exists() and not folder.exists():
        old.rename(folder)
    for rest in (new, old):
        if rest.exists():
            shutil.rmtree(rest)


def _beside(folder: Path) -> tuple[Path, Path]:
    return folder.with_name(f".{folder.name}.new"), folder.with_name(f".{folder.name}.old")
