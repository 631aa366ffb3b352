"""In which order the rules go, and which tables each must have whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import ModuleType

from reform_analysis.commands.check import (
    beside,
    claims,
    columns,
    examples,
    hedging,
    measured,
    named,
    people,
    places,
    registers,
    repeats,
    rules,
    slots,
    sources,
    wording,
)
from reform_analysis.tables.faults import Fault

Rule = Callable[..., Iterable[Fault]]
"""Takes the tables; those of `READING` the codebook too."""


def rules_of(*modules: ModuleType) -> tuple[Rule, ...]:
    """The rules of modules, their functions `check_…`, in the order in which they stand there."""
    return tuple(
        function
        for module in modules
        for name, function in vars(module).items()
        if name.startswith("check_") and function.__module__ == module.__name__
    )


OF_EXAMPLES = (examples.check_marked_examples, examples.check_decision_rules)

OF_RULES = (*rules_of(hedging, rules), examples.check_spellings, *OF_EXAMPLES)
"""Rules of the tables that hold rules: they come before what is read by them."""

OF_FINDING = (
    *(rules.check_name_patterns, rules.check_classifiers, rules.check_keywords),
    *(*OF_EXAMPLES, rules.check_finder),
)
"""Those of the finder of numbers in a text, by which no claim is read."""

OF_PLACES = (places.check_parents, places.check_codes, places.check_names, places.check_tiles)
OF_OPENINGS = (sources.check_named, sources.check_noted)

OF_EVIDENCE = tuple(
    rule
    for rule in (*OF_PLACES, *rules_of(sources, claims, beside, people, registers))
    if rule not in (*OF_OPENINGS, registers.check_schemas)  # which comes before all others
)
"""Rules between the tables that values are computed from, what others rest on first."""

BETWEEN = (*rules_of(wording, slots), *OF_EVIDENCE, measured.check_hedge_pairs)
"""These, before them the rules of what is said to readers, and what else nothing is computed by."""

SECOND = tuple(
    rule
    for rule in rules_of(examples, measured, places, sources, columns, repeats)
    if rule not in (*OF_RULES, *BETWEEN)
)
"""Rules that hold a table by a second source. They come last, and are silent on a table of which a
fault is known: they would tell the same slip once more."""

READING = tuple(
    rule for rule in (*OF_RULES, *BETWEEN, *SECOND) if "codebook" in rule.__annotations__
)
"""Rules that read expressions and periods, as the codebook says."""

RULES_READ = tuple(
    f"codebook/reading/{name}"
    for name in "hedges units periods characters word_classes spellings unit_parts".split()
)
"""Tables by which expressions and periods are read."""

NEEDS: Mapping[Rule, tuple[str, ...]] = {
    claims.check_units: (*RULES_READ, named.CONCEPTS),
    claims.check_periods: RULES_READ,
    beside.check_other_periods: (*RULES_READ, named.CLAIMS),
    beside.check_readings: wording.LISTS,
    beside.check_decisions: (*RULES_READ, named.CLAIMS, named.CONCEPTS),
    beside.check_worked: RULES_READ,
    people.check_in_report: (*RULES_READ, named.CLAIMS),
    measured.check_hedge_pairs: RULES_READ,
    measured.check_evidence: RULES_READ,
    examples.check_read: (*RULES_READ, examples.PARTS, examples.PRICES),
    examples.check_found: examples.FINDING,
    examples.check_decided: (*examples.DECISIONS, named.WORDLISTS),
    examples.check_touched: (examples.NEIGHBOURS, named.CHARACTERS),
    examples.check_decision_rules: (named.WORDLISTS,),
    columns.check_per: (named.UNITS, named.EXCEPTIONS),
    columns.check_named_places: (named.PLACES,),
    columns.check_reasons: (named.CLAIMS, named.CONCEPTS),
    columns.check_types: (named.EXCEPTIONS,),
    columns.check_labels_of_units: (named.EXCEPTIONS,),
    columns.check_guards: (named.CLASSIFIERS,),
    columns.check_kinds_of_concepts: (named.CLAIMS, named.INDICATORS, named.EXCEPTIONS),
    places.check_list: (named.EXCEPTIONS,),
    places.check_listed_codes: (named.GAZETTEER,),
    places.check_aliases: (named.EXCEPTIONS, named.CHARACTERS),
    places.check_listed_names: (named.GAZETTEER, named.EXCEPTIONS),
    places.check_spoken: (named.EXCEPTIONS,),
    places.check_neighbouring: (named.EXCEPTIONS,),
    repeats.check_renderings: (named.EXCEPTIONS,),
    sources.check_named: (named.SOURCES, named.CONCEPTS),
    registers.check_functions: (named.CONCEPTS, named.INDICATORS),
    registers.check_concepts: (named.CLAIMS, named.INDICATORS),
    hedging.check_hedges: (named.HEDGES,),
    rules.check_period_cues: (rules.PERIODS,),
    rules.check_wordlists: (named.WORDLISTS,),
    rules.check_finder: (
        named.HEDGES,
        named.CLASSIFIERS,
        named.WORDLISTS,
        named.NAMES,
    ),
    wording.check_asked_words: wording.LISTS,
    wording.check_families: wording.LISTS,
    wording.check_variants: wording.LISTS,
    slots.check_chart_texts: wording.LISTS,
}
"""Tables that a rule reads as a whole, so that it is silent where one of them has a fault."""
