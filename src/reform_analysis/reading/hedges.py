"""The reading rules of hedges: what data/codebook/reading/hedges.csv says, ready to be applied.

A row names a hedge, the words that carry it (cues), where they stand, and for one of the three
readings two small formulas, ``low`` and ``high``, in these names:

========  ==========================================================================
``v``     the printed number with its multiplier (of 十几 the certain part, 10)
``res``   place value of the last printed digit, after multipliers
``step``  place value of the last digit that is not zero, after multipliers
``u``     place of an indefinite digit (几百: 100)
``cap``   1 for a share of a whole, else infinite
========  ==========================================================================
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reform_analysis.reading.numerals import Numeral, NumeralError
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import Fault, TableError, file_of
from reform_analysis.tables.naming import Value, split_list

READINGS = ("narrow", "central", "wide")
FORMS = ("plain", "decimal", "multiplier")
POSITIONS = ("", "before", "bare", "inside", "after", "leading", "trailing", "between")
"""Where a cue stands: ``before`` the number (``bare``: only before a bare 百, 千, 万, 亿),
``inside`` (after the digits, the multiplier or the classifier), ``after`` everything, ``between``
the ends of a range, or in place of the first (``leading``) or last (``trailing``) digit."""

NAMES = ("v", "res", "step", "u", "cap")
Bound = Fraction | float
Formula = Callable[[tuple[Bound, ...]], Bound]

_FILE = file_of("codebook/reading/hedges")
_MEND = f"write a formula of numbers, {', '.join(NAMES)}, + - * /, min() and max()"

_OPERATORS: dict[type[ast.operator], Callable[[Bound, Bound], Bound]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_FUNCTIONS: dict[str, Callable[..., Bound]] = {"min": min, "max": max}


def formula(text: str) -> Formula:
    """Turn a formula of the codebook into a function.

    Parameters
    ----------
    text : str
        Numbers, the names ``v res step u cap``, ``+ - * /``, brackets, ``min()`` and ``max()``.

    Returns
    -------
    callable
        Takes the values of ``v, res, step, u, cap`` as one tuple; exact when they are fractions.

    Raises
    ------
    ValueError
        The text is no formula or holds anything else.

    Examples
    --------
    >>> values = (Fraction(400), Fraction(1), Fraction(100), Fraction(0), math.inf)
    >>> formula("max(v - step/2, 0.9*v)")(values)
    Fraction(360, 1)
    """
    try:
        return _compile(ast.parse(text, mode="eval").body)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError(f"{text!r} is no formula") from error


def _compile(node: ast.expr) -> Formula:
    match node:
        case ast.Constant(value=int() | float() as value) if (
            type(value) is not bool and value < 1e9
        ):
            exact = Fraction(repr(value))  # 0.15 as written, not its nearest float
            return lambda values: exact
        case ast.Name(id=name) if name in NAMES:
            return operator.itemgetter(NAMES.index(name))
        case ast.BinOp(op=op) if type(op) in _OPERATORS:
            apply = _OPERATORS[type(op)]
            left, right = _compile(node.left), _compile(node.right)
            return lambda values: apply(left(values), right(values))
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in _FUNCTIONS and node.args:
            choose = _FUNCTIONS[name]
            options = [_compile(argument) for argument in node.args]
            return lambda values: choose([option(values) for option in options])
    raise ValueError(
        f"{ast.unparse(node)!r} may not stand in a formula; "
        f"only numbers, {', '.join(NAMES)}, + - * /, min() and max()"
    )


@dataclass(frozen=True)
class Cue:
    """A hedge, where it stands and the word that carries it."""

    hedge: str
    position: str = ""
    word: str = ""


@dataclass(frozen=True)
class Rules:
    """The reading rules of one reading.

    ``formulas`` holds the low and high formula for each (hedge, position, form); ``cues`` the
    words for each position.
    """

    formulas: dict[tuple[str, str, str], tuple[Formula, Formula]]
    cues: dict[str, dict[str, Cue]]

    def bounds(self, cue: Cue, number: Numeral, share: bool) -> tuple[Bound, Bound]:
        """Return the exact bounds of a number under a hedge.

        Nothing is below 0, and no share above 1 unless its printed value is.
        """
        low, high = self.formulas[cue.hedge, cue.position, number.form]
        least = number.value + 2 * number.u  # 几百% says more than a whole itself
        cap = 1 if share and least <= 1 else math.inf
        values = (number.value, number.res, number.step, number.u, cap)
        return max(low(values), 0), min(high(values), cap)


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
        words = " and ".join(cue.word for cue in sided)
        raise NumeralError(f"the hedges {words} contradict each other")
    return next((cue for cue in sided if cue.position == "inside"), sided[0])


def one_of(words: Iterable[str]) -> str:
    """Return a regular expression for one of some words, the longest that fits.

    Examples
    --------
    >>> one_of(["超", "超过"])
    '(?:超过|超)'
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
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
    if reading not in READINGS:
        raise ValueError(f"no reading {reading!r}; choose one of {', '.join(READINGS)}")
    return codebook.once(_rules, reading)


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
    >>> sorted(rules_from({2: {**row, "low": "v", "high": "v"}}, "central").formulas)
    [('exact', '', 'decimal'), ('exact', '', 'multiplier'), ('exact', '', 'plain')]
    """
    formulas: dict[tuple[str, str, str], tuple[Formula, Formula]] = {}
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
    formulas: dict[tuple[str, str, str], tuple[Formula, Formula]],
    cues: dict[str, dict[str, Cue]],
) -> None:
    hedge, position, form = row["hedge"] or "", row["position"] or "", row["form"]
    if position not in POSITIONS:
        choice = ", ".join(filter(None, POSITIONS))
        raise ValueError(f"no position {position!r}", f"leave it empty or choose one of {choice}")
    pair = formula(row["low"] or ""), formula(row["high"] or "")
    if form == "any":
        for each in FORMS:  # a row for one form goes before the row for any
            formulas.setdefault((hedge, position, each), pair)
    else:
        formulas[hedge, position, form] = pair
    for word in split_list(row["cues"]):
        cue = cues[position].setdefault(word, Cue(hedge, position, word))
        if cue.hedge != hedge:
            raise ValueError(f"{word} already carries the hedge {cue.hedge}", "keep one of them")
