"""A finished chart: its picture, its words and the rows that it draws."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from reform_analysis.charts.exports import numbers
from reform_analysis.charts.lettered import lettered
from reform_analysis.charts.picture.page import close_page, open_page
from reform_analysis.charts.picture.spots import Spot, found
from reform_analysis.charts.registry import drawing_of, drawn_by
from reform_analysis.charts.rows.arrange import panel_count
from reform_analysis.charts.rows.facts import Facts, citation_of, foot
from reform_analysis.charts.rows.told import kinds_of
from reform_analysis.charts.style import chart_style
from reform_analysis.charts.words import PAGES, REGISTERS, Words
from reform_analysis.tables.write import cell_text

PICTURES: dict[str, dict[str, str | None]] = {  # neither date nor program inside a picture
    "png": {},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "ModDate": None, "Creator": None, "Producer": None},
}
"""Forms of a picture, and what each would tell of itself but must not."""

TOLD = {
    "png": ("Title", "Description", "Source", "Copyright"),  # names of the PNG specification
    "svg": ("Title", "Description", "Source", "Rights"),  # Dublin Core
    "pdf": ("Title", "Subject", "Keywords", "Author"),
}
"""Under which names each form holds title, caveat, sources and licence; a PDF its author last."""

PACKED = 7
"""How hard zlib packs a PNG: 9 takes seven times as long and saves 8 % (27 of our pictures)."""


@dataclass(frozen=True, eq=False, repr=False)
class Chart:
    """A finished chart; a notebook shows it when it stands last in a cell."""

    chart_id: str
    lang: str
    entry: pd.Series
    facts: Facts
    full: Facts
    """The same with every source and every denominator told in full."""
    caption: str
    alternative: str
    """What a reader who cannot see the picture is told in its stead."""
    rows: pd.DataFrame
    words: Words
    """Of its language, with all the tables that it was drawn from."""
    choices: tuple[str, ...] = ()
    """What a reader chose otherwise than the register: population, reading, places."""

    def __repr__(self) -> str:
        """Its name alone: a notebook keeps this text beside every picture."""
        return f"Chart({self.called!r}, {self.lang!r})"

    @property
    def called(self) -> str:
        """Its id with what a reader chose, as names of files and citations tell it."""
        return ".".join([self.chart_id, *self.choices])

    @cached_property
    def figure(self) -> Figure:
        """The picture; drawn when it is first asked for."""
        draw_on = drawing_of(self.entry)
        with chart_style():
            figure, axes = open_page(panel_count(self.rows, self.entry))
            words = self.words.once(_of_pictures)
            draw_on(axes, self.rows, words)
            facts, kinds = self.facts, kinds_of(self.rows, drawn_by(self.entry))
            close_page(
                figure, axes, facts.title, facts.finding, *foot(facts, words), (kinds, words)
            )
        return figure

    @cached_property
    def spots(self) -> list[Spot]:
        """Where its rows stand in the picture, in the order in which a reader meets them."""
        return found(self.figure)

    def __getstate__(self) -> dict[str, Any]:
        """It travels to another process without its figure, but with its spots if they are known.

        A figure is large, and is drawn again where it is wanted.
        """
        return {name: part for name, part in vars(self).items() if name != "figure"}

    def image(self, form: str = "png", dpi: int = 300, whole: bool = True) -> bytes:
        """The picture as ``png``, ``svg`` or ``pdf``; the text of both can be copied.

        An SVG that is not ``whole`` is a part of a page (`lettered`).
        """
        content = io.BytesIO()
        with chart_style():
            if form == "png":
                self.figure.savefig(content, format="rgba", dpi=dpi)
                size = self.figure.get_size_inches()
                return _with_palette(content.getvalue(), *size, dpi, self.about(form))
            about = PICTURES[form] | self.about(form)
            self.figure.savefig(content, format=form, dpi=dpi, metadata=about)
        if form == "svg":
            return lettered(content.getvalue().decode(), whole).encode()
        return content.getvalue()

    def about(self, form: str) -> dict[str, str]:
        """What a picture holds about itself besides what it shows: a reader may have it alone.

        Examples
        --------
        >>> from reform_analysis import chart
        >>> chart("award-shares").about("png")["Title"]
        'Workers among those honoured, award by award'
        """
        licence = self.words("caption.licence_text")
        sources = " · ".join(self.facts.sources.split("\n"))
        told = (self.facts.title, self.facts.note, sources, licence)
        if form == "pdf":  # has no place for a licence: it stands behind the caveat
            author = self.words("citation.author")
            told = (self.facts.title, f"{self.facts.note} {licence}", sources, author)
        return dict(zip(TOLD[form], told, strict=True))

    def table(self) -> pd.DataFrame:
        """All rows drawn as `exports.numbers` tells them, each with its citation and licence.

        A row may be taken alone. Both stand in columns of their own, the last: who reads the others
        by name or by number finds them as before.
        """
        citation = citation_of(self.called, self.facts, self.words)
        licence = self.words("caption.licence_text")
        return numbers(self.rows, self.words).assign(citation=citation, licence=licence)

    def numbers(self) -> bytes:
        """All rows drawn, gaps and benchmarks too, as CSV that a spreadsheet opens as it is.

        In the language of the chart, as `table` has them: the same numbers and ids in both. UTF-8
        with its mark, without which Excel takes Chinese for another encoding. A text that a
        spreadsheet would run as a formula has an apostrophe before it.
        """
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        told = self.table()
        writer.writerow(self.words.head(column) for column in told)
        rows = told.itertuples(index=False, name=None)
        writer.writerows([never_formula(cell_text(cell)) for cell in row] for row in rows)
        return text.getvalue().encode("utf-8-sig")

    def _repr_png_(self) -> bytes:
        return self.image(dpi=110)


def _of_pictures(words: Words) -> Words:
    """The same words without what no picture may show."""
    return Words(words.lang, drawn_from(words.tables))


def drawn_from(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables that a picture may take words from: registers, and no word of the pages."""
    given = {name: tables[name] for name in REGISTERS}
    return given | {PAGES: given[PAGES].iloc[:0]}


def _with_palette(
    pixels: bytes, width: float, height: float, dpi: int, about: Mapping[str, str]
) -> bytes:
    """Pixels [inch, inch] as PNG in 256 colours: a third of the size, no colour off by over 3 %."""
    content, told = io.BytesIO(), PngInfo()
    for name, text in about.items():
        told.add_itxt(name, text)
    image = Image.frombytes("RGBA", (int(width * dpi), int(height * dpi)), pixels)
    few = image.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(content, "PNG", compress_level=PACKED, dpi=(dpi, dpi), pnginfo=told)
    return content.getvalue()


def never_formula(text: str) -> str:
    """A cell of one line that no spreadsheet takes for a formula; numbers stay numbers.

    Examples
    --------
    >>> never_formula("=1+1"), never_formula("-0.5"), never_formula("近400名")
    ("'=1+1", '-0.5', '近400名')
    """
    line = re.sub(r"[\t\r\n]+", " ", text)
    if not line.lstrip().startswith(("=", "+", "-", "@")):
        return line
    try:
        float(line)
    except ValueError:
        return f"'{line}"
    return line
