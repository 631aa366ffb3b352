"""Walks the register of indicators: whatever one of them lacks is named here."""

import ast
import doctest
import inspect
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from five import PLACES
from real_tables import BOOK, claims, one, openings, tables
from reform_analysis.indicators import (
    compute_all,
    concepts_of,
    function_of,
    indicator,
    registered,
    registry,
    reporting,
    silence_counts,
    silence_rate,
    unused_claims,
)
from reform_analysis.indicators.opened import opened
from reform_analysis.indicators.registry import COLUMNS, SHARED
from reform_analysis.indicators.shapes import select
from reform_analysis.tables.naming import split_list
from reform_analysis.values.dividing import evidence_at

SECTIONS = ("Parameters", "Returns", "Notes", "Examples")
REGISTER = tables()["codebook/registers/indicators"].set_index("indicator_id")
COMPUTED = list(REGISTER.index[REGISTER["computed"]])
READINGS = ("narrow", "central", "wide")

# No report supplies these: they are defined, compute to nothing and show as silence. The last one
# the reports are not even asked for.
SILENT = {"high-skilled-workers", "high-skilled-share", "worker-seats"}
NOT_ASKED = {"front-line-share-of-new-members"}


@cache
def computed(reading: str) -> pd.DataFrame:
    return compute_all(tables(), BOOK, reading)


@cache
def reported() -> pd.DataFrame:
    return reporting(tables(), computed("central"))


def test_every_row_that_is_computed_has_a_function_and_every_function_a_row():
    assert sorted(registered()) == sorted(COMPUTED)


def test_several_indicators_at_once_are_what_each_is_alone():
    """No place of one is taken for that of another, nor an end that one assumes."""
    together = registry.compute_each(claims(), COMPUTED)
    alone = [registry.compute_each(claims(), [one]) for one in COMPUTED]
    pd.testing.assert_frame_equal(together, pd.concat(alone, ignore_index=True))
    assumed = together.groupby("indicator_id")["assumed_high"].any()
    assert 0 < assumed.sum() < len(assumed)


@pytest.mark.parametrize("indicator_id", COMPUTED)
def test_the_register_lists_the_concepts_that_the_function_counts(indicator_id):
    row = REGISTER.loc[indicator_id]
    below = () if pd.isna(row["denominator"]) else split_list(row["denominator"])
    listed = {*split_list(row["numerator"]), *below}
    known = set(tables()["codebook/registers/concepts"]["concept_id"])
    assert listed & known == concepts_of(indicator_id)
    assert set(split_list(row["numerator"])) <= known


def test_an_id_is_registered_once():
    with pytest.raises(
        ValueError, match="two functions are registered as indicator 'new-worker-members'"
    ):
        indicator("new-worker-members", {})(lambda claims: claims)


def test_a_docstring_without_notes_is_refused():
    def computes(claims: pd.DataFrame) -> pd.DataFrame:
        """Summary only."""
        return claims

    with pytest.raises(ValueError, match="the docstring of indicator 'z1' has no Notes"):
        indicator("z1", {})(computes)


def test_an_indicator_that_nobody_wrote_is_named_with_the_nearest():
    with pytest.raises(
        ValueError, match="no function computes the indicator 'new-worker-member'; did you mean"
    ):
        function_of("new-worker-member")
    register = tables()["codebook/registers/indicators"].replace(
        {"indicator_id": {"new-worker-members": "x2"}}
    )
    with pytest.raises(ValueError, match="no function computes the indicator 'x2'"):
        compute_all({**tables(), "codebook/registers/indicators": register}, BOOK, "central")


def test_what_is_not_computed_is_neither_computed_nor_asked_for():
    register = tables()["codebook/registers/indicators"]
    fewer = register.assign(computed=register["indicator_id"].ne("new-worker-members"))
    given = {**tables(), "codebook/registers/indicators": fewer}
    values = compute_all(given, BOOK, "central")
    assert set(computed("central")["indicator_id"]) - set(values["indicator_id"]) == {
        "new-worker-members"
    }
    assert "new-worker-members" not in set(reporting(given, values)["indicator_id"])


def test_a_function_cannot_count_what_it_is_not_registered_with():
    """A concept that the register does not list cannot enter a value without a word."""

    def computes(claims: pd.DataFrame) -> pd.DataFrame:
        """Summary.

        Notes
        -----
        None.
        """
        return select(claims, "party-recruits-worker")

    try:
        with pytest.raises(ValueError, match="did you mean 'party-recruits-workers'"):
            indicator("z1", {"party-recruits-workers": ""})(computes)(claims())
    finally:
        registry._FUNCTIONS.pop("z1"), registry._CONCEPTS.pop("z1")


def test_the_book_is_whole():
    counts = {"p": 9, "e": 7, "s": 12, "t": 12, "g": 4}
    assert set(REGISTER["code"]) == {
        f"{letter}{number}" for letter, count in counts.items() for number in range(1, count + 1)
    }


@pytest.mark.parametrize("indicator_id", REGISTER.index)
def test_register_row(indicator_id):
    row = REGISTER.loc[indicator_id]
    filled = ["computed", "label_en", "label_zh", "missing_rule", "unit"]
    missing = [column for column in filled if pd.isna(row[column])]
    assert not missing, f"{indicator_id} lacks {missing} in codebook/registers/indicators.csv"
    assert any("一" <= sign <= "鿿" for sign in row["label_zh"])
    concepts = set(tables()["codebook/registers/concepts"]["concept_id"])
    numerator = [] if pd.isna(row["numerator"]) else split_list(row["numerator"])
    assert numerator and set(numerator) <= concepts


@pytest.mark.parametrize("indicator_id", REGISTER.index)
def test_has_a_value_worked_by_hand(indicator_id):
    row = REGISTER.loc[indicator_id]
    file = Path(__file__).with_name(f"test_{row['dimension']}.py")
    tree = ast.parse(file.read_text("utf-8"))
    tests = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    function = function_of(indicator_id).__name__
    assert f"test_{function}" in tests, f"write test_{function} in {file.name}"


def test_numerators_are_the_concepts_of_the_values():
    """The register names what the functions really count, in one tier of evidence or the other."""
    concept = BOOK.table("raw/claims").set_index("claim_id")["concept_id"]
    values = pd.concat([computed("central"), compute_all(openings(), BOOK, "central")])
    for indicator_id, row in REGISTER.iterrows():
        ids = values.loc[values["indicator_id"].eq(indicator_id), "claim_ids"]
        used = {concept[one] for cell in ids for one in split_list(cell)}
        named = set() if pd.isna(row["numerator"]) else set(split_list(row["numerator"]))
        assert named <= used or indicator_id == "worker-seats", f"no value uses {named - used}"


@pytest.mark.parametrize("indicator_id", COMPUTED)
def test_docstring(indicator_id):
    function = function_of(indicator_id)
    lines = function.__doc__.splitlines()
    number = REGISTER.loc[indicator_id, "code"].upper()
    assert lines[0].startswith(f"{number}: "), "the first line opens with the indicator's number"
    assert list(inspect.signature(function).parameters) == ["claims"], "claims go in, no people"
    missing = [section for section in SECTIONS if section not in lines]
    assert not missing, f"sections missing: {missing}"
    assert function.__doc__.count(SHARED) == 1, "what all share is told once, by the registry"
    examples = doctest.DocTestFinder().find(function, indicator_id)[0].examples
    assert any(example.want for example in examples), "no worked example"


@pytest.mark.parametrize("indicator_id", COMPUTED)
def test_shape(indicator_id):
    result = function_of(indicator_id)(claims())
    assert result.dtypes.astype(str).to_dict() == COLUMNS
    assert set(result["status"]) <= {"reported", "derived", "bound", "proxy"}
    assert result["claim_ids"].notna().all()


@pytest.mark.parametrize("indicator_id", COMPUTED)
def test_input_is_not_changed(indicator_id):
    before = claims().copy()
    function_of(indicator_id)(claims())
    pd.testing.assert_frame_equal(claims(), before)


@pytest.mark.parametrize("indicator_id", COMPUTED)
def test_no_claims_give_no_rows(indicator_id):
    assert function_of(indicator_id)(claims().iloc[:0]).empty


@pytest.mark.parametrize("reading", READINGS)
def test_values(reading):
    values = computed(reading)
    assert (values["low"] <= values["high"]).all()
    assert (values["low"] >= 0).all()
    shares = values[values["unit"].eq("fraction")]
    assert (shares["high"] <= 1).all()
    value = values.dropna(subset=["value"])
    assert ((value["low"] <= value["value"]) & (value["value"] <= value["high"])).all()


KEY = ["indicator_id", "variant", "place_id", "unit", "per"]


@pytest.mark.parametrize("reading", READINGS)
def test_each_value_stands_once(reading):
    repeated = computed(reading)[computed(reading).duplicated(KEY, keep=False)]
    assert repeated.empty, repeated[KEY].to_string()


def test_readings_contain_one_another():
    narrow, central, wide = (computed(reading).set_index(KEY).sort_index() for reading in READINGS)
    for inner, outer in ((narrow, central), (central, wide)):
        assert set(inner.index) == set(outer.index)
        outer = outer.loc[inner.index]
        assert (outer["low"].to_numpy() <= inner["low"].to_numpy()).all()
        assert (inner["high"].to_numpy() <= outer["high"].to_numpy()).all()


def test_values_lead_back_to_claims():
    known = set(tables()["raw/claims"]["claim_id"])
    named = {part for ids in computed("central")["claim_ids"] for part in split_list(ids)}
    assert named <= known


def test_rates_without_a_period_are_left_out():
    values = computed("central")
    recruits = values[
        values["indicator_id"].eq("new-worker-members") & values["place_id"].eq("jiangdu")
    ]
    assert recruits["unit"].tolist() == ["人"]


def test_silent_indicators_have_no_value():
    assert set(REGISTER.index) - set(computed("central")["indicator_id"]) == SILENT | NOT_ASKED


def test_in_report_denominators_are_read_at_the_reading():
    # 近20万: 180 000 at base, 160 000 at wide. 3.6 and 4.5 of 10 000 and year: 近400 in 近年.
    def high(reading: str) -> float:
        values = computed(reading)
        place = values["place_id"].eq("jingjiang") & values["per"].eq("mutual_aid_participants")
        return float(
            values.loc[place & values["indicator_id"].eq("contract-coverage"), "high"].item()
        )

    assert high("central") == pytest.approx(70_000 / 180_000)
    # 超过6万 has no upper end at wide: the share reaches its cap.
    assert high("wide") == 1.0
    # Narrow: 60 000 and three quarters of a step of 10 000, over 190 000 to 200 000.
    assert high("narrow") == pytest.approx(67_500 / 190_000)


def test_a_high_end_rests_on_an_assumption_only_where_the_words_leave_it_open():
    def assumed(**where: str) -> bool:
        values = computed("central")
        values = values[values["per"].isna() & ~values["unit"].str.endswith("/年")]
        return bool(one(values, **where)["assumed_high"])

    # 超过6万 over 近500: 超 is open. 近20万 over 2300多: both are bound by their words.
    assert assumed(indicator_id="workers-per-contract", place_id="jingjiang")
    assert not assumed(
        indicator_id="mutual-aid-membership", place_id="jingjiang", variant="per-firm"
    )
    # A union of programmes adds up the high ends, 超7000 among them.
    assert assumed(indicator_id="all-training", place_id="wujin", variant="any-programme")
    # 90%以上: one step up is the whole. 80%以上 of 1138 is read as up to 90 %.
    assert not assumed(indicator_id="staff-congress-rate", place_id="huaibei")
    assert assumed(place_id="huaibei", variant="workers-among-model-workers")
    assert not computed("wide")["assumed_high"].any()


def test_no_low_end_rests_on_an_assumed_high_end():
    """One column is enough: nothing of the release is divided by an open count."""
    for reading in ("narrow", "central"):
        claims = evidence_at(tables(), BOOK, reading).claims
        wider = opened(claims).assign(assumed_high=False)
        low, lower = (registry.compute_each(given, COMPUTED)["low"] for given in (claims, wider))
        pd.testing.assert_series_equal(low, lower)


def test_a_firm_is_never_divided_by_people():
    level = tables()["raw/places"].set_index("place_id")["level"]
    values = computed("central")
    organisations = values["place_id"].map(level).isin(["firm", "studio"])
    assert values.loc[organisations, "per"].isna().all()


def test_reporting_has_one_row_for_each_place_and_indicator():
    places = reported()["place_id"].nunique()
    asked = REGISTER.index[REGISTER["of_reports"]]
    assert set(REGISTER.index) - set(asked) == NOT_ASKED
    assert set(reported()["indicator_id"]) == set(asked)
    assert len(reported()) == places * len(asked)
    assert not reported().duplicated(["indicator_id", "place_id"]).any()


def test_reporting_asks_places_and_the_zone_but_no_firm():
    asked = set(reported()["place_id"])
    assert asked >= set(PLACES)
    levels = tables()["raw/places"].set_index("place_id")["level"]
    assert set(levels[list(asked)]).isdisjoint({"firm", "studio"})


@pytest.mark.parametrize(
    ("indicator_id", "place_id", "status"),
    [
        ("workers-share-of-new-members", "huaibei", "reported"),
        ("workers-per-contract", "huaibei", "derived"),
        ("party-body-coverage", "jiangdu", "proxy"),
        ("training-coverage", "wujin", "bound"),
        ("subsidised-training", "jingjiang", "not_reported"),
        ("high-skilled-workers", "yancheng", "not_reported"),
        ("multi-skilled-share", "wujin", "not_applicable"),
        ("worker-seats", "wuxi-bonded-zone", "not_applicable"),
        ("worker-seats", "yancheng", "direction_only"),  # 占比同比去年均有增加
        ("worker-seats", "huaibei", "direction_only"),  # 数量逐步上升
        ("worker-seats", "jiangdu", "not_reported"),
        # Two counts are printed, no share.
        ("party-member-density", "wuxi-bonded-zone", "derived"),
        ("contract-coverage", "huaibei", "derived"),
        ("contract-coverage", "jingjiang", "derived"),
        ("mutual-aid-membership", "jingjiang", "derived"),
        ("new-worker-members", "yancheng", "proxy"),  # 两新组织: workers or not
        # A direction beside a printed share takes nothing from it.
        ("workers-among-winners", "huaibei", "reported"),
    ],
)
def test_reporting_names_the_strongest_status(indicator_id, place_id, status):
    cells = reported().set_index(["indicator_id", "place_id"])
    assert cells.loc[(indicator_id, place_id), "status"] == status


def test_only_what_has_no_number_of_its_own_has_a_note():
    told = reported()["status"].isin(["not_applicable", "direction_only"])
    for note in ("note", "note_zh"):
        assert reported()[note].notna().equals(told)


def test_no_share_is_reported_where_none_is_printed():
    values = computed("central")
    share = REGISTER.index[REGISTER["unit"].eq("fraction")]
    printed = values[values["status"].eq("reported") & values["unit"].eq("fraction")]
    said = reported()[reported()["status"].eq("reported") & reported()["indicator_id"].isin(share)]
    at = ["indicator_id", "place_id"]
    pairs = set(printed[at].itertuples(index=False, name=None))
    assert set(said[at].itertuples(index=False, name=None)) <= pairs
    assert len(said) > 0


def test_a_place_that_reports_all_the_same_keeps_its_status():
    values = computed("central")
    seats = values[values["indicator_id"].eq("party-member-density")].assign(
        indicator_id="worker-seats"
    )
    cells = reporting(tables(), pd.concat([values, seats])).set_index(["indicator_id", "place_id"])
    assert cells.loc[("worker-seats", "wuxi-bonded-zone"), "status"] == "derived"


def test_silence_rate():
    # By hand, 祝塘: of 43 indicators one (S11) does not apply and one (T9) is reported.
    rates = silence_rate(reported()).set_index("place_id")
    assert rates.loc["zhutang", ["asked", "silent"]].tolist() == [42, 41]
    assert rates.loc["zhutang", "rate"] == pytest.approx(41 / 42)
    # 淮北: the direction of T8 is not silence.
    cells = reported()[reported()["place_id"].eq("huaibei")]
    assert rates.loc["huaibei", "silent"] == cells["status"].eq("not_reported").sum()
    # S11 applies nowhere: no rate, which is not a rate of 0.
    by_indicator = silence_rate(reported(), ["indicator_id"]).set_index("indicator_id")
    assert by_indicator.loc["multi-skilled-share", "asked"] == 0
    assert pd.isna(by_indicator.loc["multi-skilled-share", "rate"])
    assert by_indicator.loc["high-skilled-workers", "rate"] == 1.0


@pytest.mark.parametrize("reading", READINGS)
def test_every_claim_is_used_or_listed_with_a_reason(reading):
    unused = unused_claims(tables(), computed(reading))
    used = {one for ids in computed(reading)["claim_ids"] for one in split_list(ids)}
    listed = unused["claim_id"].tolist()
    every = set(tables()["raw/claims"]["claim_id"])
    assert not used & set(listed)
    assert used | set(listed) == every
    assert len(listed) == len(set(listed)) == len(every) - len(used)
    without = unused.loc[unused["reason"].isna(), "claim_id"].tolist()
    assert not without, (
        f"give their concepts a row in codebook/registers/unused_reasons.csv: {without}"
    )


def test_a_number_that_misses_what_it_is_held_against_has_its_reason_by_itself():
    """Money of mutual aid is told per payment or per person; a report may print the money alone."""
    given = tables()
    claims = given["raw/claims"]
    money = claims[claims["concept_id"].eq("mutual-aid-payout")].head(1)
    alone = money.assign(claim_id="new-2026-0001", source_id="wujin-2025", place_id="wujin")
    more = {**given, "raw/claims": pd.concat([claims, alone], ignore_index=True)}
    unused = unused_claims(more, computed("central")).set_index("claim_id")
    assert unused.loc["new-2026-0001", "reason"] == "no_pair"


def test_no_reason_is_given_in_vain():
    concept = BOOK.table("raw/claims").set_index("claim_id")["concept_id"]
    of_openings = unused_claims(openings(), compute_all(openings(), BOOK, "central"))
    unused = pd.concat([unused_claims(tables(), computed("central")), of_openings])
    unused["concept_id"] = unused["claim_id"].map(concept)
    register = tables()["codebook/registers/unused_reasons"].set_index("concept_id")["reason"]
    by_register = unused["reason"].eq(unused["concept_id"].map(register))
    needed = set(unused.loc[by_register, "concept_id"])
    assert set(register.index) == needed


@pytest.mark.parametrize(
    ("claim_id", "reason"),
    [
        ("jiangdu-2023-2120", "restated"),
        ("yancheng-2023-1867", "parameter"),
        ("yancheng-2023-0494", "context"),
        ("wujin-2025-1958", "organisation_below_place"),
        ("wujin-2025-2221", "organisation_below_place"),
        ("jingjiang-2020-2145", "one_unit_only"),
        ("jiangdu-2023-1243", "other_group"),
    ],
)
def test_reasons(claim_id, reason):
    unused = unused_claims(tables(), computed("central")).set_index("claim_id")
    assert unused.loc[claim_id, "reason"] == reason


def test_a_claim_without_any_reason_shows():
    given = tables()
    register = given["codebook/registers/unused_reasons"]
    fewer = {
        **given,
        "codebook/registers/unused_reasons": register[
            register["concept_id"].ne("outdoor-stations")
        ],
    }
    unused = unused_claims(fewer, computed("central")).set_index("claim_id")
    assert pd.isna(unused.loc["yancheng-2023-3300", "reason"])


def test_silence_counts_by_hand():
    # 43 indicators of 7 places: S11 applies to none and T8 not to the zone, 301 - 8 = 293. Eight
    # quotients and bounds repeat the silence of their parts: 56 cells less. Of the five whole
    # places 43 * 5 - 5 = 210 and 170.
    told = reported()
    told = told[told["place_id"].isin(PLACES)]
    counts = silence_counts(told, computed("central"), tables()["raw/places"])
    assert counts["listed"].tolist() == [43, 35, 43, 35]
    assert counts["asked"].tolist() == [293, 237, 210, 170]
    assert counts["silent"].tolist() == [203, 169, 123, 105]
    assert counts["rate"].round(3).tolist() == [0.693, 0.713, 0.586, 0.618]
