"""The period phrases of the codebook, as patterns.

``codebook/periods.csv`` holds a cue a row, or three for a vague one, one a setting. In a cue
``[a|b]`` may be there or not, ``(a|b)`` is a choice, and N, Y, M, D stand for a small number, a
year, a month and a day in Arabic or Chinese numerals. Where a cue holds N, its lengths are added
to N. ``kind`` lists the kinds that agree with the phrase; the first is the one it has by itself.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from reform_analysis.hedges import SETTINGS
from reform_analysis.numerals import read_numeral
from reform_analysis.paths import Project, find_project
from reform_analysis.tables import load

_SMALL = "0?[1-9]|[1-9][0-9]|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
_PLACES = {"N": _SMALL, "Y": "[0-9]{4}|[〇零一二三四五六七八九]{4}", "M": _SMALL, "D": _SMALL}
_SIMPLIFIED = str.maketrans("來兩後從計總間過連續現", "来两后从计总间过连续现")
# A gloss in brackets (pinyin), and words that say how was counted, not when.
_ASIDE = re.compile(r"\([^()0-9一-鿿]*\)|[\s,、。]")
_HOW = re.compile("累计|先后|总共|共|已")


@dataclass(frozen=True)
class Cue:
    """A cue of the register; ``years`` by setting, empty where lengths come from dates."""

    pattern: re.Pattern[str]
    kinds: tuple[str, ...]
    years: dict[str, tuple[float, float]]

    def length(self, setting: str, found: re.Match[str]) -> tuple[float, float] | None:
        """Shortest and longest length [years] of a phrase that was found, if the cue tells it."""
        if not self.years:
            return None
        number = numbers_in(found).get("N", 0)
        low, high = self.years[setting]
        return low + number, high + number


@lru_cache(maxsize=8)
def read_cues(project: Project) -> tuple[Cue, ...]:
    """Compile the register; a row that cannot work is a ValueError naming its cue."""
    cues = []
    for cue, rows in load("codebook/periods", project).groupby("cue", sort=False):
        kinds = tuple(rows["kind"].iloc[0].split(";"))
        lengths = rows[["setting", "years_low", "years_high"]]
        years = {setting: (low, high) for setting, low, high in lengths.dropna().to_numpy()}
        complete = sorted(years) == sorted(SETTINGS) and len(rows) == len(SETTINGS)
        alone = len(rows) == 1 and lengths.isna().all(axis=None)
        if not (complete if "window" in kinds else alone):
            raise ValueError(
                f"data/codebook/periods.csv, cue {cue}: a window has one row with lengths for "
                "each setting, any other kind one row without"
            )
        try:
            cues.append(Cue(compile_cue(cue), kinds, years))
        except ValueError as error:
            raise ValueError(f"data/codebook/periods.csv, cue {cue}: {error}") from error
    return tuple(cues)


def compile_cue(cue: str) -> re.Pattern[str]:
    """A cue of the register as a pattern.

    Raises
    ------
    ValueError
        Its brackets do not close, or it names N, Y, M or D twice.

    Examples
    --------
    >>> compile_cue("近N年[来]").fullmatch("近三年")["N"]
    '三'
    """
    pattern = cue.replace("[", "(?:").replace("]", ")?")
    pattern = re.sub("[NYMD]", lambda place: f"(?P<{place[0]}>{_PLACES[place[0]]})", pattern)
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ValueError(str(error)) from error


def plain(phrase: str) -> str:
    """Bring a printed phrase to the form of the cues."""
    words = _ASIDE.sub("", unicodedata.normalize("NFKC", phrase).translate(_SIMPLIFIED))
    words = words.replace("月份", "月")
    return _HOW.sub("", words) or words


def find_cue(words: str) -> tuple[Cue, re.Match[str]]:
    """The first cue that is the whole of a plain phrase; ValueError where there is none."""
    for cue in read_cues(find_project()):
        if found := cue.pattern.fullmatch(words):
            return cue, found
    raise ValueError("no cue in codebook/periods.csv reads this; add one there")


def numbers_in(found: re.Match[str]) -> dict[str, int]:
    """What a phrase says for N, Y, M and D."""
    named = {name: text.lstrip("0") for name, text in found.groupdict().items() if text}
    return {name: int(read_numeral(text)[0].value) for name, text in named.items()}
