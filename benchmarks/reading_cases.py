"""Count how a list of known cases is read: right, refused, wrong or silent, by kind.

    python benchmarks/reading_cases.py CASES.csv

The file has the columns ``kind, input, expected``; ``expected`` gives low..stated..high unit
[hedge], alternatives parted by `` | ``, several quantities by `` + ``; ``refused whole`` where a
refusal is as good, ``nothing taken`` where no quantity stands, ``unit X`` where only the unit is
asked. Right is what is taken with value, unit and hedge (of a range both ends); wrong is any other
value; silent is a case of which nothing is taken and nothing refused. Bounds of hedges are not
compared: the rules of ``hedges.csv`` decide them.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from reform_analysis import find_quantities

_ITEM = re.compile(
    r"(?P<low>\S+?)\.\.(?P<value>\S*?)\.\.(?P<high>[-0-9]\S*) (?P<unit>.+) \[(?P<hedge>\w+)\]"
)
_OPEN = ("range", "several")


class Wanted(NamedTuple):
    """One quantity that a case asks for; ``value`` is None where both ends are meant."""

    low: float
    value: float | None
    high: float
    unit: str
    hedge: str


def wanted(text: str) -> list[Wanted]:
    """The quantities of one alternative.

    >>> wanted("0.2....0.35 fraction [range]")[0].high
    0.35
    """
    items = []
    for part in text.split(" + "):
        match = _ITEM.fullmatch(part)
        if match is None:
            raise ValueError(f"{part!r} has not the form low..stated..high unit [hedge]")
        unit = "" if match["unit"] == "(no unit)" else match["unit"]
        value = float(match["value"]) if match["value"] else None
        items.append(Wanted(float(match["low"]), value, float(match["high"]), unit, match["hedge"]))
    return items


def verdict(text: str, expected: str) -> str:
    """``right``, ``refused``, ``wrong`` or ``silent``."""
    found = find_quantities(text, refused=True)
    taken = list(found[found["reason"].eq("")].itertuples())
    for alternative in expected.split(" | "):
        if alternative == "nothing taken":
            return "wrong" if taken else "right"
        if alternative.startswith("unit "):
            if [row.unit for row in taken] == [alternative.removeprefix("unit ")]:
                return "right"
        elif not alternative.startswith("or refused") and alternative != "refused whole":
            items = wanted(alternative.removeprefix("or "))
            if len(items) == len(taken) and all(map(_same, taken, items)):
                return "right"
    if taken:
        return "wrong"
    return "silent" if found.empty else "refused"


def _same(row, item: Wanted) -> bool:  # type: ignore[no-untyped-def]
    unit = "" if row.unit_basis == "inferred" and not item.unit else row.unit
    if unit != item.unit:
        return False
    if item.hedge in _OPEN:
        return math.isclose(row.low, item.low) and math.isclose(row.high, item.high)
    return (
        not pd.isna(row.value)
        and item.value is not None
        and math.isclose(row.value, item.value, rel_tol=1e-6)
        and row.hedge == item.hedge
    )


def main() -> int:
    """Print the counts by kind."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", type=Path, help="a CSV with the columns kind, input, expected")
    path = parser.parse_args().cases
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            counts[row["kind"]][verdict(row["input"], row["expected"])] += 1
    names = ("right", "refused", "wrong", "silent")
    print("| kind | " + " | ".join(names) + " |\n|---|" + "---|" * len(names))
    for kind, count in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
        print(f"| {kind} | " + " | ".join(str(count[name]) for name in names) + " |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
