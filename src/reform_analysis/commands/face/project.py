"""The project at hand and its codebook."""

from __future__ import annotations

from functools import lru_cache

from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import Project, find_project

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
