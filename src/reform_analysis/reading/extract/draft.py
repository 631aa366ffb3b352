"""Rows of raw/claims.csv proposed for a report that nobody has coded.

Place, offsets and expression are found; period phrase and concept are proposed with a reason;
what is not known stays empty. `statement` is always left to the reader, who says it in few words.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from reform_analysis.reading.cues import find_phrases
from reform_analysis.reading.extract.clean import Clean, clean
from reform_analysis.reading.extract.contexts import Proposal, propose
from reform_analysis.reading.extract.find import find_quantities
from reform_analysis.reading.extract.places import govern, main_place, mentions
from reform_analysis.reading.extract.repeats import link_repeats
from reform_analysis.reading.hedges import one_of
from reform_analysis.reading.period import PeriodError, read_period
from reform_analysis.tables.codebook import Codebook

CLAIM_COLUMNS = (
    "claim_id source_id start end reported place_id concept_id statement statement_zh "
    "period_reported period_kind period_start period_end restates note note_zh"
).split()
PROPOSALS = (
    "concepts place_reason period_reason sentence_unit unit_basis kind kind_reason "
    "target target_reason"
).split()

_STOP = "。！？!?\n"
_CLAUSE = "，,；;、" + _STOP
_NEAR, _FAR = 14, 40
LONGEST_KEYWORD = 12
"""Characters of the longest keyword that is looked for."""
_LEAST = 4
_RESULT = Proposal("result", "no word of planning in the sentence")
_WEAK = ("累计", "目前")
_LATE = date(2100, 12, 31)  # a publication after every day that a phrase names


class Concept(NamedTuple):
    """A concept proposed for a quantity, its score and the words that speak for it."""

    concept_id: str
    score: float
    words: str


class _Known(NamedTuple):
    """The concepts and the words that speak for them; ``units`` and ``kinds`` by concept."""

    pattern: re.Pattern[str]
    speak: dict[str, list[tuple[str, int]]]
    units: dict[str, str]
    kinds: dict[str, str]


def _known(codebook: Codebook) -> _Known:
    concepts = codebook.rows("codebook/registers/concepts")
    speak: dict[str, list[tuple[str, int]]] = {}
    for row in codebook.rows("codebook/reading/concept_words"):
        speak.setdefault(row["keyword"], []).append((row["concept_id"], row["weight"]))
    units, kinds = ({row["concept_id"]: row[name] for row in concepts} for name in ("unit", "kind"))
    return _Known(re.compile(f"(?={one_of(speak)})"), speak, units, kinds)


def concepts_for(
    text: str, start: int, end: int, unit: str | None, codebook: Codebook
) -> list[Concept]:
    """Propose the concepts that a quantity may belong to, the likeliest first.

    Parameters
    ----------
    text : str
        The text in simplified characters.
    start, end : int
        Where the quantity stands in it.
    unit : str or None
        Its canonical unit; a concept of another unit is never proposed. None if none is printed.
    codebook : Codebook
        Its concepts and keywords.

    Returns
    -------
    list of Concept
        At most three; empty if no keyword of codebook/reading/concept_words.csv stands near.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> concepts_for("开展补贴性职业技能培训7680人次", 12, 18, "人次", codebook())[0].concept_id
    'subsidised-training'
    """
    pattern, speak, units, _ = codebook.once(_known)
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
                if unit and units.get(concept_id) != unit:
                    continue
                score = weight / (1 + distance)
                known = scores.setdefault(concept_id, {})
                known[word] = max(known.get(word, 0), score)
    proposals = [
        Concept(concept_id, sum(words.values()), " ".join(words))
        for concept_id, words in scores.items()
    ]
    return sorted(proposals, key=lambda each: (-each.score, each.concept_id))[:3]


def draft(text: str, codebook: Codebook, source_id: str = "") -> pd.DataFrame:
    """Propose rows of raw/claims.csv for a text.

    Parameters
    ----------
    text : str
        A report as it stands.
    codebook : Codebook
        Whose rules and registers are used.
    source_id : str
        Id that the source will have in raw/sources.csv; without one the ids stay empty.

    Returns
    -------
    DataFrame of str
        The columns of raw/claims.csv, then ``concepts`` (up to three ids, each with the words
        that speak for it), ``place_reason``, ``period_reason``, ``sentence_unit`` (the canonical
        unit), ``unit_basis`` (printed, inferred), ``kind`` and ``target`` with their reasons: a
        rule (不得超过) is a parameter, what is intended (力争, 到2025年) a plan. These go before
        the rows are added to the table. ``concept_id`` is filled only where the first proposal
        leads clearly, and for a rule only where it is a parameter.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> text = "2023年，常州市武进区开展补贴性职业技能培训7680人次。"
    >>> row = draft(text, codebook(), "wujin-2023").iloc[0]
    >>> row["claim_id"], row["place_id"], row["concept_id"], row["period_reported"]
    ('wujin-2023-0023', 'wujin', 'subsidised-training', '2023年')
    """
    searched = clean(text, codebook)
    found = find_quantities(text, codebook)
    inner = find_quantities(searched.text, codebook)
    plain = searched.text
    named = mentions(plain, codebook)
    main = main_place(named, plain)
    links = link_repeats(text, found)
    kinds = codebook.once(_known).kinds
    table = []
    for row, span in zip(found.itertuples(), inner.itertuples(), strict=True):
        unit = None if pd.isna(row.unit) or not row.unit else row.unit
        sentence = _sentence(plain, span.start)
        place = govern(named, sentence, span.start, plain, main)
        proposals = concepts_for(plain, span.start, span.end, unit, codebook)
        concept = proposals[0].concept_id if _clear(proposals) else ""
        around = plain[slice(*sentence)], span.start - sentence[0], span.end - sentence[0]
        rule = propose(*around, "kind", codebook)
        if rule and kinds.get(concept) != rule.value:
            concept = ""
        if rule is None:
            known = kinds.get(concept, "")
            rule = Proposal(known, "that of the concept" if known else "not known")
        target = propose(*around, "target", codebook) or _RESULT
        stock = kinds.get(concept) == "stock"
        before = sentence[0], span.start
        phrase, kind, why = _period(text, searched, before, codebook, stock)
        restated = links[row.Index]
        table.append(
            {
                "claim_id": _id(source_id, row.start),
                "source_id": source_id,
                "start": str(row.start),
                "end": str(row.end),
                "reported": row.reported,
                "place_id": place.place_id,
                "concept_id": concept,
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
                "place_reason": place.reason,
                "period_reason": why,
                "sentence_unit": unit or "",
                "unit_basis": row.unit_basis,
                "kind": rule.value,
                "kind_reason": rule.reason,
                "target": target.value,
                "target_reason": target.reason,
            }
        )
    return pd.DataFrame(table, columns=[*CLAIM_COLUMNS, *PROPOSALS], dtype="string")


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


def _period(
    text: str, searched: Clean, span: tuple[int, int], codebook: Codebook, stock: bool
) -> tuple[str, str, str]:
    """The nearest period phrase of a part of the text, as printed, its kind, and why it was taken.

    A stock has no period: only a phrase that can name a moment fits it.
    """
    plain, (start, end) = searched.text, span
    found = [
        phrase
        for phrase in find_phrases(plain, codebook, start, end)
        if not plain.startswith("第", max(0, phrase.start - 1))
        and plain.rfind("《", start, phrase.start) <= plain.rfind("》", start, phrase.start)
        and (not stock or "point" in phrase.cue.kinds)
    ]
    # 累计 only where nothing says when
    found.sort(key=lambda phrase: plain[phrase.start : phrase.end] not in _WEAK)
    for phrase in reversed(found):
        if _readable(plain[phrase.start : phrase.end], codebook):
            first = int(searched.starts(np.array([phrase.start]))[0])
            last = int(searched.ends(np.array([phrase.end]))[0])
            kind = "point" if stock else phrase.cue.kinds[0]
            return text[first:last], kind, "the nearest phrase before it in the sentence"
    why = "no period phrase before it in the sentence"
    return "", "unstated", f"{why} that a stock can have" if stock else why


def _readable(phrase: str, codebook: Codebook) -> bool:
    """Whether the dates that a phrase names exist."""
    try:
        read_period(phrase, codebook, (_LATE, _LATE))
    except PeriodError:
        return False
    return True
