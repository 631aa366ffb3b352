"""One run of `reproduce`: the real data and charts, and one small notebook."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from reform_analysis.tables.paths import Project

ELSEWHERE = {"PYTHONHASHSEED": "12345", "TZ": "Asia/Shanghai"}
"""What the run has otherwise than the tests, so that nothing made may depend on it."""


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
    cells = [
        new_markdown_cell("# Trial · 试", id="heading"),
        *(new_code_cell(source, id=f"cell-{place}") for place, source in enumerate(sources)),
    ]
    nbformat.write(new_notebook(cells=cells), project.notebooks / name)
    return project.notebooks / name


def run_in(folder: Path, real: Project) -> Run:
    """Reproduce everything in an empty folder, by the command line."""
    made = Project(folder)
    shutil.copytree(real.raw, made.raw)
    shutil.copytree(real.codebook, made.codebook)
    write_notebook(
        made, "01_trial.ipynb", "from reform_analysis import load\nlen(load('raw/claims'))"
    )
    command = [sys.executable, "-m", "reform_analysis", "--project", str(made.root), "reproduce"]
    run = subprocess.run(
        command, env=os.environ | ELSEWHERE, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    return Run(made, run.stdout.splitlines(), run.stderr)
