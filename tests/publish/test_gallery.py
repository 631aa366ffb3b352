"""The gallery: what it files, follows, keeps apart and escapes."""

import base64
import io
import re
from pathlib import Path

import pandas as pd
import pytest
from fontTools.ttLib import TTFont

from five import PLACES
from real_charts import chart_of
from real_tables import BOOK
from reform_analysis import load
from reform_analysis.charts.rows.choose import WITHOUT_VALUE
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.publish.site import evidence, gallery
from reform_analysis.publish.site.webfont import web_font
from reform_analysis.reading.quantity import read_quantity
from reform_analysis.tables.naming import split_list

IDS = list(load("codebook/registers/charts")["chart_id"])


@pytest.fixture(scope="module")
def composed():
    return [chart_of(name, lang) for name in IDS for lang in LANGUAGES]


@pytest.fixture(scope="module")
def sections(composed, charts):
    return {told["id"]: told for told in gallery.sections(composed, charts, {})}


@pytest.fixture(scope="module")
def followed(composed):
    return gallery.followed(composed, BOOK)


def face(sections, chart_id: str, lang: str) -> dict:
    return next(face for face in sections[chart_id]["faces"] if face["lang"] == lang)


# What each chart shows.


def test_each_chart_has_a_face_in_each_language_with_its_own_picture(sections, charts):
    assert list(sections) == IDS
    for chart_id, told in sections.items():
        assert [face["lang"] for face in told["faces"]] == list(LANGUAGES)
        for one in told["faces"]:
            picture = base64.b64decode(one["picture"].partition(",")[2])
            assert picture == charts[f"{chart_id}.{one['lang']}.png"]


def test_a_chart_is_filed_under_what_it_tells_something_of(sections):
    told = sections["subsidised-training"]
    assert [p for p in told["place"] if p in PLACES] == ["wujin", "yancheng"]  # five are silent
    assert told["dimension"] == ["skills"]
    assert told["reader"] == ["policy", "research"]
    assert sections["hedges-by-report"]["dimension"] == [
        *("guidance", "merit", "skills", "status", "growth")
    ]


def test_every_number_has_its_claims_and_every_share_of_people_its_denominator(composed, sections):
    for chart in composed:
        rows = face(sections, chart.chart_id, chart.lang)["rows"]
        assert len(rows) == len(chart.rows)
        for row, told in zip(chart.rows.itertuples(), rows, strict=True):
            links = [link.href for link in told["links"]]
            ids = [] if pd.isna(row.claim_ids) else split_list(row.claim_ids)
            assert [link for link in links if link.startswith("#claim-")] == [
                f"#claim-{name}" for name in ids
            ]
            if pd.notna(row.denominator_id):
                for name in split_list(row.denominator_id):
                    assert f"#denominator-{name}" in links
            if pd.notna(row.benchmark_id):
                assert links == [f"#benchmark-{row.benchmark_id}"]
            elif row.low > 0 and row.status not in WITHOUT_VALUE and pd.notna(row.place_id):
                assert links, f"{chart.chart_id}: a number of {row.place_id} leads nowhere"


def test_numbers_stand_in_the_table_as_in_the_chart(sections):
    rows = [row["cells"] for row in face(sections, "party-recruitment", "en")["rows"]]
    begun = ["Huaibei", "workers' share of new party members", "14.5 % (14.45–14.55)"]
    begun += ["14.45", "14.5", "14.55"]
    plain = [[cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in rows]
    told = next(row for row in plain if row[:6] == begun)
    assert any("per cent" in cell for cell in told)
    assert {"reported as such", '"三年来" read as 2.5–3.5 years'} <= set(told)
    divided = face(sections, "innovation-studios", "zh")["rows"]
    days = {row["cells"][-1] for row in divided if row["cells"][3]}
    assert days == {"2020-11-01"}
    silent = [row for row in face(sections, "party-recruitment", "zh")["rows"] if row["silent"]]
    assert {row["cells"][2] for row in silent} == {"未报告"}
    assert {cell for row in silent for cell in row["cells"][3:7]} == {""}


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


# What numbers lead back to.


def test_every_claim_of_a_chart_is_there_and_what_it_restates_too(followed, composed, tables):
    ids = {entry.id for entry, _ in followed["claims"]}
    for chart in composed:
        for cell in chart.rows["claim_ids"].dropna():
            assert {f"claim-{name}" for name in split_list(cell)} <= ids
    links = [
        href
        for kind in followed.values()
        for entries in kind
        for entry in entries
        for told in entry.lines.values()
        for _, href in told
        if href.startswith("#")
    ]
    held = {entry.id for kind in followed.values() for entry, _ in kind} | set(IDS)
    assert {href[1:] for href in links} <= held


def test_a_claim_says_place_expression_offsets_period_rule_and_readings(followed):
    entry = next(e for e, _ in followed["claims"] if e.id == "claim-jingjiang-2020-0617")
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
    share = next(e for _, e in followed["claims"] if e.id == "claim-jingjiang-2020-0636")
    assert [text for text, _ in share.lines["读作"]][1] == "中：36.5–37.5%"


def test_a_claim_of_an_opening_leads_to_its_page_and_has_no_offsets(followed, tables):
    sources = tables["raw/sources"].set_index("source_id")
    claims = tables["raw/claims"].set_index("claim_id")["source_id"]
    found = 0
    for pair in followed["claims"]:
        for entry, label in zip(pair, ("File and offsets", "文件及字符位置"), strict=True):
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
    for reported in claims.loc[claims["left_out"].isna(), "reported"]:
        assert evidence._rule(reported, rules, BOOK)
        hedge = read_quantity(reported, BOOK).hedge
        own = rules[rules["reading"].eq("central") & rules["hedge"].isin([hedge, "about"])]
        formulas = {f"{r.low} … {r.high}" if r.low != r.high else r.low for r in own.itertuples()}
        assert evidence._rule(reported, rules, BOOK) in formulas


def test_a_denominator_says_number_day_grade_and_source(followed):
    entry = next(
        e
        for e, _ in followed["denominators"]
        if e.id == "denominator-jingjiang-census-residents-2020"
    )
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


def test_the_script_says_nothing_by_itself():
    code, _ = gallery.script()
    strings = re.findall(r'"([^"\n]*)"|`([^`]*)`', re.sub(r"//[^\n]*", "", code))
    said = [text for pair in strings for text in pair if re.search(r"[A-Za-z]{3,} [a-z]{2,}", text)]
    assert [text for text in said if text not in ("use strict", "figure img")] == []


def test_text_from_another_direction_ends_with_its_element():
    css = (Path(gallery.__file__).parent / "pages" / "gallery.css").read_text("utf-8")
    assert re.search(r"\ba, span, button, th, td \{ unicode-bidi: isolate; \}", css)
