"""What is a number without doubt though nothing says what it counts: read, or refused aloud.

Signs, margins, damage, ratios (3:1, 三比一), units in letters that nobody knows (50Pa) and bare
numbers at the end of a clause. Years, times of day, labels and names (5G, 编号12) are left alone.
"""

from __future__ import annotations

import re

from reform_analysis.reading.extract.counts import CHANGES, Number, in_name
from reform_analysis.reading.extract.number import Hit, Read, hit_of, of_points
from reform_analysis.reading.extract.patterns import DIGIT, Words

_MINUS = re.compile(r"(?:\A|(?<=[一-鿿、，,：:(\s]))(?<![年月日号期一二三四五六七八九十])-\Z")
_MONEY = re.compile(r"(?:[$¥￥€£]|RMB)\s?\Z")
_PLUS = re.compile(r"(?<=[速幅率数长降比润益差额化动为至到达从由是、，(\s])\+\Z")
_BELOW = re.compile("(?:零下|负)\\Z")
_SIGNED = frozenset("$¥￥€£B-+ ")
_GOES_ON = frozenset("OolI:±+/与和至到~-比")
_MARGIN = re.compile(r"(?:±|\+/-)\d{1,9}(?:\.\d{1,9})?(?=[)，。；、,;]|\Z)")
_BETWEEN = re.compile(r"[与和至到~-]{1,2}(?!(?:19|20)\d\d之)\d{1,9}(?:\.\d{1,4})?之间")
_DAMAGED = re.compile(
    r"\d{1,9}(?:[OolI][OolI\d]{0,9})(?:\.\d{1,4})?\s?(?:[余多]?[百千]?[万亿]{0,2}[人名个家件项元户%]|[百千]?[万亿])"
)
_RATIO = re.compile(
    r"\d{1,5}(?:\.\d{1,3})?(?:[:比]\d{1,5}(?:\.\d{1,3})?){1,5}(?![\d:比])"
    rf"|[{DIGIT}十]{{1,3}}(?:比[{DIGIT}十]{{1,3}}){{1,5}}(?![{DIGIT}十百千万比])"
)
_NAMED_RATIO = re.compile("(?:比|比例|之比|[配占]比)(?:约?为|达到?|是|[:：])?\\s?\\Z")
_FACTOR = re.compile(r"(?<![\d.])\d{1,6}(?:\.\d{1,3})?[×*]\Z")
_POWER = re.compile(r"\d[eE^]\Z")
_IN_WORD = re.compile("[A-Za-z@/_-]")
_YEARS = re.compile(r"(?:19|20)\d\d比(?:19|20)\d\d")
_TIME = re.compile("(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9]){1,2}")
_EQUAL = re.compile("1(?::1)+")
_PLACED = re.compile(
    f"[{DIGIT[2:]}十几数]+[百千万亿][{DIGIT}十百千万亿]*|[{DIGIT[3:]}]十[{DIGIT[2:]}]|十[{DIGIT[2:]}]{{2}}"
)
_LARGE = re.compile("[一二两三四五六七八九十几]{1,3}[百千]?[万亿]")
_COMPOUND = re.compile(rf"[{DIGIT}十]+(?:[百千万亿点][{DIGIT}十百千万亿]+)+")
_SPOKEN = re.compile(f"[{DIGIT}十百千万]+[百千万亿][{DIGIT[2:]}]")
_ENDED = re.compile(r"[，。；、,;)！!\n和]|\Z")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_LETTERS = re.compile(r"\s?[A-Za-zµμΩ]{1,6}(?:/[A-Za-z]{1,4})?[²³23]?(?![A-Za-z0-9+-])")
_BARE = re.compile(r"(?:[1-9]\d{1,6}|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d{1,4})?")
_DAYS = re.compile("(?:[~至到-][0-9]{1,3})?\\s?日(?:以[上内下])?(?![A-Za-z0-9-])")
_TERM = re.compile("(?:逾期|期为|为期|期限[为是]|时限[为是]|满|持续了?|长达|历时)\\s?\\Z")
_DOTS = re.compile(r"\d\.{2,3}\Z")
_DECIMAL = re.compile(r"\d{1,6}\.\d{1,4}")
_WORD = re.compile(r"\s?(?!的)[一-鿿]{1,3}(?=[，。；、,;)！!\n]|\Z)")
_NEXT = re.compile("(?!的)[一-鿿]{1,2}")
_CELL_ENDS = re.compile(r"\s*\|")
_CELL = r"-?\d[\d.,]{0,18}%?"
_YEARS_ONLY = r"(?!(?:(?:19|20)\d\d\s+)*(?:19|20)\d\d\s*\Z)"
_ROW = re.compile(
    rf"(?!.*(?:电话|传真|热线|邮编|编码|账号)).{{0,60}}?"
    rf"(?:[^\d\s]\s{{1,8}}{_YEARS_ONLY}{_CELL}(?:\s{{1,8}}{_CELL}){{1,30}}|[^\d\s]\)\s{{1,8}}{_CELL})\s*"
)
_LINE = 160
_BLANK = frozenset(("", " ", "\t", "\n", "\r"))
_CLAUSE_ENDS = re.compile("[，。；,;)！!\n]|\\Z")
_ITEM_ENDS = re.compile("[，。；、,;()！!\n\\[]|\\Z")
_LONG = 4
"""Digits of a number that is no item's and no idiom's: it is refused whatever follows it."""

DOTS = "points stand among the digits"
RATIO = "a ratio: its parts count nothing by themselves"
PRODUCT = "a product: its factors count nothing by themselves"
LETTER = "a letter stands among the digits"
UNKNOWN = "a unit follows that is not known"
CELL = "a cell of a table: its heading says what it counts"
BARE = "no unit: nothing says what it counts"


def left_out(number: Number, words: Words, read: Read) -> list[Hit]:
    """Read or refuse a number that does not count by its neighbours.

    Parameters
    ----------
    number : Number
        One of which `counts` says no.
    words : Words
        What the codebook knows about the words around a number.
    read : Read
        Reads an expression.

    Returns
    -------
    list of Hit
        Nothing where the number is rightly left: a date, a label, a name.
    """
    text, digits, end = number.text, number.digits, number.end
    before = text[max(0, digits - 4) : digits]
    if not number.arabic:
        return _chinese(number, before, words, read)
    behind = digits + len(number.arabic)
    following = {text[behind : behind + 1], text[end : end + 1]}
    if following & _GOES_ON or before[-1:] in _SIGNED:
        if damaged := _DAMAGED.match(text, digits):
            return [Hit(digits, damaged.end(), None, LETTER)]
        if ratio := _ratio(number, words):
            return ratio
        if margin := _MARGIN.match(text, end):
            return [Hit(digits, margin.end(), None, "a margin without a unit")]
        if between := _BETWEEN.match(text, end):
            return [Hit(digits, between.end(), *read(text[digits : between.end()]))]
        signed = number.unit and (_MINUS.search(before) or _PLUS.search(before))
        if _MONEY.search(before) or signed:
            return [hit_of(number, read)]  # the rule of neighbours takes the sign in
    if _DOTS.search(before):
        return [Hit(digits - len(_DOTS.search(before)[0]), end, None, DOTS)]
    if number.unit:
        factor = _FACTOR.search(text, max(0, digits - 12), digits)
        if factor and not in_name(number, words):
            return [Hit(factor.start(), end, None, PRODUCT)]
        power = _POWER.search(before)
        return [Hit(digits - 2, end, None, LETTER)] if power else []
    return _unitless(number, before, words, read)


def _chinese(number: Number, before: str, words: Words, read: Read) -> list[Hit]:
    """A Chinese numeral: a ratio, one below zero, or a large one that ends its clause."""
    text, end = number.text, number.end
    if text[end : end + 1] == "比" and (ratio := _RATIO.match(text, number.digits)):
        return [Hit(number.digits, ratio.end(), None, RATIO)]
    if points := of_points(number):
        return [points]
    if not before or not number.chinese:
        return []
    if before[-1] in "负下" and _BELOW.search(before) and (number.unit or "点" in number.chinese):
        return [hit_of(number, read)]
    if number.unit or not "一" <= before[-1] <= "鿿":
        return []
    if days := _of_days(number, before, read):
        return days
    long = _PLACED.fullmatch(number.chinese) and len(number.chinese) >= _LONG
    word = (_NEXT if long else _WORD).match(text, end)
    # 超过二尺: the hedge says that it is a number
    hedged = number.digits - number.start > 1 or text[number.start] == "逾"
    named = words.around["clock"].match(text, end) or in_name(number, words)
    if word and (hedged or _PLACED.fullmatch(number.chinese)) and not named:
        return [Hit(number.start, word.end(), None, UNKNOWN)]
    if not _ENDED.match(text, end):
        return []
    large = (
        _LARGE.fullmatch(number.chinese)
        or _SPOKEN.fullmatch(number.chinese)
        or (_COMPOUND.fullmatch(number.chinese) and words.around["cue"].search(before))
    )
    return [hit_of(number, read)] if large else []


def _of_days(number: Number, before: str, read: Read) -> list[Hit]:
    """Days of a rule: 不少于15日, 期限为十五日; 日 alone is that of a date."""
    days = _DAYS.match(number.text, number.end)
    if not days or not (number.start < number.digits or _TERM.search(before)):
        return []
    reading, reason = read(number.text[number.start : days.end()])
    return [Hit(number.start, days.end(), reading, reason)] if reading else []


def _ratio(number: Number, words: Words) -> list[Hit]:
    """Refuse a ratio as a whole; 1:1 alone is a manner of speaking, 9:30 a time."""
    text, digits = number.text, number.digits
    match = _RATIO.match(text, digits)
    if match is None or _IN_WORD.match(text[digits - 1 : digits]) or _YEARS.fullmatch(match[0]):
        return []
    if not _NAMED_RATIO.search(text, max(0, digits - 6), digits):
        last = max(match[0].rfind(":"), match[0].rfind("比")) + 1
        counted = words.number.match(text, digits + last)
        label = counted is not None and counted["unit"]  # 附件1:20名
        if _TIME.fullmatch(match[0]) or _EQUAL.fullmatch(match[0]) or label:
            return []
    return [Hit(digits, match.end(), None, RATIO)]


def cells_of(number: Number) -> list[Hit]:
    """Refuse numbers in a row of a table whose cells stand apart by blanks: 货运量 12.3 14.5."""
    text, start, end = number.text, number.digits, number.digits + len(number.arabic)
    start -= text[start - 1 : start] == "-"
    if not text[start - 1 : start].isspace() or text[end : end + 1] not in _BLANK:
        return []
    first, last = max(0, start - _LINE), min(len(text), end + _LINE)
    broken, ended = text.rfind("\n", first, start), text.find("\n", end, last)
    row = _ROW.fullmatch(text, max(first, broken + 1), ended if ended >= 0 else last)
    return [Hit(start, end, None, CELL)] if row else []


def _unitless(number: Number, before: str, words: Words, read: Read) -> list[Hit]:
    """Refuse a number whose unit is in letters that nobody knows, or that has none at all."""
    text, end, arabic = number.text, number.end, number.arabic
    if per := words.per.match(text, end):
        return [Hit(number.start, per.end(), None, BARE)]
    sign = before.rstrip()[-1:]
    if cells := cells_of(number):
        return cells
    if sign == "|" and _CELL_ENDS.match(text, end):
        return [Hit(number.start, end, None, CELL)]
    if (
        not ("一" <= sign <= "鿿" or sign == "~" or (sign == ":" and "." in arabic))
        or _YEAR.match(arabic)
        or (number.size and not text[end : end + 1].isascii())
        or number.inside
    ):
        return []
    if days := _of_days(number, before, read):
        return days
    letters = _LETTERS.match(text, end)
    word = _WORD.match(text, end)
    name = letters and len(arabic) == 1 and len(letters[0]) == 1  # 5G, 3D
    stated = not letters and not before[-1:].isspace()  # behind a blank it may be that of a page
    ends = _CLAUSE_ENDS if len(arabic) < _LONG else _ITEM_ENDS
    bare = (
        stated
        and (_BARE.fullmatch(arabic) or _DECIMAL.fullmatch(arabic))
        and (ends.match(text, end) or CHANGES.match(text, end))
    )
    stated = stated and words.around["cue"].search(text, max(0, number.start - 4), number.start)
    word = word or (_NEXT.match(text, end) if stated and len(arabic) > 1 else None)
    if not (letters or bare or word) or name or words.around["clock"].match(text, end):
        return []
    label = words.around["label-before"].search(text, max(0, number.start - 6), number.start)
    if label or in_name(number, words):
        return []
    unknown = letters or word
    end, reason = (unknown.end(), UNKNOWN) if unknown else (end, BARE)
    return [Hit(number.start, end, None, reason)]
