"""What the page "About and how to read" shows of the registers, in one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from reform_analysis.charts.words import Row, Words
from reform_analysis.publish.site.evidence import told_interval
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.changes import changes
from reform_analysis.tables.paths import Project
from reform_analysis.tables.releases import ReleaseError, files_of, read_release, recorded

TERMS = (
    *("claim", "interval", "hedge", "reading", "assumed", "persons", "period", "population"),
    *("bound", "silence", "grades", "tiers"),
)
"""What is explained, in this order: words ``term.…`` and ``about.…`` of the pages."""


def hedges(
    read: Mapping[str, Mapping[str, Row]], shown: Collection[str], words: Words
) -> list[dict[str, Any]]:
    """Each hedge with the first claim that bears it, and how that is read.

    Parameters
    ----------
    read : mapping of str to mapping
        What `evidence.readings` gives.
    shown : collection of str
        Claims that have an entry on the page of claims.
    words : Words

    Returns
    -------
    list of dict
        ``name``, ``reported``, ``claim_id`` and a text for each of `READINGS`; a hedge that no
        claim bears is left out.
    """
    known = words.tables["codebook/reading/hedges"]["hedge"].drop_duplicates()
    first: dict[str, str] = {}
    for claim_id, row in read["central"].items():
        if claim_id in shown and pd.notna(row["low"]):
            first.setdefault(row["hedge"], claim_id)
    found = []
    for hedge in (name for name in known if name in first):
        claim_id = first[hedge]
        told = {name: told_interval(read[name][claim_id], words) for name in READINGS}
        reported = read["central"][claim_id]["reported"]
        named = {"name": words(f"hedge.{hedge}"), "reported": reported, "claim_id": claim_id}
        found.append(named | told)
    return found


def changed(project: Project) -> dict[str, Any]:
    """What in the tables kept by hand is another than at the latest release.

    Parameters
    ----------
    project : Project

    Returns
    -------
    dict
        ``version`` of the release, ``tables``: the number of changes by table, in the order of
        their names. Empty where no release is recorded, or its record is damaged.
    """
    known = recorded(project)
    try:
        found = changes(read_release(project, known[-1]), files_of(project)) if known else None
    except ReleaseError:
        found = None
    if found is None:
        return {}
    folders = [f"data/{path.name}/" for path in (project.raw, project.codebook)]
    files = [change.file for change in found if change.file.startswith(tuple(folders))]
    tables = Counter(name.removeprefix("data/").removesuffix(".csv") for name in files)
    return {"version": known[-1], "tables": tables}


def populations(words: Words) -> list[tuple[str, str]]:
    """Whom counts are divided by: what each population is called, and who its people are.

    Examples
    --------
    >>> from reform_analysis.charts.words import words
    >>> from reform_analysis.commands.face import codebook
    >>> populations(words("en", codebook()))[4]
    ('residents at the census of 1 November 2020', 'all residents of the place')
    """
    register = words.tables["codebook/registers/populations"]
    return [
        tuple(words.text("codebook/registers/populations", per, name) for name in _TOLD)
        for per in register["per"]
    ]


_TOLD = ("label", "people")


def terms(words: Words) -> list[tuple[str, str, str]]:
    """Id, name and explanation of each of `TERMS`."""
    return [(name, words(f"term.{name}"), words(f"about.{name}")) for name in TERMS]
