"""Measure `reproduce` beside its floor, in one run, and print times and ratios.

    python benchmarks/reproduce.py            # a few minutes

The floor is what no saving of ours can go below: the same command is started, and as many kernels
are, each with the imports of its notebook, and nothing is done in them. Beside it stand

- `from nothing`: the tables and notebooks of the project, so that every picture is drawn;
- `again`: a second run of that, in which nothing changed;
- `as cloned`: the same tables and notebooks beside the charts that were drawn, and no site;
- `one claim changed`: a third run, after one number was coded otherwise: only the charts that show
  it are drawn, and all notebooks run.

The last columns are how many pictures, and how many charts as a reader may choose them, were drawn.
Each is a process of its own in a copy of the project; nothing in the project itself is written.
"""

from __future__ import annotations

import argparse
import ast
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from reform_analysis.commands.face import codebook
from reform_analysis.tables.paths import Project

CHANGED = {
    "claims": ("2004,2008,近60%,yancheng,", "2004,2008,近70%,yancheng,"),
    "second_coding": ("2004,2008,近60%,占,0.6,", "2004,2008,近70%,占,0.7,"),
}
"""What stands in two raw tables of one claim, and what would stand there of another number."""

DRAWN = (
    r"(?P<drawn>\d+) of (?P<all>\d+) pictures drawn",
    r"(?P<all>\d+) charts as a reader may choose them, (?P<drawn>\d+) drawn",
)
"""Where a run says what it drew."""

FLOOR = """
import sys
from pathlib import Path
from reform_analysis.commands import check, build, notebooks, reproduce
from reform_analysis.publish import figures
from reform_analysis.publish.site import site
from reform_analysis.tables.paths import Project
project = Project(Path(sys.argv[1]))
notebooks.execute(sorted(project.notebooks.glob("*.ipynb")), project, lambda line: None)
"""
"""The command with all that it imports, and the kernels."""


def imports_only(project: Project) -> None:
    """Leave of each notebook the lines that import, as one cell; a twin shares its kernel."""
    shutil.rmtree(project.notebooks / "zh")
    for notebook in project.notebooks.glob("*.ipynb"):
        read = nbformat.read(notebook, as_version=4)
        code = "\n".join(cell.source for cell in read.cells if cell.cell_type == "code")
        imports = [
            one for one in ast.parse(code).body if isinstance(one, ast.Import | ast.ImportFrom)
        ]
        cell = nbformat.v4.new_code_cell("\n".join(map(ast.unparse, imports)), id="imports")
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), notebook)


def change_one_claim(project: Project) -> None:
    """Code one number otherwise, in both codings; `ValueError` where it is not there once."""
    for table, (before, after) in CHANGED.items():
        path = project.raw / f"{table}.csv"
        first, last = path.read_text("utf-8").split(before)
        path.write_text(f"{first}{after}{last}", "utf-8", newline="")


def copied(project: Project, root: Path) -> Project:
    """The tables and notebooks of the project."""
    made = Project(root)
    shutil.copytree(project.data, made.data)
    shutil.copytree(project.notebooks, made.notebooks)
    return made


def measured(*command: str) -> tuple[float, str]:
    """How long a command of this Python takes [s], and what it prints."""
    start = time.perf_counter()
    run = subprocess.run([sys.executable, *command], check=True, stdout=subprocess.PIPE)
    return time.perf_counter() - start, run.stdout.decode()


def drawn(printed: str) -> list[str]:
    """How many pictures a run drew, and how many charts as a reader may choose them."""
    told = (re.search(pattern, printed) for pattern in DRAWN)
    return [f"{found['drawn']} of {found['all']}" if found else "–" for found in told]


def main() -> int:
    """Print the table, a line as soon as each is measured."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    project = codebook().project
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores\n")
    print("| run | seconds | of the floor | pictures | choices |")
    print("|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        bare, empty, cloned = (
            copied(project, Path(folder) / name) for name in ("floor", "nothing", "cloned")
        )
        imports_only(bare)
        runs = {
            "floor": ("-c", FLOOR, str(bare.root)),
            "from nothing": _reproduce(empty),
            "again": _reproduce(empty),
            "as cloned": _reproduce(cloned),
            "one claim changed": _reproduce(empty),
        }
        floor = 0.0
        for name, command in runs.items():
            print(f"{name} ...", file=sys.stderr)
            if name == "as cloned":
                shutil.copytree(empty.figures, cloned.figures)
            if name == "one claim changed":
                change_one_claim(empty)
            taken, printed = measured(*command)
            floor = floor or taken
            cells = (name, f"{taken:.1f}", f"{taken / floor:.2f}", *drawn(printed))
            print(f"| {' | '.join(cells)} |", flush=True)
    return 0


def _reproduce(project: Project) -> tuple[str, ...]:
    return ("-m", "reform_analysis", "--project", str(project.root), "reproduce")


if __name__ == "__main__":
    raise SystemExit(main())
