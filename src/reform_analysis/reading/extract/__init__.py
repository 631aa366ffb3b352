"""Reading a report that nobody has coded: every quantity with its place, and a draft of rows.

The modules, in the order in which a text passes through them:

- `clean`: one script, one width, no pinyin, with every offset kept
- `patterns`: word lists and patterns from the codebook
- `around`: patterns of words around a number
- `names`: names and labels with a number in them
- `number`: one number with its hedges and its classifier
- `decisions`: tables by which a numeral or a length of time counts
- `counts`: whether a number counts something or belongs to a name
- `lists`: ranges, lists that share a unit, the ends of a change
- `expressions`: what one number gives, or why it is refused
- `leftover`: what is a number without doubt though nothing says what it counts
- `neighbours`: what touches an expression is taken in, or the whole is refused
- `units`: the unit that a number leaves out
- `find`: every quantity of a text
- `periods`: windows that only date a claim, on request
- `repeats`: passages printed twice
- `places`: which place a sentence speaks of
- `contexts`: whether a claim is a plan, whether it is a rule
- `draft`: rows of raw/claims.csv with proposals
- `view`: the text as a page with its quantities marked
- `files`: reports on disk
- `corpus`: many processes
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
