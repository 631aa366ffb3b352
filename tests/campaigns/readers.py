"""Read random, spliced and mutated texts with every reader; nothing but a refusal may be raised.

    python tests/campaigns/readers.py [TEXTS] [SEED]

Prints how many texts each reader took, refused and failed at. Three kinds in turn: any characters,
characters of numbers and periods, and sentences of this file with slips. Fails if a reader raises
anything but its own error, gives an interval turned round, or an offset that does not fit.
"""

from __future__ import annotations

import random
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from reform_analysis.commands.face import codebook
from reform_analysis.reading.extract.find import find_rows
from reform_analysis.reading.hedges import READINGS
from reform_analysis.reading.period import KINDS, PeriodError, read_period
from reform_analysis.reading.quantity import QuantityError, read_quantity

SIGNS = (
    "0123456789零一二两三四五六七八九十百千万亿几数半余多近约超过以上下左右人名个家元%‰成折倍番"
    "年月日天以来今去底末至到从介于之间不等第每/·、，。.,- ~±+()（）[]{}\\^$|*?%“”《》"
    "約萬個點lOI〇壹貳叁肆伍陸柒捌玖拾佰仟万亿廿卅①Ⅷ½²٣๕\u200b\u202e\ufeff\U0001f600\ud800\x00\n\t"
)
SENTENCES = (
    "2023年，全市培训职工近3.5万人次，占37%以上；“五个一”活动惠及1 138名，",
    "从3家增加到15家，分别提高1、12.4、1.4个百分点，约占总数的17%，近19 4万人。",
    "补贴300元/人/月，每人每月不少于300元，十块三毛，两到三千元，5个亿，七成六，翻两番",
    "近三年来累计投入1.2亿元，自2019年6月以来，去年底，今年上半年，截至2020年10月底，0000年，9999年",
)
EDGES = (date.min, date(1, 12, 31), date(2020, 6, 30), date(9998, 12, 31), date.max)
BOOK = codebook()
"""Opened once: each call of the face looks whether a table was edited since."""

HARDEST = (
    "0余万番",
    "超0亿番左右",
    "0000年",
    "9999年",
    "9999年以来",
    "3年来",
    "近99年",
    "99年12月31日",
)


def text(choose: random.Random) -> str:
    """One text of one of the three kinds."""
    kind, length = choose.randrange(4), choose.choice((2, 5, 9, 20, 60))
    if kind == 0:
        return "".join(map(chr, choose.choices(range(0x110000), k=length)))
    if kind == 1:
        return "".join(choose.choices(SIGNS, k=length))
    if kind == 2:
        return choose.choice(HARDEST) + "".join(choose.choices(SIGNS, k=choose.randrange(3)))
    signs = list(choose.choice(SENTENCES))
    for _ in range(choose.randrange(8)):
        place = choose.randrange(len(signs))
        signs[place : place + choose.randrange(3)] = choose.choices(SIGNS, k=choose.randrange(3))
        signs = signs or ["3"]
    begin = choose.randrange(len(signs))
    return "".join(signs[begin : begin + length])


def find(given: str, choose: random.Random) -> bool:
    """Whether the finder took anything; every offset and interval is held."""
    taken, left = find_rows(given, BOOK, choose.choice(READINGS))
    end = 0
    for row in sorted((*taken, *left), key=lambda row: row[:2]):
        assert end <= row[0] < row[1], "two expressions overlap"
        assert given[row[0] : row[1]] == row[2], "an offset does not fit"
        end = row[1]
    assert all(row[4] <= row[6] for row in taken), "an interval is turned round"
    return bool(taken)


def quantity(given: str, choose: random.Random) -> bool:
    """Whether the expression was read, at all readings or at none."""
    read = []
    for reading in READINGS:
        try:
            read.append(read_quantity(given, BOOK, reading))
        except QuantityError:
            continue
    assert len(read) in (0, len(READINGS)), "read at one reading and refused at another"
    assert all(each.low <= each.high for each in read), "an interval is turned round"
    return bool(read)


def period(given: str, choose: random.Random) -> bool:
    """Whether the phrase was read, published and coded at any time."""

    def day() -> date:
        edge = choose.choice(EDGES)
        days = choose.randrange(-800, 800)
        return edge + timedelta(
            max(
                date.min.toordinal() - edge.toordinal(),
                min(days, date.max.toordinal() - edge.toordinal()),
            )
        )

    published = choose.choice((None, (day(), day())))
    coded = {
        "kind": choose.choice((None, *KINDS, "no kind")),
        "start": choose.choice((None, None, day())),
        "end": choose.choice((None, None, day())),
    }
    try:
        read = read_period(given, BOOK, published, choose.choice(READINGS), **coded)
    except PeriodError:
        return False
    assert read.years_low is None or 0 <= read.years_low <= read.years_high, "lengths turned round"
    return True


READERS: dict[str, Callable[[str, random.Random], bool]] = {
    "find_quantities": find,
    "read_quantity": quantity,
    "read_period": period,
}


def run(texts: int, seed: int) -> tuple[dict[str, Counter[str]], list[str]]:
    """Counts by reader, and the failures with their texts."""
    choose = random.Random(seed)
    counts: dict[str, Counter[str]] = {name: Counter() for name in READERS}
    failures = []
    for _ in range(texts):
        given = text(choose)
        for name, reader in READERS.items():
            try:
                counts[name]["taken" if reader(given, choose) else "nothing or refused"] += 1
            except Exception as error:  # whatever it is, it is a failure to be listed
                counts[name]["failed"] += 1
                where = traceback.extract_tb(error.__traceback__)[-1]
                failures.append(f"{name} {given!r}: {error!r} ({where.name}, line {where.lineno})")
    return counts, failures


def main(arguments: list[str]) -> int:
    """Print the figures; 1 if a reader failed."""
    texts, seed = (*map(int, arguments), *(100_000, 1)[len(arguments) :])
    counts, failures = run(texts, seed)
    print(f"{texts} texts, seed {seed}")
    for name, count in counts.items():
        told = ", ".join(
            f"{count[each]} {each}" for each in ("taken", "nothing or refused", "failed")
        )
        print(f"{name}: {told}")
    print(*failures[:20], sep="\n")
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
