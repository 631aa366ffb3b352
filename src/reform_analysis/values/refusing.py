"""What may not be divided: why dividing makes no sense, and what would."""

from __future__ import annotations

import pandas as pd

from reform_analysis.tables.messages import message
from reform_analysis.tables.naming import split_list, suggest
from reform_analysis.values.populations import refuse_unknown

REGISTER = "codebook/registers/indicators"


def refuse_senseless(rows: pd.DataFrame, register: pd.DataFrame, per: str | pd.Series) -> None:
    """Raise `ValueError` where dividing makes no sense, and say what would."""
    refuse_unknown(per)
    if "per" in rows and rows["per"].notna().any():
        raise ValueError("these rows are divided already; divide what the indicators give")
    asked = rows[["indicator_id"]].assign(per=per).drop_duplicates()
    populations = register["populations"].to_dict()
    for indicator_id, population in asked.itertuples(index=False, name=None):
        if indicator_id not in populations:
            remedy = suggest(indicator_id, register.index, "add it there")
            raise ValueError(f"{indicator_id!r} is not in {REGISTER}.csv; {remedy}")
        listed = populations[indicator_id]
        allowed = () if pd.isna(listed) else split_list(listed)
        if population not in allowed:
            units = rows.loc[rows["indicator_id"].eq(indicator_id), "unit"].unique()
            raise ValueError(
                message(
                    "{name} cannot be divided by {per}: {reason}; "
                    "without a population it gives {units}",
                    name=repr(indicator_id),
                    per=repr(population),
                    reason=_why(register.loc[indicator_id], allowed),
                    units=", ".join(units),
                )
            )


def refuse_other_claims(rows: pd.DataFrame, claims: pd.DataFrame, reading: str) -> None:
    """Raise `ValueError` where a printed value is not that of its claim in the evidence."""
    printed = rows.loc[rows["status"].eq("reported"), ["claim_ids", "low", "high"]]
    claims = claims.rename(columns={"claim_id": "claim_ids"})[["claim_ids", "low", "high"]]
    read = printed[["claim_ids"]].merge(claims, on="claim_ids", how="left")[["low", "high"]]
    same = read.to_numpy() == printed[["low", "high"]].to_numpy()
    if not same.all():
        first = printed.loc[~same.all(axis=1), "claim_ids"].iloc[0]
        raise ValueError(
            f"{first!r} is read otherwise in these rows than in the evidence, which has it at "
            f"{reading!r}; compute the rows from the claims of the evidence"
        )


def _why(indicator: pd.Series, allowed: tuple[str, ...]) -> str:
    if allowed:
        return message("the register allows {names}", names=", ".join(allowed))
    if indicator["unit"] == "fraction":
        return "it is a share, no count of people of a place"
    if "/" in indicator["unit"].removesuffix("/年"):
        return "it is a quotient of two counts already"
    return "it is no count of people of a place, and the register lists no population for it"
