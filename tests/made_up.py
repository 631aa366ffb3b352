"""A report that nobody has published, of a real place: what a new report may bring."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from reform_analysis.commands.add import add_claims, add_report
from reform_analysis.tables.paths import Project

TEXT = """如皋市产业工人队伍建设改革情况

2023年，如皋市总工会推进产业工人队伍建设改革。全市产业工人12万余人。全年发展产业工人党员近120名，占新发展党员的32%。
开展补贴性职业技能培训4800多人次，举办劳动竞赛38场，参与职工超1.5万人次。
建成劳模工匠创新工作室26个，选树市级工匠15名。签订工资专项集体合同860份，覆盖职工5.2万人。
如皋市新增高技能人才约1900人。职工互助保障参加职工3.1万人次，发放互助金210余万元。
"""

MEANT = {
    "近120名": "party-recruits-workers",
    "32%": "party-recruits-workers-share",
    "4800多人次": "subsidised-training",
    "38场": "skill-contests",
    "超1.5万人次": "contest-participations",
    "5.2万人": "collective-contract-workers",
    "约1900人": "new-high-skilled",
    "210余万元": "mutual-aid-payout",
}
"""What a reader of it would code; the other five have no concept yet and are left out."""

PEOPLE = 1_000_000
"""Residents of the place as the tests have them: a round number, not the census."""


def quiet(line: str) -> None:
    """Take a line and tell nobody."""


RUGAO, DONGTAI = ("如皋", "rugao"), ("东台", "dongtai")
"""Places of which the report may be: the tests of adding take the first, the campaign the other."""


def added(project: Project, report: Path, **given: object) -> Path:
    """Draft of the claims of the report, its source and places in the tables."""
    choices = {"source_id": f"{RUGAO[1]}-2024", "published": "2024-01..2024-06", "tell": quiet}
    return add_report(project, report, **choices | {"output": report.with_suffix(".csv")} | given)


def completed(path: Path) -> None:
    """The draft as a reader would leave it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["reported"] in MEANT]
    for row in rows:
        row |= {"concept_id": MEANT[row["reported"]], "statement": "as made up"}
        row["statement_zh"] = "试用"
        if row["period_reported"] == "全年":  # of which year, the sentence before says
            row |= {"period_reported": "2023年", "period_start": "2023-01-01"}
            row["period_end"] = "2023-12-31"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def with_people(project: Project, place_id: str) -> None:
    """Give the place its residents, as a hand that copies a row of the table would."""
    path = project.raw / "denominators.csv"
    text = path.read_text("utf-8")
    header = next(csv.reader(io.StringIO(text)))
    example = next(
        row
        for row in csv.DictReader(io.StringIO(text))
        if row["place_id"] == "gaoyou" and row["per"] == "census_residents"
    )
    denominator_id = f"{place_id}-census-residents-2020"
    row = example | {"denominator_id": denominator_id, "place_id": place_id}
    row |= dict.fromkeys(("low", "value", "high"), str(PEOPLE))
    written = io.StringIO()
    csv.DictWriter(written, header, lineterminator="\n").writerow(row)
    path.write_text(text + written.getvalue(), "utf-8")


def take_in(
    project: Project,
    report: Path,
    tell: Callable[[str], None] = quiet,
    place: tuple[str, str] = RUGAO,
) -> int:
    """Add the report and all that it needs, as CONTRIBUTING says; how many claims it brought."""
    name, place_id = place
    report.write_text(TEXT.replace(RUGAO[0], name), "utf-8")
    path = added(project, report, source_id=f"{place_id}-2024")
    completed(path)
    count = add_claims(project, path, tell)
    with_people(project, place_id)
    return count
