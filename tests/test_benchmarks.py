"""Benchmarks tell what they are; that of `reproduce` measures what it says."""

import ast
import importlib.util
import runpy

import nbformat
import pytest

from real_tables import PROJECT
from reform_analysis.commands.check import read_checked
from reform_analysis.publish.notebook_files import twin_path

ALL = sorted((PROJECT.root / "benchmarks").glob("*.py"))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_each_tells_what_it_measures_and_how_it_is_called(path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", [path.name, "--help"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(path), run_name="__main__")
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert told.startswith(f"usage: {path.name}")
    assert f"python benchmarks/{path.name}" in told


@pytest.fixture(scope="module")
def reproduce():
    """The benchmark, which is no part of the package."""
    path = PROJECT.root / "benchmarks/reproduce.py"
    spec = importlib.util.spec_from_file_location("beside_floor", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def imported(notebook) -> set[str]:
    """What the cells of a notebook import, at any depth of theirs."""
    code = [cell.source for cell in nbformat.read(notebook, 4).cells if cell.cell_type == "code"]
    found = ast.walk(ast.parse("\n".join(code)))
    return {ast.unparse(one) for one in found if isinstance(one, ast.Import | ast.ImportFrom)}


def test_the_floor_starts_every_kernel_with_its_imports_and_nothing_else(reproduce, tmp_path):
    bare = reproduce.copied(PROJECT, tmp_path)
    reproduce.imports_only(bare)
    made = sorted(bare.notebooks.glob("*.ipynb"))
    assert [one.name for one in made] == sorted(
        path.name for path in PROJECT.notebooks.glob("*.ipynb")
    )
    for path in made:
        assert not twin_path(path).exists()
        assert imported(path) == imported(PROJECT.notebooks / path.name), path.name
        (cell,) = nbformat.read(path, 4).cells
        kinds = {type(one) for one in ast.parse(cell.source).body}
        assert kinds <= {ast.Import, ast.ImportFrom}, path.name


def test_the_claim_changed_is_one_and_no_fault(reproduce, tmp_path):
    changed = reproduce.copied(PROJECT, tmp_path)
    before = read_checked(changed)["raw/claims"]
    reproduce.change_one_claim(changed)
    after = read_checked(changed)["raw/claims"]
    assert before.compare(after).shape[0] == 1
