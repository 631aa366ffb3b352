"""Reported figures on China's industrial workforce reform, as intervals that can be compared.

The package has seven rooms, and a room imports only from those before it:

- `tables`: what is kept, where, how it is read and written
- `reading`: words of a report into numbers, units and dates
- `values`: intervals, and what may be done with them
- `indicators`: one pure function each
- `charts`: rows, their words, and the picture
- `publish`: a finished chart leaves the project
- `commands`: what a person types, in a shell or in a notebook

Each room says at its door, in the docstring of its folder, what belongs in it and what does not.
A notebook needs no more than these names:

- `Interval`: sets of possible values, to reckon with
- `QuantityError`: why an expression cannot be read
- `chart`: one chart in one language, as a notebook shows it
- `check_answer`: what is told of an answer to an exercise of a notebook
- `claims`: what the reports say, each claim read as an interval
- `compare`: which two values may be compared, and in what order they stand
- `find_quantities`: the expressions that stand in a text
- `indicator`: one indicator of all places, as reported or divided by people
- `load`: one table of the project
- `rank`: the ranks that each place can have
- `read_period`: a phrase of time as dates or as a length in years
- `read_quantity`: a printed expression as an interval
- `trace`: where a claim comes from, how it is read and what uses it
- `version`: the version of code and data, to cite beside a number

They are imported when they are first used, so that the command line starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reform_analysis.commands.exercises.checking import check_answer
    from reform_analysis.commands.face.charts import chart, trace, version
    from reform_analysis.commands.face.evidence import claims, compare, indicator, load, rank
    from reform_analysis.commands.face.reading import (
        find_quantities,
        read_period,
        read_quantity,
    )
    from reform_analysis.reading.quantity import QuantityError
    from reform_analysis.values.interval import Interval

__version__ = "0.2.0"
__released__ = "2026-11-25"

_HOME = {
    "Interval": "values.interval",
    "QuantityError": "reading.quantity",
    "chart": "commands.face.charts",
    "check_answer": "commands.exercises.checking",
    "claims": "commands.face.evidence",
    "compare": "commands.face.evidence",
    "find_quantities": "commands.face.reading",
    "indicator": "commands.face.evidence",
    "load": "commands.face.evidence",
    "rank": "commands.face.evidence",
    "read_period": "commands.face.reading",
    "read_quantity": "commands.face.reading",
    "trace": "commands.face.charts",
    "version": "commands.face.charts",
}

__all__ = [
    "Interval",
    "QuantityError",
    "chart",
    "check_answer",
    "claims",
    "compare",
    "find_quantities",
    "indicator",
    "load",
    "rank",
    "read_period",
    "read_quantity",
    "trace",
    "version",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
