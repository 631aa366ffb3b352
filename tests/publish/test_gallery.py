"""The pages of charts and claims: what they file, show, follow and keep apart."""

import base64
import io
import re

import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from five import PLACES
from real_charts import chart_of
from real_tables import BOOK
from reform_analysis import load
from reform_analysis.charts import exports
from reform_analysis.charts.rows.choose import WITHOUT_VALUE
from reform_analysis.charts.rows.not_comparable import unlike_pairs
from reform_analysis.charts.webfont import web_font
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.publish.site import assets, chart_page, evidence, gallery
from reform_analysis.publish.site import followed as follow
from reform_analysis.publish.site.render import SCRIPTS
from reform_analysis.publish.site.thumbnail import WIDTH, thumbnail
from reform_analysis.reading.quantity import read_quantity
from reform_analysis.tables.naming import split_list

IDS = list(load("codebook/registers/charts")["chart_id"])


@pytest.fixture(scope="module")
def composed():
    return [chart_of(name, lang) for name in IDS for lang in LANGUAGES]


@pytest.fixture(scope="module")
def faces(composed, charts):
    """All that each page of a chart shows, by chart and language."""
    pairs = unlike_pairs(composed[0].words.tables)
    return {(c.chart_id, c.lang): chart_page.face(c, charts, pairs) for c in composed}


SOME = ("subsidised-training", "hedges-by-report")
"""Charts whose cards are looked at here; each card of all is part of the first page."""


@pytest.fixture(scope="module")
def cards(charts):
    composed = [chart_of(name, lang) for name in SOME for lang in LANGUAGES]
    return {told["id"]: told for told in gallery.cards(composed, charts)}


@pytest.fixture(scope="module")
def followed(composed):
    return follow.followed(composed, BOOK)


# What each chart shows.


def test_each_chart_has_a_card_with_a_small_picture_in_each_language(cards, charts):
    assert list(cards) == [*SOME]
    for chart_id, told in cards.items():
        assert [face["lang"] for face in told["faces"]] == list(LANGUAGES)
        for face in told["faces"]:
            assert face["href"] == f"charts/{chart_id}.{face['lang']}.html"
            assert 3 * len(face["content"]) < len(charts[f"{chart_id}.{face['lang']}.png"])
            with Image.open(io.BytesIO(face["content"])) as small:
                assert small.size == (face["width"], face["height"])
                assert small.width == WIDTH


def test_a_small_picture_shows_the_whole_one_and_repeats():
    whole = Image.new("RGB", (960, 480), "white")
    whole.paste("red", (0, 0, 480, 480))  # the left half
    content = io.BytesIO()
    whole.save(content, "PNG")
    first, width, height = thumbnail(content.getvalue())
    assert (width, height) == (480, 240)
    assert thumbnail(content.getvalue())[0] == first
    with Image.open(io.BytesIO(first)) as small:
        colours = small.convert("RGB")
    assert colours.getpixel((100, 120)) == (255, 0, 0)
    assert colours.getpixel((400, 120)) == (255, 255, 255)


def test_each_page_holds_its_own_picture(faces, charts):
    assert list(faces) == [(name, lang) for name in IDS for lang in LANGUAGES]
    for (chart_id, lang), face in faces.items():
        picture = base64.b64decode(face["picture"].partition(",")[2])
        assert picture == charts[f"{chart_id}.{lang}.png"]


def test_a_chart_is_filed_under_what_it_tells_something_of(cards):
    told = cards["subsidised-training"]
    assert [p for p in told["place"] if p in PLACES] == ["wujin", "yancheng"]  # five are silent
    assert told["dimension"] == ["skills"]
    assert told["reader"] == ["policy", "research"]
    assert cards["hedges-by-report"]["dimension"] == [
        *("guidance", "merit", "skills", "status", "growth")
    ]


def test_every_number_has_its_claims_and_every_share_of_people_its_denominator(composed, faces):
    for chart in composed:
        rows = faces[chart.chart_id, chart.lang]["rows"]
        page = f"../claims.{chart.lang}.html"
        assert len(rows) == len(chart.rows)
        for row, told in zip(chart.rows.itertuples(), rows, strict=True):
            links = [link.href for link in told["links"]]
            ids = [] if pd.isna(row.claim_ids) else split_list(row.claim_ids)
            assert [link for link in links if "#claim-" in link] == [
                f"{page}#claim-{name}" for name in ids
            ]
            if pd.notna(row.denominator_id):
                for name in split_list(row.denominator_id):
                    assert f"{page}#denominator-{name}" in links
            if pd.notna(row.benchmark_id):
                assert links == [f"{page}#benchmark-{row.benchmark_id}"]
            elif row.low > 0 and row.status not in WITHOUT_VALUE and pd.notna(row.place_id):
                assert links, f"{chart.chart_id}: a number of {row.place_id} leads nowhere"


def test_numbers_stand_in_the_table_as_in_the_chart(faces):
    table = faces["party-recruitment", "en"]
    rows = [row["cells"] for row in table["rows"]]
    begun = ["Huaibei", "workers' share of new party members", "14.5 % (14.45–14.55)"]
    begun += ["14.45", "14.5", "14.55", "per cent"]
    plain = [[cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in rows]
    told = next(row for row in plain if row[:7] == begun)
    assert {"reported as such", '"三年来" read as 2.5–3.5 years'} <= set(told)
    assert all(len(row) + 1 == len(table["columns"]) for row in rows)  # the last are links
    day = chart_page.COLUMNS + chart_page.BEHIND
    divided = faces["innovation-studios", "zh"]["rows"]
    days = {row["cells"][day.index("ref_date")] for row in divided if row["cells"][3]}
    assert days == {"2020-11-01"}
    silent = [row for row in faces["party-recruitment", "zh"]["rows"] if row["silent"]]
    assert {row["cells"][2] for row in silent} == {"未报告"}
    assert {cell for row in silent for cell in row["cells"][3:7]} == {""}


def test_a_table_says_beside_each_number_what_must_be_minded(composed, faces):
    caveat = (chart_page.COLUMNS + chart_page.BEHIND).index("note")
    said = 0
    for chart in composed:
        notes = exports.numbers(chart.rows, chart.words)["note"].fillna("")
        told = [row["cells"][caveat] for row in faces[chart.chart_id, chart.lang]["rows"]]
        assert told == list(notes)
        said += sum(map(bool, told))
    assert said > 100


def test_numbers_are_sorted_by_what_they_are_not_by_how_they_are_told(composed, faces):
    for chart in composed:
        told = faces[chart.chart_id, chart.lang]["rows"]
        for row, line in zip(chart.rows.itertuples(), told, strict=True):
            assert len(line["keys"]) == len(line["cells"])
            if row.status in WITHOUT_VALUE or pd.isna(row.low):
                assert line["keys"][2:6] == [""] * 4
            else:
                factor = 100 if str(row.unit).startswith("fraction") else 1
                assert float(line["keys"][3]) == pytest.approx(factor * row.low)
                assert float(line["keys"][5]) == pytest.approx(factor * row.high)


def test_a_short_caption_says_title_caveat_source_and_licence(composed):
    for chart in composed:
        brief, facts = chart_page.brief(chart), chart.facts
        for part in (facts.title, facts.note, facts.sources, facts.version, "CC BY 4.0"):
            assert part in brief
        assert len(brief) < len(chart.caption)


def test_filters_offer_what_there_is(composed, tables):
    offered = gallery.choices(composed)
    assert [option["value"] for option in offered["reader"]] == ["policy", "research", "study"]
    places = {option["value"] for option in offered["place"]}
    of_reports = {*tables["processed/reporting"]["place_id"], "tianye-huihe"}
    sources = tables["raw/sources"].set_index("source_id")["kind"]
    claims = tables["raw/claims"]
    wider = set(claims.loc[claims["source_id"].map(sources).eq("opening"), "place_id"])
    assert of_reports < places <= of_reports | wider
    assert {"value": "jingjiang", "en": "Jingjiang", "zh": "靖江市"} in offered["place"]


def test_a_chart_is_found_by_its_places_and_all_that_they_lie_in(composed):
    names, rest = gallery.searched(composed)["party-recruitment"]
    for name in (
        "靖江市",
        "Jingjiang",
        "泰州市",
        "江苏",
        "江蘇",
        "Jiangsu",
        "淮北",
        "Anhui",
        "安徽省",
    ):
        assert name in names
    assert "China" not in names and "中国" not in names  # all lie in it: it would find everything
    assert "近400名" in rest


def test_words_of_the_same_meaning_stand_together_and_in_one_group_once(composed):
    groups = gallery.alike(composed[0].words)
    (party,) = [group for group in groups if "cpc" in group]
    assert {"党建", "communist", "入党"} <= set(party)
    (wages,) = [group for group in groups if "salary" in group]
    assert {"工资", "wage"} <= set(wages)
    assert all(len(set(group)) == len(group) for group in groups)
    assert gallery.suggested(composed[0].words)["zh"][0] == "党员"


def test_claims_are_found_by_their_name_and_subject_in_the_other_language(followed):
    entry = by_id(followed, "claims")["claim-jingjiang-2020-0617"]
    assert "靖江市" in entry.also and "党员" in entry.also
    assert "江苏省" in entry.also
    assert entry.lines["Place"][0][0].startswith("Jingjiang, Taizhou")
    assert "Jiangsu" in entry.lines["Place"][0][0]


# What numbers lead back to.


def by_id(followed, kind: str, lang: str = "en") -> dict[str, evidence.Entry]:
    return {entry.id: entry for entry in followed[lang][kind]}


def test_every_claim_of_a_chart_is_there_and_what_it_restates_too(followed, composed, tables):
    ids = set(by_id(followed, "claims"))
    assert ids == set(by_id(followed, "claims", "zh"))
    for chart in composed:
        for cell in chart.rows["claim_ids"].dropna():
            assert {f"claim-{name}" for name in split_list(cell)} <= ids
    links = [
        href
        for kinds in followed.values()
        for entries in kinds.values()
        for entry in entries
        for told in entry.lines.values()
        for _, href in told
        if href.startswith("#")
    ]
    held = {entry.id for entries in followed["en"].values() for entry in entries}
    assert {href[1:] for href in links} <= held


def test_a_claim_says_place_expression_offsets_period_rule_and_readings(followed):
    entry = by_id(followed, "claims")["claim-jingjiang-2020-0617"]
    told = {label: [text for text, _ in lines] for label, lines in entry.lines.items()}
    assert entry.name == "Jingjiang: 近400名"
    assert told["As printed"] == ["近400名"]
    assert told["File and offsets"][0].endswith("[617:622]")
    assert told["Period"] == ['"近年" read as 2–5 years']
    assert told["Rule, central reading"] == ["max(v - step/2, 0.9*v) … v"]
    assert told["Read as"] == [
        *("narrow: 380 – 400 persons", "central: 360 – 400 persons", "wide: 320 – 400 persons")
    ]
    assert "How many new party members are workers, as the reports count them" in told["Chart"]
    assert ("charts/party-recruitment.en.html") in [href for _, href in entry.lines["Chart"]]
    share = by_id(followed, "claims", "zh")["claim-jingjiang-2020-0636"]
    assert [text for text, _ in share.lines["读作"]][1] == "中：36.5–37.5%"


def test_a_claim_of_an_opening_leads_to_its_page_and_has_no_offsets(followed, tables):
    sources = tables["raw/sources"].set_index("source_id")
    claims = tables["raw/claims"].set_index("claim_id")["source_id"]
    found = 0
    for lang, label in (("en", "File and offsets"), ("zh", "文件及字符位置")):
        for entry in followed[lang]["claims"]:
            source = sources.loc[claims[entry.id.removeprefix("claim-")]]
            assert (label in entry.lines) is (source["kind"] == "text")
            if source["kind"] == "opening":
                told = entry.lines.get("Address") or entry.lines["网址"]
                assert told == [(source["address"], evidence._link(source["address"]))]
                found += 1
    assert found > 0


def test_the_rule_shown_is_the_one_that_reads_the_expression(tables):
    rules = tables["codebook/reading/hedges"].fillna("")
    claims = tables["raw/claims"]
    central = rules[rules["reading"].eq("central")]
    formulas = {
        hedge: {f"{r.low} … {r.high}" if r.low != r.high else r.low for r in own.itertuples()}
        for hedge, own in central.groupby("hedge")
    }
    read = set(claims.loc[claims["left_out"].isna(), "reported"])
    found = evidence.rules(read, tables["codebook/reading/hedges"], BOOK)
    assert found.keys() == read
    for reported, told in found.items():
        assert told in formulas[read_quantity(reported, BOOK).hedge] | formulas["about"]


def test_a_denominator_says_number_day_grade_and_source(followed):
    entry = by_id(followed, "denominators")["denominator-jingjiang-census-residents-2020"]
    told = {label: [text for text, _ in lines] for label, lines in entry.lines.items()}
    assert told["Number"] == ["663,408 persons"]
    assert (told["As of"], told["Grade"]) == (["2020-11-01"], ["A"])
    assert "leiii/census" in told["Publisher"][0]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("github:leiii/census@719d9be path", ""),
        ("http://a b", ""),
        (pd.NA, ""),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(address, link):
    assert evidence._link(address) == link


# Letters and script.


def test_a_font_holds_what_it_was_cut_for_and_repeats():
    one, other = (web_font(["产改 abc", "近400名"]) for _ in range(2))
    assert one == other
    assert set(map(chr, TTFont(io.BytesIO(one)).getBestCmap())) == set("产改 abc近400名")
    assert len(one) < 20_000


@pytest.mark.parametrize("template", SCRIPTS)
def test_the_script_says_nothing_by_itself(template):
    code, _ = assets.script(*SCRIPTS[template])
    bare = re.sub(r"//[^\n]*|/\*\*.*?\*/", "", code)
    strings = re.findall(r'"([^"\n]*)"|`([^`]*)`', bare)
    said = [text for pair in strings for text in pair if re.search(r"[A-Za-z]{3,} [a-z]{2,}", text)]
    selectors = {"use strict", "figure img", "table.numbers tbody", "#none button"}
    assert {text for text in said if not text.startswith("#parts ")} <= selectors


def test_text_from_another_direction_ends_with_its_element():
    css = assets.own("page.css")
    assert re.search(r"\ba, span, button, th, td \{ unicode-bidi: isolate; \}", css)
