"""Charts, the way back from a number to its place, and the versions to cite."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reform_analysis.commands.face.project import codebook
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import Project

if TYPE_CHECKING:
    import pandas as pd

    from reform_analysis.charts.chart import Chart


def chart(
    chart_id: str,
    lang: str = "en",
    *,
    per: str | None = None,
    reading: str = "central",
    places: str | Sequence[str] | None = None,
    project: Project | None = None,
) -> Chart:
    """One chart of the register, as it is or with choices of one's own.

    Parameters
    ----------
    chart_id : str
        As ``reform-analysis chart --list`` names it.
    lang : {"en", "zh"}
    per : str, optional
        Another population to divide by.
    reading : {"central", "narrow", "wide"}
        How widely hedges and vague periods are read.
    places : str or sequence of str, optional
        Only these places, by id or by name in either language.
    project : Project, optional
        The project at hand if left out.

    Returns
    -------
    Chart
        A notebook shows it; it has ``caption``, ``alternative``, ``rows`` and ``image(form)``.

    Raises
    ------
    PublishError
        There is no such chart or choice, or the chart would lack unit, source or period.
    StaleError
        The raw tables or the rules are newer than the processed tables.

    Examples
    --------
    >>> print(chart("hedges-by-report", "zh").facts.title)
    各报告的数字有多确切
    """
    from reform_analysis.charts.draw import draw

    book = codebook(project)
    tables = book.once(all_tables)
    return draw(chart_id, book, lang, per=per, reading=reading, places=places, tables=tables)


def trace(
    claim_id: str,
    lang: str = "en",
    *,
    reports: str | Path | None = None,
    project: Project | None = None,
) -> str:
    """Where one claim comes from, how it is read and what uses it.

    Parameters
    ----------
    claim_id : str
        As in ``claim_ids`` of every indicator and in every chart's table.
    lang : {"en", "zh"}
    reports : path, optional
        Folder of the texts; with it the words around the claim are shown.
    project : Project, optional
        The project at hand if left out.

    Returns
    -------
    str
        Lines to read.

    Raises
    ------
    TraceError
        There is no such claim, or the text says something else at that place.

    Examples
    --------
    >>> print(trace("jingjiang-2020-0617").splitlines()[1])
      place         靖江市 (Jingjiang)
    """
    from reform_analysis.commands.trace import trace as described

    return described(claim_id, codebook(project), reports, lang)


def version(*, project: Project | None = None) -> str:
    """Version of the code and of the data, to cite beside a number.

    Parameters
    ----------
    project : Project, optional
        The project at hand if left out.

    Returns
    -------
    str
        The data version changes with every table kept by hand but the words of pages.

    Examples
    --------
    >>> version().partition(", data ")[0].partition(" ")[0]
    'reform_analysis'
    """
    from reform_analysis import __version__
    from reform_analysis.tables.datapackage import data_version

    return f"reform_analysis {__version__}, data {data_version(codebook(project).project)}"


def all_tables(book: Codebook) -> dict[str, pd.DataFrame]:
    """All tables of a project, the processed ones included; ask for it by `Codebook.once`."""
    from reform_analysis.charts.draw import read_tables

    return read_tables(book.project, book)
