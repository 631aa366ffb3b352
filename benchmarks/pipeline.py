"""Measure what `build` computes on up to a million claims, and print time, memory and growth.

    python benchmarks/pipeline.py                       # 1000, 10 000, 100 000, 1 000 000 claims
    python benchmarks/pipeline.py --claims 1000 10000   # other sizes
    python benchmarks/pipeline.py --distinct            # every copy prints numbers of its own

Many claims are the claims of this project over and over: every place that a report counts in is
copied under a new id, with its sources, claims and denominators, until there are as many claims as
asked. A copy prints the same expressions as the first, and each distinct expression and period is
read once; so the plain run shows what joining, dividing and noting cost, and hardly what reading
costs. ``--distinct`` changes the digits of every copy, so that nearly every expression is read for
itself. What the numbers then say is of no meaning, only of the same kind.

Each size runs in a process of its own, on one core. Timed is
`reform_analysis.commands.build.compute_values` alone: claims read at three readings, all
indicators, divided by all populations. Making the copies is not in it, nor is writing, nor are
pairs of places, whose number grows as the square. Memory is the most that the process held at any
time (resident, imports and copies included). Where other programs run beside it, the seconds of the
processor say more than those of the clock. The growth exponent is log(ratio of processor seconds)
/ log(ratio of sizes) from one size to the next: 1 means that ten times the claims take ten times
as long.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import re
import resource
import subprocess
import sys
import time

import pandas as pd

SIZES = (1_000, 10_000, 100_000, 1_000_000)

KILOBYTE = 1 if platform.system() == "Darwin" else 1024
"""What `resource` counts memory in: bytes on macOS, kilobytes on Linux."""

COPIED = {
    "raw/claims": ("claim_id", "source_id", "place_id", "restates"),
    "raw/sources": ("source_id", "place_id"),
    "raw/places": ("place_id",),
    "raw/denominators": ("denominator_id", "place_id", "claim_id"),
}
"""Tables that grow with the places, and their columns that hold ids of such tables."""


def many(
    tables: dict[str, pd.DataFrame], claims: int, distinct: bool = False
) -> dict[str, pd.DataFrame]:
    """The tables with their places copied until there are this many claims, or a few more.

    Parameters
    ----------
    tables : dict of DataFrame
        All raw and codebook tables; unchanged.
    claims : int
        At least so many claims.
    distinct : bool
        Whether every copy prints numbers of its own.

    Returns
    -------
    dict of DataFrame
        The first copy has the ids of the original, the others ids with ``-2``, ``-3`` and so on.
    """
    copies = math.ceil(claims / len(tables["raw/claims"]))
    used = tables["raw/claims"]["place_id"]
    made = dict(tables)
    for name, ids in COPIED.items():
        table = tables[name]
        mine = table[table["place_id"].isin(used)]
        more = mine.loc[mine.index.repeat(copies - 1)].reset_index(drop=True)
        number = pd.Series([*range(2, copies + 1)] * len(mine), dtype="Int64").astype("string")
        for column in ids:
            more[column] = shared(more[column] + "-" + number)
        if distinct and name == "raw/claims":
            texts = zip(more["reported"], number, strict=True)
            more["reported"] = pd.Series([other_digits(*pair) for pair in texts], dtype="string")
        made[name] = pd.concat([table, more], ignore_index=True)
    return made


def shared(texts: pd.Series) -> pd.Series:
    """The same texts, equal ones being one object, as they are where tables are read from files."""
    codes, distinct = pd.factorize(texts)
    return pd.Series(distinct.take(codes, allow_fill=True), texts.index)


def other_digits(expression: str, number: str) -> str:
    """The same expression with other digits: after the point where it has one or is a share or
    has a multiplier, else as a number so much greater; Chinese numerals stay as they are.

    >>> other_digits("近400名", "7"), other_digits("37%", "7"), other_digits("1.5万人", "7")
    ('近407名', '37.0007%', '1.50007万人')
    """
    found = re.search(r"\d+(\.\d+)?", expression)
    if not found:
        return expression
    digits = found[0]
    if found[1]:
        digits += number.zfill(4)
    elif re.match(r"[%％万亿百千]", expression[found.end() :]):
        digits += "." + number.zfill(4)
    else:
        digits = str(int(digits) + int(number))
    return expression[: found.start()] + digits + expression[found.end() :]


def measure(claims: int, distinct: bool) -> dict[str, float]:
    """Compute everything once from so many claims; seconds, bytes and what was counted."""
    from reform_analysis.commands.build import compute_values
    from reform_analysis.commands.face import codebook
    from reform_analysis.tables.store import read_all

    tables = many(read_all(codebook().project), claims, distinct)
    compute_values(
        read_all(codebook().project), codebook()
    )  # rules are compiled, libraries are warm
    start, busy = time.perf_counter(), time.process_time()
    made = compute_values(tables, codebook())
    return {
        "claims": len(tables["raw/claims"]),
        "expressions": tables["raw/claims"]["reported"].nunique(),
        "values": len(made["processed/indicators"]),
        "seconds": time.perf_counter() - start,
        "busy": time.process_time() - busy,
        "bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE,
    }


def _in_a_process(claims: int, distinct: bool) -> dict[str, float]:
    command = [sys.executable, __file__, "--only", str(claims), *["--distinct"] * distinct]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(run.stdout)


def main() -> int:
    """Print the table, one line as soon as each size is measured."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, nargs="+", default=SIZES, help="sizes to measure")
    parser.add_argument("--distinct", action="store_true", help="other digits in every copy")
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only:
        print(json.dumps(measure(asked.only, asked.distinct)))
        return 0
    print(f"Python {platform.python_version()}, pandas {pd.__version__}, {os.cpu_count()} cores\n")
    print("| claims | distinct expressions | values | seconds | of processor | memory | growth |")
    print("|---|---|---|---|---|---|---|", flush=True)
    before = None
    for place, size in enumerate(asked.claims, start=1):
        print(f"{place} of {len(asked.claims)}: {size:,} claims", file=sys.stderr)
        row = _in_a_process(size, asked.distinct)
        growth = ""
        if before:
            times, sizes = (row[name] / before[name] for name in ("busy", "claims"))
            growth = f"{math.log(times) / math.log(sizes):.2f}"
        print(
            f"| {row['claims']:,} | {row['expressions']:,} | {row['values']:,} "
            f"| {row['seconds']:.2f} | {row['busy']:.2f} | {row['bytes'] / 1e9:.2f} GB "
            f"| {growth} |",
            flush=True,
        )
        before = row
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
