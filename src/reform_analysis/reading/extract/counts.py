"""Whether a number counts, measures or rates something, or belongs to a name.

Arabic digits with a classifier count unless something speaks against it; Chinese numerals, which
idioms and slogans are full of, count only where something speaks for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reform_analysis.reading.extract.decisions import COUNT, LENGTH, Kinds, decide
from reform_analysis.reading.extract.patterns import DIGIT, REACH, Words

_YEAR = re.compile(r"(?:19|20)\d\d")
_GLUED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.+×*/-_#@№=^&'")
_IN_ORDINALS = frozenset("第、和至到- \n\t\r")
_ORDINAL = re.compile(rf"第\s?(?:[\d{DIGIT}十百]{{1,3}}[、和至到-]){{0,3}}\Z")
LENGTHS = frozenset(("年", "个月", "周", "天", "个季度", "个星期"))
_REFERENCE = re.compile("(?:10{2,3})")
_CLOSING = dict(zip("“「『‘", "”」』’", strict=True))
_OPENED = re.compile("[“「『‘][^“”「」『』‘’]*\\Z")
_CLAUSES = re.compile("[，。；：！？,;:!?]")
_SIGNS_BEHIND = re.compile(r"\s*(?:[:~+×*/=]|-\d|[A-Za-z“\"])")
_STATED = re.compile(
    "(?:占[一-鿿]{1,6}|[占达有过超是为]|[减增降缩下省提][少加低短小去长降约高升]了?|其中)$"
)
_STATES = re.compile("[是为]|以[上下]|来自")
CHANGES = re.compile("(?:提高|上升|增加|扩大|下降|降低|减少|缩小|[升降增减])[到至为]")
_MORE = ("余", "多")
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")
_QUOTED = 16
_TITLE = 60
_GLOSS = 40  # 性别比(以女性为100，男性对女性的比例)为105.07


@dataclass(slots=True)
class Number:
    """A number in a text with what stands around it.

    ``start`` is where its hedges begin, ``digits`` where the number itself does and ``end`` where
    the expression ends; the other fields are the parts of the match.
    """

    text: str
    start: int
    digits: int
    end: int
    arabic: str
    chinese: str
    whole: str
    half: str
    inside: str
    size: str
    unit: str
    per: str
    after: str

    @property
    def hedged(self) -> bool:
        """Whether a hedge stands before, in or after it."""
        plain = self.inside[:1] in ("", "半")  # 一吨半
        return not plain or bool(self.after) or self.start < self.digits

    def kinds(self) -> Kinds:
        """What decision tables ask: whether hedges stand before, in or behind the number."""
        return (
            "any",
            "hedged" if self.hedged else "plain",
            *("before",) * (self.start < self.digits),
            *("inside",) * bool(self.inside),
            *("more",) * (self.inside in _MORE),
            *("after",) * bool(self.after),
        )

    def before(self, length: int = 6) -> str:
        """What stands before the expression."""
        return self.text[max(0, self.start - length) : self.start]

    def behind(self, length: int = 12) -> str:
        """What follows the expression."""
        return self.text[self.end : self.end + length]


def counts(number: Number, words: Words) -> bool:
    """Whether a number is a quantity.

    Parameters
    ----------
    number : Number
        A number with its surroundings.
    words : Words
        What the codebook knows about the words around a number.

    Returns
    -------
    bool
        False for dates, ordinals, labels, slogans, idioms and numbers that nothing says to count.
    """
    previous = number.text[number.digits - 1] if number.digits else ""
    if previous in _IN_ORDINALS and _ORDINAL.search(
        number.text, max(0, number.digits - 9), number.digits
    ):
        return False
    if previous == "前" and number.unit in ("名", "位", "强", "个"):
        return False
    if number.whole:
        return True
    if number.inside[:1] == "半" and number.chinese:  # 一吨半, 一个半月, but 一年半载
        return bool(number.unit) and number.behind(1) != "载"
    if number.half:
        return (
            number.half not in ("一半", "半数")
            or number.hedged
            or _STATED.search(number.before()) is not None
            or _STATES.match(number.text, number.end) is not None
            or words.far.search(number.before(_GLOSS)) is not None
        )
    judged = _arabic(number, previous, words) if number.arabic else _chinese(number, words)
    # 从业近30年, told as a fact, looks like the window near 30 years, a name of the register
    told = number.unit in LENGTHS and number.before(1) == "近"
    return judged and (told or not in_name(number, words))


def _arabic(number: Number, previous: str, words: Words) -> bool:
    text, unit = number.text, number.unit
    following = text[number.end : number.end + 1]
    if len(number.arabic) > 1 and number.arabic[0] == "0" and "." not in number.arabic:
        return False
    if previous in _GLUED and number.start == number.digits:
        sum_of_money = previous.isalpha() and number.size and unit[-1:] == "元"  # GDP161.2亿元
        before = text[max(0, number.digits - 2) : number.digits - 1]
        of_two = unit and before and previous == "/" and before not in _GLUED  # 24套/1280㎡
        if not (sum_of_money or of_two) or before.isdigit():
            return False
    if following and following in _GLUED and following not in "./-" and not unit:
        return False
    year = len(number.arabic) == 4 and not number.size and _YEAR.match(number.arabic) is not None
    year = year and not (number.inside in _MORE and words.counted.match(number.behind()))
    if not unit:
        return (not year or number.start < number.digits) and _bare(number, words)
    if year and (unit in ("年", "级", "版", "款") or unit == "届") and not number.inside:
        return False
    if unit in LENGTHS:
        return _length(number, words)
    if following and following.isascii() and following.isalpha() and unit[-1].isascii():
        return False
    if unit == "分" and previous and previous in "点时:":
        return False
    return unit != "届" or number.hedged or bool(words.around["counting"].search(number.before()))


def _bare(number: Number, words: Words) -> bool:
    """Whether a number without a classifier counts."""
    behind = number.behind(6)
    around = words.around
    clock = around["clock"].match(behind) and not behind.startswith("大关")
    if clock and not (number.size and behind[0] in "时日月"):
        return False
    if _SIGNS_BEHIND.match(behind):
        return False
    if number.size or number.inside in _MORE:
        return True
    if number.arabic and not number.inside and len(number.arabic) > 8 and "," not in number.arabic:
        return False
    if number.start < number.digits and number.arabic:
        return len(number.arabic) > 1
    if _REFERENCE.fullmatch(number.arabic) and number.before(1) == "为":
        return False  # 以2015年为100: what others are measured by
    if number.arabic.isdigit() and len(number.arabic) > 1 and words.counted.match(behind):
        return (number.digits == number.start and number.arabic[:2] != "12") or number.hedged
    if number.after and number.arabic.isdigit() and len(number.arabic) > 2:
        return True  # 5000人以上，7000以下
    ended = not behind or behind[0] in "，。；、,;)!！\n" or _FOOTNOTE.match(behind) is not None
    if (ended or CHANGES.match(behind)) and around["rated"].search(number.before(_GLOSS)):
        return True
    if not ended:
        return False
    whole = number.arabic.replace(",", "").isdigit() and len(number.arabic) > 1
    return whole and around["cue"].search(number.before()) is not None


def _length(number: Number, words: Words) -> bool:
    """Whether a length of time is told as a fact, not as a period."""
    rows = words.lengths(number.unit, number.kinds())
    return decide(number.text, number.digits, number.end, rows) == COUNT


def _chinese(number: Number, words: Words) -> bool:
    verdict = decide(
        number.text,
        number.start,
        number.end,
        words.numerals(number.chinese, number.unit, number.kinds()),
    )
    return verdict == COUNT or (verdict == LENGTH and _length(number, words))


def in_name(number: Number, words: Words) -> bool:
    """Whether a number stands in a title, a short quotation or a name of the register."""
    text, start = number.text, number.digits
    titled = text.rfind("《", max(0, start - _TITLE), start)
    named = titled >= 0 and text.find("》", titled, start) < 0
    if named and text.find("》", number.end, number.end + _TITLE) >= 0:
        return True
    opened = _OPENED.search(text, max(0, start - _QUOTED), start)
    if opened:
        first = opened.start()
        closed = text.find(_CLOSING[text[first]], number.end, first + _QUOTED + 2)
        if closed >= 0 and not _CLAUSES.search(text, first, closed):
            return True
    if number.arabic and (number.size or number.start < start):
        return False  # no name is in digits with a multiplier or a hedge
    last = start + len(number.arabic or number.chinese)
    names = words.arabic_names if number.arabic else words.chinese_names
    match = names.pattern.match(text, start)
    if match and match.end() >= last:
        return True
    for place in range(start - 1, max(0, start - REACH) - 1, -1):
        if text[place] not in names.inside:
            return False
        match = names.pattern.match(text, place)
        if match and match.end() >= last:
            return True
    return False
