"""Patterns that tables may hold: they compile among others, refer to nothing, and end."""

import re
import time

import pytest

from real_tables import BOOK
from reform_analysis.tables.regexes import sound

ENDLESS = [
    "(一+)+元",
    "(?:一|一一)*元",
    "(一一*)*元",
    "((一*)元)*",
    "(?:一{1,9}){2,}元",
    "(?:(?:一|元)+)+",
]


@pytest.mark.parametrize(
    "pattern",
    [
        "第[一二三]{1,3}届",
        "[a-z0-9]+([-_.][a-z0-9]+)*",
        r"\d{1,3}(?:\x2c\d{3})*",
        "(?:已|累计){1,2}",
        "(?:(?!已|累计)[^。]){0,40}",
        "(?>一+)+",
        r"(?:\(+|[)(+*])",
        "",
    ],
)
def test_a_pattern_that_ends(pattern):
    sound(pattern)


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("(一", "no regular expression"),
        ("一)", "no regular expression"),
        ("*", "no regular expression"),
        ("(?i)一", "no regular expression"),
        (r"(一)\1", "refers to a group"),
        ("(?P<n>一)(?P=n)", "refers to a group"),
        ("一" * 3000, "3000 characters"),
        *((each, "repeats what repeats") for each in ENDLESS),
    ],
)
def test_a_pattern_that_is_refused(pattern, told):
    with pytest.raises(ValueError, match=told):
        sound(pattern)


def test_a_pattern_that_is_refused_for_its_time_takes_it():
    """The rule is no mere taste: twice the characters take far more than twice as long."""

    def seconds(pattern, length):
        begin = time.process_time()
        re.fullmatch(pattern, "一" * length)
        return time.process_time() - begin

    assert seconds("(一+)+元", 20) > 20 * seconds("(一+)+元", 10)


def test_every_pattern_of_the_project_is_sound():
    kept = [row for row in BOOK.rows("codebook/registers/fields") if row["type"] == "regex"]
    assert len(kept) >= 12
    for field in kept:
        for row in BOOK.rows(field["table"]):
            sound(row[field["column"]] or "")
