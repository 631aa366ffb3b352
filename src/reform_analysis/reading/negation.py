"""What a negation before a comparison says: 不得超过 bounds from above, 未低于 from below."""

from __future__ import annotations

from reform_analysis.reading.hedges import Cue
from reform_analysis.reading.numerals import NumeralError

_OPPOSITE = {"over": "under", "at_least": "under", "under": "at_least"}


def turned_round(negation: str, word: str, cue: Cue | None) -> Cue:
    """Return the opposite of a comparison: 不得超过 bounds from above, 未低于 from below."""
    hedge = "over" if cue is None else cue.hedge  # 没有达到 is less than
    if hedge not in _OPPOSITE:
        raise NumeralError("{text} before {word} says nothing of a bound", text=negation, word=word)
    return Cue(_OPPOSITE[hedge], "before", negation + word)
