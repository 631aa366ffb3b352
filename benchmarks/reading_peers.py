"""Read what other packages spell or test, where they are installed: right, refused, missed, wrong.

    python benchmarks/reading_peers.py [FILE...]

`cn2an` ships its own tests: every numeral in them is put into a sentence of a report. `cn2an`,
`cnum` and `jionlp` also spell numbers: some thousands of them, drawn with a fixed seed, are spelt
in each way they know and read back. A FILE is one of the public cases of others from a checkout of
theirs: a JSON of Microsoft's Recognizers-Text (``Specs/Number/Chinese/*.json``) or the test of
JioNLP's parser of money (``test/test_money_parser.py``); it is read as data and never run. Nothing
of theirs is kept here. A reading is right if one quantity with the value, of a range with both
ends, is found; wrong with any other value; missed if nothing is found and nothing refused. Cases
that they read as none or as several numbers are left out.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import math
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reform_analysis import find_quantities

DRAWN = 3000
SENTENCES = ("共培训{}人，", "投入资金{}元。")
Case = tuple[str, float | tuple[float, float]]
"""A numeral and its value, or the ends of a range."""


def cn2an_tests(mode: str) -> Iterator[Case]:
    """The numerals of one mode in the tests that `cn2an` ships."""
    case = importlib.import_module("cn2an.cn2an_test").Cn2anTest()
    case.setUp()
    for text, value in getattr(case, f"{mode}_data_dict").items():
        yield str(text), float(value)


def cn2an_spells(way: str) -> Iterator[Case]:
    """Numbers as `cn2an` spells them: ``low`` plain, ``up`` formal."""
    spell = importlib.import_module("cn2an").an2cn
    for number in drawn():
        yield spell(number, way), number


def cnum_spells(way: str) -> Iterator[Case]:
    """Numbers as `cnum` spells them: ``scn`` simplified, ``tcn`` traditional."""
    spell = getattr(importlib.import_module("cnum"), way)
    for number in drawn():
        yield spell(number), number


def jionlp_spells(way: str) -> Iterator[Case]:
    """Whole sums as `jionlp` spells them: ``sim`` plain, ``tra`` formal and traditional."""
    spell = importlib.import_module("jionlp").money_num2char
    for number in drawn():
        yield spell(number, sim_or_tra=way), number


def microsoft_cases(path: Path) -> Iterator[Case]:
    """Cases of Recognizers-Text that hold one number or share and nothing else."""
    for case in json.loads(path.read_text("utf-8-sig")):
        values = [each.get("Resolution", {}).get("value", "") for each in case["Results"]]
        if len(values) == 1 and case["Results"][0]["Text"] == case["Input"].strip():
            value = values[0].removesuffix("%")
            points = values[0] != value and case["Input"].endswith("点")
            try:
                yield (
                    case["Input"].strip(),
                    float(value) / (1 if value == values[0] or points else 100),
                )
            except ValueError:
                continue


def jionlp_cases(path: Path) -> Iterator[Case]:
    """The sums that JioNLP's test of its parser holds, taken from the source as literals."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.List)
            and len(node.elts) == 2
            and isinstance(node.elts[1], ast.Dict)
        ):
            text, told = ast.literal_eval(node)
            if told and isinstance(told["num"], list):
                yield text, (float(told["num"][0]), float(told["num"][1]))
            elif told:
                yield text, float(told["num"])


def drawn() -> Iterator[int]:
    """Whole numbers of every size below 10^12, the same in each run."""
    choose = random.Random(12)
    for _ in range(DRAWN):
        yield choose.randrange(2, 10 ** choose.randint(1, 12))


SUITES = {
    "cn2an tests, strict": (cn2an_tests, "strict"),
    "cn2an tests, normal": (cn2an_tests, "normal"),
    "cn2an tests, smart": (cn2an_tests, "smart"),
    "cn2an spells, plain": (cn2an_spells, "low"),
    "cn2an spells, formal": (cn2an_spells, "up"),
    "cnum spells, simplified": (cnum_spells, "scn"),
    "cnum spells, traditional": (cnum_spells, "tcn"),
    "jionlp spells, plain": (jionlp_spells, "sim"),
    "jionlp spells, formal": (jionlp_spells, "tra"),
}


def verdict(text: str, value: float | tuple[float, float]) -> str:
    """``right``, ``refused``, ``missed`` or ``wrong``."""
    found = find_quantities(text, refused=True)
    taken = found[found["reason"].eq("")]
    if taken.empty:
        return "missed" if found.empty else "refused"
    if len(taken) > 1:
        return "wrong"
    row = taken.iloc[0]
    if isinstance(value, tuple):  # 十几 is 11 to 19 here and 10 to 20 there: the places must agree
        pairs = ((row["low"], value[0]), (row["high"], value[1]))
        return "right" if all(b / 2 < a < 2 * b for a, b in pairs) else "wrong"
    if row["hedge"] == "several":  # of 二十几万 they name 200 000, the part that is certain
        return "right" if 0 < row["low"] - value < row["high"] - row["low"] else "wrong"
    return "right" if math.isclose(row["value"], value, rel_tol=1e-9) else "wrong"


def frame(text: str, name: str, number: int) -> str:
    """A sentence of a report that holds a numeral."""
    if name.endswith(".py") or text.endswith(("元", "圆", "角", "分", "整", "正")):
        return f"共支付{text}。"
    if text.endswith(("点", "折", "成", "%", "％")) or "分之" in text:
        return f"上升{text}，"
    return SENTENCES[number % len(SENTENCES)].format(text)


def suites(files: list[str]) -> Iterator[tuple[str, Iterator[Case]]]:
    """Name and cases of each suite."""
    for name, (cases, option) in SUITES.items():
        yield name, cases(option)
    for each in map(Path, files):
        yield each.name, (jionlp_cases if each.suffix == ".py" else microsoft_cases)(each)


def main() -> int:
    """Print a row a suite, and the first wrong readings."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="public cases of another package")
    files = parser.parse_args().files
    names = ("right", "refused", "missed", "wrong")
    print("| suite | " + " | ".join(names) + " |\n|---|" + "---|" * len(names))
    wrong: list[str] = []
    for name, cases in suites(files):
        counts: Counter[str] = Counter()
        try:
            for number, (text, value) in enumerate(cases):
                sentence = frame(text, name, number)
                said = verdict(sentence, value)
                counts[said] += 1
                if said == "wrong":
                    wrong.append(f"{name}: {sentence} is {value}")
        except ImportError as error:
            print(f"| {name} | not installed: {error.name} | | | |")
            continue
        print(f"| {name} | " + " | ".join(str(counts[each]) for each in names) + " |", flush=True)
    print(f"\n{len(wrong)} wrong", *wrong[:20], sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
