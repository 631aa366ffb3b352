"""What each exercise asks for, computed from the tables of a project.

Each function that gives what is expected is named after it. They stand in the order of the
exercises, three a notebook; text, hint and one way to find it stand in the notebook.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reform_analysis.commands.face.evidence import claims, compare, indicator, load
from reform_analysis.commands.face.reading import find_quantities, read_quantity
from reform_analysis.commands.face.table import Table
from reform_analysis.indicators import silence_rate
from reform_analysis.tables.paths import Project

if TYPE_CHECKING:
    import pandas as pd

Expected = float | str | bool | tuple[float, float] | frozenset[str]
"""What an exercise asks for: a number, a name, yes or no, an interval, a set of names."""


def _ends(rows: pd.DataFrame) -> tuple[float, float]:
    """The interval of a single row."""
    (low, high), *others = rows[["low", "high"]].astype(float).to_numpy().tolist()
    if others:
        raise ValueError(f"{len(others) + 1} rows where an exercise needs one")
    return low, high


def _per_resident(indicator_id: str, project: Project, places: str | None = None) -> Table:
    return indicator(indicator_id, per="census_residents", places=places, project=project)


def _pair(told: str, indicator_id: str, first: str, second: str, project: Project) -> str:
    """What is told of two places per resident: their grade, or the order of the first."""
    pairs = compare(_per_resident(indicator_id, project), project=project)
    pair = pairs["first"].eq(first) & pairs["second"].eq(second)
    return str(pairs.loc[pair, told].iloc[0])


def _claims_in_all(project: Project) -> Expected:
    return float(len(claims(project=project)))


def _place_with_the_larger_share(project: Project) -> Expected:
    shares = indicator("workers-share-of-new-members", project=project)
    shares = shares[shares["unit"].eq("fraction")]
    return str(shares.loc[shares["low"].astype(float).idxmax(), "place_id"])


def _recruits_a_year(project: Project, reading: str = "central") -> Expected:
    rows = indicator("new-worker-members", places="jingjiang", reading=reading, project=project)
    return _ends(rows[rows["unit"].eq("人/年")])


def _claims_with_a_hedge(project: Project) -> Expected:
    return float(claims(project=project)["hedge"].ne("exact").sum())


def _report_with_most_claims(project: Project) -> Expected:
    return str(claims(project=project)["source_id"].value_counts().idxmax())


def _recruits_read_widely(project: Project) -> Expected:
    wide = claims("party-recruits-workers", places="jingjiang", reading="wide", project=project)
    return _ends(wide)


def _nearly_3500_narrow(project: Project) -> Expected:
    read = read_quantity("近3500人", "narrow", project=project)
    return read.low, read.high


def _hedge_of_two(project: Project) -> Expected:
    return read_quantity("约有近40家", project=project).hedge


def _recruits_a_year_read_widely(project: Project) -> Expected:
    return _recruits_a_year(project, "wide")


def _silent_on_the_share(project: Project) -> Expected:
    asked = load("processed/reporting", project=project)
    asked = asked[asked["indicator_id"].eq("workers-share-of-new-members")]
    return float(asked["status"].eq("not_reported").sum())


def _most_silent_dimension(project: Project) -> Expected:
    register = load("codebook/registers/indicators", project=project)
    asked = load("processed/reporting", project=project)
    asked = asked.merge(register[["indicator_id", "dimension"]], how="left")
    rates = silence_rate(asked, ["dimension"]).set_index("dimension")["rate"]
    return str(rates.astype(float).idxmax())


def _grade_of_two_counts_of_studios(project: Project) -> Expected:
    return _pair("grade", "innovation-studios", "huaibei", "jingjiang", project)


def _studios_per_100000(project: Project) -> Expected:
    return float(_per_resident("innovation-studios", project, "huaibei")["value"].iloc[0])


def _leader_per_resident_is_not_the_leader_per_worker(project: Project) -> Expected:
    first = [
        indicator("innovation-studios", per=per, project=project)
        .set_index("place_id")["value"]
        .astype(float)
        .idxmax()
        for per in ("census_residents", "secondary_employed")
    ]
    return first[0] != first[1]


def _recruits_a_year_if_three_years(project: Project) -> Expected:
    low, high = _ends(claims("party-recruits-workers", places="jingjiang", project=project))
    return low / 3, high / 3


def _recruits_per_10000(project: Project) -> Expected:
    rates = _per_resident("new-worker-members", project, "huaibei")
    return _ends(rates[rates["variant"].eq("workers")])


def _places_with_a_share(project: Project) -> Expected:
    shares = indicator("workers-share-of-new-members", project=project)
    return frozenset(shares.loc[shares["unit"].eq("fraction"), "place_id"])


def _recruits_without_a_rate(project: Project) -> Expected:
    rows = indicator("new-worker-members", project=project)
    return frozenset(rows.loc[rows["unit"].eq("人/年") & rows["low"].isna(), "place_id"])


def _most_that_training_reaches(project: Project) -> Expected:
    return _ends(_per_resident("training-coverage", project, "jingjiang"))[1]


def _places_that_count_person_times(project: Project) -> Expected:
    rows = indicator("all-training", project=project)
    return frozenset(rows.loc[rows["unit"].eq("人次"), "place_id"])


def _order_of_subsidised_training(project: Project) -> Expected:
    return _pair("order", "subsidised-training", "wujin", "yancheng", project)


def _place_with_most_studios_per_resident(project: Project) -> Expected:
    rates = _per_resident("innovation-studios", project)
    return str(rates.set_index("place_id")["low"].astype(float).idxmax())


def _participants_a_contest(project: Project) -> Expected:
    return _ends(indicator("participants-per-contest", places="huaibei", project=project))


def _payments_and_persons_are_one_thing(project: Project) -> Expected:
    pairs = compare(indicator("mutual-aid-per-payment", project=project), project=project)
    return bool(pairs["grade"].isin(["A", "B"]).all())


def _pages_of_grade_c(project: Project) -> Expected:
    sources = load("sources", project=project)
    return float((sources["kind"].eq("opening") & sources["grade"].eq("C")).sum())


def _claims_of_plans(project: Project) -> Expected:
    unused = load("processed/unused_claims", project=project)
    return float((unused["tier"].eq("opening") & unused["reason"].eq("plan")).sum())


def _places_with_a_high_skilled_share(project: Project) -> Expected:
    values = load("processed/indicators", project=project).dropna(subset=["low"])
    values = values[values["tier"].eq("opening") & values["reading"].eq("central")]
    values = values[values["indicator_id"].eq("high-skilled-share")]
    return float(values["place_id"].nunique())


def _ranks(project: Project) -> pd.DataFrame:
    ranks = load("processed/ranks", project=project)
    ranks = ranks[ranks["tier"].eq("opening") & ranks["per"].eq("census_residents")]
    return ranks[ranks["indicator_id"].eq("high-skilled-workers")]


def _certain_ranks_at_wide(project: Project) -> Expected:
    wide = _ranks(project).query("reading == 'wide'")
    return float(wide["best"].eq(wide["worst"]).sum())


def _ranks_of_shenyang(project: Project) -> Expected:
    row = _ranks(project).query("place_id == 'shenyang' and reading == 'wide'").iloc[0]
    return float(row["best"]), float(row["worst"])


def _what_the_order_of_studios_hangs_on(project: Project) -> Expected:
    table = load("processed/sensitivity", project=project)
    pair = table["first"].eq("huaibei") & table["second"].eq("jiangdu")
    return str(table.loc[table["indicator_id"].eq("innovation-studios") & pair, "hangs_on"].iloc[0])


def _share_of_hedged_claims(project: Project) -> Expected:
    return float(claims(project=project)["hedge"].ne("exact").mean())


def _hedge_that_leaves_most_open(project: Project) -> Expected:
    read = claims(project=project)
    width = (read["high"] - read["low"]) / read["value"]
    return str(width.groupby(read["hedge"]).median().idxmax())


def _report_that_hedges_most(project: Project) -> Expected:
    read = claims(project=project)
    shares = read["hedge"].ne("exact").groupby(read["source_id"]).mean()
    return str(shares.idxmax())


def _quantities_of_a_sentence(project: Project) -> Expected:
    text = "举办竞赛12场，吸引近3500人次参加，评出岗位能手40名。"
    return float(len(find_quantities(text, project=project)))


def _hailing_per_10000(project: Project) -> Expected:
    read = read_quantity("1.2万余名", project=project)
    people = load("denominators", project=project)
    people = people[people["place_id"].eq("hailing") & people["per"].eq("census_residents")]
    residents = float(people["value"].iloc[0])
    return read.low / residents * 10_000, read.high / residents * 10_000


def _person_times_may_be_one_person(project: Project) -> Expected:
    return True  # by what the words mean: no table holds it


def _indicator_that_was_meant(project: Project) -> Expected:
    return "new-worker-members"


def _population_that_was_meant(project: Project) -> Expected:
    return "secondary_employed"


def _order_of_studios(project: Project) -> Expected:
    return _pair("order", "innovation-studios", "huaibei", "jiangdu", project)


_EACH = [
    each
    for each in vars().copy().values()
    if getattr(each, "__annotations__", {}).get("return") == "Expected"
]

ANSWERS: dict[str, Callable[[Project], Expected]] = {
    f"{place // 3:02}-{place % 3 + 1}": answer for place, answer in enumerate(_EACH)
}
"""Exercise -> what it asks for."""
