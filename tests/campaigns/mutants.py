"""Change the code at one place; the tests of that module must fail.

    python tests/campaigns/mutants.py [MUTANTS] [SEED] [SECONDS] [MODULE ...]

Each mutant exchanges one operator, comparison, number, text, truth value or condition of a module,
the public ones named as in `TESTS`. The tests beside the module are run against a copy of the
package, first those that fail sooner; a mutant on which they pass, survives. Prints the score by
module and the place of each survivor, and stops after SECONDS with what it has.
"""

from __future__ import annotations

import ast
import copy
import multiprocessing
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
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

TESTS = {
    "reading/numerals.py": ("reading/test_numerals.py",),
    "reading/quantity.py": ("reading/test_quantity.py", "reading/test_expression.py"),
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
    "indicators/shapes.py": ("indicators/test_hand_worked.py",),
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
    """One change of one module, and the code with it."""

    module: str
    line: int
    what: str
    code: str


def mutations(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Every change of a module: line, what is exchanged, the tree with it."""
    types = {id(part) for node in ast.walk(tree) for part in _annotation(node)}
    for number, node in enumerate(ast.walk(tree)):
        for what in () if id(node) in types else _ways(node):
            changed = copy.deepcopy(tree)
            place = next(one for n, one in enumerate(ast.walk(changed)) if n == number)
            _change(place, what)
            yield getattr(node, "lineno", 0), what, changed


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


def mutants(modules: list[str]) -> list[Mutant]:
    """Every mutant of some modules, those apart that no value depends on."""
    found = []
    for module in modules:
        tree = ast.parse((SOURCE / module).read_text("utf-8"))
        for line, what, changed in mutations(tree):
            ast.fix_missing_locations(changed)
            found.append(Mutant(module, line, what, ast.unparse(changed)))
    return found


def killed(mutant: Mutant, package: Path) -> bool:
    """Whether the tests of the module fail with the mutant; the copy is mended afterwards."""
    path = package / mutant.module
    sound = path.read_text("utf-8")
    try:
        path.write_text(mutant.code, "utf-8")
        return not passes(mutant.module, package)
    finally:
        path.write_text(sound, "utf-8")


def passes(module: str, package: Path) -> bool:
    """Whether the tests of a module pass on a copy of the package, in a process of their own.

    It is a fork of this one, which has loaded all that no mutant changes.
    """
    run = multiprocessing.get_context("fork").Process(target=_test, args=(module, package))
    run.start()
    run.join()
    return run.exitcode == 0


def _test(module: str, package: Path) -> None:
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
    code = pytest.main([*options, "--doctest-modules", str(package / module), *tests])
    os._exit(code)


def main(arguments: list[str]) -> int:
    """Print the score by module and the survivors; 1 if the tests fail without a mutant."""
    numbers, modules = arguments[:3], arguments[3:] or [*TESTS]
    number, seed, seconds = (*map(int, numbers), *(300, 1, 3600)[len(numbers) :])
    modules = [module for module in modules if (SOURCE / module).is_file()]
    every = mutants(modules)
    chosen = random.Random(seed).sample(every, min(number, len(every)))
    begin, tried, survived = time.monotonic(), Counter(), []
    print(f"{len(chosen)} of {len(every)} mutants, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / SOURCE.name
        shutil.copytree(SOURCE, package, ignore=shutil.ignore_patterns("__pycache__"))
        for module in sorted({mutant.module for mutant in chosen}):
            if not passes(module, package):
                print(f"{module}: its tests fail without a mutant", file=sys.stderr)
                return 1
        for mutant in chosen:
            if time.monotonic() - begin > seconds:
                break
            tried[mutant.module] += 1
            if not killed(mutant, package):
                survived.append(mutant)
                print(f"  survives: {mutant.module}, line {mutant.line}: {mutant.what}", flush=True)
    lost = Counter(mutant.module for mutant in survived)
    for module, count in sorted(tried.items()):
        print(f"{module}: {count - lost[module]} of {count}")
    total = tried.total()
    print(f"killed: {total - len(survived)} of {total} ({1 - len(survived) / max(total, 1):.0%})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
