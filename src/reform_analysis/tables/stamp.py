"""Whether the processed tables were built from the tables that stand there now.

The data package tells of every table the hash that it had when the build wrote the processed
ones, and the version of the code that computed them; both are compared here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from reform_analysis import __version__
from reform_analysis.tables.paths import Project

WORDS_ONLY = tuple(
    f"codebook/words/{name}.csv" for name in ("pages", "search", "messages", "words")
)
"""Tables that no number depends on: a change of them leaves the processed tables as they are."""

BUILT_BY = "builtBy"
"""Name in the data package of the code that computed the processed tables."""

CURE = "run `reform-analysis build`"


class StaleError(ValueError):
    """The processed tables were built from other tables than those that stand there now."""


class StaleWarning(UserWarning):
    """As `StaleError`, where a table is given all the same."""


def builder() -> str:
    """Name and version of the code that computes, as the data package tells it.

    Examples
    --------
    >>> builder().partition(" ")[0]
    'reform_analysis'
    """
    return f"reform_analysis {__version__}"


def outdated(project: Project) -> str:
    """Why the processed tables must be built anew, with the cure; empty if they need not.

    Parameters
    ----------
    project : Project
        Its files are hashed (some thousandths of a second), its tables not read.

    Returns
    -------
    str
        One line that names the first table which is another than at the last build, or that was
        changed since; the other version of the code; the missing data package. Empty too where
        there are no processed tables at all. Tables of `WORDS_ONLY` may change.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> outdated(codebook().project)
    ''
    """
    reason = next(_reasons(project), "")
    return f"{reason}; {CURE}" if reason else ""


def refuse_outdated(project: Project) -> None:
    """Raise `StaleError` where `outdated` has a reason."""
    if told := outdated(project):
        raise StaleError(told)


def _reasons(project: Project) -> Iterator[str]:
    if not any(project.processed.glob("*.csv")):
        return
    try:
        package = json.loads(project.datapackage.read_bytes())
        known = {each["path"]: each["hash"] for each in package["resources"]}
        by = package.get(BUILT_BY)
    except FileNotFoundError:
        yield "data/datapackage.json is missing, which tells what data/processed was built from"
        return
    except (ValueError, KeyError, TypeError, AttributeError):
        yield "data/datapackage.json is damaged, which tells what data/processed was built from"
        return
    there = {
        path.relative_to(project.data).as_posix(): path
        for folder in (project.raw, project.codebook, project.processed)
        for path in folder.rglob("*.csv")
        if not path.name.startswith((".", "~"))  # what Excel and the like leave behind
    }
    for name in sorted({*known, *there} - set(WORDS_ONLY)):
        path = there.get(name)
        content = path.read_bytes() if path and path.is_file() else None
        if content is not None and known.get(name) == f"sha256:{sha256(content)}":
            continue
        if name.startswith(project.processed.name):
            state = "missing" if content is None else "not as the build wrote it"
            yield f"data/{name} is {state}"
        elif content is None:
            yield f"data/{name} is missing, which data/processed was built from"
        else:
            yield f"data/{name} is newer than data/processed"
    if by != builder():
        yield f"data/processed was built by {by or 'an older version'}, this is {builder()}"


def sha256(content: bytes) -> str:
    """The hash of some bytes.

    Examples
    --------
    >>> sha256(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(content).hexdigest()
