"""Regular expressions that are kept in tables: each compiles by itself and among others, and ends.

A pattern is joined with those of other rows, so it may refer to no group and set no flag. None may
repeat what itself repeats, for some dozen characters would then take longer than anybody lives;
where each turn begins with a sign of its own, as in ``(-[a-z]+)*``, there is one way to match.
"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST = 2000
"""Characters of a pattern: the longest word lists have some hundred."""

_FLAGS = re.compile(r"\(\?[aiLmsux-]")
_REFERENCE = re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]|\(\?P=|\(\?\(")
_TOKEN = re.compile(
    r"\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|.)|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:P<\w+>|<?[=!]|[:>]))?|.",
    re.DOTALL,
)
_REPEAT = re.compile(r"[*+]|\{(\d*),(\d*)\}|\{(\d+)\}|\?")
_PLAIN = frozenset(map(chr, range(32, 127)))
_REPEATED_GROUP = re.compile(r"\)[*+{]")
_INNER = "("
_NO_TURN = ("(?=", "(?!", "(?<=", "(?<!", "(?>")
"""Groups that take nothing, or keep what they took."""


@lru_cache(maxsize=4096)
def sound(pattern: str) -> None:
    """Refuse a pattern, a cell of a table of rules, that cannot be used.

    Raises
    ------
    ValueError
        With two arguments, problem and remedy.

    Examples
    --------
    >>> sound("第[一二三]{1,3}届")
    >>> sound("(?:一+)+元")
    Traceback (most recent call last):
    ...
    ValueError: ("'(?:一+)+元' repeats what repeats itself", 'repeat one of the two only')
    """
    if len(pattern) > LONGEST:
        raise ValueError(f"a pattern of {len(pattern)} characters", f"write {LONGEST} at most")
    try:
        re.compile(pattern)
        if _FLAGS.match(pattern):  # those of a whole expression cannot stand among others
            re.compile(f"(?:一|{pattern})")
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"'{pattern}' is no regular expression ({error})", "correct it") from None
    if _REFERENCE.search(pattern):
        raise ValueError(f"'{pattern}' refers to a group", "write out what is meant")
    if _REPEATED_GROUP.search(pattern) and _nested(pattern):
        raise ValueError(f"'{pattern}' repeats what repeats itself", "repeat one of the two only")


class _Group:
    """What a group that is still open holds."""

    def __init__(self, opened: str = "") -> None:
        self.opened = opened
        self.first: str | None = None
        """Its first token, empty where that is repeated or a group."""
        self.choice = False
        self.repeated: list[str] = []

    def ends_anywhere(self, without_end: bool) -> bool:
        """Whether a turn, repeated without end or not, may end at more places than one."""
        if self.opened in _NO_TURN:
            return False
        if self.choice and without_end:
            return True
        first = self.first or "(?!)"
        begins = [sign for sign in {*first, *_PLAIN} if re.fullmatch(first, sign)]
        own = begins and not any(_takes(each, sign) for each in self.repeated for sign in begins)
        return bool(self.repeated) and not own


def _most(repeat: re.Match[str]) -> int:
    return max((int(each) for each in repeat.groups() if each), default=1)


def _takes(token: str, sign: str) -> bool:
    return token == _INNER or re.fullmatch(token, sign, re.DOTALL) is not None


def _nested(pattern: str) -> bool:
    """Whether a group is repeated that repeats something and does not begin with its own sign."""
    stack, place = [_Group()], 0
    while token := _TOKEN.match(pattern, place):
        text, place = token[0], token.end()
        if text.startswith("("):
            stack.append(_Group(text))
            continue
        closed = stack.pop() if text == ")" else None
        repeat = None if text == "|" else _REPEAT.match(pattern, place)
        place = repeat.end() if repeat else place
        endless = repeat is not None and repeat[0] not in "?" and not (repeat[2] or repeat[3])
        many = endless or (repeat is not None and _most(repeat) > 1)
        if closed and many and closed.ends_anywhere(endless):
            return True
        group = stack[-1]
        if group.first is None:
            group.first = "" if closed or repeat else text
        group.choice = group.choice or text == "|"
        varies = repeat is not None and repeat[0] != "?" and repeat[3] is None
        if closed and (varies or closed.repeated):
            group.repeated.append(_INNER)
        elif varies:
            group.repeated.append(text)
    return False
