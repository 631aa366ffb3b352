"""Damage one rule table at a time; check must tell it, and no reader may fall over or hang.

    python tests/campaigns/rule_tables.py [MUTATIONS] [SEED] [PROCESSES]

Each mutation changes one table of ``codebook/reading``, or a register that describes all tables,
as a careless hand, a spreadsheet or a bad disk would: bytes that are no UTF-8, a file cut off, a
column gone, a quote that does not close, a rule that does not compile or never ends. Then `check`
lists the faults, and a new `Codebook` finds, reads and drafts; it may refuse with `TableError`
or with the error of the reader. Prints the mutated tables, those that are reported, those that are
read without a word, the tracebacks and the hangs, and fails if there is one of the last two.
"""

from __future__ import annotations

import csv
import io
import random
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

from reform_analysis.commands.check import check_tables
from reform_analysis.reading.extract.draft import draft
from reform_analysis.reading.extract.find import find_rows
from reform_analysis.reading.period import PeriodError, read_period
from reform_analysis.reading.quantity import QuantityError, read_quantity
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import TableError
from reform_analysis.tables.paths import Project

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 30
"""Seconds after which a mutation hangs: the tables as they stand take one."""
PART = 50
"""Mutations that a process makes on one copy of the tables."""

TEXT = (
    "2023年，全市培训职工近3.5万人次，占37%以上；惠及1 138名，从3家增加到15家，每人每月300元。"
    "三年来举办两到三场，负增长3.4%，十块三毛，投资5个亿，力争培训不少于3000人，50±5人，"
    + "一"
    * 40
)
EXPRESSIONS = ("近400名", "七成六以上", "12元5角", "介于30%与50%之间", "翻两番", "300元/人/月")
PERIODS = ("近3年来", "2019年以来", "每年", "今年")
NASTY = (
    *(
        "(",
        "[一",
        "*",
        "(?P<n>一)",
        r"\1",
        "(?i)一",
        "(一+)+元",
        "(?:一|一一)*元",
        "{no-list}",
        "\\",
    ),
    *(
        "v/0",
        "v//2",
        "9**9**9",
        "v-",
        "min()",
        "-cap",
        "(" * 400 + "v" + ")" * 400,
        "1e999",
        "v(v)",
    ),
    *("-" * 3000 + "v", "+".join("v" * 3000), "__import__('os')", "lambda: v", "0*cap", "cap-cap"),
    *(
        "",
        " ",
        ";",
        ";;",
        "一;一",
        "一" * 5000,
        "\U0001f600",
        "\x00",
        "\u200b",
        "=1+1",
        "2020-13-01",
    ),
    *("nan", "-1", "1e400", "true", "人", "年", "any", "none", '"', "a\nb", "a\r\nb", "\ufeff"),
)


def cells(data: bytes) -> list[list[str]]:
    """A sound table as records."""
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


def written(records: list[list[str]]) -> bytes:
    """Records as the bytes of a table."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(records)
    return text.getvalue().encode("utf-8", "surrogatepass")


def splice(data: bytes, choose: random.Random) -> bytes:
    """Put some bytes in the place of others."""
    place = choose.randrange(len(data))
    new = choose.choice((b"\xff", b"\xc3\x28", b"\x00", b'"', b"\n", b"\r", b",", b"\xef\xbb\xbf"))
    return data[:place] + new + data[place + choose.randrange(4) :]


def cut(data: bytes, choose: random.Random) -> bytes:
    """Break the file off, mostly in the middle of a row."""
    return data[: choose.randrange(len(data))]


def encoded(data: bytes, choose: random.Random) -> bytes:
    """Save it as another program would."""
    name = choose.choice(("utf-16", "gb18030", "utf-8-sig", "shift_jis", "latin-1"))
    return data.decode("utf-8").encode(name, "replace")


def separated(data: bytes, choose: random.Random) -> bytes:
    """Save it with other separators or line ends."""
    old, new = choose.choice(((b",", b";"), (b",", b"\t"), (b"\n", b"\r\n"), (b"\n", b"\r")))
    return data.replace(old, new)


def column(data: bytes, choose: random.Random) -> bytes:
    """Drop, double, rename or exchange columns."""
    records = cells(data)
    place, other = choose.choices(range(len(records[0])), k=2)
    how = choose.randrange(4)
    for number, record in enumerate(records):
        if how == 0:
            del record[place]
        elif how == 1:
            record.insert(other, record[place])
        elif how == 2 and number == 0:
            record[place] += choose.choice(("", "x", " ", "\n"))
        elif how == 3:
            record[place], record[other] = record[other], record[place]
    return written(records)


def row(data: bytes, choose: random.Random) -> bytes:
    """Drop, double, shorten, empty or exchange rows."""
    records = cells(data)
    place, other = (choose.randrange(1, len(records)) for _ in range(2))
    how = choose.randrange(5)
    if how == 0:
        del records[place]
    elif how == 1:
        records.insert(other, records[place])
    elif how == 2:
        records[place] = records[place][: choose.randrange(len(records[place]))]
    elif how == 3:
        records[place] = [""] * len(records[place])
    else:
        records[place], records[other] = records[other], records[place]
    return written(records)


def nasty(data: bytes, choose: random.Random) -> bytes:
    """Write into a cell what no rule may be."""
    records = cells(data)
    record = records[choose.randrange(1, len(records))]
    record[choose.randrange(len(record))] = choose.choice(NASTY)
    return written(records)


def slip(data: bytes, choose: random.Random) -> bytes:
    """Change a character of a cell, as a slip of the hand does."""
    records = cells(data)
    record = choose.choice(records[1:])
    place = choose.randrange(len(record))
    signs = list(record[place]) or [""]
    at = choose.randrange(len(signs))
    signs[at] = choose.choice(("", signs[at] * 2, *"()[]{}|*+?\\.^$;=-/0一人年v"))
    record[place] = "".join(signs)
    return written(records)


def moved(data: bytes, choose: random.Random) -> bytes:
    """Give a cell what stands in another of the table."""
    records = cells(data)
    one, other = choose.choices(records[1:], k=2)
    one[choose.randrange(len(one))] = choose.choice(other)
    return written(records)


def gone(data: bytes, choose: random.Random) -> bytes:
    """Leave nothing, or the header alone."""
    return choose.choice((b"", b"\n", data.partition(b"\n")[0], data.partition(b"\n")[0] + b"\n"))


KINDS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(splice, cut, encoded, separated, column, row, nasty, nasty, nasty, slip, slip, moved, gone),
)


class Outcome(NamedTuple):
    """What became of one mutation."""

    table: str
    kind: str
    verdict: str
    told: str


class HangError(Exception):
    """A mutation took too long."""


@contextmanager
def limited() -> Iterator[None]:
    """Raise `HangError` if the block takes too long; patterns are interrupted too."""

    def stop(*_: object) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def tables() -> list[str]:
    """The tables that are damaged, below the folder of data."""
    names = [f"codebook/registers/{name}" for name in ("tables", "fields", "columns")]
    folder = ROOT / "data" / "codebook" / "reading"
    return names + [f"codebook/reading/{path.stem}" for path in sorted(folder.glob("*.csv"))]


def use(project: Project) -> bool:
    """Read with the rules of a project; whether any reader refused the tables."""
    codebook, refused = Codebook(project), False
    asked: list[tuple[Callable[..., object], tuple[str, ...]]] = [
        (lambda text: find_rows(text, codebook), (TEXT,)),
        (lambda text: draft(text, codebook), (TEXT,)),
        (lambda text: read_quantity(text, codebook), EXPRESSIONS),
        (lambda text: read_period(text, codebook), PERIODS),
    ]
    for reader, texts in asked:
        for text in texts:
            try:
                reader(text)
            except TableError:
                refused = True
            except (QuantityError, PeriodError):
                continue
    return refused


@cache
def copy() -> Project:
    """The tables of this process, to be damaged and mended."""
    project = Project(Path(tempfile.mkdtemp()) / "project")
    for name in ("raw", "codebook"):
        shutil.copytree(ROOT / "data" / name, project.data / name)
    return project


def mutate(seed: int) -> Outcome:
    """One mutation: what is changed, and what became of it."""
    choose = random.Random(seed)
    table, kind = choose.choice(tables()), choose.choice(KINDS)
    path = copy().data / f"{table}.csv"
    sound = path.read_bytes()
    damaged = kind(sound, choose)
    told = f"{seed} {table} {kind.__name__}"
    if damaged == sound:
        return Outcome(table, kind.__name__, "unchanged", told)
    try:
        path.write_bytes(damaged)
        with limited():
            faults = check_tables(copy())
            refused = use(copy())
    except HangError as error:
        where = traceback.extract_tb(error.__traceback__)[-2]
        return Outcome(table, kind.__name__, "hangs", f"{told}: {where.filename}:{where.lineno}")
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        lines = f"{told}: {error!r:.200} ({where.filename}:{where.lineno})"
        return Outcome(table, kind.__name__, "tracebacks", lines)
    finally:
        path.write_bytes(sound)
    if faults:
        return Outcome(table, kind.__name__, "reported", told)
    verdict = "refused by a reader alone" if refused else "read without a word"
    return Outcome(table, kind.__name__, verdict, told)


def mutate_all(seeds: Iterable[int]) -> list[Outcome]:
    """Some mutations in one process, whose copy goes afterwards."""
    try:
        return [mutate(seed) for seed in seeds]
    finally:
        shutil.rmtree(copy().root.parent)
        copy.cache_clear()


def run(mutations: int, seed: int, processes: int = 1) -> list[Outcome]:
    """The outcomes of many mutations, the same for the same seed."""
    seeds = range(seed, seed + mutations)
    parts = [seeds[first : first + PART] for first in range(0, mutations, PART)]
    if processes == 1:
        return [outcome for part in parts for outcome in mutate_all(part)]
    with Pool(processes) as pool:
        return [outcome for part in pool.imap_unordered(mutate_all, parts) for outcome in part]


def main(arguments: list[str]) -> int:
    """Print the figures; 1 if there is a traceback or a hang."""
    mutations, seed, processes = (*map(int, arguments), *(2800, 1, 2)[len(arguments) :])
    outcomes = run(mutations, seed, processes)
    counts = Counter(outcome.verdict for outcome in outcomes)
    print(f"{len(outcomes)} mutated tables, seed {seed}: ", end="")
    names = ("reported", "refused by a reader alone", "read without a word", "unchanged")
    print(", ".join(f"{counts[name]} {name}" for name in (*names, "tracebacks", "hangs")))
    for verdict in ("tracebacks", "hangs", "refused by a reader alone"):
        print(*sorted(each.told for each in outcomes if each.verdict == verdict)[:60], sep="\n")
    return 1 if counts["tracebacks"] or counts["hangs"] else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
