"""Rules of other readings, directions and the second coding: each broken once."""

import pytest

from reform_analysis.commands.check.texts import prove

pytestmark = pytest.mark.usefixtures("only_what_changed_is_read")


def told(small):
    return [line for line in small.lines() if "ambiguous.csv" in line or "directions.csv" in line]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("period_kind,point", "period_kind,to_date",
         "row 2, column read_as: 'to_date' is what period_kind holds in data/raw/claims.csv "
         "already"),
        ("jia-2020-0017,or-latest,period_kind", "jia-2020-0037,or-latest,period_kind",
         "row 2, column claim_id: 'jia-2020-0037' restates 'jia-2020-0008' and is not counted; "
         "write 'jia-2020-0008'"),
        ("or-latest,period_kind", "or-last,period_kind",
         "row 2, column reading_id: 'or-last' has no word note.or-last; add it to "
         "data/codebook/words/words.csv"),
        ("period_kind,point", "period_kind,year",
         "row 2, column read_as: a year without its start"),
        ("period_kind,point", "period_kind,moment",
         "row 2, column read_as: "),
        ("period_start,,", "period_start,2020-13-01,",
         "row 4, column read_as: '2020-13-01' is no day"),
        ("period_kind,point", "hedge,over", "row 2, column field: "),
    ],
)  # fmt: skip
def test_a_broken_reading_is_named(small, old, new, expected):
    small.edit("raw/ambiguous", old, new)
    assert any(expected in line for line in told(small)), small.lines()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("jia-2020-0002", "jia-2020-0003",
         "row 2, column direction_id: 'jia-2020-0003' is not source_id and start; write "
         "'jia-2020-0002'"),
        (",2,6,", ",2,7,", "row 2, column end: 2 to 7 are 5 characters, '今年以来' has 4"),
        ("今年以来,jia,", "今年以来,bing,",
         "row 2, column place_id: 'bing' does not lie in 'jia', the place of the article"),
        ("more members", "成员", "row 2, column statement: '成员' is not in English"),
        ("rises", "climbs", "row 2, column direction: "),
    ],
)  # fmt: skip
def test_a_broken_direction_is_named(small, old, new, expected):
    small.edit("raw/directions", old, new)
    assert any(expected in line for line in told(small)), small.lines()


def test_a_direction_is_held_against_its_text(small):
    small.edit("raw/directions", "jia-2020-0002,jia-2020,2,6", "jia-2020-0003,jia-2020,3,7")
    assert [str(fault) for fault in prove(small.project, small.texts).faults] == [
        "data/raw/directions.csv, row 2, column start: 3 to 7 read '年以来发', not '今年以来'; "
        "'今年以来' stands at 2 to 6"
    ]


def test_words_that_the_article_does_not_hold(small):
    small.edit("raw/ambiguous", "period_reported,,占", "period_reported,去年,达")
    lines = [str(fault) for fault in prove(small.project, small.texts).faults]
    assert lines == [
        f"data/raw/ambiguous.csv, row 3, column {column}: the article does not hold '{words}'; "
        "copy the words as they are printed"
        for column, words in (("words", "达"), ("read_as", "去年"))
    ]


@pytest.mark.parametrize(
    ("table", "old", "new", "expected"),
    [
        ("second_coding", ",period,,first,", ",period,,,",
         "row 2, column decision: the codings differ in period, and nothing decides; write first, "
         "second or both, and the reason"),
        ("second_coding", ",period,,first,", ",,,,",
         "row 2, column differs: the codings differ in period, which is not named; name it here"),
        ("second_coding", "first,the start follows from the phrase,起点由用语得出", "first,,",
         "row 2, column reason: a decision without its reason"),
        ("second_coding", ",period,,first,", ",period,,second,",
         "row 2, column decision: it goes to the second coding, but the claim still differs in "
         "period; mend the claim in data/raw/claims.csv"),
        ("second_coding", "今年以来,,,2026-11-25,period,,first,",
         "今年以来,2020-01-01,,2026-11-25,period,,second,",
         "row 2, column first_coding: the claim was mended, and what it was is lost"),
        ("second_coding", ",400,nearly,", ",401,about,",
         "row 2, column differs: the codings differ in value, hedge, which is not named"),
    ],
)  # fmt: skip
def test_a_disagreement_without_a_decision_is_named(small, table, old, new, expected):
    small.edit(f"raw/{table}", old, new)
    assert any(f"{table}.csv, {expected}" in line for line in small.lines()), small.lines()
