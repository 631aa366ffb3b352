"""What an error says, in the language of a reader."""

import ast
import re
from datetime import date

import pytest

import reform_analysis as ra
from course import CHINESE
from real_tables import BOOK
from reform_analysis.charts.words import WordsError
from reform_analysis.commands.check.slots import MESSAGES, check_messages, check_said
from reform_analysis.commands.face.messages import message_of
from reform_analysis.tables.messages import message
from reform_analysis.tables.naming import not_called
from reform_analysis.tables.paths import PACKAGE

ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")

UNREADABLE = [
    "近19 4万",
    "一万十二",
    "若干名",
    "",
    "近400名党员",
    "1,23人",
    "1.2.3人",
    "千百人",
    "第三名",
    "至5人",
    "-5人",
    "共400名",
    "0400人",
    "5至3人",
    "3人至5家",
    "翻3人",
    "五十万百人",
    "400名500名",
    "近300余名",
]
"""Numbers that are damaged in as many ways."""


def refused(call, *arguments, **choices) -> str:
    with pytest.raises((ValueError, KeyError)) as raised:
        call(*arguments, **choices)
    return message_of(raised.value, "zh")


@pytest.mark.parametrize("expression", UNREADABLE)
def test_why_a_number_cannot_be_read_is_told_in_chinese(expression):
    told = refused(ra.read_quantity, expression)
    assert told.startswith(f"{expression!r}读不出：")
    assert not ENGLISH.search(told.removeprefix(repr(expression))), told


@pytest.mark.parametrize(
    ("call", "arguments", "choices", "said"),
    [
        (ra.indicator, ["new-worker-membres"], {}, "的指标；是不是想写'new-worker-members'？"),
        (
            ra.indicator,
            ["new-worker-members"],
            {"per": "employee"},
            "的分母人口；是不是想写'employed'",
        ),
        (ra.indicator, ["new-worker-members"], {"reading": "wid"}, "的读法；是不是想写'wide'"),
        (
            ra.indicator,
            ["new-worker-members"],
            {"tier": "x"},
            "证据层级；可用的有：text, opening",
        ),
        (ra.claims, [], {"places": "淮安"}, "没有名为'淮安'的地区；是不是想写'huaibei'？"),
        (ra.claims, ["party-recruit-workers"], {}, "的概念；是不是想写"),
        (ra.chart, ["party-recruitmen"], {}, "的图；是不是想写'party-recruitment'"),
        (ra.load, ["claim"], {}, "没有名为'claim'的数据表；"),
        (ra.trace, ["jingjiang-2020-617"], {}, "的论断；是不是想写'jingjiang-2020-0617'"),
        (ra.read_period, ["某时"], {}, "'某时'：codebook/reading/periods.csv中没有能读它的用语"),
        (ra.read_period, ["2023年"], {"kind": "yearly"}, "编码为yearly，用语说的却是year"),
        (ra.read_period, ["2023年"], {"start": date(2022, 5, 1)}, "是2022-05-01，用语说的却是2023"),
        (ra.read_period, [""], {"kind": "since"}, "日期与用语却都没有说明从何时起"),
        (ra.read_period, ["近年"], {"kind": "x"}, "没有名为'x'的时期种类；可用的有：year, yearly"),
        (
            ra.read_period,
            ["2019年以来"],
            {},
            "自2019-01-01起有多长，要有发布日期才能知道",
        ),
        (
            ra.read_period,
            ["2019年以来", (date(2021, 1, 1), date(2020, 1, 1))],
            {},
            "发布日期2021-01-01至2020-01-01先后颠倒",
        ),
        (
            ra.indicator,
            ["front-line-share-of-new-members"],
            {},
            "只用于扩展样本，不以此查询通读的报告；请加上tier='opening'",
        ),
        (
            ra.indicator,
            ["workers-share-of-new-members"],
            {"per": "employed"},
            "它是占比，不是某地的人数；不除以人口时，单位是fraction, 人",
        ),
        (
            ra.indicator,
            ["craftsmen-per-round"],
            {"per": "employed"},
            "它已是两个计数之商",
        ),
    ],
)
def test_why_a_call_is_refused_is_told_in_chinese(call, arguments, choices, said):
    told = refused(call, *arguments, **choices)
    assert said in told
    assert CHINESE.search(told) and not ENGLISH.search(told.replace("、", " "))


def test_a_ranking_that_is_refused_is_told_with_its_pair():
    rates = ra.indicator("innovation-studios", per="census_residents")
    told = refused(ra.rank, rates)
    assert told.startswith("'huaibei'与'jiangdu'不能排在一起：C级（")
    assert told.endswith("；只有两两都是A或B级的地区才能排名，否则请两两比较")


def test_in_english_and_without_a_form_a_message_stays_as_it_is():
    error = ValueError(not_called("x", "place", ["a", "b"]))
    assert message_of(error) == str(error) == "no place is called 'x'; there are a, b"
    assert message_of(KeyError("it's gone")) == "it's gone"  # str() would put it in quotes
    assert message_of(ValueError("of another program"), "zh") == "of another program"
    assert message_of(ValueError(message("of {what}", what="x")), "zh") == "of x"
    with pytest.raises(WordsError, match="'fr' is no language"):
        message_of(error, "fr")


def test_a_part_in_braces_is_no_slot():
    assert refused(ra.read_quantity, "近400名{x}") == "'近400名{x}'读不出：{x}不属于同一个表述"


@pytest.mark.parametrize(
    ("en", "said"),
    [
        ("no numeral", False),  # part of a text
        ("{text} is no numeral", True),
        ("too few to pool", True),  # the words of an id that stands in a model
        ("too few to pol", False),
    ],
)
def test_a_message_that_the_package_does_not_say_to_the_letter_is_a_fault_of_its_row(en, said):
    """It would never be told."""
    faults = [each.problem for each in check_said({MESSAGES: {2: {"en": en}}})]
    assert faults == ([] if said else [f"nothing in the package says '{en}'"])


def reasons(code: str) -> list[str]:
    """The forms of what a module says where it refuses a number."""
    found = []
    for node in ast.walk(ast.parse(code)):
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if called not in ("NumeralError", "message"):
            continue
        said = node.args[0]
        if isinstance(said, ast.Constant | ast.JoinedStr):
            found.append(said.value if isinstance(said, ast.Constant) else ast.unparse(said))
    return found


READERS = sorted((PACKAGE / "reading").glob("*.py"))


def test_every_reason_for_which_a_number_is_refused_has_a_form():
    forms = set(BOOK.table("codebook/words/messages")["en"])
    said = [text for path in READERS for text in reasons(path.read_text("utf-8"))]
    assert len(said) > 40
    assert [text for text in said if text not in forms] == []


def test_a_reason_without_a_form_would_be_found():
    assert reasons('raise NumeralError(f"{text} is new")') == ["f'{text} is new'"]
    assert reasons('raise NumeralError(message("{text} is new", text=1))') == ["{text} is new"]


@pytest.mark.parametrize(
    ("en", "zh", "said"),
    [
        ("{name} is none", "{name}不是", []),
        ("{name} is none", "不是", ["{name} stands in en only"]),
        (
            "{name is none",
            "{name}不是",
            ["the slots of '{name is none' are no names, or one stands twice"],
        ),
        ("{a} and {a}", "{a}", ["the slots of '{a} and {a}' are no names, or one stands twice"]),
        ("{} is none", "{}不是", ["the slots of '{} is none' are no names, or one stands twice"]),
    ],
)
def test_a_form_that_cannot_work_is_a_fault_of_its_row(en, zh, said):
    rows = {2: {"word_id": "none", "en": en, "zh": zh}}
    assert [fault.problem for fault in check_messages({MESSAGES: rows})] == said
