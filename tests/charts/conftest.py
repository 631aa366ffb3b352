"""What tests of charts share: the tables that the real charts are drawn from."""

import pandas as pd
import pytest

import real_charts


@pytest.fixture(scope="session")
def tables() -> dict[str, pd.DataFrame]:
    """All tables as they stand; another test holds the processed ones against the raw ones."""
    return real_charts.tables()
