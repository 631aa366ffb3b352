"""The rule of neighbours: what touches an expression belongs to it, or the whole is refused.

An expression is taken only if nothing of a numeral, a sign or a unit is left outside on either
side. Where something is, the part that was understood is not given: the whole, from the first
character that touches to the last, is refused with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reform_analysis.reading.extract.number import Hit
from reform_analysis.reading.numerals import CHARACTERS

REACH = 24
"""A numeral is followed at most so many characters beyond what was taken."""

_SIGNS = "".join(sorted(set(CHARACTERS) | set("0123456789")))
_RUN = rf"(?:[{_SIGNS}]|(?<=[{_SIGNS}])[.点,]|[.点](?=[{_SIGNS}])|\s(?=[{_SIGNS}]))"
_LEFT = re.compile(
    rf"(?P<numeral>(?:(?<![{_SIGNS}第前])[{_SIGNS}])(?:[{_SIGNS}]|\s(?=[{_SIGNS}]))*\s?)\Z"
)
_SIGN_LEFT = re.compile(
    r"(?:(?<![A-Za-z0-9%)年月日号期])-|零下|(?<![胜肩欠担背自])负|(?:[\d.]{1,12}\s?)?(?:±|\+-)|[$¥￥€£])\s?\Z"
)
_GROUP_LEFT = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})*，\Z")
_GROUP = re.compile(r"\d{3}(?!\d)")
_BETWEEN_LEFT = re.compile(
    rf"(?:介于|位于|处于|在|从)[{_SIGNS}.]{{1,12}}[%人元岁家名]?(?:与|和|至|到)\Z"
)
_BETWEEN_RIGHT = re.compile("[^，。；：！？、,;:!?\n]{0,2}(?:之间|不等)")
_SMALL_CHANGE = re.compile(
    rf"[{_SIGNS}]{{1,3}}(?:角|毛|分(?!之|别|公|钟)|厘|美分|两(?=[，。；、,;\n]|\Z))"
)
_SHORT = re.compile(rf"[{_SIGNS}]{{1,{REACH}}}(?=[，。；、,;)！!\n以左上]|\Z)")
_SHARE_RIGHT = re.compile(
    rf"\s?(?:[{_SIGNS}]|点[{_SIGNS}]|[到至~-]{{1,2}}[{_SIGNS}])[{_SIGNS}.点]{{0,{REACH}}}"
)
_BRACKET = re.compile(rf"\((?:不?含)\)(?:[{_SIGNS}.至到~-]{{1,{REACH}}}[元人名个%家]?)?")
_PLUS_MINUS = re.compile(r"\s?(?:±|\+-|\+/-)\s?\d{1,18}(?:\.\d{1,9})?")
_UNIT_RIGHT = re.compile(
    r"\s?(?:英镑|韩元|新台币|卢布|法郎|澳元|加元|泰铢|卢比|千(?:瓦时?|卡|克|米|伏|赫)|兆|毫(?!无|不)|微克"
    r"|平方(?:厘米|毫米|英尺|分米)|立方(?:厘米|分米|英尺)|[a-zA-Z]{1,3}(?![A-Za-z0-9])|℃|[㎎-㏄])"
)
_CHANGED = frozenset(("元", "美元", "斤", "公斤"))
_CHANGE_UNITS = frozenset(("元", "米", "斤", "美元", "公斤", "块", "块钱"))

SIGN = "a sign or a mark of currency before the number was not understood"
PART = "a numeral touches it: only a part was understood"
UNIT = "a unit follows that is not known"
BETWEEN = "one of two ends: the range was not understood"
TAIL = "more of the number follows its unit"


def close(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Refuse every expression that leaves a part of a number outside.

    Parameters
    ----------
    text : str
        The text as searched.
    hits : sequence of Hit
        In the order of the text.

    Returns
    -------
    list of Hit
        The same expressions, and refusals that cover those of which only a part was taken; none
        overlaps another.
    """
    closed: list[Hit] = []
    for place, hit in enumerate(hits):
        begin, end, reason = hit.start, hit.end, ""
        if closed and hit.end <= closed[-1].end:
            continue
        following = hits[place + 1].start if place + 1 < len(hits) else len(text)
        before = max(0, begin - REACH)
        if left := _left(text, begin, before):
            begin, reason = left
        if closed and not left and _joined(text, closed[-1], hit):
            begin, reason = closed[-1].start, PART
        if right := _right(text, hit, following):
            end, reason = right
        while closed and closed[-1].end > begin:
            last = closed.pop()
            begin, end, reason = (
                min(begin, last.start),
                max(end, last.end),
                reason or last.reason or PART,
            )
        closed.append(Hit(begin, end, None, hit.reason or reason) if reason else hit)
    return closed


def _joined(text: str, first: Hit, second: Hit) -> bool:
    """Whether a number without a unit runs on into the next: 600万余 and 亿元."""
    gap = second.start - first.end
    unitless = first.reading is None or not first.reading.unit
    return (
        unitless
        and text[second.start] in _SIGNS
        and (not gap or text[first.end : second.start] == " ")
    )


def _left(text: str, start: int, before: int) -> tuple[int, str] | None:
    """How far to the left a number reaches that touches, and why it is refused."""
    previous = text[start - 1 : start]
    if not previous:
        return None
    if previous.isspace():
        previous = text[start - 2 : start - 1]
    touches = text[start - 1] == previous and previous not in "0123456789"
    if (
        previous in _SIGNS
        and text[start] in _SIGNS
        and (touches or text[start] not in "0123456789")
        and (match := _LEFT.search(text, before, start))
    ):
        return None if match[0].strip() == "零" else (match.start(), PART)  # 4年零3个月
    if previous in "-下负±$¥￥€£" and (match := _SIGN_LEFT.search(text, before, start)):
        return match.start(), SIGN
    grouped = previous == "，" and _GROUP.match(text, start)
    if grouped and (match := _GROUP_LEFT.search(text, before, start)):
        return match.start(), PART
    if previous in "与和至到" and (match := _BETWEEN_LEFT.search(text, before, start)):
        return match.start(), BETWEEN
    if previous == "半" and text[start] in "百千万":
        return start - 1, PART
    if previous == "参" and text[start] in "十百千万亿拾佰仟":
        return start - 1, PART
    return None


def _right(text: str, hit: Hit, following: int) -> tuple[int, str] | None:
    """How far to the right a number reaches that touches, and why it is refused."""
    end = hit.end
    if end >= len(text):
        return None
    if match := _PLUS_MINUS.match(text, end):
        return match.end(), PART
    if text[end] == "(" and (match := _BRACKET.match(text, end)):
        return match.end(), "a bracket follows that says whether the end is included"
    reading = hit.reading
    if reading is None:
        return None
    word = text[hit.start : end]
    if not reading.unit:
        if match := _UNIT_RIGHT.match(text, end):
            return match.end(), UNIT
        if text[end - 1] == "千" and text[end] in "卡伏赫帕焦":
            return end + 1, UNIT
        return None
    if "分之" in word and (match := _SHARE_RIGHT.match(text, end)) and match.end() <= following:
        return match.end(), TAIL
    if text[end] in _SIGNS:
        if reading.unit in _CHANGED and (match := _SMALL_CHANGE.match(text, end)):
            return match.end(), TAIL
        if word.endswith(("成", *_CHANGE_UNITS)) and (match := _SHORT.match(text, end)):
            return match.end(), TAIL
    if word.endswith(("平方", "立方")) and (match := re.compile("[厘毫分英]").match(text, end)):
        return match.end(), UNIT
    return None
