"""What a chart shows, as a number that changes with it: of its data, and of its picture.

`data_shown` is the data version that a chart carries: it changes with the rows that are drawn and
with what stands behind them, in one language as in the other, and with nothing else. `shown` tells
whether a picture would be drawn as it was: it changes with rows, words, style, code and libraries.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib.metadata import version

import pandas as pd
from matplotlib import ft2font

from reform_analysis.charts.chart import Chart, drawn_from
from reform_analysis.tables.paths import PACKAGE

ROOMS = ("tables", "reading", "values", "indicators", "charts")
"""Folders whose code can change a picture: all that charts may import."""

CODE = (".py", ".ttf")
"""Endings of the files in them that can."""

LIBRARIES = ("matplotlib", "numpy", "pandas", "pillow")

BEHIND = {
    "raw/claims": "claim_ids",
    "raw/denominators": "denominator_id",
    "raw/benchmarks": "benchmark_id",
}
"""Tables behind the rows of a chart, and the column that holds ids of their first column."""


def data_shown(rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> str:
    """The version of the data that a chart shows.

    Parameters
    ----------
    rows : DataFrame
        As they are chosen, before words are put beside them.
    tables : mapping of str to DataFrame
        ``raw/claims``, ``raw/sources``, ``raw/denominators`` and ``raw/benchmarks`` at least.

    Returns
    -------
    str
        Twelve hexadecimal digits of a SHA-256 over the rows, the claims, denominators and
        benchmarks that they name, and the sources of these claims.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.tables.store import read_all
    >>> tables = read_all(codebook().project)
    >>> rows = pd.DataFrame({"claim_ids": ["jingjiang-2020-0617"], "low": [360.0]})
    >>> first = data_shown(rows, tables)
    >>> len(first), data_shown(rows.assign(low=350.0), tables) == first
    (12, False)
    """
    named = {table: _named(rows, table, column, tables) for table, column in BEHIND.items()}
    sources = tables["raw/sources"]
    named["raw/sources"] = sources[
        sources["source_id"].isin(named["raw/claims"].get("source_id", ()))
    ]
    return hash_of([text_of(rows), *map(text_of, named.values())])[:12]


def _named(
    rows: pd.DataFrame, table: str, column: str, tables: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    cells = rows[column].dropna() if column in rows else ()
    ids = {one for cell in cells for one in cell.split(";")}
    return tables[table][tables[table].iloc[:, 0].isin(ids)]


def shown(chart: Chart, means: str) -> str:
    """A hash of all that the picture of a chart is drawn from.

    Parameters
    ----------
    chart : Chart
    means : str
        What `means_of` says of the tables of its words.

    Returns
    -------
    str
        SHA-256 over language, register entry, facts, rows and means. Two charts of one hash have
        the same picture in every form.
    """
    facts = json.dumps(asdict(chart.facts), sort_keys=True)
    told = [chart.called, chart.lang, chart.entry.to_json(), facts, text_of(chart.rows), means]
    return hash_of(told)


def means_of(tables: Mapping[str, pd.DataFrame]) -> str:
    """A hash of what all pictures are drawn with: registers of words, style, code, libraries.

    A picture cannot be drawn from a table that is not in it, for `Chart.figure` hands over no
    other.
    """
    return hash_of([_code(), *(text_of(table) for table in drawn_from(tables).values())])


@cache
def _code() -> str:
    """Code, fonts and style that draw, and the versions of the libraries."""
    parts = [f"{name} {version(name)}" for name in LIBRARIES]
    parts.append(f"freetype {ft2font.__freetype_version__}")
    return hash_of([*parts, *code_of(ROOMS, CODE)])


def code_of(rooms: Sequence[str], endings: Sequence[str]) -> Iterator[str]:
    """Name and hash of each file of some rooms that ends so."""
    for room in rooms:
        for path in sorted((PACKAGE / room).rglob("*")):
            if path.suffix in endings:
                content = hashlib.sha256(path.read_bytes()).hexdigest()
                yield f"{path.relative_to(PACKAGE).as_posix()} {content}"


def text_of(table: pd.DataFrame) -> str:
    """A table as a hash takes it: an empty text is not a missing one."""
    return table.to_csv(index=False, na_rep="<missing>")


def hash_of(parts: Iterable[str]) -> str:
    """SHA-256 over texts, one by one."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
