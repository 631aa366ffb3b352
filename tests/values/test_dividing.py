"""The one step that divides by people: one reading, allowed populations, shares that make sense."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import reform_analysis
from real_tables import BOOK, claims, divided, ends, evidence, one, tables
from reform_analysis import load
from reform_analysis.charts.words import LANGUAGES, words
from reform_analysis.indicators import compute_all, function_of
from reform_analysis.indicators.registry import compute_each
from reform_analysis.tables.naming import split_list
from reform_analysis.values.dividing import divide, evidence_at
from reform_analysis.values.populations import POPULATIONS, choose_denominators

PACKAGE = Path(reform_analysis.__file__).parent
REGISTER = tables()["codebook/registers/indicators"].set_index("indicator_id")
READINGS = ("narrow", "central", "wide")
DIVIDING = ("values/dividing.py", "values/per_head.py", "values/populations.py")
NOTES = ("note", "notes")


@pytest.mark.parametrize(
    ("reading", "low", "high"),
    [
        # 13.3万 of 37.81万, who are a part of all: at most 133 500 / 378 050.
        ("central", 0, 0.353128),
        # Wide: a whole step of the last digit either way: 134 000 / 378 000.
        ("wide", 0, 0.354497),
    ],
)
def test_a_number_is_the_same_whichever_way_it_is_asked_for(reading, low, high):
    rows = [
        one(
            divided(function_of("contract-coverage"), "insured_employees", reading),
            place_id="huaibei",
        ),
        one(
            compute_all(tables(), BOOK, reading),
            indicator_id="contract-coverage",
            place_id="huaibei",
            per="insured_employees",
        ),
        one(
            load("processed/indicators"),
            indicator_id="contract-coverage",
            place_id="huaibei",
            per="insured_employees",
            reading=reading,
        ),
    ]
    for row in rows:
        assert ends(row) == pytest.approx((low, high), abs=5e-7)


@pytest.mark.parametrize("reading", READINGS)
def test_every_denominator_of_a_report_is_the_claim_at_the_same_reading(reading):
    given = evidence(reading)
    assert given.reading == reading
    claimed = given.claims.set_index("claim_id")
    own = given.denominators.dropna(subset=["claim_id"])
    assert len(own) == 3
    for row in own.itertuples():
        claim = claimed.loc[row.claim_id]
        assert (row.low, row.high) == (claim["low"], claim["high"])


def test_all_indicators_at_once_are_what_each_is_alone():
    allowed = REGISTER["populations"].dropna().map(split_list)
    ids = [name for name, populations in allowed.items() if "employed" in populations]
    rows = [function_of(name)(claims()) for name in ids]
    together = divide(pd.concat(rows, ignore_index=True), evidence(), "employed")
    alone = pd.concat([divide(part, evidence(), "employed") for part in rows], ignore_index=True)
    pd.testing.assert_frame_equal(together.reset_index(drop=True), alone)


@pytest.mark.parametrize("indicator_id", REGISTER.index)
def test_no_per_outside_of_the_register_divides(indicator_id):
    rows = function_of(indicator_id)(claims())
    if rows.empty:
        rows = function_of("party-member-density")(claims()).assign(indicator_id=indicator_id)
    cell = REGISTER.loc[indicator_id, "populations"]
    for per in set(POPULATIONS) - set(() if pd.isna(cell) else split_list(cell)):
        with pytest.raises(ValueError, match=f"'{indicator_id}' cannot be divided by '{per}': "):
            divide(rows, evidence(), per)


@pytest.mark.parametrize(
    ("indicator_id", "per", "told"),
    [
        (
            "workers-share-of-new-members",
            "census_residents",
            "'workers-share-of-new-members' cannot be divided by 'census_residents': it is a "
            "share, no count of people of a place; without a population it gives fraction, 人",
        ),
        (
            "workers-per-contract",
            "employed",
            "'workers-per-contract' cannot be divided by 'employed': it is a quotient of two "
            "counts already; without a population it gives 人/份",
        ),
        (
            "party-member-density",
            "employed",
            "'party-member-density' cannot be divided by 'employed': the register allows "
            "staff_in_report; without a population it gives 人",
        ),
        (
            "skill-wage-bargaining",
            "employed",
            "'skill-wage-bargaining' cannot be divided by 'employed': it is no count of people "
            "of a place, and the register lists no population for it; without a population it "
            "gives 家, 家/年",
        ),
        (
            "new-worker-members",
            "census_resident",
            "no population is called 'census_resident'; did you mean 'census_",
        ),
    ],
)
def test_what_cannot_be_divided_says_why_and_what_can(indicator_id, per, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        divide(function_of(indicator_id)(claims()), evidence(), per)


def test_rows_are_divided_once_and_known_to_the_register():
    once = divided(function_of("innovation-studios"), "employed")
    with pytest.raises(ValueError, match="divided already"):
        divide(once, evidence(), "employed")
    rows = function_of("innovation-studios")(claims()).assign(indicator_id="innovation-studio")
    with pytest.raises(
        ValueError,
        match="'innovation-studio' is not in codebook/registers/indicators.csv; did you mean",
    ):
        divide(rows, evidence(), "employed")


def test_dividing_changes_no_table():
    rows, before = function_of("contract-coverage")(claims()), evidence().denominators.copy()
    copy = rows.copy()
    divide(rows, evidence(), "insured_employees")
    pd.testing.assert_frame_equal(rows, copy)
    pd.testing.assert_frame_equal(evidence().denominators, before)


def share_of(low: float, value: float, high: float) -> pd.DataFrame:
    """Members of 靖江's mutual aid, as many as one likes, among its 663 408 residents of 2020."""
    found = claims()[claims()["concept_id"].eq("mutual-aid-participants")]
    found = found.assign(low=low, value=value, high=high)
    made_up = replace(evidence(), claims=found)
    return divide(function_of("mutual-aid-membership")(found), made_up, "census_residents")


def test_rows_of_another_reading_are_refused():
    """Claims at one reading over denominators at another would be a number of neither."""
    for indicator_id, per in (
        ("contract-coverage", "insured_employees"),
        ("new-worker-members", "employed"),
        ("training-spend", "employed"),
    ):
        rows = function_of(indicator_id)(claims("wide"))
        with pytest.raises(ValueError, match="which has it at 'central'; compute the rows from"):
            divide(rows, evidence("central"), per)
        assert len(divide(rows, evidence("wide"), per))


def test_raw_claims_are_no_claims_that_anything_is_computed_from():
    with pytest.raises(
        ValueError,
        match="'workers-share-of-new-members' is computed from tidy claims, and these have no",
    ):
        function_of("workers-share-of-new-members")(tables()["raw/claims"])


def test_a_share_above_1_is_named_and_not_clipped():
    share = share_of(663_409.0, 700_000.0, 800_000.0)
    row = share.iloc[0]
    assert row["low"] == pytest.approx(663_409 / 663_408)
    assert row["high"] == pytest.approx(800_000 / 663_408)
    assert row["value"] == pytest.approx(700_000 / 663_408)
    assert split_list(row["notes"]) == ("share-above-one",)


def test_a_share_that_only_its_width_leads_beyond_1_is_capped():
    share = share_of(663_408.0, 663_409.0, np.inf)
    row = share.iloc[0]
    assert (row["low"], row["high"]) == (1.0, 1.0)
    assert pd.isna(row["value"]) and pd.isna(row["notes"])


def test_a_share_that_reaches_above_1_is_refused_and_never_clipped():
    """Its two numbers do not belong together, and cutting it at 1 would hide that."""
    row = share_of(600_000.0, 650_000.0, 700_000.0).iloc[0]
    assert row[["low", "value", "high"]].isna().all()
    assert split_list(row["notes"]) == ("share-above-one",)
    # 180 000 to 200 000 in mutual aid of 167 200 to 212 800 in secondary industry
    row = one(divided(function_of("mutual-aid-membership"), "secondary_employed"))
    assert pd.isna(row["low"]) and "share-above-one" in split_list(row["notes"])
    kept = load("processed/indicators")
    kept = kept[kept["indicator_id"].eq("mutual-aid-membership") & kept["tier"].eq("text")]
    assert "secondary_employed" not in set(kept["per"])


def test_a_share_over_a_part_of_the_people_is_a_limit_from_above():
    for per, place in (("insured_employees", "huaibei"), ("mutual_aid_participants", "jingjiang")):
        row = one(divided(function_of("contract-coverage"), per), place_id=place)
        assert (row["status"], row["low"], pd.isna(row["value"])) == ("bound", 0.0, True)
        assert "part-of-the-people" in split_list(row["notes"])
    # A rate over the same people is one of its own: nothing is a part of anything.
    row = one(divided(function_of("innovation-studios"), "insured_employees"), place_id="huaibei")
    assert row["low"] > 0


def test_no_share_of_the_reports_is_above_1():
    values = load("processed/indicators")
    assert values.loc[values["unit"].eq("fraction"), "low"].max() <= 1


def notes_of_all_values() -> set[str]:
    """Ids of every note that dividing or not dividing can write today."""
    found = set()
    for reading in READINGS:
        rows = compute_each(claims(reading), REGISTER.index)
        parts = [rows]
        for per in POPULATIONS:
            allowed = REGISTER.index[
                [per in str(cell).split(";") for cell in REGISTER["populations"]]
            ]
            own = rows[rows["indicator_id"].isin(allowed)]
            parts.append(divide(own, evidence(reading), per))
            if reading == "central":  # what there is of the people is the same at each
                far = own.assign(reference_date=pd.Timestamp("1990-01-01"))
                parts.append(divide(far, evidence(reading), per))
        for part in parts:
            found |= {one for cell in part["notes"].dropna() for one in split_list(cell)}
    return found


def test_every_note_of_a_value_is_a_word_in_both_languages():
    known = load("codebook/words/words").set_index("word_id")
    found = notes_of_all_values()
    assert {"no-rate-without-period", "no-such-denominator", "denominator-grade-c"} <= found
    assert {f"note.{name}" for name in found} <= set(known.index)
    for lang in LANGUAGES:
        of_language = words(lang, BOOK)
        for cell in load("processed/indicators")["notes"].dropna().unique():
            assert of_language.notes(cell)


def ids_written_in_code() -> dict[str, str]:
    """Texts that the code of values puts into ``notes``: keywords, made-up columns, sums."""
    made = {}
    for path in [*(PACKAGE / "indicators").glob("*.py"), *map(PACKAGE.joinpath, DIVIDING)]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
            texts = [keyword.value for keyword in node.keywords if keyword.arg in NOTES]
            texts += node.args[:1] if called == "Series" else []
            texts += node.args[2:3] if called == "sums" else []
            made |= {text.value: path.name for text in texts if isinstance(text, ast.Constant)}
    return {text: where for text, where in made.items() if isinstance(text, str)}


def test_no_note_in_code_is_prose():
    made = ids_written_in_code()
    assert {"programmes-may-overlap", "sum-of-separate-series", "share-above-one"} <= set(made)
    prose = {text: where for text, where in made.items() if " " in text}
    assert not prose, f"write word ids: {prose}"


def test_every_reason_for_a_missing_denominator_is_a_word():
    known = set(load("codebook/words/words")["word_id"])
    rows = pd.DataFrame(
        {
            "place_id": ["zhutang", "wuxi-bonded-zone", "jiangdu", "wujin"],
            "reference_date": pd.Timestamp("1990-01-01"),
        }
    )
    reasons = {
        reason
        for per in POPULATIONS
        for reason in choose_denominators(rows, evidence().denominators, per)["reason"].dropna()
    }
    assert {"no-such-denominator", "no-year-end-near-the-period"} <= reasons
    assert {f"note.{reason}" for reason in reasons} <= known


def test_evidence_is_made_without_changing_tables():
    before = {name: table.copy() for name, table in tables().items()}
    evidence_at(tables(), BOOK, "wide")
    for name, table in tables().items():
        pd.testing.assert_frame_equal(table, before[name])
