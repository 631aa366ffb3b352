"""The pages: whole without a network, every link inside them leads somewhere."""

import base64
import io
import posixpath
import re
import shutil
from html.parser import HTMLParser
from urllib.parse import unquote

import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from conftest import as_built
from real_charts import ALL, chart_of
from real_run import keep_charts
from reform_analysis import __released__, load
from reform_analysis.charts.style import FONT_FILE
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.publish.record import RECORD
from reform_analysis.publish.site import assets
from reform_analysis.publish.site.render import SCRIPTS
from reform_analysis.publish.site.site import site_files
from reform_analysis.publish.site.thumbnail import WIDTH
from reform_analysis.tables.atomic import read_folder
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import Project
from reform_analysis.tables.releases import recorded

PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()
"""The picture that the trial notebook shows."""

# Attributes that hold addresses; a browser fetches them all by itself but those to click.
CLICKED = {("a", "href")}
ADDRESSES = {"src", "srcset", "href", "data", "poster", "action", "background", "xlink:href"}


FONTS = ("fonts/gallery.woff", "fonts/chinese.woff")


@pytest.fixture(scope="module")
def files(reproduced):
    return read_folder(reproduced.project.site)


@pytest.fixture(scope="module")
def pages(files):
    return {
        name: Page(data.decode("utf-8")) for name, data in files.items() if name[-5:] == ".html"
    }


class Page(HTMLParser):
    """What a page says of itself, and everything that it refers to."""

    def __init__(self, text: str):
        super().__init__()
        self.text, self.open = text, []
        self.fetched: list[str] = []
        self.linked: list[str] = []
        self.scripts: list[str] = []
        self.ids: list[str] = []
        self.titles: list[str] = []
        self.lang = None
        self.styles: list[str] = []
        self.words: list[str] = []  # joined once: a page has a hundred thousand
        self.feed(text)
        self.css, self.said = "".join(self.styles), "".join(self.words)
        self.fetched += re.findall(r"url\(\s*['\"]?([^'\")]+)", self.css)
        self.fetched += re.findall(r"@import\s+['\"]?([^'\";]+)", self.css)

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        for name, value in attributes:
            if name in ADDRESSES:
                clicked = (tag, name) in CLICKED
                (self.linked if clicked else self.fetched).append(value)
            elif name.startswith("on"):
                self.scripts.append(f"{name}={value}")
            elif name == "style":
                self.styles.append(value)
            elif name == "id":
                self.ids.append(value)
            elif name == "lang" and tag == "html":
                self.lang = value
        if tag == "script":
            self.scripts.append(dict(attributes).get("type", "script"))

    def handle_data(self, data):
        last = self.open[-1] if self.open else ""
        if last == "style":
            self.styles.append(data)
        elif last == "title" and "svg" not in self.open:
            self.titles.append(data)
        else:
            self.words.append(data)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass


def test_the_test_sees_what_pages_fetch():
    page = Page(
        "<style>@import 'a.css'; p { background: url(//b/c.png) }</style><script src=https://d></script>"
        "<p style='background: url(e.png)'><img src='f.png' srcset='g.png 2x'>"
        "<link rel=stylesheet href=h.css><a href=i>"
    )
    expected = {"a.css", "//b/c.png", "https://d", "e.png", "f.png", "g.png 2x", "h.css"}
    assert set(page.fetched) == expected
    assert page.linked == ["i"]


def test_no_page_fetches_anything_from_elsewhere(pages, files):
    for name, page in pages.items():
        for address in page.fetched:
            if address.startswith("data:"):
                continue
            assert not re.match(r"[a-z]+:|//|/", address), f"{name} fetches {address}"
            assert posixpath.normpath(posixpath.join(posixpath.dirname(name), address)) in files


def template_of(name: str) -> str:
    """The template of a page with a script; empty of a page that runs none."""
    if name == "index.html":
        return name
    if name.startswith(("claims.", "about.")):
        return f"{name.partition('.')[0]}.html"
    return "chart.html" if re.fullmatch(r"charts/[a-z-]+\.(en|zh)\.html", name) else ""


def test_pages_run_their_own_script_and_allow_no_other(pages):
    for name, page in pages.items():
        template = template_of(name)
        assert page.scripts[:2] == (["script", "application/json"] if template else []), name
        assert set(page.scripts[2:]) <= {"application/json"}, name
        if template:
            code, allowed = assets.script(*SCRIPTS[template])
            assert f"<script>{code}</script>" in page.text
            # the choices of a chart are scripts beside its page
            beside = " 'self'" if template == "chart.html" else ""
            assert f"script-src '{allowed}'{beside};" in page.text.replace("&#39;", "'")
            assert "default-src 'none'; img-src 'self' data:; font-src 'self';" in page.text


def test_the_first_page_is_light_and_its_pictures_are_files(pages, files):
    page = pages["index.html"]
    assert len(page.text.encode()) < 300_000
    images = re.findall(r"<img [^>]*>", page.text)
    assert len(images) == len(ALL) * len(LANGUAGES)
    for image in images:
        name = re.search(r'src="(charts/[a-z-]+\.(?:en|zh))\.small\.png"', image)[1]
        assert 'loading="lazy"' in image
        told = re.search(r'width="(\d+)" height="(\d+)"', image)
        assert 3 * len(files[f"{name}.small.png"]) < len(files[f"{name}.png"])
        with Image.open(io.BytesIO(files[f"{name}.small.png"])) as small:
            assert small.size == tuple(map(int, told.groups())) and small.width == WIDTH
    assert page.text.index("<script>") < page.text.index("<body")  # the language before the words


def test_every_link_inside_the_site_leads_somewhere(pages, files):
    for name, page in pages.items():
        for address in page.linked:
            if re.match(r"https?://", address):
                continue
            path, _, part = address.partition("#")
            path = path.partition("?")[0]
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            target = target if path else name
            assert target in files, f"{name} links to {address}"
            assert not part or unquote(part) in pages[target].ids


def test_every_page_has_one_title_and_a_language(pages):
    for name, page in pages.items():
        assert len(page.titles) == 1 and page.titles[0].strip(), name
        assert page.lang == ("zh-Hans" if re.search(r"\.zh\.(embed\.)?html$", name) else "en"), name
        assert 'charset="utf-8"' in page.text
        assert "Content-Security-Policy" in page.text, name
    assert pages["notebooks/01_trial.html"].titles == ["Trial · 试"]


def test_the_index_leads_to_every_chart_notebook_and_table(pages, files, project):
    page = pages["index.html"]
    for chart in ALL:
        for lang in LANGUAGES:
            assert f"charts/{chart}.{lang}.html" in page.linked
    assert {"claims.en.html#claims", "claims.zh.html#benchmarks", "about.zh.html"} <= set(
        page.linked
    )
    assert "notebooks/01_trial.html" in page.linked
    for table in load("codebook/registers/tables", project=project)["table"]:
        assert {f"tables/{table.replace('/', '-')}.html", f"data/{table}.csv"} <= set(page.linked)
        assert files[f"data/{table}.csv"] == (project.data / f"{table}.csv").read_bytes()


def test_the_page_of_a_chart_says_all_that_travels_with_it(pages, files, reproduced):
    for name, content in read_folder(reproduced.project.figures).items():
        if name == RECORD:  # it is there for the next run, not for readers
            continue
        assert files[f"charts/{name}"] == content
        chart, lang, _ = name.split(".", 2)
        page = pages[f"charts/{chart}.{lang}.html"]
        assert name in page.linked
        for part in chart_of(chart, lang).caption.split("\n\n", 2):
            assert part in page.said
        other = "en" if lang == "zh" else "zh"
        assert {f"{chart}.{other}.html", f"../index.html?lang={lang}"} <= set(page.linked)


def test_an_embedded_chart_carries_its_caveat_its_licence_and_the_way_to_its_page(pages):
    for chart in ALL:
        for lang in LANGUAGES:
            page, facts = pages[f"charts/{chart}.{lang}.embed.html"], chart_of(chart, lang).facts
            assert f"{chart}.{lang}.png" in page.fetched
            assert f"{chart}.{lang}.html" in page.linked
            assert facts.note in page.said and "CC BY 4.0" in page.said
            assert chart in page.said  # its citation
            whole = pages[f"charts/{chart}.{lang}.html"].said
            assert f'<iframe src="{chart}.{lang}.embed.html"' in whole


def test_the_page_about_shows_each_hedge_as_claims_bear_it_and_when_it_was_made(pages, project):
    for lang, read in (("en", "360 – 400 persons"), ("zh", "360 – 400人")):
        page = pages[f"about.{lang}.html"]
        assert "近400名" in page.said and read in re.sub(r"\s*人", "人", page.said)
        assert __released__ in page.said
        since = re.search(r"release ([\d.]+):" if lang == "en" else r"自([\d.]+)版以来", page.said)
        assert since and since[1] == recorded(project)[-1]
        assert {"hedges", "populations", "silence", "persons"} <= set(page.ids)
        for one in load("codebook/registers/populations", project=project)[f"people_{lang}"]:
            assert one in page.said


def test_a_chart_says_where_it_is_worked_out(pages):
    for lang in LANGUAGES:
        assert "../notebooks/01_trial.html" in pages[f"charts/hedges-by-report.{lang}.html"].linked
        assert "../notebooks/01_trial.html" not in pages[f"charts/award-shares.{lang}.html"].linked


def test_every_character_of_the_pages_is_in_the_fonts_that_they_bring(pages, files):
    fonts = {name: set(TTFont(io.BytesIO(files[name])).getBestCmap()) for name in FONTS}
    shipped = set(TTFont(FONT_FILE).getBestCmap())  # a register of rare characters holds more
    for name, page in pages.items():
        chinese = shipped & {ord(one) for one in page.said if "一" <= one <= "鿿"}
        (font,) = [font for font in FONTS if f"{font}" in page.text]
        assert chinese <= fonts[font], name


def test_a_table_page_shows_every_cell(pages, project):
    said = pages["tables/raw-claims.html"].said
    claims = load("raw/claims", project=project)
    assert all(reported in said for reported in claims["reported"])
    assert pages["tables/raw-claims.html"].text.count("<tr") == len(claims) + 1
    assert set(claims["claim_id"]) <= set(pages["tables/raw-claims.html"].ids)


def test_chinese_cells_are_marked_as_chinese(pages):
    text = pages["tables/raw-places.html"].text
    assert '<td lang="zh-Hans">靖江市</td>' in text
    assert "<td>jingjiang</td>" in text


def test_notebook_pages_show_code_outputs_and_pictures(pages):
    page = pages["notebooks/01_trial.html"]
    assert "a < b & 近400名" in page.said and "37%" in page.said
    assert f"data:image/png;base64,{PIXEL}" in page.fetched
    for outdated in ("<style scoped", "valign="):
        assert outdated not in page.text


def test_no_page_holds_an_id_twice_or_a_heading_without_words(pages):
    for name, page in pages.items():
        assert len(set(page.ids)) == len(page.ids), name
        assert not re.search(r"<th[^>]*>\s*</th>", page.text), name


# Hostile data.

SCRIPT = '</script><script>alert(1)</script><img src=x onerror="alert(2)"> &'


def hostile(project: Project, text: str) -> None:
    """Put a text where people's words stand: a note, a name, a statement, a word, a meaning."""
    for path, column in (
        (project.codebook / "registers" / "charts.csv", "note_en"),
        (project.codebook / "registers" / "columns.csv", "meaning_en"),
        (project.raw / "claims.csv", "statement"),
        (project.raw / "sources.csv", "title"),
        (project.codebook / "words" / "words.csv", "en"),
        (project.codebook / "words" / "pages.csv", "en"),
    ):
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        wanted = ~table.iloc[:, 0].str.startswith(("mark.", "value.", "unit.", "per.", "period."))
        safe = wanted & ~table[column].str.contains("{", regex=False) & table[column].ne("")
        table.loc[safe, column] = table.loc[safe, column] + text
        table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


@pytest.fixture(scope="module")
def hostile_files(project, charts, tmp_path_factory):
    """The pages with few charts: every kind of page is there, and every table."""
    made = Project(tmp_path_factory.mktemp("hostile"))
    shutil.copytree(project.data, made.data)
    keep_charts(made, ("party-recruitment", "sample-map"))
    hostile(made, SCRIPT)
    as_built(made)
    return site_files(Codebook(made), {}, charts)


@pytest.mark.parametrize(
    "name", ["index.html", "claims.en.html", "charts/party-recruitment.en.html"]
)
def test_hostile_words_never_become_markup_or_script(hostile_files, name):
    text = hostile_files[name].decode()
    assert "&lt;script&gt;alert(1)" in text  # it is there, as text
    own = len(re.findall(r'<script>"use strict"|<script type="application/json" id="\w+">', text))
    assert text.count("<script") == text.count("</script>") == own >= 2
    assert not re.search(r"<[^>]*\sonerror=", re.sub(r'="[^"]*"', '=""', text))


@pytest.mark.parametrize("table", ["codebook-registers-columns", "raw-claims", "raw-sources"])
def test_what_tables_say_is_never_taken_for_html(table, hostile_files):
    page = Page(hostile_files[f"tables/{table}.html"].decode("utf-8"))
    assert page.scripts == []
    assert SCRIPT in page.said
