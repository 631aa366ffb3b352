"""Markdown as GitHub, Sphinx and our own pages read it: text that stays text, code, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def plain(text: object) -> str:
    r"""A text that is shown as it stands, whatever marks it holds.

    Examples
    --------
    >>> print(plain("2*step | <b>"))
    2\*step \| \<b>
    """
    return re.sub(r"([\\`*_\[\]<|~])", r"\\\1", str(text))


def code(text: object) -> str:
    r"""An id, a formula or a pattern, set as code; nothing where there is none.

    Examples
    --------
    >>> code("0|[1-9]"), code("")
    ('`0\\|[1-9]`', '')
    """
    return f"`{str(text).replace('|', chr(92) + '|')}`" if str(text) else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table, with an empty line behind it.

    Examples
    --------
    >>> table(["a", "b"], [["1", "2"]])
    ['| a | b |', '| --- | --- |', '| 1 | 2 |', '']
    """
    lines = [head, ["---"] * len(head), *rows]
    return [*(f"| {' | '.join(cells)} |" for cells in lines), ""]


def slug(heading: str) -> str:
    """The name that a link finds a heading by, as GitHub makes it.

    Examples
    --------
    >>> slug("New members (`new-worker-members`)"), slug("数据表")
    ('new-members-new-worker-members', '数据表')
    """
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
