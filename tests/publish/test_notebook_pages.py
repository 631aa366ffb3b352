"""Pages of notebooks: one a language, each leading to the next, to its twin and to its charts."""

import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from reform_analysis.publish.site.notebook_pages import charts_of, notebook_pages

FOLDED = "<details><summary>Hint</summary>\n\nlook `there`\n\n```python\n1 + 1\n```\n\n</details>"


def notebook(title: str, hidden: bool = False):
    text = new_output("stream", name="stdout", text="said\n")
    return new_notebook(
        cells=[
            new_markdown_cell(f"# {title}\n\n{FOLDED}", id="head"),
            new_code_cell('ra.chart("award-shares", lang)', id="chart", outputs=[text]),
            new_code_cell(
                "assert 1, 'one is none'",
                id="check",
                execution_count=3,
                metadata={"jupyter": {"source_hidden": True}} if hidden else {},
            ),
        ]
    )


EXECUTED = {
    Path("notebooks/00_a.ipynb"): notebook("A", hidden=True),
    Path("notebooks/01_b.ipynb"): notebook("B"),
    Path("notebooks/zh/00_a.ipynb"): notebook("甲", hidden=True),
    Path("notebooks/zh/01_b.ipynb"): notebook("乙"),
}
TITLES = {("award-shares", "en"): "Awards", ("award-shares", "zh"): "评先评优"}


@pytest.fixture(scope="module")
def pages():
    return {page["href"]: page for page in notebook_pages(EXECUTED, TITLES)}


def test_each_language_has_a_page_of_its_own(pages):
    assert {href: page["lang"] for href, page in pages.items()} == {
        "notebooks/00_a.html": "en",
        "notebooks/01_b.html": "en",
        "notebooks/00_a.zh.html": "zh",
        "notebooks/01_b.zh.html": "zh",
    }


def test_a_page_leads_to_its_twin_and_to_the_next_in_its_language(pages):
    page = pages["notebooks/00_a.zh.html"]
    assert page["other"] == {"href": "00_a.html", "title": "A"}
    assert page["next"] == {"href": "01_b.zh.html", "title": "乙"}
    assert page["previous"] is None
    last = pages["notebooks/01_b.html"]
    assert last["previous"] == {"href": "00_a.html", "title": "A"} and last["next"] is None


def test_a_notebook_without_heading_has_its_name_as_title():
    [page] = notebook_pages({Path("07_bare.ipynb"): new_notebook(cells=[])}, {})
    assert page["title"] == "07_bare"


def test_a_page_leads_to_the_charts_that_it_draws_in_its_language(pages):
    assert [chart["title"] for chart in pages["notebooks/00_a.zh.html"]["charts"]] == ["评先评优"]
    assert [chart["title"] for chart in pages["notebooks/00_a.html"]["charts"]] == ["Awards"]
    assert charts_of(EXECUTED[Path("notebooks/00_a.ipynb")]) == ["award-shares"]
    [page] = notebook_pages({Path("00_a.ipynb"): notebook("A")}, {})
    assert page["charts"] == [] and page["other"] is None


def test_the_notebook_to_download_is_as_it_is_committed(pages):
    page = pages["notebooks/00_a.zh.html"]
    assert page["source"] == "notebooks/00_a.zh.ipynb"
    cells = nbformat.reads(page["file"].decode(), 4).cells
    assert [cell.get("outputs", []) for cell in cells] == [[], [], []]
    assert EXECUTED[Path("notebooks/zh/00_a.ipynb")].cells[1].outputs, "what ran is left alone"


def test_a_hint_stays_inside_of_what_is_folded(pages):
    [folded] = re.findall(r"<details>.*?</details>", pages["notebooks/01_b.html"]["content"], re.S)
    assert "<code>there</code>" in folded and "highlight" in folded


def test_a_folded_check_is_folded_on_the_page(pages):
    content = pages["notebooks/00_a.html"]["content"]
    folded = content[content.index("<details><summary><code>assert") :]
    assert "one is none" in folded[: folded.index("</details>")]
    assert "assert …" not in pages["notebooks/01_b.html"]["content"]
    assert content.count("said") == 1
