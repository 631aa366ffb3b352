"""The command ``diff``: what changed in the tables kept by hand since a release, what it moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from reform_analysis.commands.ends import count
from reform_analysis.tables.atomic import write_file
from reform_analysis.tables.changes import Change, changes
from reform_analysis.tables.paths import Project
from reform_analysis.tables.releases import (
    ReleaseError,
    files_of,
    read_release,
    recorded,
    release_files,
)
from reform_analysis.tables.stamp import outdated, sha256

BY_HAND = ("data/raw/", "data/codebook/")

MOVED = {
    "data/processed/indicators.csv": ("", "low", "value", "high"),
    "data/processed/comparisons.csv": ("", "order"),
}
"""Columns of built tables that a change moves; empty: a row that is new or gone."""

MOST_SHOWN = 20
"""Cells of a file that are listed where the whole would not fit a screen; the rest is counted."""

CHECKOUT = (
    "unpack the source archive of this version, which holds all, and name its folder with "
    "--project, or run this there"
)
"""The cure where only data are there, as an installed package carries them."""


@dataclass(frozen=True)
class Differences:
    """What is another than at a release: ``by_hand`` in raw and codebook, ``moved`` by that."""

    version: str
    by_hand: list[Change]
    moved: list[Change]
    untold: str
    """Why what is moved cannot be told, or not whole; empty if it can."""


def differences(project: Project, version: str | None = None) -> Differences:
    """Everything that is another than at a release, the latest that is recorded if left out.

    ``moved`` is empty where the built tables are not those of the tables kept by hand.

    Raises
    ------
    ReleaseError
        There is no such release, or its record is damaged.
    """
    if version is None:
        version = next(reversed(recorded(project)), None)
        if version is None:
            raise ReleaseError("no release is recorded yet; `reform-analysis diff --record` does")
    found = changes(read_release(project, version), files_of(project))
    by_hand = [change for change in found if change.file.startswith(BY_HAND)]
    if untold := outdated(project):
        return Differences(version, by_hand, [], untold)
    moved = [change for change in found if change.column in MOVED.get(change.file, ())]
    if project.figures.is_dir():
        moved += [change for change in found if change.file.startswith("figures/")]
    else:
        untold = f"{project.root} holds no captions of charts; {CHECKOUT}"
    return Differences(version, by_hand, moved, untold)


def told(found: Differences) -> str:
    """The differences as lines to read: all that were made by hand, of the others the first."""
    lines = [f"Since release {found.version}: {_number(found.by_hand)}"]
    lines += _listed(found.by_hand, most=None)
    if found.moved or (found.by_hand and not found.untold):
        lines += ["", f"Moved: {count(len(found.moved), 'cell')} of values, orders and captions"]
        lines += _listed(found.moved, most=MOST_SHOWN)
    if found.untold:
        lines += ["", f"What they move is not told whole: {found.untold}"]
    return "\n".join(lines)


def counted(project: Project) -> str:
    """How much was changed by hand since the latest release, and each change of what it held.

    What is new is only counted: nobody overwrote it. Empty if no release is recorded.
    """
    if not recorded(project):
        return ""
    try:
        found = differences(project)
    except ReleaseError as error:
        return str(error)
    held = [change for change in found.by_hand if change.old is not None]
    added = len(found.by_hand) - len(held)
    head = f"Since release {found.version}: {_number(found.by_hand)}"
    if found.by_hand:
        head += f", {added} of them new" if added else ""
        head += "; `reform-analysis diff` lists them with what they move"
    return "\n".join([head, *_listed(held, most=MOST_SHOWN)])


def record(project: Project, version: str) -> str:
    """Keep the tables and captions as a release, and say what to sign in ``CHANGELOG.md``.

    Raises
    ------
    ReleaseError
        The built tables are not those of the tables kept by hand, or there are no captions.
    """
    reason = outdated(project)
    if not reason and not project.figures.is_dir():
        reason = f"{project.root} holds no captions of charts; {CHECKOUT}"
    if reason:
        raise ReleaseError(f"the tables are not to be released as they stand: {reason}")
    files = release_files(project, version)
    project.releases.mkdir(exist_ok=True)
    for name, content in files.items():
        write_file(project.releases / name, content)
    return (
        f"data/releases/{version}.zip keeps the release; sign it in CHANGELOG.md: "
        f"data/releases/{version}.sha256 has the SHA-256 {sha256(files[f'{version}.sha256'])}"
    )


def _number(by_hand: list[Change]) -> str:
    return f"{count(len(by_hand), 'change')} in data/raw and data/codebook"


def _listed(found: Iterable[Change], most: int | None) -> Iterator[str]:
    for file, group in groupby(found, key=lambda change: change.file):
        of_file = list(group)
        yield f"{file}: {len(of_file)}"
        yield from (f"  {change}" for change in of_file[:most])
        if most is not None and len(of_file) > most:
            yield f"  and {len(of_file) - most} more"
