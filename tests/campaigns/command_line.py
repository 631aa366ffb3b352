"""Call the command line with arguments of every kind; it must answer in words, not fall over.

    python tests/campaigns/command_line.py [CALLS] [SEED]

Each call is made in this process, in a folder that holds a copy of the project, a report and what
names may meet: a link to itself, a folder where a file belongs, a file that nobody may read. Prints
how many calls ended well, were refused and fell over, and fails if one fell over, was refused
without a word, named a temporary file, or left one beside an output.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import stat
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from reform_analysis.commands.cli import FAULTY, FINE, main

ROOT = Path(__file__).resolve().parents[2]
REPORT = "甲市总工会：今年以来发展近400名党员，占37%以上；培训1.5万人次。"

FILES = (
    *(
        "report.txt",
        "gbk.txt",
        "broken.txt",
        "empty.txt",
        "found.csv",
        "page.html",
        "new/page.html",
    ),
    *("report.txt/page.html", "folder", "folder/", "loop", "loop/x.csv", "dangling", "nobody.csv"),
    *("locked/page.html", ".", "..", "", " ", "-", "~", "~nobody", "~nobody/x.csv", "中 文.csv"),
    *("book.xlsx", "x.XLSX", "a\nb.csv", "a\x00b", "\udcff.csv", "\ud800.csv", "=1+1.csv", "--x"),
    *("名" * 100, "n" * 300, "n" * 5000, "null", "full", "/proc/1/mem", "con", "*", "?"),
    *("\u202egpj.csv", "<b>.html", "\U0001f600.csv", "x" + "/x" * 3000, ".found.csv.new", "a.txt."),
)
OUTPUTS = ("found.csv", *FILES)
PROJECTS = ("copy",) * 6 * len(FILES) + FILES
LISTS = ("en", "zh", "", ",", " , ", "en,zh", "en,en", "EN", "de", "\x00", "\ud800", "en" * 3000)
CHARTS = ("hedges-by-report", "party-recruitment", "award-share", "", "-", "\x00", "\ud800", "表")
FORMS = ("csv", "txt", "alt", "csv,txt", "png", "svg", "doc", "", ",", "all,csv", "CSV", "\ud800")
PLACES = (
    "",
    ",",
    "huaibei",
    "huaibei,jingjiang",
    "huaibei,huaibei",
    "wujn",
    "淮北",
    "\ud800",
    "\x00",
)
CLAIMS = (
    *("jingjiang-2020-0617", "jingjiang-2020-9999", "", " ", "\x00", "\ud800", "近400名"),
    "x" * 9999,
)
DATES = (
    *("2024", "2024-05", "2024-05-11", "2024-13", "0000", "9999", "2024..2023", "", ".."),
    *("二〇二四", "٢٠٢٤", "\ud800", "99999999999"),
)
NUMBERS = ("x", "0", "-1", "x", "", "٣", "²", "1e9")
IDS = ("rugao-2024", "a", "A B", "", "../x", "x" * 300, "a\n", "\ud800", "\x00", "-x")
TEXTS = ("如皋市", "huaibei", "huaibie", "", "\ud800", "\x00", "=1+1", "题" * 3000)
READINGS = ("narrow", "central", "wide", "base", "", "\ud800")

COMMANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "extract": (FILES,),
    "view": (FILES,),
    "trace": (CLAIMS,),
    "chart": (CHARTS,),
    "add": (FILES,),
    "tidy": (FILES,),
    "check": (),
    "build": (),
    "reproduce": (),
}
"""Command -> what may stand for each of its arguments."""
OFTEN = {"extract": 8, "view": 8, "trace": 4, "chart": 4, "add": 8, "tidy": 4}

OPTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "extract": {
        "--output": OUTPUTS, "--refused": OUTPUTS, "--reading": READINGS, "--draft": (),
        "--source": IDS, "--workers": NUMBERS,
    },
    "view": {"--output": OUTPUTS, "--reading": READINGS},
    "trace": {"--reports": FILES},
    "chart": {
        "--list": (), "--lang": LISTS, "--format": FORMS, "--per": (*IDS, "employed"),
        "--reading": READINGS, "--places": PLACES, "--output": OUTPUTS,
    },
    "add": {
        "--source": IDS, "--published": DATES, "--place": TEXTS, "--title": TEXTS,
        "--output": OUTPUTS, "--claims": FILES,
    },
    "tidy": {},
    "check": {"--reports": FILES, "--pages": FILES},
    "build": {},
    "reproduce": {"--force": ()},
}  # fmt: skip
WANTED = {"view": ("--output",), "add": ("--source", "--published"), "chart": ("--format",)}
"""Options without which most calls would end at once."""


def some(values: tuple[str, ...], choose: random.Random) -> str:
    """One of the values, as often as not the first, which is sound."""
    return choose.choice((values[0], choose.choice(values)))


def call(choose: random.Random) -> list[str]:
    """The arguments of one call."""
    command = choose.choice([name for name in COMMANDS for _ in range(OFTEN.get(name, 1))])
    arguments = [command, *(some(values, choose) for values in COMMANDS[command])]
    for option, values in OPTIONS[command].items():
        often = 0.9 if option in WANTED.get(command, ()) else 0.2
        if choose.random() < often:
            arguments += [option, some(values, choose)] if values else [option]
    if choose.random() < 0.05:
        arguments.insert(choose.randrange(len(arguments)), choose.choice((*FILES, *LISTS)))
    project = (
        "copy" if command in ("add", "build", "reproduce", "tidy") else choose.choice(PROJECTS)
    )
    return ["--project", project, *arguments]


@contextmanager
def place() -> Iterator[Path]:
    """A folder with the copy, the report and what names may meet; current while it lasts."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        here = Path(name) / "a" / "here"
        shutil.copytree(ROOT / "data", here / "copy" / "data")
        (here / "report.txt").write_text(REPORT, "utf-8")
        (here / "gbk.txt").write_bytes(REPORT.encode("gb18030"))
        (here / "broken.txt").write_bytes(b"\xff\xfe\xfd\x00\xff")
        (here / "empty.txt").touch()
        (here / "nobody.csv").write_text("a,b\n", "utf-8")
        (here / "nobody.csv").chmod(0)
        (here / "folder").mkdir()
        (here / "locked").mkdir(mode=0o500)
        (here / "loop").symlink_to("loop")
        (here / "dangling").symlink_to("nowhere")
        if os.geteuid() == 0:  # devices of the folder itself: one of the system may come to harm
            for device, minor in (("null", 3), ("full", 7)):
                os.mknod(here / device, stat.S_IFCHR | 0o666, os.makedev(1, minor))
        os.chdir(here)
        try:
            yield here
        finally:
            os.chdir(before)


def left_over(here: Path) -> list[str]:
    """Temporary files in the folder and those above it that the calls could write to."""
    found = [path for path in here.parents[1].rglob(".*") if path.name.endswith((".new", ".old"))]
    return [str(path) for path in found if path.name != ".found.csv.new"]


def judge(arguments: list[str], here: Path) -> tuple[str, str]:
    """How one call ended, and what is wrong with that; empty if nothing is."""
    out, err = io.StringIO(), io.StringIO()
    stdin = io.TextIOWrapper(io.BytesIO(REPORT.encode()), "utf-8")
    try:
        with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", stdin):
            code = main(arguments)
    except SystemExit as error:
        code = error.code
    except Exception as error:  # whatever it is, it is what this looks for
        where = [
            f"{Path(each.filename).name}:{each.lineno}"
            for each in traceback.extract_tb(error.__traceback__)
        ]
        return "fell over", f"{error!r:.200} ({' '.join(where[-3:])})"
    told = err.getvalue() + out.getvalue()
    if code not in (FINE, FAULTY):
        return "fell over", f"exit code {code}"
    if code == FAULTY and not told.strip():
        return "refused", "without a word"
    if ".new:" in told.replace(".found.csv.new", "") or "Traceback" in told:
        return "refused", f"a temporary file or a traceback is told: {told[-300:]!r}"
    if left := left_over(here):
        for path in map(Path, left):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        return "refused", f"left {left[:2]!r:.200}"
    return ("fine" if code == FINE else "refused"), ""


def run(calls: int, seed: int) -> tuple[Counter[str], list[str]]:
    """How the calls ended, and those that ended as they must not."""
    choose, counts, wrong = random.Random(seed), Counter(), []
    with place() as here:
        for _ in range(calls):
            arguments = call(choose)
            ended, problem = judge(arguments, here)
            counts[ended] += 1
            if problem:
                wrong.append(f"{' '.join(f'{each!r:.60}' for each in arguments)}: {problem}")
            os.chdir(here)
    return counts, wrong


def told(calls: int, seed: int, counts: Counter[str], wrong: list[str]) -> str:
    """The figures as one line."""
    ended = ", ".join(f"{counts[each]} {each}" for each in ("fine", "refused", "fell over"))
    return f"{calls} calls, seed {seed}: {ended}; {len(wrong)} not as they must"


def main_of_campaign(arguments: list[str]) -> int:
    """Print the figures; 1 if a call ended as it must not."""
    calls, seed = (*map(int, arguments), *(3500, 1)[len(arguments) :])
    counts, wrong = run(calls, seed)
    print(told(calls, seed, counts, wrong), *wrong[:60], sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main_of_campaign(sys.argv[1:]))
