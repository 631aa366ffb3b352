"""The wider sample: every figure has its use or its reason, and places meet only their like."""

import pandas as pd
import pytest

from real_tables import BOOK, openings
from reform_analysis import claims, compare, indicator, load
from reform_analysis.charts.draw import compose
from reform_analysis.tables.tiers import OPENING, TEXT, of_tier
from reform_analysis.values.comparability import LEVELS, YEARS_APART, ending_years

FIGURES, PAGES = 837, 234
"""Of the sample as it was coded."""


@pytest.fixture(scope="module")
def given():
    return of_tier(
        {
            name: load(name)
            for name in (
                "raw/sources",
                "raw/places",
                "raw/claims",
                "raw/denominators",
                "codebook/registers/indicators",
                "codebook/registers/reasons",
                "processed/claims",
                "processed/indicators",
                "processed/comparisons",
                "processed/ranks",
                "processed/unused_claims",
                "processed/agreement",
            )
        },
        OPENING,
    )


def used(values: pd.DataFrame) -> set[str]:
    return {one for ids in values["claim_ids"] for one in ids.split(";")}


def test_every_figure_is_used_or_has_a_reason_that_readers_are_told(given):
    coded = set(given["raw/claims"]["claim_id"])
    assert len(coded) == FIGURES
    assert len(given["raw/sources"]) == PAGES
    unused = given["processed/unused_claims"]
    assert used(given["processed/indicators"]) | set(unused["claim_id"]) == coded
    assert not used(given["processed/indicators"]) & set(unused["claim_id"])
    told = set(given["codebook/registers/reasons"]["reason"])
    assert unused["reason"].notna().all() and set(unused["reason"]) <= told


def test_nothing_that_is_left_out_stands_in_a_value(given):
    left = given["processed/claims"].dropna(subset="left_out")
    assert set(left["left_out"]) >= {"plan", "grade_c", "before_reform", "one_contest"}
    assert not set(left["claim_id"]) & used(given["processed/indicators"])


def test_an_opening_has_an_address_and_no_offsets(given):
    assert given["raw/sources"]["address"].notna().all()
    assert given["raw/sources"]["text_sha256"].isna().all()
    assert given["raw/claims"][["start", "end"]].isna().all(axis=None)


def test_the_coder_and_the_reader_give_the_same_number_for_every_expression(given):
    """Nine expressions no rule reads; one 约 stands before the base and not before the number."""
    table = given["processed/agreement"].set_index("differs")
    assert table["compared"].unique().tolist() == [FIGURES - 9]
    assert table["agreed"].to_dict() == {"hedge": 827, "unit": 828, "value": 828}


def test_the_openings_change_nothing_of_the_five_reports():
    tables = {name: load(name) for name in ("raw/sources", "processed/indicators")}
    text = of_tier(tables, TEXT)["processed/indicators"]
    of_reports = {one.rpartition("-")[0] for one in used(text)}
    kinds = tables["raw/sources"].set_index("source_id")["kind"]
    assert set(kinds[list(of_reports)]) == {TEXT}


def test_places_meet_only_places_of_their_level(given):
    pairs = given["processed/comparisons"]
    level = given["raw/places"].set_index("place_id")["level"]
    assert pairs["first"].map(level).eq(pairs["second"].map(level)).all()
    assert set(pairs["first"].map(level)) == set(LEVELS)


def test_no_place_meets_one_that_it_lies_in(given):
    parents = given["raw/places"].set_index("place_id")["parent_id"]
    pairs = given["processed/comparisons"][["first", "second"]].drop_duplicates()
    for first, second in pairs.itertuples(index=False):
        for one, other in ((first, second), (second, first)):
            while pd.notna(one):
                one = parents[one]
                assert pd.isna(one) or one != other


def test_ranked_places_are_of_a_few_years(given):
    """At most `YEARS_APART` lie between the ends of any two that stand in one ranking."""
    ranks = given["processed/ranks"].query("reading == 'central' and indicator_id != ''")
    values = given["processed/indicators"].query("reading == 'central'")
    values = values.assign(year=ending_years(values, given), variant=values["variant"].fillna(""))
    newest = values.groupby(["indicator_id", "place_id", "variant"])["year"].max()
    level = given["raw/places"].set_index("place_id")["level"]
    ranks = ranks.assign(level=ranks["place_id"].map(level), variant=ranks["variant"].fillna(""))
    keys = zip(ranks["indicator_id"], ranks["place_id"], ranks["variant"], strict=True)
    ranks = ranks.assign(year=[newest[key] for key in keys])
    spans = ranks.groupby(["indicator_id", "level"])["year"].agg(
        lambda years: years.max() - years.min()
    )
    assert len(spans) >= 3
    assert (spans <= YEARS_APART).all()


def test_tibet_is_below_tianjin_in_the_share_of_the_high_skilled():
    # 12.34 % against 34.4 %: half of the last digit either way.
    share = indicator("high-skilled-share", tier=OPENING, places=["西藏", "天津"])
    pairs = compare(share.query("variant == 'printed'"))
    assert pairs[["first", "second", "order"]].to_numpy().tolist() == [
        ["tianjin", "tibet", "above"]
    ]


def test_the_tier_is_asked_for_by_name():
    assert len(claims(tier=OPENING)) < FIGURES
    assert set(claims()["tier"]) == {TEXT}
    with pytest.raises(ValueError, match="no tier of evidence is called 'opening s'"):
        claims(tier="opening s")


def test_what_was_made_for_the_openings_is_not_asked_of_the_reports():
    with pytest.raises(ValueError, match="not asked of the reports; pass tier='opening'"):
        indicator("front-line-share-of-new-members")
    assert len(indicator("front-line-share-of-new-members", tier=OPENING))


def test_a_report_that_two_pages_repeat_is_not_joined_across_pages():
    """Each share of two counts is of one page: 江苏 of 2025 with 江苏 of 2025."""
    share = indicator("high-skilled-share", tier=OPENING).query("variant == 'from-counts'")
    pairs = share["claim_ids"].str.split(";")
    assert pairs.map(len).eq(2).all()
    assert pairs.map(lambda ids: len({one.rpartition("-")[0] for one in ids})).eq(1).all()


def test_the_tables_of_the_tests_are_of_one_tier():
    assert set(openings()["raw/sources"]["kind"]) == {OPENING}
    assert BOOK.table("raw/sources")["kind"].nunique() == 2


def test_a_series_has_a_line_a_year_in_order():
    """安徽 of 2020 and 2023, from two counts: 164万 of 574.3万, 217.4万 of 724.4万."""
    rows = compose("high-skilled-share-by-year", BOOK).rows
    own = rows[rows["place_id"].eq("anhui")]
    assert own["year"].tolist() == [2020, 2023]
    assert own["value"].tolist() == pytest.approx([164 / 574.3, 217.4 / 724.4])
    for _, years in rows.groupby("place_id", sort=False)["year"]:
        assert years.is_monotonic_increasing and len(set(years)) > 1


def test_the_finding_of_a_series_counts_orders_of_its_ends():
    chart = compose("high-skilled-share-by-year", BOOK)
    series = chart.rows.groupby(["place_id", "variant"])
    above = (series["low"].last() > series["high"].first()).sum()
    told = f"above that of the first in {above} of {len(series)} series, below it in 0"
    assert told in chart.facts.finding
    assert above >= 5
