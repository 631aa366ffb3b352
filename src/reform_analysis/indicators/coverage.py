"""What is reported at all, how much is not, and which claims no indicator uses, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from reform_analysis.values.comparability import REPORTING_LEVELS
from reform_analysis.values.left_out import reason_left_out

ORGANISATIONS = ("firm", "studio")

AT_ONCE = 200_000
"""Values that are looked at together: of millions the rest waits, for the memory."""

WHOLE_PLACES = ("prefecture", "county")
"""Levels whose reports speak of a whole place with all its departments."""

PRINTED = ("reported", "derived", "proxy", "bound")
"""What may be known of a value, the strongest first."""

STATUSES = pd.array([*PRINTED, "direction_only", "not_applicable", "not_reported"], dtype="string")
"""The same, and what may be said where there is none."""


def reporting(tables: Mapping[str, pd.DataFrame], indicators: pd.DataFrame) -> pd.DataFrame:
    """Say for each place and indicator what the text prints of it: silence is a finding.

    Parameters
    ----------
    tables : dict of DataFrame
        All raw and codebook tables by name.
    indicators : DataFrame
        ``processed/indicators``.

    Returns
    -------
    DataFrame
        ``processed/reporting``: ``status`` of the place and indicator, ``note`` and ``note_zh``
        with the reason or the statement of the last two but one:

        ==============  ==============================================================
        reported        the text prints the quantity itself
        derived         it is worked out of numbers that are printed, or of one and the
                        people of the place
        proxy           a nearby count is printed, or a count without its base
        bound           only limits follow
        direction_only  the text says that it rises or falls and prints no number
        not_applicable  a place of this level cannot have it
        not_reported    the text is silent
        ==============  ==============================================================

    Notes
    -----
    The strongest status of a place's rows counts, in this order. A share is printed as a share: the
    two counts of its quotient are not it. Asked are the zone and the places at township level and
    above that a source with at least one figure is about; a firm is not asked for a place's
    indicators. What a place of some level cannot have stands in
    ``codebook/registers/not_applicable``; a place that reports it all the same keeps its status.

    Examples
    --------
    盐城's share of worker seats rose on the year before; 综保区 prints members and employees.

    >>> from reform_analysis import load
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.tables.store import read_all
    >>> table = reporting(read_all(codebook().project), load("processed/indicators"))
    >>> status = table.set_index(["indicator_id", "place_id"])["status"]
    >>> status["worker-seats", "yancheng"], status["party-member-density", "wuxi-bonded-zone"]
    ('direction_only', 'derived')
    """
    register = tables["codebook/registers/indicators"].query("computed and of_reports")
    asked = _asked(tables)
    ids, places = register["indicator_id"].array, asked["place_id"].array
    code = {status: n for n, status in enumerate(STATUSES)}
    cells = np.full((len(ids), len(places)), code["not_reported"], dtype=np.int8)
    notes = {name: np.full(cells.shape, pd.NA, dtype=object) for name in ("note", "note_zh")}
    for silence, of, at, why in (
        ("not_applicable", "codebook/registers/not_applicable", "level", "reason"),
        ("direction_only", "raw/directions", "place_id", "statement"),
    ):
        told = tables[of][["indicator_id", at, why, f"{why}_zh"]].iloc[::-1]  # the first stays
        for indicator_id, where, *texts in told.to_numpy():
            here = np.ix_(ids == indicator_id, asked[at] == where)
            cells[here] = code[silence]
            for each, text in zip(notes.values(), texts, strict=True):
                each[here] = text
    shares = register.loc[register["unit"].eq("fraction"), "indicator_id"]
    row_of, column_of = pd.Index(ids), pd.Index(places)
    for start in range(0, len(indicators), AT_ONCE):
        values = indicators.iloc[start : start + AT_ONCE]
        baseless = values["indicator_id"].isin(shares) & values["unit"].ne("fraction")
        status = values["status"].mask(baseless & values["status"].eq("reported"), "proxy")
        row = row_of.get_indexer(values["indicator_id"])
        column = column_of.get_indexer(values["place_id"])
        known = (row >= 0) & (column >= 0)
        np.minimum.at(cells, (row[known], column[known]), status[known].map(code))
    for each in notes.values():
        each[cells < len(PRINTED)] = pd.NA
    return pd.DataFrame(
        {
            "indicator_id": ids.repeat(len(places)),
            "place_id": pd.arrays.StringArray(np.tile(places.to_numpy(dtype=object), len(ids))),
            "status": STATUSES.take(cells.ravel()),
            **{name: pd.arrays.StringArray(each.ravel()) for name, each in notes.items()},
        },
        copy=False,
    )


def _asked(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The places that a report is about, each with its level."""
    levels = tables["raw/places"].set_index("place_id")["level"]
    sources = tables["raw/sources"]
    with_claims = sources[sources["source_id"].isin(tables["raw/claims"]["source_id"])]
    places = with_claims[["place_id"]].drop_duplicates()
    places = places.assign(level=places["place_id"].map(levels))
    return places[places["level"].isin(REPORTING_LEVELS)]


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
    >>> table = pd.DataFrame({"place_id": list("aaab")})
    >>> table["status"] = ["reported", "not_reported", "not_applicable", "bound"]
    >>> silence_rate(table).values.tolist()
    [['a', 2, 1, 0.5], ['b', 1, 0, 0.0]]
    """
    cells = reporting.assign(
        asked=reporting["status"].ne("not_applicable"),
        silent=reporting["status"].eq("not_reported"),
    )
    counted = cells.groupby(list(by), as_index=False)[["asked", "silent"]].sum()
    return counted.assign(rate=counted["silent"] / counted["asked"].mask(counted["asked"].eq(0)))


def silence_counts(
    reporting: pd.DataFrame, indicators: pd.DataFrame, places: pd.DataFrame
) -> pd.DataFrame:
    """How the silence rate hangs on who is asked and on what the list repeats.

    Parameters
    ----------
    reporting : DataFrame
        ``processed/reporting``.
    indicators : DataFrame
        ``processed/indicators``.
    places : DataFrame
        ``raw/places``.

    Returns
    -------
    DataFrame
        Four rows: ``places`` (all, whole: prefectures and counties, without zone and town),
        ``indicators`` (all, without_restating), ``listed`` [indicators], ``asked`` and ``silent``
        [cells], ``rate`` [fraction, 0 to 1].

    Notes
    -----
    An indicator restates where no text can print it, for it is only ever worked out of the numbers
    of others or bounded by them: its silence is theirs again. The list of indicators was drawn from
    these reports, so no rate here says how much of all that could be told is left out.

    Examples
    --------
    Of 靖江 alone.

    >>> from reform_analysis import load
    >>> cells = load("processed/reporting").query("place_id == 'jingjiang'")
    >>> counts = silence_counts(cells, load("processed/indicators"), load("raw/places"))
    >>> counts[["places", "indicators", "listed", "asked"]].values.tolist()[:2]
    [['all', 'all', 43, 42], ['all', 'without_restating', 35, 34]]
    """
    printed = indicators["status"].isin(["reported", "proxy"])
    restating = set(indicators["indicator_id"]) - set(indicators.loc[printed, "indicator_id"])
    level = reporting["place_id"].map(places.set_index("place_id")["level"])
    cells = reporting.assign(
        whole=level.isin(WHOLE_PLACES), own=~reporting["indicator_id"].isin(restating)
    )
    rows = []
    for who, asked in (("all", cells), ("whole", cells[cells["whole"]])):
        for what, told in (("all", asked), ("without_restating", asked[asked["own"]])):
            rate = silence_rate(told.assign(places=who, indicators=what), ["places", "indicators"])
            rows.append(rate.assign(listed=told["indicator_id"].nunique()))
    columns = ["places", "indicators", "listed", "asked", "silent", "rate"]
    return pd.concat(rows, ignore_index=True)[columns]


def unused_claims(tables: Mapping[str, pd.DataFrame], indicators: pd.DataFrame) -> pd.DataFrame:
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
        ``processed/unused_claims``: ``claim_id``, ``reason``, ``note`` and ``tier``. ``reason`` is
        missing where no rule gives one, which a test forbids.

    Notes
    -----
    The first rule that fits gives the reason: what the claim itself says (``left_out``),
    ``restated`` (printed a second time; of which claim stands in ``raw/claims``),
    ``parameter`` (its concept is a threshold, length or tariff), ``context`` (its concept
    describes none of the five dimensions), ``organisation_below_place`` (it is about a firm, a
    studio or a place below that of its report), and else what
    ``codebook/registers/unused_reasons`` says of its concept. Last ``no_pair``: an indicator counts
    the concept, and the source does not print the other number that it needs.

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
    about = tables["raw/sources"].set_index("source_id")
    columns = ["claim_id", "source_id", "place_id", "concept_id", "target", "restates", "left_out"]
    claims = tables["raw/claims"][columns]
    claims = claims[~claims["claim_id"].isin(used)]
    claims = claims.join(about[["kind", "grade", "published_latest"]], on="source_id")
    concept = claims["concept_id"].map
    concepts = tables["codebook/registers/concepts"].set_index("concept_id")
    register = tables["codebook/registers/unused_reasons"].set_index("concept_id")
    level = claims["place_id"].map(tables["raw/places"].set_index("place_id")["level"])
    place = claims["source_id"].map(about["place_id"])
    rules = {
        "organisation_below_place": level.isin(ORGANISATIONS) | claims["place_id"].ne(place),
        "context": concept(concepts["dimension"]).eq("context"),
        "parameter": concept(concepts["kind"]).eq("parameter"),
        "restated": claims["restates"].notna(),
    }
    counted = claims["concept_id"].isin(_counted(tables["codebook/registers/indicators"]))
    alone = pd.Series("no_pair", claims.index).where(counted)
    reason, note = concept(register["reason"]).fillna(alone), concept(register["note"])
    others = claims["kind"].eq("opening") & reason.eq("one_unit_only")  # alone among the reports
    reason = reason.mask(others, "not_asked")
    for name, fits in rules.items():  # the later rule wins
        reason, note = reason.mask(fits, name), note.mask(fits)
    own = reason_left_out(claims)
    reason, note = own.fillna(reason), note.mask(own.notna())
    told = claims[["claim_id"]].assign(reason=reason, note=note, tier=claims["kind"])
    return told.reset_index(drop=True)


def _counted(register: pd.DataFrame) -> set[str]:
    """The concepts that indicators count or divide by."""
    lists = pd.concat([register["numerator"], register["denominator"]]).dropna()
    return {one for listed in lists for one in listed.split(";")}
