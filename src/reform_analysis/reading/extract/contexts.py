"""What the words around a number say of a claim: whether it is planned, whether it is a rule.

The rules are data: ``codebook/reading/draft_contexts.csv``. They propose; the reader decides.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reform_analysis.tables.codebook import Codebook


class Proposal(NamedTuple):
    """A value for a field of a claim, and why."""

    value: str
    reason: str


_Rule = tuple[re.Pattern[str], Proposal]


def propose(sentence: str, start: int, end: int, field: str, codebook: Codebook) -> Proposal | None:
    """Propose target or kind of a number from the sentence that it stands in.

    Parameters
    ----------
    sentence : str
        In simplified characters.
    start, end : int
        Where the expression stands in it.
    field : {"target", "kind"}
        What is asked.
    codebook : Codebook
        Its table ``codebook/reading/draft_contexts``.

    Returns
    -------
    Proposal or None
        That of the first rule that fits; None if none does.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> propose("力争培训300人", 4, 8, "target", codebook())
    Proposal(value='plan', reason='a verb of planning before it')
    >>> propose("已培训300人", 3, 7, "target", codebook()) is None
    True
    """
    marked = f"{sentence[:start]}〔{sentence[start:end]}〕{sentence[end:]}"
    for pattern, proposal in codebook.once(_rules)[field]:
        if pattern.search(marked):
            return proposal
    return None


def _rules(codebook: Codebook) -> dict[str, list[_Rule]]:
    rules: dict[str, list[_Rule]] = {"target": [], "kind": []}
    for row in codebook.rows("codebook/reading/draft_contexts"):
        proposal = Proposal(row["proposal"], row["reason"])
        rules[row["proposes"]].append((re.compile(row["pattern"]), proposal))
    return rules
