"""What a reader may choose on a page: charts composed anew, and what cannot be drawn."""

import io
import json
from functools import cache

import pandas as pd
import pytest
from fontTools.ttLib import TTFont

from real_charts import ALL, chart_of, tables
from reform_analysis.charts.draw import PublishError
from reform_analysis.charts.rows.not_comparable import unlike_pairs
from reform_analysis.charts.shows import means_of
from reform_analysis.charts.webfont import web_font
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.publish.site import about, chart_page
from reform_analysis.publish.site.choices import Choices, choices_of, means_of_parts, offered
from reform_analysis.tables.releases import recorded


@cache
def pairs() -> pd.DataFrame:
    """Those that may not be compared, as the tables stand."""
    return unlike_pairs(tables())


@cache
def found_of(chart_id: str) -> dict[tuple[str, str], Choices]:
    """The choices of a chart as the tables stand, made once; nobody changes them."""
    return choices_of(chart_id, tables(), pairs(), means=means_of_parts(tables()))


def found_for(chart_id: str, lang: str) -> Choices:
    return found_of(chart_id)[chart_id, lang]


def parts_of(script: bytes) -> dict[str, str]:
    text = script.decode()
    assert text.startswith("chosen({") and text.endswith("});\n")
    return json.loads(text[len("chosen(") : -len(");\n")])


def test_the_letters_of_bold_type_are_told_so_that_the_site_brings_them():
    found = found_for("award-shares", "zh")
    assert set(chart_of("award-shares", "zh").facts.title) <= set(found.bold)
    held = TTFont(io.BytesIO(web_font([found.bold], bold=True))).getBestCmap()
    assert {ord(letter) for letter in found.bold if "一" <= letter <= "鿿"} <= held.keys()


def test_a_script_that_would_show_the_same_is_taken_and_one_of_a_changed_claim_is_not():
    def made(charts, tables, known):
        means = means_of_parts(tables)
        return [choices_of(c, tables, pairs(), known, means)[c, "en"] for c in charts]

    charts = ("award-shares", "mutual-aid-payout")  # with few choices
    first = [found_for(chart_id, "en") for chart_id in charts]
    known = {name: script for each in first for name, script in each.shown.items()}
    assert [sorted(each.drawn) for each in first] == [sorted(each.files) for each in first]
    for again, before in zip(made(charts, tables(), known), first, strict=True):
        assert again.drawn == []
        assert (again.per, again.reading, again.shown) == (before.per, before.reading, before.shown)
    claims = tables()["raw/claims"]
    paid = claims["claim_id"].eq("jingjiang-2020-2130")
    assert claims.loc[paid, "reported"].tolist() == ["1600余万元"]
    told = claims.assign(reported=claims["reported"].mask(paid, "1600多万元"))
    after = made(charts, {**tables(), "raw/claims": told}, known)
    assert after[0].drawn == []
    assert after[1].drawn == first[1].drawn != []
    assert all(script not in first[1].files.values() for script in after[1].files.values())


def test_parts_of_pages_change_with_a_word_of_the_pages_and_the_picture_does_not():
    pages = tables()["codebook/words/pages"]
    other = {**tables(), "codebook/words/pages": pages.assign(en=pages["en"] + ".")}
    assert means_of_parts(other) != means_of_parts(tables())
    assert means_of(other) == means_of(tables())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_choice_says_what_the_chart_says_that_is_composed_so(lang):
    found = found_for("implied-new-members", lang)
    names = {f"implied-new-members.{name}.{lang}.js" for name in ("narrow", "wide")}
    assert names < set(found.files)
    drawn = [per for per, there in found.per.items() if there and per != "census_residents"]
    both = {f"implied-new-members.{per}.{r}.{lang}.js" for per in drawn for r in ("narrow", "wide")}
    assert drawn and both < set(found.files)
    for name, script in found.files.items():
        told = name.removeprefix("implied-new-members.").removesuffix(f".{lang}.js").split(".")
        chosen = {"reading" if choice in found.reading else "per": choice for choice in told}
        chart = chart_of("implied-new-members", lang, **chosen)
        parts = parts_of(script)
        assert parts["title"] == chart.facts.title
        for told in (chart.facts.finding, chart.facts.note, chart_page.command_of(chart)):
            assert told in parts["html"]
        row = next(row for row in chart_page.numbers(chart) if row["keys"][3])
        assert all(cell in parts["html"] for cell in row["cells"][2:6])
        assert "<svg" in parts["html"] and "data:image/png" not in parts["html"]


def test_what_cannot_be_drawn_is_offered_as_such():
    found = found_for("implied-new-members", "en")
    assert set(found.per.values()) == {True, False}
    for per, there in found.per.items():
        if there:
            chart_of("implied-new-members", per=per)
        else:
            with pytest.raises(PublishError, match="has the population"):
                chart_of("implied-new-members", per=per)
    told = offered(chart_of("implied-new-members"), found)
    assert next(there for _, _, there in told["per"]), "the register's own first"
    assert {name for name, _, there in told["per"] if not there} == {
        per for per, there in found.per.items() if not there
    }


def test_what_is_divided_by_no_people_has_no_population_and_what_is_one_place_no_places():
    found = found_for("award-shares", "en")
    assert found.per == {} and found.reading == ["narrow", "central", "wide"]
    assert sorted(found.files) == ["award-shares.narrow.en.js", "award-shares.wide.en.js"]
    told = offered(chart_of("award-shares"), found)
    assert told["per"] == []
    assert [name for name, *_ in told["reading"]] == ["narrow", "", "wide"]
    assert [name for name, _ in told["places"]] == ["yancheng", "huaibei", "jiangdu"]


@pytest.mark.parametrize("chart_id", ALL)
def test_every_chart_offers_its_own_choice_first_and_once(chart_id):
    populations = tables()["codebook/registers/populations"]["per"]
    told = offered(chart_of(chart_id), Choices(per=dict.fromkeys(populations, True)))["per"]
    labels = [label for _, label, _ in told]
    assert told[0][0] == "" and len(set(labels)) == len(labels)


def test_changes_since_the_release_are_counted_by_table(copy):
    assert about.changed(copy)["version"] == recorded(copy)[-1]
    path = copy.raw / "claims.csv"
    before = about.changed(copy)["tables"]["raw/claims"]
    path.write_text(
        path.read_text("utf-8").replace(",近400名,", ",近500名,", 1), "utf-8", newline=""
    )
    after = about.changed(copy)["tables"]
    assert after["raw/claims"] == before + 1
    next(copy.releases.glob("*.zip")).write_bytes(b"damaged")
    assert about.changed(copy) == {}
    for record in copy.releases.iterdir():
        record.unlink()
    assert about.changed(copy) == {}
