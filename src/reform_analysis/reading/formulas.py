"""The small formulas of the reading rules: arithmetic on a printed number, and nothing else.

=========  =========================================================================
``v``      the printed number with its multiplier (of 十几 the certain part, 10)
``res``    place value of the last printed digit, after multipliers
``step``   place value of the last digit that is not zero, after multipliers
``step5``  five times ``step`` where that digit is a 5, else ``step``
``u``      place of an indefinite digit (几百: 100)
``cap``    1 for a share of a whole, else infinite
=========  =========================================================================
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from fractions import Fraction

NAMES = ("v", "res", "step", "step5", "u", "cap")
Bound = Fraction | float
Formula = Callable[[tuple[Bound, ...]], Bound]

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
        Numbers, the names ``v res step step5 u cap``, ``+ - * /``, brackets, ``min()``, ``max()``.

    Returns
    -------
    callable
        Takes the values of these names, in this order, as one tuple; exact when they are fractions.

    Raises
    ------
    ValueError
        The text is no formula or holds anything else.

    Examples
    --------
    >>> from math import inf
    >>> values = (*map(Fraction, (400, 1, 100, 100, 0)), inf)
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
