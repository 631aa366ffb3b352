"""The Chinese pages have no English in them: every text that a reader sees is walked."""

from html.parser import HTMLParser

from latin import latin_words
from real_charts import ALL, tables
from real_run import TITLE


class Spoken(HTMLParser):
    """Texts of a page in Chinese, without code and ids."""

    VOID = ("meta", "link", "img", "input", "br", "hr")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool, bool]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        _, chinese, silent = self.open[-1] if self.open else ("", False, False)
        chinese = given["lang"].startswith("zh") if "lang" in given else chinese
        silent = (
            silent
            or tag in ("script", "style", "code", "textarea")
            or given.get("data-text") == "bibtex"
        )
        if chinese and not silent:
            self.texts += [given[name] for name in ("alt", "title", "aria-label") if name in given]
        self.texts += [given["data-zh"]] if "data-zh" in given else []
        if tag not in self.VOID:
            self.open.append((tag, chinese, silent))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.open and self.open[-1][1] and not self.open[-1][2]:
            self.texts.append(data)


def spoken(page: str) -> list[str]:
    reader = Spoken()
    reader.feed(page)
    return [text for text in reader.texts if text.strip()]


def page_ids() -> set[str]:
    """Ids that lead to a claim, a chart or another proof, as the page shows them."""
    data = tables()
    known = (
        *(("raw/claims", "claim_id"), ("raw/denominators", "denominator_id")),
        *(("raw/benchmarks", "benchmark_id"), ("codebook/registers/charts", "chart_id")),
    )
    return {name for table, column in known for name in data[table][column]}


def test_the_chinese_pages_hold_no_english(reproduced):
    site = reproduced.project.site
    pages = [site / "index.html", *site.rglob("*.zh.html")]
    pages.remove(site / "documents" / "codebook.zh.html")  # it names columns and their cells
    texts = [text for page in pages for text in spoken(page.read_text("utf-8"))]
    assert len(pages) > len(ALL)
    assert len(texts) > 5000  # charts, numbers, claims, denominators, benchmarks
    known = page_ids() | {TITLE}
    told = [text for text in texts if text not in known]
    assert {(word, text[:80]) for text in told for word in latin_words(text, ALL)} == set()


def test_only_chinese_parts_of_a_page_are_walked():
    page = '<html lang="en">a<p lang="zh-Hans">甲<b lang="en">no</b>乙<img alt="图"></p><i>b</i>'
    assert spoken(page) == ["甲", "乙", "图"]
