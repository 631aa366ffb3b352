"""Walks the register of indicators: whatever one of them lacks is named here."""

import ast
import doctest
import inspect
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from real_tables import BOOK, figures, tables
from reform_analysis.indicators import (
    compute_all,
    concepts_of,
    function_of,
    indicator,
    registered,
    registry,
    reporting,
    silence_rate,
    unused_figures,
)
from reform_analysis.indicators.registry import COLUMNS, SHARED, claims
from reform_analysis.tables.naming import split_list

SECTIONS = ("Parameters", "Returns", "Notes", "Examples")
REGISTER = tables()["codebook/indicators"].set_index("indicator_id")
COMPUTED = list(REGISTER.index[REGISTER["computed"]])
SETTINGS = ("tight", "base", "wide")

# No report supplies these: they are defined, compute to nothing and show as silence.
SILENT = {"s6", "s7", "t8"}


@cache
def computed(setting: str) -> pd.DataFrame:
    return compute_all(tables(), BOOK, setting)


@cache
def reported() -> pd.DataFrame:
    return reporting(tables(), computed("base"))


def test_every_row_that_is_computed_has_a_function_and_every_function_a_row():
    assert sorted(registered()) == sorted(COMPUTED)


@pytest.mark.parametrize("indicator_id", COMPUTED)
def test_the_register_lists_the_concepts_that_the_function_counts(indicator_id):
    row = REGISTER.loc[indicator_id]
    below = () if pd.isna(row["denominator"]) else split_list(row["denominator"])
    listed = {*split_list(row["numerator"]), *below}
    known = set(tables()["codebook/concepts"]["concept_id"])
    assert listed & known == concepts_of(indicator_id)
    assert set(split_list(row["numerator"])) <= known


def test_an_id_is_registered_once():
    with pytest.raises(ValueError, match="two functions are registered as indicator 'p2'"):
        indicator("p2", {})(lambda figures: figures)


def test_a_docstring_without_notes_is_refused():
    def computes(figures: pd.DataFrame) -> pd.DataFrame:
        """Summary only."""
        return figures

    with pytest.raises(ValueError, match="the docstring of indicator 'z1' has no Notes"):
        indicator("z1", {})(computes)


def test_an_indicator_that_nobody_wrote_is_named_with_the_nearest():
    with pytest.raises(ValueError, match="no function computes the indicator 'p22'; did you mean"):
        function_of("p22")
    register = tables()["codebook/indicators"].replace({"indicator_id": {"p2": "x2"}})
    with pytest.raises(ValueError, match="no function computes the indicator 'x2'"):
        compute_all({**tables(), "codebook/indicators": register}, BOOK, "base")


def test_what_is_not_computed_is_neither_computed_nor_asked_for():
    register = tables()["codebook/indicators"]
    fewer = register.assign(computed=register["indicator_id"].ne("p2"))
    given = {**tables(), "codebook/indicators": fewer}
    values = compute_all(given, BOOK, "base")
    assert set(computed("base")["indicator_id"]) - set(values["indicator_id"]) == {"p2"}
    assert "p2" not in set(reporting(given, values)["indicator_id"])


def test_a_function_cannot_count_what_it_is_not_registered_with():
    """A concept that the register does not list cannot enter a value without a word."""

    def computes(figures: pd.DataFrame) -> pd.DataFrame:
        """Summary.

        Notes
        -----
        None.
        """
        return claims(figures, "party-recruits-worker")

    try:
        with pytest.raises(ValueError, match="did you mean 'party-recruits-workers'"):
            indicator("z1", {"party-recruits-workers": ""})(computes)(figures())
    finally:
        registry._FUNCTIONS.pop("z1"), registry._CONCEPTS.pop("z1")


def test_the_book_is_whole():
    counts = {"p": 8, "e": 7, "s": 12, "t": 12, "g": 4}
    assert set(REGISTER.index) == {
        f"{letter}{number}" for letter, count in counts.items() for number in range(1, count + 1)
    }


@pytest.mark.parametrize("indicator_id", REGISTER.index)
def test_register_row(indicator_id):
    row = REGISTER.loc[indicator_id]
    filled = ["computed", "label_en", "label_zh", "missing_rule", "unit"]
    missing = [column for column in filled if pd.isna(row[column])]
    assert not missing, f"{indicator_id} lacks {missing} in codebook/indicators.csv"
    assert any("一" <= sign <= "鿿" for sign in row["label_zh"])
    concepts = set(tables()["codebook/concepts"]["concept_id"])
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
    """The register names what the functions really count."""
    concept = tables()["raw/figures"].set_index("figure_id")["concept_id"]
    values = computed("base")
    for indicator_id, row in REGISTER.iterrows():
        ids = values.loc[values["indicator_id"].eq(indicator_id), "figure_ids"]
        used = {concept[one] for cell in ids for one in split_list(cell)}
        named = set() if pd.isna(row["numerator"]) else set(split_list(row["numerator"]))
        assert named <= used or indicator_id in SILENT, f"no value uses {named - used}"


@pytest.mark.parametrize("indicator_id", COMPUTED)
def test_docstring(indicator_id):
    function = function_of(indicator_id)
    lines = function.__doc__.splitlines()
    number = indicator_id.upper()
    assert lines[0].startswith(f"{number}: "), "the first line opens with the indicator's number"
    assert list(inspect.signature(function).parameters) == ["figures"], "claims go in, no people"
    missing = [section for section in SECTIONS if section not in lines]
    assert not missing, f"sections missing: {missing}"
    assert function.__doc__.count(SHARED) == 1, "what all share is told once, by the registry"
    examples = doctest.DocTestFinder().find(function, indicator_id)[0].examples
    assert any(example.want for example in examples), "no worked example"


@pytest.mark.parametrize("indicator_id", COMPUTED)
def test_shape(indicator_id):
    result = function_of(indicator_id)(figures())
    assert result.dtypes.astype(str).to_dict() == COLUMNS
    assert set(result["status"]) <= {"reported", "derived", "bound", "proxy"}
    assert result["figure_ids"].notna().all()


@pytest.mark.parametrize("indicator_id", COMPUTED)
def test_input_is_not_changed(indicator_id):
    before = figures().copy()
    function_of(indicator_id)(figures())
    pd.testing.assert_frame_equal(figures(), before)


@pytest.mark.parametrize("indicator_id", COMPUTED)
def test_no_figures_give_no_rows(indicator_id):
    assert function_of(indicator_id)(figures().iloc[:0]).empty


@pytest.mark.parametrize("setting", SETTINGS)
def test_values(setting):
    values = computed(setting)
    assert (values["low"] <= values["high"]).all()
    assert (values["low"] >= 0).all()
    shares = values[values["unit"].eq("fraction")]
    assert (shares["high"] <= 1).all()
    stated = values.dropna(subset=["stated"])
    assert ((stated["low"] <= stated["stated"]) & (stated["stated"] <= stated["high"])).all()


KEY = ["indicator_id", "variant", "region_id", "unit", "denominator_id", "rung"]


@pytest.mark.parametrize("setting", SETTINGS)
def test_each_value_stands_once(setting):
    repeated = computed(setting)[computed(setting).duplicated(KEY, keep=False)]
    assert repeated.empty, repeated[KEY].to_string()


def test_settings_contain_one_another():
    tight, base, wide = (computed(setting).set_index(KEY).sort_index() for setting in SETTINGS)
    for inner, outer in ((tight, base), (base, wide)):
        assert set(inner.index) == set(outer.index)
        outer = outer.loc[inner.index]
        assert (outer["low"].to_numpy() <= inner["low"].to_numpy()).all()
        assert (inner["high"].to_numpy() <= outer["high"].to_numpy()).all()


def test_values_lead_back_to_figures():
    known = set(tables()["raw/figures"]["figure_id"])
    named = {part for ids in computed("base")["figure_ids"] for part in split_list(ids)}
    assert named <= known


def test_rates_without_a_period_are_left_out():
    values = computed("base")
    recruits = values[values["indicator_id"].eq("p2") & values["region_id"].eq("jiangdu")]
    assert recruits["unit"].tolist() == ["人"]


def test_silent_indicators_have_no_value():
    assert set(REGISTER.index) - set(computed("base")["indicator_id"]) == SILENT


def test_in_report_denominators_are_read_at_the_setting():
    # 近20万: 180 000 at base, 160 000 at wide. 3.6 and 4.5 of 10 000 and year: 近400 in 近年.
    def high(setting: str) -> float:
        values = computed(setting)
        place = values["region_id"].eq("jingjiang") & values["rung"].eq("in_report")
        return float(values.loc[place & values["indicator_id"].eq("t4"), "high"].item())

    assert high("base") == pytest.approx(70_000 / 180_000)
    # 超过6万 has no upper end at wide: the share reaches its cap.
    assert high("wide") == 1.0
    # Tight: 60 000 to 65 000 over 190 000 to 200 000.
    assert high("tight") == pytest.approx(65_000 / 190_000)


def test_a_firm_is_never_divided_by_people():
    level = tables()["raw/regions"].set_index("region_id")["level"]
    values = computed("base")
    organisations = values["region_id"].map(level).isin(["firm", "studio"])
    assert values.loc[organisations, "rung"].isna().all()


def test_reporting_has_one_row_for_each_place_and_indicator():
    places = reported()["region_id"].nunique()
    assert len(reported()) == places * len(REGISTER)
    assert not reported().duplicated(["indicator_id", "region_id"]).any()


def test_reporting_asks_regions_and_the_zone_but_no_firm():
    assert set(reported()["region_id"]) == {
        *("jingjiang", "jiangdu", "wujin", "huaibei", "yancheng"),
        *("zhutang", "wuxi-bonded-zone"),
    }


@pytest.mark.parametrize(
    ("indicator_id", "region_id", "status"),
    [
        ("p1", "huaibei", "reported"),
        ("t5", "huaibei", "derived"),
        ("p4", "jiangdu", "proxy"),
        ("s3", "wujin", "bound"),
        ("s1", "jingjiang", "not_reported"),
        ("s6", "yancheng", "not_reported"),
        ("s11", "wujin", "not_applicable"),
        ("t8", "wuxi-bonded-zone", "not_applicable"),
        ("t8", "yancheng", "not_reported"),
    ],
)
def test_reporting_names_the_strongest_status(indicator_id, region_id, status):
    cells = reported().set_index(["indicator_id", "region_id"])
    assert cells.loc[(indicator_id, region_id), "status"] == status


def test_what_is_not_applicable_has_a_reason_and_nothing_else_has():
    assert reported()["note"].notna().equals(reported()["status"].eq("not_applicable"))


def test_a_place_that_reports_all_the_same_keeps_its_status():
    values = computed("base")
    seats = values[values["indicator_id"].eq("p3")].assign(indicator_id="t8")
    cells = reporting(tables(), pd.concat([values, seats])).set_index(["indicator_id", "region_id"])
    assert cells.loc[("t8", "wuxi-bonded-zone"), "status"] == "reported"


def test_silence_rate():
    # By hand, 祝塘: of 43 indicators one (S11) does not apply and one (T9) is reported.
    rates = silence_rate(reported()).set_index("region_id")
    assert rates.loc["zhutang", ["asked", "silent"]].tolist() == [42, 41]
    assert rates.loc["zhutang", "rate"] == pytest.approx(41 / 42)
    # S11 applies nowhere: no rate, which is not a rate of 0.
    by_indicator = silence_rate(reported(), ["indicator_id"]).set_index("indicator_id")
    assert by_indicator.loc["s11", "asked"] == 0
    assert pd.isna(by_indicator.loc["s11", "rate"])
    assert by_indicator.loc["s6", "rate"] == 1.0


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_claim_is_used_or_listed_with_a_reason(setting):
    unused = unused_figures(tables(), computed(setting))
    used = {one for ids in computed(setting)["figure_ids"] for one in split_list(ids)}
    listed = unused["figure_id"].tolist()
    every = set(tables()["raw/figures"]["figure_id"])
    assert not used & set(listed)
    assert used | set(listed) == every
    assert len(listed) == len(set(listed)) == len(every) - len(used)
    without = unused.loc[unused["reason"].isna(), "figure_id"].tolist()
    assert not without, f"give their concepts a row in codebook/unused_reasons.csv: {without}"


def test_no_reason_is_given_in_vain():
    concept = tables()["raw/figures"].set_index("figure_id")["concept_id"]
    unused = unused_figures(tables(), computed("base"))
    unused["concept_id"] = unused["figure_id"].map(concept)
    register = tables()["codebook/unused_reasons"].set_index("concept_id")["reason"]
    by_register = unused["reason"].eq(unused["concept_id"].map(register))
    needed = set(unused.loc[by_register, "concept_id"])
    assert set(register.index) == needed


@pytest.mark.parametrize(
    ("figure_id", "reason"),
    [
        ("jiangdu-2023-2120", "restated"),
        ("yancheng-2023-1867", "parameter"),
        ("yancheng-2023-0494", "context"),
        ("wujin-2025-1958", "organisation_below_region"),
        ("wujin-2025-2221", "organisation_below_region"),
        ("jingjiang-2020-2145", "one_unit_only"),
        ("jiangdu-2023-1243", "other_group"),
    ],
)
def test_reasons(figure_id, reason):
    unused = unused_figures(tables(), computed("base")).set_index("figure_id")
    assert unused.loc[figure_id, "reason"] == reason


def test_a_claim_without_any_reason_shows():
    given = tables()
    register = given["codebook/unused_reasons"]
    fewer = {
        **given,
        "codebook/unused_reasons": register[register["concept_id"].ne("outdoor-stations")],
    }
    unused = unused_figures(fewer, computed("base")).set_index("figure_id")
    assert pd.isna(unused.loc["yancheng-2023-3300", "reason"])
