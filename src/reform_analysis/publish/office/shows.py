"""What deck and workbook of a chart show, as a hash: one that shows the same is not made anew."""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec

from reform_analysis.charts.chart import Chart
from reform_analysis.charts.shows import code_of, hash_of, shown
from reform_analysis.publish.office.book import sheets_of

LIBRARIES = {"pptx": "python-pptx", "xlsxwriter": "xlsxwriter"}
"""Module -> the package that brings it."""


def office_shown(chart: Chart, means: str) -> str:
    """A hash of all that a deck or a workbook is made from.

    Parameters
    ----------
    chart : Chart
    means : str
        What `means_of_office` says of the tables of its words.

    Returns
    -------
    str
        SHA-256 over what its picture shows, means, caption, alternative text and every sheet, with
        what stands behind the rows.
    """
    sheets = map(repr, sheets_of(chart))
    return hash_of([shown(chart, means), chart.caption, chart.alternative, *sheets])


def means_of_office(means: str) -> str:
    """A hash of what office files are made with; ``means`` is what pictures are drawn with."""
    found = [f"{name} {version(name)}" for module, name in LIBRARIES.items() if find_spec(module)]
    return hash_of([means, *found, *code_of(["publish/office"], (".py", ".pptx"))])
