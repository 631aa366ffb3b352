"""Change the code at one place; the tests of that module must fail.

    python tests/campaigns/mutants.py [MUTANTS] [SEED] [SECONDS] [MODULE ...]

Each mutant exchanges one operator, comparison, number, text, truth value or condition of a module,
the public ones named as in `TESTS`. The tests beside the module are run against a copy of the
package, the quickest first, so that most mutants die within a second; a mutant on which they all
pass, survives. Prints the score by module and the place of each survivor, and begins no mutant
after SECONDS of work (its own and that of the tests, not time: on a busy machine it tries as many).
"""

from __future__ import annotations

import ast
import compileall
import multiprocessing
import os
import random
import resource
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import hypothesis  # noqa: F401 - loaded once for all mutants, as pandas
import pandas as pd  # noqa: F401
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "reform_analysis"
LIMIT = 100
"""Seconds of work after which the tests of a mutant hang: that is seen too. Work, not time, for on
a busy machine any tests last; those of a module take ten."""
IDLE = 120
"""Seconds in which the tests of a mutant that hangs do no work at all: it waits for itself."""

TESTS = {
    "reading/numerals.py": ("reading/test_numerals.py",),
    "reading/quantity.py": (
        *("reading/test_quantity.py", "reading/test_expression.py", "reading/test_spelling.py"),
    ),
    "reading/expression.py": (
        *("reading/test_expression.py", "reading/test_quantity.py", "reading/test_spelling.py"),
    ),
    "reading/hedges.py": ("reading/test_hedges.py", "reading/test_quantity.py"),
    "reading/period.py": ("reading/test_period.py",),
    "reading/spelling.py": ("reading/test_spelling.py", "reading/test_quantity.py"),
    "values/compare.py": ("values/test_compare.py",),
    "values/interval.py": ("values/test_interval.py",),
    "values/bounds.py": ("values/test_interval.py", "values/test_dividing.py"),
    "values/per_head.py": ("values/test_per_head.py",),
    "values/ranks.py": ("values/test_ranks.py",),
    "indicators/shapes.py": ("indicators/test_hand_worked.py", "indicators/test_guidance.py"),
    "indicators/growth.py": ("indicators/test_growth.py",),
    "indicators/guidance.py": ("indicators/test_guidance.py",),
    "indicators/merit.py": ("indicators/test_merit.py",),
    "indicators/skills.py": ("indicators/test_skills.py",),
    "indicators/status.py": ("indicators/test_status.py",),
    "tables/atomic.py": ("tables/test_atomic.py",),
    "tables/decode.py": ("tables/test_decode.py",),
    "tables/changes.py": ("commands/test_diff.py",),
}
"""Module -> files of tests that hold it; the examples in the module itself are run before them."""

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult},
    **{ast.FloorDiv: ast.Div, ast.Mod: ast.Mult, ast.Pow: ast.Mult},
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt},
    **{ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In},
    **{ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And},
    **{ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd},
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
CALLS |= {"minimum": "maximum", "maximum": "minimum"}


class Mutant(NamedTuple):
    """One change of one module: its line, which node of the module, and what is exchanged."""

    module: str
    line: int
    node: int
    what: str


class Quickest:
    """Has pytest run the tests first that took the least work, and notes what each takes."""

    def __init__(self, known: dict[str, float]) -> None:
        self.known, self.took = known, dict[str, float]()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: self.known.get(item.nodeid, 0))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self.took[report.nodeid] = report.duration


def _ways(node: ast.AST) -> Iterator[str]:
    if isinstance(node, (ast.BinOp, ast.BoolOp, ast.AugAssign)) and type(node.op) in SWAPPED:
        yield f"{type(node.op).__name__} to {SWAPPED[type(node.op)].__name__}"
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED:
        yield f"{type(node.ops[0]).__name__} to {SWAPPED[type(node.ops[0])].__name__}"
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield f"{node.value} to {not node.value}"
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        yield f"{node.value} to {node.value + 1}"
    elif isinstance(node, (ast.If, ast.IfExp, ast.While)):
        yield "the condition turned round"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub, ast.Invert)):
        yield f"{type(node.op).__name__} left out"
    elif isinstance(node, ast.Call) and _name(node.func) in CALLS:
        yield f"{_name(node.func)} to {CALLS[_name(node.func)]}"
    elif isinstance(node, ast.Return) and node.value is not None and not _none(node.value):
        yield "None is given back"


def _change(node: ast.AST, what: str) -> None:
    if what == "the condition turned round":
        node.test = ast.UnaryOp(ast.Not(), node.test)  # type: ignore[attr-defined]
    elif isinstance(node, ast.Compare):
        node.ops[0] = SWAPPED[type(node.ops[0])]()  # type: ignore[assignment]
    elif isinstance(node, (ast.BinOp, ast.BoolOp, ast.AugAssign)):
        node.op = SWAPPED[type(node.op)]()  # type: ignore[assignment]
    elif isinstance(node, ast.Constant):
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1
    elif isinstance(node, ast.UnaryOp):
        node.op = ast.UAdd() if isinstance(node.op, ast.USub) else node.op
        if isinstance(node.op, ast.Not):
            node.operand = ast.UnaryOp(ast.Not(), node.operand)
        elif isinstance(node.op, ast.Invert):
            node.operand = ast.UnaryOp(ast.Invert(), node.operand)
    elif isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name):
            node.func.id = CALLS[node.func.id]
        else:
            node.func.attr = CALLS[node.func.attr]  # type: ignore[attr-defined]
    elif isinstance(node, ast.Return):
        node.value = ast.Constant(None)


def _annotation(node: ast.AST) -> Iterator[ast.AST]:
    """What only names a type: nothing that runs depends on it."""
    for field in ("annotation", "returns"):
        if named := getattr(node, field, None):
            yield from ast.walk(named)


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def _none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def mutants(modules: list[str]) -> Iterator[Mutant]:
    """Every mutant of some modules, those apart that no value depends on."""
    for module in modules:
        tree = ast.parse((SOURCE / module).read_text("utf-8"))
        types = {id(part) for node in ast.walk(tree) for part in _annotation(node)}
        for number, node in enumerate(ast.walk(tree)):
            for what in () if id(node) in types else _ways(node):
                yield Mutant(module, getattr(node, "lineno", 0), number, what)


def code(mutant: Mutant) -> str:
    """The module as the mutant has it."""
    tree = ast.parse((SOURCE / mutant.module).read_text("utf-8"))
    _change(next(one for n, one in enumerate(ast.walk(tree)) if n == mutant.node), mutant.what)
    return ast.unparse(ast.fix_missing_locations(tree))


def killed(mutant: Mutant, package: Path, took: dict[str, float]) -> bool:
    """Whether the tests of the module fail with the mutant; the copy is mended afterwards."""
    path = package / mutant.module
    sound = path.read_text("utf-8")
    try:
        path.write_text(code(mutant), "utf-8")
        return tested(mutant.module, package, took) is None
    finally:
        path.write_text(sound, "utf-8")


def tested(module: str, package: Path, known: dict[str, float]) -> dict[str, float] | None:
    """How long each test of a module takes on a copy of the package; None if one fails.

    They run in a fork of this process, which has loaded all that no mutant changes.
    """
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    run = context.Process(target=_test, args=(module, package, known, sender))
    run.start()
    sender.close()
    worked = -1.0
    while not receiver.poll(IDLE) and worked < (now := work_of(run.pid)):
        worked = now
    if not receiver.poll():
        run.kill()
    try:
        took = receiver.recv()
    except EOFError:  # a test failed, or the mutant brought the process down
        took = None
    run.join()
    return took


def _test(module: str, package: Path, known: dict[str, float], sender: Connection) -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
    os.chdir(ROOT)
    sys.path.insert(0, str(package.parent))
    sys.dont_write_bytecode = True
    # With CI set hypothesis has no clock: on a slow machine no mutant dies of that.
    os.environ |= {"PYTHONPATH": str(package.parent), "PYTHONDONTWRITEBYTECODE": "1",
                   "REFORM_PROJECT": str(ROOT), "CI": "true"}  # fmt: skip
    tests = [str(ROOT / "tests" / name) for name in TESTS[module]]
    options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", "addopts=",
               "-W", "ignore::pytest.PytestAssertRewriteWarning"]  # fmt: skip
    quickest = Quickest(known)
    ended = pytest.main([*options, "--doctest-modules", str(package / module), *tests], [quickest])
    if ended == pytest.ExitCode.OK:
        sender.send(quickest.took)
    os._exit(ended)


def work_of(process: int) -> float:
    """What another process has worked so far [clock ticks]; 0 where there is no /proc."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(float, fields[11:15]))


def work() -> float:
    """What this process and its children have worked so far [s]."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def main(arguments: list[str]) -> int:
    """Print the score by module and the survivors; 1 if the tests fail without a mutant."""
    numbers, modules = arguments[:3], arguments[3:] or [*TESTS]
    number, seed, seconds = (*map(int, numbers), *(300, 1, 3600)[len(numbers) :])
    modules = [module for module in modules if (SOURCE / module).is_file()]
    every = [*mutants(modules)]
    chosen = random.Random(seed).sample(every, min(number, len(every)))
    tried, survived, took = Counter(), [], {}
    print(f"{len(chosen)} of {len(every)} mutants, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / SOURCE.name
        shutil.copytree(SOURCE, package, ignore=shutil.ignore_patterns("__pycache__"))
        compileall.compile_dir(package, quiet=2)  # else each mutant compiles the whole package
        for module in sorted({mutant.module for mutant in chosen}):
            took[module] = tested(module, package, {})
            if took[module] is None:
                print(f"{module}: its tests fail without a mutant", file=sys.stderr)
                return 1
        for mutant in chosen:
            if work() > seconds:
                break
            tried[mutant.module] += 1
            if not killed(mutant, package, took[mutant.module]):
                survived.append(mutant)
                print(f"  survives: {mutant.module}, line {mutant.line}: {mutant.what}", flush=True)
    lost = Counter(mutant.module for mutant in survived)
    for module, count in sorted(tried.items()):
        print(f"{module}: {count - lost[module]} of {count}")
    total = tried.total()
    share = f"{1 - len(survived) / max(total, 1):.0%}"
    print(f"killed: {total - len(survived)} of {total} ({share}), {work():.0f} s of work")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
