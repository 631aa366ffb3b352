"""The house: seven rooms, one rule of imports, what each room may do, how long a file may be."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import reform_analysis

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "reform_analysis"
ROOMS = ("tables", "reading", "values", "indicators", "charts", "publish", "commands")
DOORS = {"__init__.py", "__main__.py"}
LONGEST_FILE = 310
"""About 300 lines: a file has one idea."""
FILES = sorted(PACKAGE.rglob("*.py"))
LOOKS_FOR_THE_PROJECT = {"tables/paths.py", "commands"}
WRITERS = {"tables/atomic.py", "commands", "publish"}
FOLDERS = sorted({path.parent for path in FILES} - {PACKAGE})


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    """All of the code of a file."""
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


def names_in(path: Path) -> set[str]:
    """Every name and attribute that the code of a file uses; words in docstrings do not count."""
    named = (node for node in nodes_of(path) if isinstance(node, ast.Name | ast.Attribute))
    return {node.id if isinstance(node, ast.Name) else node.attr for node in named}


def test_imports_run_one_way_and_in_no_circle():
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_the_package_has_seven_rooms_and_nothing_beside_them():
    inside = {path.name for path in PACKAGE.iterdir() if path.name != "__pycache__"}
    assert inside == {*ROOMS, *DOORS}


def test_the_tests_have_the_same_rooms():
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert folders - {"__pycache__", "browser", "campaigns"} == set(ROOMS)


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_each_folder_says_at_its_door_what_belongs_in_it(folder):
    words = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))
    assert words and len(words.splitlines()) >= 3, "a docstring of rules is missing"


def test_no_file_is_longer_than_one_idea():
    lines = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def test_only_commands_look_for_the_project_and_print():
    """Elsewhere it is handed down."""
    looking, printing = {}, {}
    for path in FILES:
        if room_of(path) in LOOKS_FOR_THE_PROJECT or name_of(path) in LOOKS_FOR_THE_PROJECT:
            continue
        looking[name_of(path)] = names_in(path) & {"find_project", "environ", "getenv"}
        calls = (node for node in nodes_of(path) if isinstance(node, ast.Call))
        called = (call for call in calls if isinstance(call.func, ast.Name))
        printing[name_of(path)] = [call.lineno for call in called if call.func.id == "print"]
    assert len(looking) > 100
    assert {name: names for name, names in looking.items() if names} == {}
    assert {name: lines for name, lines in printing.items() if lines} == {}


def test_only_publish_and_commands_write():
    writing = {"write_bytes", "write_text", "write_file", "write_folder", "mkdir", "unlink"}
    others = [path for path in FILES if not {room_of(path), name_of(path)} & WRITERS]
    assert len(others) > 100
    found = {name_of(path): names_in(path) & writing for path in others}
    assert {name: names for name, names in found.items() if names} == {}


def test_the_public_face_is_about_a_dozen_names():
    assert dir(reform_analysis) == sorted(reform_analysis.__all__)
    public = [name for name in reform_analysis.__all__ if not name.startswith("_")]
    assert len(public) <= 14
    for name in public:
        assert getattr(reform_analysis, name).__doc__, f"{name} has no docstring"


def test_no_module_goes_by_two_paths():
    """Modules are imported by their full names, so that a move is one text replacement."""
    short = re.compile(r"^\s*from \.+\w* import", re.M)
    assert [name_of(path) for path in FILES if short.search(path.read_text("utf-8"))] == []
