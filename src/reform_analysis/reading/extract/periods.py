"""Lengths of time that only date another claim (近3年, 两年来): no quantities, rows on request."""

from __future__ import annotations

import numpy as np

from reform_analysis.reading.cues import find_phrases
from reform_analysis.reading.extract.clean import clean
from reform_analysis.tables.codebook import Codebook

PeriodRow = tuple[int | float | str | None, ...]


def period_rows(text: str, codebook: Codebook, reading: str) -> list[PeriodRow]:
    """Every window of a text as a length in years.

    Parameters
    ----------
    text : str
        A report as it stands.
    codebook : Codebook
        Its period phrases.
    reading : {"central", "narrow", "wide"}
        How long a vague window is read.

    Returns
    -------
    list of tuple
        ``start, end, reported, hedge, low, value, high, unit, unit_basis``; ``value`` is the number
        of years that is printed, or None (近年来).

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> period_rows("近3年来培训400名", codebook(), "central")
    [(0, 4, '近3年来', '', 2.5, 3.0, 3.5, '年', 'printed')]
    """
    searched = clean(text, codebook)
    rows: list[PeriodRow] = []
    for phrase in find_phrases(searched.text, codebook, 0, len(searched.text)):
        match = phrase.cue.pattern.match(searched.text, phrase.start)
        ends = phrase.cue.length(reading, match) if match else None
        zero = phrase.cue.length("narrow", match) if match else None
        if ends is None or zero is None:
            continue
        start = int(searched.starts(np.array([phrase.start]))[0])
        end = int(searched.ends(np.array([phrase.end]))[0])
        value = float(zero[0]) if zero[0] == zero[1] else None
        low, high = map(float, ends)
        rows.append((start, end, text[start:end], "", low, value, high, "年", "printed"))
    return rows
