"""Rows of raw/figures.csv proposed for a report that nobody has coded.

Place, offsets and expression are found; period phrase and concept are proposed with a reason;
what is not known stays empty. `statement` is always left to the reader, who says it in few words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from reform_analysis.extract.find import find_quantities
from reform_analysis.extract.noise import clean
from reform_analysis.extract.places import govern, main_place, mentions
from reform_analysis.extract.repeats import link_repeats
from reform_analysis.extract.words import rows
from reform_analysis.hedges import one_of
from reform_analysis.period import read_period

FIGURE_COLUMNS = (
    "figure_id source_id start end reported region_id concept_id statement statement_zh "
    "period_reported period_kind period_start period_end restates note note_zh"
).split()
PROPOSALS = ["concepts", "place_reason", "period_reason", "sentence_unit"]

_STOP = "。！？!?\n"
_CLAUSE = "，,；;、" + _STOP
_NEAR, _FAR = 14, 40
LONGEST_KEYWORD = 12
"""Characters of the longest keyword that is looked for."""
_LEAST = 4
_WEAK = ("累计", "目前")
_PERIOD = re.compile(
    r"成立(?:[0-9]{1,2}|[一二两三四五六七八九十]+)年(?:以来|来)|(?:[自从])?[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?(?:以来|起)?|今年(?:以来|来)?|去年|全年|本年度"
    r"|(?:近|最近|过去|连续)(?:[0-9]{1,2}|[一二两三四五六七八九十]+)年(?:以来|来|间)?"
    r"|(?:[0-9]{1,2}|[一二两三四五六七八九十]+)年(?:以来|来)|"
    r"[0-9]{1,2}月[0-9]{1,2}日|[一二两三四五](?:年)(?=共|累计|全)|近(?:些|几)?年来?|每年|年均|按年|截至目前|目前|累计|至今|迄今|日前|近日"
)


class Concept(NamedTuple):
    """A concept proposed for a quantity, its score and the words that speak for it."""

    concept_id: str
    score: float
    words: str


@lru_cache(maxsize=1)
def _keywords() -> tuple[re.Pattern[str], dict[str, list[tuple[str, int]]], dict[str, str]]:
    concepts = {row["concept_id"]: row["unit"] for row in rows("concepts")}
    speak: dict[str, list[tuple[str, int]]] = {}
    for row in rows("keywords"):
        speak.setdefault(row["keyword"], []).append((row["concept_id"], int(row["weight"])))
    return re.compile(f"(?={one_of(speak)})"), speak, concepts


def concepts_for(text: str, start: int, end: int, unit: str | None) -> list[Concept]:
    """Propose the concepts that a quantity may belong to, the likeliest first.

    Parameters
    ----------
    text : str
        The text in simplified characters.
    start, end : int
        Where the quantity stands in it.
    unit : str or None
        Its canonical unit; a concept of another unit is never proposed. None if none is printed.

    Returns
    -------
    list of Concept
        At most three; empty if no keyword of codebook/keywords.csv stands near.

    Examples
    --------
    >>> concepts_for("开展补贴性职业技能培训7680人次", 12, 18, "人次")[0].concept_id
    'subsidised-training'
    """
    pattern, speak, units = _keywords()
    left, right = _sentence(text, start)
    window = text[max(left, start - _FAR) : min(right, end + _FAR)]
    offset = max(left, start - _FAR)
    scores: dict[str, dict[str, float]] = {}
    for match in pattern.finditer(window):
        place = match.start() + offset
        for length in range(LONGEST_KEYWORD, 0, -1):
            word = text[place : place + length]
            if word not in speak:
                continue
            between = text[place + length : start] if place < start else text[end:place]
            distance = len(between) / _NEAR + 0.7 * sum(between.count(sign) for sign in "，,；;、")
            for concept_id, weight in speak[word]:
                if unit and units[concept_id] != unit:
                    continue
                score = weight / (1 + distance)
                known = scores.setdefault(concept_id, {})
                known[word] = max(known.get(word, 0), score)
    proposals = [
        Concept(concept_id, sum(words.values()), " ".join(words))
        for concept_id, words in scores.items()
    ]
    return sorted(proposals, key=lambda each: (-each.score, each.concept_id))[:3]


def draft(text: str, source_id: str = "") -> pd.DataFrame:
    """Propose rows of raw/figures.csv for a text.

    Parameters
    ----------
    text : str
        A report as it stands.
    source_id : str
        Id that the source will have in raw/sources.csv; without one the ids stay empty.

    Returns
    -------
    DataFrame of str
        The columns of raw/figures.csv, then ``concepts`` (up to three ids, each with the words
        that speak for it), ``place_reason``, ``period_reason`` and ``sentence_unit`` (the
        canonical unit). These four go before the rows are added to the table. ``concept_id`` is
        filled only where the first proposal leads clearly.

    Examples
    --------
    >>> row = draft("2023年，常州市武进区开展补贴性职业技能培训7680人次。", "wujin-2023").iloc[0]
    >>> row["figure_id"], row["region_id"], row["concept_id"], row["period_reported"]
    ('wujin-2023-0023', 'wujin', 'subsidised-training', '2023年')
    """
    searched = clean(text)
    found = find_quantities(text)
    inner = find_quantities(searched.text)
    plain = searched.text
    named = mentions(plain)
    main = main_place(named, plain)
    links = link_repeats(text, found)
    table = []
    for row, place in zip(found.itertuples(), inner.itertuples(), strict=True):
        unit = None if pd.isna(row.unit) or not row.unit else row.unit
        sentence = _sentence(plain, place.start)
        region = govern(named, sentence, place.start, plain, main)
        proposals = concepts_for(plain, place.start, place.end, unit)
        phrase, kind, why = _period(text, plain, sentence, place, searched)
        restated = links[row.Index]
        table.append(
            {
                "figure_id": _id(source_id, row.start),
                "source_id": source_id,
                "start": str(row.start),
                "end": str(row.end),
                "reported": row.reported,
                "region_id": region.region_id,
                "concept_id": proposals[0].concept_id if _clear(proposals) else "",
                "statement": "",
                "statement_zh": "",
                "period_reported": phrase,
                "period_kind": kind,
                "period_start": "",
                "period_end": "",
                "restates": "" if pd.isna(restated) else _id(source_id, found["start"][restated]),
                "note": "",
                "note_zh": "",
                "concepts": "; ".join(f"{each.concept_id} ({each.words})" for each in proposals),
                "place_reason": region.reason,
                "period_reason": why,
                "sentence_unit": unit or "",
            }
        )
    return pd.DataFrame(table, columns=[*FIGURE_COLUMNS, *PROPOSALS], dtype="string")


def _id(source_id: str, start: int) -> str:
    return f"{source_id}-{start:04d}" if source_id else ""


def _clear(proposals: list[Concept]) -> bool:
    if not proposals or proposals[0].score < _LEAST:
        return False
    return len(proposals) == 1 or proposals[0].score > 1.3 * proposals[1].score


def _sentence(text: str, place: int) -> tuple[int, int]:
    """The sentence around a place; a line break within one is passed over."""
    left = max(text.rfind(sign, max(0, place - 400), place) for sign in "。！？!?")
    blank = text.rfind("\n\n", max(0, place - 400), place)
    right = re.search(r"[。！？!?]|\n\n", text[place : place + 400])
    end = place + right.start() if right else min(len(text), place + 400)
    return max(left + 1, blank + 2 if blank >= 0 else 0, place - 400, 0), end


def _period(text, plain, sentence, place, searched):  # type: ignore[no-untyped-def]
    """The nearest period phrase before the number in its sentence, as printed."""
    matches = [
        match
        for match in _PERIOD.finditer(plain, sentence[0], place.start)
        if not plain.startswith("第", max(0, match.start() - 1))
        and plain.rfind("《", sentence[0], match.start())
        <= plain.rfind("》", sentence[0], match.start())
    ]
    matches.sort(key=lambda match: match[0] not in _WEAK)  # 累计 only where nothing says when
    for match in reversed(matches):
        start = int(searched.starts(np.array([match.start()]))[0])
        end = int(searched.ends(np.array([match.end()]))[0])
        phrase = text[start:end]
        kind = _kind(match[0])
        if kind:
            return phrase, kind, "the nearest phrase before it in the sentence"
    return "", "unstated", "no period phrase before it in the sentence"


@lru_cache(maxsize=4096)
def _kind(phrase: str) -> str:
    """The kind of a phrase that the register of periods knows; empty if it does not."""
    from datetime import date

    try:
        return read_period(phrase, (date(2100, 1, 1), date(2100, 1, 2))).kind
    except ValueError:
        return ""
