"""The period phrases of the codebook, as patterns.

``codebook/reading/periods.csv`` holds a cue a row, or three for a vague one, one a reading. In a
cue ``[a|b]`` may be there or not, ``(a|b)`` is a choice, and N, Y, M, D stand for a small number, a
year, a month and a day in Arabic or Chinese numerals. Where a cue holds N, its lengths are added
to N. ``kind`` lists the kinds that agree with the phrase; the first is the one it has by itself.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from reform_analysis.reading.characters import simplified
from reform_analysis.reading.hedges import READINGS
from reform_analysis.reading.numerals import read_numeral
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import Fault, TableError, file_of
from reform_analysis.tables.messages import MessageError
from reform_analysis.tables.naming import Value, split_list
from reform_analysis.tables.regexes import sound

_FILE = file_of("codebook/reading/periods")
_SMALL = "0?[1-9]|[1-9][0-9]|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
_PLACES = {"N": _SMALL, "Y": "[0-9]{4}|[〇零一二三四五六七八九]{4}", "M": _SMALL, "D": _SMALL}
# A gloss in brackets (pinyin), and words that say how was counted, not when.
_ASIDE = re.compile(r"\([^()0-9一-鿿]*\)|[\s,、。]")
SHORTEST = 2
"""Characters of a phrase that is sought in a text; 年 alone stands in words of many kinds."""

_LENGTH = re.compile(f"(?:{_SMALL})年")
_COUNTED = re.compile("共|累计|全")
_HOW = re.compile("累计|先后|总共|共|已")


@dataclass(frozen=True)
class Cue:
    """A cue of the register; ``years`` by reading, empty where lengths come from dates."""

    pattern: re.Pattern[str]
    kinds: tuple[str, ...]
    years: dict[str, tuple[float, float]]

    def length(self, reading: str, found: re.Match[str]) -> tuple[float, float] | None:
        """Shortest and longest length [years] of a phrase that was found, if the cue tells it."""
        if not self.years:
            return None
        number = numbers_in(found).get("N", 0)
        low, high = self.years[reading]
        return low + number, high + number


def read_cues(codebook: Codebook) -> tuple[Cue, ...]:
    """Compile the register; ask for it by `Codebook.once`.

    Raises
    ------
    TableError
        The register cannot be read, or a cue of it cannot work: the message names its row.
    """
    grouped: dict[str, list[tuple[int, dict[str, Value]]]] = {}
    for number, row in enumerate(codebook.rows("codebook/reading/periods"), start=2):
        grouped.setdefault(row["cue"], []).append((number, row))
    cues, faults = [], []
    for cue, rows in grouped.items():
        try:
            cues.append(_cue(cue, [row for _, row in rows]))
        except ValueError as error:
            faults.append(Fault(_FILE, rows[0][0], "cue", f"{cue}: {error.args[0]}", error.args[1]))
    if faults:
        raise TableError(faults)
    return tuple(cues)


def _cue(cue: str, rows: list[dict[str, Value]]) -> Cue:
    kinds = split_list(rows[0]["kind"])
    lengths = {row["reading"]: (row["years_low"], row["years_high"]) for row in rows}
    given = [cell for row in rows for cell in (row["reading"], row["years_low"], row["years_high"])]
    complete = set(lengths) == set(READINGS) and len(rows) == len(READINGS) and None not in given
    alone = len(rows) == 1 and given[1:] == [None, None]
    if not (complete if "window" in kinds else alone):
        rule = "a window has one row with lengths for each reading, any other kind one without"
        raise ValueError("its rows do not fit its kind", rule)
    try:
        return Cue(compile_cue(cue), kinds, lengths if complete else {})
    except ValueError as error:
        raise ValueError(
            str(error), "close every bracket; [a|b] may be left out, (a|b) may not"
        ) from error


def compile_cue(cue: str) -> re.Pattern[str]:
    """A cue of the register as a pattern.

    Raises
    ------
    ValueError
        Its brackets do not close, it names N, Y, M or D twice, or all of it may be left out.

    Examples
    --------
    >>> compile_cue("近N年[来]").fullmatch("近三年")["N"]
    '三'
    """
    pattern = cue.replace("[", "(?:").replace("]", ")?")
    pattern = re.sub("[NYMD]", lambda place: f"(?P<{place[0]}>{_PLACES[place[0]]})", pattern)
    try:
        compiled = re.compile(pattern)
        sound(re.sub(r"\?P<[NYMD]>", "?:", pattern))
    except (re.error, ValueError) as error:
        raise ValueError(str(error) if isinstance(error, re.error) else error.args[0]) from error
    if compiled.match(""):  # found everywhere, it would be looked for without end
        raise ValueError("nothing at all is read by it")
    return compiled


def plain(phrase: str, codebook: Codebook) -> str:
    """Bring a printed phrase to the form of the cues."""
    words = unicodedata.normalize("NFKC", phrase).translate(codebook.once(simplified))
    words = _ASIDE.sub("", words).replace("月份", "月")
    return _HOW.sub("", words) or words


def find_cue(words: str, codebook: Codebook) -> tuple[Cue, re.Match[str]]:
    """The first cue that is the whole of a plain phrase; ValueError where there is none."""
    for cue in codebook.once(read_cues):
        if found := cue.pattern.fullmatch(words):
            return cue, found
    raise MessageError(
        "no cue in {table} reads this; add one there", table="codebook/reading/periods.csv"
    )


class Phrase(NamedTuple):
    """A period phrase in a running text: where it stands, and the cue that reads it."""

    start: int
    end: int
    cue: Cue


def find_phrases(text: str, codebook: Codebook, start: int, end: int) -> list[Phrase]:
    """Find the period phrases of a part of a text.

    Parameters
    ----------
    text : str
        A text in simplified characters.
    codebook : Codebook
        Its list of phrases, each sought where it has at least `SHORTEST` characters.
    start, end : int
        The part that is searched.

    Returns
    -------
    list of Phrase
        In the order of the text; the longest phrase at each place. A length alone (三年) is a
        phrase only where a word of counting follows it: by itself it tells how long something
        lasts.

    Raises
    ------
    TableError
        The list of phrases cannot be read.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> text = "2023年6月以来培训30人，每月补贴3年，现有12人"
    >>> found = find_phrases(text, codebook(), 0, len(text))
    >>> [text[each.start : each.end] for each in found]
    ['2023年6月以来', '每月', '现有']
    """
    cues, any_cue = codebook.once(read_cues), codebook.once(_any_cue)
    found = []
    while begins := any_cue.search(text, start, end):
        matches = [(cue.pattern.match(text, begins.start(), end), cue) for cue in cues]
        last, cue = max(
            ((match.end(), cue) for match, cue in matches if match), key=lambda each: each[0]
        )
        phrase = text[begins.start() : last]
        alone = _LENGTH.fullmatch(phrase) and not _COUNTED.match(text, last)
        if len(phrase) >= SHORTEST and not alone:
            found.append(Phrase(begins.start(), last, cue))
        start = last
    return found


def _any_cue(codebook: Codebook) -> re.Pattern[str]:
    """Where a phrase begins."""
    cues = codebook.once(read_cues)
    return re.compile("|".join(re.sub(r"\?P<[NYMD]>", "?:", cue.pattern.pattern) for cue in cues))


def numbers_in(found: re.Match[str]) -> dict[str, int]:
    """What a phrase says for N, Y, M and D."""
    named = {name: text.lstrip("0") or "0" for name, text in found.groupdict().items() if text}
    return {name: int(read_numeral(text)[0].value) for name, text in named.items()}
