"""Codebook and table of figures: complete, the same in both languages, and as the registers say."""

import inspect
import re
from html.parser import HTMLParser
from importlib import import_module
from urllib.parse import unquote

import pytest

from five import PLACES
from real_tables import BOOK, PROJECT
from reform_analysis import load
from reform_analysis.charts.words import words
from reform_analysis.indicators import registered
from reform_analysis.publish.documents.bulletin import bulletin_text, replicated
from reform_analysis.publish.documents.codebook import codebook_text
from reform_analysis.publish.documents.figures import charts_in, figures_text
from reform_analysis.publish.documents.files import as_html, document_pages
from reform_analysis.publish.documents.markdown import code, plain
from reform_analysis.publish.site.render import environment
from reform_analysis.tables.atomic import read_folder
from reform_analysis.tables.codebook import Codebook

LANGUAGES = ("en", "zh")
TEMPLATES = environment(
    lambda name: {lang: words(lang, BOOK)(name) for lang in LANGUAGES}, "a version"
)
NOTEBOOKS = sorted(PROJECT.notebooks.glob("*.ipynb"))


@pytest.fixture(scope="module")
def books() -> dict[str, str]:
    return {lang: codebook_text(BOOK, lang) for lang in LANGUAGES}


@pytest.fixture(scope="module")
def pages(books) -> dict[str, str]:
    texts = {f"codebook.{lang}.md": text.encode() for lang, text in books.items()}
    return {name: page.decode() for name, page in document_pages(texts, TEMPLATES).items()}


def section(text: str, number: int) -> str:
    """One of the seven parts of a codebook."""
    return re.split(r"^## ", text, flags=re.M)[number]


def rows(part: str) -> list[list[str]]:
    """Cells of all tables of a part, without heads."""
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    cells = [re.split(r"(?<!\\) \| ?", line.strip("| ")) for line in lines]
    starts = [place for place, line in enumerate(lines) if line.startswith("| --- ")]
    return [row for place, row in enumerate(cells) if {place, place + 1}.isdisjoint(starts)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_committed_codebook_is_what_the_registers_give(books, lang):
    assert (PROJECT.documents / f"codebook.{lang}.md").read_text("utf-8") == books[lang], (
        "make reproduce"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("part", "table", "column"),
    [
        (3, "codebook/registers/populations", "per"),
        (4, "codebook/registers/indicators", "indicator_id"),
        (5, "codebook/registers/concepts", "concept_id"),
        (6, "raw/places", "place_id"),
        (7, "codebook/registers/tables", "table"),
        (7, "codebook/registers/fields", "column"),
    ],
)
def test_nothing_of_the_registers_is_left_out(books, lang, part, table, column):
    text = section(books[lang], part)
    assert [one for one in load(table)[column] if f"`{one}`" not in text] == []


def test_every_column_stands_in_its_own_table_with_its_meaning(books):
    fields = load("codebook/registers/fields")
    meaning = load("codebook/registers/columns").set_index("name")["meaning_en"]
    told = re.split(r"^### .*\(`(.*)`\)$", section(books["en"], 7), flags=re.M)[1:]
    for table, text in zip(told[::2], told[1::2], strict=True):
        own = fields.loc[fields["table"].eq(table), "column"]
        assert [row[0] for row in rows(text)] == [f"`{column}`" for column in own]
        assert [row[-1] for row in rows(text)] == [plain(meaning[column]) for column in own]


def test_both_languages_hold_the_same(books):
    english, chinese = books["en"].splitlines(), books["zh"].splitlines()
    assert len(english) == len(chinese)
    for one, other in zip(english, chinese, strict=True):
        assert re.match(r"[#|-]* ?", one)[0] == re.match(r"[#|-]* ?", other)[0]
        if one.startswith(("####", "| `")):
            assert re.findall("`[^`]+`", one)[0] == re.findall("`[^`]+`", other)[0]


def test_the_chinese_codebook_is_in_chinese(books):
    text = re.sub(r"`[^`]*`", "", books["zh"])
    for name in ("CC BY", "reform_analysis", "SHA-256"):
        text = text.replace(name, "")
    assert re.findall(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}", text) == []


def test_a_rule_stands_with_its_formulas_and_an_assumed_end_with_a_star(books):
    nearly = next(row for row in rows(section(books["en"], 1)) if row[2].startswith("近;"))
    assert nearly[3:] == [
        "`max(v - step/4, 0.95*v)` … `v`",
        "`max(v - step/2, 0.9*v)` … `v`",
        "`max(v - step, 0.8*v)` … `v`",
    ]
    over = next(row for row in rows(section(books["en"], 1)) if row[2].startswith("超;"))
    assert [cell.endswith(r"\*") for cell in over[3:]] == [True, True, False]


def test_the_calibration_is_that_of_the_pairs(books):
    """39 of 43 pairs of 近 at the narrow reading; Wilson's interval by hand 0.784 to 0.963."""
    nearly = next(row for row in rows(section(books["en"], 2)) if row[0].startswith("nearly"))
    assert nearly[1:3] == ["43", "0.91 (0.78–0.96)"]
    assert sum(int(row[1]) for row in rows(section(books["en"], 2))) == 515


def test_supply_is_what_the_reports_say(books):
    """Of the seven places 靖江 and 淮北 print a share of workers among new members."""
    reporting = load("processed/reporting")
    own = reporting[reporting["indicator_id"].eq("workers-share-of-new-members")]
    printed = set(own.loc[own["status"].eq("reported"), "place_id"])
    assert printed & set(PLACES) == {"jingjiang", "huaibei"} and set(PLACES) <= set(own["place_id"])
    text = section(books["en"], 4).partition("(`workers-share-of-new-members`)")[2]
    told = f"**Supply**: reports read whole: {len(printed)} of {len(own)} places"
    assert told in text.partition("####")[0]


def test_functions_that_are_named_can_be_imported(books):
    named = re.findall(r"`(reform_analysis\.[\w.]+)`", section(books["en"], 4))
    assert len(named) == len(registered())
    for name in named:
        module, _, function = name.rpartition(".")
        assert inspect.isfunction(getattr(import_module(module), function))


def test_a_register_that_changes_changes_the_codebook(copy):
    path = copy.codebook / "registers" / "concepts.csv"
    old = path.read_text("utf-8")
    path.write_text(old.replace("从工人中发展的党员", "改了|的*名称", 1), "utf-8", newline="")
    changed = codebook_text(Codebook(copy), "zh")
    assert "改了\\|的\\*名称" in changed


def test_every_chart_stands_in_the_table_of_figures():
    for lang in LANGUAGES:
        charts = load("codebook/registers/charts")
        files = read_folder(PROJECT.figures)
        text = figures_text(charts, files, charts_in(NOTEBOOKS), words(lang, BOOK))
        assert (PROJECT.documents / f"figures.{lang}.md").read_text("utf-8") == text, (
            "make reproduce"
        )
        told = rows(text)
        assert [re.findall("`(.*)`", row[0])[0] for row in told] == list(charts["chart_id"])
        for row in told:
            assert all(name in files for name in re.findall("`([^`]+)`", row[4]))
            for program in re.findall("`([^`]+)`", row[2]):
                module, _, function = program.rpartition(".")
                assert callable(getattr(import_module(module), function))


# By hand: 7.0 / 16.1 = 43.478 %, ends 6.95 / 16.15 = 43.034 % and 7.05 / 16.05 = 43.925 %;
# 345 / 581 = 59.380 %; 15.7 / 244.9 = 6.411 %; 127.6 / 240.8 = 52.990 %.
@pytest.mark.parametrize(
    ("place", "part", "shown", "printed"),
    [
        ("Zhejiang", "7.0万名", "43.5 % (43.0–43.9)", "43.45–43.55 %"),
        ("Yinzhou", "345名", "59.4 %", "59.35–59.45 %"),
        ("nation", "15.7万", "6.41 % (6.39–6.43)", "6.35–6.45 %"),
        ("nation", "127.6万", "52.99 % (52.96–53.02)", "52.95–53.05 %"),
    ],
)
def test_shares_of_bulletins_follow_from_their_counts(place, part, shown, printed):
    told = rows(bulletin_text(BOOK, words("en", BOOK)))
    (row,) = (row for row in told if row[0] == place and row[3].startswith(f"{part} of"))
    assert row[4:7] == [shown, printed, "agrees"]


def test_every_share_that_a_bulletin_prints_is_the_quotient_of_its_counts():
    made = replicated(BOOK)
    assert len(made) == 13 and made["agrees"].all()
    assert made["place_id"].nunique() == 5
    overlap = made["low"].le(made["printed_high"]) & made["high"].ge(made["printed_low"])
    assert overlap.all()


def test_a_share_that_does_not_follow_is_told(copy):
    path = copy.raw / "benchmarks.csv"
    text = path.read_text("utf-8")
    assert "15.7万 of 244.9万;" in text
    path.write_text(text.replace("15.7万 of 244.9万;", "17.7万 of 244.9万;"), "utf-8", newline="")
    made = replicated(Codebook(copy))
    assert made.loc[~made["agrees"], "part"].tolist() == ["17.7万"]
    assert "differs" in bulletin_text(Codebook(copy), words("en", BOOK))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_committed_replication_is_what_the_tables_give(lang):
    made = bulletin_text(BOOK, words(lang, BOOK))
    assert (PROJECT.documents / f"bulletin.{lang}.md").read_text("utf-8") == made, "make reproduce"


def test_a_notebook_that_draws_a_chart_is_found(tmp_path):
    path = tmp_path / "01.ipynb"
    path.write_text(r'{"source": ["ra.chart(\"award-shares\", \"en\")\n", "load(\"x\")"]}', "utf-8")
    assert charts_in([path]) == {"award-shares": ["01.ipynb"]}


class Page(HTMLParser):
    """Ids, links and whatever a page would fetch."""

    def __init__(self, text: str):
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.tags: dict[str, int] = {}
        self.lang = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags[tag] = self.tags.get(tag, 0) + 1
        for name, value in attributes:
            if name == "id":
                self.ids.append(value)
            elif (tag, name) == ("a", "href"):
                self.links.append(value)
            elif name in ("src", "srcset", "href", "data"):
                self.fetched.append(value)
            elif (tag, name) == ("html", "lang"):
                self.lang = value


def test_pages_are_sound_and_fetch_nothing(pages, books):
    for lang, tag in (("en", "en"), ("zh", "zh-Hans")):
        text = pages[f"documents/codebook.{lang}.html"]
        page = Page(text)
        assert page.lang == tag
        assert page.fetched == [] and "script" not in page.tags
        assert re.findall(r"url\(([^)]*)\)", text) == ['"../fonts/chinese.woff"']
        assert len(set(page.ids)) == len(page.ids)
        inside = [unquote(link) for link in page.links if link.startswith("#")]
        assert len(inside) == 7 and {link[1:] for link in inside} <= set(page.ids)
        told = sum(len(rows(part)) for part in re.split("^## ", books[lang], flags=re.M))
        heads = page.tags["thead"]
        assert page.tags["tr"] == told + heads  # every row of Markdown is one of HTML


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a | b", "*x* _y_ [z](w) `q`", "1~2"]
)
def test_a_text_stays_text(text):
    made = as_html(f"| a |\n| --- |\n| {plain(text)} |\n")
    shown = re.search("<td>(.*)</td>", made)[1]
    assert "<" not in shown
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


def test_a_pattern_stays_as_it_is():
    made = as_html(f"| a |\n| --- |\n| {code('0|[1-9][0-9]*')} |\n")
    assert "<code>0|[1-9][0-9]*</code>" in made
