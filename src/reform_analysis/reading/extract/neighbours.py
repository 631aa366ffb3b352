"""The rule of neighbours: what touches an expression belongs to it, or the whole is refused.

An expression is taken only if nothing of a numeral, a sign, a hedge or a unit is left outside on
either side. Where something is, the whole, from the first character that touches to the last, is
read anew; if it cannot be read as one it is refused with the reason. The part is never given.

What may touch is data: ``codebook/reading/neighbours.csv`` for signs, brackets and tails,
``unit_parts.csv`` for smaller units. Only the rule of the numeral itself stands here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from reform_analysis.reading.denominators import SIGNS, load_denominators
from reform_analysis.reading.extract.number import LONGEST, Hit, Read
from reform_analysis.reading.hedges import load_rules, one_of
from reform_analysis.reading.numerals import CHARACTERS
from reform_analysis.reading.spelling import Parts, unit_parts
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import Value

REMEMBERED = 1 << 12
"""Characters beside expressions whose rules are kept."""

REACH = 24
"""A numeral reaches at most so many characters beyond what was taken."""

_SIGNS = "".join(sorted(set(CHARACTERS) | set("0123456789")))
_NUMERAL = re.compile(
    rf"(?:(?<![{_SIGNS}第前])[{_SIGNS}])(?:[{_SIGNS}]|\s(?=[{_SIGNS}]))*\s?(?=[{_SIGNS}]\Z)"
)
_NO_NUMERAL = re.compile(r"(?:[队退入]伍|[大登着]陆)\s?\Z")
_GOES_ON = _SIGNS + "余多"
_ENDED = re.compile(r"[，。；、,;)！!\n以左上]|\Z")
_OTHER_UNIT = re.compile("[钟之别公校]")
_GROUP = re.compile(r"\d{3}(?!\d)")
_MINUS = "-负零"
_OTHER_END = re.compile(rf"(?:至|到|~|--?)-?[{_SIGNS}.]{{1,12}}[%℃元度]?")
_TO_THE_END = re.compile("[^，。；：！？、,;:!?\n]{0,2}(?:之间|不等)")

PART = "a numeral touches it: only a part was understood"
TAIL = "more of the number follows its unit"
DIVIDED = "what the number is per follows its unit"
DAMAGED = "a letter stands among the digits"


Kind = tuple[bool, bool]
"""Of an expression: whether it has no unit, and whether it is a fraction in words."""

_KINDS: tuple[Kind, ...] = tuple(product((False, True), repeat=2))


class Rule(NamedTuple):
    """One row of ``neighbours.csv``."""

    refuse: bool
    reason: str


RulesAt = Callable[[str, Kind], re.Pattern[str] | None]
"""Takes a character beside an expression of a kind; gives the rules that it may touch off."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The rules, ready to be applied on either side to each kind of expression.

    ``alone`` says of the characters before and behind that neither may belong to an expression of
    any kind; ``rules`` are known by the name of their group in the patterns; ``parts`` are the
    smaller units that may follow, ``per`` what the number may be per, ``hedge`` the hedges that may
    stand behind the whole.
    """

    alone: Callable[[str, str], bool]
    before: RulesAt
    behind: RulesAt
    rules: dict[str, Rule]
    parts: Parts
    per: re.Pattern[str]
    hedge: re.Pattern[str]


def load_neighbours(codebook: Codebook) -> Neighbours:
    """Compile the rules of the register; ask for them by `Codebook.once`.

    Parameters
    ----------
    codebook : Codebook
        Its tables ``codebook/reading/neighbours`` and ``codebook/reading/unit_parts``.

    Returns
    -------
    Neighbours
        Patterns and rules.
    """
    rows = codebook.rows("codebook/reading/neighbours")
    before = _rules_at([row for row in rows if row["side"] == "before"], "(?s:(?:{})(?=.\\Z))")
    behind = _rules_at([row for row in rows if row["side"] == "behind"], "{}")

    @lru_cache(maxsize=REMEMBERED)
    def alone(first: str, last: str) -> bool:
        if first and (first in _SIGNS or first.isspace() or any(before(first, k) for k in _KINDS)):
            return False
        return not last or not (
            last in _SIGNS or last in SIGNS or any(behind(last, kind) for kind in _KINDS)
        )

    return Neighbours(
        alone,
        before,
        behind,
        {_name(row): Rule(row["verdict"] == "refuse", row["reason"]) for row in rows},
        codebook.once(unit_parts),
        codebook.once(load_denominators).behind,
        re.compile(one_of(word for word in load_rules(codebook).cues["after"] if len(word) > 1)),
    )


def _name(row: Mapping[str, Value]) -> str:
    return row["rule_id"].replace("-", "_")


def _rules_at(rows: Sequence[Mapping[str, Value]], frame: str) -> RulesAt:
    """What gives the rules of one side; those of a character are compiled when it is first met."""
    touches = [re.compile(row["touch"].replace("{n}", _SIGNS)) for row in rows]

    @lru_cache(maxsize=REMEMBERED)
    def at(sign: str, kind: Kind) -> re.Pattern[str] | None:
        holds = {"any": True, "unitless": kind[0], "share": kind[1]}
        patterns = [
            f"(?P<{_name(row)}>{row['pattern'].replace('{n}', _SIGNS)})"
            for row, touch in zip(rows, touches, strict=True)
            if touch.match(sign) and holds[row["of"]]
        ]
        return re.compile(frame.replace("{}", "|".join(patterns))) if patterns else None

    return at


def close(text: str, hits: Sequence[Hit], known: Neighbours, read: Read) -> list[Hit]:
    """Take in what touches an expression, or refuse it; no part of a number is left outside.

    Parameters
    ----------
    text : str
        The text as searched.
    hits : sequence of Hit
        In the order of the text.
    known : Neighbours
        What may touch.
    read : Read
        Reads a whole expression.

    Returns
    -------
    list of Hit
        Expressions, and refusals that cover those of which only a part was understood; none
        overlaps another.
    """
    closed: list[Hit] = []
    alone = known.alone
    for place, hit in enumerate(hits):
        begin, end, refuse, reason = hit.start, hit.end, False, ""
        reached = closed[-1].end if closed else -2
        if end <= reached:
            continue
        near = reached >= begin - 1
        if not near and alone(text[begin - 1 : begin], text[end : end + 1]):
            closed.append(hit)  # by far the most
            continue
        kind = hit.reading is not None and not hit.reading.unit, "分之" in text[begin:end]
        while left := _left(text, begin, end, kind, known):
            begin, end, refuse, reason = left[0], left[1], refuse or left[2], left[3]
        if near and not reason and _joined(text, closed[-1], hit, known.parts):
            begin, reason = closed[-1].start, PART
        if right := _right(text, hit, kind, known):
            shared = kind[1] and place + 1 < len(hits) and right[0] > hits[place + 1].start
            if not shared:  # else the next number begins there
                end, refuse, reason = max(end, right[0]), refuse or right[1], right[2]
        while closed and closed[-1].end > begin:
            last = closed.pop()
            begin, end, reason = min(begin, last.start), max(end, last.end), reason or PART
            refuse = refuse or (last.reading is None and last.end > hit.start)
        if not reason:
            closed.append(hit)
        elif refuse:
            closed.append(Hit(begin, end, None, reason))
        else:
            for follows in (known.per, known.hedge):
                match = follows.match(text, end)
                end = match.end() if match else end
            reading = read(text[begin:end])[0] if end - begin <= LONGEST else None
            closed.append(Hit(begin, end, reading, "" if reading else reason))
    return closed


def _joined(text: str, first: Hit, second: Hit, parts: Parts) -> bool:
    """Whether a number runs on into the next: 2小时 and 30分钟, 3年以上 and 7年以下."""
    gap = text[first.end : second.start]
    if text.startswith("以上", first.end - 2) and text.startswith("以下", second.end - 2):
        return not gap
    if gap not in ("", " ", "零"):
        return False
    if first.reading is None and text[first.end - 1] not in _GOES_ON:
        return False  # refused for itself: with its unit it ends there
    if first.reading is None or not first.reading.unit:
        return gap != "零" and text[second.start] in _SIGNS
    match = parts.pattern[first.reading.unit].match(text, first.end) if _has(first, parts) else None
    return match is not None and match.end() == second.end


def _has(hit: Hit, parts: Parts) -> bool:
    return hit.reading is not None and hit.reading.unit in parts.pattern


def _left(
    text: str, start: int, end: int, kind: Kind, known: Neighbours
) -> tuple[int, int, bool, str] | None:
    """From where to where a number reaches that touches on the left, and what is done with it."""
    sign = text[start - 1 : start]
    if blank := sign.isspace():
        sign = text[start - 2 : start - 1]
    if not sign:
        return None
    before = max(0, start - REACH)
    if (
        sign in _SIGNS
        and not _NO_NUMERAL.search(text, before, start)
        and text[start] in _SIGNS
        and (
            not (blank or sign in "0123456789")
            or text[start] not in "0123456789"
            or sign in "百千万亿"
        )
        and (match := _NUMERAL.search(text, before, start + 1))
    ):
        alone = match[0].strip() == "零"  # 4年零3个月
        return None if alone else (match.start(), end, False, PART)
    rules = known.before(sign, kind)
    match = rules.search(text, before, start + 1) if rules else None
    if match is None or not match.lastgroup:
        return None
    name = match.lastgroup
    # The preposition of a range stays outside.
    out = match.groupdict().get("out")
    begin = match.start() if out is None else match.end("out")
    rule = known.rules[name]
    if begin >= start:
        return None
    if name == "comma_group" and not _GROUP.match(text, start):
        return None
    last = None if out is None else _TO_THE_END.match(text, end)
    if out is not None and not last and out != "介于":
        return None  # 从85%到92%: a change
    if text[begin] in _MINUS and (other := _OTHER_END.match(text, end)):
        return begin, other.end(), True, "a sign before one of two ends"
    return begin, last.end() if last else end, rule.refuse, rule.reason


def _right(text: str, hit: Hit, kind: Kind, known: Neighbours) -> tuple[int, bool, str] | None:
    """How far a number reaches that touches on the right, and what is done with it."""
    end, reading = hit.end, hit.reading
    if end >= len(text):
        return None
    if reading is not None and _has(hit, known.parts) and text[end] in _SIGNS:
        match = known.parts.pattern[reading.unit].match(text, end)
        bare = match is not None and match["named"] is None
        behind = match is not None and (_ENDED.match(text, match.end()) is not None)
        if match and (behind if bare else not _OTHER_UNIT.match(text, match.end())):
            return match.end(), False, TAIL
    rules = known.behind(text[end], kind)
    match = rules.match(text, end) if rules else None
    if match is None or not match.lastgroup:
        divided = reading is not None and reading.unit and "/" not in reading.unit
        match = known.per.match(text, end) if divided and text[end] in SIGNS else None
        return (match.end(), False, DIVIDED) if match else None
    rule = known.rules[match.lastgroup]
    return match.end(), rule.refuse, rule.reason
