"""The page of claims: everything that the numbers of all charts lead back to, in one language."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from reform_analysis.charts.chart import Chart
from reform_analysis.charts.words import LANGUAGES, Words
from reform_analysis.publish.site import evidence
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import split_list

KINDS = ("claims", "denominators", "benchmarks")


def followed(
    charts: Sequence[Chart], codebook: Codebook
) -> dict[str, dict[str, list[evidence.Entry]]]:
    """What the numbers of charts rest on.

    Parameters
    ----------
    charts : sequence of Chart
        Each in every language.
    codebook : Codebook

    Returns
    -------
    dict of str to dict
        Language -> kind, of `KINDS` -> entries, the same in each language.
    """
    used: dict[str, dict[str, dict[str, str]]] = {lang: {} for lang in LANGUAGES}
    held, behind = set(), set()
    for chart in charts:
        for name in chart.rows["claim_ids"].dropna().map(split_list).explode().dropna():
            used[chart.lang].setdefault(name, {})[chart.chart_id] = chart.facts.title
        held |= set(chart.rows["denominator_id"].dropna().map(split_list).explode().dropna())
        behind |= set(chart.rows["benchmark_id"].dropna())
    tables = _both_tiers(charts)
    own = tables["raw/denominators"].set_index("denominator_id").loc[sorted(held), "claim_id"]
    ids = set(used[LANGUAGES[0]]) | set(own.dropna())
    claims = tables["raw/claims"].set_index("claim_id")
    ids |= set(claims.loc[sorted(ids), "restates"].dropna())
    read = evidence.readings(tables)
    expressions = (read["central"][claim_id]["reported"] for claim_id in ids)
    rules = evidence.rules(expressions, tables["codebook/reading/hedges"], codebook)
    told = {}
    for lang in LANGUAGES:
        words = Words(lang, tables)
        uses = {name: list(seen.items()) for name, seen in used[lang].items()}
        told[lang] = {
            "claims": evidence.claims(ids, read, rules, uses, words),
            "denominators": evidence.denominators(held, words),
            "benchmarks": evidence.benchmarks(behind, words),
        }
    for kind in KINDS:
        for faces in zip(*(told[lang][kind] for lang in LANGUAGES), strict=True):
            for entry in faces:
                others = [one for one in faces if one is not entry]
                entry.also = " ".join(_subject(other) for other in others)
    return told


def _subject(entry: evidence.Entry) -> str:
    """Name, place and what is counted: the first lines of an entry, without what is printed."""
    lines = [text for told in list(entry.lines.values())[1:4] for text, _ in told]
    return " ".join([entry.name, *lines])


def _both_tiers(charts: Sequence[Chart]) -> dict[str, pd.DataFrame]:
    """The tables of all charts: one alone knows no claim of the other tier of evidence."""
    known = {chart.entry["tier"]: chart.words.tables for chart in charts}.values()
    together = {}
    for name in next(iter(known)):
        parts = list({id(tables[name]): tables[name] for tables in known}.values())
        whole = parts[0] if len(parts) == 1 else pd.concat(parts)
        together[name] = whole.drop_duplicates(ignore_index=True)  # places stand in both
    return together
