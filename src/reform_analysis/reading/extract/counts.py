"""Whether a number counts, measures or rates something, or belongs to a name.

Arabic digits with a classifier count unless something speaks against it; Chinese numerals, which
idioms and slogans are full of, count only where something speaks for it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reform_analysis.reading.extract.lengths import told
from reform_analysis.reading.extract.patterns import CLAUSE, DIGIT, REACH, Words

_YEAR = re.compile(r"(?:19|20)\d\d")
_GLUED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.+×*/-_#@№=^&'")
_IN_ORDINALS = frozenset("第、和至到- \n\t\r")
_ORDINAL = re.compile(rf"第\s?(?:[\d{DIGIT}十百]{{1,3}}[、和至到-]){{0,3}}\Z")
_SMALL = re.compile(f"[{DIGIT}十]+")
_BARE = re.compile("[百千万亿十]+")
_AS_UNIT = re.compile("[为作](?:计量)?单位|计(?!划)")
_UNIT_OF = re.compile("单位[为是]?$")
_CURRENCIES = ("美元", "欧元", "日元", "港元", "英镑", "韩元", "澳元", "加元", "卢布", "新台币")
_RATES_AND_MONEY = frozenset(
    ("%", "‰", "百分点", "个百分点", "成", "折", "倍", "元", "番", *_CURRENCIES)
)
_LENGTHS = frozenset(("年", "个月", "周", "天", "个季度", "个星期"))
_MEASURES = frozenset(("米", "斤", "公斤", "吨", "小时"))
_SMALLER = re.compile(
    "[一二两三四五六七八九0-9]{1,2}(?=[，。；、,;)左以]|\\Z)|零?[一二两三四五六七八九十0-9]{1,3}[分两]"
)
_REFERENCE = re.compile("(?:10{2,3})")
_OPENING = re.compile("[“「『‘]")
_GOES_ON = re.compile("[一-鿿，。、；,.;)]|$")
_SIGNS_BEHIND = re.compile(r"\s*(?:[:~+×*/=]|-\d|[A-Za-z“\"])")
_STATED = re.compile("[占达有过超是为]$")
_QUOTED = 16
_TITLE = 60


class Number(NamedTuple):
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
    after: str

    @property
    def hedged(self) -> bool:
        """Whether a hedge stands before, in or after it."""
        return bool(self.inside or self.after) or self.start < self.digits

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
            number.half[:2] == "过半"
            or number.hedged
            or _STATED.search(number.before()) is not None
        )
    judge = _arabic if number.arabic else _chinese
    return judge(number, previous, words) and not in_name(number, words)


def _arabic(number: Number, previous: str, words: Words) -> bool:
    text, unit = number.text, number.unit
    following = text[number.end : number.end + 1]
    if len(number.arabic) > 1 and number.arabic[0] == "0" and "." not in number.arabic:
        return False
    if previous in _GLUED and number.start == number.digits:
        return False
    if following and following in _GLUED and following not in "./-" and not unit:
        return False
    year = len(number.arabic) == 4 and not number.size and _YEAR.match(number.arabic) is not None
    if not unit:
        return (not year or number.start < number.digits) and _bare(number, words)
    if year and (unit in ("年", "级", "版", "款") or unit == "届") and not number.inside:
        return False
    if unit in _LENGTHS:
        return _length(number, words)
    if following and following.isascii() and following.isalpha():
        return False
    if unit == "分" and previous and previous in "点时:":
        return False
    return not (unit == "届" and not words.around["counting"].search(number.before()))


def _bare(number: Number, words: Words) -> bool:
    """Whether a number without a classifier counts."""
    behind = number.behind(6)
    around = words.around
    if around["clock"].match(behind):
        return False
    if _SIGNS_BEHIND.match(behind):
        return False
    if number.size or number.inside in ("余", "多"):
        return True
    if number.arabic and not number.inside and len(number.arabic) > 8 and "," not in number.arabic:
        return False
    if number.start < number.digits and number.arabic:
        return len(number.arabic) > 1
    if _REFERENCE.fullmatch(number.arabic) and number.before(1) == "为":
        return False  # 以2015年为100: what others are measured by
    if number.arabic.isdigit() and len(number.arabic) > 1 and words.counted.match(behind):
        return (number.digits == number.start and number.arabic[:2] != "12") or number.hedged
    ended = not behind or behind[0] in "，。；、,;)!！\n"
    return bool(
        ended
        and number.arabic.isdigit()
        and len(number.arabic) > 1
        and around["cue"].search(number.before())
    )


def _length(number: Number, words: Words) -> bool:
    """Whether a length of time is told as a fact, not as a period."""
    more = number.inside in ("余", "多")
    kinds = ("any", "hedged" if number.after else "", "more" if more else "")
    return told(number.text, number.digits, number.end, number.unit, kinds, words.lengths)


def _heading(number: Number, previous: str) -> bool:
    """Whether 亿元 without a digit is the unit of a column: 单位:亿元, 营业收入(万元)."""
    if number.hedged:
        return False
    if previous == "以" and _AS_UNIT.match(number.behind()):
        return True
    return not "一" <= previous <= "鿿" or _UNIT_OF.search(number.before()) is not None


def _chinese(number: Number, previous: str, words: Words) -> bool:
    word, unit = number.chinese, number.unit
    small = _SMALL.fullmatch(word)
    if small and word != "零" and not (unit or number.hedged):
        return False  # 三, 十二: by far the most
    behind, around = number.behind(), words.around
    if word[-1] == "把":
        return True  # 个把月: a number, though one that is refused
    if word[0] in "零〇":
        if unit:
            return word[1:2] == "点" or (word == "零" and unit in ("起", "例", "宗"))
        return word == "零" and around["zero"].match(behind) is not None
    open_ended = word[0] in "数几" or "几" in word
    if unit in _RATES_AND_MONEY:
        if word == "一":
            return (unit in ("成", "倍", "番") and number.hedged) or re.search(
                "[增长]$" if unit != "成" else "[增长降占少高减升跌]$", number.before()
            ) is not None
        if unit == "折":
            return len(word) > 1 or re.match("优惠|购|价|[。，；、,;]", behind) is not None
        if unit in ("成", "倍") and _BARE.fullmatch(word):
            return number.hedged
        return number.start < number.digits or not (
            _BARE.fullmatch(word)
            and unit == "元"
            and (around["name"].match("元" + behind) or _heading(number, previous))
        )
    if not unit:
        return _bare_chinese(number, small is not None, words)
    if word == "一" and unit in _MEASURES and _SMALLER.match(behind):
        return True
    how = words.small[unit]
    if how == "never":
        return number.hedged and len(word) > 1
    if unit in _LENGTHS:
        return (
            not open_ended
            and not (word == "一" and unit != "年")
            and word not in MANY
            and _length(number, words)
        )
    if how == "time":
        return word not in ("一", "几", "数") and not open_ended
    if word in ("一", "二") or word in "数几":
        return False  # 二 before a classifier names an order; a count is 两
    if _BARE.fullmatch(word) and word != "十":
        if previous == "每" and not re.match(
            "[^，。；,;]{1,12}中(?:就|约|近|拥)?有", behind + "  "
        ):
            return False
        if not number.hedged and not "一" <= previous <= "鿿":
            return False  # a title: 百名劳模宣讲团
        if number.start < number.digits:
            return True
        if around["name"].match(behind) and not number.after:
            return False
        return number.hedged or (unit in _CROWDS and not re.match("[一空之所以次敌]", behind))
    if word == "十":
        return number.hedged or bool(around["counting"].search(number.before()))
    if unit == "届":
        return bool(around["counting"].search(number.before()))
    if small is None or number.hedged or len(word) > 1:
        return True
    if how == "cue":
        if around["label"].match(behind):
            return False
        ended = not behind or behind[0] in CLAUSE
        return ended or unit == "种" or bool(around["counting"].search(number.before()))
    return True


# What a bare 百, 千 or 万 counts without a hedge: people, events and money.
_CROWDS = frozenset(("人", "名", "位", "人次", "场", "场次", "件", "元", "美元", "吨", "平方米"))
MANY = frozenset(("百", "千", "万", "亿"))


def _bare_chinese(number: Number, small: bool, words: Words) -> bool:
    """Whether a Chinese numeral without a classifier counts: 近百万职工, 千余职工."""
    word, behind = number.chinese, number.behind()
    if word in "几数" or behind[:1] == "分":
        return False
    if words.around["clock"].match(behind) or not _GOES_ON.match(behind):
        return False
    if number.after:
        return len(word) > 1  # 三百有余
    if number.inside:
        return (
            number.inside in "余多"
            and word[-1] in "十百千万亿"
            and not re.match("[年月日天岁]|个月", behind)
        )
    if number.start < number.digits:
        return word[-1] in "百千万亿" or len(word) > 1
    if word[0] in "数几":
        return len(word) > 1
    large = not small and len(word) > 1 and word[-1] in "万亿" and word[0] not in "百千万亿"
    return large and (
        behind[:1] in ("", *"，。；、,;)!！\n和") or words.counted.match(behind) is not None
    )


def in_name(number: Number, words: Words) -> bool:
    """Whether a number stands in a title, a short quotation or a name of the register."""
    text, start, end = number.text, number.digits, number.end
    opened = text.rfind("《", max(0, start - _TITLE), start)
    if (
        opened >= 0
        and text.find("》", opened, start) < 0
        and text.find("》", end, end + _TITLE) >= 0
    ):
        return True
    quoted = _OPENING.search(text, max(0, start - _QUOTED), start)
    for left, right in ("“”", "「」", "『』", "‘’") if quoted else ():
        opened = text.rfind(left, max(0, start - _QUOTED), start)
        if opened < 0 or text.find(right, opened, start) >= 0:
            continue
        closed = text.find(right, end, opened + _QUOTED + 2)
        if closed >= 0 and not re.search("[，。；：！？,;:!?]", text[opened:closed]):
            return True
    last = start + len(number.arabic or number.chinese)
    names = words.arabic_names if number.arabic else words.chinese_names
    place, first = start, max(0, start - REACH)
    while place >= first and (place == start or text[place] in names.inside):
        match = names.pattern.match(text, place)
        if match and match.end() >= last:
            return True
        place -= 1
    return False
