"""Rules that hold a table by a second source: each tells a slip that no other rule would see."""

import datetime as dt

import pytest
from test_check_claims import CASES as BETWEEN_TABLES
from test_check_rules import CASES as WITHIN_RULES

from real_tables import PROJECT
from reform_analysis.commands.check import order
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.store import FOLDERS, read_values

BOOK = Codebook(PROJECT)
_, VALUES, _ = read_values(PROJECT, FOLDERS[:2])
REGISTERS, READING = "codebook/registers", "codebook/reading"
CODING = "raw/second_coding"
RULES = (*order.OF_RULES, *order.BETWEEN, *order.SECOND)

# rule -> (table, a column and what its row holds, the column that slips, the new cell)
CASES = {
    "check_read": [
        (f"{READING}/unit_parts", ("example", "8元零5分"), "example", "4元零5分"),
        (f"{READING}/unit_denominators", ("printed", "毫升"), "example", "300元毫升"),
        (f"{READING}/unit_parts", ("example", "六斤八"), "parts", 12),
    ],
    "check_decided": [
        (f"{READING}/lengths", ("rule_id", "within"), "behind", "前"),
        (f"{READING}/lengths", ("rule_id", "within"), "of", "more"),
        (f"{READING}/chinese_numerals", ("rule_id", "vague-one"), "numeral", "几.*"),
    ],
    "check_found": [
        (f"{READING}/neighbours", ("rule_id", "minus"), "verdict", "refuse"),
        (f"{READING}/chinese_numerals", ("rule_id", "zero-cases"), "verdict", "leave"),
        (f"{READING}/lengths", ("rule_id", "within"), "example", "历时〔5年〕"),
        (f"{READING}/exclusions", ("rule_id", "ordinal"), "example", "培训3000人"),
        (f"{READING}/draft_contexts", ("rule_id", "plan-verb"), "example", "力争〔培训〕3000人"),
    ],
    "check_touched": [
        (f"{READING}/neighbours", ("rule_id", "minus"), "side", "behind"),
        (f"{READING}/neighbours", ("rule_id", "digit-behind-a-measure"), "touch", "[$¥]"),
    ],
    "check_addresses": [("raw/sources", ("source_id", "zichuan-2022"), "address", "https//bbs")],
    "check_evidence": [
        (f"{READING}/hedge_pairs", ("reported", "超2190亿"), "low", 319870000000.0),
        (f"{READING}/hedge_pairs", ("reported", "超2190亿"), "high", 219970000000.0),
        (f"{READING}/hedge_pairs", ("reported", "超2190亿"), "pair_id", "7"),
        (f"{READING}/hedge_pairs", ("reported", "超2190亿"), "year", 2023),
        (f"{READING}/hedge_pairs", ("reported", "超2190亿"), "scope", "全国"),
        (f"{READING}/hedge_pairs", ("derivation", "21969 + 1194"), "derivation", "21969 + 2194"),
        (f"{READING}/hedge_pairs", ("reported", "超2190亿"), "flag", "inconsistent"),
        (f"{READING}/hedge_pairs", ("flag", "dates-differ"), "exact_address", None),
    ],
    "check_benchmarks": [
        ("raw/benchmarks", ("low", 0.0635), "low", 0.0735),
        ("raw/benchmarks", ("low", 0.0635), "year", 2020),
        ("raw/benchmarks", ("low", 0.0635), "scope", "jiangsu"),
        ("raw/benchmarks", ("low", 7.08), "low", 7.8),
        ("raw/benchmarks", ("low", 7.08), "populations", None),
        ("raw/benchmarks", ("low", 7.08), "covers_to", 2021),
        ("raw/benchmarks", ("benchmark_id", "innovation-studios-national-studios-2020"),
         "kind", "actual"),
        ("raw/benchmarks", ("low", 0.0635), "kind", "target"),
    ],
    "check_list": [
        (f"{REGISTERS}/gb_codes", ("gb_code", "230805"), "name_zh", "芒康县"),
        (f"{REGISTERS}/gb_codes", ("gb_code", "230805"), "name_zh", "东风"),
        (f"{REGISTERS}/gb_codes", ("gb_code", "230805"), "gb_code", "230905"),
        (f"{REGISTERS}/gb_codes", ("gb_code", "659011"), "gb_code", "650929"),
        (f"{REGISTERS}/gb_codes", ("gb_code", "820000"), "gb_code", "830500"),
    ],
    "check_listed_names": [
        ("raw/places", ("place_id", "jiangsu"), "name_zh", "江西省"),
        ("raw/places", ("place_id", "jiangsu"), "name_en", "Jiangu"),
        (f"{REGISTERS}/tiles", ("name_en", "Ningxia"), "name_en", "Ningia"),
    ],
    "check_listed_codes": [("raw/places", ("place_id", "baotou"), "gb_code", "150290")],
    "check_aliases": [("raw/places", ("place_id", "nanning"), "aliases", "南京")],
    "check_spoken": [(f"{READING}/characters", ("traditional", "惡"), "simplified", "冢")],
    "check_neighbouring": [(f"{REGISTERS}/tiles", ("name_en", "Jiangxi"), "down", 0)],
    "check_named": [
        ("raw/claims", ("claim_id", "fujian-gzs2020-0004"), "statement_zh", "全体党员"),
        ("raw/claims", ("claim_id", "fujian-gzs2020-0004"), "coders", None),
    ],
    "check_noted": [
        ("raw/sources", ("source_id", "zichuan-2022"), "published_basis", "inferred"),
        ("raw/sources", ("source_id", "yunnan-plan"), "published", "2022-04-02"),
        ("raw/sources", ("source_id", "fuzhou-dn2021"), "published", "2021-07-02"),
    ],
    "check_computed_variants": [
        (f"{REGISTERS}/comparability", ("variant", "persons"), "variant", "two-new-bodies"),
        (f"{REGISTERS}/charts", ("chart_id", "award-shares"), "variants", "workers"),
    ],
    "check_panels": [(f"{REGISTERS}/charts", ("chart_id", "high-skilled-share"), "panels", 8)],
    "check_counted": [("raw/directions", ("counted", "number"), "counted", "share")],
    "check_per": [(f"{READING}/unit_denominators", ("printed", "min"), "unit", "秒")],
    "check_named_places": [
        ("raw/claims", ("claim_id", "xingguo-2023-0001"), "statement", "All of Jiangsu"),
        ("raw/sources", ("source_id", "zichuan-2022"), "publisher", "南京日报"),
        ("raw/sources", ("source_id", "zichuan-2022"), "title", "焦作 集体合同"),
    ],
    "check_kinds_of_concepts": [
        (f"{REGISTERS}/concepts", ("concept_id", "party-recruits-workers"), "kind", "stock"),
        (f"{REGISTERS}/concepts", ("concept_id", "party-recruits-workers"), "unit", "fraction"),
        (f"{REGISTERS}/concepts", ("concept_id", "party-recruits-workers"), "dimension", "skills"),
    ],
    "check_factors": [
        (f"{READING}/units", ("printed", "千瓦"), "factor", 100.0),
        (f"{READING}/units", ("printed", "h"), "factor", 1000000.0),
        (f"{READING}/units", ("printed", "人"), "singular_en", "firm"),
        (f"{READING}/classifiers", ("printed", "名"), "not_before", "[A-Za-z0-9]"),
    ],
    "check_labels_of_units": [
        (f"{READING}/units", ("printed", "架"), "label_en", "US dollars"),
        (f"{READING}/units", ("printed", "架"), "label_zh", "美元"),
    ],
    "check_guards": [
        (f"{READING}/unit_denominators", ("printed", "升"), "not_before", "[面法式案向便]"),
    ],
    "check_search": [
        ("codebook/words/search", ("word_id", "silence"), "word_id", "silene"),
        ("codebook/words/search", ("word_id", "unions"), "en", "onion;federation"),
    ],
    "check_reasons": [
        (f"{REGISTERS}/unused_reasons", ("concept_id", "training-classes"), "reason",
         "one_unit_only"),
        (f"{REGISTERS}/unused_reasons", ("concept_id", "training-classes"), "reason",
         "capacity_only"),
    ],
    "check_exceptions": [
        (f"{REGISTERS}/exceptions", ("exception", "same-name"), "instead", "Harbin"),
        (f"{REGISTERS}/exceptions", ("exception", "price-unit"), "instead", None),
    ],
    "check_consistency_pairs": [
        (f"{REGISTERS}/consistency_pairs", ("concept_id", "model-workers"), "concept_id",
         "academy-skills-training"),
    ],
    "check_proposals": [
        (f"{READING}/draft_contexts", ("rule_id", "plan-goal"), "proposes", "kind"),
    ],
    "check_types": [(f"{REGISTERS}/fields", ("column", "period_end"), "type", "integer")],
    "check_numbers": [
        ("raw/benchmarks", ("low", 0.0635), "note_zh", "438.3万中的29.0万"),
        (f"{REGISTERS}/consistency_tests", ("test", "same_thing"), "definition_en", "0 is among"),
    ],
    "check_renderings": [
        (f"{REGISTERS}/indicators", ("code", "p1"), "missing_rule",
         "count kept, rate missing where the text gives no period"),
        ("codebook/words/words", ("word_id", "population.mutual_aid_participants"), "zh", "未报告"),
        ("raw/benchmarks", ("definition_en", "subsidised training, 2019-2021 together"),
         "definition_en", "workers by occupation among new party members"),
    ],
    "check_once": [
        (f"{REGISTERS}/columns", ("name", "across"), "meaning_zh", "前一地较高的组合数。"),
    ],
    "check_models": [
        ("raw/denominators", ("denominator_id", "jiangsu-employed-2020"), "value", 41926000.0),
        ("raw/denominators", ("denominator_id", "jiangsu-employed-2020"), "note", "modelled"),
        ("raw/denominators", ("denominator_id", "jiangsu-census-15plus-2020"), "value", 7.19e7),
    ],
    "check_near": [
        ("raw/denominators", ("denominator_id", "jiangsu-census-15plus-2020"), "value", 7.9e7),
        ("raw/denominators", ("denominator_id", "jiangsu-census-15plus-2020"), "value", 5.9e7),
        ("raw/denominators", ("denominator_id", "jiangsu-year-end-residents-2020"), "value", 9.4e7),
    ],
    "check_decisions": [
        (CODING, ("claim_id", "jingjiang-2020-0567"), "value", 3600.0),
        (CODING, ("claim_id", "jingjiang-2020-0567"), "target", "plan"),
        (CODING, ("claim_id", "jingjiang-2020-0617"), "decision", None),
        (CODING, ("claim_id", "jingjiang-2020-0617"), "reason", None),
        (CODING, ("claim_id", "jingjiang-2020-0617"), "decision", "second"),
    ],
    "check_coded_places": [
        (CODING, ("claim_id", "jingjiang-2020-0567"), "start", 568),
        (CODING, ("claim_id", "jingjiang-2020-0567"), "coded_on", None),
        (CODING, ("claim_id", "liuzhou-2020-0002"), "before", "成立"),
        (CODING, ("claim_id", "liuzhou-2020-0002"), "coded_on", dt.date(2026, 11, 25)),
    ],
    "check_pairs": [
        (f"{REGISTERS}/comparability", ("grade", "A"), "variant", "persons"),
    ],
    "check_drawings": [
        (f"{REGISTERS}/charts", ("chart_id", "party-recruitment"), "drawn_as", "by_place"),
    ],
    "check_functions": [
        (f"{REGISTERS}/indicators", ("indicator_id", "pilots"), "numerator", "party-members"),
    ],
    "check_together": [
        (f"{READING}/units", ("printed", "名"), "label_en", "people"),
        (f"{READING}/unit_nouns", ("word", "人数"), "least", 17.0),
        ("raw/ambiguous", ("reading_id", "latest-value"), "words", "全年"),
        (f"{READING}/hedges", ("reading", "central"), "note", "a bare multiplier"),
        (f"{REGISTERS}/comparability", ("reason_id", "drills"), "reason_id",
         "people-not-attendances"),
    ],
}  # fmt: skip


def rule_of(name):
    return next(rule for rule in RULES if rule.__name__ == name)


def told(rule, tables):
    return list(rule(tables, BOOK) if rule in order.READING else rule(tables))


@pytest.mark.parametrize("name", CASES)
def test_a_slip_is_told_and_the_tables_as_they_stand_are_not(name):
    rule = rule_of(name)
    assert told(rule, VALUES) == []
    for table, (column, held), slips, new in CASES[name]:
        row = next(row for row, cells in VALUES[table].items() if cells[column] == held)
        changed = {**VALUES[table], row: {**VALUES[table][row], slips: new}}
        faults = told(rule, {**VALUES, table: changed})
        assert faults, (table, held, slips, new)
        assert f"data/{table}.csv" in {fault.file for fault in faults}


def test_every_rule_tells_a_slip():
    names = {rule.__name__ for rule in RULES}
    elsewhere = {"check_middles", "check_parts", "check_tiles"}  # test_check_people
    elsewhere |= {"check_spellings", "check_marked_examples", "check_decision_rules"}
    elsewhere |= {"check_readings", "check_other_periods", "check_directions", "check_worked"}
    assert names - elsewhere <= {*CASES, *BETWEEN_TABLES, *WITHIN_RULES}
    assert {rule.__name__ for rule in order.SECOND} - elsewhere <= set(CASES)


def test_no_two_rules_have_one_name():
    assert len({rule.__name__ for rule in RULES}) == len(RULES)
