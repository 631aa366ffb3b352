"""The examples in docstrings of the package, and what they share: the tables, read once.

A plugin, for the folder of the package has no ``conftest.py``: tests import things from theirs.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from _pytest.doctest import DoctestModule

from reform_analysis.charts.draw import read_tables
from reform_analysis.tables.paths import PACKAGE, Project
from reform_analysis.tables.store import read_all

_read_all, _read_tables = cache(read_all), cache(read_tables)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> DoctestModule | None:
    """Those of the package: ``--doctest-modules`` would look for examples in all tests too."""
    asked = parent.config.option.doctestmodules or file_path.name == "__main__.py"
    if file_path.suffix == ".py" and file_path.is_relative_to(PACKAGE) and not asked:
        return DoctestModule.from_parent(parent, path=file_path)
    return None


@pytest.fixture(autouse=True)
def tables_are_read_once(request: pytest.FixtureRequest) -> None:
    """Each example would read all tables anew; what it makes of them is its own."""
    if not isinstance(request.node, pytest.DoctestItem):
        return
    monkeypatch = request.getfixturevalue("monkeypatch")

    def read_all_once(project: Project, codebook: object = None) -> dict[str, pd.DataFrame]:
        return {name: table.copy() for name, table in _read_all(project).items()}

    def read_tables_once(project: Project, codebook: object = None) -> dict[str, pd.DataFrame]:
        return _read_tables(project)

    monkeypatch.setattr("reform_analysis.tables.store.read_all", read_all_once)
    monkeypatch.setattr("reform_analysis.charts.draw.read_tables", read_tables_once)
