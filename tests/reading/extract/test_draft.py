"""Drafts: places, periods and concepts proposed with a reason, the unknown left empty."""

import re

import pytest

from five import FIVE
from real_tables import BOOK
from reform_analysis import load
from reform_analysis.reading.extract.draft import CLAIM_COLUMNS, PROPOSALS, concepts_for, draft
from reform_analysis.reading.extract.places import main_place, mentions

TEXT = (
    "靖江市总工会报告：今年以来，全市开展补贴性职业技能培训7680人次，发放大病救助金70余万元。"
    "黄俊工作室攻克技术难题50多个。2022年，全市签订集体合同232份。"
)


def test_columns_are_those_of_the_table_and_the_proposals():
    later = {"target", "left_out", "coders"}  # proposed beside them, or known after the coding
    assert [name for name in load("raw/claims").columns if name not in later] == CLAIM_COLUMNS
    assert list(draft(TEXT, BOOK).columns) == [*CLAIM_COLUMNS, *PROPOSALS]


def test_a_short_report():
    rows = draft(TEXT, BOOK, "jingjiang-2024").set_index("reported")
    assert rows["place_id"].tolist() == ["jingjiang", "jingjiang", "huang-jun-studio", "jingjiang"]
    assert rows["concept_id"].tolist() == [
        "subsidised-training",
        "illness-relief-money",
        "problems-solved",
        "collective-contracts",
    ]
    assert rows["period_reported"].tolist() == ["今年以来", "今年以来", "", "2022年"]
    assert rows["period_kind"].tolist() == ["to_date", "to_date", "unstated", "year"]
    assert rows[["statement", "statement_zh"]].eq("").all(axis=None)
    assert rows.loc["232份", "claim_id"] == f"jingjiang-2024-{TEXT.index('232份'):04d}"
    assert rows["place_reason"].str.len().gt(0).all()


def test_what_is_not_known_stays_empty():
    row = draft("本单位共有铅笔12枚。", BOOK).iloc[0]
    assert row[["claim_id", "place_id", "concept_id", "period_reported", "concepts"]].eq("").all()


def test_a_concept_of_another_unit_is_never_proposed():
    units = load("concepts").set_index("concept_id")["unit"]
    text = "培训职工、技能竞赛、劳模、工匠、党员、互助金共30"
    for unit in ("人", "元", "场", "fraction"):
        for each in concepts_for(text, len(text) - 2, len(text), unit, BOOK):
            assert units[each.concept_id] == unit


def test_a_place_outside_the_register_is_named_with_its_code():
    found = mentions("睢宁县总工会：睢宁县培训400名", BOOK)
    place = main_place(found)
    assert place.place_id == ""
    assert "睢宁县" in place.reason and "320324" in place.reason


def test_repeats_are_linked():
    passage = "靖江市开展各类技能培训30场次，培训职工近万人，新增高技能人才580人，"
    passage += "评选班组12个，惠及企业45家。"
    rows = draft(passage + passage, BOOK, "x-1")
    assert rows["restates"].iloc[5:].tolist() == rows["claim_id"].iloc[:5].tolist()


def test_drafts_of_the_coded_reports(reports):
    """The coded concept is among three proposals in nine of ten, the place right in as many."""
    files = load("raw/sources").set_index("source_id")["file"]
    claims = load("raw/claims")
    claims = claims[claims["source_id"].isin(FIVE)]
    claims = claims.assign(file=claims["source_id"].map(files), start=claims["start"].astype(str))
    among = place = 0
    for file, own in claims.groupby("file"):
        proposed = draft((reports / file).read_bytes().decode(), BOOK).set_index("start")
        for claim in own.itertuples():
            row = proposed.loc[claim.start]
            among += claim.concept_id in [
                each.split(" (")[0] for each in row["concepts"].split("; ")
            ]
            place += claim.place_id == row["place_id"]
    assert among / len(claims) > 0.9
    assert place / len(claims) > 0.85


@pytest.mark.parametrize("text", ["", "\n\n", "没有数字"])
def test_nothing_to_draft(text):
    assert draft(text, BOOK).empty


@pytest.mark.parametrize(
    ("text", "phrase", "kind"),
    [
        ("武进区现有工作室12个。", "现有", "point"),
        ("武进区为困难职工每月补贴300元。", "每月", "unstated"),
        ("武进区职工月均增收300元。", "月均", "unstated"),
        ("2023年6月以来，武进区培训职工300人次。", "2023年6月以来", "since"),
        ("三年共培训职工300人次。", "三年", "window"),
        ("工龄满三年的职工培训300人次。", "", "unstated"),
        ("《2023年计划》培训职工300人次。", "", "unstated"),
        ("2023年13月，培训职工300人次。", "", "unstated"),
        # A stock has no period: pilot firms are counted at a moment.
        ("今年以来，武进区试点企业达221家。", "", "unstated"),
        ("今年以来，武进区培训职工300人次，目前试点企业221家。", "目前", "point"),
    ],
)
def test_the_period_proposed_is_the_nearest_phrase_of_the_register_that_fits(text, phrase, kind):
    row = draft(text, BOOK).iloc[-1]
    assert (row["period_reported"], row["period_kind"]) == (phrase, kind)


def test_every_cue_of_the_register_is_proposed_as_it_stands():
    """Written out with all its parts; 年 alone stands in words of many kinds and is not sought."""
    for cue in {row["cue"] for row in BOOK.rows("codebook/reading/periods")} - {"年"}:
        phrase = re.sub(r"[(\[]([^|()\[\]]*)(?:\|[^()\[\]]*)?[)\]]", r"\1", cue)
        while "[" in phrase:  # a part within a part
            phrase = re.sub(r"\[([^\[\]]*)\]", r"\1", phrase)
        phrase = phrase.replace("Y", "2021").replace("N", "三").replace("M", "5").replace("D", "6")
        text = f"，{phrase}培训职工300人次。"
        assert draft(text, BOOK)["period_reported"].iloc[-1] == phrase, cue


CONTEXTS = BOOK.rows("codebook/reading/draft_contexts")


@pytest.mark.parametrize("rule", CONTEXTS, ids=lambda rule: rule["rule_id"])
def test_a_rule_proposes_what_its_row_says(rule):
    before, _, rest = rule["example"].partition("〔")
    reported, _, behind = rest.partition("〕")
    rows = draft(before + reported + behind, BOOK).set_index("reported")
    assert rows.loc[reported, rule["proposes"]] == rule["proposal"]
    assert rows.loc[reported, f"{rule['proposes']}_reason"] == rule["reason"]


@pytest.mark.parametrize(
    "text",
    [
        "已培训3000人",
        "实施三年行动计划，培训3000人",
        "按照计划已完成3000人",
        "截至到2023年底建成50个",
        "将近3000人参加",
    ],
)
def test_what_was_done_is_a_result(text):
    assert draft(text, BOOK)["target"].tolist()[-1] == "result"


def test_a_rule_takes_no_concept_that_is_none():
    done, rule = "全市开展补贴性职业技能培训7680人次", "补贴性职业技能培训每年不得超过7680人次"
    assert draft(done, BOOK).loc[0, "concept_id"] == "subsidised-training"
    row = draft(rule, BOOK).iloc[0]
    assert (row["kind"], row["concept_id"]) == ("parameter", "")


def test_an_inferred_unit_is_said_to_be_so():
    assert draft("会员达12万", BOOK)[["sentence_unit", "unit_basis"]].values.tolist() == [
        ["人", "inferred"]
    ]
