"""A number leads back to its place."""

import pytest

from course import ENGLISH
from real_tables import BOOK
from reform_analysis.commands.trace import TraceError, trace


def test_a_claim_is_told_from_place_to_indicator():
    told = trace("jingjiang-2020-0617", BOOK)
    for part in ("近400名", "靖江市", "000_2c66532c82337a31.txt[617:622]", "近年 (window)"):
        assert part in told
    assert "360 to 400 人 (nearly: 近, 接近; over 2 to 5 years)" in told
    assert "new-worker-members, workers-share-of-new-members" in told


@pytest.mark.parametrize(
    ("claim_id", "lines"),
    [
        (
            "jingjiang-2020-0617",
            [
                "  地区  靖江市",
                "  时段  近年（若干年）",
                "  中　  360至400 人（接近：近、接近；按2至5年）",
            ],
        ),
        (
            "tianjin-2026-0001",
            ["  发布  2026-02-26（原文载明）", "  宽　  不低于2760000 人（超过：余、多、超）"],
        ),
        ("wuhu-plan2022-0001", ["  未用  计划数，而非结果"]),
    ],
)
def test_a_claim_is_told_in_chinese_without_an_english_word(claim_id, lines):
    told = trace(claim_id, BOOK, lang="zh")
    assert set(lines) <= set(told.splitlines())
    assert not ENGLISH.search(told)


def test_the_text_around_it_is_shown(reports):
    told = trace("wujin-2025-0877", BOOK, reports)
    assert "【7680人次】" in told


def test_a_claim_of_an_opening_leads_to_its_page(tmp_path):
    """Its text was never kept: a folder of texts adds nothing and is not asked."""
    told = trace("jiangxi-2022-0002", BOOK, tmp_path)
    assert "http://tuanjiaoyu.com/caijing/202211/t20221103_819.shtml (an opening, grade B)" in told
    assert "in the text" not in told and "<NA>" not in told


def test_millions_are_told_in_digits():
    told = trace("tianjin-2026-0001", BOOK)  # 超过276万人, at narrow up to three quarters of a step
    assert "2760000 to 2767500 人 (over: 余, 多, 超)" in told and "2760000 or more 人" in told


@pytest.mark.parametrize(
    ("claim_id", "reason"),
    [
        ("wuhu-plan2022-0001", "a plan, not a result"),
        ("liaoning-0002", "an expression that no rule reads"),
    ],
)
def test_what_is_left_out_is_told_with_its_reason(claim_id, reason):
    assert f"left out    {reason}" in trace(claim_id, BOOK)


def test_an_unknown_id_is_answered_with_the_likely_one():
    with pytest.raises(TraceError, match="jingjiang-2020-0617"):
        trace("jingjiang-2020-617", BOOK)


def test_a_folder_without_the_text_is_named(tmp_path):
    with pytest.raises(TraceError, match="does not exist"):
        trace("jingjiang-2020-0617", BOOK, tmp_path)


def test_another_text_under_the_same_name_is_noticed(tmp_path):
    (tmp_path / "000_2c66532c82337a31.txt").write_text("x" * 3000, encoding="utf-8")
    with pytest.raises(TraceError, match="not the text that was coded"):
        trace("jingjiang-2020-0617", BOOK, tmp_path)
