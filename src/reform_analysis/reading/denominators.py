"""Compound units: what a number is per, behind its unit (300元/月, 300元每人每月) or before it.

The words are data: ``codebook/reading/unit_denominators.csv``. A compound unit is written with
the canonical names and slashes, in the order of the table: 元/人/月. Before a number two things
(每人每月300元) or a mean (人均300元) make it compound; one alone (每班50人, 每年300人) says when or
for whom the number counts, stays outside as 今年 does, and changes no unit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from reform_analysis.reading.hedges import one_of
from reform_analysis.reading.numerals import NumeralError
from reform_analysis.reading.wordlists import word_lists
from reform_analysis.tables.codebook import Codebook

SIGNS = frozenset("/／每一")
"""One of these begins what a number is per, where it stands behind the unit."""
YEARLY = "年均"
"""A mean of years is a period, which `period` reads."""
WITHOUT = frozenset(("fraction", "倍", "百分点", "千分点", "岁", "位次"))
"""Units that are not divided: a share, a change, an age or a rank for each is no compound unit."""

_FAR = 24
_ENDED = r"(?=[，。；、,;:)）！!\n以左上的]|\Z)"
_LINKS = "[为是约有达要须应]"
_LINKS_ENDS = (*_LINKS[1:-1], "均", " ")
_MEAN = "人户月年日周班场次家"


@dataclass(frozen=True, slots=True)
class Denominators:
    """What a number may be per.

    ``behind`` matches it at the place where a unit ends, ``before`` up to the place where the
    number begins; ``each`` finds the words one by one; ``names`` are canonical, in order.
    """

    behind: re.Pattern[str]
    before: re.Pattern[str]
    before_ends: frozenset[str]
    each: re.Pattern[str]
    names: dict[str, str]
    units: tuple[str, ...]


def load_denominators(codebook: Codebook) -> Denominators:
    """Compile the register; ask for it by `Codebook.once`.

    Parameters
    ----------
    codebook : Codebook
        Its tables ``codebook/reading/unit_denominators``, ``unit_nouns`` and ``word_classes``.

    Returns
    -------
    Denominators
        Patterns and names.
    """
    rows = codebook.rows("codebook/reading/unit_denominators")
    nouns = [row for row in codebook.rows("codebook/reading/unit_nouns") if row["side"] == "behind"]
    lists = word_lists(codebook, ("each-verb", "counting"))
    units = {row["printed"]: row["unit"] for row in rows}
    guards = {row["printed"]: row["not_before"] or "" for row in rows}
    one, noun = _one(units, guards), one_of(row["word"] for row in nouns)
    each = rf"(?:[名位个家户](?={noun}))?(?:{noun}|{one})"
    verbs = (*lists["each-verb"], *lists["counting"])
    return Denominators(
        re.compile(
            rf"\s?[/／]\s?(?:{one}(?:[/／·.]{one})*|[(（]{one}(?:[·.、]{one})*[)）])"
            rf"|(?:每{one}){{1,3}}{_ENDED}|(?<=[元块钱])一{one}{_ENDED}"
        ),
        re.compile(rf"(?:(?:每一?{each}){{2,3}}|[{_MEAN}]均){one_of(verbs)}?{_LINKS}?\s?\Z"),
        frozenset(
            word[-1] for word in (*units, *verbs, *_LINKS_ENDS, *(row["word"] for row in nouns))
        ),
        re.compile(
            rf"(?:[每/／·.、(（]一?|\A一)(?:[名位个家户](?={noun}))?(?P<word>{noun}|{one})"
            rf"|(?P<mean>[{_MEAN}])均"
        ),
        {**{row["word"]: row["unit"] for row in nouns}, **units},
        tuple(dict.fromkeys(units.values())),
    )


def _one(names: Iterable[str], guards: dict[str, str]) -> str:
    """One word with what may not follow it, the longest first."""
    return (
        "(?:"
        + "|".join(
            re.escape(word)
            + (f"(?!{guards[word]})" if guards.get(word) else "")
            + ("(?![A-Za-z])" if word.isascii() else "")
            for word in sorted(names, key=lambda word: (-len(word), word))
        )
        + ")"
    )


def words_of(text: str, known: Denominators) -> list[str]:
    """What is named in an expression of what a number is per, as printed.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> words_of("每人每月", load_denominators(codebook()))
    ['人', '月']
    """
    return [match["word"] or match["mean"] for match in known.each.finditer(text)]


def per_before(text: str, start: int, unit: str, known: Denominators) -> str:
    """The unit of a number with what stands before it: 每人每月发放300元.

    Parameters
    ----------
    text : str
        The text as searched.
    start : int
        Where the number's expression begins.
    unit : str
        Its canonical unit.
    known : Denominators
        As `load_denominators` gives them.

    Returns
    -------
    str
        Compound where two things or a mean are named; else the same.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> per_before("每人每月发放300元", 6, "元", load_denominators(codebook()))
    '元/人/月'
    """
    if text[start - 1 : start] not in known.before_ends:
        return unit
    first = max(0, start - _FAR)
    if text.find("每", first, start) < 0 and text.find("均", first, start) < 0:
        return unit
    match = known.before.search(text, first, start)
    if match is None or match[0].startswith(YEARLY):
        return unit
    try:
        return compound(unit, words_of(match[0], known), known)
    except NumeralError:
        return unit


def compound(unit: str, words: Collection[str], known: Denominators) -> str:
    """A unit with what it is per.

    Parameters
    ----------
    unit : str
        Canonical; it may be compound itself.
    words : collection of str
        What it is per, as printed: 人, 月.
    known : Denominators
        As `load_denominators` gives them.

    Returns
    -------
    str
        Such as 元/人/月.

    Raises
    ------
    NumeralError
        The unit is not divided, is divided by itself, or twice by the same.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> compound("元", ["月", "人"], load_denominators(codebook()))
    '元/人/月'
    """
    top, *below = unit.split("/")
    below += [known.names[word] for word in words]
    if top in WITHOUT or not top:
        raise NumeralError(
            "what is counted in {unit} is for each of nothing", unit=top or "no unit"
        )
    if top in below or len(set(below)) < len(below):
        raise NumeralError(
            "{unit} for each {words} is no unit", unit=unit, words=" and ".join(words)
        )
    return "/".join((top, *sorted(below, key=known.units.index)))


def take_out(body: str, units: Collection[str], known: Denominators) -> tuple[str, list[str]]:
    """Take what a number is per out of an expression.

    Parameters
    ----------
    body : str
        An expression without the hedges before it.
    units : collection of str
        Classifiers as printed.
    known : Denominators
        As `load_denominators` gives them.

    Returns
    -------
    str, list of str
        The rest, and what was named: 200元/月至300元/月 is 200元至300元 and 月.

    Raises
    ------
    NumeralError
        The ends of a range are per different things, or 场/次 may be 场次.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> take_out("300元/月以上", ["元"], load_denominators(codebook()))
    ('300元以上', ['月'])
    """
    found: list[str] = []
    for match in reversed([*known.behind.finditer(body)]):
        unit = next((each for each in units if body.endswith(each, 0, match.start())), "")
        together = f"{unit}{match[0].strip('/ ')}"
        if not unit or unit + match[0] in units:
            continue
        if together in units:
            raise NumeralError("{text} may be {words}", text=f"{unit}{match[0]}", words=together)
        found.append(match[0])
        body = body[: match.start()] + body[match.end() :]
    words = [words_of(each, known) for each in found]
    if any(each != words[0] for each in words):
        raise NumeralError("the two ends of the range are per different things")
    return body, words[0] if words else []
