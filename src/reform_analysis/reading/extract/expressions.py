"""What one number in a text gives: one expression, a range, several that share a unit, or nothing.

A number that is damaged (its digits stand apart, a letter among them, a full-width comma inside)
is refused with a reason; nothing is mended that could be read in two ways.
"""

from __future__ import annotations

import re

from reform_analysis.reading.extract.counts import Number, counts
from reform_analysis.reading.extract.lists import range_of, shared_unit
from reform_analysis.reading.extract.number import LONGEST, Hit, Read, glued, hit_of, number_of
from reform_analysis.reading.extract.patterns import Words

_LIKE_DIGITS = frozenset("lIOo")
_SPACE = re.compile(r"\s+")
_THOUSANDS = re.compile(r"\d{1,3}(?:\s\d{3})+(?:\.\d+)?")
_LABEL = re.compile("[表图附件例注]\\Z")
_SPLIT_POINT = re.compile(r"\d+\s?\.\s?\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SLASH = re.compile("([1-9][0-9]?)/([1-9][0-9]?)(?![0-9/.])(以上|左右)?")
_SPELT = re.compile(
    "[十百千万]?把|[一二两三四五六七八九十][百千万亿][零一二两三四五六七八九十百千万亿]+"
)
_MINUS = re.compile(r"(?:\A|(?<=[一-鿿、，,：:(\s]))(?<![年月日号期一二三四五六七八九十])-\Z")
_MONEY = re.compile(r"(?:[$¥￥€£]|RMB)\s?\Z")
_PLUS = re.compile(r"(?<=[速幅率长降比润益差额化动为至到达从由是、，(])\+\Z")
_BELOW = re.compile("(?:零下|负)\\Z")
_SIGNED = frozenset("$¥￥€£B-+ ")
_GOES_ON = frozenset("OolI:±+/与和至到~-")
_MARGIN = re.compile(r"(?:±|\+/-)\d{1,9}(?:\.\d{1,9})?(?=[)，。；、,;]|\Z)")
_BETWEEN = re.compile(r"[与和至到~-]{1,2}(?!(?:19|20)\d\d之)\d{1,9}(?:\.\d{1,4})?之间")
_DAMAGED = re.compile(
    r"\d{1,9}(?:[OolI][OolI\d]{0,9})\s?(?:[余多]?[百千]?[万亿]{0,2}[人名个家件项元户%]|[百千]?[万亿])"
)
_RATIO = re.compile(r"\d{1,5}(?:\.\d{1,3})?(?::\d{1,5}(?:\.\d{1,3})?){1,5}(?![\d:])")
_NAMED_RATIO = re.compile("(?:比|比例|之比)(?:约?为|达到?|是|[:：])?\\s?\\Z")
_LARGE = re.compile("[一二两三四五六七八九十几]{1,3}[百千]?[万亿]")
_ENDED = re.compile(r"[，。；、,;)！!\n和]|\Z")
_SHARE_BEFORE = re.compile(r"(?:[占达近超约到过]|不足|不到)\s?\Z")


def expressions(text: str, match: re.Match[str], words: Words, read: Read) -> list[Hit]:
    """Read what one match of the number pattern gives, and what belongs to it behind."""
    number = number_of(text, match, words)
    if number is None:
        return []
    arabic = number.arabic
    if number.end - number.digits > LONGEST:
        return _refused(number, "so long a run of digits is no count") if number.unit else []
    if arabic and not arabic.isdigit() and _SPACE.search(arabic):
        whole = _apart(number)
        if whole is None:
            last = number.digits + re.search(r"\s+", arabic).end()
            retry = words.number.match(text, last)
            return expressions(text, retry, words, read) if retry else []
        if not whole:
            if not (number.unit or number.size) or glued(number):
                return []
            return _refused(number, f"the digits of {arabic} stand apart: damaged, or two numbers")
    if arabic and not number.unit:
        joined = _with_slash(number, read) or shared_unit(number, words, read)
        if joined:
            return joined
    elif arabic and text[number.digits - 1 : number.digits] in _LIKE_DIGITS and _alone(number):
        return _refused(
            number._replace(start=number.digits - 1), "a letter stands among the digits"
        )
    ranged = range_of(number, words, read)
    if ranged is not None:
        return ranged
    if not counts(number, words):
        return _left_out(number, read)
    hit = hit_of(number, read, far=words)
    spelt = (number.unit or number.chinese[-1:] == "把") and _SPELT.fullmatch(number.chinese)
    if hit.reading is None and not (arabic or number.hedged or spelt or number.whole):
        return []  # characters that form no numeral are a word: 三八节
    return [hit]


def _with_slash(number: Number, read: Read) -> list[Hit]:
    """Read a share that is written with a slash: 占1/4."""
    text, digits = number.text, number.digits
    slash = _SLASH.match(text, digits) if "/" in text[digits + 1 : digits + 3] else None
    if slash is None or not _SHARE_BEFORE.search(text, max(0, digits - 4), digits):
        return []
    written = f"{text[number.start : digits]}{slash[2]}分之{slash[1]}{slash[3] or ''}"
    return [Hit(number.start, slash.end(), *read(written))]


def _apart(number: Number) -> bool | None:
    """Whether digits with blanks between are one number; None if only the last part counts."""
    arabic, text, digits = number.arabic, number.text, number.digits
    parts = _SPACE.split(arabic)
    if _SPLIT_POINT.fullmatch(arabic):
        return bool(number.size or number.unit) or None
    own_line = (not digits or text[digits - 1] == "\n") and number.start == digits
    labelled = _LABEL.search(text, max(0, digits - 2), digits)
    if labelled or "\n" in arabic or (len(parts) == 2 and _YEAR.fullmatch(parts[0])):
        return None  # the number of a table or a page, or a year
    if own_line and len(parts) == 2 and parts[1][0] != "0":
        return False if _THOUSANDS.fullmatch(arabic) else None  # a heading's number, or thousands
    return _THOUSANDS.fullmatch(arabic) is not None


def _alone(number: Number) -> bool:
    """Whether the letter just before the digits is none of a word: l5人, but not COOL5."""
    previous = number.text[max(0, number.digits - 2) : number.digits - 1]
    return not (previous.isascii() and previous.isalnum())


def _left_out(number: Number, read: Read) -> list[Hit]:
    """Read or refuse what is a number without doubt, though nothing says what it counts."""
    text, digits, end = number.text, number.digits, number.end
    before = text[max(0, digits - 4) : digits]
    if number.arabic:
        behind = digits + len(number.arabic)
        following = {text[behind : behind + 1], text[end : end + 1]}
        if not following & _GOES_ON and before[-1:] not in _SIGNED:
            return []  # by far the most
        if damaged := _DAMAGED.match(text, digits):
            return [Hit(digits, damaged.end(), None, "a letter stands among the digits")]
        if ratio := _ratio(number):
            return ratio
        if margin := _MARGIN.match(text, end):
            return [Hit(digits, margin.end(), None, "a margin without a unit")]
        if between := _BETWEEN.match(text, end):
            whole = text[digits : between.end()]
            return [Hit(digits, between.end(), *read(whole))]
        signed = number.unit and (_MINUS.search(before) or _PLUS.search(before))
        if _MONEY.search(before) or signed:
            return [hit_of(number, read)]  # the rule of neighbours takes the sign in
    elif number.chinese and digits:
        if before[-1] in "负下" and _BELOW.search(before) and (number.unit or "点" in number.chinese):
            return [hit_of(number, read)]
        large = not number.unit and _LARGE.fullmatch(number.chinese) and _ENDED.match(text, end)
        if large and "一" <= before[-1] <= "鿿":
            return [hit_of(number, read)]
    return []


def _ratio(number: Number) -> list[Hit]:
    """Refuse a ratio as a whole: 师生比1:18, 105.2:100; 1:1 alone is no claim, 9:30 a time."""
    match = _RATIO.match(number.text, number.digits)
    if match is None:
        return []
    named = _NAMED_RATIO.search(number.text, max(0, number.digits - 6), number.digits)
    parts = match[0].split(":")
    if not named and "." not in match[0] and not (len(parts) > 2 and len(match[0]) != 8):
        return []
    return [Hit(number.digits, match.end(), None, "a ratio: its parts count nothing by themselves")]


def _refused(number: Number, reason: str) -> list[Hit]:
    return [Hit(number.start, number.end, None, reason)]
