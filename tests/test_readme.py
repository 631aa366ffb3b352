"""The two READMEs say the same and what they say is true."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from five import FIVE
from reform_analysis import __version__, load, read_quantity
from reform_analysis.tables.paths import find_project

ROOT = find_project().root
README = (ROOT / "README.md").read_text(encoding="utf-8")
README_ZH = (ROOT / "README.zh.md").read_text(encoding="utf-8")


def code_blocks(text: str) -> list[str]:
    """Code without its comments, which are in the reader's language."""
    blocks = re.findall(r"```(?:sh|python)\n(.*?)```", text, flags=re.DOTALL)
    return [re.sub(r" *#.*", "", block) for block in blocks]


def tree(text: str) -> list[str]:
    block = re.search(r"```\n(data/raw/.*?)```", text, flags=re.DOTALL)
    assert block, "the annotated tree is missing"
    return [
        name
        for line in block[1].splitlines()
        for name in re.findall(r"^\S+|(?<=  )\S+\.\w+$|^\S+\.\w+", line)
    ]


def test_both_languages_give_the_same_commands():
    assert code_blocks(README) == code_blocks(README_ZH)
    assert len(code_blocks(README)) >= 5


def test_both_languages_have_the_same_parts():
    for mark in (r"^## ", r"^- ", r"^```", r"!\["):
        assert len(re.findall(mark, README, re.M)) == len(re.findall(mark, README_ZH, re.M)), mark


@pytest.mark.parametrize("text", [README, README_ZH], ids=["en", "zh"])
def test_every_path_named_exists(text):
    linked = re.findall(r"\]\(([^)#:]+)\)", text)
    for name in [*linked, *tree(text)]:
        assert (ROOT / name).exists(), f"the README names {name}, which does not exist"


def test_every_notebook_of_the_tree_exists_and_none_is_left_out():
    lines = re.search(
        r"^notebooks/.*?(?=^\S)", README.partition("## Where things are")[2], re.M | re.S
    )
    named = set(re.findall(r"\b\d\d\b", lines[0]))
    assert named == {path.name[:2] for path in (ROOT / "notebooks").glob("*.ipynb")}


def test_examples_in_the_readme_are_what_the_package_gives():
    examples = re.findall(r'read_quantity\("([^"]+)"(?:, reading="(\w+)")?\)\n# (.*)', README)
    assert len(examples) == 2
    for expression, reading, shown in examples:
        assert repr(read_quantity(expression, reading or "central")) == shown


def test_counts_in_the_readme_are_those_of_the_data():
    sources, claims = load("sources"), load("raw/claims")
    words = {5: "Five", 9: "nine", 8: "eight"}
    files = sources.loc[sources["source_id"].isin(FIVE), "file"].unique()
    texts, articles = len(files), sources["file"].isin(files).sum()
    with_claims = claims.loc[claims["source_id"].isin(FIVE), "source_id"].nunique()
    assert f"{words[texts]} texts hold {words[articles]} articles" in README
    assert f"{words[with_claims]} of them with figures" in README
    openings = sources.loc[sources["kind"].eq("opening"), "source_id"]
    own = claims[claims["source_id"].isin(openings)]
    assert f"{len(own)} figures of {len(openings)} pages" in README
    assert f"{len(openings)}个网页的{len(own)}条论断" in README_ZH


def test_version_is_the_packages():
    assert f"Version {__version__}." in README
    assert f"Version {__version__}." in README_ZH


def test_the_readme_folder_names_are_complete():
    top = {path.name for path in Path(ROOT).iterdir() if path.is_dir() and path.name[0] != "."}
    made = {"site", "build", "dist"}
    for folder in top - made:
        assert f"{folder}/" in README, f"the README's tree leaves out {folder}/"


@pytest.mark.parametrize("text", [README, README_ZH], ids=["en", "zh"])
def test_every_command_is_told(text):
    """Who reads only the README finds each thing that can be typed."""
    help_text = subprocess.run(
        [sys.executable, "-m", "reform_analysis", "--help"], capture_output=True, encoding="utf-8"
    ).stdout
    commands = re.findall(r"^    ([a-z]+) ", help_text, re.M)
    assert len(commands) >= 9
    told = set(re.findall(r"(?:reform-analysis|make) ([a-z]+)", text))
    assert set(commands) - {"build"} <= told, "build is part of reproduce"
