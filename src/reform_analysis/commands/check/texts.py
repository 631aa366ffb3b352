"""A report's text, and the claims held against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from reform_analysis.commands.check.beside import CODING
from reform_analysis.commands.check.named import CLAIMS, NAMES, SOURCES
from reform_analysis.commands.check.rows import Row, Tables, by_id, fault, rows_in, spans_of
from reform_analysis.reading.texts import Span, Text, TextError, occurrences, read_text
from reform_analysis.tables.faults import Fault, in_order
from reform_analysis.tables.paths import Project
from reform_analysis.tables.store import read_values
from reform_analysis.tables.tiers import OPENING

DIGITS = re.compile("[0-9\uff10-\uff19]+|[零〇一二三四五六七八九十百千万亿两几数萬億兩幾數]+")
"""A run of digits: Arabic or full-width, or Chinese in simplified or traditional script."""

LONGEST_QUOTE = 7
"""Chinese characters in a row that a statement or note may share with the report."""

AROUND = 12
"""Characters of context shown on each side of digits that nothing explains."""


@dataclass(frozen=True)
class Proof:
    """What holding the claims against the texts gave.

    Of ``claims`` of texts those are ``proved`` whose expression stands where they say, in a
    text with the right hash; ``unexplained`` are runs of digits that no claim covers and no
    rule of names excuses, which the faults hold too.
    """

    claims: int
    proved: int
    unexplained: int
    faults: list[Fault]


def prove(project: Project, folder: str | Path) -> Proof:
    """Hold every claim against the texts that it was read from.

    The folder holds exactly the files that ``raw/sources`` names; files that begin with a dot
    are passed over. Faults are listed for: a text that is missing, unknown or changed; an
    expression that does not stand at its offsets (with the place where it does); a period
    phrase that its article does not hold; a statement or note that quotes the report at length;
    digits of a text that no claim covers and no rule of names excuses.

    Raises
    ------
    FileNotFoundError
        There is no such folder.

    Examples
    --------
    >>> import os
    >>> from reform_analysis.commands.face import codebook
    >>> folder = os.environ.get("REFORM_REPORTS")
    >>> prove(codebook().project, folder).faults if folder else []
    []
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {folder}; name the one that holds the reports")
    _, values, _ = read_values(project, ("raw", "codebook"))
    texts, faults = {}, []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_dir():
            continue
        try:
            texts[path.name] = read_text(path)
        except TextError as error:
            faults.append(Fault(path.name, None, None, error.problem, error.remedy))
            texts[path.name] = Text("", "")
    proof = prove_values(values, texts)
    return replace(proof, faults=in_order(faults + proof.faults))


def prove_values(tables: Tables, texts: Mapping[str, Text]) -> Proof:
    """As `prove`, for typed tables and texts that are in memory."""
    faults = list(check_texts(tables, texts))
    proved = 0
    covered: dict[str, list[Span]] = {name: [] for name in texts}
    sources = by_id(tables, SOURCES, "source_id")
    claims = {
        row: claim
        for row, claim in rows_in(tables, CLAIMS)
        if (sources.get(claim["source_id"]) or {}).get("kind") != OPENING
    }
    for row, claim in claims.items():
        source = sources.get(claim["source_id"])
        text = texts.get(source["file"]) if source else None
        if not source or not text:
            continue
        found = list(check_claim(row, claim, source, text.text))
        faults += found
        stands = bool(claim["reported"]) and not any(each.column == "start" for each in found)
        proved += stands and text.sha256 == source["text_sha256"]
        covered[source["file"]] += _accounted(claim, source, text.text)
    faults += check_wordings(tables, sources, texts)
    rules = tuple(name["pattern"] for name in tables.get(NAMES, {}).values() if name["pattern"])
    named = {source["file"] for source in sources.values()}
    digits = [
        found
        for name, text in texts.items()
        if name in named
        for found in check_digits(name, text.text, covered[name], rules)
    ]
    return Proof(len(claims), proved, len(digits), faults + digits)


def check_texts(tables: Tables, texts: Mapping[str, Text]) -> Iterator[Fault]:
    """Every source has its text, unchanged, and every text its source."""
    sources = [source["file"] for source in tables.get(SOURCES, {}).values() if source["file"]]
    if sources and not any(file in texts for file in sources):
        problem = f"the folder of the reports holds none of the {len(set(sources))} texts"
        remedy = f"name the folder that holds {sources[0]} and the others"
        yield fault(SOURCES, None, "file", problem, remedy)
        return
    named = set()
    for row, source in rows_in(tables, SOURCES):
        file, chars = source["file"], source["text_chars"]
        if file is None:
            continue
        named.add(file)
        if file not in texts:
            remedy = "bring the file back or delete the row"
            yield fault(SOURCES, row, "file", f"the folder holds no '{file}'", remedy)
            continue
        text = texts[file]
        if source["text_sha256"] and source["text_sha256"] != text.sha256:
            problem = f"'{file}' has another hash: it is not the text that was coded"
            remedy = f"bring the coded text back, or code it anew and write {text.sha256}"
            yield fault(SOURCES, row, "text_sha256", problem, remedy)
        if chars is not None and chars != len(text.text):
            problem = f"'{file}' has {len(text.text)} characters, not {chars}"
            yield fault(SOURCES, row, "text_chars", problem, f"write {len(text.text)}")
    for file in texts:
        if file not in named:
            remedy = "add a row for it, or take the file out of the folder"
            yield fault(SOURCES, None, "file", f"no source names '{file}'", remedy)


def check_claim(
    row: int, claim: Row, source: Row, text: str, table: str = CLAIMS
) -> Iterator[Fault]:
    """The expression, the period phrase and our own words of one claim, against its text."""
    start, end, reported = claim["start"], claim["end"], claim["reported"]
    if reported and start is not None and end is not None and text[start:end] != reported:
        found = occurrences(reported, text)
        if found:
            nearest = min(found, key=lambda place: abs(place - start))
            remedy = f"'{reported}' stands at {nearest} to {nearest + len(reported)}"
        else:
            remedy = f"the text holds no '{reported}'; copy the expression as it is printed"
        problem = f"{start} to {end} read '{text[start:end][:40]}', not '{reported}'"
        yield fault(table, row, "start", problem, remedy)
    phrase = claim.get("period_reported")
    if phrase and not any(phrase in text[first:last] for first, last in spans_of(source)):
        problem = f"the article does not hold '{phrase}'"
        yield fault(table, row, "period_reported", problem, "copy the phrase as it is printed")
    for column in ("statement", "statement_zh", "note", "note_zh"):
        quote = _quoted(claim.get(column) or "", text)
        if quote:
            problem = f"'{quote}' is copied from the report"
            yield fault(table, row, column, problem, "say it in a few words of your own")


def check_wordings(
    tables: Tables, sources: Mapping[str, Row], texts: Mapping[str, Text]
) -> Iterator[Fault]:
    """What stands in the texts without a number: directions, words beside claims or of two ways."""
    for row, told in rows_in(tables, "raw/directions"):
        source = sources.get(told["source_id"])
        if source and source["file"] in texts:
            yield from check_claim(row, told, source, texts[source["file"]].text, "raw/directions")
    for row, second in rows_in(tables, CODING):
        source = sources.get(second["source_id"])
        start, before = second["start"], second["before"]
        if not source or source["file"] not in texts or start is None or not before:
            continue
        stands = texts[source["file"]].text[:start][-len(before) :]
        if stands != before:
            problem = f"'{stands}' stands before '{second['reported']}', not '{before}'"
            yield fault(CODING, row, "before", problem, "copy the characters as they are printed")
    claims = by_id(tables, CLAIMS, "claim_id")
    for row, other in rows_in(tables, "raw/ambiguous"):
        source = sources.get((claims.get(other["claim_id"]) or {}).get("source_id"))
        if not source or source["file"] not in texts:
            continue
        phrase = other["read_as"] if other["field"] == "period_reported" else None
        for column, words in (("words", other["words"]), ("read_as", phrase)):
            spans = [texts[source["file"]].text[first:last] for first, last in spans_of(source)]
            if words and not any(words in span for span in spans):
                problem = f"the article does not hold '{words}'"
                remedy = "copy the words as they are printed"
                yield fault("raw/ambiguous", row, column, problem, remedy)


def check_digits(
    name: str, text: str, covered: Iterable[Span], rules: tuple[str, ...]
) -> Iterator[Fault]:
    """Digits of a text that lie in no covered span and in no match of a rule for names."""
    covered = sorted(covered)
    for start, end in _free_digits(text, rules):
        if any(first <= start and end <= last for first, last in covered):
            continue
        around = text[max(0, start - AROUND) : end + AROUND].replace("\n", " ")
        problem = f"no claim covers '{text[start:end]}' at {start} to {end} (…{around}…)"
        remedy = (
            "code it in raw/claims.csv, or excuse it by a rule in codebook/reading/exclusions.csv"
        )
        yield Fault(name, None, None, problem, remedy)


@lru_cache(maxsize=64)
def _free_digits(text: str, rules: tuple[str, ...]) -> tuple[Span, ...]:
    """Runs of digits that no rule for names matches as a whole."""
    excused = bytearray(len(text))
    for pattern in rules:
        for match in re.finditer(pattern, text):
            excused[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    runs = (match.span() for match in DIGITS.finditer(text))
    return tuple((start, end) for start, end in runs if not all(excused[start:end]))


def _accounted(claim: Row, source: Row, text: str) -> Iterator[Span]:
    """Parts of a text that a claim accounts for: its expression and its period phrase."""
    if claim["start"] is not None and claim["end"] is not None:
        yield claim["start"], claim["end"]
    phrase = claim["period_reported"]
    if phrase:
        for first, last in spans_of(source):
            for place in occurrences(phrase, text[first:last]):
                yield first + place, first + place + len(phrase)


def _quoted(words: str, text: str) -> str:
    """The first run of Chinese characters in our words that is too long a quotation."""
    length = LONGEST_QUOTE + 1
    for run in re.findall(f"[一-鿿]{{{length},}}", words):
        for place in range(len(run) - length + 1):
            if run[place : place + length] in text:
                return run[place : place + length]
    return ""
