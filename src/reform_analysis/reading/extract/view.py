"""A report as a page: every quantity marked, its interval shown on hover and by keyboard.

The page holds everything it needs and asks no network for anything.
"""

from __future__ import annotations

import html
import math

import pandas as pd

from reform_analysis.reading.extract.find import scan
from reform_analysis.reading.extract.repeats import link_repeats
from reform_analysis.reading.extract.units import INFERRED
from reform_analysis.tables.codebook import Codebook

_PAGE = """<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ margin: 2rem auto; max-width: 46rem; padding: 0 1rem; color: #1a1a1a; background: #fff;
  font: 1.05rem/1.9 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }}
h1 {{ font-size: 1.2rem; }}
.text {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
mark {{ position: relative; padding: 0 .1em; border-radius: .2em; color: inherit; cursor: help;
  background: #cfe8ff; border-bottom: 2px solid #0072b2; }}
mark.refused {{ background: #ffe3cc; border-bottom: 2px dashed #d55e00; }}
mark.inferred {{ background: #d5f0e6; border-bottom: 2px double #009e73; }}
mark.repeat {{ background: #eceff1; border-bottom: 2px dotted #0072b2; }}
mark span {{ display: none; position: absolute; left: 0; top: 100%; z-index: 1; width: max-content;
  max-width: 20rem; padding: .3em .6em; border-radius: .3em; font-size: .85rem; line-height: 1.5;
  white-space: normal; color: #fff; background: #222; }}
mark:hover span, mark:focus span {{ display: block; }}
mark:focus {{ outline: 2px solid #222; }}
.legend mark {{ cursor: default; margin-right: 1em; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p class="legend"><mark>{taken} quantities 数量</mark>
<mark class="inferred">{inferred} units inferred 单位为推定</mark>
<mark class="repeat">{repeats} repeats 重复</mark>
<mark class="refused">{refused} refused 存疑</mark> reading {reading}. Hover, or press Tab: interval
and unit. 悬停或按 Tab 键查看区间与单位。</p>
<div class="text">{body}</div>
</body>
</html>
"""


def view(text: str, title: str, codebook: Codebook, reading: str = "central") -> str:
    """Make a page of a report with its quantities marked.

    Parameters
    ----------
    text : str
        A report as it stands.
    title : str
        Shown above it, the file's name for instance.
    codebook : Codebook
        Whose rules and words are used.
    reading : {"central", "narrow", "wide"}
        How widely hedges are read.

    Returns
    -------
    str
        A whole HTML page. Everything from the text is escaped.

    Raises
    ------
    ValueError
        The reading is unknown.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> page = view("培训近400名 <职工>", "a.txt", codebook())
    >>> (
    ...     'tabindex="0">近400名<span role="tooltip">nearly: 360 … 400 人' in page,
    ...     "&lt;职工&gt;" in page,
    ... )
    (True, True)
    """
    found = scan(text, codebook, reading)
    links = link_repeats(text, found.quantities)
    marks = [
        (row.start, row.end, _kind(row, not pd.isna(links[row.Index])), _interval(row))
        for row in found.quantities.itertuples()
    ]
    marks += [
        (row.start, row.end, "refused", f"refused: {row.reason}")
        for row in found.refused.itertuples()
    ]
    parts, place = [], 0
    for start, end, kind, told in sorted(marks):
        parts.append(html.escape(text[place:start]))
        name = f' class="{kind}"' if kind else ""
        parts.append(
            f'<mark{name} tabindex="0">{html.escape(text[start:end])}'
            f'<span role="tooltip">{html.escape(told)}</span></mark>'
        )
        place = end
    parts.append(html.escape(text[place:]))
    return _PAGE.format(
        title=html.escape(title),
        body="".join(parts),
        taken=len(found.quantities),
        repeats=int(links.notna().sum()),
        refused=len(found.refused),
        inferred=int(found.quantities["unit_basis"].eq(INFERRED).sum()),
        reading=html.escape(reading),
    )


def _kind(row, repeated: bool) -> str:  # type: ignore[no-untyped-def]
    """The look of a mark: a repeat, a quantity whose unit is inferred, or any other."""
    return "repeat" if repeated else "inferred" if row.unit_basis == INFERRED else ""


def _interval(row) -> str:  # type: ignore[no-untyped-def]
    unit = "" if pd.isna(row.unit) or not row.unit else f" {row.unit}"
    unit += " (inferred 推定)" if row.unit_basis == INFERRED else ""
    ends = " … ".join(dict.fromkeys((_number(row.low), _number(row.high))))
    value = "no single number" if math.isnan(row.value) else f"stated {_number(row.value)}"
    return f"{row.hedge}: {ends}{unit} ({value})"


def _number(value: float) -> str:
    return "∞ open" if math.isinf(value) else f"{value:,.10g}"
