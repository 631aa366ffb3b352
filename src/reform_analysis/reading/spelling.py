"""Ways of spelling an expression, brought to the one that the grammar of `expression` reads.

The rules are data: ``codebook/reading/spellings.csv`` says what is written in the place of what,
``unit_parts.csv`` which smaller unit may follow a larger one (12元5角), and how many make one.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from reform_analysis.reading.hedges import one_of
from reform_analysis.reading.numerals import NumeralError, read_numeral
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import Fault, TableError, file_of

SPELLINGS = "codebook/reading/spellings"
TENTHS = "0.1"
"""The part of ``unit_parts.csv`` that has no name: a bare digit behind the unit (3米5)."""
_NUMBER = "[0-9零〇一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾佰]{1,5}"
_DIGITS = {digit: str(value) for value, digit in enumerate("零一二三四五六七八九")} | {"两": "2"}


class Parts(NamedTuple):
    """What may follow a unit within one expression, by canonical unit."""

    pattern: dict[str, re.Pattern[str]]
    piece: dict[str, re.Pattern[str]]
    size: dict[tuple[str, str], int]


def respelt(text: str, codebook: Codebook) -> str:
    """An expression in the spelling that the grammar reads.

    Parameters
    ----------
    text : str
        In simplified characters and plain signs.
    codebook : Codebook
        Its table ``codebook/reading/spellings``.

    Returns
    -------
    str
        The same where no rule applies; each rule is applied once, in the order of the table.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> respelt("七成六", codebook()), respelt("介于30%与50%之间", codebook())
    ('七点六成', '30%至50%')
    """
    for pattern, written in codebook.once(_spellings):
        if pattern.search(text):  # hardly any does, and to look is quicker than to write
            text = pattern.sub(written, text)
    return text


def _spellings(codebook: Codebook) -> list[tuple[re.Pattern[str], str]]:
    rules, faults = [], []
    for number, row in enumerate(codebook.rows(SPELLINGS), start=2):
        pattern, written = re.compile(row["pattern"]), row["written"] or ""
        try:
            pattern.sub(written, row["example"])
        except (re.error, IndexError) as error:
            problem = f"'{written}' cannot be written ({error})"
            faults.append(Fault(file_of(SPELLINGS), number, "written", problem, "correct it"))
        rules.append((pattern, written))
    if faults:
        raise TableError(faults)
    return rules


def unit_parts(codebook: Codebook) -> Parts:
    """The smaller units of ``unit_parts.csv``; ask for them by `Codebook.once`."""
    size: dict[tuple[str, str], int] = {}
    names: dict[str, set[str]] = {}
    for row in codebook.rows("codebook/reading/unit_parts"):
        size[row["unit"], row["part"]] = row["parts"]
        names.setdefault(row["unit"], set()).add(row["part"])
    patterns, pieces = {}, {}
    for unit, parts in names.items():
        named = one_of(parts - {TENTHS})
        bare = r"|(?P<tenths>[0-9]{1,2}|[零一二三四五六七八九]{1,2})" if TENTHS in parts else ""
        patterns[unit] = re.compile(rf"(?P<named>(?:零?\s*{_NUMBER}?\s*{named}){{1,3}})整?{bare}")
        pieces[unit] = re.compile(rf"零?\s*(?P<number>{_NUMBER}?)\s*(?P<part>{named})")
    return Parts(patterns, pieces, size)


def rest_of_unit(text: str, unit: str, parts: Parts) -> tuple[Fraction, Fraction, int] | None:
    """What stands behind a number and its unit: its value, its last place, and where it ends.

    Parameters
    ----------
    text : str
        What follows the unit.
    unit : str
        The canonical unit.
    parts : Parts
        As `unit_parts` gives them.

    Returns
    -------
    tuple, or None
        None where no smaller unit follows.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> value, place, end = rest_of_unit("5角以上", "元", unit_parts(codebook()))
    >>> float(value), float(place), end
    (0.5, 0.1, 2)
    """
    match = parts.pattern[unit].match(text) if unit in parts.pattern else None
    if match is None:
        return None
    if match["named"] is None:
        digits = "".join(_DIGITS.get(sign, sign) for sign in match["tenths"])
        place = Fraction(1, 10 ** len(digits))
        return int(digits) * place, place, match.end()
    value, place = Fraction(0), Fraction(1)
    for piece in parts.piece[unit].finditer(match["named"]):
        try:
            number = read_numeral(piece["number"])
        except NumeralError:
            return None
        share = Fraction(1, parts.size[unit, piece["part"]])
        if len(number) > 1 or number[0].several or number[0].value * share >= place:
            return None  # 12元15角: more than the unit before it holds
        value, place = value + number[0].value * share, share
    return value, place, match.end()
