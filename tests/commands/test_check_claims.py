"""Rules between tables: each one is broken once, and the fault names place and remedy."""

import datetime as dt

import pytest

from real_tables import BOOK
from reform_analysis.commands.check import _told
from reform_analysis.commands.check.order import BETWEEN, OF_RULES, SECOND
from reform_analysis.commands.check.places import lineage
from reform_analysis.commands.check.sources import extent

RULES = (*OF_RULES, *BETWEEN, *SECOND)

pytestmark = pytest.mark.usefixtures("only_what_changed_is_read")

# rule -> (table, what is exchanged, for what, the sentence that must appear)
# fmt: off
CASES = {
    "check_publication": [
        ("raw/sources", "2020-11-24,2020-12-31", "2020-12-31,2020-11-24",
         "row 2, column published_latest: published from 2020-12-31 to 2020-11-24, backwards; "
         "exchange or correct the days"),
        ("raw/sources", ",2020-12,", ",2021-12,",
         "row 2, column published: 2021-12 does not agree with 2020-11-24 to 2020-12-31; "
         "correct it or the two days"),
        ("raw/sources", ",2020-12,", ",2020-13,",
         "row 2, column published: 2020-13 is no month or day of the calendar; correct it"),
        ("raw/sources", "2023-05-20,2023-05-20", "2023-05-20,2023-05-21",
         "row 4, column published: 2023-05-20 does not agree with 2023-05-20 to 2023-05-21; "
         "correct it or the two days"),
    ],
    "check_spans": [
        ("raw/sources", ",0-45,", ",45-0,",
         "row 2, column spans: span 45-0 ends before it begins; write start-end, start below end"),
        ("raw/sources", ",45-54,", ",45-55,",
         "row 3, column spans: span 45-55 passes the end of the text (54 characters); end it at "
         "54 or before"),
        ("raw/sources", ",0-45,", ",30-45;0-30,",
         "row 2, column spans: a span begins at 0, before the one before it ends (45); order "
         "the spans and part them"),
        ("raw/sources", ",45-54,", ",40-54,",
         "row 3, column spans: span 40-54 meets 0-45 of 'jia-2020'; give each part of the file "
         "to one article"),
    ],
    "check_coverage": [
        ("raw/sources", ",0-45,", ",1-44,",
         "row 2, column spans: characters 0 to 1 of 'a.txt' belong to no article; add them to "
         "the spans of one, or a row for another article"),
        ("raw/sources", ",0-45,", ",1-44,",
         "row 2, column spans: characters 44 to 45 of 'a.txt' belong to no article; "),
        ("raw/sources", ",45-54,", ",45-53,",
         "row 2, column spans: characters 53 to 54 of 'a.txt' belong to no article; "),
    ],
    "check_files": [
        ("raw/sources", "yi-2020,text,a.txt,45-54,yi,乙镇,,,2020-12,inferred",
         "yi-2020,text,a.txt,45-54,yi,乙镇,,,2020-12,printed",
         "row 3, column published_basis: 'printed', but 'jia-2020' has 'inferred' for the same "
         "file; write the same in both rows"),
        ("raw/sources", "yi-2020,text,a.txt", "yi-2020,text,c.txt",
         "row 3, column file: the same text stands as 'a.txt' already; keep one file"),
    ],
    "check_kinds_of_sources": [
        ("raw/sources", "bing-2023,text,", "bing-2023,opening,",
         "row 4, column file: 'b.txt', but an opening proves no text; leave it empty, or make it a "
         "text"),
        ("raw/sources", "text,b.txt,0-21,bing", "text,b.txt,,bing",
         "row 4, column spans: a text without it; read the text and write it"),
    ],
    "check_offsets": [
        ("raw/claims", "bing-2023,14,20,", "bing-2023,,,",
         "row 7, column start: 'bing-2023' is a text, and the claim has no place in it; write "
         "start and end"),
        ("raw/claims", "yi-2020-0048", "yi-2020-0049",
         "row 6, column claim_id: 'yi-2020-0049' is not source_id and start; write "
         "'yi-2020-0048'"),
        ("raw/claims", ",48,51,", ",48,52,",
         "row 6, column end: 48 to 52 are 4 characters, '12个' has 3; write 51"),
        ("raw/claims", ",48,51,", ",3,6,",
         "row 6, column start: 3 to 6 lie outside the spans of 'yi-2020'; correct the offsets "
         "or name the article (45-54 is this one)"),
    ],
    "check_order": [
        ("raw/claims", "jia-2020-0017,jia-2020,17,20", "jia-2020-0007,jia-2020,7,10",
         "row 3: it stands behind 'jia-2020-0008'; order by source, then by start"),
        ("raw/claims", "jia-2020-0017,jia-2020,17,20", "jia-2020-0012,jia-2020,12,15",
         "row 3, column start: it overlaps 'jia-2020-0008' (8 to 13); code each expression once"),
    ],
    "check_places": [
        ("raw/claims", "12个,works,", "12个,bing,",
         "row 6, column place_id: 'bing' does not lie in 'yi', the place of the article; "
         "correct the place, or its parent in places.csv"),
    ],
    "check_units": [
        ("raw/claims", "12个,works,sites", "12个,works,trained",
         "row 6, column concept_id: 'trained' is in 人次, '12个' in 个; choose a concept of "
         "that unit"),
        ("raw/claims", "2020-01-01,,,,,,\n", "2020-01-01,,,unreadable,,,\n",
         "row 2, column left_out: '近400名' can be read; leave it empty"),
        ("raw/claims", "1.5万人次", "152 0173",
         "column reported: '152 0173' cannot be read ("),
    ],
    "check_periods": [
        ("raw/claims", "2020-01-01,,,,,,\n", "2020-01-01,2019-12-31,,,,,\n",
         "column period_end: the period ends on 2019-12-31, before it starts on 2020-01-01; "
         "exchange or correct the days"),
        ("raw/claims", "to_date,2020-01-01", "year,",
         "row 2, column period_start: a year without its start; write the first day of the year"),
        ("raw/claims", ",unstated,,", ",unstated,2020-01-01,",
         "row 4, column period_kind: unstated, but with dates; leave the dates empty or name "
         "the kind of period"),
        ("raw/claims", ",unstated,,", ",point,2020-01-01,",
         "row 4, column period_kind: a point that lasts; write one day twice, or no day"),
        ("raw/claims", "近3年来,window", "近3年来,yearly",
         "row 7, column period_reported: '近3年来': "),
        ("raw/claims", "近3年来,window", "那阵子,window",
         "row 7, column period_reported: '那阵子': "),
        ("raw/claims", "2020-01-01", "2019-01-01",
         "row 2, column period_reported: '今年以来': "),
    ],
    "check_restated": [
        ("raw/claims", ",,jia-2020-0008,", ",,,",
         "row 5, column restates: it says the same as 'jia-2020-0008'; name that row here, or "
         "say in statement how they differ"),
        ("raw/claims", ",,jia-2020-0008,", ",,jia-2020-0037,",
         "row 5, column restates: 'jia-2020-0037' itself restates 'jia-2020-0037'; write "
         "'jia-2020-0037'"),
        ("raw/claims", ",,jia-2020-0008,", ",,jia-2020-0023,",
         "row 5, column restates: 'jia-2020-0023' differs in reported, concept_id, period_kind, "
         "period_start; make them agree or leave it empty"),
        ("raw/claims", "2020-01-01,,,,,,\n", "2020-01-01,,jia-2020-0023,,,,\n",
         "row 2, column restates: 'jia-2020-0023' does not stand before this row; let the later "
         "row name the earlier"),
    ],
    "check_parents": [
        ("raw/places", ",320100,su,", ",320100,,",
         "row 4, column parent_id: a prefecture without a parent; name the place that it lies in"),
        ("raw/places", "Jia,prefecture,320100,su", "Jia,prefecture,320100,yi",
         "row 4, column parent_id: 'jia' lies in itself; name the place that it lies in"),
        ("raw/places", "prefecture,320200,su", "prefecture,320200,jia",
         "row 7, column parent_id: a prefecture cannot lie in a prefecture; name a province or "
         "correct the level"),
        ("raw/places", "country,,,", "country,,su,",
         "row 2, column parent_id: 'china' lies in itself; name the place that it lies in"),
    ],
    "check_codes": [
        ("raw/places", ",320200,", ",,",
         "row 7, column gb_code: a prefecture without a code; write its code of GB/T 2260"),
        ("raw/places", "firm,,", "firm,320102,",
         "row 8, column gb_code: a firm has no code of GB/T 2260; leave it empty"),
        ("raw/places", ",320200,", ",320201,",
         "row 7, column gb_code: 320201 is no code of a prefecture; write it in the form dddd00"),
        ("raw/places", ",320200,", ",320000,",
         "row 7, column gb_code: 320000 is no code of a prefecture; write it in the form dddd00"),
        ("raw/places", ",320200,", ",330200,",
         "row 7, column gb_code: 330200 does not begin like 320000 of its parent; correct the "
         "code or the parent"),
        ("raw/places", ",320200,", ",320100,",
         "row 7, column gb_code: 320100 is the code of 'jia'; correct one of the two"),
        ("raw/places", ",320102103,", ",320102,",
         "row 5, column gb_code: 320102 is no code of a township; write it in the form ddddddddd"),
    ],
    "check_names": [
        ("raw/places", "bing,丙市,", "bing,甲,",
         "row 7, column name_zh: '甲' names 'jia' already; write a name of its own"),
    ],
    "check_twins": [
        ("raw/claims", "服务站点", "service points",
         "row 6, column statement_zh: 'service points' is not in Chinese; say it in Chinese"),
        ("raw/denominators", "census,普查,", "census,,",
         "row 2, column title_zh: empty, but title says 'census'; say in it what title says"),
        ("raw/denominators", ",,,,,\n", ",,,,,某注\n",
         "row 2, column note: empty, but note_zh says '某注'; say in it what note_zh says"),
        ("codebook/registers/columns", ",unit,单位,", ",,单位,",
         "column label_en: empty, but label_zh says '单位'; say in it what label_zh says"),
    ],
    "check_statements": [
        ("raw/claims", "service points", "服务站点",
         "row 6, column statement: '服务站点' is not in English; say in a few English words of "
         "your own what is counted"),
    ],
    "check_bounds": [
        ("raw/denominators", "990000,1000000,1010000", "1010000,1000000,990000",
         "row 3, column low: 1.01e+06 lies above high (990000); exchange or correct "
         "them"),
        ("raw/denominators", "990000,1000000,1010000", "990000,1100000,1010000",
         "row 3, column value: 1.1e+06 does not lie in 990000 to 1.01e+06; correct the value or "
         "its two ends"),
        ("raw/denominators", "990000,", "0,",
         "row 3, column low: nothing can be divided by 0; write how many there are; leave "
         "the row out if nobody knows"),
        ("raw/benchmarks", "0.0635,0.0645", "0.0645,0.0635",
         "row 2, column low: 0.0645 lies above high (0.0635); exchange or correct "
         "them"),
    ],
    "check_denominators": [
        ("raw/denominators", "jia-census", "jia-cens",
         "row 2, column denominator_id: 'jia-cens-residents-2020' does not say place, population "
         "and "
         "year; begin it with 'jia-census-residents-2020'"),
        ("raw/denominators", "2020-12-31,B,", "2020-12-31,B,jia-2020-0023",
         "row 3, column claim_id: a claim on population year_end_residents; leave claim_id empty "
         "or choose one of insured_employees, mutual_aid_participants, staff_in_report"),
        ("raw/denominators", "2020-12-31", "2020-06-30",
         "row 3, column ref_date: year_end_residents refers to 2020-06-30; write the last day "
         "of a year (yyyy-12-31)"),
        ("raw/denominators", "2020-11-01,A", ",A",
         "row 2, column ref_date: census_residents refers to no day; write 2020-11-01"),
        ("raw/denominators", "200000,250000,300000", "249500,250000,250500",
         "row 4, column high: 250500 is no more than rounding above 250000; widen the interval by "
         "what separates the model from the official series"),
        ("raw/denominators", ",C,", ",A,",
         "row 4, column grade: secondary_employed is modelled, but has grade A; write C"),
        ("raw/denominators", "2020,jia,census", "2020,works,census",
         "row 2, column per: a firm has no residents of its own; use staff_in_report or delete the "
         "row"),
        ("raw/denominators", ",year_end_residents,,990000,1000000,1010000,人,2020-12-31",
         ",census_residents,,990000,1000000,1010000,人,2020-11-01",
         "row 3, column variant: 'jia-census-residents-2020' has the same place, population, "
         "variant and "
         "day; say in variant how they differ"),
    ],
    "check_in_report": [
        ("raw/denominators", ",B,jia-2020-0023", ",B,",
         "row 5, column claim_id: insured_employees without a claim; name the claim that the value "
         "was taken from"),
        ("raw/denominators", "378050,378100,378150", "378000,378100,378150",
         "row 5, column low: 378000, but '37.81万人' has 378050; write 378050"),
        ("raw/denominators", "employees,jia,", "employees,yi,",
         "row 5, column place_id: yi, but '37.81万人' has jia; write jia"),
        ("raw/denominators", "378150,人", "378150,人次",
         "row 5, column unit: 人次, but '37.81万人' has 人; write 人"),
    ],
    "check_concepts": [
        ("codebook/registers/concepts", "sites,sites,",
         "spare,spare,备,个,,stock,status,spare,备\nsites,sites,",
         "row 5, column concept_id: no claim and no indicator uses 'spare'; use it or delete the "
         "row"),
    ],
    "check_functions": [
        ("codebook/registers/indicators",
         "workers-share-of-new-members,p1,share,占比,guidance,fraction,ratio,recruits-share;"
         "recruits,all new members,全部新党员,,,no row,不列行,"
         "false",
         "no-such-indicator,p1,share,占比,guidance,fraction,ratio,recruits-share,all new members,"
         "全部新党员,,,no row,不列行,true",
         "row 2, column computed: no function computes 'no-such-indicator'; write one with "
         "@indicator('no-such-indicator'), "
         "or put false"),
        ("codebook/registers/indicators", "10000,no row,不列行,false", "10000,no row,不列行,true",
         "row 3, column numerator: the function of 'new-worker-members' counts what is not "
         "listed: 'party-recruits-skilled-experts', 'party-recruits-two-new', "
         "'party-recruits-workers'; list it here"),
        ("codebook/registers/indicators", "10000,no row,不列行,false", "10000,no row,不列行,true",
         "row 3, column numerator: the function of 'new-worker-members' does not count "
         "'recruits'; take it out, "
         "or add it where the function is registered"),
    ],
    "check_drawings": [
        ("codebook/registers/charts", ",by_place,", ",own,",
         "row 2, column drawn_as: no function draws 'recruits'; write one with "
         "@chart('recruits'), or name the kind of chart"),
    ],
    "check_dividing": [
        ("codebook/registers/indicators", "employed,10000", "employed,",
         "row 3, column scale: the cell is empty; fill in both or neither"),
    ],
    "check_consistency_pairs": [
        ("codebook/registers/consistency_pairs", "recruits,recruits-share", "recruits,insured",
         "row 2, column other_concept_id: 'insured' is no share; hold it against another concept"),
        ("codebook/registers/consistency_pairs", "count_and_share,recruits,recruits-share",
         "part_and_whole,recruits,recruits-share",
         "row 2, column other_concept_id: 'recruits-share' is a share; "),
    ],
    "check_denominator_notes": [
        ("raw/denominators", "employees,,378050", "employees,insured,378050",
         "row 5, column variant: no note tells readers what 'insured' is; add "
         "note.denominator-insured to data/codebook/words/words.csv"),
    ],
    "check_schemas": [
        ("codebook/registers/tables", "raw/claims,claim_id", "raw/claims,claim",
         "row 4, column key: 'claim' is no column of raw/claims; did you mean 'claim_id'?"),
        ("codebook/registers/tables", "processed/reporting,", "raw/new,",
         "column table: 'raw/new' has no columns; add its columns to "
         "codebook/registers/fields.csv"),
        ("codebook/registers/fields", "raw/places.place_id", "raw/places.place",
         "column refers_to: there is no 'raw/places.place'; name table.column as they stand "
         "in codebook/registers/fields.csv"),
        ("codebook/registers/fields", "[0-9]{6}|[0-9]{9}", "[0-9]{6}|([0-9]{9}",
         "column pattern: '[0-9]{6}|([0-9]{9}' is no regular expression ("),
        ("codebook/registers/columns", "name,unit,label_en,label_zh,meaning_en,meaning_zh\n",
         "name,unit,label_en,label_zh,meaning_en,meaning_zh\nzeal,,,,Zeal.,热情。\n",
         "row 2, column name: no table has a column 'zeal'; delete the row"),
    ],
}
# fmt: on


@pytest.mark.parametrize(
    ("table", "old", "new", "expected"),
    [case for cases in CASES.values() for case in cases],
)
def test_a_broken_rule_is_named(small, table, old, new, expected):
    small.edit(table, old, new)
    where = "" if expected.startswith("data/") else f"data/{table}.csv"
    lines = [line for line in small.lines() if line.startswith(where)]
    assert any(expected in line for line in lines), "\n".join(small.lines())


def test_a_place_that_names_no_other_article_keeps_the_rest_silent(small):
    """One wrong parent must not set off the rules that walk along it."""
    small.edit("raw/places", "works,戊厂,Wu Works,firm,,yi", "works,戊厂,Wu Works,firm,,yii")
    assert small.lines() == [
        "data/raw/places.csv, row 8, column parent_id: 'yii' is not in places.csv; "
        "did you mean 'yi'?",
    ]


def test_lineage_ends_in_a_circle():
    parents = {"a": "b", "b": "a", "c": "a"}
    places = {place: {"place_id": place, "parent_id": parents[place]} for place in parents}
    assert lineage("c", places) == ["c", "a", "b"]
    assert lineage(None, places) == []


@pytest.mark.parametrize(
    ("published", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2020-12", "2020-12-01", "2020-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-01-23", "2025-01-23", "2025-01-23"),
    ],
)
def test_extent_of_a_publication_date(published, first, last):
    assert extent(published) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def test_no_tables_no_faults():
    assert [fault for rule in RULES for fault in _told(rule, {}, BOOK)] == []
