"""Rules of the articles and pages that claims are coded from: files, days, spans, notes."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from reform_analysis.commands.check.named import CLAIMS, CONCEPTS, SOURCES
from reform_analysis.commands.check.rows import Row, Tables, by_id, fault, rows_in, spans_of
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.tiers import OPENING, TEXT

OF_TEXTS = ("file", "spans", "script", "text_sha256", "text_chars")
"""Columns of a text that was read whole."""

PLANNED = "（计划）"

INFERRED, WITHOUT_ADDRESS = "day of publication inferred", "no address is given"
"""What a note says of a day that is not printed, and of a page cited by publisher and day."""

ADDRESS_DAY = re.compile(r"(?<!\d)(20[012]\d)[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01])(?!\d)")


def check_kinds_of_sources(tables: Tables) -> Iterator[Fault]:
    """A text has a file that proves it; an opening has an address, and nothing to prove it by."""
    for row, source in rows_in(tables, SOURCES):
        opening = source["kind"] == OPENING
        for column in OF_TEXTS:
            if opening and source[column] is not None:
                problem = f"'{source[column]}', but an opening proves no text"
                yield fault(SOURCES, row, column, problem, "leave it empty, or make it a text")
                break
            if source["kind"] == TEXT and source[column] is None:
                yield fault(SOURCES, row, column, "a text without it", "read the text and write it")
                break
        if opening and not source["address"]:
            remedy = "write where the page stands, or who published it and when"
            yield fault(SOURCES, row, "address", "an opening without an address", remedy)


def check_files(tables: Tables) -> Iterator[Fault]:
    """Articles of one file agree about it; no text stands under two names."""
    columns = (
        *("text_sha256", "text_chars", "script"),
        *("published", "published_basis", "published_earliest", "published_latest"),
    )
    by_file: dict[str, Row] = {}
    by_hash: dict[str, str] = {}
    for row, source in rows_in(tables, SOURCES, "file"):
        first = by_file.setdefault(source["file"], source)
        for column in columns:
            if None not in (first[column], source[column]) and first[column] != source[column]:
                problem = (
                    f"'{source[column]}', but '{first['source_id']}' has '{first[column]}' "
                    f"for the same file"
                )
                yield fault(SOURCES, row, column, problem, "write the same in both rows")
        same = by_hash.setdefault(source["text_sha256"] or source["file"], source["file"])
        if same != source["file"]:
            problem = f"the same text stands as '{same}' already"
            yield fault(SOURCES, row, "file", problem, "keep one file")


def check_publication(tables: Tables) -> Iterator[Fault]:
    """``published`` exists and agrees with the earliest and the latest likely day."""
    for row, source in rows_in(tables, SOURCES):
        first, last = source["published_earliest"], source["published_latest"]
        if first and last and first > last:
            problem = f"published from {first} to {last}, backwards"
            yield fault(SOURCES, row, "published_latest", problem, "exchange or correct the days")
            continue
        if not source["published"]:
            continue
        days = extent(source["published"])
        if days is None:
            problem = f"{source['published']} is no month or day of the calendar"
            yield fault(SOURCES, row, "published", problem, "correct it")
        elif first and last:
            printed = source["published_basis"] == "printed"
            inside = days[0] <= first and last <= days[1]
            meets = days[0] <= last and first <= days[1]
            if not (inside if printed else meets):
                problem = f"{source['published']} does not agree with {first} to {last}"
                yield fault(SOURCES, row, "published", problem, "correct it or the two days")


def check_spans(tables: Tables) -> Iterator[Fault]:
    """Spans go forward, lie inside the text, and no part of a file belongs to two articles."""
    taken: dict[str, list[tuple[int, int, str]]] = {}
    for row, source in rows_in(tables, SOURCES, "file"):
        spans = spans_of(source)
        chars = source["text_chars"]
        for start, end in spans:
            if start >= end:
                problem = f"span {start}-{end} ends before it begins"
                yield fault(SOURCES, row, "spans", problem, "write start-end, start below end")
            elif chars and end > chars:
                problem = f"span {start}-{end} passes the end of the text ({chars} characters)"
                yield fault(SOURCES, row, "spans", problem, f"end it at {chars} or before")
        for (_, end), (start, _) in pairwise(spans):
            if start < end:
                problem = f"a span begins at {start}, before the one before it ends ({end})"
                yield fault(SOURCES, row, "spans", problem, "order the spans and part them")
        others = taken.setdefault(source["file"], [])
        for start, end in spans:
            for first, last, name in others:
                if start < last and first < end:
                    problem = f"span {start}-{end} meets {first}-{last} of '{name}'"
                    remedy = "give each part of the file to one article"
                    yield fault(SOURCES, row, "spans", problem, remedy)
        others += [(start, end, source["source_id"]) for start, end in spans]


def check_coverage(tables: Tables) -> Iterator[Fault]:
    """Every character of a file belongs to an article, so that none is forgotten."""
    files: dict[str, list[tuple[int, Row]]] = {}
    for row, source in rows_in(tables, SOURCES):
        if source["file"] and source["spans"] and source["text_chars"]:
            files.setdefault(source["file"], []).append((row, source))
    for file, sources in files.items():
        row, chars = sources[0][0], sources[0][1]["text_chars"]
        spans = sorted(span for _, source in sources for span in spans_of(source))
        reached = 0
        for start, end in [*spans, (chars, chars)]:
            if start > reached:
                problem = f"characters {reached} to {start} of '{file}' belong to no article"
                remedy = "add them to the spans of one, or a row for another article"
                yield fault(SOURCES, row, "spans", problem, remedy)
            reached = max(reached, end)


def extent(text: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of a year, a month or a day; None if it does not exist."""
    form = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text.strip())
    if form is None:
        return None
    year, month, day = (part and int(part) for part in form.groups())
    try:
        last = day or calendar.monthrange(year, month or 12)[1]
        return dt.date(year, month or 1, day or 1), dt.date(year, month or 12, last)
    except ValueError:
        return None


def check_named(tables: Tables) -> Iterator[Fault]:
    """The Chinese of an opening's claim is the name of its concept; two have coded it, or one."""
    sources = by_id(tables, SOURCES, "source_id")
    concepts = by_id(tables, CONCEPTS, "concept_id")
    for row, claim in rows_in(tables, CLAIMS):
        opening = (sources.get(claim["source_id"]) or {}).get("kind") == OPENING
        concept = concepts.get(claim["concept_id"]) or {}
        if not opening or not concept.get("label_zh"):
            if not opening and claim["coders"]:
                problem = "coders of a claim of a text, which raw/second_coding tells"
                yield fault(CLAIMS, row, "coders", problem, "leave it empty")
            continue
        wanted = f"{concept['label_zh']}{PLANNED if claim['target'] == 'plan' else ''}"
        if claim["statement_zh"] not in (None, wanted):
            problem = f"'{claim['statement_zh']}' does not name the concept"
            yield fault(CLAIMS, row, "statement_zh", problem, f"write '{wanted}'")
        elif not claim["coders"]:
            yield fault(CLAIMS, row, "coders", "how many coded it is not said", "write 1 or 2")


def check_noted(tables: Tables) -> Iterator[Fault]:
    """The note of an opening says the same of its day and its address as the other columns."""
    for row, source in rows_in(tables, SOURCES):
        if source["kind"] != OPENING or not source["address"]:
            continue
        note, address = source["note"] or "", source["address"]
        by_name = not re.match(r"https?://|[a-z0-9.-]+\.[a-z]{2,}", address)
        dated = ADDRESS_DAY.search(address)
        printed = source["published_basis"] == "printed"
        if (INFERRED in note) == printed:
            problem = f"'{note}', but the day is {source['published_basis']}"
            yield fault(SOURCES, row, "published_basis", problem, f"say '{INFERRED}' or not")
        elif (WITHOUT_ADDRESS in note) != by_name:
            problem = f"'{note}', but the address is '{address}'"
            yield fault(SOURCES, row, "address", problem, f"say '{WITHOUT_ADDRESS}' or not")
        elif by_name and (source["published"] or "") not in address:
            problem = f"'{address}' does not say {source['published']}"
            yield fault(SOURCES, row, "published", problem, "correct one of the two")
        elif dated and printed and not "-".join(dated.groups()).startswith(source["published"]):
            problem = f"{source['published']}, but the address is of {'-'.join(dated.groups())}"
            yield fault(SOURCES, row, "published", problem, "correct one of the two")
        elif by_name and not address.startswith((source["publisher"] or "")[:2]):
            problem = f"'{source['publisher']}', but the address is '{address}'"
            yield fault(SOURCES, row, "publisher", problem, "correct one of the two")
