"""Notebooks: thin, bilingual, committed without outputs, and they run."""

import ast
import asyncio
import os
import re
import shutil
import sys
import threading
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import reform_analysis as ra
from reform_analysis.charts.words import words
from reform_analysis.commands import notebooks
from reform_analysis.commands.face import codebook
from reform_analysis.commands.notebooks import NotebookError, execute
from reform_analysis.tables.datapackage import data_version
from reform_analysis.tables.paths import find_project

PATHS = sorted(find_project().notebooks.glob("*.ipynb"))

every_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def cells(path: Path, kind: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == kind]


@pytest.fixture(scope="module")
def executed(project):
    return execute(PATHS, project, lambda line: None)


def test_the_first_notebooks_are_there():
    assert {"01", "02", "05", "06"} <= {path.name[:2] for path in PATHS}


def test_names_are_numbered_in_words():
    for path in PATHS:
        assert re.fullmatch(r"\d\d(_[a-z]+)+\.ipynb", path.name)
    numbers = [path.name[:2] for path in PATHS]
    assert len(numbers) == len(set(numbers))


@every_notebook
def test_committed_without_outputs(path):
    notebook = nbformat.read(path, nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    for cell in cells(path, "code"):
        assert cell.outputs == [] and cell.execution_count is None
        assert cell.metadata == {}
    assert notebook.metadata.keys() <= {"kernelspec", "language_info"}
    assert notebook.metadata["kernelspec"]["name"] == "python3"
    assert notebook.metadata.get("language_info", {}).keys() <= {"name"}


@every_notebook
def test_defines_no_functions_and_names_no_files(path):
    for cell in cells(path, "code"):
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            assert not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda))
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not re.search(r"\.(csv|json|png|txt|ipynb)\b|\.\.|^[/~]\w", node.value)
            if isinstance(node, ast.Name | ast.Attribute):
                name = node.id if isinstance(node, ast.Name) else node.attr
                assert name not in {"Path", "open", "read_csv", "to_csv", "savefig"}


@every_notebook
def test_every_heading_is_in_both_languages(path):
    headings = [
        line
        for cell in cells(path, "markdown")
        for line in cell.source.splitlines()
        if line.startswith("#")
    ]
    assert headings and headings[0].startswith("# ")
    for heading in headings:
        assert re.search(r"[A-Za-z]{2}", heading) and re.search(r"[一-鿿]", heading), heading


@every_notebook
def test_prose_stands_before_every_step(path):
    kinds = [cell.cell_type for cell in nbformat.read(path, 4).cells]
    assert kinds[0] == "markdown" and "raw" not in kinds
    assert kinds.count("markdown") >= kinds.count("code") / 2


@every_notebook
def test_the_last_cell_asserts(path):
    last = nbformat.read(path, 4).cells[-1]
    assert last.cell_type == "code"
    assert any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(last.source)))


@every_notebook
def test_every_check_says_in_words_what_is_wrong(path):
    for cell in cells(path, "code"):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Assert):
                said = node.msg and ast.unparse(node.msg)
                assert said and " " in said, f"no words: {ast.unparse(node)}"


@every_notebook
def test_all_imports_stand_at_the_head_and_the_face_is_one_of_them(path):
    first, *others = [ast.parse(cell.source) for cell in cells(path, "code")]
    assert "import reform_analysis as ra" in [ast.unparse(node) for node in first.body]
    assert ast.unparse(first.body[-1]) == "ra.version()"
    late = [node for cell in others for node in ast.walk(cell)]
    assert not [node for node in late if isinstance(node, ast.Import | ast.ImportFrom)]


@every_notebook
def test_a_picture_is_shown_once(path, executed):
    for cell in executed[path].cells:
        shown = [output.get("data", {}).get("image/png") for output in cell.get("outputs", [])]
        pictures = list(filter(None, shown))
        assert len(pictures) == len(set(pictures)), cell.source


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_pair_to_read_names_the_variants_of_both(lang):
    """Both heads say "its variant"; one did once take the place of the other."""
    pairs = ra.compare(ra.indicator("all-training", per="census_residents"))
    pair = pairs[pairs["first"].eq("huaibei") & pairs["second"].eq("jingjiang")]
    told = words(lang, codebook())
    page = pair.show(lang).as_raw_html()
    for variant in ("online", "online-and-placed"):
        assert f">{told('variant.' + variant)}<" in page


def test_a_period_that_ends_with_the_report_is_not_read_as_one_day():
    page = ra.indicator("subsidised-training", places="盐城").show().as_raw_html()
    running = ra.indicator("all-training", places="靖江").show().as_raw_html()
    assert ">2023<" in page and ">2020 up to the report<" in running


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["sources", "denominators", "benchmarks", "processed/claims"])
def test_a_table_of_evidence_can_be_read(name, lang):
    frame = ra.load(name)
    page = frame.show(lang).as_raw_html()
    assert page.count("<th ") >= 5
    assert frame.iloc[:0].show(lang).as_raw_html().count("<th ") >= 5, "no rows, and no heads"


def test_a_table_without_a_column_for_readers_is_refused():
    with pytest.raises(ValueError, match="no column is for a reader"):
        ra.load("codebook/registers/gb_codes").show()


@every_notebook
def test_runs_and_says_its_versions_first(path, executed, project):
    code = [cell for cell in executed[path].cells if cell.cell_type == "code"]
    said = "".join(str(output.get("data", {}).get("text/plain", "")) for output in code[0].outputs)
    assert ra.__version__ in said
    assert data_version(project) in said
    assert all(cell.execution_count for cell in code)


@every_notebook
def test_runs_without_warnings(path, executed):
    outputs = [output for cell in executed[path].cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.get("name") == "stderr"] == []


@every_notebook
def test_running_leaves_the_file_as_it_was(path, executed):
    assert "outputs" in path.read_text("utf-8")
    assert all(cell.outputs == [] for cell in cells(path, "code"))


@pytest.fixture
def folder(project, tmp_path):
    """A project without notebooks that shares the real data."""
    shutil.copytree(project.data, tmp_path / "data")
    (tmp_path / "notebooks").mkdir()
    return type(project)(tmp_path)


def write(folder, name: str, *sources: str) -> Path:
    path = folder.notebooks / name
    made = [new_markdown_cell("# Trial · 试"), *(new_code_cell(source) for source in sources)]
    nbformat.write(new_notebook(cells=made), path)
    return path


def test_all_notebooks_that_fail_are_named_with_cell_and_error(folder):
    paths = [
        write(folder, "01_a.ipynb", "x = 0", "\n1 / x\nx = 2", "never = 1"),
        write(folder, "02_b.ipynb", "import os\nos._exit(3)"),
        write(folder, "03_c.ipynb", "x = 1"),
    ]
    with pytest.raises(NotebookError) as raised:
        execute(paths, folder, lambda line: None)
    first, second = str(raised.value).splitlines()
    assert first == "01_a.ipynb, cell 3 (1 / x): ZeroDivisionError: division by zero"
    assert second.startswith("02_b.ipynb, cell 2 (import os): ") and "died" in second


def test_a_run_that_was_stopped_begins_no_cell(folder, tmp_path):
    """Where a cancellation was lost between two cells, the second is not run to its end."""
    begun = tmp_path / "begun"
    notebook = nbformat.read(write(folder, "01_a.ipynb", f"open({str(begun)!r}, 'w').close()"), 4)
    stopped = threading.Event()
    stopped.set()
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(notebooks._run(notebook, folder, dict(os.environ), stopped))
    assert not begun.exists()
    stopped.clear()
    assert asyncio.run(notebooks._run(notebook, folder, dict(os.environ), stopped)) is None
    assert begun.exists()


def test_a_file_that_is_no_notebook_is_named(folder):
    path = folder.notebooks / "01_a.ipynb"
    path.write_text("print('hello')")
    with pytest.raises(NotebookError, match="01_a.ipynb: it is no notebook"):
        execute([path], folder)


def test_kernels_are_fresh_use_this_python_and_find_this_project(folder, tmp_path, monkeypatch):
    broken = tmp_path / "jupyter" / "kernels" / "python3"
    broken.mkdir(parents=True)
    (broken / "kernel.json").write_text('{"argv": ["/no/python"], "display_name": "broken"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    monkeypatch.setenv("REFORM_PROJECT", os.devnull)
    source = (
        "import sys\nfrom reform_analysis.tables.paths import find_project\n"
        "print(sys.executable, find_project().root, 'left' in globals())\nleft = 1"
    )
    paths = [write(folder, name, source) for name in ("01_a.ipynb", "02_b.ipynb")]
    lines: list[str] = []
    done = execute(paths, folder, lines.append)
    for path in paths:
        (output,) = done[path].cells[1].outputs
        assert output.text == f"{sys.executable} {folder.root} False\n"
        assert "execution" not in done[path].cells[1].metadata
    assert sorted(line.split()[0] for line in lines) == ["01_a.ipynb", "02_b.ipynb"]
