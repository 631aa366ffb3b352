"""Runs of `reproduce`: the real data, all charts or few, and one small notebook."""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reform_analysis.publish.record import RECORD, recorded
from reform_analysis.tables.paths import Project

ELSEWHERE = {"PYTHONHASHSEED": "12345", "TZ": "Asia/Shanghai"}
"""What the run has otherwise than the tests, so that nothing made may depend on it."""

FEW = ("award-shares", "rank-sets")
"""Charts that are enough where the register of charts does not matter: one is divided by people.

None of that kind gives a reader fewer choices, each of which is a chart to draw."""

TITLE = "Trial · 试"
"""Title of the small notebook, which the list of notebooks shows in both languages."""

TRIAL = (
    "from reform_analysis import load\nlen(load('raw/claims'))",
    "print('a < b & 近400名')",
    "import pandas as pd\nlines = pd.MultiIndex.from_tuples([(1, 1), (1, 2)])\n"
    "pd.DataFrame({'a': ['37%', '']}, lines)",
    "from IPython.display import Image\nImage(bytes.fromhex('89504e470d0a1a0a') + bytes(40))",
    'def draw(*choices):\n    pass\n\n\ndraw("hedges-by-report", "en")',
)
"""Cells that show one of each thing that pages tend to get wrong, and one that names a chart."""


@dataclass(frozen=True)
class Run:
    """What it made and told. Nobody may change the files: a test copies what it changes."""

    project: Project
    lines: list[str]
    errors: str


def write_notebook(project: Project, name: str, *sources: str) -> Path:
    import nbformat  # here, for it takes seconds and few tests write notebooks
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    project.notebooks.mkdir(exist_ok=True)
    prose = f"# {TITLE}\n\n$x^2$ and [a link](https://example.org)."
    cells = [
        new_markdown_cell(prose, id="heading"),
        *(new_code_cell(source, id=f"cell-{place}") for place, source in enumerate(sources)),
    ]
    nbformat.write(new_notebook(cells=cells), project.notebooks / name)
    return project.notebooks / name


def keep_charts(project: Project, charts: Sequence[str]) -> None:
    """Leave only some charts in the register."""
    register = project.codebook / "registers" / "charts.csv"
    with register.open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    kept = [row for row in rows if row[0] in charts]
    assert len(kept) == len(charts)
    with register.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([head, *kept])


def run_in(folder: Path, real: Project, charts: Sequence[str] | None = None) -> Run:
    """Reproduce everything in an empty folder, by the command line.

    Pictures, and what a reader may choose, are taken from the site of the checkout where its last
    run drew the same: most of the work. What that run drew is compared with what a test draws.
    """
    made = Project(folder)
    if at_hand := recorded(real.site / "charts"):
        (made.site / "charts").mkdir(parents=True)
        for name in (RECORD, *at_hand):
            shutil.copy(real.site / "charts" / name, made.site / "charts")
    shutil.copytree(real.raw, made.raw)
    shutil.copytree(real.codebook, made.codebook)
    shutil.copytree(real.releases, made.releases)
    if charts is not None:
        keep_charts(made, charts)
    write_notebook(made, "01_trial.ipynb", *TRIAL)
    command = [sys.executable, "-m", "reform_analysis", "--project", str(made.root), "reproduce"]
    run = subprocess.run(
        command, env=os.environ | ELSEWHERE, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    return Run(made, run.stdout.splitlines(), run.stderr)
