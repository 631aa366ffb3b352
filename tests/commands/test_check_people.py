"""Counts that bound each other, names that tell rows apart: a slip in one shows at the other."""

import datetime as dt
import random

import pytest

from real_tables import BOOK
from reform_analysis.commands.check import people, places

DAY = dt.date(2020, 11, 1)
TABLE = "raw/denominators"


def count(place, per, value, low=None, high=None, variant=None):
    ends = {"low": value if low is None else low, "high": value if high is None else high}
    return {
        "place_id": place,
        "per": per,
        "value": value,
        "ref_date": DAY,
        "variant": variant,
    } | ends


def tables(*counts):
    places = {
        2: {"place_id": "p", "parent_id": None, "level": "province"},
        3: {"place_id": "a", "parent_id": "p", "level": "prefecture"},
        4: {"place_id": "b", "parent_id": "p", "level": "prefecture"},
        5: {"place_id": "c", "parent_id": "p", "level": "county"},
    }
    return {"raw/places": places, TABLE: dict(enumerate(counts, start=2))}


def told(rule, *counts):
    return [(fault.row, fault.problem) for fault in rule(tables(*counts))]


@pytest.mark.parametrize(
    ("low", "high", "wrong"),
    [
        (990, 1010, False),
        (990, 1011, False),
        (990, 1012, True),
        (989, 1011, False),
        (890, 1010, True),
    ],
)
def test_the_value_lies_in_the_middle_of_its_ends(low, high, wrong):
    found = told(people.check_middles, count("a", "employed", 1000, low, high))
    assert bool(found) == wrong
    assert all(row == 2 and problem.startswith("1000 lies") for row, problem in found)


@pytest.mark.parametrize(
    ("per", "variant"), [("staff_in_report", None), ("employed", "without-zone")]
)
def test_counts_of_a_report_and_hulls_of_two_areas_have_ends_of_their_own(per, variant):
    assert told(people.check_middles, count("a", per, 1000, 1000, 1500, variant)) == []


def test_a_part_is_no_larger_than_its_whole():
    sound = count("a", "employed", 600), count("a", "census_15plus", 600)
    assert told(people.check_parts, *sound) == []
    wrong = count("a", "employed", 601), count("a", "census_15plus", 600)
    assert told(people.check_parts, *wrong) == [(2, "601 employed of 600 census_15plus")]


def test_places_of_one_level_have_no_more_people_together_than_the_place_that_holds_them():
    per = "census_residents"
    whole, a, b = count("p", per, 1000), count("a", per, 400), count("b", per, 600)
    inside = count("c", per, 300)  # a county of one of them, counted there
    assert told(people.check_parts, whole, a, b, inside) == []
    more = count("b", per, 601)
    assert told(people.check_parts, whole, a, more) == [
        (2, "'p' has 1000, but the places of level prefecture in it 1001")
    ]


def test_two_tiles_at_one_place_are_told():
    tiles = {
        2: {"gb_code": "1", "across": 1, "down": 1},
        3: {"gb_code": "2", "across": 1, "down": 1},
    }
    (fault,) = places.check_tiles({"codebook/registers/tiles": tiles})
    assert (fault.row, fault.problem) == (3, "2 stands where 1 does")


def test_no_digit_of_a_census_count_changes_unseen():
    """Each of the three numbers of a row by another digit: the other two tell it."""
    rows = BOOK.table(TABLE).query("per == 'census_residents' and variant.isna()")
    choose, tried = random.Random(14), 0
    for row in rows.head(60).assign(variant=None).to_dict("records"):
        for column in ("low", "value", "high"):
            digits = str(int(row[column]))
            place = choose.randrange(len(digits) - 1)  # the last is within a rounding
            digit = choose.choice("123456789".replace(digits[place], ""))
            new = float(digits[:place] + digit + digits[place + 1 :])
            assert list(people.check_middles({TABLE: {2: row | {column: new}}})) != []
            tried += 1
    assert tried == 180
