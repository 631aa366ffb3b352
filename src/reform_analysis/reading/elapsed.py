"""How many years have passed between dates, as an interval where the publication is uncertain."""

from __future__ import annotations

from datetime import date, timedelta

from reform_analysis.tables.messages import MessageError

Dates = tuple[date, date]
"""Earliest and latest likely day."""

_DAYS_A_YEAR = 365.2425


def elapsed(start: date, end: date | None, published: Dates | None) -> tuple[float, float]:
    """Years that can have passed from the start to the end or to the publication.

    Parameters
    ----------
    start, end : date, date or None
        First and last day; without an end the period leads up to the publication.
    published : (date, date) or None
        Earliest and latest likely day of publication.

    Returns
    -------
    shortest, longest : float, float
        [years], at least 0.

    Raises
    ------
    ValueError
        There is neither an end nor a publication.
    OverflowError
        The day after the end lies beyond the calendar.

    Examples
    --------
    >>> elapsed(date(2021, 1, 1), date(2022, 12, 31), None)
    (2.0, 2.0)
    """
    if end is None:
        if published is None:
            raise MessageError("the length since {day} needs the date of publication", day=start)
        shortest, longest = ((day - start).days / _DAYS_A_YEAR for day in published)
        return max(shortest, 0.0), longest
    after = end + timedelta(days=1)
    days = (after - start).days
    whole = days / _DAYS_A_YEAR
    if (after.month, after.day) == (start.month, start.day):
        whole = float(after.year - start.year)
    elif start.year == end.year:
        whole = days / (date(start.year + 1, 1, 1) - date(start.year, 1, 1)).days
    if published is None or published[0] > end:
        return whole, whole
    return whole * max((published[0] - start).days, 0) / days, whole
