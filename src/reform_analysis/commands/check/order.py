"""In which order the rules go, and which tables each must have whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from reform_analysis.commands.check import (
    ambiguous,
    claims,
    coding,
    columns,
    directions,
    examples,
    functions,
    gazetteer,
    hedging,
    kinds,
    languages,
    measured,
    openings,
    pairs,
    patterns,
    people,
    places,
    registers,
    repeats,
    rules,
    slots,
    sources,
    wording,
    worked,
)
from reform_analysis.tables.faults import Fault

Rule = Callable[..., Iterable[Fault]]
"""Takes the tables; those of `READING` the codebook too."""

OF_RULES = (hedging.check_hedges, *rules.RULES, *patterns.RULES)
"""Rules of the tables that hold rules: they come before what is read by them."""

OF_FINDING = (
    *(rules.check_name_patterns, rules.check_classifiers, rules.check_keywords),
    *(patterns.check_marked_examples, patterns.check_decision_rules, rules.check_finder),
)
"""Those of the finder of numbers in a text, by which no claim is read."""

OF_EVIDENCE = (
    *(*places.RULES, *sources.RULES, *claims.RULES, *ambiguous.RULES, *directions.RULES),
    *(*coding.RULES, *registers.RULES, *people.RULES),
    *(functions.check_functions, worked.check_worked),
)
"""Rules between the tables that values are computed from, what others rest on first."""

BETWEEN = (
    *(*wording.RULES, *slots.RULES, *OF_EVIDENCE),
    *(functions.check_drawings, pairs.check_hedge_pairs),
)
"""These, before them the rules of what is said to readers, and what else nothing is computed by."""

SECOND = (
    *(*examples.RULES, *measured.RULES, *gazetteer.RULES, *openings.RULES),
    *(*columns.RULES, *kinds.RULES, *languages.RULES, *repeats.RULES),
)
"""Rules that hold a table by a second source. They come last, and are silent on a table of which a
fault is known: they would tell the same slip once more."""

READING = (
    claims.check_units,
    claims.check_periods,
    ambiguous.check_other_periods,
    coding.check_decisions,
    registers.check_in_report,
    pairs.check_hedge_pairs,
    worked.check_worked,
    examples.check_read,
    examples.check_found,
    measured.check_evidence,
)
"""Rules that read expressions and periods, as the codebook says."""

RULES_READ = tuple(
    f"codebook/reading/{name}"
    for name in "hedges units periods characters word_classes spellings unit_parts".split()
)
"""Tables by which expressions and periods are read."""

NEEDS: Mapping[Rule, tuple[str, ...]] = {
    claims.check_units: (*RULES_READ, "codebook/registers/concepts"),
    claims.check_periods: RULES_READ,
    ambiguous.check_other_periods: (*RULES_READ, "raw/claims"),
    ambiguous.check_readings: wording.LISTS,
    coding.check_decisions: (*RULES_READ, "raw/claims", "codebook/registers/concepts"),
    registers.check_in_report: (*RULES_READ, "raw/claims"),
    pairs.check_hedge_pairs: RULES_READ,
    worked.check_worked: RULES_READ,
    examples.check_read: (*RULES_READ, examples.PARTS, examples.DENOMINATORS),
    examples.check_found: examples.FINDING,
    examples.check_decided: (*patterns.DECISIONS, patterns.WORDLISTS),
    examples.check_touched: (patterns.NEIGHBOURS, rules.CHARACTERS),
    measured.check_evidence: RULES_READ,
    columns.check_per: (rules.UNITS, registers.EXCEPTIONS),
    columns.check_named_places: ("raw/places",),
    kinds.check_reasons: ("raw/claims", "codebook/registers/concepts"),
    gazetteer.check_list: (registers.EXCEPTIONS,),
    gazetteer.check_listed_codes: (rules.GAZETTEER,),
    gazetteer.check_aliases: (registers.EXCEPTIONS, rules.CHARACTERS),
    gazetteer.check_listed_names: (rules.GAZETTEER, registers.EXCEPTIONS),
    gazetteer.check_spoken: (registers.EXCEPTIONS,),
    gazetteer.check_neighbouring: (registers.EXCEPTIONS,),
    languages.check_renderings: (registers.EXCEPTIONS,),
    kinds.check_types: (registers.EXCEPTIONS,),
    kinds.check_labels_of_units: (registers.EXCEPTIONS,),
    kinds.check_guards: (rules.CLASSIFIERS,),
    kinds.check_kinds_of_concepts: (
        *("raw/claims", "codebook/registers/indicators", registers.EXCEPTIONS),
    ),
    openings.check_named: ("raw/sources", "codebook/registers/concepts"),
    functions.check_functions: ("codebook/registers/concepts", "codebook/registers/indicators"),
    registers.check_concepts: ("raw/claims", "codebook/registers/indicators"),
    hedging.check_hedges: ("codebook/reading/hedges",),
    rules.check_period_cues: ("codebook/reading/periods",),
    patterns.check_decision_rules: ("codebook/reading/word_classes",),
    rules.check_wordlists: ("codebook/reading/word_classes",),
    rules.check_finder: (
        *("codebook/reading/hedges", "codebook/reading/classifiers"),
        *("codebook/reading/word_classes", "codebook/reading/exclusions"),
    ),
    wording.check_asked_words: wording.LISTS,
    wording.check_families: wording.LISTS,
    wording.check_variants: wording.LISTS,
    slots.check_chart_texts: wording.LISTS,
}
"""Tables that a rule reads as a whole, so that it is silent where one of them has a fault."""
