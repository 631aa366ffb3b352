"""The notebooks, for the tests of their form and of their run."""

import re
from pathlib import Path

import nbformat
import pytest

from reform_analysis.publish.notebook_files import language_of, twin_path
from reform_analysis.tables.paths import find_project

PATHS = sorted(find_project().notebooks.glob("*.ipynb"))
TWINS = [twin_path(path) for path in PATHS]

every_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
every_file = pytest.mark.parametrize(
    "path", [*PATHS, *TWINS], ids=lambda path: f"{language_of(path)}-{path.stem}"
)
every_twin = pytest.mark.parametrize("path", TWINS, ids=lambda path: path.stem)


def cells(path: Path, kind: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == kind]


CHINESE = re.compile(r"[一-鿿]")
ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}")
"""Three words in a row: no name of a thing, but a sentence."""
