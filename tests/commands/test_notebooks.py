"""Notebooks: thin, in two languages, committed without outputs."""

import ast
import re
from importlib import import_module

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course import CHINESE, ENGLISH, PATHS, TWINS, cells, every_file, every_notebook, every_twin
from reform_analysis.commands.lab import HOOK, before_saving, options
from reform_analysis.commands.twins import as_committed
from reform_analysis.publish.notebook_files import TwinError, bare, language_of, twin, twin_path
from reform_analysis.tables.paths import find_project


def test_names_are_numbered_in_words():
    for path in PATHS:
        assert re.fullmatch(r"\d\d(_[a-z]+)+\.ipynb", path.name)
    numbers = [int(path.name[:2]) for path in PATHS]
    assert numbers == list(range(len(PATHS)))


def test_every_file_of_the_twins_belongs_to_a_notebook():
    assert sorted((find_project().notebooks / "zh").glob("*")) == sorted(TWINS)


@every_notebook
def test_a_notebook_and_its_twin_are_one_and_saving_changes_nothing(path):
    """`make twins` would write these very bytes: code of the one, prose of the other."""
    for where, content in as_committed(path).items():
        assert where.read_bytes() == content, f"{where.name} is stale; run: make twins"


def test_a_cell_that_only_one_of_two_languages_has_is_named():
    head, more = new_markdown_cell("# A", id="head"), new_markdown_cell("More.", id="more")
    with pytest.raises(TwinError, match="cell more has no Chinese: More"):
        twin(new_notebook(cells=[head, more]), new_notebook(cells=[head]))
    with pytest.raises(TwinError, match=r"does not have: more \(More"):
        twin(new_notebook(cells=[head]), new_notebook(cells=[head, more]))


def test_a_twin_takes_new_code_and_keeps_its_prose(tmp_path):
    cells = [new_markdown_cell("# Trial", id="head"), new_code_cell('lang = "en"\n1', id="code")]
    path = tmp_path / "01_trial.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    twin_path(path).parent.mkdir()
    old = [new_markdown_cell("# 试", id="head"), new_code_cell("0", id="code")]
    nbformat.write(new_notebook(cells=[*old, new_code_cell("gone", id="gone")]), twin_path(path))
    made = nbformat.reads(as_committed(path)[twin_path(path)].decode(), 4)
    assert [cell.source for cell in made.cells] == ["# 试", 'lang = "zh"\n1']


@every_file
def test_committed_without_outputs(path):
    notebook = nbformat.read(path, nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    for cell in cells(path, "code"):
        assert cell.outputs == [] and cell.execution_count is None
        assert cell.metadata in ({}, {"jupyter": {"source_hidden": True}})
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


@every_file
def test_every_heading_is_in_the_language_of_its_notebook(path):
    headings = [
        line
        for cell in cells(path, "markdown")
        for line in cell.source.splitlines()
        if line.startswith("#") and not re.match(r"### \S+ \d\d-\d$", line)
    ]
    assert headings and headings[0].startswith("# ")
    for heading in headings:
        chinese = bool(CHINESE.search(heading.replace("近年", "")))
        assert chinese == (language_of(path) == "zh"), heading


@every_file
def test_the_head_says_aims_and_minutes(path):
    head = cells(path, "markdown")[0].source
    aims, minutes = {
        "en": (r"\*\*Aims\*\*: ", r"\*\*About \d+ minutes\*\*"),
        "zh": (r"\*\*目标\*\*：", r"\*\*约\d+分钟\*\*"),
    }[language_of(path)]
    assert re.search(aims, head) and re.search(minutes, head)


@every_twin
def test_chinese_prose_holds_no_english_sentence(path):
    for cell in cells(path, "markdown"):
        prose = re.sub(r"```.*?```|`[^`\n]*`", "", cell.source, flags=re.S)
        assert CHINESE.search(prose) and not ENGLISH.search(prose), cell.source


def only_literals(code: str) -> bool:
    """Whether a cell does nothing but name values that a reader may change."""
    body = ast.parse(code).body
    if "check_answer" in code or not all(isinstance(node, ast.Assign) for node in body):
        return False
    walked = [part for node in body for part in ast.walk(node.value)]
    return all(isinstance(part, ast.Constant | ast.List | ast.expr_context) for part in walked)


@every_notebook
def test_a_cell_of_ones_own_is_used_below(path):
    code = [cell.source for cell in cells(path, "code")]
    own = next((cell for cell in code[1:] if only_literals(cell)), None)
    assert own is not None, "no cell only to be changed"
    for name in re.findall(r"^(\w+) = ", own, re.M):
        below = code[code.index(own) + 1 :]
        assert any(re.search(rf"\b{name}\b", cell) for cell in below), f"{name} changes nothing"


def literals(tree: ast.AST) -> list[str]:
    """Texts that a cell holds, but those beside their twin in a dict by language, and what a check
    of the data says."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        by_language = isinstance(node, ast.Dict) and {
            key.value for key in node.keys if isinstance(key, ast.Constant)
        } == {"en", "zh"}
        if by_language or isinstance(node, ast.Assert):
            skipped |= {id(part) for part in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in skipped
    ]


def speaks(text: str) -> bool:
    """Whether it is a label in English or in two languages at once; a query is none."""
    english = re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", re.sub(r"\b(and|in|not|or)\b", "==", text))
    return bool(english and "==" not in text) or bool(CHINESE.search(text) and " · " in text)


@every_notebook
def test_what_a_cell_says_it_says_in_one_language(path):
    for cell in cells(path, "code"):
        if cell.metadata.get("jupyter", {}).get("source_hidden"):
            continue  # a check of the data, which is folded
        assert [text for text in literals(ast.parse(cell.source)) if speaks(text)] == []


def test_a_label_in_one_language_or_in_two_at_once_would_be_found():
    code = "\n".join(
        [
            'axes.set(xlabel="share of claims", ylabel="rule · 规则", title="share")',
            "rows.query(\"tier == 'opening' and grade in ['A', 'B']\")",
            'label = {"en": "share of claims", "zh": "占比"}[lang]',
            'assert low < high, "a low end above its high end"',
        ]
    )
    said = [text for text in literals(ast.parse(code)) if speaks(text)]
    assert said == ["share of claims", "rule · 规则"]


@every_notebook
def test_prose_stands_before_every_step(path):
    kinds = [cell.cell_type for cell in nbformat.read(path, 4).cells]
    assert kinds[0] == "markdown" and "raw" not in kinds
    assert kinds.count("markdown") >= kinds.count("code") / 2


@every_file
def test_checks_of_the_data_are_folded(path):
    for cell in cells(path, "code"):
        asserts = [
            node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Assert)
        ]
        hidden = cell.metadata.get("jupyter", {}).get("source_hidden", False)
        assert hidden == (len(asserts) > 1), cell.source


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
    assert [ast.unparse(node) for node in first.body[-2:]] == ["lang = 'en'", "ra.version()"]
    late = [node for cell in others for node in ast.walk(cell)]
    assert not [node for node in late if isinstance(node, ast.Import | ast.ImportFrom)]


def test_bare_leaves_the_notebook_alone_and_keeps_what_is_folded():
    cell = new_code_cell("1", metadata={"jupyter": {"source_hidden": True}, "trusted": True})
    ran = new_notebook(
        cells=[cell],
        metadata={"kernelspec": {"name": "my-own", "display_name": "P"}, "widgets": {}},
    )
    made = bare(ran)
    assert made.cells[0].metadata == {"jupyter": {"source_hidden": True}}
    assert made.metadata.keys() == {"kernelspec", "language_info"}
    assert ran.metadata.kernelspec.name == "my-own" and ran.cells[0].metadata["trusted"]


def test_jupyterlab_saves_a_notebook_of_the_course_as_it_is_committed_and_leaves_others_alone():
    ran = bare(nbformat.read(PATHS[0], 4))
    ran.cells[1].execution_count = 3
    ran.metadata.kernelspec.display_name = "my Python"
    for path, kept in (
        ("notebooks/00_start_here.ipynb", False),
        ("notebooks/00_start_here-Copy1.ipynb", True),
        ("mine.ipynb", True),
    ):
        model = {"type": "notebook", "content": dict(ran)}
        before_saving(model, path, contents_manager=None)
        assert (model["content"]["cells"][1]["execution_count"] == 3) is kept, path
    text = {"type": "file", "content": "00"}
    before_saving(text, "00_start_here.ipynb")
    assert text["content"] == "00"


def test_jupyterlab_begins_in_the_language_of_the_system_and_lets_root_in_only_as_root():
    assert options({}, as_root=False)[1:] == ["notebooks/00_start_here.ipynb"]
    for start in (options({"LANG": lang}, as_root=True)[-1] for lang in ("zh_CN.UTF-8", "C")):
        assert (find_project().root / start).exists()
    module, _, name = HOOK.rpartition(".")
    assert getattr(import_module(module), name) is before_saving
