"""The numbers of a chart with what must be known of them, in one archive."""

from __future__ import annotations

import json
from typing import Any

from reform_analysis.charts.chart import Chart
from reform_analysis.charts.rows.facts import citation_of
from reform_analysis.charts.words import Words
from reform_analysis.tables.releases import archive

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of charts and numbers, as ``LICENSE-DATA`` says."""


def bundle(chart: Chart) -> bytes:
    """Numbers, their description and the caption of a chart as a ZIP archive.

    Parameters
    ----------
    chart : Chart

    Returns
    -------
    bytes
        ``<name>.csv`` as `Chart.numbers` gives it; ``<name>.csv-metadata.json``, which describes
        it as CSV on the Web (W3C, 2015) asks; ``README.txt``, the caption with sources, caveat,
        licence and citation, and what each column holds. The same on every run.

    Examples
    --------
    >>> import io
    >>> import zipfile
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import compose
    >>> content = bundle(compose("award-shares", codebook()))
    >>> zipfile.ZipFile(io.BytesIO(content)).namelist()
    ['README.txt', 'award-shares.en.csv', 'award-shares.en.csv-metadata.json']
    """
    name = f"{chart.called}.{chart.lang}.csv"
    columns = _columns(chart)
    described = json.dumps(_described(chart, name, columns), ensure_ascii=False, indent=1)
    files = {
        name: chart.numbers(),
        f"{name}-metadata.json": f"{described}\n".encode(),
        "README.txt": _read_me(chart, columns).encode("utf-8-sig"),
    }
    return archive(files)


def _columns(chart: Chart) -> dict[str, tuple[str, str]]:
    """Column -> head and meaning, in the order of the CSV."""
    return {name: (chart.words.head(name), _meaning(name, chart.words)) for name in chart.table()}


def _meaning(column: str, words: Words) -> str:
    return words.text_if_any("codebook/registers/columns", column, "meaning")


def _described(chart: Chart, name: str, columns: dict[str, tuple[str, str]]) -> dict[str, Any]:
    facts, words = chart.facts, chart.words
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": chart.lang}],
        "url": name,
        "dc:title": facts.title,
        "dc:description": facts.finding,
        "rdfs:comment": facts.note,
        "dc:source": facts.sources.split("\n"),
        "dc:license": LICENCE,
        "dc:bibliographicCitation": citation_of(chart.called, facts, words),
        "schema:version": facts.version,
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tableSchema": {
            "columns": [
                {"name": column, "titles": head} | ({"dc:description": meaning} if meaning else {})
                for column, (head, meaning) in columns.items()
            ]
        },
    }


def _read_me(chart: Chart, columns: dict[str, tuple[str, str]]) -> str:
    words = chart.words
    told = [words("mark.colon", name=head, text=text) for head, text in columns.values() if text]
    return "\n".join([chart.caption, LICENCE, "", words("office.columns"), *told, ""])
