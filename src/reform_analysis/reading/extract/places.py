"""Which place a sentence speaks of: names of places.csv and of GB/T 2260, and which governs.

A firm, studio, town or zone named earlier in the same sentence governs; else a place of an
administrative level named there; else the place that the whole text is about.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reform_analysis.reading.extract.clean import simplify
from reform_analysis.reading.hedges import one_of
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import split_list

_NARROW = ("township", "zone", "firm", "studio")
_OWN = re.compile("全[省市县区镇]|[我本][省市县区镇]|[市县区镇]总工会")
_HEAD = 300
_NEAR = 700
_NOT_NEAR = ("country", "firm", "studio", "")


class Place(NamedTuple):
    """A place and why it was proposed; ``place_id`` is empty if places.csv does not hold it."""

    place_id: str
    reason: str


class Mention(NamedTuple):
    """A name of a place in a text."""

    start: int
    end: int
    name: str
    place_id: str
    level: str
    code: str


def _gazetteer(codebook: Codebook) -> tuple[re.Pattern[str], dict[str, tuple[str, str, str]]]:
    """Every name -> place_id, level and GB code; places.csv goes before the national list."""
    known: dict[str, tuple[str, str, str]] = {}
    for row in codebook.rows("codebook/registers/gb_codes"):
        if len(row["name_zh"]) > 2 and row["name_zh"] not in ("市辖区", "城区", "郊区"):
            known.setdefault(row["name_zh"], ("", "", row["gb_code"]))
    for row in codebook.rows("raw/places"):
        for name in (row["name_zh"], *split_list(row["aliases"])):
            known[simplify(name, codebook)] = row["place_id"], row["level"], row["gb_code"] or ""
    return re.compile(one_of(known)), known


def mentions(text: str, codebook: Codebook) -> list[Mention]:
    """Find every name of a place.

    Parameters
    ----------
    text : str
        A text in simplified characters.
    codebook : Codebook
        Its national list of places, and the places of its project.

    Returns
    -------
    list of Mention
        In the order of the text; the longest name at each place.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> found = mentions("江阴市祝塘镇与睢宁县", codebook())
    >>> [(each.name, each.place_id) for each in found]
    [('江阴市祝塘镇', 'zhutang'), ('睢宁县', '')]
    """
    pattern, known = codebook.once(_gazetteer)
    return [Mention(*match.span(), match[0], *known[match[0]]) for match in pattern.finditer(text)]


def main_place(found: list[Mention], text: str = "") -> Place:
    """The place that a text is about: named most often, the head of the text counting thrice.

    Parameters
    ----------
    found : list of Mention
        All mentions of the text.
    text : str
        The text, for the words 全市, 全区 that tell the level.

    Returns
    -------
    Place
        Country and provinces only if nothing narrower is named; firms and studios never.
    """
    weights: dict[tuple[str, str], int] = {}
    for each in found:
        if each.level in ("country", "firm", "studio") or each.code.endswith("0000"):
            continue
        key = (each.place_id, "" if each.place_id else each.name)
        weights[key] = weights.get(key, 0) + (3 if each.start < _HEAD else 1)
    if not weights:
        return Place("", "no place of places.csv or GB/T 2260 is named")
    (place_id, name), _ = max(weights.items(), key=lambda item: item[1])
    if place_id:
        return Place(place_id, "the place that the text names most")
    code = next(each.code for each in found if each.name == name)
    return Place("", f"the text names {name} ({code}) most, which places.csv does not hold: add it")


def govern(
    found: list[Mention], sentence: tuple[int, int], place: int, text: str, main: Place
) -> Place:
    """The place that governs a number.

    Parameters
    ----------
    found : list of Mention
        All mentions of the text.
    sentence : tuple of int
        Where the sentence begins and ends.
    place : int
        Where the number stands.
    text : str
        The text.
    main : Place
        The place of the whole text.

    Returns
    -------
    Place
        With the reason.
    """
    before = [each for each in found if sentence[0] <= each.start and each.end <= place]
    own = [match.start() for match in _OWN.finditer(text, sentence[0], place)]
    for each in reversed(before):
        if own and own[-1] > each.start:
            break
        if each.level in _NARROW and each.place_id:
            return Place(each.place_id, f"{each.name} earlier in the sentence")
    near = [
        each for each in found if abs(each.start - place) <= _NEAR and each.level not in _NOT_NEAR
    ]
    if own and text[own[-1] + 1] == "镇":
        near = [each for each in near if each.level == "township"]
    elif own or any(each.place_id == main.place_id for each in near):
        return main
    near.sort(key=lambda each: (each.start > place, abs(each.start - place)))
    for each in near:
        often = sum(other.place_id == each.place_id for other in near)
        if each.place_id and often > 1:
            return Place(each.place_id, f"{each.name} is named near, {main.place_id} is not")
    return main
