"""The rules of hedges: the small formulas, and the codebook that holds them."""

import math
import shutil
from fractions import Fraction

import pytest

from real_tables import BOOK, PROJECT
from reform_analysis.reading.formulas import formula
from reform_analysis.reading.hedges import FORMS, READINGS, Cue, govern, load_rules
from reform_analysis.reading.numerals import NumeralError
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import Project

HEADER = "hedge,form,cues,position,reading,low,high,assumed_high,note\n"
EXACT = "exact,any,,,central,v,v,false,\n"
VALUES = (*map(Fraction, (400, 1, 100, 500, 0)), math.inf)


def codebook(tmp_path, rows):
    """The real codebook with other hedges."""
    folder = Project(tmp_path)
    shutil.copytree(PROJECT.codebook, folder.codebook)
    (folder.codebook / "reading" / "hedges.csv").write_text(HEADER + rows, "utf-8", newline="")
    return Codebook(folder)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("v", 400),
        ("v + step", 500),
        ("v - min(step/2, 0.15*v)", 350),
        ("max(v - step/2, 0.9*v)", 360),
        ("(v + step) * 2", 1000),
        ("2*u", 0),
        ("0", 0),
        ("cap", math.inf),
        ("v - step5/2", 150),
    ],
)
def test_formula_gives_the_value_worked_by_hand(text, value):
    assert formula(text)(VALUES) == value


def test_formula_is_exact():
    assert formula("0.15*v")(VALUES) == 60
    assert formula("0.1*res")(VALUES) == Fraction(1, 10)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "v +",
        "x",
        "v ** 2",
        "v.real",
        "v[0]",
        "abs(v)",
        "min()",
        "min(v, key=res)",
        "min(*v)",
        "-v",
        "v if v else u",
        "lambda: v",
        "'v'",
        "True",
        "1e999",
        "__import__('os')",
        "(" * 500 + "v" + ")" * 500,
        "+".join("v" * 200),
        "v/u",
        "v/0",
        "v*step",
        "0*cap",
        "cap - v",
        "min(cap, v) + 1",
        "1234567890",
        "v v",
        "2v",
        "min(v",
        "min(v,)",
    ],
)
def test_formula_refuses_anything_else(text):
    with pytest.raises(ValueError, match="formula"):
        formula(text)


@pytest.mark.parametrize("reading", READINGS)
def test_every_hedge_has_a_rule_for_every_form(reading):
    rules = load_rules(BOOK, reading)
    cues = [cue for words in rules.cues.values() for cue in words.values()]
    assert {cue.hedge for cue in cues} == {
        *("about", "nearly", "over", "at_least", "under", "several", "range")
    }
    for cue in [*cues, Cue("exact")]:
        for form in FORMS:
            if cue.hedge != "several" or form in ("plain", "multiplier"):  # 几, 几百
                assert (cue.hedge, cue.position, form) in rules.formulas


def test_every_reading_has_the_same_cues():
    assert load_rules(BOOK, "narrow").cues == load_rules(BOOK).cues
    assert load_rules(BOOK, "wide").cues == load_rules(BOOK).cues


def test_no_cue_is_listed_twice_and_none_is_traditional():
    rows = BOOK.rows("codebook/reading/hedges")
    for row in rows:
        cues = (row["cues"] or "").split(";")
        assert len(cues) == len(set(cues))
        assert not set("".join(cues)) & set("約達過將於滿內數幾餘")


def test_hedge_is_read_alike_wherever_its_cue_stands():
    """Only the digit binds 余 and 多 where 超 is open, and 几 has a place."""
    rows = BOOK.rows("codebook/reading/hedges")
    formulas = {}
    for row in rows:
        if row["hedge"] not in ("over", "several"):
            key = row["hedge"], row["form"], row["reading"]
            formulas.setdefault(key, set()).add((row["low"], row["high"]))
    assert all(len(pairs) == 1 for pairs in formulas.values())


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ("about,any,约,before,central,v -,v,false,\n", "row 2.*formula"),
        (EXACT + "about,any,约,before,central,v,w,false,\n", "row 3.*'w'"),
        ("about,any,约,above,central,v,v,false,\n", "row 2.*above"),
        ("about,large,约,before,central,v,v,false,\n", "row 2.*large"),
        (
            EXACT
            + "about,any,约,before,central,v,v,false,\nover,any,约,before,central,v,v,false,\n",
            "row 4.*约",
        ),
        ("about,any,约,before,central,v,v,false,\n", "exact"),
        ("about,any\n", "row 2|exact"),
    ],
)
def test_fault_in_the_codebook_is_named(tmp_path, rows, word):
    with pytest.raises(ValueError, match=word):
        load_rules(codebook(tmp_path, rows))


def test_rule_for_one_form_goes_before_the_rule_for_any(tmp_path):
    rows = "exact,decimal,,,central,0,v,false,\n" + EXACT
    rules = load_rules(codebook(tmp_path, rows))
    assert rules.formulas["exact", "", "decimal"][0](VALUES) == 0
    assert rules.formulas["exact", "", "plain"][0](VALUES) == 400


def test_unknown_reading_is_refused():
    with pytest.raises(ValueError, match="there are narrow, central, wide"):
        load_rules(BOOK, "loose")


ABOUT, NEARLY = Cue("about", "before", "约"), Cue("nearly", "before", "近")
OVER, YU = Cue("over", "before", "超"), Cue("over", "inside", "余")
AT_LEAST = Cue("at_least", "after", "以上")


@pytest.mark.parametrize(
    ("cues", "hedge", "position"),
    [
        ([], "exact", ""),
        ([ABOUT], "about", "before"),
        ([ABOUT, NEARLY], "nearly", "before"),
        ([ABOUT, YU], "over", "inside"),
        ([OVER, YU], "over", "inside"),
        ([OVER, AT_LEAST], "over", "before"),
    ],
)
def test_stacked_hedges_have_one_that_governs(cues, hedge, position):
    governing = govern(cues)
    assert (governing.hedge, governing.position) == (hedge, position)


@pytest.mark.parametrize("cues", [[NEARLY, YU], [NEARLY, AT_LEAST], [OVER, NEARLY, ABOUT]])
def test_contradicting_hedges_are_refused(cues):
    with pytest.raises(NumeralError, match="近.*contradict|contradict"):
        govern(cues)
