"""A made-up project of a few rows; registers of reading and words of the package are the real ones."""
# ruff: noqa: E501 - rows of tables are not broken

import csv
import hashlib
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reform_analysis.commands.check import check_tables
from reform_analysis.commands.check.wording import FAMILIES, asked
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.paths import Project

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Small:
    """A made-up project of a few rows, with its texts: free of faults until a test changes it."""

    project: Project
    texts: Path

    def path(self, table: str) -> Path:
        return self.project.data / f"{table}.csv"

    def edit(self, table: str, old: str, new: str) -> None:
        """Exchange the first occurrence of a piece of a table."""
        text = self.path(table).read_text("utf-8")
        assert old in text, f"{table} holds no {old!r}"
        self.path(table).write_text(text.replace(old, new, 1), "utf-8", newline="")

    def faults(self) -> list[Fault]:
        return check_tables(self.project)

    def lines(self) -> list[str]:
        return [str(fault) for fault in self.faults()]


def small_in(folder: Path) -> Small:
    """Two texts, three articles, six claims; the registers and reading rules are the real ones."""
    made = Small(Project(folder / "small"), folder / "texts")
    for parent in dict.fromkeys(Path(name).parent for name in files()):
        (made.project.data / parent).mkdir(parents=True)
    for name, content in files().items():
        (made.project.data / name).write_bytes(content)
    made.texts.mkdir()
    for name, text in TEXTS.items():
        (made.texts / name).write_bytes(text.encode())
    return made


@cache
def files() -> dict[str, bytes]:
    """What its tables hold, by their names in `data`; read once."""
    made = {
        path.relative_to(ROOT / "data").as_posix(): path.read_bytes()
        for path in sorted((ROOT / "data" / "codebook").rglob("*.csv"))
    }
    for table, text in (TABLES | tables_of_words()).items():
        made[f"{table}.csv"] = text.lstrip("\n").encode()
    for table, old, new in LISTED:
        assert old.encode() in made[f"{table}.csv"], f"{table} holds no {old!r}"
        made[f"{table}.csv"] = made[f"{table}.csv"].replace(old.encode(), new.encode(), 1)
    return made


LISTED = (
    ("codebook/registers/gb_codes", "320000,江苏省", "320000,苏省"),
    ("codebook/registers/gb_codes", "320100,南京市", "320100,甲市"),
    ("codebook/registers/gb_codes", "320102,玄武区", "320102,丁县"),
    ("codebook/registers/gb_codes", "320200,无锡市", "320200,丙市"),
    ("codebook/registers/tiles", "320000,江苏,Jiangsu", "320000,苏,Su"),
)
"""The made-up places in the national list."""

TEXTS = {
    "a.txt": "甲市今年以来发展近400名党员，占37%。参保37.81万人。\n再说：发展近400名党员。乙镇有12个站点。",
    "b.txt": "丙市第三届大会：近3年来培训1.5万人次。",
}


def _sources() -> str:
    header = (
        "source_id,kind,file,spans,place_id,title,address,publisher,published,published_basis,"
        "published_earliest,published_latest,script,text_sha256,text_chars,grade,note,note_zh"
    ).split(",")
    a, b = TEXTS["a.txt"], TEXTS["b.txt"]
    cut = a.index("乙镇")
    when_a = ("2020-12", "inferred", "2020-11-24", "2020-12-31", "simplified")
    when_b = ("2023-05-20", "printed", "2023-05-20", "2023-05-20", "simplified")
    about_a, about_b = (*when_a, *_text(a), "A", "", ""), (*when_b, *_text(b), "A", "", "")
    rows = [
        ("jia-2020", "text", "a.txt", f"0-{cut}", "jia", "甲市改革", "", "", *about_a),
        ("yi-2020", "text", "a.txt", f"{cut}-{len(a)}", "yi", "乙镇", "", "", *about_a),
        ("bing-2023", "text", "b.txt", f"0-{len(b)}", "bing", "丙市", "", "", *about_b),
    ]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


def _text(text: str) -> tuple[str, int]:
    return hashlib.sha256(text.encode()).hexdigest(), len(text)


# Offsets counted by hand in TEXTS; "近400名" stands at 8 and again at 37.
def _chart() -> str:
    """One chart, with a word in every column that the register requires."""
    known = {"chart_id": "recruits", "drawn_as": "by_place", "tier": "text", "panels": "1"}
    known |= {
        "indicator_ids": "workers-share-of-new-members;new-worker-members",
        "readers": "policy",
        "remark_en": "word",
        "remark_zh": "词",
    }
    register = ROOT / "data" / "codebook" / "registers" / "fields.csv"
    with register.open(encoding="utf-8", newline="") as lines:
        fields = [
            row for row in csv.DictReader(lines) if row["table"] == "codebook/registers/charts"
        ]
    needed = [row["column"] for row in fields if row["required"] == "true"]
    said = {column: "词" if column.endswith("_zh") else "word" for column in needed}
    words = {row["column"]: said.get(row["column"], "") for row in fields} | known
    return "\n".join([",".join(words), ",".join(words.values()), ""])


def _words(register: str) -> str:
    """The words that the package asks for by their id, and those of lists that are the real ones."""
    families = tuple(f"{family}." for family in FAMILIES)
    text = (ROOT / "data" / "codebook" / "words" / f"{register}.csv").read_text("utf-8")
    header, *rows = text.splitlines()
    known = asked()
    asked_for = [
        row
        for row in rows
        if row.partition(",")[0] in {*known.of_word, "page-title"} or row.startswith(families)
    ]
    return "\n".join([header, *asked_for, ""])


TABLES = {
    "raw/sources": _sources(),
    "raw/places": """
place_id,name_zh,name_en,level,gb_code,parent_id,aliases,note
china,中国,China,country,,,,
su,苏省,Su,province,320000,china,,
jia,甲市,Jia,prefecture,320100,su,甲;大甲市,
yi,乙镇,Yi,township,320102103,county,,
county,丁县,Ding,county,320102,jia,,
bing,丙市,Bing,prefecture,320200,su,,
works,戊厂,Wu Works,firm,,yi,,
""",
    "raw/claims": """
claim_id,source_id,start,end,reported,place_id,concept_id,statement,statement_zh,target,period_reported,period_kind,period_start,period_end,restates,left_out,coders,note,note_zh
jia-2020-0008,jia-2020,8,13,近400名,jia,recruits,new party members,新党员,result,今年以来,to_date,2020-01-01,,,,,,
jia-2020-0017,jia-2020,17,20,37%,jia,recruits-share,their share of all new members,在新成员中的占比,result,今年以来,to_date,2020-01-01,,,,,,
jia-2020-0023,jia-2020,23,30,37.81万人,jia,insured,insured employees,参保者,result,,unstated,,,,,,,
jia-2020-0037,jia-2020,37,42,近400名,jia,recruits,new party members,新党员,result,今年以来,to_date,2020-01-01,,jia-2020-0008,,,,
yi-2020-0048,yi-2020,48,51,12个,works,sites,service points,服务站点,result,,unstated,,,,,,,
bing-2023-0014,bing-2023,14,20,1.5万人次,bing,trained,people trained,受训者,result,近3年来,window,,,,,,,
""",
    "raw/ambiguous": """
claim_id,reading_id,field,read_as,words,reason,reason_zh
jia-2020-0017,or-latest,period_kind,point,占,of the moment or of the year,或为当时或为当年
jia-2020-0017,or-latest,period_reported,,占,of the moment or of the year,或为当时或为当年
jia-2020-0017,or-latest,period_start,,占,of the moment or of the year,或为当时或为当年
""",
    "raw/directions": """
direction_id,source_id,start,end,reported,place_id,indicator_id,counted,direction,statement,statement_zh
jia-2020-0002,jia-2020,2,6,今年以来,jia,new-worker-members,number,rises,more members,成员增多
""",
    "raw/second_coding": """
claim_id,source_id,start,end,reported,before,value,hedge,unit,place_id,concept_id,target,period_reported,period_start,period_end,coded_on,differs,first_coding,decision,reason,reason_zh
jia-2020-0008,jia-2020,8,13,近400名,发展,400,nearly,人,jia,recruits,result,今年以来,,,2026-11-25,period,,first,the start follows from the phrase,起点由用语得出
""",
    "raw/denominators": """
denominator_id,place_id,per,variant,low,value,high,unit,ref_date,grade,claim_id,publisher,publisher_zh,title,title_zh,address,licence,licence_zh,note,note_zh
jia-census-residents-2020,jia,census_residents,,1000000,1000000,1000000,人,2020-11-01,A,,bureau,统计局,census,普查,,,,,
jia-year-end-residents-2020,jia,year_end_residents,,990000,1000000,1010000,人,2020-12-31,B,,bureau,统计局,yearbook,年鉴,,,,,
jia-secondary-employed-2020,jia,secondary_employed,,200000,250000,300000,人,2020-11-01,C,,bureau,统计局,census,普查,,,,,
jia-insured-employees,jia,insured_employees,,378050,378100,378150,人,,B,jia-2020-0023,,,,,,,,,
""",
    "raw/benchmarks": """
benchmark_id,indicator_id,kind,scope,definition_en,definition_zh,low,high,unit,year,covers_from,covers_to,populations,document,document_zh,address,grade,note,note_zh
workers-share-of-new-members-national-2021,workers-share-of-new-members,actual,national,workers among new members,新党员中工人,0.0635,0.0645,fraction,2021,2021,2021,,bulletin,公报,,A,,
""",
    "codebook/registers/concepts": """
concept_id,label_en,label_zh,unit,classifiers,kind,dimension,definition_en,definition_zh
recruits,recruits,新党员,人,,flow,guidance,new members,新发展党员
recruits-share,share,占比,fraction,,rate,guidance,share of new members,占新党员之比
insured,insured,参保,人,,stock,context,insured employees,参保职工
sites,sites,站点,个,,stock,status,service points,服务站点
trained,training,培训,人次,,flow,skills,people trained,培训人次
""",
    "codebook/registers/indicators": """
indicator_id,code,label_en,label_zh,dimension,unit,kind,numerator,denominator,denominator_zh,populations,scale,missing_rule,missing_rule_zh,computed,of_reports,reference,reference_zh,note,note_zh
workers-share-of-new-members,p1,share,占比,guidance,fraction,ratio,recruits-share;recruits,all new members,全部新党员,,,no row,不列行,false,true,,,,
new-worker-members,p2,recruits,新党员,guidance,人/年,flow,recruits,people,人口,census_residents;employed,10000,no row,不列行,false,true,,,,
""",
    "codebook/reading/exclusions": """
rule_id,pattern,reason,example
ordinal,第[一二三四五六七八九十]+,an ordinal,第三届
""",
    "codebook/registers/not_applicable": """
indicator_id,level,reason,reason_zh
new-worker-members,township,towns do not recruit,乡镇不发展党员
""",
    "codebook/registers/unused_reasons": """
concept_id,reason,note
sites,capacity_only,
""",
    "codebook/registers/comparability": """
indicator_id,variant,other_variant,place_id,grade,reason_id,reason,reason_zh
workers-share-of-new-members,narrow,broad,,D,different-things,different things,不同
""",
    "codebook/registers/consistency_pairs": """
test,concept_id,other_concept_id
count_and_share,recruits,recruits-share
""",
    "codebook/reading/concept_words": """
concept_id,keyword,weight
trained,培训,2
""",
    "codebook/registers/charts": _chart(),
}


@cache
def tables_of_words() -> dict[str, str]:
    """Those of words, which the package asks for: all of it is read for that."""
    others = (
        "note.or-latest,it may be the latest value,可能是最新值\n"
        "variant.narrow,narrow,窄\nvariant.broad,broad,广\n"
    )
    return {
        "codebook/words/words": _words("words") + others,
        "codebook/words/pages": _words("pages"),
    }
