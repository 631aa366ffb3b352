"""What the notebooks' prose once asserted of the five reports, held of those reports alone."""

import pandas as pd
import pytest

import reform_analysis as ra
from five import FIVE


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    found = ra.load("processed/claims")
    return found[found["source_id"].isin(FIVE)]


def of_the_five(values: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Values that rest on claims of the five reports alone."""
    own = set(claims["claim_id"])
    return values[[set(ids.split(";")) <= own for ids in values["claim_ids"].fillna("")]]


def test_eight_articles_of_five_texts_make_237_claims(claims):
    assert set(claims["source_id"]) == set(FIVE)
    sources = ra.load("sources").set_index("source_id").loc[list(FIVE)]
    assert sources["file"].nunique() == 5
    assert sources.loc[sources["published_basis"].eq("inferred"), "file"].nunique() == 4
    assert len(claims) == 237


def test_two_reports_give_a_share_of_workers_and_four_a_number(claims):
    shares = of_the_five(ra.indicator("workers-share-of-new-members"), claims)
    assert set(shares.loc[shares["unit"].eq("fraction"), "place_id"]) == {"huaibei", "jingjiang"}
    counts = of_the_five(ra.indicator("new-worker-members"), claims)
    counts = counts[counts["unit"].eq("人")]
    assert set(counts["place_id"]) == {"huaibei", "jingjiang", "jiangdu", "yancheng"}


def test_jiangdu_alone_names_no_period_for_its_recruits(claims):
    rates = of_the_five(ra.indicator("new-worker-members"), claims)
    rates = rates[rates["unit"].eq("人/年")]
    assert list(rates.loc[rates["low"].isna(), "place_id"]) == ["jiangdu"]


def test_nine_kinds_of_training_in_five_places_and_a_studio(claims):
    counts = of_the_five(ra.indicator("all-training"), claims)
    printed = counts[counts["status"].eq("reported")]
    assert (printed["variant"].nunique(), printed["place_id"].nunique()) == (9, 6)
    in_two = printed.groupby("variant")["place_id"].nunique().loc[lambda places: places > 1]
    assert list(in_two.index) == ["subsidised"]


def test_wujin_s_three_programmes_lie_between_the_largest_and_their_sum(claims):
    counts = of_the_five(ra.indicator("all-training"), claims)
    here = counts[counts["place_id"].eq("wujin") & ~counts["unit"].str.contains("/")]
    together = here[here["variant"].eq("any-programme")].iloc[0]
    # 8963 is the largest; 7680 + 8963 + 超7000, read as up to 8000
    assert (together["low"], together["high"]) == (8963, 7680 + 8963 + 8000)


def test_four_kinds_of_honour_have_a_share_each(claims):
    winners = of_the_five(ra.indicator("workers-among-winners"), claims)
    shares = winners[winners["unit"].eq("fraction")]
    assert (len(shares), shares["variant"].nunique()) == (4, 4)


def test_no_report_tells_of_the_stock_of_high_skilled_workers(claims):
    reporting = ra.load("processed/reporting")
    places = ra.load("sources").set_index("source_id").loc[list(FIVE), "place_id"]
    own = reporting[reporting["place_id"].isin(places)]
    told = own[own["indicator_id"].isin(["high-skilled-workers", "high-skilled-share"])]
    assert told["status"].eq("not_reported").all()
