"""What the examples in docstrings share: the tables as they stand, read once.

A plugin, for the folder of the package has no ``conftest.py``: tests import things from theirs.
"""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from reform_analysis.charts.draw import read_tables
from reform_analysis.tables.paths import Project
from reform_analysis.tables.store import read_all

_read_all, _read_tables = cache(read_all), cache(read_tables)


@pytest.fixture(autouse=True)
def tables_are_read_once(request: pytest.FixtureRequest) -> None:
    """Each example would read all tables anew; what it makes of them is its own."""
    if not isinstance(request.node, pytest.DoctestItem):
        return
    monkeypatch = request.getfixturevalue("monkeypatch")

    def read_all_once(project: Project) -> dict[str, pd.DataFrame]:
        return {name: table.copy() for name, table in _read_all(project).items()}

    monkeypatch.setattr("reform_analysis.tables.store.read_all", read_all_once)
    monkeypatch.setattr("reform_analysis.charts.draw.read_tables", _read_tables)
