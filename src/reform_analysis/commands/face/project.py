"""The project at hand and its codebook, and its tables by name."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import Project, find_project

if TYPE_CHECKING:
    from reform_analysis.commands.face.table import Table

_KEPT = 4
"""Codebooks kept in memory: of one project, and of some that are compared with it."""

Fingerprint = tuple[tuple[str, int, int], ...]


def codebook(project: Project | None = None) -> Codebook:
    """The codebook of a project, made anew where one of its files has changed.

    Parameters
    ----------
    project : Project, optional
        The project that `reform_analysis.tables.paths.find_project` finds, if left out.

    Returns
    -------
    Codebook
        To hand to functions that ask for one.

    Examples
    --------
    >>> codebook() is codebook()
    True
    """
    project = project or find_project()
    return _codebook(project, _fingerprint(project))


@lru_cache(maxsize=_KEPT)
def _codebook(project: Project, fingerprint: Fingerprint) -> Codebook:
    return Codebook(project)


def _fingerprint(project: Project) -> Fingerprint:
    """Name, time and size of every table kept by hand, without reading any."""
    found = []
    for folder in (project.raw, project.codebook):
        for path in sorted(folder.glob("*.csv")):
            about = path.stat()
            found.append((path.name, about.st_mtime_ns, about.st_size))
    return tuple(found)


def load(name: str, *, project: Project | None = None) -> Table:
    """One table of the project, with its dtypes.

    Parameters
    ----------
    name : str
        Folder and name (``"raw/figures"``), or the name alone where one folder only has it.
    project : Project, optional
        Where to read; the project at hand if left out.

    Returns
    -------
    DataFrame
        Rows and columns as in the file, read anew. Strings are ``string``, whole numbers
        ``Int64``, numbers ``float64`` (``inf`` for an open end), dates ``datetime64[ns]``, truth
        values ``boolean``. Empty cells are missing.

    Raises
    ------
    TableError
        The file or a register cannot be read, or a cell does not fit its schema.
    KeyError
        There is no such table, or several of that name.

    Examples
    --------
    >>> load("raw/regions").set_index("region_id").loc["jingjiang", "name_zh"]
    '靖江市'
    """
    from reform_analysis.commands.face.table import Table
    from reform_analysis.tables import store as tables

    at_hand = project or find_project()
    return Table.of(tables.load(name, at_hand), at_hand)
