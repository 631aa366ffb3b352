"""Patterns of words around a number, and of the classifiers behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from reform_analysis.reading.hedges import one_of
from reform_analysis.tables.naming import Value

DIGIT = "零〇一二两三四五六七八九"
_YEAR = "(?:(?:19|20)[0-9]{2}年的?)?"
_WITHIN = r"[^，。；：！？、,;:!?\d\n]"


def around(
    lists: Mapping[str, tuple[str, ...]], hedges: Iterable[str]
) -> dict[str, re.Pattern[str]]:
    """What says whether a number counts, or gives it a hedge from further off.

    Parameters
    ----------
    lists : mapping of str to tuple of str
        Lists of ``word_classes.csv`` by id.
    hedges : iterable of str
        Those that stand before a number.

    Returns
    -------
    dict of str to Pattern
        Patterns that end where the number begins; ``clock`` begins where it ends.
    """
    cap = one_of(lists["cap"])
    return {
        "change": ending(lists["change"]),
        "rank": ending(lists["rank-change"]),
        "cap": re.compile(
            rf"(?:最高{_WITHIN}{{0,8}}?{cap}{_WITHIN}{{0,4}}|{cap}[标准额度金比例数]{{0,4}}最高可?[达为是]?|最高可?)\Z"
        ),
        "further": re.compile(
            rf"(?:(?P<each>{one_of(lists['negation'])}?{one_of(hedges)})(?:每[一-鿿]{{1,2}}){{1,2}}"
            rf"|(?<!占)(?P<adverb>{one_of(lists['adverb'])})(?:(?![{DIGIT}几次的是])[一-鿿]){{1,5}})\Z"
        ),
        "rated": re.compile(
            rf"{one_of(lists['rated'])}(?:\([^()]{{0,24}}\))?(?:[由从]{_YEAR}[0-9.]{{1,8}})?"
            rf"(?:分别|平均|约|[由从]|为|达|是|(?:提高|上升|增加|扩大|下降|降低|减少|缩小|[升降低高])?[到至])"
            rf"{{0,2}}{_YEAR}\s?\Z"
        ),
        "counting": ending(lists["counting"]),
        "label-before": ending(lists["label-before"]),
        "cue": ending(lists["number-cue"]),
        "clock": starting(lists["clock"]),
    }


def units(classifiers: Sequence[Mapping[str, Value]]) -> str:
    """All classifiers, of one first sign the longest first, each with what may not follow it."""
    ordered = sorted(classifiers, key=lambda row: (-len(row["printed"]), row["printed"]))
    # The table begins with the commonest: so do the alternatives.
    first: dict[str, list[str]] = {row["printed"][0]: [] for row in classifiers}
    for row in ordered:
        guard = f"(?!{row['not_before']})" if row["not_before"] else ""
        first[row["printed"][0]].append(re.escape(row["printed"][1:]) + guard)
    each = "|".join(f"{re.escape(sign)}(?:{'|'.join(rest)})" for sign, rest in first.items())
    # Most characters begin no classifier: one look at a class says so.
    return f"(?=[{''.join(map(re.escape, first))}])(?:{each})"


def ending(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match one of some words just before a place, when searched up to that place."""
    return re.compile(rf"(?:{one_of(words)})\s*\Z")


def starting(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match one of some words at a place."""
    return re.compile(rf"\s*{one_of(words)}")
