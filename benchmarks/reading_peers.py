"""Read what other packages spell or test, where they are installed: right, refused, missed, wrong.

    python benchmarks/reading_peers.py

`cn2an` ships its own tests: every numeral in them is put into a sentence of a report. `cn2an` and
`cnum` also spell numbers: some thousands of them, drawn with a fixed seed, are spelt in each way
they know and read back. Nothing of theirs is kept here. A reading is right if one quantity with
the value is found; wrong with any other value; missed if nothing is found and nothing refused.
"""

from __future__ import annotations

import importlib
import math
import random
from collections import Counter
from collections.abc import Iterator

from reform_analysis import find_quantities

DRAWN = 3000
SENTENCES = ("共培训{}人，", "投入资金{}元。")
Case = tuple[str, float]


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
}


def verdict(text: str, value: float) -> str:
    """``right``, ``refused``, ``missed`` or ``wrong``."""
    found = find_quantities(text, refused=True)
    taken = found[found["reason"].eq("")]
    if taken.empty:
        return "missed" if found.empty else "refused"
    same = taken["value"].notna() & taken["value"].map(
        lambda each: math.isclose(each, value, rel_tol=1e-9)
    )
    return "right" if len(taken) == 1 and same.all() else "wrong"


def main() -> int:
    """Print a row a suite, and the first wrong readings."""
    names = ("right", "refused", "missed", "wrong")
    print("| suite | " + " | ".join(names) + " |\n|---|" + "---|" * len(names))
    wrong: list[str] = []
    for name, (cases, option) in SUITES.items():
        counts: Counter[str] = Counter()
        try:
            for number, (text, value) in enumerate(cases(option)):
                sentence = SENTENCES[number % len(SENTENCES)]
                if text.endswith(("元", "圆", "角", "分", "整", "正")):
                    sentence = "共支付{}。"
                said = verdict(sentence.format(text), value)
                counts[said] += 1
                if said == "wrong":
                    wrong.append(f"{name}: {sentence.format(text)} is {value}")
        except ImportError as error:
            print(f"| {name} | not installed: {error.name} | | | |")
            continue
        print(f"| {name} | " + " | ".join(str(counts[each]) for each in names) + " |")
    print(f"\n{len(wrong)} wrong", *wrong[:20], sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
