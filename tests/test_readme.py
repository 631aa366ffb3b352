"""The two READMEs say the same and what they say is true."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from five import FIVE
from reform_analysis import __version__, load, read_quantity
from reform_analysis.commands.cli import _parser
from reform_analysis.tables.paths import PACKAGE, find_project

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


@pytest.mark.parametrize(("text", "lang"), [(README, "en"), (README_ZH, "zh")])
def test_columns_that_lead_to_the_evidence_are_called_as_in_the_charts_own_tables(text, lang):
    told = {
        "en": ("id of the denominator", "ids of the claims behind it"),
        "zh": ("分母编号", "依据的论断编号"),
    }[lang]
    tables = sorted((ROOT / "figures").glob(f"*.{lang}.csv"))
    headers = [path.read_text("utf-8-sig").splitlines()[0].split(",") for path in tables]
    assert headers and all({*told} <= {*header} for header in headers)
    assert all(name in text for name in told)


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


TELLING = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").glob("*.md"),
    *(ROOT / "notebooks").rglob("*.ipynb"),
    ROOT / "Makefile",
]
"""All that tells a reader to type something."""

SHELL = re.compile(r"`((?:\.venv/bin/)?reform-analysis [^`]+|make [a-z][^`]*|python -m [^`]+)`")


def typed(text: str) -> list[str]:
    """The commands of a text, in blocks of a shell and between backquotes, without comments."""
    blocks = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.strip()]
    return [
        re.sub(r" +#.*", "", line).replace("\\", "/") for line in [*lines, *SHELL.findall(text)]
    ]


def cannot_be_typed(command: str) -> str:
    """What is wrong with a command; nothing if it can be typed."""
    program, *arguments = shlex.split(command)
    program = program.rsplit("/", 1)[-1]
    if program == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
        return "" if arguments[0] in targets else f"make has no target {arguments[0]}"
    if program == "python" and arguments[1].startswith("reform_analysis."):
        return (
            "" if (PACKAGE.parent / f"{arguments[1].replace('.', '/')}.py").is_file() else command
        )
    if program != "reform-analysis":
        return ""
    mentioned = len(arguments) == 1  # a command by its name alone, as in "what `add` needs"
    try:
        _parser().parse_args(arguments)
    except SystemExit as end:
        if not mentioned or _told(arguments):
            return f"{command} ends with {end.code}"
    known = {"chart": load("charts")["chart_id"], "trace": load("raw/claims")["claim_id"]}
    ids = known.get(arguments[0])
    given = arguments[1] if len(arguments) > 1 else "-"
    named = ids is not None and given[0] != "-" and given not in ("ID", "CLAIM")
    return f"{given} is unknown" if named and given not in set(ids) else ""


def _told(arguments: list[str]) -> bool:
    """Whether even the help of a command is refused: there is no such command."""
    try:
        _parser().parse_args([*arguments, "--help"])
    except SystemExit as end:
        return bool(end.code)
    return True


@pytest.mark.parametrize("path", TELLING, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_command_that_is_printed_can_be_typed(path, capsys):
    commands = typed(path.read_text("utf-8"))
    assert commands or path.name not in ("README.md", "README.zh.md", "CONTRIBUTING.md")
    assert list(filter(None, map(cannot_be_typed, commands))) == []


@pytest.mark.parametrize(
    "command",
    [
        "make everything",
        "reform-analysis draw",
        "reform-analysis check --texts FOLDER",
        "reform-analysis trace jingjiang-2020-617",
        "python -m reform_analysis.commands.laboratory",
    ],
)
def test_a_command_that_is_not_there_would_be_found(command, capsys):
    assert cannot_be_typed(command)
