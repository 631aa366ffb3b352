"""What an error says, in the language of a reader."""

import ast
import re

import pytest

import reform_analysis as ra
from course import CHINESE
from real_tables import BOOK
from reform_analysis.charts.words import WordsError
from reform_analysis.commands.check.slots import MESSAGES, check_messages
from reform_analysis.commands.face.messages import message_of
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
            "证据层级；可用的有：text 与 opening",
        ),
        (ra.claims, [], {"places": "淮安"}, "没有名为'淮安'的地区；是不是想写'huaibei'？"),
        (ra.claims, ["party-recruit-workers"], {}, "的概念；是不是想写"),
        (ra.chart, ["party-recruitmen"], {}, "的图；是不是想写'party-recruitment'"),
        (ra.load, ["claim"], {}, "没有名为'claim'的数据表；"),
        (ra.trace, ["jingjiang-2020-617"], {}, "的论断；是不是想写'jingjiang-2020-0617'"),
        (ra.read_period, ["某时"], {}, "'某时'：codebook/reading/periods.csv中没有能读它的用语"),
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
    error = ValueError("no place is called 'x'; there are a, b")
    assert message_of(error) == str(error)
    assert message_of(KeyError("it's gone")) == "it's gone"  # str() would put it in quotes
    assert message_of(ValueError("of another program"), "zh") == "of another program"
    with pytest.raises(WordsError, match="'fr' is no language"):
        message_of(error, "fr")


def test_every_form_fits_itself_first():
    """A form that stands behind a wider one would never be told."""
    for row in BOOK.table("codebook/words/messages").itertuples():
        slots = re.findall(r"{(\w+)}", row.en)
        assert set(slots) == set(re.findall(r"{(\w+)}", row.zh)), row.word_id
        parts = {slot: f"<{slot}>" for slot in slots}
        assert message_of(row.en.format(**parts), "zh") == row.zh.format(**parts), row.word_id


SOME = "余 and 近"
"""What may stand in a slot: one word, or two."""


def reasons(code: str) -> list[str]:
    """What a module says where it refuses a number; what it puts in is `SOME`."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)):
            continue
        said = node.exc.args[0] if node.exc.args else None
        if ast.unparse(node.exc.func) != "NumeralError" or isinstance(said, ast.Call | ast.Name):
            continue
        parts = said.values if isinstance(said, ast.JoinedStr) else [said]
        found.append(
            "".join(part.value if isinstance(part, ast.Constant) else SOME for part in parts)
        )
    return found


READERS = sorted((PACKAGE / "reading").glob("*.py"))


def test_every_reason_for_which_a_number_is_refused_has_a_form():
    said = [text for path in READERS for text in reasons(path.read_text("utf-8"))]
    assert len(said) > 40
    assert [text for text in said if message_of(text, "zh") == text] == []


def test_a_reason_without_a_form_would_be_found():
    (said,) = reasons('raise NumeralError(f"{text} is something new")')
    assert said == message_of(said, "zh") == f"{SOME} is something new"


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
