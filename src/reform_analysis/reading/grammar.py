"""The grammar of one expression, compiled from the tables of hedges, classifiers and words."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from reform_analysis.reading.characters import simplified
from reform_analysis.reading.denominators import Denominators, load_denominators
from reform_analysis.reading.hedges import Rules, load_rules, one_of
from reform_analysis.reading.numerals import CHARACTERS
from reform_analysis.reading.spelling import Parts, unit_parts
from reform_analysis.reading.wordlists import word_lists
from reform_analysis.tables.codebook import Codebook

SHARE = "fraction"
"""The canonical unit of a share."""

NOT_LIANG = "(?<![0-9二四五六七八九十百千万亿]两)"
"""Behind a numeral: 两 at its end is a weight (五两), but for 一两个 and 三两天, one or two."""

# Signs that mean the same.
_PLAIN = str.maketrans(
    "０１２３４５６７８９，﹐．％﹪‐‑‒–—―－−～〜∼＋＞＜\u00a0\u2002\u2003\u2009\u202f\u3000",
    "0123456789,,.%%--------~~~+><      ",
)


class Grammar(NamedTuple):
    """Cue words and classifiers, compiled for one reading."""

    plain: dict[int, int | str]
    rules: Rules
    units: dict[str, str]
    factors: dict[str, Fraction]
    smaller: Parts
    signed: frozenset[str]
    denominators: Denominators
    front: re.Pattern[str]
    part: re.Pattern[str]
    between: re.Pattern[str]
    several: re.Pattern[str]
    after: re.Pattern[str]


def load_grammar(codebook: Codebook, reading: str) -> Grammar:
    """Compile the cue words and classifiers into patterns; ask for it by `Codebook.once`."""
    rules = load_rules(codebook, reading)
    rows = codebook.rows("codebook/reading/units")
    units = {row["printed"]: row["unit"] for row in rows}
    factors = {row["printed"]: Fraction(str(row["factor"])) for row in rows if row["factor"]}
    classifiers = one_of(units)
    # 百 in 百分点 and 千 in 千瓦 belong to the classifier; points, commas and blanks may stand
    # within a number.
    kilos = {unit[1:] for unit in units if unit[0] == "千"}
    longer = one_of(
        unit for unit in set(units) - kilos if any(unit.startswith(each) for each in kilos)
    )
    kilo = f"(?!{longer}){one_of(kilos)}"  # 7千克 is of 千克, 7千克拉 of 克拉
    sign = f"(?:[百千](?!分点)(?<!千(?={kilo}))|[{''.join(sorted(set(CHARACTERS) - set('百千')))}])"
    number = rf"{sign}(?:[\s.,点]*{sign})*{NOT_LIANG}"
    inside, after = one_of(rules.cues["inside"]), one_of(rules.cues["after"])
    joined = one_of(unit[1:] for unit in units if unit[0] == "个" and unit != "个")  # 个多月
    part = (
        rf"(?:(?P<integer>{number})又)?(?:(?P<whole>{number})分之\s*)?(?P<number>一半|半数|半|{number})"
        rf"(?:\s*(?P<digits>{inside})(?:\s*(?P<size>[百千]?(?:万亿?|亿)))?)?"
        rf"(?:\s*(?P<multiplier>{inside}))?"
        rf"(?:\s*(?P<unit>{classifiers})(?:(?P<classifier>{inside}|半)(?P<rest>{joined})?)?)?"
        rf"\s*(?P<after>(?:{after}\s*)*)"
    )
    front, bare = one_of(rules.cues["before"]), one_of(rules.cues["bare"])
    lists = word_lists(codebook, ("negation", "link", "reached", "signed-unit"))
    negation, links, reached = (one_of(lists[name]) for name in ("negation", "link", "reached"))
    return Grammar(
        {**codebook.once(simplified), **_PLAIN},
        rules,
        units | {SHARE: SHARE},
        factors,
        codebook.once(unit_parts),
        frozenset(lists["signed-unit"]),
        codebook.once(load_denominators),
        re.compile(
            rf"\s*(?:(?P<before>{front})(?:\s*{links})*|(?P<negation>{negation})\s*"
            rf"(?P<turned>{front}|{reached})(?:\s*{links})*"
            rf"|(?P<bare>{bare})(?=\s*[百千万亿])|(?P<doubled>翻了?))\s*"
        ),
        re.compile(part),
        re.compile(rf"\s*(?<!不){one_of(rules.cues['between'])}\s*"),
        re.compile(r"\A" + one_of(rules.cues["leading"])),
        re.compile(after),
    )
