"""Numbers that belong together: ranges, lists that share a unit, and the ends of a change."""

from __future__ import annotations

import re
from dataclasses import replace

from reform_analysis.reading.extract.counts import LENGTHS, Number, counts
from reform_analysis.reading.extract.number import LONGEST, Hit, Read, glued, hit_of, number_of
from reform_analysis.reading.extract.patterns import PLAIN, Words

_ITEM = re.compile(rf"(-?{PLAIN})(?:\s?([百千]?(?:万亿?|亿)|[百千]))?")
_FROM = re.compile("[从由自][^，。；：！？、,;:!?\n]{0,12}\\Z")
_BOTH_ENDS = re.compile("之间|不等")
_COMMA = re.compile(r"，\d{3}(?!\d)")
_SPACE = re.compile(r"\s")
_YEAR = re.compile("(?:19|20)[0-9]{2}")


def range_of(number: Number, words: Words, read: Read) -> list[Hit] | None:
    """Both ends of a range as one expression; None if no range begins here."""
    text = number.text
    between = words.between.match(text, number.end)
    if not between or number.after:
        return None
    match = words.number.match(text, between.end())
    second = number_of(text, match, words) if match else None
    if second is None or not (second.unit or second.size or second.whole):
        return None
    if second.end - number.digits > LONGEST or (second.arabic and _SPACE.search(second.arabic)):
        return None
    if (
        _FROM.search(text[max(0, number.start - 14) : number.start])
        and between[0].strip() in "到至"
    ):
        if number.unit or number.size:
            whole = _BOTH_ENDS.match(text, second.end)
            reading, reason = read(text[number.start : whole.end()]) if whole else (None, "")
            return [Hit(number.start, whole.end(), reading, reason)] if reading else None
        return [_with(number, second, number.end, read)] if counts(second, words) else []
    if number.unit and between[0].strip() in ("到", "至") and _level_follows(number, second, words):
        return None
    joined = replace(second, start=number.start, digits=number.digits)
    if joined.chinese in ("二", "十"):
        joined = replace(joined, chinese="两")  # doubtful only where they stand alone
    # A range is no article and no slogan: 一到五个 counts as 一到五个以上 would.
    hedged = joined.after or ("" if second.unit in LENGTHS else between[0])
    if not counts(replace(joined, end=second.end, after=hedged), words):
        return None
    if number.unit and number.unit != second.unit and second.unit:
        if number.unit != "个" or number.inside != "半":
            return None
        parts = text[number.start : number.end], text[number.end : second.end]
        return [Hit(number.start, second.end, *read(second.unit.join(parts)))]  # 8个半至9小时
    hit = hit_of(joined, read)
    if hit.reading is None and number.unit and number.start == number.digits:
        return None
    return [hit]


def _level_follows(number: Number, second: Number, words: Words) -> bool:
    """Whether the second number is the level that a change led to: 增加2万人至8万人."""
    changed = words.around["change"].search(number.text, max(0, number.start - 4), number.start)
    return changed is not None and not _BOTH_ENDS.match(number.text, second.end)


def shared_unit(number: Number, words: Words, read: Read) -> list[Hit]:
    """Numbers that share the unit of the last one: a list, or the two ends of a change."""
    text = number.text
    if _COMMA.match(text, number.end) and len(number.arabic) <= 3 and not number.size:
        match = words.number.match(text, number.end + 1)
        if match and (match["unit"] or match["size"]) and match["unit"] != "年":
            return [
                Hit(number.start, match.end(), None, "a comma between digits: one number or two")
            ]
    if text[number.end : number.end + 1] in tuple("、和及与以/ "):
        listed = words.listed.match(text, number.digits)
        if listed:
            return _list(number, listed, words, read)
    rise = words.rise.match(text, number.end)
    if rise and rise[0].strip() not in ("到", "至"):
        place = rise.end()
        match = words.number.search(text, place, place + 12)
        second = number_of(text, match, words) if match else None
        if (
            second
            and second.start <= place
            and second.unit
            and counts(second, words)
            and counts_like(number)
        ):
            return [_with(number, second, number.end, read)]
    return []


def counts_like(number: Number) -> bool:
    """Whether a number without a unit may take that of another: it is no date and no label."""
    previous = number.text[number.digits - 1] if number.digits else ""
    return previous != "第" and not glued(number) and not _YEAR.fullmatch(number.arabic)


def _list(number: Number, listed: re.Match[str], words: Words, read: Read) -> list[Hit]:
    text = number.text
    last = words.number.match(text, listed.start("last"))
    second = number_of(text, last, words) if last else None
    if second is None or not second.unit or not counts_like(number) or not counts(second, words):
        return []
    end = listed.start("last") - (text[listed.start("last") - 1] == "-")
    items = list(_ITEM.finditer(text, listed.start(), end))
    heading = len(items) == 1 and text[number.end] == "、" and len(number.arabic) <= 2
    if heading and (not number.digits or text[number.digits - 1] in "\n。；;"):
        return []  # the number of a heading: 1、3家企业
    hits = []
    for item in items:
        if not item[0]:
            continue
        each = replace(
            number,
            start=number.start if item.start() == number.digits else item.start(),
            digits=item.start(),
            end=item.end(),
            arabic=item[1],
            size=item[2] or "",
        )
        hits.append(_with(each, second, each.end, read))
    return [*hits, hit_of(replace(second, start=second.digits), read)]


def _with(number: Number, second: Number, end: int, read: Read) -> Hit:
    """A number read with the unit, and where it is the smaller one the multiplier, of another."""
    size = number.size
    if not size and second.size and _near(number, second):
        size = second.size
    expression = number.text[number.start : end] + ("" if number.size else size)
    expression += second.unit + second.per
    reading, reason = read(expression)
    return Hit(number.start, end, reading, reason)


def _near(number: Number, second: Number) -> bool:
    """Whether a number in digits is of the size of one that has a multiplier: 12 beside 15万."""
    digits = [re.sub(r"[,，\s]", "", each.arabic) for each in (number, second)]
    try:
        return float(digits[0]) < 10 * float(digits[1] or 1)
    except ValueError:  # a Chinese numeral stays what it is, a malformed number is refused
        return False
