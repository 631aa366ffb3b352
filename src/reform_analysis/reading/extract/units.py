"""The unit that a number leaves out: what the noun behind it or the word before it implies.

The words are data: ``codebook/reading/unit_nouns.csv``. An inferred unit is always marked so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reform_analysis.reading.denominators import Denominators, per_before
from reform_analysis.reading.extract.number import Hit
from reform_analysis.reading.hedges import one_of
from reform_analysis.reading.quantity import Quantity
from reform_analysis.tables.codebook import Codebook

PRINTED, INFERRED = "printed", "inferred"
_BEFORE = 16
_BETWEEN = (
    "(?:(?:[比较]|已?[从由])(?:上年|去年|[0-9]{4}年)[末底的]{0,2})?(?:总数|总量|数量|总额|规模|额|数|已|共|计|总|合|累|有|达|到|为|增|加|至|近|约|仅|超|突破|了|的)"
    "{0,6}"
)


_OTHER = re.compile("[一-鿿]{1,4}次")
"""Behind a number: what it counts is named there (投入5万运营车次), so that no sum is implied."""


@dataclass(frozen=True, slots=True)
class Nouns:
    """The register: what stands behind and before a number, and what it implies."""

    behind: re.Pattern[str]
    before: re.Pattern[str]
    implied: dict[tuple[str, str], tuple[str, int]]


def load_nouns(codebook: Codebook) -> Nouns:
    """Read the register; ask for it by `Codebook.once`."""
    rows = codebook.rows("codebook/reading/unit_nouns")
    implied = {(row["word"], row["side"]): (row["unit"], row["least"]) for row in rows}
    behind, before = (
        one_of(word for word, side in implied if side == which) for which in ("behind", "before")
    )
    return Nouns(
        re.compile(rf"[名个]?(?P<word>{behind})"),
        re.compile(rf"(?P<word>{before}){_BETWEEN}\s?\Z"),
        implied,
    )


def unit_of(text: str, hit: Hit, nouns: Nouns, per: Denominators) -> tuple[str, str]:
    """The unit of an expression that was read, and how it is known.

    Parameters
    ----------
    text : str
        The text as searched.
    hit : Hit
        An expression that was read.
    nouns : Nouns
        As `load_nouns` gives them.
    per : Denominators
        What a number may be per.

    Returns
    -------
    unit, basis : str, str
        ``printed`` where the expression (or the last number of its list) prints it, ``inferred``
        where words outside imply it (a noun, a verb, 每人 before it), both empty where nothing
        does.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.reading.extract import find_quantities
    >>> found = find_quantities("产业工人200多万，其中女性80万人", codebook())
    >>> found[["reported", "unit", "unit_basis"]].values.tolist()
    [['200多万', '人', 'inferred'], ['80万人', '人', 'printed']]
    """
    reading = hit.reading
    if reading is None:
        return "", PRINTED
    unit, basis = (reading.unit, PRINTED) if reading.unit else _implied(text, hit, reading, nouns)
    whole = per_before(text, hit.start, unit, per)
    return (unit, basis) if whole == unit else (whole, INFERRED)


def _implied(text: str, hit: Hit, reading: Quantity, nouns: Nouns) -> tuple[str, str]:
    sides = (
        ("behind", nouns.behind.match(text, hit.end)),
        ("before", nouns.before.search(text, max(0, hit.start - _BEFORE), hit.start)),
    )
    for side, match in sides:
        if match:
            unit, least = nouns.implied[match["word"], side]
            if side == "before" and _OTHER.match(text, hit.end):
                continue
            if reading.high >= least:
                return unit, INFERRED
    return "", ""
