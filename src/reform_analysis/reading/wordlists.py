"""The classes of words around a number: lists of ``codebook/reading/word_classes.csv``."""

from __future__ import annotations

from collections.abc import Iterable

from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import Fault, TableError, file_of
from reform_analysis.tables.naming import split_list

TABLE = "codebook/reading/word_classes"


def word_lists(codebook: Codebook, wanted: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Some lists of words by their ids.

    Parameters
    ----------
    codebook : Codebook
        Its table ``codebook/reading/word_classes``.
    wanted : iterable of str
        Ids of lists.

    Returns
    -------
    dict of str to tuple of str
        The words as printed, in simplified characters.

    Raises
    ------
    TableError
        A list is missing, or the table cannot be read.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> "不得" in word_lists(codebook(), ["negation"])["negation"]
    True
    """
    known = {row["list_id"]: split_list(row["words"]) for row in codebook.rows(TABLE)}
    wanted = list(wanted)
    missing = [
        Fault(file_of(TABLE), None, "list_id", f"the list '{each}' is missing", "bring it back")
        for each in wanted
        if each not in known
    ]
    if missing:
        raise TableError(missing)
    return {each: known[each] for each in wanted}
