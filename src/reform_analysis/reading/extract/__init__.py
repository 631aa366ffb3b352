"""Reading a report that nobody has coded: every quantity with its place, and a draft of rows.

The modules, in the order in which a text passes through them:

- `decode`: bytes -> text
- `noise`: one script, one width, no pinyin, with every offset kept
- `words`: word lists and patterns from the codebook
- `parts`: one number with its hedges and its classifier
- `judge`: whether it counts something or belongs to a name
- `lists`: ranges, lists that share a unit, the ends of a change
- `expressions`: what one number gives, or why it is refused
- `find`: every quantity of a text
- `repeats`: passages printed twice
- `places`: which place a sentence speaks of
- `draft`: rows of raw/claims.csv with proposals
- `view`: the text as a page with its quantities marked
- `files`: reports on disk
- `corpus`: many processes
- `command`: the commands ``extract`` and ``view``
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reform_analysis.reading.extract.find import Found, find_quantities, scan

__all__ = ["Found", "find_quantities", "scan"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.find"), name)
