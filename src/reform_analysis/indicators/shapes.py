"""The common shapes of indicators, so that each one is only its own idea.

Printed values (`rows`), flows with their annual rates (`flows`), and claims combined with claims of
the same place (`combine`) are steps. An indicator names its steps; `computed` takes those of all
indicators at once, for on few claims a step costs the same, however few. `sums` makes claims that
steps take like any others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import truediv

import numpy as np
import numpy.typing as npt
import pandas as pd

from reform_analysis.tables.naming import suggest
from reform_analysis.values.bounds import total_by, whole
from reform_analysis.values.distinct import of_distinct
from reform_analysis.values.interval import Interval
from reform_analysis.values.per_head import join_notes, per_year

KEPT = ("place_id", "period_start", "period_end", "reference_date", "notes")
"""What a value keeps of the claim that it comes from."""

MET = ("place_id", "claim_id", "low", "value", "high", "unit", "variant", "notes")
"""What a claim needs to be combined with another."""

TAKEN = (*dict.fromkeys(KEPT + MET), "status", "period_kind", "years_low", "years_high")
"""Columns of the claims that steps take."""

SAME_PERIOD = ("period_start", "period_end")
"""What two counts share that one page gives for one time; it may give others for others."""

WHOLE = ("人", "件")
"""Units of which there are no fractions."""

NOTHING = np.zeros(0, dtype=np.intp)
"""Where the claims stand of a concept that nobody reports."""


@dataclass(frozen=True, eq=False)
class Counted:
    """The claims that an indicator counts, in a table of those of many.

    Parameters
    ----------
    table : DataFrame
        Tidy claims with ``variant``, ``notes`` and ``status``, reported.
    standing : dict of str to array of int
        By concept, where its claims stand in the table.
    """

    table: pd.DataFrame
    standing: dict[str, npt.NDArray[np.intp]]

    def rows(self) -> npt.NDArray[np.intp]:
        """Where the claims stand, in the order of the table."""
        return np.sort(np.concatenate([NOTHING, *self.standing.values()]))

    def frame(self) -> pd.DataFrame:
        """The claims as a table of their own."""
        return self.table.take(self.rows()).reset_index(drop=True)


def select(claims: Counted, *concept_ids: str) -> Counted:
    """Claims of some of an indicator's concepts.

    Raises
    ------
    ValueError
        A concept is none of those that the indicator is registered with.
    """
    standing = claims.standing
    for concept in concept_ids:
        if concept not in standing:
            remedy = suggest(concept, [*standing], "list it where the indicator is registered")
            raise ValueError(f"'{concept}' is no concept of this indicator; {remedy}")
    return replace(claims, standing={concept: standing[concept] for concept in concept_ids})


Claims = Counted | pd.DataFrame
"""Claims as they are coded, or those that a function made of them."""


@dataclass(frozen=True, eq=False)
class Step:
    """One thing to compute; parameters are those of `rows`, `flows` and `combine`."""

    kind: str
    claims: Claims
    status: str | None = None
    second: Claims | None = None
    operation: Callable[[Interval, Interval], Interval] | None = None
    unit: str | None = None
    variant: str | None = None
    alike: tuple[str, ...] = ()


Steps = list[Step]
"""What an indicator gives: its values in this order."""


def rows(claims: Claims, status: str | None = None) -> Steps:
    """Values as printed, or as a function made them; ``status`` is the claims' own if not given."""
    return [Step("rows", claims, status)]


def flows(claims: Claims, status: str | None = None) -> Steps:
    """Counts as printed and per year.

    A count that the text gives for each year is a rate as printed, and no bare count; derived where
    the text can be read otherwise too. A flow whose text gives no period keeps its count; its rate
    is missing, with a note.
    """
    return [Step("flows", claims, status)]


def combine(
    first: Claims,
    second: Claims,
    operation: Callable[[Interval, Interval], Interval] = truediv,
    *,
    unit: str | None = None,
    variant: str | None = None,
    alike: tuple[str, ...] = (),
) -> Steps:
    """Compute row by row from two claims about one place, derived: by default their quotient.

    Every claim of `first` meets every claim of `second` about its place, and with equal cells in
    the columns of `alike`; a place that has only one of the two gives no row. The period is that of
    `first`, the ``variant`` that of `first` or else of `second`; the unit is first/second where
    none is given. A count of people or cases (`WHOLE`) is whole, and a share without an upper end
    ends at the whole.
    """
    return [Step("combine", first, None, second, operation, unit, variant, alike)]


def sums(claims: Counted, variant: str, note: str) -> pd.DataFrame:
    """Add up claims of one place, unit and period that count different things.

    Gives claims again, ``claim_id`` holding all ids and ``notes`` the id of a note; a place
    with one claim only gives none.
    """
    same = ["place_id", "unit", "period_kind", "period_start", "period_end"]
    several, group = groups_of_several(claims.frame(), same)
    made = firsts(several, group)
    added = total_by(Interval.of(several), group).set_axis(made.index)
    return made.assign(**added, variant=variant, notes=note)


def groups_of_several(
    found: pd.DataFrame, same: Sequence[str]
) -> tuple[pd.DataFrame, npt.NDArray[np.intp]]:
    """Claims that share some cells with others, and which they share them with.

    The groups are counted from 0 as they are met; a missing cell is the same as another.
    """
    codes = found.groupby([*same], dropna=False, sort=False).ngroup().to_numpy()
    several = np.bincount(codes)[codes] > 1 if len(codes) else np.zeros(0, dtype=bool)
    return found[several], pd.factorize(codes[several])[0]


def firsts(several: pd.DataFrame, group: npt.NDArray[np.intp]) -> pd.DataFrame:
    """The first claim of each group, ``claim_id`` holding the ids of all."""
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    ids = np.split(several["claim_id"].to_numpy()[order], starts)[1:]
    made = several.iloc[order[starts]].reset_index(drop=True)
    return made.assign(claim_id=pd.Series([";".join(part) for part in ids], dtype="string"))


def computed(steps: Steps, table: pd.DataFrame) -> list[pd.DataFrame]:
    """Indicator rows of many steps on the claims of a table, those of one kind together.

    ``step`` counts the steps from 0.
    """
    kinds: dict[tuple[object, ...], list[int]] = {}
    for number, step in enumerate(steps):
        kinds.setdefault((step.kind, step.operation, step.alike), []).append(number)
    made = []
    for (kind, operation, alike), numbers in kinds.items():
        claims = _gathered({number: steps[number].claims for number in numbers}, table)
        names = ("status", "unit", "variant")
        claims = claims.assign(
            **{f"{name}_given": _given(steps, name, claims["step"]) for name in names}
        )
        if kind == "combine":
            second = _gathered({number: steps[number].second for number in numbers}, table)
            made.append(_combined(claims, second, operation, alike))
        else:
            claims["status"] = claims["status_given"].fillna(claims["status"])
            made += [_rows(claims)] if kind == "rows" else _flows(claims)
    return made


def _gathered(claims: Mapping[int, Claims], table: pd.DataFrame) -> pd.DataFrame:
    """The claims of some steps below one another, with the number of their step."""
    coded = {step: each.rows() for step, each in claims.items() if isinstance(each, Counted)}
    made = {step: each[[*TAKEN]] for step, each in claims.items() if step not in coded}
    rows = np.concatenate([NOTHING, *coded.values()])
    found = pd.concat([table[[*TAKEN]].take(rows), *made.values()], ignore_index=True)
    sizes = map(len, [*coded.values(), *made.values()])
    return found.assign(step=np.repeat([*coded, *made], [*sizes]))


def _given(steps: Steps, name: str, step: pd.Series) -> pd.Series:
    """What was given to the step of each row, missing where nothing was."""
    given = pd.array([getattr(each, name) for each in steps], dtype="string")
    return pd.Series(given.take(step.to_numpy()), step.index)


def _rows(claims: pd.DataFrame, values: Interval | None = None, **other: object) -> pd.DataFrame:
    """Shape claims, or values computed row by row from them, as indicator rows."""
    ends = Interval.of(claims) if values is None else values
    own = {name: claims[name] for name in ("unit", "variant", "status")} | other
    return claims[["step", *KEPT]].assign(
        **ends.frame(claims.index), **{"claim_ids": claims["claim_id"], **own}
    )


def _flows(found: pd.DataFrame) -> list[pd.DataFrame]:
    printed_yearly = found["period_kind"].eq("yearly")
    only_yearly = printed_yearly & found["years_high"].eq(1) & found["years_low"].eq(1)
    added_up = found["claim_id"].str.contains(";", regex=False)
    counted = found["status"].mask(added_up & found["status"].eq("reported"), "derived")
    rated = counted.mask(~only_yearly & counted.eq("reported"), "derived")
    refused = pd.Series("no-rate-without-period", found.index, dtype="string")
    yearly = _rows(
        found,
        per_year(found),
        status=rated,
        unit=of_distinct("{}/年".format, found["unit"]),
        notes=join_notes(found["notes"], refused.where(found["years_low"].isna())),
    )
    return [_rows(found, status=counted)[~printed_yearly], yearly]


def _combined(
    first: pd.DataFrame,
    second: pd.DataFrame,
    operation: Callable[[Interval, Interval], Interval],
    alike: tuple[str, ...],
) -> pd.DataFrame:
    """What `combine` says, of steps with one operation and the same columns alike."""
    on = ["step", "place_id", *alike]
    both = first.merge(second[["step", *MET, *alike]], on=on, suffixes=("", "_second"), how="inner")
    quotient = operation(
        Interval.of(both), Interval.of(both, "low_second", "value_second", "high_second")
    )
    units = of_distinct("{}/{}".format, both["unit"], both["unit_second"])
    unit = both["unit_given"].fillna(units)
    variant = both["variant"].mask(both["variant"].eq(""), both["variant_second"])
    people, share = (unit.isin(names).to_numpy() for names in (WHOLE, ["fraction"]))
    counted = whole(quotient)
    low, value, high = (
        np.where(people, getattr(counted, end), getattr(quotient, end))
        for end in ("low", "value", "high")
    )
    # Open is the whole; what is printed above it stays a fault to report.
    high = np.where(share & np.isinf(high), np.maximum(low, 1), high)
    return _rows(
        both,
        Interval(low, value, high),
        status="derived",
        unit=unit,
        variant=both["variant_given"].fillna(variant),
        notes=join_notes(both["notes"], both["notes_second"]),
        claim_ids=both["claim_id"] + ";" + both["claim_id_second"],
    )
