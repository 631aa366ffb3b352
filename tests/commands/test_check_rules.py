"""Tables that hold rules: each planted mistake is one line, at its own file and row."""

import pytest

pytestmark = pytest.mark.usefixtures("only_what_changed_is_read")

# rule -> (table, what is exchanged, for what, the only line that appears)
# fmt: off
CASES = {
    "check_hedges": [
        ("codebook/reading/hedges",
         '"max(v - step/2, 0.9*v)"',
         '"max(v - step/2, 0.9*v"',
         "row 36, column low: 'max(v - step/2, 0.9*v' is no formula (something is missing at "
         "its end); write numbers, v, res, step, step5, u, cap, + - * /, min() and max()"),
        ("codebook/reading/hedges",
         '"max(v - step/2, 0.9*v)"',
         '"max(v - step/2; 0.9*v)"',
         "row 36, column low: 'max(v - step/2; 0.9*v)' is no formula ('; 0.9*v)' may not "
         "stand there); write numbers, v, res, step, step5, u, cap, + - * /, min() and max()"),
        ("codebook/reading/hedges",
         '"max(v - step/2, 0.9*v)"',
         "open('x')",
         "row 36, column low: 'open('x')' is no formula (''x')' may not stand there); write "
         "numbers, v, res, step, step5, u, cap, + - * /, min() and max()"),
        ("codebook/reading/hedges",
         '"max(v - step/2, 0.9*v)"',
         "v + step",
         "row 36, column low: for '1' low is 2 and lies above high, 1; correct the formula "
         "(nearly before, central)"),
        ("codebook/reading/hedges",
         '"max(v - step/2, 0.9*v)"',
         "v/u",
         "row 36, column low: 'v/u' is no formula ('a divisor that is no number above 0' may "
         "not stand there); write numbers, v, res, step, step5, u, cap, + - * /, min() and max()"),
        ("codebook/reading/hedges",
         '"max(v - step/4, 0.95*v)"',
         "0.5*v",
         "row 35, column low: for '1' low is 0.5 and reaches beyond row 36 (central), 0.9; "
         "correct the formula (nearly before, narrow)"),
        ("codebook/reading/hedges",
         '"max(v - step, 0.8*v)"',
         "v",
         "row 37, column low: for '1' low is 1 and does not reach as far as row 36 (central), "
         "0.9; correct the formula (nearly before, wide)"),
        ("codebook/reading/hedges",
         "before,wide,v,cap,false,narrow and central assume that the w",
         "before,wide,v + step,cap,false,narrow and central assume that the w",
         "row 43, column low: for '1' low is 2, but the number printed 1; correct the "
         "formula (over before, wide)"),
        ("codebook/reading/hedges",
         "before,wide",
         "befor,wide",
         "row 19, column position: there is no position 'befor'; did you mean 'before'?"),
        ("codebook/reading/hedges",
         "近;近乎;将近;接近;逼近;直逼;几近;几乎,before,wide",
         "近乎;将近;接近;逼近;直逼;几近;几乎,before,wide",
         "row 37, column cues: '近' carries this hedge, but not at the reading wide; name "
         "it in the rows of all readings"),
        ("codebook/reading/hedges",
         "不足;不到;不满",
         "近;不足;不到;不满",
         "row 56, column cues: '近' is nearly in row 35 already; let a word carry one hedge"),
        ("codebook/reading/hedges",
         'nearly,any,近;近乎;将近;接近;逼近;直逼;几近;几乎,before,wide,"max(v - step, 0.8*v)",'
         "v,false,近 before a length of time names a window and is refused\n",
         "",
         "row 36, column reading: nearly before, form any, has no row for wide; add it: "
         "one row for each reading"),
        ("codebook/reading/hedges",
         "exact,plain,,,wide,v,v,",
         "exact,decimal,,,wide,v,v,",
         "row 10, column hedge, form, cues, position, reading: 'exact / decimal / (empty) / "
         "(empty) / wide' stands in row 4 already; give each row a key of its own or "
         "delete one of the two"),
        ("codebook/reading/hedges",
         "exact,plain,,,wide,v,v,",
         "exact,any,,,wide,v,v,",
         "row 3, column reading: exact, form plain, has no row for wide; add it: one row "
         "for each reading"),
        ("codebook/reading/hedges",
         "range,any,",
         "several,any,",
         "row 75, column cues: '至' is several in row 74 already; let a word carry one hedge"),
        ("codebook/reading/hedges",
         "before,central,v,v + step,true",
         "before,central,v,v + step,false",
         "row 42, column assumed_high: at wide the high end of over before is open; write true"),
    ],
    "check_hedge_pairs": [
        ("codebook/reading/hedge_pairs",
         "1,超2190亿,元,",
         "1,超2190亿千人,元,",
         "row 2, column reported: '超2190亿千人' cannot be read: 2190亿千 is malformed, or two "
         "numbers; leave the classifier to the column printed"),
        ("codebook/reading/hedge_pairs",
         "超,219000000000,",
         "超,2190000000,",
         "row 2, column value: 2.19e+09, but '超2190亿' says 2.19e+11; correct one of the two"),
        ("codebook/reading/hedge_pairs",
         "元,超,219000000000,",
         "元,近,219000000000,",
         "row 2, column hedge_word: '近' is not what hedges '超2190亿'; copy the word, or leave "
         "it empty"),
        ("codebook/reading/hedge_pairs",
         "219870000000,219870000000",
         "219870000000,219860000000",
         "row 2, column low: low is 2.1987e+11, high 2.1986e+11; let both be at least 0, and "
         "low no more than high"),
    ],
    "check_period_cues": [
        ("codebook/reading/periods",
         "近[些|几]年[来],window,narrow",
         "近[些|几年[来],window,narrow",
         "row 2, column cue: '近[些|几年[来]' is no pattern of words (missing ), unterminated "
         "subpattern at position 1); close its brackets, and name each of N, Y, M and D "
         "once at most"),
        ("codebook/reading/periods",
         "累计,to_date",
         "(累计,to_date",
         "row 21, column cue: '(累计' is no pattern of words (missing ), unterminated "
         "subpattern at position 0); close its brackets, and name each of N, Y, M and D "
         "once at most"),
        ("codebook/reading/periods",
         "累计,to_date",
         "[累计],to_date",
         "row 21, column cue: '[累计]' is no pattern of words (nothing at all is read by it); "
         "close its brackets, and name each of N, Y, M and D once at most"),
        ("codebook/reading/periods",
         "Y年M月[D日],point",
         "Y年M月[M日],point",
         "row 28, column cue: 'Y年M月[M日]' is no pattern of words (redefinition of group "
         "name 'M' as group 3; was group 2 at position 104); close its brackets, and name "
         "each of N, Y, M and D once at most"),
        ("codebook/reading/periods",
         "近[些|几]年[来],window,wide,1,10,assumption: from one year to a decade\n",
         "",
         "row 2, column reading: '近[些|几]年[来]' is a window and has no row of its own for "
         "wide; keep one row with lengths a reading"),
        ("codebook/reading/periods",
         "window,central,2,5",
         "window,central,5,2",
         "row 3, column years_low: 5 years lie above years_high (2); exchange or correct them"),
        ("codebook/reading/periods",
         "window,central,2,5",
         "window,central,2,50",
         "row 4, column years_low: 1 to 10 years do not hold the 2 to 50 of the narrower "
         "reading; let narrow lie within central and central within wide"),
        ("codebook/reading/periods",
         "window,narrow,3,4",
         "window,narrow,0,4",
         "row 2, column years_low: '近[些|几]年[来]' may last 0 years; write lengths "
         "above 0 years"),
        ("codebook/reading/periods",
         "window,central,2,5",
         "since,central,2,5",
         "row 3, column kind: '近[些|几]年[来]' is since here and window in its first row; "
         "write the same in all rows of a cue"),
        ("codebook/reading/periods",
         "每月,unstated,,,",
         "每月,unstated,central,1,2",
         "row 33, column reading: '每月' is no window, but has a reading, lengths or several "
         "rows; keep one row without reading and lengths"),
        ("codebook/reading/periods",
         "window,central,2,5",
         "window,central,,5",
         "row 3, column years_low: '近[些|几]年[来]' is a window without lengths; add them"),
    ],
    "check_name_patterns": [
        ("codebook/reading/exclusions",
         "第三届",
         "三届",
         "row 2, column example: the rule does not match its example '三届'; "
         "correct one of the two"),
        ("codebook/reading/exclusions",
         "]+,",
         "]+(,",
         "row 2, column pattern: '第[一二三四五六七八九十]+(' is no regular expression (missing ), "
         "unterminated subpattern at position 14); correct it"),
        ("codebook/reading/exclusions",
         "第[一二三四五六七八九十]+",
         "第?",
         "row 2, column pattern: '第?' matches where nothing stands; let it ask for a "
         "character at least"),
    ],
    "check_classifiers": [
        ("codebook/reading/classifiers",
         "|师[带出高大堂]",
         "|师[带出高大堂",
         "row 3, column not_before: "
        "'[额牌誉称义校企]|城(?![市区镇乡])|优(?!秀)|单(?![身亲])|医(?![生护师务])|师[带出高大堂' "
         "is no regular expression "
         "(unterminated character set at position 52); correct it"),
        ("codebook/reading/classifiers",
         "|师[带出高大堂]",
         "|",
         "row 3, column not_before: "
        "'[额牌誉称义校企]|城(?![市区镇乡])|优(?!秀)|单(?![身亲])|医(?![生护师务])|' matches where "
         "nothing stands, so that "
         "nothing may follow; let it ask for a character"),
    ],
    "check_wordlists": [
        ("codebook/reading/word_classes",
         "\nrise,",
         "\nrises,",
         "row 13, column list_id: nothing asks for a list 'rises', and 'rise' is missing; "
         "did you mean 'rise'?"),
        ("codebook/reading/word_classes",
         "\nclock,",
         "\nsomething,",
         "row 17, column list_id: nothing asks for a list 'something', and 'clock' is "
         "missing; delete the row or correct its id"),
    ],
    "check_units_alike": [
        ("codebook/reading/units",
         "人,人,persons,person,人,,\n",
         "人,人次,person-times,person-time,人次,,\n",
         "row 2, column unit: '人' counts in 人次, but others count in 人; write 人 or correct "
         "the others"),
        ("raw/benchmarks",
         "fraction,2021",
         "frction,2021",
         "row 2, column unit: 'frction' is no unit of units.csv; did you mean 'fraction'?"),
        ("codebook/registers/indicators",
         "人/年,flow",
         "人口/年,flow",
         "row 3, column unit: '人口' is no unit of units.csv; did you mean '人'?"),
    ],
    "check_keywords": [
        ("codebook/reading/concept_words",
         "trained,培训",
         "trained,培训培训培训培训培训培训培",
         "row 2, column keyword: '培训培训培训培训培训培训培' has 13 characters and is never "
         "found; "
         "write 12 characters at most"),
    ],
    "check_characters": [
        ("codebook/reading/characters",
         "丟,丢",
         "丟,丟",
         "row 2, column simplified: '丟' stays as it is; delete the row"),
        ("codebook/reading/characters",
         "丟,丢",
         "丟,並",
         "row 2, column simplified: '丟' becomes '並', which row 3 exchanges again; write "
         "the last of them"),
    ],
    "check_kinds_of_indicators": [
        ("codebook/registers/indicators",
         "fraction,ratio",
         "fraction/年,ratio",
         "row 2, column kind: a ratio in fraction/年; write flow for a count over time, "
         "ratio for a quotient, stock for a number"),
    ],
    "check_pairs": [
        ("codebook/registers/comparability",
         "different things,不同\n",
         "different things,不同\nworkers-share-of-new-members,broad,narrow,,C,alike,alike,同\n",
         "row 3, column variant: row 2 grades the same two already; keep one of the two"),
    ],
    "check_unused_reasons": [
        ("codebook/registers/unused_reasons",
         "sites,capacity",
         "recruits,capacity",
         "row 2, column concept_id: 'recruits' is counted by new-worker-members; delete the row "
         "or the "
         "numerator there"),
    ],
    "check_finder": [
        ("codebook/reading/exclusions",
         "第[一二三四五六七八九十]+,an ordinal,第三届\n",
         "第(?P<n>[一二]+),an ordinal,第一届\nother,(?P<n>[三四]+)届,an ordinal,三届\n",
         "column pattern: its patterns do not compile together with the others "
         "(redefinition of group name 'n' as group 2; was group 1); name no group in a "
         "pattern, and refer to none"),
    ],
    "check_words": [
        ("codebook/words/pages",
         "page-title",
         "not_reported",
         "row 2, column word_id: not_reported stands in data/codebook/words/words.csv too; keep "
         "one of them"),
    ],
    "check_slots": [
        ("codebook/words/words",
         "{value} ({range})",
         "{value} ({rang})",
         "row {row}, column en: nothing fills the slot {rang}; did you mean 'range'?"),
        ("codebook/words/words",
         "{value} ({range})",
         "{value} ({range)",
         "row {row}, column en: the brackets of '{value} ({range)' do not close (expected '}' "
         "before end of string); write each slot as {name}"),
        ("codebook/words/words",
         "not_reported,not reported",
         "not_reported,{unit} not reported",
         "row 2, column en: nothing fills the slot {unit}; leave it out"),
        ("codebook/words/pages",
         "numbers.nation,Nation",
         "numbers.nation,{{shwn}} Nation",
         "row {row}, column en: no page fills the slot {shwn}; did you mean 'shown'?"),
    ],
    "check_asked_words": [
        ("codebook/words/words",
         "not_reported,not",
         "not_reportd,not",
         "row 2, column word_id: nothing asks for the word 'not_reportd'; did you mean "
         "'not_reported'?"),
        ("codebook/words/words",
         "value.interval,",
         "value.intervals,",
         "row {row}, column word_id: nothing asks for the word 'value.intervals'; did you mean "
         "'value.interval'?"),
    ],
    "check_families": [
        ("codebook/words/words",
         "population.employed,",
         "population.employd,",
         "row {row}, column word_id: nothing asks for the word 'population.employd'; did you mean "
         "'population.employed'?"),
    ],
    "check_unused_words": [
        ("codebook/words/words",
         "variant.narrow,narrow,窄\n",
         "variant.narrow,narrow,窄\nvariant.nowhere-said,x,某\n",
         "row {last}, column word_id: nothing asks for the word 'variant.nowhere-said'; "
         "correct its id or delete the row"),
        ("codebook/words/words",
         "variant.narrow,narrow,窄\n",
         "variant.narrow,narrow,窄\nlonely,x,某\n",
         "row {last}, column word_id: nothing asks for the word 'lonely'; correct its id or "
         "delete the row"),
    ],
    "check_variants": [
        ("codebook/registers/comparability",
         "workers-share-of-new-members,narrow,",
         "workers-share-of-new-members,narow,",
         "row 2, column variant: there is no variant 'narow'; did you mean 'narrow'?"),
    ],
    "check_messages": [
        ("codebook/words/messages",
         "meant,did you mean {name}?",
         "meant,did you mean {nam}?",
         "row {row}, column zh: {nam} stands in en only; let both languages say the same"),
    ],
    "check_said": [
        ("codebook/words/messages",
         "meant,did you mean {name}?",
         "meant,did you men {name}?",
         "row {row}, column en: nothing in the package says 'did you men {name}?'; write the "
         "message as the package does"),
    ],
    "check_search": [
        ("codebook/words/search",
         "silence,silent",
         "silene,silent",
         "row {row}, column word_id: 'silene' is none of its words: silent, silence, not "
         "reported, missing, omitted, left out; correct the id or the words"),
    ],
    "check_chart_texts": [
        ("codebook/registers/charts",
         "word,词,word,词,word,词,word,词",
         "{all.said},词{all.said},word,词,word,词,word,词",
         "row 2, column title_en: {all.said} is no slot; the slots are people, per, years"),
        ("codebook/registers/charts",
         "word,词,word,词,word,词,word,词",
         "{peopl},词{peopl},word,词,word,词,word,词",
         "row 2, column title_en: {peopl} is no slot; did you mean 'people'?"),
        ("codebook/registers/charts",
         "word,词,word,词,word,词,word,词",
         "{people,词{people,word,词,word,词,word,词",
         "row 2, column title_en: a bracket of a slot does not close; write each slot as {name}"),
        ("codebook/registers/charts",
         "word,词,word,词,word,词,word,词",
         "{people},词,word,词,word,词,word,词",
         "row 2, column title_zh: {people} stands in title_en only; "
         "let both languages say the same"),
        ("codebook/registers/charts",
         "word,词,word,词,word,词,word,词",
         "word,词,Jia is above Yi,词,word,词,word,词",
         "row 2, column remark_en: 'above' says an order or a limit that nothing has computed; "
         "leave it to the finding, or say what is"),
        ("codebook/registers/charts",
         "word,词,word,词,word,词,word,词",
         "word,甲居首位,word,词,word,词,word,词",
         "row 2, column title_zh: '首位' says an order or a limit that nothing has computed; "
         "leave it to the finding, or say what is"),
    ],
}
# fmt: on


@pytest.mark.parametrize(
    ("table", "old", "new", "expected"),
    [case for cases in CASES.values() for case in cases],
)
def test_a_planted_mistake_is_one_line(small, table, old, new, expected):
    small.edit(table, old, new)
    lines = (small.project.data / f"{table}.csv").read_text("utf-8").splitlines()
    # Of the real words, whose number changes: the row that was changed, or the last but one.
    row = next((n for n, line in enumerate(lines, start=1) if new in line), 0)
    expected = expected.replace("{row}", str(row)).replace("{last}", str(len(lines) - 1))
    assert small.lines() == [f"data/{table}.csv, {expected}"]
