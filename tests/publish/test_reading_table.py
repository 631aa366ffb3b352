"""Tables to read: labels for ids, in either language."""

import pytest

import reform_analysis as ra
from reform_analysis.charts.words import words
from reform_analysis.commands.face import codebook


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_pair_to_read_names_the_variants_of_both(lang):
    """Both heads say "its variant"; one did once take the place of the other."""
    pairs = ra.compare(ra.indicator("all-training", per="census_residents"))
    pair = pairs[pairs["first"].eq("huaibei") & pairs["second"].eq("jingjiang")]
    told = words(lang, codebook())
    page = pair.show(lang).as_raw_html()
    for variant in ("online", "online-and-placed"):
        assert f">{told('variant.' + variant)}<" in page


def test_a_period_that_ends_with_the_report_is_not_read_as_one_day():
    page = ra.indicator("subsidised-training", places="盐城").show().as_raw_html()
    running = ra.indicator("all-training", places="靖江").show().as_raw_html()
    assert ">2023<" in page and ">2020 up to publication<" in running


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["sources", "denominators", "benchmarks", "processed/claims"])
def test_a_table_of_evidence_can_be_read(name, lang):
    frame = ra.load(name)
    page = frame.show(lang).as_raw_html()
    assert page.count("<th ") >= 5
    assert frame.iloc[:0].show(lang).as_raw_html().count("<th ") >= 5, "no rows, and no heads"


def test_a_table_without_a_column_for_readers_is_refused():
    with pytest.raises(ValueError, match="no column is for a reader"):
        ra.load("codebook/registers/gb_codes").show()
