"""The house: seven rooms, one rule of imports, what each room may do, how long a file may be."""

import ast
import re
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


def names_in(path: Path) -> set[str]:
    """Every name and attribute that the code of a file uses; words in docstrings do not count."""
    tree = ast.parse(path.read_text("utf-8"))
    return {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
    }


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


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_file_is_longer_than_one_idea(path):
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= LONGEST_FILE, f"{lines} lines"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_commands_look_for_the_project_and_print(path):
    if room_of(path) in LOOKS_FOR_THE_PROJECT or name_of(path) in LOOKS_FOR_THE_PROJECT:
        return
    assert not names_in(path) & {"find_project", "environ", "getenv"}, "hand the project down"
    calls = (
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
    )
    printing = [
        call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]
    assert not printing, f"it prints in line {printing}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_publish_and_commands_write(path):
    if room_of(path) in WRITERS or name_of(path) in WRITERS:
        return
    writing = {
        "write_bytes",
        "write_text",
        "write_file",
        "write_folder",
        "mkdir",
        "unlink",
    }
    assert not names_in(path) & writing


def test_the_public_face_is_about_a_dozen_names():
    assert dir(reform_analysis) == sorted(reform_analysis.__all__)
    public = [name for name in reform_analysis.__all__ if not name.startswith("_")]
    assert len(public) <= 14
    for name in public:
        assert getattr(reform_analysis, name).__doc__, f"{name} has no docstring"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_module_goes_by_two_paths(path):
    """Modules are imported by their full names, so that a move is one text replacement."""
    text = path.read_text("utf-8")
    assert not re.search(r"^\s*from \.+\w* import", text, re.M)
