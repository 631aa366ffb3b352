"""What the examples in docstrings share: the tables as they stand, read once.

It is no part of the package, which begins a folder below.
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
def tables_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each example would read all tables anew; what it makes of them is its own."""

    def read_all_once(project: Project) -> dict[str, pd.DataFrame]:
        return {name: table.copy() for name, table in _read_all(project).items()}

    monkeypatch.setattr("reform_analysis.tables.store.read_all", read_all_once)
    monkeypatch.setattr("reform_analysis.charts.draw.read_tables", _read_tables)
