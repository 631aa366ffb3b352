"""The reference: every public name and every module stands in it, and its pages fetch nothing."""

import re
from importlib.util import find_spec

import pytest

import reform_analysis
from reform_analysis.publish.documents.reference import ROOMS, reference_pages
from reform_analysis.tables.paths import PACKAGE, find_project

PROJECT = find_project()
BUILT = PROJECT.site / "docs"
built = pytest.mark.skipif(
    find_spec("sphinx") is None or not (BUILT / "index.html").is_file(),
    reason="make docs builds the reference",
)


def test_every_public_name_stands_on_the_first_page():
    named = re.findall(
        r"^\.\. auto\w+:: reform_analysis\.(\w+)$", reference_pages()["public.md"], re.M
    )
    assert named == reform_analysis.__all__


def test_every_module_stands_on_the_page_of_its_room():
    told = "".join(reference_pages()[f"{room}.md"] for room in ROOMS)
    named = re.findall(r"^\.\. automodule:: (\S+)$", told, re.M)
    assert len(named) == len(set(named))
    files = {PACKAGE.parent / name.replace(".", "/") for name in named}
    there = {path.with_suffix("") for room in ROOMS for path in (PACKAGE / room).rglob("*.py")}
    assert files == {path.parent if path.name == "__init__" else path for path in there}


def test_the_rooms_are_those_of_the_package():
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == set(ROOMS)


def test_the_contents_lead_to_every_page_and_document():
    contents = (PROJECT.documents / "index.md").read_text("utf-8")
    named = re.findall(r"^[a-z][\w./]+$", contents, re.M)
    pages = [f"reference/{name.removesuffix('.md')}" for name in reference_pages()]
    documents = {path.name.removesuffix(".md") for path in PROJECT.documents.glob("*.md")}
    assert sorted(named) == sorted([*pages, *documents - {"index"}])


@built
def test_the_pages_fetch_nothing_from_elsewhere():
    pages = [*BUILT.rglob("*.html")]
    assert len(pages) > len(ROOMS)
    for page in pages:
        text = page.read_text("utf-8")
        fetched = re.findall(r"<(?:link|script|img|iframe)\b[^>]*\b(?:src|href)=\"([^\"]*)\"", text)
        outside = [address for address in fetched if re.match(r"(\w+:)?//", address)]
        assert outside == [], page.name
    for style in BUILT.rglob("*.css"):
        assert not re.search(r"@import|url\([\"']?(\w+:)?//", style.read_text("utf-8")), style.name


@built
def test_every_public_name_can_be_linked_to():
    text = (BUILT / "reference" / "public.html").read_text("utf-8")
    for name in reform_analysis.__all__:
        assert f'id="reform_analysis.{name}"' in text


@built
def test_chinese_has_letters_and_the_boxes_of_the_replication_file_are_boxes():
    style = (BUILT / "_static" / "reference.css").read_text("utf-8")
    (font,) = re.findall(r'src: url\("([^"]+)"\)', style)
    assert (BUILT / "_static" / font).stat().st_size > 1_000_000  # whole, not a cut
    assert (BUILT / "_static" / "OFL.txt").is_file()
    page = (BUILT / "replication.html").read_text("utf-8")
    assert "_static/reference.css" in page
    assert page.count('type="checkbox"') > 5 and "[x]" not in page and "[ ]" not in page
