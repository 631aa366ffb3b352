"""Claims and indicators, at any reading and divided by any people; what may be compared of them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from reform_analysis.commands.face.charts import all_tables
from reform_analysis.commands.face.project import codebook, concepts_called, of_places
from reform_analysis.commands.face.table import Table
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables import store
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.messages import message
from reform_analysis.tables.naming import one_known, resolve
from reform_analysis.tables.paths import Project
from reform_analysis.tables.tiers import OPENING, TEXT, of_tier
from reform_analysis.values.dividing import Evidence, evidence_at


def load(name: str, *, project: Project | None = None) -> Table:
    """One table of the project, with its dtypes.

    Parameters
    ----------
    name : str
        Folder and name (``"raw/claims"``), or the name alone where one folder only has it.
    project : Project, optional
        Where to read; the project at hand if left out.

    Returns
    -------
    DataFrame
        Rows and columns as in the file, read anew. Strings are ``string``, whole numbers
        ``Int64``, numbers ``float64`` (``inf`` for an open end), dates ``datetime64[ns]``, truth
        values ``boolean``. Empty cells are missing.

    Raises
    ------
    TableError
        The file or a register cannot be read, or a cell does not fit its schema.
    KeyError
        There is no such table, or several of that name.

    Examples
    --------
    >>> load("raw/places").set_index("place_id").loc["jingjiang", "name_zh"]
    '靖江市'
    """
    book = codebook(project)
    of_build = book.schema(name).table.startswith("processed/")
    return Table.of(store.load(name, book.project) if of_build else book.table(name), book.project)


def claims(
    concepts: str | Sequence[str] | None = None,
    *,
    places: str | Sequence[str] | None = None,
    reading: str = "central",
    tier: str = TEXT,
    project: Project | None = None,
) -> Table:
    """Claims of the reports, each read as an interval; what a report prints twice counts once.

    Parameters
    ----------
    concepts : str or sequence of str, optional
        Ids or labels of concepts; a ``*`` at the end takes all that begin so. All if left out.
    places : str or sequence of str, optional
        Only these places, by id or by name in either language.
    reading : {"central", "narrow", "wide"}
        How widely hedges and vague periods are read.
    tier : {"text", "opening"}
        Of reports read whole, or of the wider sample of openings, without what is left out of it.
    project : Project, optional
        The project at hand if left out.

    Returns
    -------
    Table
        Columns of ``processed/claims``: ``low, value, high`` [``unit``; a share is a fraction],
        ``years_low, years_high`` [years]. ``.show(lang=)`` gives a table to read.

    Raises
    ------
    ValueError
        There is no such concept, place, reading or tier; the message says what was probably meant.

    Examples
    --------
    >>> claims("party-recruits*", places="靖江")[["reported", "low", "high"]].values.tolist()
    [['近400名', 360.0, 400.0], ['37%', 0.365, 0.375]]
    """
    from reform_analysis.values.left_out import distinct_claims

    book = codebook(project)
    found = distinct_claims(_evidence(book, reading, tier).claims)
    if concepts is not None:
        wanted = [concepts] if isinstance(concepts, str) else concepts
        found = found[found["concept_id"].isin(concepts_called(wanted, book))]
    order = ["concept_id", "place_id"] if concepts is not None else []
    found = of_places(found, places, book)
    found = found.sort_values(order, kind="stable", ignore_index=True) if order else found
    return Table.of(found.reset_index(drop=True), book.project)


def indicator(
    indicator_id: str,
    *,
    per: str | Sequence[str] | None = None,
    reading: str = "central",
    places: str | Sequence[str] | None = None,
    tier: str = TEXT,
    project: Project | None = None,
) -> Table:
    """One indicator of all places, as the reports give it or divided by people.

    Parameters
    ----------
    indicator_id : str
        Id or label, as in ``codebook/registers/indicators``.
    per : str or sequence of str, optional
        Whom to divide by: one population or several. Without it counts, yearly rates and shares.
    reading : {"central", "narrow", "wide"}
        How widely hedges and vague periods are read.
    places : str or sequence of str, optional
        Only these places, by id or by name in either language.
    tier : {"text", "opening"}
        Of reports read whole, or of the wider sample of openings.
    project : Project, optional
        The project at hand if left out.

    Returns
    -------
    Table
        ``indicator_id, variant, place_id, low, value, high, unit, status, period_start,
        period_end, population, denominator_id, reading, claim_ids, notes, tier``; a place that
        lacks the population or the period keeps its row, and ``notes`` says why. Silence gives no
        row.

    Raises
    ------
    ValueError
        There is no such indicator, population, place, reading or tier; the indicator is no count
        of people and cannot be divided; or it is not asked of the reports.

    Examples
    --------
    >>> rates = indicator("new-worker-members", per="census_residents")
    >>> rates = rates.set_index(["place_id", "variant"])
    >>> rates.loc[("jingjiang", "workers"), ["low", "high"]].astype(float).round(2).tolist()
    [1.09, 3.01]
    >>> indicator("workers-share-of-new-members", per="census_residents")
    Traceback (most recent call last):
    ...
    ValueError: 'workers-share-of-new-members' cannot be divided by 'census_residents': it is a \
share, no count of people of a place; without a population it gives fraction, 人
    """
    from reform_analysis.indicators import function_of, registered
    from reform_analysis.values.dividing import divide

    book = codebook(project)
    rows = [
        row
        for row in book.rows("codebook/registers/indicators")
        if row["indicator_id"] in registered()
    ]
    chosen = resolve(indicator_id, rows, "indicator_id", "indicator")[0]
    of_reports = next(row for row in rows if row["indicator_id"] == chosen)["of_reports"]
    if tier == TEXT and not of_reports:
        form = "{name} was made for the wider sample and is not asked of the reports; pass {choice}"
        raise ValueError(message(form, name=repr(chosen), choice=f"tier={OPENING!r}"))
    evidence = _evidence(book, reading, tier)
    found = function_of(chosen)(evidence.claims)
    if per is None:
        found = found.assign(per=None, denominator_id=None)
    else:
        populations = resolve(per, book.rows("codebook/registers/populations"), "per", "population")
        found = pd.concat([divide(found, evidence, one) for one in populations], ignore_index=True)
    found = of_places(found, places, book).assign(reading=reading, tier=tier)
    return Table.of(found.drop(columns="reference_date").reset_index(drop=True), book.project)


def compare(values: pd.DataFrame, *, project: Project | None = None) -> Table:
    """Which two values may be compared, and in what order they stand.

    Parameters
    ----------
    values : DataFrame
        What `indicator` gives.
    project : Project, optional
        The project at hand if left out.

    Returns
    -------
    Table
        A row a pair of values of two places (of openings two of one level, the latest of each):
        ``first, second`` and their variants, ``grade`` (A alike to D different things, or
        not_graded), ``order`` of the first to the second (above,
        below, not_ordered) and their ratio (missing where D or not graded), ``reasons``.

    Examples
    --------
    >>> pairs = compare(
    ...     indicator("innovation-studios", per="census_residents", places=["靖江", "淮北"])
    ... )
    >>> pairs[["first", "second", "grade", "order"]].values.tolist()
    [['huaibei', 'jingjiang', 'C', 'above']]
    """
    from reform_analysis.values.comparisons import comparable_pairs, comparisons_by_level

    book = codebook(project)
    populations = list(values["per"].dropna().unique()) or ["census_residents"]
    if len(populations) > 1:
        form = "these values are divided by {names}; compare those of one population"
        raise ValueError(message(form, names=", ".join(populations)))
    rows, tables = pd.DataFrame(values), book.once(all_tables)
    if rows.get("tier", pd.Series()).eq(OPENING).any():
        pairs = comparisons_by_level(rows, tables).drop(columns=["recent", "per"])
    else:
        pairs = comparable_pairs(rows, tables, populations[0])
    return Table.of(pairs, book.project)


def rank(values: pd.DataFrame, *, project: Project | None = None) -> Table:
    """The ranks that each place can have: a set, for intervals that meet are not ordered.

    Parameters
    ----------
    values : DataFrame
        What `indicator` gives, of one variant.
    project : Project, optional
        The project at hand if left out.

    Returns
    -------
    Table
        The rows that have a value, with the ``best`` and the ``worst`` rank [1 is the highest]
        that each can have, and how many are ``ranked``.

    Raises
    ------
    ValueError
        Two of the places may not stand in one ranking (grade C or D, or not graded): the pair that
        stands in the way is named, with its reasons. Or a place has two values: choose one variant
        and one population.

    Examples
    --------
    >>> training = indicator("subsidised-training", per="census_residents")
    >>> rank(training)[["place_id", "best", "worst"]].to_numpy().tolist()
    [['wujin', 2, 2], ['yancheng', 1, 1]]
    >>> rank(indicator("innovation-studios", per="census_residents"))
    Traceback (most recent call last):
    ...
    ValueError: 'huaibei' and 'jiangdu' cannot stand in one ranking: grade C (masters-studios, \
level, province); rank places whose every pair is of grade A or B, or compare two at a time
    """
    from reform_analysis.values.compare import rank_sets
    from reform_analysis.values.ranks import refuse_unlike

    known = pd.DataFrame(values).dropna(subset=["low"])
    refuse_unlike(compare(known, project=project))
    return Table.of(rank_sets(known), codebook(project).project)


def _evidence(book: Codebook, reading: str, tier: str) -> Evidence:
    """The claims and denominators of a tier at a reading, made once for a codebook."""
    one_known(reading, "reading", READINGS)
    one_known(tier, "tier of evidence", (TEXT, OPENING))
    return book.once(_made_evidence, reading, tier)


def _made_evidence(book: Codebook, reading: str, tier: str) -> Evidence:
    return evidence_at(of_tier(book.once(store.by_hand), tier), book, reading)
