"""The forms in which a finished chart leaves the project: for a brief, a slide, a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec

from reform_analysis.charts.chart import PICTURES, Chart
from reform_analysis.charts.rows.facts import PublishError
from reform_analysis.publish import office
from reform_analysis.publish.bundle import bundle

OFFICE = {"pptx": office.slides, "xlsx": office.workbook}
"""Form -> the function that makes it."""

FORMS = ("png", "svg", "pdf", *OFFICE, "zip", "csv", "txt", "alt")
KEPT = ("png", "txt", "csv")
"""Forms that stand in ``claims/``; the others are made for the gallery and on request."""


def file_of(chart: Chart, form: str) -> bytes:
    """A chart in one of `FORMS`.

    Parameters
    ----------
    chart : Chart
    form : str
        A picture, ``pptx``, ``xlsx``, ``zip`` (its numbers with what must be known of them),
        ``csv`` (its numbers), ``txt`` (its caption) or ``alt`` (what a reader who cannot see it
        is told).

    Returns
    -------
    bytes
        The same for the same chart on every run.

    Raises
    ------
    PublishError
        There is no such form.
    OfficeError
        The packages that ``pptx`` and ``xlsx`` need are not installed.
    """
    if form in PICTURES:
        return chart.image(form)
    if form in OFFICE:
        return OFFICE[form](chart)
    if form == "zip":
        return bundle(chart)
    if form == "csv":
        return chart.numbers()
    if form in ("txt", "alt"):
        return f"{chart.caption if form == 'txt' else chart.alternative}\n".encode()
    raise PublishError(f"no form is called {form!r}; there are {', '.join(FORMS)}")


def files_of(chart: Chart, forms: Iterable[str] = KEPT) -> dict[str, bytes]:
    """File name -> content, for each form."""
    return {file_name(chart.called, chart.lang, form): file_of(chart, form) for form in forms}


def file_name(chart_id: str, lang: str, form: str) -> str:
    """Name of the file of one chart, language and form.

    Examples
    --------
    >>> file_name("award-shares", "zh", "pdf"), file_name("award-shares", "zh", "alt")
    ('award-shares.zh.pdf', 'award-shares.zh.alt.txt')
    """
    return f"{chart_id}.{lang}.{'alt.txt' if form == 'alt' else form}"


def forms_at_hand() -> tuple[str, ...]:
    """The forms that can be made with the packages installed."""
    needed = {"pptx": "pptx", "xlsx": "xlsxwriter"}
    return tuple(form for form in FORMS if form not in needed or find_spec(needed[form]))
