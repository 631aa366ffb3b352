"""What tests share instead of making it each for themselves; nobody may change it.

A test that needs something else makes it from this (``table.copy()``, ``replace(chart, ...)``).
Whoever changes what others read is found when the run ends.
"""

import pandas as pd

_made: list[tuple[str, pd.DataFrame, pd.DataFrame]] = []


def keep(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame itself, remembered with what it holds now."""
    _made.append((name, frame, frame.copy()))
    return frame


def changed() -> list[str]:
    """Names of what is no longer as it was made."""
    return [name for name, frame, before in _made if not frame.equals(before)]
