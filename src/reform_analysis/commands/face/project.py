"""The project at hand, its codebook, and what a caller named of it: places, concepts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import resolve
from reform_analysis.tables.paths import Project, find_project

if TYPE_CHECKING:
    import pandas as pd

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
        for path in sorted(folder.rglob("*.csv")):
            about = path.stat()
            found.append((path.name, about.st_mtime_ns, about.st_size))
    return tuple(found)


def of_places(
    rows: pd.DataFrame, places: str | Sequence[str] | None, book: Codebook
) -> pd.DataFrame:
    """The rows of some places."""
    if places is None:
        return rows
    wanted = resolve(places, book.rows("raw/places"), "place_id", "place")
    return rows[rows["place_id"].isin(wanted)]


def concepts_called(wanted: Sequence[str], book: Codebook) -> list[str]:
    """Ids of concepts by id or label; a name that ends in ``*`` means all that begin so."""
    rows = book.rows("codebook/registers/concepts")
    found = []
    for name in wanted:
        begun = [row["concept_id"] for row in rows if row["concept_id"].startswith(name[:-1])]
        if name.endswith("*") and begun:
            found += begun
        else:
            found += resolve(name, rows, "concept_id", "concept")
    return found
