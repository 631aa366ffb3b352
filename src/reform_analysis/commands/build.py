"""From raw tables to processed ones: the order of the work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from reform_analysis import indicators
from reform_analysis.commands.check import read_checked
from reform_analysis.commands.files import table_files
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.atomic import alone, read_folder, write_file, write_folder
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.datapackage import package_text
from reform_analysis.tables.paths import Project
from reform_analysis.tables.store import read_schemas
from reform_analysis.tables.tiers import OPENING, TEXT, of_tier
from reform_analysis.values.agreement import OF_EXPRESSION, agreement
from reform_analysis.values.cases import evidence_of_all, of_cases, orders_of_cases
from reform_analysis.values.comparisons import comparisons, comparisons_by_level
from reform_analysis.values.consistency import consistency, last_digits
from reform_analysis.values.dividing import Evidence, evidence_at_all
from reform_analysis.values.ranks import rank_groups
from reform_analysis.values.sensitivity import sensitivity, value_sensitivity

TIERED = tuple(f"processed/{name}" for name in ("indicators", "comparisons", "ranks", "agreement"))
"""Tables of both tiers whose rows name no claim that would tell the tier."""


def build(project: Project, progress: Callable[[str], object] = print) -> list[Path]:
    """Check all tables kept by hand, compute the others from them and write those.

    Words for readers, and rules that find numbers in a text, are left to `check`: nothing is
    computed from them. The same tables give the same bytes on every run. The new tables replace the
    old ones all at once, after everything is checked; where nothing changes no file is touched.

    Parameters
    ----------
    project : Project
        Where to read and write.
    progress : callable
        Takes one line of text at a time.

    Returns
    -------
    list of Path
        The processed tables and the data package.

    Raises
    ------
    TableError
        A table has faults; all are listed and nothing is written.
    """
    codebook = Codebook(project)
    tables = read_checked(project, codebook, whole=False)
    schemas, _ = read_schemas(project)
    files = table_files(schemas, tables, compute(tables, codebook))
    package = package_text(project, files).encode()
    with alone(project.data):  # not while another run exchanges them
        old = read_folder(project.processed)
    try:
        changed = write_folder(project.processed, files)
        changed |= write_file(project.datapackage, package)
    except BaseException:  # an interrupt too: the package and the tables it describes go together
        write_folder(project.processed, old)
        raise
    state = "written to" if changed else "are as they were in"
    progress(f"{len(files)} tables {state} {project.processed.relative_to(project.root)}")
    return [*(project.processed / name for name in files), project.datapackage]


def compute(tables: Mapping[str, pd.DataFrame], codebook: Codebook) -> dict[str, pd.DataFrame]:
    """All processed tables, from the raw ones and the codebook.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        As `reform_analysis.tables.store.read_all` gives them; unchanged.
    codebook : Codebook
        Whose rules read the expressions and the periods.

    Returns
    -------
    dict of str to DataFrame
        Those of `compute_values` and `compute_audits`, and ``processed/comparisons``,
        ``processed/ranks``, ``processed/sensitivity``, ``processed/sensitivity_of_values``.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.tables.store import read_all
    >>> len(compute(read_all(codebook().project), codebook()))
    11
    """
    texts, pages = of_tier(tables, TEXT), of_tier(tables, OPENING)
    plain, cases = evidence_of_all(texts, codebook)
    read = evidence_at_all(pages, codebook) if len(pages["raw/claims"]) else {}
    seen = {f"{reading} {OPENING}": each for reading, each in read.items()}
    rows = indicators.compute_from(plain | cases | seen, only_values=False)
    of_pages = rows["reading"].isin([*seen])
    text = _with_tier(compute_text(texts, plain, rows[~of_pages]), TEXT)
    opening = _with_tier(compute_openings(pages, seen, rows[of_pages]) if seen else {}, OPENING)
    return {
        name: pd.concat([table, opening[name]], ignore_index=True) if name in opening else table
        for name, table in text.items()
    }


def _with_tier(tables: Mapping[str, pd.DataFrame], tier: str) -> dict[str, pd.DataFrame]:
    return {
        name: table.assign(tier=tier) if name in TIERED else table
        for name, table in tables.items()
        if len(table) or tier == TEXT
    }


def compute_text(
    tables: Mapping[str, pd.DataFrame], evidence: Mapping[str, Evidence], rows: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """All processed tables of the reports that were read whole, from their indicators.

    Parameters are those of `compute_audits`; the indicators are of every case too.
    """
    found = rows.dropna(subset="low")
    plain = found["reading"].isin(READINGS)
    values = _tables_of(tables, evidence["central"].claims, found[plain])
    pairs = comparisons(values["processed/indicators"], {**tables, **values})
    cases = of_cases(found[~plain])
    orders = orders_of_cases(cases, pairs, tables["codebook/registers/indicators"])
    listed = pd.concat([orders, pairs[pairs["order"].isna()]], ignore_index=True)
    return {
        **values,
        **compute_audits(tables, evidence, rows),
        "processed/comparisons": pairs,
        "processed/ranks": rank_groups(pairs),
        "processed/sensitivity": sensitivity(listed),
        "processed/sensitivity_of_values": value_sensitivity(cases),
    }


def compute_openings(
    tables: Mapping[str, pd.DataFrame], evidence: Mapping[str, Evidence], rows: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The processed tables that openings have a part in, from their claims and indicators.

    Parameters are those of `compute_audits`, by ``central opening`` and the like. Silence, the
    claims of one report against each other and the choices that a value hangs on stay with the
    reports that were read whole. Places are held against places of their own level.
    """
    central = evidence[f"central {OPENING}"].claims
    values = rows.dropna(subset="low").reset_index(drop=True)
    values["reading"] = values["reading"].str.removesuffix(f" {OPENING}")
    pairs = comparisons_by_level(values, {**tables, "processed/claims": central})
    return {
        "processed/claims": central,
        "processed/indicators": values,
        "processed/unused_claims": indicators.unused_claims(tables, values),
        "processed/agreement": agreement(central, tables["raw/second_coding"], OF_EXPRESSION),
        "processed/comparisons": pairs.drop(columns="recent"),
        "processed/ranks": rank_groups(pairs[pairs["recent"]]),
    }


def compute_values(
    tables: Mapping[str, pd.DataFrame], codebook: Codebook
) -> dict[str, pd.DataFrame]:
    """The processed tables of claims and values, without what compares and judges them.

    Parameters are those of `compute`. Its cost grows as the number of claims, that of the pairs as
    the square of the number of places.

    Returns
    -------
    dict of str to DataFrame
        ``processed/claims``, ``processed/indicators``, ``processed/reporting``,
        ``processed/unused_claims``.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.tables.store import read_all
    >>> values = compute_values(read_all(codebook().project), codebook())
    >>> values["processed/indicators"]["reading"].unique().tolist()
    ['narrow', 'central', 'wide']
    """
    raw, read = tables["raw/claims"], []

    def rows() -> Iterator[pd.DataFrame]:
        for block in indicators.blocks(tables):
            evidence = evidence_at_all(block, codebook)
            claims = evidence["central"].claims
            read.append(claims[["claim_id", "left_out", *claims.columns.difference(raw.columns)]])
            yield indicators.compute_from(evidence)

    values = indicators.gathered(rows())
    own = pd.concat(read, ignore_index=True)
    read.clear()  # of a million claims a tenth of a gigabyte that is of no use any more
    return _tables_of(tables, raw.drop(columns="left_out").merge(own, on="claim_id"), values)


def _tables_of(
    tables: Mapping[str, pd.DataFrame], claims: pd.DataFrame, values: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    return {
        "processed/claims": claims,
        "processed/indicators": values,
        "processed/unused_claims": indicators.unused_claims(tables, values),
        "processed/reporting": indicators.reporting(tables, values),
    }


def compute_audits(
    tables: Mapping[str, pd.DataFrame], evidence: Mapping[str, Evidence], rows: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The processed tables that hold the claims against themselves and a second coding.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        As for `compute`.
    evidence : mapping of str to Evidence
        At the central and the wide reading.
    rows : DataFrame
        Indicators of this evidence, those without a value included.

    Returns
    -------
    dict of str to DataFrame
        ``processed/consistency``, ``processed/last_digits``, ``processed/agreement``.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.tables.store import read_all
    >>> tables = of_tier(read_all(codebook().project), TEXT)
    >>> evidence = evidence_at_all(tables, codebook())
    >>> rows = indicators.compute_from(evidence, only_values=False)
    >>> compute_audits(tables, evidence, rows)["processed/agreement"]["compared"].unique().tolist()
    [218]
    """
    central, wide = evidence["central"], evidence["wide"]
    return {
        "processed/consistency": consistency(
            {"central": central.claims, "wide": wide.claims},
            tables["codebook/registers/consistency_pairs"],
            indicators.above_one(rows[rows["reading"].eq("central")]),
            central.denominators,
        ),
        "processed/last_digits": last_digits(central.claims, tables["codebook/registers/concepts"]),
        "processed/agreement": agreement(central.claims, tables["raw/second_coding"]),
    }
