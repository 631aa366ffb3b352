"""The pages of the reference, from which Sphinx makes HTML: which docstring stands where."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import reform_analysis
from reform_analysis.tables.paths import PACKAGE

ROOMS = ("tables", "reading", "values", "indicators", "charts", "publish", "commands")
"""The rooms of the package, in the order of imports."""


def reference_pages() -> dict[str, str]:
    """A page of the public names, and one for each room with all of its modules.

    Name of the file below ``docs/reference/`` -> Markdown with directives of autodoc.

    Examples
    --------
    >>> sorted(reference_pages())[:3]
    ['charts.md', 'commands.md', 'indicators.md']
    >>> ".. automodule:: reform_analysis.values.interval" in reference_pages()["values.md"]
    True
    """
    pages = {"public.md": _page("Public names", _public())}
    for room in ROOMS:
        pages[f"{room}.md"] = _page(room, (f"automodule:: {name}" for name in _modules(room)))
    return pages


def _public() -> Iterator[str]:
    for name in reform_analysis.__all__:
        kind = "class" if inspect.isclass(getattr(reform_analysis, name)) else "function"
        yield f"auto{kind}:: reform_analysis.{name}"


def _modules(room: str) -> list[str]:
    paths = (PACKAGE / room).rglob("*.py")
    inside = (path.relative_to(PACKAGE.parent).with_suffix("").parts for path in paths)
    return sorted(".".join(part for part in parts if part != "__init__") for parts in inside)


def _page(title: str, directives: Iterator[str]) -> str:
    lines = [f"# {title}", "", "```{eval-rst}"]
    for directive in directives:
        whole = [] if directive.startswith("autofunction") else ["   :members:"]
        lines += [f".. {directive}", *whole, ""]
    return "\n".join([*lines, "```", ""])
