"""A slide: title and finding above, note and sources below, in boxes that hold their text.

The slide is 16:9. Text is measured before it is placed: it becomes smaller down to a least size,
and what then still does not fit is cut and ends with an ellipsis.
"""

from __future__ import annotations

import copy
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reform_analysis.charts import style as looks
from reform_analysis.charts.picture.lettering import LEADING, text_width
from reform_analysis.charts.rows.facts import Facts, foot
from reform_analysis.charts.words import Words
from reform_analysis.publish.office.archive import EASTERN, LATIN, TAGS, clean, needed

WIDTH, HEIGHT, MARGIN = 33.867, 19.05, 1.2  # cm
ROOM = WIDTH - 2 * MARGIN
WIDER = 1.15
"""Arial beside the font that is measured; a line must fit in either."""

EMU = 360_000  # a centimetre

_PIECES = re.compile(r"[⺀-鿿＀-￯]|[^\s⺀-鿿＀-￯]+\s?|\s")


@dataclass(frozen=True)
class Box:
    """Text, the size [points] at which it fits, and the height [cm] that it then takes."""

    text: str
    size: float
    height: float


def width_of(text: str, size: float) -> float:
    """Width of a line, whatever characters it holds [cm]."""
    return sum(map(_letter, text)) * size * WIDER


@lru_cache(maxsize=20_000)
def _letter(letter: str) -> float:
    """Width of a character at one point [cm]; those of a line add up, near enough."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a glyph that the font lacks has a width all the same
        return text_width(letter, 100) / 100


def fitted(text: str, width: float, height: float, size: float, least: float) -> Box:
    """Text in a box: at the largest size at which it fits, cut at the least one.

    Parameters
    ----------
    text : str
    width, height : float
        Of the box [cm].
    size, least : float
        Largest and smallest size of type [points].

    Returns
    -------
    Box
        No line is wider and all together are no higher than the box.

    Examples
    --------
    >>> fitted("产业工人", 10, 2, 20, 10).size
    20
    >>> fitted("工" * 1000, 5, 1, 20, 10).text[-1]
    '…'
    """
    text = clean(text, 4000)
    while True:
        high = _lines(text, width, size) * size * LEADING
        if high <= height:
            return Box(text, size, high)
        if size <= least:
            break
        size = max(least, size - 0.5)
    shortest, longest = 0, len(text)
    while longest - shortest > 1:  # the longest beginning that fits
        middle = (shortest + longest) // 2
        fits = _lines(text[:middle] + "…", width, least) * least * LEADING <= height
        shortest, longest = (middle, longest) if fits else (shortest, middle)
    cut = text[:shortest].rstrip() + "…"
    return Box(cut, least, _lines(cut, width, least) * least * LEADING)


def _lines(text: str, width: float, size: float) -> int:
    """Number of lines that text takes: broken at spaces and between Chinese characters."""
    count = 0
    for part in text.split("\n"):
        count, used = count + 1, 0.0
        for piece in _PIECES.findall(part):
            wide = width_of(piece, size)
            if used and used + wide > width:
                count, used = count + 1, 0.0
            extra, used = divmod(used + wide, width)  # a word wider than the box is broken
            count += int(extra)
    return count


def frame(slide: Any, facts: Facts, words: Words, part: str) -> tuple[float, float]:
    """Put everything but the graphs on a slide.

    Parameters
    ----------
    slide : pptx.slide.Slide
        With a placeholder for its title.
    facts : Facts
        Of the chart.
    words : Words
    part : str
        Which of several slides this is, behind the title; may be empty.

    Returns
    -------
    top, height : float
        Room for the graphs [cm].
    """
    title = fitted(" ".join(filter(None, (facts.title, part))), ROOM, 1.3, 24, 16)
    finding = fitted(facts.finding, ROOM, 1.9, 15, 11)
    told, last = foot(facts, words)
    note = fitted(told, ROOM, 1.2, 12, 9)
    below = _foot(last)
    heading = slide.shapes.title
    heading.text_frame.clear()
    _place(heading, 0.7, 1.3)
    write(heading.text_frame, title, words, bold=True)
    top = 2.05
    text_box(slide, top, finding, words, words("office.finding"))
    top += finding.height + 0.25
    under = HEIGHT - 0.45 - below.height
    text_box(slide, under, below, words, words("footer.sources"), colour=looks.NOT_REPORTED)
    over = under - note.height - 0.12
    text_box(slide, over, note, words, words("footer.note"))
    return top, over - top - 0.15


def _foot(lines: Sequence[str]) -> Box:
    """The small type below: where it must be cut, the last line (version, licence) stays whole."""
    room, size, least = 3.4, 9, 8
    box = fitted("\n".join(lines), ROOM, room, size, least)
    if not box.text.endswith("…"):
        return box
    end = fitted(lines[-1], ROOM, room, least, least)
    rest = fitted("\n".join(lines[:-1]), ROOM, room - end.height, least, least)
    return Box(f"{rest.text}\n{end.text}", least, rest.height + end.height)


def text_box(slide: Any, top: float, text: Box, words: Words, name: str = "", **look: Any) -> None:
    """Put text on a slide, as wide as its room."""
    box = slide.shapes.add_textbox(0, 0, 0, 0)
    box.name = name or box.name
    _place(box, top, text.height)
    write(box.text_frame, text, words, **look)


def _place(shape: Any, top: float, height: float) -> None:
    places = (MARGIN, top, ROOM, height)
    shape.left, shape.top, shape.width, shape.height = (round(p * EMU) for p in places)


def write(text_frame: Any, box: Box, words: Words, **look: Any) -> None:
    """Lines of text with their looks and language; no margins around them."""
    text_frame.word_wrap = True
    text_frame.margin_left = text_frame.margin_right = 0
    text_frame.margin_top = text_frame.margin_bottom = 0
    text_frame.vertical_anchor = needed("pptx.enum.text").MSO_ANCHOR.TOP
    for line, paragraph in paragraphs(text_frame, box.text.split("\n")):
        paragraph.alignment = needed("pptx.enum.text").PP_ALIGN.LEFT
        run_of(paragraph, line, box.size, words, **look)


def paragraphs(text_frame: Any, lines: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Lines, and a paragraph of an empty frame for each."""
    for n, line in enumerate(lines):
        yield line, text_frame.add_paragraph() if n else text_frame.paragraphs[0]


def run_of(paragraph: Any, text: str, size: float, words: Words, **look: Any) -> None:
    """Text at the end of a paragraph, with its looks, language and fonts."""
    run = paragraph.add_run()
    run.text = text
    style(run._r.get_or_add_rPr(), size, words, **look)


def style(
    properties: Any, size: float, words: Words, *, bold: bool = False, colour: str = looks.TEXT
) -> None:
    """Size [points], weight, colour, language and both fonts, for text with these properties."""
    made = copy.deepcopy(_properties(size, TAGS[words.lang], bold, colour))
    properties.attrib.update(made.attrib)
    properties.extend(made)


@lru_cache
def _properties(size: float, tag: str, bold: bool, colour: str) -> Any:
    """Properties of text in XML: python-pptx sets one after the other, and needs half its time."""
    return xml(
        f'<a:rPr {{}} sz="{round(size * 100)}" b="{int(bold)}" lang="{tag}"><a:solidFill>'
        f'<a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill><a:latin typeface="{LATIN}"/>'
        f'<a:ea typeface="{EASTERN}"/></a:rPr>'
    )


def xml(text: str) -> Any:
    """An element of which ``{}`` stands for the name spaces of charts."""
    spaces = needed("pptx.oxml.ns").nsdecls("c", "a")
    return needed("pptx.oxml").parse_xml(text.format(spaces))


def fill(shape: Any, colour: str) -> None:
    """Fill what has a filling with one colour."""
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(colour)


def rgb(colour: str) -> Any:
    """A colour such as ``#56B4E9`` as python-pptx wants it."""
    return needed("pptx.dml.color").RGBColor.from_string(colour.lstrip("#"))
