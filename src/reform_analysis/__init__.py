"""Reported figures on China's industrial workforce reform, as intervals that can be compared.

The modules, in the order in which data flows:

- `paths`: where things are kept
- `schema`: what a cell may hold, and what is said where it does not
- `csvfiles`: a CSV file read strictly
- `stamp`: whether the processed tables were built from the tables that stand there
- `codebook`: the tables of one project, read once and handed down
- `tables`: reads the tables and lists every fault at once
- `check`: rules between tables and within rows
- `report`: a report's text, and the claims held against it
- `characters`: traditional to simplified characters
- `numerals`: digits and Chinese numerals -> one number
- `expression`: the parts of a reported expression: hedge, number, classifier
- `hedges`: the reading rules of the codebook
- `quantity`: one reported expression -> an interval with a unit
- `cues`: the period phrases of the codebook
- `period`: one period phrase -> dates, or a length in years
- `interval`: arithmetic on columns of intervals
- `bounds`: several intervals into one: sums, unions, hulls, caps
- `extract`: the quantities of a report that nobody has coded, a draft of its rows
- `cleaning`: raw claims -> tidy claims
- `normalise`: per head and per year
- `dividing`: claims and denominators at one reading, and the one step that divides by people
- `indicators`: one function an indicator, one file a dimension
- `comparability`: how far two values of one indicator are alike
- `compare`: what may be ordered, on which population and reading
- `datapackage`: describes all tables for other programs
- `outputs`: writes a file or a folder whole, or not at all
- `tidy`: tables as Excel saves them -> as this project keeps them
- `build`: raw tables -> processed tables, in order
- `trace`: from a number back to its place in a report
- `digits`: with how many digits a number is told
- `words`: labels, units, numbers and periods in English and Chinese
- `looks`: how charts look: font, colours, axes
- `charts`: tidy table in, drawn axes out
- `exports`: the rows of a chart as a table in the words of one language
- `backing`: what the numbers of a chart rest on as tables in one language
- `finished`: a finished chart in any form: picture, slide, sheet, text
- `office`: slides with native charts, workbooks
- `publish`: draws charts and saves them, refuses what lacks unit, source or note
- `notebooks`: executes notebooks in fresh kernels
- `evidence`: what a number on a page leads back to: claims, denominators, targets
- `gallery`: the page from which charts are copied
- `site`: the pages to read in a browser
- `reproduce`: everything in order
- `cli`: the command line
- `face`: what a notebook needs, with the project found by itself

The names below are imported when they are first used, so that the command line starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reform_analysis.commands.face.charts import chart, trace, version
    from reform_analysis.commands.face.evidence import claims, compare, indicator, load, rank
    from reform_analysis.commands.face.reading import (
        find_quantities,
        read_period,
        read_quantity,
    )
    from reform_analysis.reading.quantity import QuantityError
    from reform_analysis.values.interval import Interval

__version__ = "0.1.0"
__released__ = "2026-11-21"

_HOME = {
    "Interval": "values.interval",
    "QuantityError": "reading.quantity",
    "chart": "commands.face.charts",
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
