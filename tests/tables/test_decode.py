"""Encodings are recognised, and what is no text is refused in plain words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_analysis.tables.decode import UndecodableError, decode

SIMPLIFIED = "今年以来，全市培训职工近3.5万人次，建立劳模创新工作室15家。"
TRADITIONAL = "今年以來，全市培訓職工近3.5萬人次，建立勞模創新工作室15家。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_simplified(encoding):
    assert decode(SIMPLIFIED.encode(encoding))[0] == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030"])
def test_traditional(encoding):
    text, found = decode(TRADITIONAL.encode(encoding))
    assert (text, found) == (TRADITIONAL, encoding)


def test_a_mark_of_gb18030_counts_in_no_offset():
    assert decode(("\ufeff" + SIMPLIFIED).encode("gb18030"))[0] == SIMPLIFIED


def test_shift_jis_is_questioned():
    with pytest.raises(UndecodableError, match="Shift_JIS"):
        decode("これはテストのぶんしょうです。あたらしいデータをよみます。".encode("shift_jis"))
    one_familiar = "これはテストのぶんしょうです。ｵﾄ".encode("shift_jis")
    assert one_familiar.decode("gb18030").endswith("的")
    with pytest.raises(UndecodableError, match="Shift_JIS"):
        decode(one_familiar)


def test_frequent_characters_speak_for_chinese_though_shift_jis_has_syllables():
    data = "的偀".encode("gb18030")
    assert data.decode("shift_jis") == "ｵﾄぁ"  # one of three
    assert decode(data)[0] == "的偀"


def test_line_ends_stay():
    assert decode("近400名\r\n共37%\r".encode("gb18030"))[0] == "近400名\r\n共37%\r"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "Word"),
        (b"\xff\x00\x81\x00", "zero bytes"),
        (b"\x81\xff\xfe\x80\xff", "neither UTF-8"),
    ],
)
def test_no_text(data, reason):
    with pytest.raises(UndecodableError, match=reason):
        decode(data)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data):
    try:
        text, _ = decode(data)
    except UndecodableError:
        return
    assert isinstance(text, str)
