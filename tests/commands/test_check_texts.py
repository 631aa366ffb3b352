"""The claims against the texts: what is proved, and what a changed text or claim is told."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_analysis.commands.check.texts import check_digits, prove
from reform_analysis.reading.texts import occurrences, read_report
from small import TEXTS

pytestmark = pytest.mark.usefixtures("only_what_changed_is_read")

CLAIMS = "data/raw/claims.csv"


def lines(small):
    return [str(fault) for fault in prove(small.project, small.texts).faults]


def test_the_small_project_is_proved(small):
    proof = prove(small.project, small.texts)
    assert (proof.claims, proof.proved, proof.unexplained, proof.faults) == (6, 6, 0, [])


def test_the_real_claims_are_proved_and_no_digits_are_left_over(project, reports):
    proof = prove(project, reports)
    assert [str(fault) for fault in proof.faults] == []
    assert proof.proved == proof.claims > 200


def test_offsets_count_line_ends_as_they_stand(tmp_path):
    (tmp_path / "a.txt").write_bytes("一\r\n二\n近400名".encode())
    assert read_report(tmp_path / "a.txt")[5:10] == "近400名"


def test_a_text_in_another_encoding(small):
    (small.texts / "b.txt").write_bytes(TEXTS["b.txt"].encode("gb18030"))
    with pytest.raises(ValueError, match="'b.txt' is not in UTF-8"):
        read_report(small.texts / "b.txt")
    assert "b.txt: 'b.txt' is not in UTF-8 (byte 0); save it as UTF-8" in lines(small)


def test_a_wrong_offset_is_told_where_the_expression_stands(small):
    small.edit("raw/claims", "jia-2020-0037,jia-2020,37,42", "jia-2020-0035,jia-2020,35,40")
    assert lines(small) == [
        "a.txt: no claim covers '400' at 38 to 41 "
        "(…81万人。 再说：发展近400名党员。乙镇有12个站点…); "
        "code it in raw/claims.csv, or excuse it by a rule in codebook/reading/exclusions.csv",
        f"{CLAIMS}, row 5, column start: 35 to 40 read '发展近40', not '近400名'; "
        "'近400名' stands at 37 to 42",
    ]


def test_an_expression_that_the_text_does_not_hold(small):
    small.edit("raw/claims", "20,37%", "20,38%")
    assert lines(small) == [
        f"{CLAIMS}, row 3, column start: 17 to 20 read '37%', not '38%'; "
        "the text holds no '38%'; copy the expression as it is printed"
    ]
    assert prove(small.project, small.texts).proved == 5


def test_a_period_phrase_must_stand_in_its_own_article(small):
    small.edit("raw/claims", "站点,result,,unstated", "站点,result,今年以来,to_date")
    assert lines(small) == [
        f"{CLAIMS}, row 6, column period_reported: the article does not hold '今年以来'; "
        "copy the phrase as it is printed"
    ]


def test_what_the_second_coding_saw_before_a_claim_stands_there(small):
    small.edit("raw/second_coding", "近400名,发展,", "近400名,来发,")
    (line,) = lines(small)
    assert line == (
        "data/raw/second_coding.csv, row 2, column before: '发展' stands before '近400名', not "
        "'来发'; copy the characters as they are printed"
    )


def test_a_statement_must_not_quote_the_report(small):
    small.edit("raw/claims", ",service points,", ",points (再说发展近：发展近),")
    assert lines(small) == []
    small.edit("raw/claims", "再说发展近：发展近", "甲市今年以来发展")
    assert lines(small) == [
        f"{CLAIMS}, row 6, column statement: '甲市今年以来发展' is copied from the report; "
        "say it in a few words of your own"
    ]


def test_a_changed_text(small):
    text = TEXTS["b.txt"].replace("1.5万", "1.6万") + "\n"
    (small.texts / "b.txt").write_bytes(text.encode())
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = "data/raw/sources.csv, row 4, column"
    assert set(lines(small)) >= {
        f"{source} text_sha256: 'b.txt' has another hash: it is not the text that was coded; "
        f"bring the coded text back, or code it anew and write {digest}",
        f"{source} text_chars: 'b.txt' has 22 characters, not 21; write 22",
    }
    assert prove(small.project, small.texts).proved == 5


def test_files_without_a_source_and_sources_without_a_file(small):
    (small.texts / "b.txt").rename(small.texts / "new.txt")
    (small.texts / ".hidden").write_text("12")
    assert lines(small) == [
        "data/raw/sources.csv, column file: no source names 'new.txt'; "
        "add a row for it, or take the file out of the folder",
        "data/raw/sources.csv, row 4, column file: the folder holds no 'b.txt'; "
        "bring the file back or delete the row",
    ]


def test_a_missing_folder(small):
    with pytest.raises(FileNotFoundError, match="name the one that holds the reports"):
        prove(small.project, small.texts / "none")


def test_a_missed_claim_shows_and_so_does_a_missing_rule(small):
    path = small.path("raw/claims")
    kept = [line for line in path.read_text("utf-8").splitlines(True) if "37%" not in line]
    path.write_text("".join(kept), "utf-8", newline="")
    small.edit("codebook/reading/exclusions", "第[", "笫[")
    proof = prove(small.project, small.texts)
    assert [fault.problem.partition(" (")[0] for fault in proof.faults] == [
        "no claim covers '37' at 17 to 19",
        "no claim covers '三' at 3 to 4",
    ]
    assert proof.unexplained == 2


@pytest.mark.parametrize(
    ("text", "rules", "left"),
    [
        ("第十二届有3个", ("第[十二]+",), ["3"]),
        ("１２人，两三千", (), ["１２", "两三千"]),
        ("五百萬、幾個", (), ["五百萬", "幾"]),
        ("12月19日", (r"\d+月", r"\d+日"), []),
        ("19951", ("1995",), ["19951"]),  # a rule must match the whole run
        ("壹贰叁 队伍", (), []),
    ],
)
def test_runs_of_digits(text, rules, left):
    found = [fault.problem for fault in check_digits("x", text, [], rules)]
    assert [problem.split("'")[1] for problem in found] == left


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="12３四万余名，年\n", max_size=30), st.data())
def test_every_run_is_covered_or_reported(text, data):
    """Cutting a text at digits by hand gives the runs; those left uncovered are reported."""
    runs, place = [], 0
    while place < len(text):
        end = place
        for kind in ("12３", "四万"):
            while end < len(text) and text[end] in kind and text[place] in kind:
                end += 1
        if end > place:
            runs.append((place, end))
        place = max(end, place + 1)
    chosen = [run for run in runs if data.draw(st.booleans())]
    faults = list(check_digits("x", text, chosen, ()))
    left = [run for run in runs if run not in chosen]
    assert len(faults) == len(left)
    for (start, end), fault in zip(left, faults, strict=True):
        assert f"'{text[start:end]}' at {start} to {end} " in fault.problem


def test_occurrences_overlap_and_take_their_part_literally():
    assert occurrences("1+1", "1+1+1") == [0, 2]
    assert occurrences("x", "") == []
