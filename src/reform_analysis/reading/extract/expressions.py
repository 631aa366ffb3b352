"""What one number in a text gives: one expression, a range, several that share a unit, or nothing.

A number that is damaged (its digits stand apart, a letter among them, a full-width comma inside)
is refused with a reason; nothing is mended that could be read in two ways.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reform_analysis.reading.extract.counts import LENGTHS, Number, counts
from reform_analysis.reading.extract.leftover import cells_of, left_out
from reform_analysis.reading.extract.lists import range_of, shared_unit
from reform_analysis.reading.extract.number import LONGEST, Hit, Read, glued, hit_of, number_of
from reform_analysis.reading.extract.patterns import DIGIT, Words

_LIKE_DIGITS = frozenset("lIOo")
_SPACE = re.compile(r"\s+")
_THOUSANDS = re.compile(r"\d{1,3}(?:\s\d{3})+(?:\.\d+)?")
_LABEL = re.compile("[表图附件例注]\\Z")
_SPLIT_POINT = re.compile(r"\d+\s?\.\s?\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SLASH = re.compile("([1-9][0-9]?)/([1-9][0-9]?)(?![0-9/.])(以上|左右)?")
_SPELT = re.compile(
    "[十百千万]?把|[数几]?[十百千万亿]{2,}|百八十|[一二两三四五六七八九十]{1,3}[百千万亿][零一二两三四五六七八九十百千万亿几]+"
    "|[零〇一二两三四五六七八九]{3,}"
)
_SHARE_BEFORE = re.compile(r"(?:[占达近超约到过仅]|[长少降加升低高]了?|占比|不足|不到)\s?\Z")

_GOES_ON = frozenset("一二两三四五六七八九半0123456789又比亿万")
_ONE = frozenset(("成", "倍", "番", "百分点", "个百分点", "%", *LENGTHS, "小时", "个小时"))
_SMALL = re.compile(f"[{DIGIT[1:]}十]{{1,2}}")
_COUNTING = frozenset("共增仅加减少")
_BELOW = ("负", "下")


def idle(match: re.Match[str], words: Words) -> bool:
    """Whether a Chinese numeral counts nothing: 一项 is an item, 三 alone is part of a name."""
    text, start = match.string, match.start()
    if match["chinese"] == "一":
        alone = (
            match["unit"] not in _ONE
            and not (match["whole"] or match["inside3"])
            and (
                text[start - 1 : start] not in words.hedge_ends
                or text[start - 1 : start] in words.link
            )
            and text[start - 1 : start] not in _COUNTING
        )
    else:
        alone = (
            match.lastgroup == "chinese"  # nothing behind belongs to it
            and _SMALL.fullmatch(match["chinese"]) is not None
            and not match["whole"]
            and text[start - 1 : start] not in words.touching
            and text[start - 1 : start] not in _BELOW
        )
    if not alone:
        return False
    following = text[match.end() : match.end() + 1]
    return following not in _GOES_ON and not (
        following in words.between_begins and words.between.match(text, match.end())
    )


def expressions(text: str, match: re.Match[str], words: Words, read: Read) -> list[Hit]:
    """Read what one match of the number pattern gives, and what belongs to it behind."""
    number = number_of(text, match, words)
    arabic = number.arabic
    if number.end - number.digits > LONGEST:
        return _refused(number, "so long a run of digits is no count") if number.unit else []
    if arabic and not arabic.isdigit() and len(arabic.split()) > 1:
        whole = _apart(number)
        if not (whole or number.unit or number.size) and (cells := cells_of(number)):
            return cells
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
            replace(number, start=number.digits - 1), "a letter stands among the digits"
        )
    if text[number.end : number.end + 1] in words.between_begins:  # few are
        ranged = range_of(number, words, read)
        if ranged is not None:
            return ranged
    if not counts(number, words):
        return left_out(number, words, read)
    hit = hit_of(number, read, far=words)
    if hit.reading is None and not (arabic or number.hedged or number.whole):
        spelt = (number.unit or number.chinese[-1:] == "把") and _SPELT.fullmatch(number.chinese)
        return [hit] if spelt else []  # characters that form no numeral are a word: 三八节
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
    if labelled or (len(parts) == 2 and _YEAR.fullmatch(parts[0])):
        return None  # the number of a table or a page, or a year
    if own_line and len(parts) == 2 and parts[1][0] != "0":
        return False if _THOUSANDS.fullmatch(arabic) else None  # a heading's number, or thousands
    return _THOUSANDS.fullmatch(arabic) is not None


def _alone(number: Number) -> bool:
    """Whether the letter just before the digits is none of a word: l5人, but not COOL5."""
    previous = number.text[max(0, number.digits - 2) : number.digits - 1]
    return not (previous.isascii() and previous.isalnum())


def _refused(number: Number, reason: str) -> list[Hit]:
    return [Hit(number.start, number.end, None, reason)]
