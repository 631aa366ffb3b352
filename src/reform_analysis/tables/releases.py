"""What a release held: a copy of its tables and captions, a manifest of their hashes.

``data/releases/0.2.0.zip`` holds the bytes, ``0.2.0.sha256`` the hash of each file and of the
archive, as ``sha256sum -c`` reads them. What changed since is told without a history of versions.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from reform_analysis.tables.paths import Project
from reform_analysis.tables.stamp import sha256

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""Time of every file in an archive, the first that the format knows: bytes depend on no clock."""


class ReleaseError(ValueError):
    """A release that is not recorded, or whose record is not as it was signed."""


def files_of(project: Project) -> dict[str, bytes]:
    """Tables and captions that a release is held by, by their path below the project.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> "data/raw/claims.csv" in files_of(codebook().project)
    True
    """
    folders = (project.raw, project.codebook, project.processed)
    tables = (path for folder in folders for path in folder.rglob("*.csv"))
    paths = [*tables, *project.figures.glob("*.txt")]
    return {
        _in_project(path, project): path.read_bytes()
        for path in sorted(paths)
        if path.is_file() and not path.name.startswith((".", "~"))
    }


def manifest(files: Mapping[str, bytes]) -> str:
    """Hash and name of each file, a line each, as ``sha256sum -c`` reads them.

    Examples
    --------
    >>> manifest({"a.csv": b""})[:20]
    'e3b0c44298fc1c149afb'
    """
    return "".join(f"{sha256(content)}  {name}\n" for name, content in sorted(files.items()))


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP archive that is the same whenever and wherever it is made.

    Examples
    --------
    >>> archive({"a.csv": b"x"}) == archive({"a.csv": b"x"})
    True
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system = 3  # Unix on every system
            packed.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()


def recorded(project: Project) -> list[str]:
    """Versions of the releases that are recorded, the latest last.

    Examples
    --------
    >>> recorded(Project(Path("nowhere")))
    []
    """
    names = [path.stem for path in project.releases.glob("*.zip")]
    return sorted(names, key=lambda name: [part.zfill(9) for part in name.split(".")])


def read_release(project: Project, version: str) -> dict[str, bytes]:
    """The files of a release (``0.2.0``) by path in the project, each held against its manifest.

    Raises
    ------
    ReleaseError
        The release is not recorded, or the archive does not hold what the manifest says.
    """
    known = recorded(project)
    if version not in known:
        told = f"there are {', '.join(known)}" if known else "none is recorded yet"
        raise ReleaseError(f"no release is called {version!r}; {told}")
    path = project.releases / f"{version}.zip"
    try:
        packed = path.read_bytes()
        signed = path.with_suffix(".sha256").read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(version) from error
    named = {name: digest for digest, _, name in (line.partition("  ") for line in
                                                  signed.splitlines())}  # fmt: skip
    if named.pop(_in_project(path, project), "") != sha256(packed):
        raise _damaged(version)
    with zipfile.ZipFile(io.BytesIO(packed)) as entries:
        files = {name: entries.read(name) for name in entries.namelist()}
    if {name: sha256(content) for name, content in files.items()} != named:
        raise _damaged(version)
    return files


def release_files(project: Project, version: str) -> dict[str, bytes]:
    """Archive and manifest of the tables and captions as they stand.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> [*release_files(codebook().project, "1.0.0")]
    ['1.0.0.zip', '1.0.0.sha256']
    """
    files = files_of(project)
    packed = archive(files)
    name = _in_project(project.releases / f"{version}.zip", project)
    signed = manifest({**files, name: packed}).encode()
    return {f"{version}.zip": packed, f"{version}.sha256": signed}


def _in_project(path: Path, project: Project) -> str:
    return path.relative_to(project.root).as_posix()


def _damaged(version: str) -> ReleaseError:
    told = f"{version}.zip and {version}.sha256 of data/releases do not belong together"
    return ReleaseError(f"{told}; bring both back as they were released")
