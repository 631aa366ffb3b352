"""The texts of charts and the forms of messages: their slots, and that no text says an order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reform_analysis.commands.check.named import CHARTS
from reform_analysis.commands.check.rows import Row, Tables, fault, rows_in
from reform_analysis.commands.check.wording import LANGUAGES, alike, asked
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import split_list, suggest
from reform_analysis.tables.paths import PACKAGE

MESSAGES = "codebook/words/messages"
SEARCH = "codebook/words/search"
TEXTS = ("title", "remark", "how_to_read", "note")
STATED = ("title", "remark", "note")
"""Texts that speak of the data: none may say what only a comparison of values can say."""

COMPARING = re.compile(
    r"\b(above|below|first|last|highest|lowest|higher|lower|most|least|fewer|largest|smallest|"
    r"exceeds?|cross(?:es)?|meets?|turns?|outnumbers?|leads?|trails?)\b"
    r"|高于|低于|多于|少于|超过|首位|第一|最高|最低|最多|最少|至多|至少|相交|领先|居前|在前"
)
"""Words of order and of limits; `reform_analysis.charts.rows.findings` says them, computed."""

SLOTS = ("people", "per", "years")
"""Slots of a chart's texts: see `reform_analysis.charts.rows.facts.fill`."""

_DECORATED = re.compile(r'^@chart\("([^"]+)"', re.MULTILINE)
_SLOT = re.compile(r"\{([^{}]*)\}")


def check_chart_texts(tables: Tables) -> Iterator[Fault]:
    """Every slot of a chart's texts is known, alike in both languages; no order is typed."""
    for row, cells in rows_in(tables, CHARTS):
        wrong = next(_chart_faults(row, cells), None)
        if wrong:
            yield wrong


def _chart_faults(row: int, cells: Row) -> Iterator[Fault]:
    for field in TEXTS:
        found = []
        for language in LANGUAGES:
            column = f"{field}_{language}"
            text = cells[column] or ""
            if re.search("[{}]", _SLOT.sub("", text)):
                problem = "a bracket of a slot does not close"
                yield fault(CHARTS, row, column, problem, "write each slot as {name}")
            typed = COMPARING.search(text) if field in STATED else None
            if typed:
                problem = f"'{typed[0]}' says an order or a limit that nothing has computed"
                yield fault(CHARTS, row, column, problem, "leave it to the finding, or say what is")
            slots = _SLOT.findall(text)
            found.append(frozenset(slots))
            for slot in slots:
                if slot not in SLOTS:
                    problem = f"{{{slot}}} is no slot"
                    remedy = suggest(slot, SLOTS, f"the slots are {', '.join(SLOTS)}")
                    yield fault(CHARTS, row, column, problem, remedy)
        yield from alike(CHARTS, row, field, *found, cells)
    groups, drawn = split_list(cells["benchmark_groups"]), split_list(cells["benchmark_ids"])
    if groups and len(groups) != len(drawn):
        problem = f"{len(groups)} groups for {len(drawn)} benchmarks"
        yield fault(CHARTS, row, "benchmark_groups", problem, "write one for each, in their order")


def check_messages(tables: Tables) -> Iterator[Fault]:
    """The slots of a message are names, each once, the same in both languages."""
    for row, cells in rows_in(tables, MESSAGES):
        found = []
        for language in LANGUAGES:
            text = cells[language] or ""
            slots = _SLOT.findall(text)
            sound = len(set(slots)) == len(slots) and all(map(str.isidentifier, slots))
            if not sound or re.search("[{}]", _SLOT.sub("", text)):
                problem = f"the slots of '{text}' are no names, or one stands twice"
                yield fault(MESSAGES, row, language, problem, "write each slot as {name}, once")
                break
            found.append(frozenset(slots))
        else:
            yield from alike(MESSAGES, row, "", *found, cells)


def check_said(tables: Tables) -> Iterator[Fault]:
    """A message stands in the package to the letter, or is the words of an id that does."""
    said = asked().said
    for row, cells in rows_in(tables, MESSAGES):
        text = cells["en"]
        if text and not {text, text.replace(" ", "_")} & said:
            problem = f"nothing in the package says '{text}'"
            yield fault(MESSAGES, row, "en", problem, "write the message as the package does")


def check_search(tables: Tables) -> Iterator[Fault]:
    """What is searched is named by one of its English words, or by its plural."""
    for row, cells in rows_in(tables, SEARCH):
        own, english = cells["word_id"], split_list(cells["en"])
        named = [word.lower().replace(" ", "-") for word in english]
        if own and named and own not in (*named, *(f"{word}s" for word in named)):
            problem = f"'{own}' is none of its words: {', '.join(english)}"
            yield fault(SEARCH, row, "word_id", problem, "correct the id or the words")


def check_drawings(tables: Tables) -> Iterator[Fault]:
    """Each chart is drawn by a function of its id, or by that of its kind."""
    drawings = chart_functions()
    for row, cells in rows_in(tables, CHARTS):
        name = cells["chart_id"] if cells["drawn_as"] == "own" else cells["drawn_as"]
        if name and name not in drawings:
            remedy = f"write one with @chart('{name}'), or name the kind of chart"
            yield fault(CHARTS, row, "drawn_as", f"no function draws '{name}'", remedy)
        elif name and cells["drawn_as"] != "own" and cells["chart_id"] in drawings:
            problem = f"a function of its own draws '{cells['chart_id']}'"
            yield fault(CHARTS, row, "drawn_as", problem, "write own")


@lru_cache(maxsize=1)
def chart_functions() -> frozenset[str]:
    """Names given to ``@chart``; read from the files, for importing what draws is slow."""
    texts = (path.read_text("utf-8") for path in (PACKAGE / "charts").rglob("*.py"))
    return frozenset(name for text in texts for name in _DECORATED.findall(text))
