"""Everything made once more in a folder aside, and held against what stands in the project."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
from PIL import Image

from reform_analysis.commands.diff import CHECKOUT
from reform_analysis.commands.reproduce import LIBRARIES, Progress, committed, reproduce, versions
from reform_analysis.publish.record import RECORD
from reform_analysis.tables.paths import Project

RELATIVE = 1e-9
"""How far two numbers may lie apart, as a share of the larger: sums and logarithms of other
builds of numpy differ in the last of about sixteen digits, and no result is told to more than
nine."""

PIXELS = 2.0
"""Root mean square by which the pictures may differ, of 255: what pytest-mpl, the usual test of
matplotlib's pictures, allows for other versions of the font renderer. The numbers in a picture
stand in the CSV beside it, which is compared by value."""

SHOWN = 3
"""So many differences of one file are told; the rest is counted."""

HASHED = ("bytes", "hash")
"""What the data package says of the bytes of tables, which are compared themselves."""


class VerifyError(ValueError):
    """What was made anew is not what stands in the project."""


def verify(
    project: Project, progress: Progress = print, remake: Callable[..., object] = reproduce
) -> None:
    """Make everything anew in a temporary folder and compare it with the checkout, which stays.

    Raises
    ------
    VerifyError
        The project holds data alone, as an installed package does; or a file differs, is missing
        or was not made again: the message names each with the first differences. Under the versions
        of ``requirements.lock`` bytes are compared; with others numbers by value (`RELATIVE`) and
        pictures by their pixels (`PIXELS`).
    TableError, NotebookError, ReproduceError
        As for `reproduce`.
    """
    made_of = (project.notebooks, project.figures, project.documents)
    if lacking := [folder.name for folder in made_of if not folder.is_dir()]:
        told = f"{project.root} holds data alone, without {', '.join(lacking)}"
        raise VerifyError(f"{told}: there is nothing to compare with; {CHECKOUT}")
    exact = under_lock(project)
    with tempfile.TemporaryDirectory(prefix="reform-analysis-") as folder:
        aside = Project(Path(folder))
        for kept in (project.raw, project.codebook, project.notebooks):
            shutil.copytree(kept, aside.root / kept.relative_to(project.root))
        remake(aside, progress=progress)
        made = committed(aside)
    here = committed(project)
    found = [
        f"{name}: {told}"
        for name in sorted(here.keys() | made.keys())
        for told in differences(name, here.get(name), made.get(name), exact)
    ]
    how = "byte for byte" if exact else "by value, for the versions are not those of the lock"
    if found:
        files = len({line.partition(":")[0] for line in found})
        raise VerifyError("\n".join([*found, f"{files} of {len(here)} files differ ({how})"]))
    progress(f"{len(here)} files are what the tables give, compared {how}.")


def under_lock(project: Project) -> bool:
    """Whether the packages that may change a result have the versions of ``requirements.lock``."""
    try:
        lock = (project.root / "requirements.lock").read_text("utf-8")
    except OSError:
        return False
    pinned = set(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", lock, re.M))
    installed = versions()
    return all((name, installed[name]) in pinned for name in LIBRARIES)


def differences(
    name: str, here: bytes | None, made: bytes | None, exact: bool = True
) -> Iterator[str]:
    r"""In what a file differs from the one that was made anew; None where there is no such file.

    The ending of its name says how it is read. Where not every byte counts, numbers and
    pictures may differ a little, and the record of pictures, which holds their hashes, is not
    compared. `SHOWN` at most are told, and then how many more.

    Examples
    --------
    >>> list(differences("a.csv", b"id,low\nx,0.5\n", b"id,low\nx,0.6\n"))
    ['row 2, low: 0.5, made anew 0.6']
    >>> list(differences("a.csv", b"low\n0.1\n", b"low\n0.10000000000000001\n", exact=False))
    []
    """
    if here is None or made is None:
        yield "is not made any more" if made is None else "is missing"
        return
    if here == made or (not exact and name.endswith(f"/{RECORD}")):
        return
    told = list(_READ.get(Path(name).suffix, _lines)(here, made, exact))
    yield from told[:SHOWN]
    if len(told) > SHOWN:
        yield f"and {len(told) - SHOWN} more"
    elif not told and exact:
        yield "the same content in other bytes"


def _cells(here: bytes, made: bytes, exact: bool) -> Iterator[str]:
    one, other = (list(csv.reader(io.StringIO(text.decode()))) for text in (here, made))
    if one[:1] != other[:1]:
        yield f"columns {', '.join(one[0] if one else [])}"
        return
    if len(one) != len(other):
        yield f"{len(one) - 1} rows, made anew {len(other) - 1}"
    for row, (mine, new) in enumerate(zip(one[1:], other[1:], strict=False), start=2):
        if len(mine) != len(new):
            yield f"row {row}: {len(mine)} cells, made anew {len(new)}"
            continue
        for column, old, now in zip(one[0], mine, new, strict=False):
            if old != now and (exact or not _close(old, now)):
                yield f"row {row}, {column}: {old or 'empty'}, made anew {now or 'empty'}"


def _close(one: str, other: str) -> bool:
    try:
        return math.isclose(float(one), float(other), rel_tol=RELATIVE)
    except ValueError:
        return False


def _pixels(here: bytes, made: bytes, exact: bool) -> Iterator[str]:
    one, other = (Image.open(io.BytesIO(picture)).convert("RGB") for picture in (here, made))
    if one.size != other.size:
        yield f"{one.size[0]} × {one.size[1]} pixels, made anew {other.size[0]} × {other.size[1]}"
        return
    apart = np.asarray(one, dtype=float) - np.asarray(other, dtype=float)
    rms = float(np.sqrt(np.mean(apart**2)))
    if rms > (0 if exact else PIXELS):
        share = (apart != 0).any(axis=2).mean()
        yield f"{share:.2%} of the pixels differ, by {rms:.2f} of 255 in the root mean square"


def _described(here: bytes, made: bytes, exact: bool) -> Iterator[str]:
    one, other = ({e["path"]: e for e in json.loads(x)["resources"]} for x in (here, made))
    for path in sorted(one.keys() | other.keys()):
        mine, new = (dict(side.get(path, {})) for side in (one, other))
        if not exact and path.startswith("processed/"):
            mine, new = ({k: v for k, v in x.items() if k not in HASHED} for x in (mine, new))
        told = [key for key in sorted(mine.keys() | new.keys()) if mine.get(key) != new.get(key)]
        if told:
            yield f"{path}: {', '.join(told)}"


def _lines(here: bytes, made: bytes, exact: bool) -> Iterator[str]:
    one, other = (text.decode("utf-8", "replace").splitlines() for text in (here, made))
    if len(one) != len(other):
        yield f"{len(one)} lines, made anew {len(other)}"
    for line, (mine, new) in enumerate(zip(one, other, strict=False), start=1):
        if mine != new:
            yield f"line {line}: {mine[:60]!r}, made anew {new[:60]!r}"


_READ: Mapping[str, Callable[[bytes, bytes, bool], Iterator[str]]] = {
    ".csv": _cells,
    ".json": _described,
    ".png": _pixels,
}
