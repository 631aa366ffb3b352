"""What is reported at all, how much is not, and which claims no indicator uses, and why."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from reform_analysis.values.comparability import REPORTING_LEVELS

ORGANISATIONS = ("firm", "studio")


def reporting(tables: dict[str, pd.DataFrame], indicators: pd.DataFrame) -> pd.DataFrame:
    """Say for each place and indicator whether anything is reported: silence is a finding.

    Parameters
    ----------
    tables : dict of DataFrame
        All raw and codebook tables by name.
    indicators : DataFrame
        ``processed/indicators``.

    Returns
    -------
    DataFrame
        ``processed/reporting``: the strongest status of the place's rows (reported, derived,
        proxy, bound), ``not_reported``, or ``not_applicable`` with the reason in ``note``.

    Notes
    -----
    Asked are the zone and the places at township level and above that a source with at least
    one figure is about; a firm is not asked for a place's indicators. What a place of some
    level cannot have stands in ``codebook/registers/not_applicable``; a place that reports it all
    the same keeps its status.

    Examples
    --------
    >>> from reform_analysis import load
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.tables.store import read_all
    >>> table = reporting(read_all(codebook().project), load("processed/indicators"))
    >>> table.set_index(["indicator_id", "place_id"]).loc[
    ...     ("workers-share-of-new-members", "yancheng"), "status"
    ... ]
    'not_reported'
    """
    levels = tables["raw/places"].set_index("place_id")["level"]
    sources = tables["raw/sources"]
    with_claims = sources[sources["source_id"].isin(tables["raw/claims"]["source_id"])]
    asked = [r for r in with_claims["place_id"].unique() if levels[r] in REPORTING_LEVELS]
    register = tables["codebook/registers/indicators"].query("computed")
    cells = register[["indicator_id"]].merge(
        pd.DataFrame({"place_id": asked, "level": [levels[r] for r in asked]}), how="cross"
    )
    strength = ["reported", "derived", "proxy", "bound"]
    ranked = indicators.assign(rank=indicators["status"].map(strength.index))
    strongest = ranked.groupby(["indicator_id", "place_id"], as_index=False)["rank"].min()
    strongest["status"] = [strength[rank] for rank in strongest["rank"]]
    cells = cells.merge(strongest, on=["indicator_id", "place_id"], how="left")
    cells = cells.merge(
        tables["codebook/registers/not_applicable"], on=["indicator_id", "level"], how="left"
    )
    silent = cells["reason"].notna().map({True: "not_applicable", False: "not_reported"})
    status = cells["status"].fillna(silent)
    note = cells["reason"].where(status.eq("not_applicable"))
    return cells[["indicator_id", "place_id"]].assign(status=status, note=note)


def silence_rate(reporting: pd.DataFrame, by: Sequence[str] = ("place_id",)) -> pd.DataFrame:
    """How much of what could be reported is not.

    Parameters
    ----------
    reporting : DataFrame
        ``processed/reporting``; join ``dimension`` from the register to group by it.
    by : sequence of str
        Columns to group by.

    Returns
    -------
    DataFrame
        The columns of `by`, ``asked`` [cells that apply], ``silent`` [cells not reported] and
        ``rate`` [fraction, 0 to 1; missing where nothing applies], in order of `by`.

    Notes
    -----
    ``silent / asked``, over sums of cells: rates are never averaged. An indicator that does not
    apply to a place is not asked of it.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {
    ...         "place_id": ["a", "a", "a", "b"],
    ...         "status": ["reported", "not_reported", "not_applicable", "bound"],
    ...     }
    ... )
    >>> silence_rate(table).values.tolist()
    [['a', 2, 1, 0.5], ['b', 1, 0, 0.0]]
    """
    cells = reporting.assign(
        asked=reporting["status"].ne("not_applicable"),
        silent=reporting["status"].eq("not_reported"),
    )
    counted = cells.groupby(list(by), as_index=False)[["asked", "silent"]].sum()
    return counted.assign(rate=counted["silent"] / counted["asked"].mask(counted["asked"].eq(0)))


def unused_claims(tables: dict[str, pd.DataFrame], indicators: pd.DataFrame) -> pd.DataFrame:
    """List the claims that no indicator uses, each with the reason.

    Parameters
    ----------
    tables : dict of DataFrame
        All raw and codebook tables by name.
    indicators : DataFrame
        ``processed/indicators``.

    Returns
    -------
    DataFrame
        ``processed/unused_claims``: ``claim_id``, ``reason`` and ``note``. ``reason`` is
        missing where no rule gives one, which a test forbids.

    Notes
    -----
    The first rule that fits gives the reason: ``restated`` (printed a second time; of which
    claim stands in ``raw/claims``),
    ``parameter`` (its concept is a threshold, length or tariff), ``context`` (its concept
    describes none of the five dimensions), ``organisation_below_place`` (it is about a firm, a
    studio or a place below that of its report), and else what
    ``codebook/registers/unused_reasons`` says of its concept.

    Examples
    --------
    >>> from reform_analysis import load
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.tables.store import read_all
    >>> unused = unused_claims(
    ...     read_all(codebook().project), load("processed/indicators")
    ... ).set_index("claim_id")
    >>> unused.loc["zhutang-2023-6962", "reason"]
    'restated'
    """
    used = {one for ids in indicators["claim_ids"].unique() for one in ids.split(";")}
    claims = tables["raw/claims"]
    claims = claims[~claims["claim_id"].isin(used)]
    concept = claims["concept_id"].map
    concepts = tables["codebook/registers/concepts"].set_index("concept_id")
    register = tables["codebook/registers/unused_reasons"].set_index("concept_id")
    level = claims["place_id"].map(tables["raw/places"].set_index("place_id")["level"])
    place = claims["source_id"].map(tables["raw/sources"].set_index("source_id")["place_id"])
    rules = {
        "organisation_below_place": level.isin(ORGANISATIONS) | claims["place_id"].ne(place),
        "context": concept(concepts["dimension"]).eq("context"),
        "parameter": concept(concepts["kind"]).eq("parameter"),
        "restated": claims["restates"].notna(),
    }
    reason, note = concept(register["reason"]), concept(register["note"])
    for name, fits in rules.items():  # the later rule wins
        reason, note = reason.mask(fits, name), note.mask(fits)
    return claims[["claim_id"]].assign(reason=reason, note=note).reset_index(drop=True)
