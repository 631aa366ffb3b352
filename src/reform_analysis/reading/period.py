"""Period phrases as dates, or as a length in years with bounds.

The phrases are data: `reform_analysis.reading.cues` reads them from
``codebook/reading/periods.csv``.

Lengths follow from dates where there are dates, and from the register otherwise:

* A period that is over has one length; whole years are whole.
* A window of n years has a width, as n is a round number too: n years at narrow, n ± 1/2 at central
  (rounded), n ± 1 at wide.
* One still running at the earliest publication: from the part elapsed then to all of it.
* A start without an end: from the earliest to the latest publication, in years of 365.2425
  days.
* A rate that is yearly already counts as one year.
* Stocks and counts without a period have no length, and so no yearly rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from reform_analysis.reading.cues import find_cue, numbers_in, plain, read_cues
from reform_analysis.reading.elapsed import Dates, elapsed
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.messages import MessageError, message
from reform_analysis.tables.naming import one_known

KINDS = ("year", "yearly", "window", "since", "to_date", "point", "unstated")

COLUMNS = ("period_reported", "period_kind", "period_start", "period_end")
COLUMNS += ("published_earliest", "published_latest")
"""Of raw claims and of their sources, what says how long a period is."""

_RELATIVE_YEARS = {"今年": 0, "本年": 0, "全年": 0, "去年": -1}


class PeriodError(ValueError):
    """A period that cannot be read; ``phrase`` is None where `read_periods` names several.

    >>> str(PeriodError("那阵子", "no cue reads this"))
    "'那阵子': no cue reads this"
    """

    def __init__(self, phrase: str | None, reason: str) -> None:
        told = message("{phrase}: {reason}", phrase=repr(phrase), reason=reason)
        super().__init__(reason if phrase is None else told)
        self.phrase = phrase
        self.reason = reason


@dataclass(frozen=True)
class Period:
    """What a phrase says about time.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    start, end : date or None
        First and last day, where known. A period still running ends on the last day it can
        reach; one that leads up to the publication has no end.
    years_low, years_high : float or None
        Bounds of the length [years], at least 0; both None where there is no length.
    """

    kind: str
    start: date | None = None
    end: date | None = None
    years_low: float | None = None
    years_high: float | None = None


def read_period(
    phrase: str | None,
    codebook: Codebook,
    published: Dates | None = None,
    reading: str = "central",
    *,
    kind: str | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Period:
    """Read one period phrase.

    Parameters
    ----------
    phrase : str or None
        As printed, simplified or traditional; empty or None says that no period is stated.
    codebook : Codebook
        Whose list of phrases reads it.
    published : (date, date), optional
        Earliest and latest likely day of publication. Without it a named year counts as
        over, and phrases that lead up to the publication cannot be read.
    reading : {"narrow", "central", "wide"}
        How widely vague phrases are read.
    kind, start, end : optional
        What a coder settled from the context: used where given, and held against the phrase.

    Returns
    -------
    Period
        Without a length for stocks and for counts without a period.

    Raises
    ------
    PeriodError
        No cue reads the phrase, it contradicts what is coded, a date is impossible, or a
        length needs a date that is not there.
    TableError
        The list of phrases cannot be read: the message names file, row and cure.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> read_period("近年", codebook()).years_high
    5.0
    >>> published = date(2020, 11, 24), date(2020, 12, 31)
    >>> this_year = read_period("今年以来", codebook(), published)
    >>> print(this_year.start, round(this_year.years_low, 3), this_year.years_high)
    2020-01-01 0.896 1.0
    """
    one_known(reading, "reading", READINGS)
    codebook.once(read_cues)  # here: what is wrong with a table is no fault of the phrase
    words = plain(phrase or "", codebook)
    try:
        return _read(words, codebook, published, reading, kind, start, end)
    except (ValueError, OverflowError) as error:  # a day after the last that a date can hold
        raise PeriodError(phrase or "", str(error)) from error


def read_periods(frame: pd.DataFrame, codebook: Codebook, reading: str = "central") -> pd.DataFrame:
    """Lengths of the periods of many claims; each distinct combination is read once.

    Parameters
    ----------
    frame : DataFrame
        Its `COLUMNS`. What is coded is used where given, the phrase where it is not.
    codebook : Codebook
        Whose list of phrases reads them.
    reading : {"narrow", "central", "wide"}
        How widely vague phrases are read.

    Returns
    -------
    DataFrame
        ``years_low``, ``years_high`` [years], float64, index as in `frame`; ``NaN`` where
        there is no length.

    Raises
    ------
    PeriodError
        Some periods cannot be read: one line each, with the index label of its first row.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> claims = pd.DataFrame(dict.fromkeys(COLUMNS) | {"period_reported": ["近2年", None]})
    >>> read_periods(claims, codebook())["years_low"].tolist()
    [1.5, nan]
    """
    return periods_at(frame, codebook, (reading,))[reading]


def periods_at(
    frame: pd.DataFrame, codebook: Codebook, readings: Iterable[str]
) -> dict[str, pd.DataFrame]:
    """By reading, what `read_periods` gives."""
    keys = frame[[*COLUMNS]]
    codes = keys.groupby(list(keys), dropna=False, sort=False).ngroup().to_numpy()
    _, firsts = np.unique(codes, return_index=True)
    years = {reading: np.full((len(firsts), 2), np.nan) for reading in readings}
    faults = []
    distinct = keys.iloc[firsts].astype("object")
    rows = distinct.mask(distinct.isna() | distinct.eq(""), None).to_numpy()
    for code, (first, row) in enumerate(zip(firsts, rows, strict=True)):
        phrase, kind, *days = row
        start, end, *published = (cell and pd.Timestamp(cell).date() for cell in days)
        known = (phrase, codebook, tuple(published) if all(published) else None)
        try:
            for reading, lengths in years.items():
                period = read_period(*known, reading, kind=kind, start=start, end=end)
                lengths[code] = period.years_low, period.years_high
        except PeriodError as error:
            faults.append(f"row {frame.index[first]}, {error}")
    if faults:
        raise PeriodError(None, "\n".join(faults))
    return {
        reading: pd.DataFrame(lengths[codes], frame.index, ["years_low", "years_high"])
        for reading, lengths in years.items()
    }


def _read(
    words: str,
    codebook: Codebook,
    published: Dates | None,
    reading: str,
    kind: str | None,
    start: date | None,
    end: date | None,
) -> Period:
    """Read plain words beside what is coded; every ValueError is a reason to refuse."""
    if kind:
        one_known(kind, "kind of period", KINDS)
    length = widest = None
    if words:
        rule, found = find_cue(words, codebook)
        if kind and kind not in rule.kinds:
            said = rule.kinds[0]
            raise MessageError("coded as {kind}, but the phrase says {said}", kind=kind, said=said)
        start, end = _dates(rule.kinds[0], words, found, published, start, end)
        length, widest = rule.length(reading, found), rule.length("wide", found)
        kind = kind or rule.kinds[0]
    kind = kind or "unstated"
    if kind == "year" and start and not end:
        end = date(start.year, 12, 31)
    _check_order(kind, start, end, published)
    if kind == "yearly":
        length = (1.0, 1.0)
    elif start and (kind in ("year", "since", "to_date") or (kind == "window" and end)):
        length = elapsed(start, end, published)
        if kind == "year" and length[1] > 1:
            raise MessageError(
                "coded as year, but {first} to {last} is longer", first=start, last=end
            )
        if widest and not widest[0] <= length[1] <= widest[1]:
            form = "coded dates {first} to {last} do not fit the length of the phrase"
            raise MessageError(form, first=start, last=end)
    if length is None and kind in ("year", "window", "since"):
        lacks = {"year": "its year", "window": "its length", "since": "its start"}[kind]
        form = "a period of kind {kind}, but neither dates nor phrase name {lacks}"
        raise MessageError(form, kind=kind, lacks=lacks)
    return Period(kind, start, end, *(length or (None, None)))


def _dates(
    kind: str,
    words: str,
    found: re.Match[str],
    published: Dates | None,
    start: date | None,
    end: date | None,
) -> Dates | tuple[date | None, date | None]:
    """First and last day: of the phrase, as coded where it leaves them open."""
    places = numbers_in(found)
    month, day, year = places.get("M"), places.get("D"), places.get("Y")
    if words[:2] in _RELATIVE_YEARS:
        year = _relative_year(words[:2], published, start)
        if year is None and kind != "point":
            raise MessageError("which year this is needs a publication within one year, or a start")
    elif year is None and month and start:
        year = start.year
    if year is None:
        return start, end
    first = date(year, month or 1, day or 1)
    if kind == "since":
        last = None
    elif day:
        last = first
    else:
        after = date(year + 1, 1, 1) if month in (None, 12) else date(year, month + 1, 1)
        last = after - timedelta(days=1)
    if start and start != first:
        raise MessageError("coded start {day}, but the phrase says {said}", day=start, said=first)
    if end and last and end > last:
        raise MessageError("coded end {day}, but the phrase says {said}", day=end, said=last)
    return first, end or last


def _relative_year(word: str, published: Dates | None, start: date | None) -> int | None:
    possible = {day.year + _RELATIVE_YEARS[word] for day in published or ()}
    if start and published and not min(possible) <= start.year <= max(possible):
        form = "coded start {day}, but published in {first} to {last}"
        raise MessageError(form, day=start, first=published[0], last=published[1])
    if start:
        return start.year
    return possible.pop() if len(possible) == 1 else None


def _check_order(kind: str, start: date | None, end: date | None, published: Dates | None) -> None:
    if published and published[0] > published[1]:
        form = "published from {first} to {last} runs backwards"
        raise MessageError(form, first=published[0], last=published[1])
    if kind == "unstated" and (start or end):
        raise MessageError("coded as unstated, but with dates")
    if end and not start:
        raise MessageError("ends on {day} without a start", day=end)
    if start and end and end < start:
        raise MessageError("ends on {day}, before it starts on {start}", day=end, start=start)
    if start and published and start > published[1]:
        form = "starts on {day}, after the publication on {last}"
        raise MessageError(form, day=start, last=published[1])
