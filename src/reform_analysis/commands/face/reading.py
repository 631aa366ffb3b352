"""Reading words: an expression, a period phrase, a text, by the rules of the project at hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reform_analysis.commands.face.project import codebook
from reform_analysis.reading import quantity
from reform_analysis.tables.paths import Project

if TYPE_CHECKING:
    import pandas as pd

    from reform_analysis.reading.period import Dates, Period


def read_quantity(
    expression: str, reading: str = "central", *, project: Project | None = None
) -> quantity.Quantity:
    """Read one reported expression as an interval.

    Parameters
    ----------
    expression : str
        The shortest expression as printed: hedge, number, multiplier and classifier, in
        simplified or traditional characters.
    reading : {"central", "narrow", "wide"}
        How widely hedges are read; narrow lies within central, central within wide.
    project : Project, optional
        Whose rules read; the project at hand if left out.

    Returns
    -------
    Quantity
        Bounds and printed value in the canonical unit [unit of the expression; a share is a
        fraction]. ``value`` is None where no single number is printed, ``high`` is ``inf`` where
        the words leave it open, ``assumed_high`` true where only the reading closes it.

    Raises
    ------
    QuantityError
        The expression is no single, sound, unambiguous quantity; nothing is guessed.
    ValueError
        The reading is unknown.
    TableError
        A table of rules cannot be read.

    See Also
    --------
    reform_analysis.reading.quantity.read_quantity : the rules in short, and what they decide.

    Examples
    --------
    >>> read_quantity("近400名")
    Quantity(low=360.0, value=400.0, high=400.0, unit='人', hedge='nearly', assumed_high=False)
    >>> read_quantity("50%以上", reading="wide").high
    1.0
    """
    return quantity.read_quantity(expression, codebook(project), reading)


def read_period(
    phrase: str | None,
    published: Dates | None = None,
    reading: str = "central",
    *,
    kind: str | None = None,
    start: date | None = None,
    end: date | None = None,
    project: Project | None = None,
) -> Period:
    """Read one period phrase as dates, or as a length in years.

    Parameters
    ----------
    phrase : str or None
        As printed; empty or None says that no period is stated.
    published : (date, date), optional
        Earliest and latest likely day of publication.
    reading : {"narrow", "central", "wide"}
        How widely vague phrases are read.
    kind, start, end : optional
        What a coder settled from the context: used where given, and held against the phrase.
    project : Project, optional
        Whose list of phrases reads; the project at hand if left out.

    Returns
    -------
    Period
        ``years_low`` and ``years_high`` [years, at least 0] are None for stocks and for counts
        without a period.

    Raises
    ------
    PeriodError
        No cue reads the phrase, it contradicts what is coded, a date is impossible, or a length
        needs a date that is not there.
    TableError
        The table of phrases cannot be read.

    See Also
    --------
    reform_analysis.reading.period.read_period : with every case told.

    Examples
    --------
    >>> period = read_period("近年")
    >>> period.years_low, period.years_high
    (2.0, 5.0)
    """
    from reform_analysis.reading import period

    rules = codebook(project)
    return period.read_period(phrase, rules, published, reading, kind=kind, start=start, end=end)


def find_quantities(
    text: str,
    reading: str = "central",
    refused: bool = False,
    periods: bool = False,
    *,
    project: Project | None = None,
) -> pd.DataFrame:
    """Find every quantity that a text states.

    Parameters
    ----------
    text : str
        A report, in simplified or traditional characters, as it stands.
    reading : {"central", "narrow", "wide"}
        How widely hedges are read.
    refused : bool
        Whether what was refused is listed too, in a column ``reason`` that is empty where a
        quantity was read.
    periods : bool
        Whether windows that only date a claim (近3年) are listed too, in years; a column ``kind``
        then says quantity or period.
    project : Project, optional
        Whose rules and words are used; the project at hand if left out.

    Returns
    -------
    DataFrame
        A row a quantity, in the order of the text: ``start, end`` its place, ``reported`` the
        expression (always ``text[start:end]``), ``hedge``, ``low, value, high`` in the canonical
        ``unit``. ``value`` is missing where no single number is printed; ``unit`` is empty where
        no classifier is and no noun or verb implies one; ``unit_basis`` says which (printed,
        inferred).

    Raises
    ------
    ValueError
        The reading is unknown.
    TableError
        A table of rules or words cannot be read.

    Examples
    --------
    >>> find_quantities("2023年培训近400名职工，占37%。")["reported"].tolist()
    ['近400名', '37%']
    >>> find_quantities("培训近400名，利润-3.5亿元。", refused=True)["reported"].tolist()
    ['近400名', '-3.5亿元']
    """
    from reform_analysis.reading.extract import find

    return find.find_quantities(text, codebook(project), reading, refused, periods)
