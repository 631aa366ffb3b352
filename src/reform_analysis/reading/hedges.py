"""The reading rules of hedges: what data/codebook/reading/hedges.csv says, ready to be applied.

A row names a hedge, the words that carry it (cues), where they stand, and for one of the three
readings two small formulas (`formulas`), ``low`` and ``high``.

The narrow and the central reading are calibrated on pairs of a hedged and a finer number
(`calibration`); wide is what the words allow. That width goes with the roundness of the number, and
not with its size alone: Krifka (2007), *Approximate interpretation of number words*. That scales go
by 5 as by 10 (``step5``): Jansen and Pollmann (2001), *On round numbers*, Journal of Quantitative
Linguistics 8. That a number ending in zeros may be a coarser one (form ``round``): Heitjan and
Rubin (1991), *Ignorability and coarse data*, Annals of Statistics 19. Widths of hedges by
elicitation, for comparison: Ferson et al. (2015), *Natural language of uncertainty: numeric hedge
words*, International Journal of Approximate Reasoning 57.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reform_analysis.reading.formulas import NAMES, Bound, Formula, formula
from reform_analysis.reading.numerals import Numeral, NumeralError
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import Fault, TableError, file_of
from reform_analysis.tables.naming import Value, one_known, split_list

READINGS = ("narrow", "central", "wide")
FORMS = ("plain", "round", "decimal", "multiplier", "bare")
POSITIONS = ("", "before", "bare", "inside", "after", "leading", "trailing", "between")
"""Where a cue stands: ``before`` the number (``bare``: only before a bare 百, 千, 万, 亿),
``inside`` (after the digits, the multiplier or the classifier), ``after`` everything, ``between``
the ends of a range, or in place of the first (``leading``) or last (``trailing``) digit."""

HEAPED = 100
"""Whole numbers may be heaped on multiples of this and above: two zeros at the end."""

_FILE = file_of("codebook/reading/hedges")
_MEND = f"write a formula of numbers, {', '.join(NAMES)}, + - * /, min() and max()"


@dataclass(frozen=True)
class Cue:
    """A hedge, where it stands and the word that carries it."""

    hedge: str
    position: str = ""
    word: str = ""


class Rule(NamedTuple):
    """The ends of one row, and whether its high end is an assumption of ours, not of the words."""

    low: Formula
    high: Formula
    assumed_high: bool


class Bounds(NamedTuple):
    """The exact bounds of a number, and whether the upper one is assumed."""

    low: Bound
    high: Bound
    assumed_high: bool


@dataclass(frozen=True)
class Rules:
    """The reading rules of one reading.

    ``formulas`` holds the rule for each (hedge, position, form); ``cues`` the words for each
    position.
    """

    formulas: dict[tuple[str, str, str], Rule]
    cues: dict[str, dict[str, Cue]]

    def bounds(self, cue: Cue, number: Numeral, share: bool) -> Bounds:
        """Return the exact bounds of a number under a hedge.

        Nothing is below 0, and no share above 1 unless its printed value is. An end at which the
        cap is reached is no assumption: a share of 90 % or more ends at 1.
        """
        rule = self.formulas[cue.hedge, cue.position, form_of(number)]
        # 几百% says more than a whole itself.
        cap = 1 if share and number.value + 2 * number.u <= 1 else math.inf
        v, step = number.value, number.step
        step5 = 5 * step if v / step % 10 == 5 else step
        values = (v, number.res, step, step5, number.u, cap)
        high = rule.high(values)
        return Bounds(max(rule.low(values), 0), min(high, cap), rule.assumed_high and high < cap)


def form_of(number: Numeral) -> str:
    """Return the form of a number, on which its reading depends.

    Parameters
    ----------
    number : Numeral

    Returns
    -------
    {"plain", "round", "decimal", "multiplier", "bare"}
        ``multiplier``: what is printed says no more than hundreds or thousands, whether by 5千,
        0.5万 or 五千; ``round``: all digits are printed, and two or more zeros stand at the end;
        ``bare``: a multiplier without a digit.

    Examples
    --------
    >>> from reform_analysis.reading.numerals import read_numeral
    >>> [form_of(read_numeral(text)[0]) for text in ("5000", "5千", "0.5万", "五千", "千", "50")]
    ['round', 'multiplier', 'multiplier', 'multiplier', 'bare', 'plain']
    """
    if number.form != "plain" or number.several:
        return number.form
    heaped = HEAPED * number.measure  # 12千瓦 is as exact as 12公里
    if number.res >= heaped:
        return "multiplier"
    return "round" if number.step >= heaped else "plain"


def govern(cues: Sequence[Cue]) -> Cue:
    """Return the one cue that governs a number: what stacked hedges amount to.

    Parameters
    ----------
    cues : sequence of Cue
        In the order printed; none for an unhedged number.

    Returns
    -------
    Cue
        The one-sided hedge beside 约; of 超, 以上 and 余 together 余, which binds the digit.

    Raises
    ------
    NumeralError
        Two hedges contradict each other.

    Examples
    --------
    >>> govern([Cue("about", "before", "约"), Cue("nearly", "before", "近")]).hedge
    'nearly'
    """
    if not cues:
        return Cue("exact")
    sided = [cue for cue in cues if cue.hedge != "about"] or list(cues)
    hedges = {cue.hedge for cue in sided}
    if len(hedges) > 1 and not hedges <= {"over", "at_least"}:
        first, *others = (cue.word for cue in sided)
        rest = " and ".join(others)
        raise NumeralError(
            "the hedges {first} and {rest} contradict each other", first=first, rest=rest
        )
    return next((cue for cue in sided if cue.position == "inside"), sided[0])


def one_of(words: Iterable[str]) -> str:
    """Return a regular expression for one of some words, the longest that fits; of none, nothing.

    Examples
    --------
    >>> one_of(["超", "超过"]), one_of([])
    ('(?:超过|超)', '(?!)')
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    if not ordered:
        return "(?!)"
    return "(?:" + "|".join(map(re.escape, ordered)) + ")"


def load_rules(codebook: Codebook, reading: str = "central") -> Rules:
    """Read the rules of one reading from ``hedges.csv``, once for each codebook.

    Parameters
    ----------
    codebook : Codebook
        Its table ``codebook/reading/hedges``.
    reading : {"central", "narrow", "wide"}
        How widely hedges are read.

    Returns
    -------
    Rules
        Formulas ready to apply, and the cue words by position.

    Raises
    ------
    ValueError
        The reading is unknown.
    TableError
        The table cannot be read, or a row of it is at fault: the message names row and cure.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> sorted(load_rules(codebook()).cues["inside"])
    ['+', '余', '多', '来']
    """
    return codebook.once(_rules, one_known(reading, "reading", READINGS))


def _rules(codebook: Codebook, reading: str) -> Rules:
    return rules_from(dict(enumerate(codebook.rows("codebook/reading/hedges"), start=2)), reading)


def rules_from(rows: Mapping[int, Mapping[str, Value]], reading: str) -> Rules:
    """The rules of one reading from rows of ``hedges.csv``.

    Parameters
    ----------
    rows : mapping of int to mapping of str to str
        Cells by spreadsheet row and column, an empty one as empty text or None.
    reading : {"narrow", "central", "wide"}
        Rows of other readings are passed over.

    Returns
    -------
    Rules
        Formulas ready to apply, and the cue words by position.

    Raises
    ------
    TableError
        A row is at fault, or a rule for unhedged numbers is missing.

    Examples
    --------
    >>> row = {"hedge": "exact", "form": "any", "position": "", "cues": "", "reading": "central"}
    >>> rules = rules_from({2: {**row, "low": "v", "high": "v", "assumed_high": False}}, "central")
    >>> [form for hedge, position, form in rules.formulas]
    ['plain', 'round', 'decimal', 'multiplier', 'bare']
    """
    formulas: dict[tuple[str, str, str], Rule] = {}
    cues: dict[str, dict[str, Cue]] = {position: {} for position in POSITIONS}
    faults = []
    for number, row in rows.items():
        if row["reading"] == reading:
            try:
                _add(row, formulas, cues)
            except ValueError as error:
                problem, remedy = error.args if len(error.args) == 2 else (error, _MEND)
                faults.append(Fault(_FILE, number, None, str(problem), remedy))
    missing = [form for form in FORMS if ("exact", "", form) not in formulas]
    if missing and not faults:
        problem = f"there is no {reading} rule for exact, {', '.join(missing)}"
        faults = [Fault(_FILE, None, None, problem, "add a row for it")]
    if faults:
        raise TableError(faults)
    return Rules(formulas, cues)


def _add(
    row: Mapping[str, Value],
    formulas: dict[tuple[str, str, str], Rule],
    cues: dict[str, dict[str, Cue]],
) -> None:
    hedge, position, form = row["hedge"] or "", row["position"] or "", row["form"]
    if position not in POSITIONS:
        choice = ", ".join(filter(None, POSITIONS))
        raise ValueError(f"no position {position!r}", f"leave it empty or choose one of {choice}")
    assumed = bool(row["assumed_high"])
    rule = Rule(formula(row["low"] or ""), formula(row["high"] or ""), assumed)
    if form == "any":
        for each in FORMS:  # a row for one form goes before the row for any
            formulas.setdefault((hedge, position, each), rule)
    else:
        formulas[hedge, position, form] = rule
    for word in split_list(row["cues"]):
        cue = cues[position].setdefault(word, Cue(hedge, position, word))
        if cue.hedge != hedge:
            raise ValueError(f"{word} already carries the hedge {cue.hedge}", "keep one of them")
