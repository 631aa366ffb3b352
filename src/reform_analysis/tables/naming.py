"""Ids and the names that lead to them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from reform_analysis.tables.messages import Message, message

Value = Any  # by the type of its column: str, int, float, bool or date; None where it is empty

NAMES = ("name_zh", "name_en", "label_zh", "label_en", "title_zh", "title_en", "aliases")
"""Columns that name a thing otherwise than by its id."""


def split_list(cell: str | None) -> tuple[str, ...]:
    """Parts of a list cell; none if it is empty.

    Examples
    --------
    >>> split_list("0-10;20-25")
    ('0-10', '20-25')
    >>> split_list("")
    ()
    """
    return tuple(cell.split(";")) if cell else ()


def called(rows: Iterable[Mapping[str, Value]], key: str) -> dict[str, str]:
    """Every name of a register's rows -> their id: labels, names and aliases in both languages.

    Parameters
    ----------
    rows : iterable of mapping
        Rows of one register.
    key : str
        Its column of ids.

    Returns
    -------
    dict of str to str
        A name that belongs to several ids is left out.

    Examples
    --------
    >>> called([{"id": "jingjiang", "name_zh": "靖江市", "name_en": "Jingjiang"}], "id")
    {'靖江市': 'jingjiang', 'Jingjiang': 'jingjiang'}
    """
    owners: dict[str, set[str]] = {}
    for cells in rows:
        for column in NAMES:
            cell = cells.get(column)
            for name in split_list(cell) if isinstance(cell, str) and cells.get(key) else ():
                owners.setdefault(name, set()).add(cells[key])
    return {name: ids.pop() for name, ids in owners.items() if len(ids) == 1}


def resolve(
    written: Iterable[str] | str, rows: Iterable[Mapping[str, Value]], key: str, thing: str
) -> list[str]:
    """Ids that were written as ids or as names, in either language.

    Parameters
    ----------
    written : iterable of str, or str
        Ids, names or the beginning of one Chinese name only (靖江 for 靖江市); a text alone is one
        of them.
    rows : iterable of mapping
        Rows of the register.
    key : str
        Its column of ids.
    thing : str
        What a row is, for the message.

    Returns
    -------
    list of str
        In the order given, each once.

    Raises
    ------
    ValueError
        A text is no id and no name: with the one that was probably meant, or with all ids.

    Examples
    --------
    >>> rows = [{"id": "jingjiang", "name_zh": "靖江市", "name_en": "Jingjiang"}]
    >>> resolve(["靖江", "Jingjiang"], rows, "id", "place")
    ['jingjiang']
    >>> resolve("jinjiang", rows, "id", "place")
    Traceback (most recent call last):
    ...
    ValueError: no place is called 'jinjiang'; did you mean 'jingjiang'?
    """
    held = list(rows)
    ids, names = [row[key] for row in held], called(held, key)
    found = []
    for text in [written] if isinstance(written, str) else written:
        # A Chinese name goes without its 市 or 区; half an English word may be a slip.
        short = text and not text.isascii()
        begun = {owner for name, owner in names.items() if short and name.startswith(text)}
        if text in ids:
            found.append(text)
        elif text in names:
            found.append(names[text])
        elif len(begun) == 1:
            found.append(begun.pop())
        else:
            raise ValueError(not_called(text, thing, ids, names))
    return list(dict.fromkeys(found))


NOT_CALLED = "no {kind} is called {name}; {advice}"
"""Form of the message that there is no such thing."""


def not_called(
    wrong: str, kind: str, known: Collection[str], names: Mapping[str, str] | None = None
) -> Message:
    """What to say of a name that nothing of a kind has: what was probably meant, or what there is.

    Parameters are those of `suggest`.

    Examples
    --------
    >>> not_called("wid", "reading", ["narrow", "wide"])
    "no reading is called 'wid'; did you mean 'wide'?"
    """
    there_are = message("there are {names}", names=", ".join(known))
    advice = suggest(wrong, known, there_are, names)
    return message(NOT_CALLED, kind=kind, name=repr(wrong), advice=advice)


def one_known(name: str, kind: str, known: Collection[str]) -> str:
    """A name that is one of those known; `ValueError` with what `not_called` says if it is none."""
    if name not in known:
        raise ValueError(not_called(name, kind, known))
    return name


def suggest(
    wrong: str, known: Collection[str], otherwise: str, names: Mapping[str, str] | None = None
) -> str:
    """Remedy for an id that is not known: the one that was probably meant, else the given advice.

    Parameters
    ----------
    wrong : str
        What was written.
    known : collection of str
        The ids, in the order of their register.
    otherwise : str
        Advice where none is near.
    names : mapping of str to str, optional
        Other names -> id, as `called` gives them.

    Returns
    -------
    str
        The id so named; else the first that begins with what was written; else the nearest id
        or name; else the advice.

    Examples
    --------
    >>> suggest("jingjian", ["jingjiang", "huaibei"], "add it")
    "did you mean 'jingjiang'?"
    >>> suggest("靖江", ["huaibei", "jingjiang"], "add it", {"靖江市": "jingjiang"})
    "did you mean 'jingjiang'?"
    >>> suggest("census", ["census_residents", "census_15plus"], "add it")
    "did you mean 'census_residents'?"
    >>> suggest("x", ["jingjiang"], "add it")
    'add it'
    """
    plain = wrong.strip().casefold()
    meant = {name.casefold(): owner for name, owner in (names or {}).items()}
    meant |= {name.casefold(): name for name in known}
    begun = [name for name in known if re.match(re.escape(plain) + "[-_.]", name)]
    near = [plain] if plain in meant else begun[:1]
    # 靖将 is as like 靖江市 as 苏州 is like 扬州市: the first character decides, and half of all.
    likely = meant if plain.isascii() else [name for name in meant if _begins_alike(plain, name)]
    likeness = 0.6 if plain.isascii() else 0.4
    near = near or difflib.get_close_matches(plain, likely, n=1, cutoff=likeness)
    near = near or [name for name in meant if plain and len(plain) > 1 and name.startswith(plain)]
    if not near:
        return otherwise
    return message("did you mean {name}?", name=repr(meant.get(near[0], near[0])))


def _begins_alike(written: str, name: str) -> bool:
    return name[:1] == written[:1] and 2 * sum(part in name for part in written) >= len(written)
