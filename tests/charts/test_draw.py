"""Charts leave the project whole: refused without their facts, the same bytes on every run."""

import base64
import csv
import io
import re
from dataclasses import fields, replace
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from pypdf import PdfReader

from real_charts import OF_REPORTS, chart_of
from real_tables import BOOK, PROJECT
from reform_analysis import load
from reform_analysis.charts.chart import never_formula
from reform_analysis.charts.draw import (
    PublishError,
    compose,
    draw,
    refuse_incomplete,
)
from reform_analysis.charts.exports import numbers
from reform_analysis.charts.rows.choose import chart_rows
from reform_analysis.charts.rows.facts import Facts, fill
from reform_analysis.charts.style import chart_style
from reform_analysis.charts.words import LANGUAGES, Words
from reform_analysis.publish.forms import FORMS, file_name, file_of, files_of

CHARTS = list(load("codebook/registers/charts")["chart_id"])
OF_VALUES = list(load("codebook/registers/charts").dropna(subset=["indicator_ids"])["chart_id"])


def with_cell(
    tables: dict[str, pd.DataFrame], table: str, key: str, column: str, value: object
) -> dict[str, pd.DataFrame]:
    """The tables with one cell changed."""
    changed = tables[table].copy()
    changed.loc[changed.iloc[:, 0].eq(key), column] = value
    return tables | {table: changed}


def without_row(tables: dict[str, pd.DataFrame], table: str, key: str) -> dict[str, pd.DataFrame]:
    rows = tables[table]
    return tables | {table: rows[rows.iloc[:, 0].ne(key)]}


# What is refused.

COMPLETE = Facts(*(field.name for field in fields(Facts)))


def test_a_complete_chart_is_not_refused():
    refuse_incomplete("a", COMPLETE)


@pytest.mark.parametrize("name", [field.name for field in fields(Facts)])
@pytest.mark.parametrize("empty", ["", "  \n"])
def test_a_chart_without_any_one_fact_is_refused_and_the_fact_named(name, empty):
    with pytest.raises(PublishError, match=f"chart 'a' has no {name}: not published"):
        refuse_incomplete("a", replace(COMPLETE, **{name: empty}))


def test_a_chart_is_told_in_a_line_where_its_picture_is_shown():
    """A notebook keeps that text beside the picture: tables in it were 80 kB a chart."""
    assert repr(chart_of("rank-sets", "zh")) == "Chart('rank-sets', 'zh')"


def test_all_that_is_missing_is_named_at_once():
    with pytest.raises(PublishError, match="no unit, no sources"):
        refuse_incomplete("a", replace(COMPLETE, unit="", sources=""))


def test_a_chart_without_its_note_is_refused(tables):
    changed = with_cell(tables, "codebook/registers/charts", "party-recruitment", "note_en", " ")
    with pytest.raises(PublishError, match="has no note"):
        draw("party-recruitment", BOOK, "en", tables=changed)
    draw("party-recruitment", BOOK, "zh", tables=changed)


@pytest.mark.parametrize("chart_id", [chart for chart in OF_VALUES if chart in OF_REPORTS])
def test_a_chart_of_silent_places_alone_is_refused(chart_id, tables):
    with pytest.raises(PublishError, match="no report of zhutang gives a|no two of zhutang are"):
        draw(chart_id, BOOK, tables=tables, places=["zhutang"])


def test_a_share_without_a_word_for_its_denominator_is_refused(tables):
    with pytest.raises(PublishError, match=r"denominator\.workers-share-of-new-members"):
        draw(
            "party-recruitment",
            BOOK,
            tables=without_row(
                tables, "codebook/words/words", "denominator.workers-share-of-new-members"
            ),
        )


def test_an_unknown_chart_and_an_unknown_claim_are_refused(tables):
    with pytest.raises(PublishError, match="no chart is called 'x'; there are party-recruitment"):
        draw("x", BOOK, tables=tables)
    gone = without_row(tables, "processed/claims", "huaibei-2021-0720")
    with pytest.raises(PublishError, match="huaibei-2021-0720"):
        draw("party-recruitment", BOOK, tables=gone)


# What is written.


def test_svg_repeats_too_and_has_no_date(tables):
    one = chart_of("training-coverage").image("svg")
    other = draw("training-coverage", BOOK, tables=tables).image("svg")
    assert one == other
    assert b"<dc:date>" not in one
    drawing = ElementTree.fromstring(one)
    told = " ".join(text.text or "" for text in drawing.findall(".//{*}text"))
    assert chart_of("training-coverage").facts.title in told  # letters can be searched
    fonts = re.findall(rb"font-weight:(\d+);src:url\(data:font/woff;base64,([^)]+)\)", one)
    held = {w: TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap() for w, data in fonts}
    for text in drawing.findall(".//{*}text"):
        weight = b"700" if "font-weight: 700" in text.get("style") else b"400"
        assert set(map(ord, text.text or "")) <= held[weight].keys(), text.text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart_id", CHARTS)
def test_a_picture_is_drawn_as_another_process_drew_it(chart_id, lang):
    """The committed one, or on another system, where letters differ a little, the last run's."""
    name = file_name(chart_id, lang, "png")
    if not (PROJECT.site / "charts" / name).is_file():
        pytest.skip("no run is at hand: another test draws what the tests' own run draws otherwise")
    made = [(folder / name).read_bytes() for folder in (PROJECT.figures, PROJECT.site / "charts")]
    assert file_of(chart_of(chart_id, lang), "png") in made


def test_a_palette_changes_no_colour_that_a_reader_could_see():
    chart = chart_of("order-by-population", "zh")
    drawn = io.BytesIO()
    with chart_style():
        chart.figure.savefig(drawn, dpi=300)
    picture = chart.image()
    pictures = [Image.open(data).convert("RGB") for data in (drawn, io.BytesIO(picture))]
    before, after = (np.asarray(picture).astype(int) for picture in pictures)
    assert np.abs(before - after).max() <= 7  # of 255, on the edge of a letter
    assert len(picture) < len(drawn.getvalue()) / 2


@pytest.mark.parametrize("chart_id", ["party-recruitment", "reporting-matrix"])
def test_the_text_of_a_pdf_can_be_copied_in_chinese_and_repeats(chart_id, tables):
    one, other = chart_of(chart_id, "zh"), draw(chart_id, BOOK, "zh", tables=tables)
    made = file_of(one, "pdf")
    assert made == file_of(other, "pdf")
    read = PdfReader(io.BytesIO(made))
    (page,) = read.pages
    text = page.extract_text()
    assert one.facts.title in text
    assert "未报告" in text
    assert one.facts.version in text
    assert not {"/CreationDate", "/ModDate", "/Producer"} & set(read.metadata or {})


def test_every_form_has_a_name_and_an_unknown_one_is_refused():
    chart = chart_of("award-shares", "zh")
    with pytest.raises(PublishError, match="no form is called 'doc'; there are png, svg"):
        file_of(chart, "doc")
    assert file_of(chart, "alt").decode() == f"{chart.alternative}\n"
    names = [file_name("award-shares", "zh", form) for form in FORMS]
    assert len(set(names)) == len(FORMS)
    assert files_of(chart, ["txt", "alt"]).keys() == {
        "award-shares.zh.txt",
        "award-shares.zh.alt.txt",
    }


def test_the_alternative_text_tells_values_gaps_and_silence():
    told = chart_of("party-recruitment").alternative
    assert "Huaibei 14.5 % (14.45–14.55)" in told
    assert "workers 279 persons, no period: no rate" in told
    assert re.search(r"not reported: .*Zhutang", told)
    told = chart_of("training-coverage", "zh").alternative
    assert "盐城市，补贴性培训 至多1.04%" in told
    assert "见本图数据表" in chart_of("reporting-matrix", "zh").alternative


@pytest.mark.parametrize("chart_id", CHARTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_alternative_text_is_too_long_to_be_heard(chart_id, lang):
    assert 40 < len(chart_of(chart_id, lang).alternative) < 1500


HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_the_numbers_is_a_live_formula(text, tables):
    changed = with_cell(
        tables, "raw/benchmarks", "workers-share-of-new-members-national-workers-2021", "note", text
    )
    content = compose("party-recruitment", BOOK, tables=changed).numbers()
    assert content.startswith(b"\xef\xbb\xbf")  # without it Excel takes Chinese for something else
    cells = [c for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for c in row]
    assert "'" + re.sub(r"\s", " ", text) in cells or f"'{text}" in cells
    assert not [cell for cell in cells if cell.strip()[:1] in tuple("=+-@")]


def test_numbers_tell_an_end_of_ours_from_one_of_the_words():
    """超6万 has no upper end, 13.3万 has one: the file says so as the picture does."""
    for lang, ours in (("en", "is our reading"), ("zh", "我们的读法")):
        chart = chart_of("workers-per-contract", lang)
        told = numbers(chart.rows, chart.words).set_index("place_id")["note"]
        assert ours in told["jingjiang"] and ours not in told["huaibei"]


@pytest.mark.parametrize("text", ["-0.5", "-1e-9", "", "近400名", "'a", "a=b"])
def test_numbers_and_harmless_cells_stay_as_they_are(text):
    assert never_formula(text) == text


def test_a_chart_shows_itself_in_a_notebook():
    assert chart_of("training-coverage")._repr_png_().startswith(b"\x89PNG")


# What is said.


def sentences() -> dict[str, str]:
    """What the register of charts says in words, by chart and column."""
    charts = load("codebook/registers/charts")
    texts = [f"{field}_{lang}" for field in ("title", "how_to_read", "note") for lang in LANGUAGES]
    return {
        f"{row['chart_id']} {text}": row[text] for _, row in charts.iterrows() for text in texts
    }


def test_no_number_is_typed_into_a_sentence():
    said = sentences()
    assert len(said) == 6 * len(CHARTS)
    assert [n for n, text in said.items() if re.search(r"\d", re.sub(r"{[^}]*}", "", text))] == []


def test_no_sentence_claims_success_or_ranks():
    english = "achiev|outperform|best|better|worst|leads|lags|confidence"
    chinese = "优于|领先|落后|最好|实现|取得|置信"
    claimed = re.compile(f"{english}|{chinese}")
    assert [name for name, text in sentences().items() if claimed.search(text.lower())] == []


def test_findings_say_what_the_data_say(tables):
    five = ["yancheng", "huaibei", "wujin", "jiangdu", "jingjiang", "zhutang", "wuxi-bonded-zone"]
    finding = chart_of("party-recruitment", places=five).facts.finding
    assert "as reported: Huaibei 14.5 % (14.45–14.55), Jingjiang 37 % (36.5–37.5)" in finding
    assert "not reported by 5 of 7 places" in finding
    finding = chart_of("training-coverage", "zh").facts.finding
    assert "江都区（各类技能培训）0.97–1.08%" in finding
    assert "盐城市（补贴性培训）至多1.04%" in finding


def test_findings_follow_the_data(tables):
    values = tables["processed/indicators"].copy()
    cell = values["indicator_id"].eq("workers-share-of-new-members") & values["place_id"].eq(
        "huaibei"
    )
    values.loc[cell, ["low", "value", "high"]] = (0.205, 0.21, 0.215)
    chart = draw("party-recruitment", BOOK, "en", tables=tables | {"processed/indicators": values})
    assert "Huaibei 21 % (20.5–21.5)" in chart.facts.finding
    assert "14.5" not in chart.facts.finding


@pytest.fixture(scope="module")
def rows(tables) -> pd.DataFrame:
    entry = tables["codebook/registers/charts"].set_index("chart_id").loc["party-recruitment"]
    return chart_rows(entry, tables)


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("{people}", "census residents"),
        ("{years}", "2021–2022"),
        ("{per} of {people}", "10,000 of census residents"),
    ],
)
def test_slots_are_filled_from_the_rows(slot, text, rows, tables):
    assert fill(slot, rows, Words("en", tables)) == text


@pytest.mark.parametrize("slot", ["{nowhere}", "{workers-share-of-new-members.jingjiang}"])
def test_a_slot_that_there_is_not_is_refused(slot, rows, tables):
    with pytest.raises(PublishError, match="is no slot"):
        fill(slot, rows, Words("en", tables))


# Choices of a reader.


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (
            {"per": "folk"},
            "no population is called 'folk'; there are insured_employees, mutual_aid",
        ),
        ({"reading": "centrl"}, "no reading is called 'centrl'; did you mean 'central'"),
        ({"places": ["jinjiang"]}, "no place is called 'jinjiang'; did you mean 'jingjiang'"),
    ],
)
def test_a_choice_that_does_not_exist_is_refused_with_advice(choice, message, tables):
    with pytest.raises(PublishError, match=message):
        compose("party-recruitment", BOOK, tables=tables, **choice)


def test_another_per_and_reading_are_said_on_the_chart(tables):
    chart = draw(
        "training-coverage", BOOK, tables=tables, per="secondary_employed", reading="narrow"
    )
    assert chart.facts.reading == "narrow"
    assert "secondary industry" in chart.facts.denominator
    assert "secondary industry" in chart.facts.title
    assert set(chart.rows["per"].dropna()) == {"secondary_employed"}
    assert set(chart.rows["reading"]) == {"narrow"}


def test_a_bound_of_everything_does_not_stretch_the_axis(tables):
    chart = chart_of("training-coverage", reading="wide")
    assert np.isclose(chart.rows["high"].max(), 1)  # 超6万人次 has no upper end at wide
    panel, _ = chart.figure.axes
    assert panel.get_xlim()[1] < 0.1


def test_chosen_places_replace_a_finding_that_speaks_of_others(tables):
    chart = chart_of("training-coverage", places=["wujin", "huaibei"])
    assert "Huaibei" in chart.facts.finding
    assert "Yancheng" not in chart.facts.finding
    assert "Yancheng" not in chart.facts.sources
    assert chart_of("training-coverage", "zh", places=["huaibei"]).facts.finding
