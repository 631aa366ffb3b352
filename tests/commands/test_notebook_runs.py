"""Notebooks run from top to bottom, once for both languages."""

import asyncio
import os
import re
import shutil
import sys
import threading
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import reform_analysis as ra
from course import CHINESE, PATHS, cells, every_file, every_notebook, every_twin
from reform_analysis.commands import notebooks
from reform_analysis.commands.notebooks import NotebookError, execute
from reform_analysis.publish.notebook_files import twin_path
from reform_analysis.tables.datapackage import data_version


@pytest.fixture(scope="module")
def executed(project):
    return execute(PATHS, project, lambda line: None)


WORDS_IN_ENGLISH = re.compile(r"[A-Za-z]{2,}[ ,]+[a-z]{2,}")
"""Two words in a row, the second of them no name."""

IDS = re.compile(r"[\w-]+(?:, [\w-]+)+|\w+(?:[-_]\w+)+")
"""Names of rows, by which a reader calls them: in a list, or of several words."""


def shown(output: nbformat.NotebookNode) -> str:
    """The text of an output that a reader sees: of several forms the one that is shown."""
    forms = output.get("data", {})
    if "image/png" in forms:
        return ""
    html = re.sub(r"<style.*?</style>|<[^>]+>", " ", forms.get("text/html", ""), flags=re.S)
    return html or output.get("text", "") or forms.get("text/plain", "")


@every_twin
def test_what_a_chinese_notebook_shows_holds_no_english(path, executed):
    """Tables, messages, ways back, answers to exercises: all but ids and the version."""
    code = [cell for cell in executed[path].cells if cell.cell_type == "code"]
    for cell in code[1:]:
        for text in map(shown, cell.outputs):
            assert not WORDS_IN_ENGLISH.search(IDS.sub("", text)), (cell.source, text)
    told = [cell for cell in code if re.search(r"\.(show|told)\(lang\)", cell.source)]
    assert told or path.stem[:2] == "07"  # pictures only
    assert all(CHINESE.search("".join(map(shown, cell.outputs))) for cell in told)


def test_an_english_word_in_an_output_would_be_found():
    for text in ("did you mean 'huaibei'?", "no number in it", "stands at"):
        assert WORDS_IN_ENGLISH.search(IDS.sub("", text))
    for text in (
        "implied-new-members, new-worker-members",
        "数据 82e3，CC BY 4.0",
        "jingjiang-2020",
    ):
        assert not WORDS_IN_ENGLISH.search(IDS.sub("", text))


@every_file
def test_a_picture_is_shown_once(path, executed):
    for cell in executed[path].cells:
        shown = [output.get("data", {}).get("image/png") for output in cell.get("outputs", [])]
        pictures = list(filter(None, shown))
        assert len(pictures) == len(set(pictures)), cell.source


@every_file
def test_runs_and_says_its_versions_first(path, executed, project):
    code = [cell for cell in executed[path].cells if cell.cell_type == "code"]
    said = "".join(str(output.get("data", {}).get("text/plain", "")) for output in code[0].outputs)
    assert ra.__version__ in said
    assert data_version(project) in said
    assert all(cell.execution_count for cell in code)


@every_file
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


@pytest.mark.parametrize(("failures", "cure"), [(1, None), (2, "no cell was begun: no kernel")])
def test_a_kernel_that_does_not_start_is_started_once_more(folder, monkeypatch, failures, cure):
    """Of two runs at once one may take the port that the other has chosen."""
    left = [failures]

    class Failing(NotebookClient):
        async def async_execute(self, *arguments, **named):
            if left[0]:
                left[0] -= 1
                raise RuntimeError("no kernel")
            return await super().async_execute(*arguments, **named)

    monkeypatch.setattr(notebooks, "NotebookClient", Failing)
    notebook = nbformat.read(write(folder, "01_a.ipynb", "x = 1"), 4)
    run = notebooks._run(notebook, folder, dict(os.environ), threading.Event())
    assert asyncio.run(run) == cure


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


def test_a_notebook_and_its_twin_are_run_once_and_shown_in_both_languages(folder):
    sources = ['lang = "en"', "n = 0", "n = n + 1\nprint(n)", "print(lang, n)"]
    path = write(folder, "01_a.ipynb", *sources)
    english = nbformat.read(path, 4)
    prose = new_markdown_cell("# 试", id=english.cells[0].id)
    twin_path(path).parent.mkdir()
    nbformat.write(new_notebook(cells=[prose]), twin_path(path))
    done = execute([path], folder, lambda line: None)
    assert list(done) == [path, twin_path(path)]
    said = {
        where: ["".join(output.text for output in cell.get("outputs", [])) for cell in one.cells]
        for where, one in done.items()
    }
    assert said[path][3:] == ["1\n", "en 1\n"] and said[twin_path(path)][3:] == ["1\n", "zh 1\n"]
    for one in done.values():
        assert [cell.get("execution_count") for cell in one.cells] == [None, 1, 2, 3, 4]
    assert [cell.id for cell in done[path].cells] == [cell.id for cell in english.cells]
    assert [cell.id for cell in done[twin_path(path)].cells] == [cell.id for cell in english.cells]


def test_a_failure_in_either_language_is_named_by_its_cell(folder):
    path = write(folder, "01_a.ipynb", 'lang = "en"', "print({'en': 1}[lang])")
    prose = new_markdown_cell("# 试", id=nbformat.read(path, 4).cells[0].id)
    twin_path(path).parent.mkdir()
    nbformat.write(new_notebook(cells=[prose]), twin_path(path))
    with pytest.raises(NotebookError, match=r"01_a.ipynb, cell 3 \(print.*KeyError: 'zh'"):
        execute([path], folder, lambda line: None)
