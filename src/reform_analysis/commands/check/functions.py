"""Whether registers and code name the same functions: of indicators, of charts, of their rows.

Names of charts are read from the files of the package, for importing what draws is slow.
"""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from reform_analysis.commands.check.registers import Tables, by_id, concepts_listed, fault
from reform_analysis.tables.faults import Fault


def check_functions(tables: Tables) -> Iterator[Fault]:
    """Each indicator is computed by a function of its id, which counts what is listed."""
    # Imported here, for indicators are computed with `cues`, which reads a table itself.
    from reform_analysis.indicators import concepts_of, registered

    concepts = by_id(tables, "codebook/registers/concepts", "concept_id")
    for row, cells in tables.get("codebook/registers/indicators", {}).items():
        name = cells["indicator_id"]
        if not (cells["computed"] and name):
            continue
        if name not in registered():
            problem = f"no function computes '{name}'"
            remedy = f"write one with @indicator('{name}'), or put false"
            yield fault("codebook/registers/indicators", row, "computed", problem, remedy)
            continue
        listed = {c for c in concepts_listed(cells) if c in concepts}
        if lacking := _quoted(concepts_of(name) - listed):
            problem = f"the function of '{name}' counts what is not listed: {lacking}"
            yield fault("codebook/registers/indicators", row, "numerator", problem, "list it here")
        if idle := _quoted(listed - concepts_of(name)):
            problem = f"the function of '{name}' does not count {idle}"
            remedy = "take it out, or add it where the function is registered"
            yield fault("codebook/registers/indicators", row, "numerator", problem, remedy)


def check_drawings(tables: Tables) -> Iterator[Fault]:
    """Each chart is drawn by a function of its id, or by that of its kind."""
    drawings = chart_functions("chart")
    for row, cells in tables.get("codebook/registers/charts", {}).items():
        name = cells["chart_id"] if cells["drawn_as"] == "own" else cells["drawn_as"]
        if name and name not in drawings:
            remedy = f"write one with @chart('{name}'), or name the kind of chart"
            yield fault(
                "codebook/registers/charts", row, "drawn_as", f"no function draws '{name}'", remedy
            )
        elif name and cells["drawn_as"] != "own" and cells["chart_id"] in drawings:
            problem = f"a function of its own draws '{cells['chart_id']}'"
            yield fault("codebook/registers/charts", row, "drawn_as", problem, "write own")


@lru_cache(maxsize=2)
def chart_functions(decorator: str) -> frozenset[str]:
    """Names given to ``@chart`` or ``@rows_of``; read from the files, for importing is slow."""
    spec = importlib.util.find_spec("reform_analysis.charts")
    folders = spec.submodule_search_locations if spec else None
    texts = [
        path.read_text(encoding="utf-8")
        for folder in folders or ()
        for path in sorted(Path(folder).rglob("*.py"))
    ]
    trees = [ast.parse(text) for text in texts if f"@{decorator}(" in text]
    return frozenset(
        call.args[0].value
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        for call in node.decorator_list
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == decorator
        and isinstance(call.args[0], ast.Constant)
    )


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names))
