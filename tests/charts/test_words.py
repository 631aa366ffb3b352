"""Words stand in registers, in both languages; units, numbers and periods are put together."""

import ast
import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reform_analysis
from real_tables import BOOK, PROJECT
from reform_analysis import load
from reform_analysis.charts.words import LANGUAGES, REGISTERS, Words, WordsError, words
from reform_analysis.tables.store import read_all

PACKAGE = Path(reform_analysis.__file__).parent
DRAWING = sorted({*(PACKAGE / "charts").rglob("*.py")} - {PACKAGE / "charts" / "style.py"})
"""All code that makes charts but for the style, which holds the name of a font."""


@pytest.fixture(scope="module")
def english() -> Words:
    return words("en", BOOK)


@pytest.fixture(scope="module")
def chinese() -> Words:
    return words("zh", BOOK)


def one_language_only(tables: dict[str, pd.DataFrame]) -> list[str]:
    """Every text of a register that stands in one language and not in the other."""
    missing = []
    for table, rows in tables.items():
        for column in rows:
            stem = re.fullmatch(r"(|.+_)(en|zh)", column)
            if stem is None:
                continue
            other = stem[1] + {"en": "zh", "zh": "en"}[stem[2]]
            if other not in rows:
                continue  # a list of names in one language only
            gaps = rows[other].notna() & rows[column].isna()
            missing += [f"{table}: {key} has no {column}" for key in rows[gaps].iloc[:, 0]]
    return missing


def test_every_text_of_every_register_stands_in_both_languages():
    assert not one_language_only(read_all(PROJECT))


def test_a_text_in_one_language_is_named():
    table = pd.DataFrame({"word_id": ["a", "b"], "en": ["x", None], "zh": [None, "y"]})
    assert one_language_only({"words": table}) == ["words: b has no en", "words: a has no zh"]


HALF = re.compile(
    r"[一-鿿》”）][,:;?!]|[,:;?!][一-鿿《“（]|[一-鿿]\(|\)[一-鿿]|\([^()|]*[一-鿿][^()|]*\)"
)
"""A mark of half width beside Chinese; between Latin words and in patterns it has its place."""

LISTS = {"codebook/words/search"}
"""Registers whose Chinese texts are lists, with ; between."""

VERBATIM = {("raw/denominators", "title_zh")}
"""Columns that hold what others printed, as they printed it."""


def half_width(tables: dict[str, pd.DataFrame]) -> list[str]:
    """Chinese texts of ours with marks of half width."""
    return [
        f"{table}: {text}"
        for table, rows in tables.items()
        for column in rows
        if re.fullmatch(r"(|.+_)zh", column) and table not in LISTS
        if (table, column) not in VERBATIM
        for text in rows[column].dropna()
        if HALF.search(text)
    ]


def test_marks_beside_chinese_are_of_full_width():
    assert half_width(read_all(PROJECT)) == []


@pytest.mark.parametrize(
    "text", ["数,据", "可用(中)", "报告:全文", "近400名,中", "数据;", "（全文）:"]
)
def test_a_mark_of_half_width_is_seen(text):
    assert half_width({"words": pd.DataFrame({"zh": [text]})})


def all_words() -> pd.DataFrame:
    return pd.concat([load("codebook/words/words"), load("codebook/words/pages")])


def test_the_languages_differ_where_they_speak():
    table = all_words()
    spoken = table[table["en"].str.contains("[A-Za-z]{3}(?![^{]*})", regex=True)]
    same = spoken[spoken["en"].eq(spoken["zh"])]
    assert same.empty, list(same["word_id"])
    silent = spoken[~spoken["zh"].str.contains("[一-鿿]|{")]
    assert silent.empty, list(silent["word_id"])


def test_both_languages_fill_the_same_slots():
    table = all_words()
    for row in table.itertuples():
        assert set(re.findall("{[a-z]+}", row.en)) == set(re.findall("{[a-z]+}", row.zh)), (
            row.word_id
        )
    charts = load("codebook/registers/charts")
    for field in ("title", "remark", "how_to_read", "note"):
        for english, chinese in zip(
            charts[f"{field}_en"].fillna(""), charts[f"{field}_zh"].fillna(""), strict=True
        ):
            slots = [set(re.findall(r"{[^}]+}", text)) for text in (english, chinese)]
            assert slots[0] == slots[1]


def strings(path: Path) -> list[tuple[int, str]]:
    """Texts in the code of a module, without docstrings and messages of errors."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        quiet = node if isinstance(node, ast.Raise) else None
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            quiet = node
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("progress", "re.compile"):
            quiet = node
        if quiet is not None:
            skipped |= {id(part) for part in ast.walk(quiet)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in skipped
    ]


def speaks(text: str) -> bool:
    """Whether a reader would read this as words: two words in a row, or Chinese beyond a unit."""
    return bool(re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", text)) or bool(
        re.search("[一-鿿]{3,}", text)
    )


@pytest.mark.parametrize("path", DRAWING, ids=lambda path: path.stem)
def test_no_sentence_stands_in_code(path):
    assert [found for found in strings(path) if speaks(found[1])] == []


def test_a_sentence_in_code_would_be_found(tmp_path):
    code = tmp_path / "chart.py"
    code.write_text(
        '"""A doc."""\naxes.set_title("share of workers")\nraise ValueError("no such thing")'
    )
    assert [text for _, text in strings(code) if speaks(text)] == ["share of workers"]


def test_every_word_of_the_code_is_in_the_register_and_every_word_is_used():
    known = set(all_words()["word_id"])
    code = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    code += "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("pages/*.html"))
    asked = set(re.findall(r'words\(\s*"([a-z_.-]+)"', code)) | set(
        re.findall(r'self\("([a-z_.]+)"', code)
    )
    assert asked - set(LANGUAGES) <= known, asked - known
    families = tuple(re.findall(r'f"([a-z_-]+[.-])\{', code))
    families += tuple(re.findall(r'word\("([a-z-]+[.-])" ~', code))
    families += tuple(re.findall(r'f"([a-z-]+[.][a-z-]+[.])\{', code))
    unused = {
        word_id
        for word_id in known
        if f'"{word_id}"' not in code
        and not word_id.startswith(families)
        and word_id not in ("no_period", "no_denominator", "not_applicable", "not_reported")
    }
    assert not unused


def test_variants_of_drawn_indicators_have_words(english):
    for variants in load("codebook/registers/charts")["variants"].dropna():
        for variant in variants.split(";"):
            assert f"variant.{variant}" in english


def test_units_are_put_together(english, chinese):
    assert english.unit("人") == "persons"
    assert english.unit("人次/年") == "person-times a year"
    assert english.unit("人次/年 per 100 employed") == (
        "person-times a year per 100 employed people (modelled)"
    )
    assert chinese.unit("个 per 100000 census_15plus") == "个·每十万15岁及以上人口"
    assert chinese.unit("fraction", "census_residents") == "占常住人口（普查）的%"
    assert english.unit("元/人次") == "yuan per person-time"
    with pytest.raises(WordsError, match="units.csv has no unit '囧'"):
        english.unit("囧")
    with pytest.raises(WordsError, match="units.csv has no singular_en for '箱'"):
        english.unit("元/箱")
    assert chinese.unit("元/箱") == "元/箱"


def test_every_unit_of_the_computed_tables_has_a_name():
    for lang in LANGUAGES:
        of_language = words(lang, BOOK)
        for unit in load("codebook/registers/concepts")["unit"].unique():
            assert of_language.unit(unit)
        for unit in load("codebook/registers/indicators")["unit"].dropna().unique():
            assert of_language.unit(unit)


@pytest.mark.parametrize(
    ("span", "unit", "english_text", "chinese_text"),
    [
        ((0.365, 0.37, 0.375), "fraction", "37 % (36.5–37.5)", "37% (36.5–37.5)"),
        ((0.1445, 0.145, 0.1455), "fraction", "14.5 % (14.45–14.55)", "14.5% (14.45–14.55)"),
        ((72.0, np.nan, 200.0), "人/年", "72–200", "72–200"),
        ((571.14, 573.28, 575.43), "人/件", "573 (571–575)", "573 (571–575)"),
        ((7.7212, 7.7475, 7.7743), "人/年", "7.75 (7.72–7.77)", "7.75 (7.72–7.77)"),
        ((2.03, 2.26, 2.49), "人次/年", "2.26 (2.03–2.49)", "2.26 (2.03–2.49)"),
        ((0.5255, np.nan, 0.5305), "fraction", "52.55–53.05 %", "52.55–53.05%"),
        ((57.5, 60.0, 62.5), "人/年", "60 (57.5–62.5)", "60 (57.5–62.5)"),
        ((9000.0, 10000.0, 10000.0), "人", "10,000 (9,000–10,000)", "10000 (9000–10000)"),
        ((1.12337, 1.12337, 1.12337), "人/年", "1.12", "1.12"),
        ((0.5, 0.5, 0.5), "fraction", "50 %", "50%"),
        ((60000.0, 60000.0, np.inf), "人次", "at least 60,000", "至少60000"),
        ((0.8, 0.8, 1.0), "fraction", "at least 80 %", "至少80%"),
        ((0.0, 0.0, 0.0), "人", "0", "0"),
    ],
)
def test_values_as_labels(span, unit, english_text, chinese_text, english, chinese):
    assert english.value(*span, unit) == english_text
    assert chinese.value(*span, unit) == chinese_text


@given(st.floats(0.001, 1e8), st.floats(0.001, 3))
@settings(deadline=None, max_examples=200)
def test_a_label_tells_the_ends_of_an_interval_apart_and_stays_near_them(low, share):
    """One digit of the width is enough from 355 of 1000 on, and beside three digits of the end.

    A label has four digits at most, whatever the width.
    """
    high = low * (1 + share)
    width = high - low
    fourth = 10.0 ** (math.floor(math.log10(high)) - 3)
    label = words_once().value(low, np.nan, high, "人").replace(",", "")
    printed = label.split("–")
    assert len(printed) == 2
    for shown, true in zip(printed, (low, high), strict=True):
        wrong = abs(float(shown) - true)
        assert wrong <= max(0.5 / 3.55 * width, 0.5 * fourth) * (1 + 1e-6)
        if wrong > 0.05 * width * (1 + 1e-6):
            assert len(printed[1].replace(".", "").lstrip("0")) >= 3, label


_ENGLISH: list[Words] = []


def words_once() -> Words:
    if not _ENGLISH:
        _ENGLISH.append(words("en", BOOK))
    return _ENGLISH[0]


def claim(kind: str, phrase: str | None = None, **more: object) -> pd.Series:
    given = {
        "period_start": pd.NaT,
        "period_end": pd.NaT,
        "years_low": np.nan,
        "years_high": np.nan,
    }
    dates = {name: pd.Timestamp(day) for name, day in more.items() if name.startswith("period")}
    return pd.Series(given | more | dates | {"period_kind": kind, "period_reported": phrase})


@pytest.mark.parametrize(
    ("period", "english_text", "chinese_text"),
    [
        (
            claim("window", "三年来", years_low=3.0, years_high=3.0),
            '"三年来", 3 years',
            "“三年来”，3年",
        ),
        (
            claim("window", "近年", years_low=2.0, years_high=5.0),
            '"近年" read as 2–5 years',
            "“近年”读作2–5年",
        ),
        (
            claim("year", "2022年", period_start="2022-01-01", period_end="2022-12-31"),
            "2022",
            "2022年",
        ),
        (
            claim("to_date", "今年", period_start="2023-01-01"),
            "2023 up to publication",
            "2023年至发布时",
        ),
        (
            claim("since", period_start="2019-06-01"),
            "2019-06-01 to publication",
            "2019-06-01至发布时",
        ),
        (claim("unstated"), "no period", "未说明时段"),
        (claim("yearly", "每年"), "each year", "每年"),
    ],
)
def test_periods_as_told(period, english_text, chinese_text, english, chinese):
    assert english.period(period) == english_text
    assert chinese.period(period) == chinese_text


def test_every_claim_has_a_period_in_both_languages():
    claims = load("processed/claims")
    for lang in LANGUAGES:
        of_language = words(lang, BOOK)
        assert all(of_language.period(row) for _, row in claims.iterrows())


def test_what_is_missing_is_an_error_that_names_it(english):
    with pytest.raises(WordsError, match="no word 'nonsense' in 'en'"):
        english("nonsense")
    with pytest.raises(WordsError, match="no label_en for 'nowhere'"):
        english.text("codebook/registers/populations", "nowhere", "label")
    with pytest.raises(WordsError, match="no note_en for 'nowhere'"):
        english.text("raw/benchmarks", "nowhere", "note")
    assert english.text_if_any("raw/benchmarks", "nowhere", "note") == ""
    with pytest.raises(WordsError, match="'fr' is no language"):
        words("fr", BOOK)
    assert english.optional("nonsense") == ""


def test_places_have_short_names_where_the_full_one_is_long(english):
    assert english.place("wuxi-bonded-zone") == "Wuxi bonded zone"
    assert english.place("jiangdu") == "Jiangdu"


def test_lists_leave_out_what_is_empty_or_said_before(english, chinese):
    assert english.join(["a", "", "b", "a"]) == "a; b"
    assert chinese.join(["甲", "乙"], "mark.comma") == "甲，乙"
    assert english.join([]) == ""


def test_registers_are_those_that_words_need(english):
    assert set(REGISTERS) == set(english.tables)
