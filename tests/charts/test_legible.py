"""Charts can be read 8 cm wide, with any kind of colour vision, whatever the names they are given.

A chart is 16 cm wide. Pasted 8 cm wide, type that tells something must still have 5 points, small
type (note, sources, details below a name or a value) 4.
"""

import itertools
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

import five
from colour_vision import SIGHT, contrast, nearest
from real_charts import beyond_the_five, chart_of, tallest
from real_tables import BOOK
from reform_analysis import load
from reform_analysis.charts import style as looks
from reform_analysis.charts.draw import Chart, draw
from reform_analysis.charts.picture import centimetres as canvas
from reform_analysis.charts.picture.centimetres import PLACES
from reform_analysis.charts.picture.reporting import STATUSES, TINT, status_mark
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.rows.facts import PublishError, foot
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.reading.hedges import READINGS

CHARTS = list(load("codebook/registers/charts")["chart_id"])
PAIRS = list(itertools.product(CHARTS, LANGUAGES))
CHOICES = {
    "per": {"per": "year_end_residents"},
    "reading": {"reading": "wide"},
    "places": {"places": ["huaibei", "jingjiang"]},
}
CHOSEN = ("party-recruitment", "training-coverage", "contract-coverage", "participants-per-contest")
KINDS = ("printed", "excluded", "range", "assumed", "open", "at_most", "bound", "proxy",
         "other", "benchmark", "gap")  # fmt: skip
LEAST, LEAST_SMALL = 10, 8  # points at 16 cm


@pytest.fixture(scope="module")
def drawn() -> dict[tuple[str, str], Chart]:
    return {pair: chart_of(*pair) for pair in PAIRS}


def visible(figure: Figure) -> list[Text]:
    return [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def small_type(chart: Chart) -> set[str]:
    """What may be set small: the foot of the page, and details below names and values."""
    words = chart.words
    note, lines = foot(chart.facts, words)
    told = {note, *lines, *(words(f"key.{kind}") for kind in KINDS)}
    silent = chart.rows[chart.rows["status"].isin(SILENT) & chart.rows["place_id"].notna()]
    places = list(dict.fromkeys(silent["place_id"]))
    told |= {words.join(map(words.place, places[n:]), "mark.comma") for n in range(len(places))}
    twice = silent[silent["place_id"].duplicated()]["place_id"].drop_duplicates()
    told.add(words.join(map(words.place, twice), "mark.comma"))
    for row in chart.rows.to_dict("records"):
        row = {name: "" if pd.isna(cell) else cell for name, cell in row.items()}
        expression = [row["reported"], row["period"]]
        variant = words.optional(f"variant.{row['variant']}")
        told |= {row.get("detail", ""), row.get("beside", ""), row["period"]}
        told |= {words.join(parts, "mark.comma") for parts in (expression, [variant, *expression])}
        told.add(words.optional(f"circle.{row['place_id']}.{row['variant']}"))
        if row["variant"] == "hedged":
            share = words.value(row["low"], np.nan, row["low"], "fraction", 0)
            told.add(words("claims_hedged", claims=row["asked"], share=share))
    told |= {words("rank.reading", reading=words(f"reading.{name}")) for name in READINGS}
    told |= set(words.tables["codebook/registers/tiles"][f"name_{words.lang}"])
    return {bare(text) for text in told}


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_all_type_can_be_read_at_eight_centimetres(pair, drawn):
    chart = drawn[pair]
    assert chart.figure.get_figwidth() * 2.54 == pytest.approx(16)
    small = small_type(chart)
    for text in visible(chart.figure):
        least = LEAST_SMALL if bare(text.get_text()) in small else LEAST
        assert text.get_fontsize() >= least, text.get_text()


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_titles_are_bold_and_the_largest_and_nothing_is_cut(pair, drawn):
    chart = drawn[pair]
    texts = visible(chart.figure)
    (title,) = (t for t in texts if bare(t.get_text()) == bare(chart.facts.title))
    assert title.get_fontweight() == "bold"
    assert title.get_fontsize() > max(t.get_fontsize() for t in texts if t is not title)
    bold = [t for t in texts if t.get_fontweight() == "bold"]
    assert len(bold) > 1 or pair[0].startswith("hedges-by")  # heads of columns are no titles
    assert not [t.get_text() for t in texts if "…" in t.get_text()]


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_a_chart_is_no_taller_than_it_must_be(pair, drawn):
    chart = drawn[pair]
    if beyond_the_five(chart):
        chart = chart_of(*pair, places=five.PLACES)
    width, height = chart.figure.get_size_inches()
    assert height < tallest(chart) * width


def refuse_overlaps(figure: Figure) -> None:
    with looks.chart_style():
        renderer = FigureCanvasAgg(figure).get_renderer()
        boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in visible(figure)]
    page = figure.bbox
    for text, box in boxes:
        inside = box.x0 >= 0 and box.x1 <= page.x1 and box.y0 >= 0 and box.y1 <= page.y1
        assert inside, text
    for (one_text, a), (other_text, b) in itertools.combinations(boxes, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across <= 1 or down <= 0.25 * min(a.height, b.height), (one_text, other_text)


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_nothing_overlaps_and_nothing_is_cut_off(pair, drawn):
    refuse_overlaps(drawn[pair].figure)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart_id", CHOSEN)
@pytest.mark.parametrize("choice", CHOICES)
def test_no_choice_of_a_reader_breaks_a_chart(choice, chart_id, lang):
    if "per" in CHOICES[choice] and chart_id == "participants-per-contest":
        with pytest.raises(PublishError, match="nothing in it is divided by people"):
            chart_of(chart_id, lang, **CHOICES[choice])
        return
    chart = chart_of(chart_id, lang, **CHOICES[choice])
    refuse_overlaps(chart.figure)
    assert min(t.get_fontsize() for t in visible(chart.figure)) >= LEAST_SMALL
    width, height = chart.figure.get_size_inches()
    assert height < 1.5 * width


def test_more_places_than_looks_are_drawn_with_looks_of_their_own(tables):
    chart = chart_of("specification-curve")
    there = set(chart.rows["place_id"].dropna())
    own = chart.rows[chart.rows["place_id"].eq("huaibei")]
    others = [name for name in tables["raw/places"]["place_id"] if name not in there][:5]
    more = [own.assign(place_id=name) for name in others]
    crowded = replace(chart, rows=pd.concat([chart.rows, *more], ignore_index=True))
    styles = list(canvas.styles(crowded.rows[crowded.rows["place_id"].notna()]).values())
    assert styles[: len(PLACES)] == list(PLACES) and len(styles) > len(PLACES)
    assert len(set(styles)) == len(styles)
    refuse_overlaps(crowded.figure)
    told = " ".join(text.get_text() for text in visible(crowded.figure))
    assert all(chart.words.place(name) in told for name in others)


# Colours.


def colours_of(figure: Figure) -> set[str]:
    """Colours of marks, bars and lines, without white, rules and the ground behind marks.

    The ink of a place is left out: in marks it only closes the bar of the same place, and inks
    are held apart from each other in ``test_looks``.
    """
    found = set()
    for axes in figure.axes:
        for line in axes.lines:
            of_marks = {line.get_markeredgecolor(), line.get_markerfacecolor()}
            marked = line.get_marker() not in ("None", "")
            found |= of_marks - {"none"} if marked else {line.get_color()}
        found |= {patch.get_facecolor() for patch in axes.patches if patch.get_fill()}
    ground = {looks.FAINT, TINT, "#F0F0F0", "#FFFFFF", *(ink for _, _, ink in PLACES)}
    return set(map(to_hex, found)) - {colour.lower() for colour in ground - {looks.TEXT}}


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("chart_id", [chart for chart in CHARTS if chart != "sample-map"])
def test_colours_of_a_chart_differ_for_every_kind_of_sight(chart_id, sight, drawn):
    colours = colours_of(drawn[chart_id, "en"].figure)
    assert len(colours) > 1
    apart, pair = nearest(colours, sight)
    assert apart > 14, pair


@pytest.mark.parametrize("sight", SIGHT)
def test_statuses_of_the_matrix_differ_for_every_kind_of_sight(sight):
    axes = Figure().add_subplot()
    for n, status in enumerate(STATUSES):
        status_mark(axes, n, 1, status)
    colours = {to_hex(line.get_markeredgecolor()) for line in axes.lines}
    assert len(colours) == 4
    apart, pair = nearest(colours, sight)
    assert apart > 14, pair
    assert min(map(contrast, colours)) >= 3


# Names that nobody would give a place on purpose.

NAMES = {
    "long": "x" * 5000,
    "words": "\N{RIGHT-TO-LEFT OVERRIDE}Jing\tjiang\r\n\N{RIGHT-TO-LEFT MARK}" + "a city " * 720,
    "characters": "靖江市" * 1700,
}


def named(tables: dict[str, pd.DataFrame], name: str, note: str = "") -> dict[str, pd.DataFrame]:
    """The tables with another name of Jingjiang and, if wanted, another note of each chart."""
    places, charts = tables["raw/places"].copy(), tables["codebook/registers/charts"].copy()
    places.loc[places["place_id"].eq("jingjiang"), ["name_en", "name_zh"]] = name
    if note:
        charts[["note_en", "note_zh"]] = note
    return tables | {"raw/places": places, "codebook/registers/charts": charts}


MONSTERS = [*itertools.product(CHARTS, ("long", "words"))]
MONSTERS += [(chart_id, "characters") for chart_id in CHOSEN]


@pytest.mark.parametrize(("chart_id", "kind"), MONSTERS)
def test_a_monstrous_name_or_note_breaks_no_chart(chart_id, kind, tables):
    chart = draw(chart_id, BOOK, "en", tables=named(tables, NAMES[kind], NAMES[kind]))
    refuse_overlaps(chart.figure)
    width, height = chart.figure.get_size_inches()
    assert height < max(3.2, 2.5 * tallest(chart)) * width
    assert any("…" in text.get_text() for text in visible(chart.figure))


def test_marks_of_direction_and_breaks_are_not_drawn(tables):
    hidden = "\N{RIGHT-TO-LEFT OVERRIDE}\N{RIGHT-TO-LEFT MARK}\N{ZERO WIDTH SPACE}\x07"
    tables = named(tables, f"Jing\tjiang\r\nCity{hidden}")
    chart = draw("party-recruitment", BOOK, "en", tables=tables)
    assert chart.image(dpi=40)  # no character without a glyph
    shown = [text.get_text() for text in visible(chart.figure)]
    assert "Jing jiang City" in shown
    assert not set(hidden) & set("".join(shown))
