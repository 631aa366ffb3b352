"""One number of a text with its hedges and its classifier, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from reform_analysis.reading.denominators import SIGNS
from reform_analysis.reading.extract.counts import Number
from reform_analysis.reading.extract.patterns import MULTIPLES, Words
from reform_analysis.reading.quantity import Quantity, QuantityError, read_quantity
from reform_analysis.tables.codebook import Codebook

LONGEST = 40
"""An expression longer than this is no expression."""

_SPACE = re.compile(r"\s+")
_LARGE = re.compile(r"[\d.,]{1,12}[百千]?[万亿%]|[一二两三四五六七八九十几数]{1,2}[百千万亿]")
_SHARE = re.compile("[一二三四五六七八九十百]{1,2}分之")
_SPLIT_POINT = re.compile(r"\d+\s?\.\s?\d+")
_LARGE_ONLY = frozenset(("上", "过", "破", "冲破", "迈过", "跨过", "跨越", "站上", "迈上", "跃上"))
_SHARES = frozenset(("%", "‰", "成", "倍"))
_LENGTHS = frozenset(("年", "个月", "周", "天", "季度", "个季度", "个星期"))
_MONEY = frozenset(("元", "美元", "欧元", "港元", "英镑", "日元"))
_FAR = 26
_NEAR = 10
_FURTHER = re.compile("[每少多码约概致]")
_POINTS = re.compile("点(?![位评子心名儿])")
_AND_POINTS = re.compile(r"[、和与及]-?\d{1,3}(?:\.\d{1,2})?个百分点")
_CHANGED = re.compile("[涨跌升降高落低增减加少]了?\\Z")
_ACHIEVEMENT = re.compile(".{0,6}(?:技术|难题|瓶颈|关键|核心|难点|卡脖子)")


@dataclass(slots=True)
class Hit:
    """One expression in the searched text: its place, how it is read, or why it is refused."""

    start: int
    end: int
    reading: Quantity | None
    reason: str = ""


Read = Callable[[str], tuple[Quantity | None, str]]
"""Takes an expression as searched, gives what it says, or None and the reason."""

POINTS = "points, of a hundred or of something else"
REMEMBERED = 1 << 16
"""Distinct expressions that a reader keeps, so that each is read once."""


def reader(codebook: Codebook, reading: str) -> Read:
    """What reads expressions by one codebook at one reading; ask for it by `Codebook.once`."""

    @lru_cache(maxsize=REMEMBERED)
    def read(expression: str) -> tuple[Quantity | None, str]:
        joined = "".join(expression.split())
        if len(joined) < len(expression):
            number = re.search(r"\d[\d\s.,]*\d", expression)
            if number and re.search(r"\d\s\d", number[0]) and not _SPLIT_POINT.fullmatch(number[0]):
                joined = _SPACE.sub(" ", expression)
        try:
            return read_quantity(joined, codebook, reading), ""
        except QuantityError as error:
            return None, error.reason

    return read


def number_of(text: str, match: re.Match[str], words: Words) -> Number:
    """The parts of a match, without what turned out not to belong to it."""
    digits, end = match.span()
    # All groups of the pattern in their order: asking for each by name takes as long as matching.
    whole, arabic, half, chinese, inside, size, _, inside2, unit, inside3, _, after = match.groups(
        ""
    )
    if chinese and (chinese[0] == "数" or chinese[-1] == "计"):
        digits, chinese = _of_its_own(text, digits, chinese, unit, words)
    if half == "折":  # 打对折
        digits, half = digits - 1, "对折"
    inner = inside or inside2 or inside3
    sign = text[end : end + 1]
    if sign == " ":
        sign = text[end + 1 : end + 2]
    divided = unit and sign in SIGNS and (not after or sign in "/／")  # 1000元以上/斤
    per = words.per.match(text, end) if divided else None
    if per:
        end = per.end()
        behind = None if after else words.hedge.match(text, end)
        after, end = (behind[0], behind.end()) if behind else (after, end)
    if not unit and not after and (inside or inside2) in ("来", "+"):
        nothing_follows = "+" in (inside, inside2) and not re.match(r"\w", text[end : end + 1])
        if not nothing_follows:
            end = match.start("inside") if inside else match.start("inside2")
            while text[end - 1].isspace():
                end -= 1
            inner, size = "", size if inside2 and not inside else ""
    start = digits
    if text[digits - 1 : digits] in words.touching:  # most numbers stand alone
        start = hedges_before(text, digits, words)
    if start < digits:
        hedge = text[start:digits].strip()
        if (hedge == "近" and unit in _LENGTHS) or (
            hedge == "突破" and _ACHIEVEMENT.match(text, end)
        ):
            start = digits
    told = per[0] if per else ""
    return Number(
        text, start, digits, end, arabic, chinese, whole, half, inner, size, unit, told, after
    )


def _of_its_own(text: str, digits: int, chinese: str, unit: str, words: Words) -> tuple[int, str]:
    """Where a numeral with 数 begins: in 参保人数百万 it is 百万; 以千计 is one with its 以."""
    if chinese[-1] == "计" and text[digits - 1 : digits] == "以":
        return digits - 1, "以" + chinese
    noun = text[max(0, digits - 1) : digits + 1]
    of_noun = (
        noun in words.lists["number-noun"]
        and len(chinese) > 2  # 农民工数千
        and chinese[1] != "以"  # 职工数以千计
        and text[max(0, digits - 2) : digits] not in words.before  # 至少数百户
        and (not unit or noun[0] != unit[0])  # 奖项数十项
    )
    return (digits + 1, chinese[1:]) if of_noun else (digits, chinese)


def hedges_before(text: str, place: int, words: Words) -> int:
    """Where the hedges before a number begin; the number's own place if there are none."""
    for _ in range(3):
        sign = text[place - 1 : place]
        if sign not in words.touching:
            return place
        end = place
        if sign in words.linking:
            end = _before_links(text, place, words)
            while end and place - end < 9 and text[end - 1].isspace():
                end -= 1
            negated = _negated(text, place, words)
            if negated < place:
                place = negated
                continue
        if not end or text[end - 1] not in words.hedge_ends:
            return place
        for length in (5, 4, 3, 2, 1):
            word = text[max(0, end - length) : end]
            if len(word) == length and word in words.before:
                break
        else:
            return place
        begin = end - length
        # 破5000万, but not 破3起; 过三分之二, but not 过5000万
        large = (_SHARE if word in ("上", "过") else _LARGE).match(text, place)
        if word in _LARGE_ONLY and not large and text[place : place + 1] not in MULTIPLES:
            return place
        if end < place and text[end:place].strip() and word in ("上", "过", "破", "多"):
            return place
        own = text[max(0, begin - 2) : begin] in words.lists["own-word"]  # 补贴 and 近, not 贴近
        glued_to = {text[begin - 1 : end], text[begin - 2 : end]}
        if not own and glued_to & words.not_hedge:
            return place
        place = begin
        negated = text[begin - 1 : begin] in words.negation_ends
        for more in (4, 3, 2, 1) if negated else ():
            negation = text[max(0, begin - more) : begin]
            if len(negation) == more and negation in words.negation:
                place = begin - more
                break
    return place


def _before_links(text: str, place: int, words: Words) -> int:
    """Where the words that may stand between a hedge and its number begin: 至少要有12名."""
    for _ in range(3):
        end = place
        while end and place - end < 3 and text[end - 1].isspace():
            end -= 1
        if text[max(0, end - 2) : end] in words.before:
            return end  # 不到了: the hedge itself ends like a link
        for length in (2, 1):
            if end >= length and text[end - length : end] in words.link:
                place = end - length
                break
        else:
            return end
    return place


def _negated(text: str, end: int, words: Words) -> int:
    """Where a comparison with a negation before it begins; ``end`` if there is none."""
    for length in (2, 1):
        word = text[max(0, end - length) : end]
        if word in words.reached:
            place = end - length
            for more in (4, 3, 2, 1):
                negation = text[max(0, place - more) : place]
                if len(negation) == more and negation in words.negation and negation != "不":
                    return place - more
    return end


def glued(number: Number) -> bool:
    """Whether a letter stands just before the digits, as in G60."""
    previous = number.text[number.digits - 1] if number.digits else ""
    return previous.isascii() and previous.isalpha()


def _preceded(number: Number, words: Words, by: str) -> bool:
    """Whether words of a class stand before a number."""
    place = number.start
    return words.around[by].search(number.text, max(0, place - _FAR), place) is not None


def _capped(number: Number, words: Words) -> bool:
    """Whether a number is the highest that is given, not one that was reached."""
    first = max(0, number.start - _FAR)
    return number.text.find("最高", first, number.start) >= 0 and _preceded(number, words, "cap")


def _further(number: Number, words: Words) -> str:
    """A hedge with a verb or 每月 between it and the number; empty if there is none."""
    first = max(0, number.start - _NEAR)
    if not _FURTHER.search(number.text, first, number.start):
        return ""
    match = words.around["further"].search(number.text, first, number.start)
    return (match["each"] or match["adverb"]) if match else ""


def of_points(number: Number) -> Hit | None:
    """The refusal of a rise or a fall by 个点."""
    if (
        number.unit != "个"
        or not _POINTS.match(number.text, number.end)
        or not _CHANGED.search(number.before())
    ):
        return None
    return Hit(number.start, number.end + 1, None, POINTS)


def hit_of(number: Number, read: Read, far: Words | None = None) -> Hit:
    """Read a number with its own hedges, or a share with one that stands further off."""
    expression = number.text[number.start : number.end]
    if far and not number.hedged:
        unit, further = number.unit, ""
        if unit in _LENGTHS and number.before(1) == "近":  # 从业近30年: no window, but a fact
            return Hit(number.start - 1, number.end, *read("将近" + expression))
        if number.whole or number.half or unit in _SHARES:
            around = number.text[max(0, number.start - _FAR) : number.start]
            found = far.far.search(around)
            further = found["hedge"] if found else ""
        elif unit == "位" and _preceded(number, far, "rank"):
            expression = expression.replace("位", "位次")  # ranks, not persons
        elif unit == "个" and _AND_POINTS.match(number.text, number.end):
            expression += "百分点"  # 2.9个、23.9个百分点
        elif points := of_points(number):
            return points
        if (unit in _MONEY or unit in _SHARES) and _capped(number, far):
            further = further or "最多"
        further = further or _further(number, far)
        if further:
            reading, reason = read(further + expression)
            if reading:
                return Hit(number.start, number.end, reading, reason)
    reading, reason = read(expression)
    return Hit(number.start, number.end, reading, reason)
