"""Names and labels with a number in them: ``codebook/reading/exclusions.csv``, compiled by kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# A rule for names is tried on numbers of the kind that it can hold.
_HAS_ARABIC = re.compile(r"\\d|(?<![{,])[0-9]|\.")
_HAS_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿数]|\.")
_NOT_INSIDE = re.compile(r"\(\?<?[=!][^()]*\)|\[\^[^\]]*\]|\{[\d,]+\}")
_BLANKS = " \n\t\r"


@dataclass(frozen=True, slots=True)
class Names:
    """Names with a number in them, and the signs that may stand in one before its number."""

    pattern: re.Pattern[str]
    inside: frozenset[str]


def arabic_names(patterns: Iterable[str]) -> Names:
    """The names that can hold a number in digits."""
    return _names(patterns, _HAS_ARABIC)


def chinese_names(patterns: Iterable[str]) -> Names:
    """The names that can hold a number in characters."""
    return _names(patterns, _HAS_CHINESE)


def _names(patterns: Iterable[str], kind: re.Pattern[str]) -> Names:
    """The names that can hold a number of a kind; what they only look at is no sign of them."""
    written = {each: _NOT_INSIDE.sub("", each) for each in patterns}
    fitting = [each for each, signs in written.items() if kind.search(signs)]
    inside = {*"0123456789", *_BLANKS, *"".join(written[each] for each in fitting)}
    return Names(re.compile("|".join(fitting)), frozenset(inside))
