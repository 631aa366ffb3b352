"""Measure the finder beside other systems on the coded claims, and print a table.

Needs the reports and the extra ``benchmarks``:

    REFORM_REPORTS=../reports python benchmarks/reading.py

Every system reads the same five texts. A claim is recalled if one of the system's results overlaps
it and names its printed value (where a claim states no single number, if one overlaps it); a result
is precise if it does so for some claim. Results that another result of the same system covers are
left out. "Classifier" and "hedge" are the shares of claims (hedged claims) that are recalled with
the canonical unit (with something that says the number is not exact). The speed is that of the
processor, the best of three, one text at a time. Below the table the finder and each of the two
fastest others read all texts ten times over, as one text, in turn: a line a pair.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import importlib.abc
import importlib.util
import io
import os
import platform
import re
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from reform_analysis import find_quantities, load
from reform_analysis.commands.face import codebook
from reform_analysis.reading.quantities import read_quantities


class Result(NamedTuple):
    """What a system says of one place: a value, a unit if it gives one, and whether it hedges."""

    start: int
    end: int
    value: float | None
    unit: str
    hedged: bool


PAIRS = 6

Reader = Callable[[str], list[Result]]


def ours() -> Reader:
    def read(text: str) -> list[Result]:
        return [
            Result(row.start, row.end, row.value, row.unit, row.hedge != "exact")
            for row in find_quantities(text).itertuples()
        ]

    return read


class _Renamed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Version 1.0.1 of the suite ships folders under other names than it imports."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("recognizers_text", "recognizers_suite"):
            return importlib.util.spec_from_loader(name, self)
        return None

    def create_module(self, spec):
        return importlib.import_module(f"ms_{spec.name}")

    def exec_module(self, module):
        pass


def microsoft() -> Reader:
    try:
        importlib.import_module("recognizers_suite")
    except ImportError:
        sys.meta_path.insert(0, _Renamed())
    suite = importlib.import_module("recognizers_suite")
    units = {"Chinese yuan": "元", "United States dollar": "美元", "Square meter": "平方米"}
    models = (
        suite.recognize_number,
        suite.recognize_percentage,
        suite.recognize_currency,
        suite.recognize_dimension,
    )

    def read(text: str) -> list[Result]:
        found = []
        for model in models:
            for each in model(text, suite.Culture.Chinese):
                value = str((each.resolution or {}).get("value") or "")
                share = value.endswith("%")
                number = _number(value.rstrip("%"), 0.01 if share else 1)
                unit = "fraction" if share else (each.resolution or {}).get("unit") or ""
                found.append(Result(each.start, each.end + 1, number, units.get(unit, unit), False))
        return found

    return read


def jionlp() -> Reader:
    package = importlib.import_module("jionlp")

    def read(text: str) -> list[Result]:
        found = []
        for each in package.ner.extract_money(text, with_parsing=True):
            detail = each.get("detail") or {}
            number = detail.get("num")
            ends = number if isinstance(number, list) else [number]
            hedged = detail.get("definition") not in (None, "accurate")
            start, end = each["offset"]
            low = _number(ends[0], 1)
            found.append(Result(start, end, low, detail.get("case", ""), hedged))
        return found

    return read


def chinese2digits() -> Reader:
    package = importlib.import_module("chinese2digits")

    def read(text: str) -> list[Result]:
        found = []
        for sentence in re.finditer("[^，。；,;\n]+", text):  # a longer text it reads wrongly
            taken = package.takeNumberFromString(sentence[0])
            place = sentence.start()
            for printed, digits in zip(
                taken["CHNumberStringList"], taken["digitsStringList"], strict=True
            ):
                start = text.find(printed, place, sentence.end())
                if start >= 0:
                    place = start + len(printed)
                    unit = "fraction" if printed.endswith("%") else ""
                    found.append(Result(start, place, _number(digits, 1), unit, False))
        return found

    return read


SYSTEMS = {
    "reform_analysis": ours,
    "ms-recognizers-text-suite": microsoft,
    "jionlp (money only)": jionlp,
    "chinese2digits": chinese2digits,
}


def _number(text: object, factor: float) -> float | None:
    try:
        return float(str(text).replace(",", "")) * factor
    except ValueError:
        return None


def _outermost(results: list[Result]) -> list[Result]:
    kept: list[Result] = []
    for each in sorted(results, key=lambda each: (each.start, -each.end)):
        if not kept or each.end > kept[-1].end:
            kept.append(each)
    return kept


def _same(result: Result, claim) -> bool:
    if result.start >= claim.end or result.end <= claim.start:
        return False
    if pd.isna(claim.value):
        return True
    return result.value is not None and abs(result.value - claim.value) <= 1e-6 * claim.value


def measure(reader: Reader, texts: dict[str, str], claims: pd.DataFrame) -> dict[str, float]:
    """Recall, precision, units and hedges kept, and characters a second of one system."""
    recalled = units = hedges = hedged = right = total = 0
    for file, text in texts.items():
        results = _outermost(reader(text))
        mine = [claim for claim in claims.itertuples() if claim.file == file]
        for claim in mine:
            same = [result for result in results if _same(result, claim)]
            recalled += bool(same)
            units += any(result.unit == claim.unit for result in same)
            if claim.hedge != "exact":
                hedged += 1
                hedges += any(result.hedged for result in same)
        right += sum(any(_same(result, claim) for claim in mine) for result in results)
        total += len(results)
    speed = max(_speed(reader, list(texts.values())) for _ in range(3))
    return {
        "recall": recalled / len(claims),
        "precision": right / max(total, 1),
        "classifier": units / len(claims),
        "hedge": hedges / hedged,
        "speed": speed,
    }


def _speed(reader: Reader, texts: list[str]) -> float:
    begin = time.process_time()
    for text in texts:
        reader(text)
    return sum(map(len, texts)) / (time.process_time() - begin)


def _race(text: str, name: str, others: dict[str, tuple[float, Reader]]) -> None:
    """Print pairs of speeds on one long text."""
    mine, other = ours(), others[name][1]
    mine(text)
    print(f"\n{len(text):,} characters, characters a second of reform_analysis beside {name}:\n")
    for _ in range(PAIRS):
        first, second = _speed(mine, [text]), _speed(other, [text])
        print(f"{first:,.0f} beside {second:,.0f}: {first / second:.2f} times")


def main() -> int:
    """Print the table."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    folder = os.environ.get("REFORM_REPORTS")
    if not folder:
        print("set REFORM_REPORTS to the folder that holds the reports", file=sys.stderr)
        return 2
    warnings.simplefilter("ignore")
    claims = load("raw/claims")
    files = load("raw/sources").set_index("source_id")["file"]
    claims = claims.assign(file=claims["source_id"].map(files))
    claims = claims.dropna(subset="start")  # those of openings stand in no text
    claims = claims.join(read_quantities(claims["reported"], codebook()))
    texts = {
        name: (Path(folder) / name).read_bytes().decode("utf-8")
        for name in sorted(claims["file"].unique())
    }
    print(f"Python {platform.python_version()}, {len(claims)} claims in {len(texts)} texts\n")
    print("| system | recall | precision | classifier kept | hedge kept | characters a second |")
    print("|---|---|---|---|---|---|")
    others: dict[str, tuple[float, Reader]] = {}
    for name, make in SYSTEMS.items():
        try:
            with contextlib.redirect_stdout(io.StringIO()):  # some print a banner
                reader = make()
                row = measure(reader, texts, claims)
        except ImportError as error:
            print(f"| {name} | not installed: {error.name} | | | | |")
            continue
        print(
            f"| {name} | {row['recall']:.2f} | {row['precision']:.2f} | {row['classifier']:.2f} "
            f"| {row['hedge']:.2f} | {row['speed']:,.0f} |"
        )
        if make is not ours:
            others[name] = row["speed"], reader
    gc.freeze()  # else one pair in six looks through all that is imported, whosever turn it is
    fastest = sorted(others, key=lambda each: others[each][0], reverse=True)
    for name in fastest[:2]:
        _race("\n".join(texts.values()) * 10, name, others)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
