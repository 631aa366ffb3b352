"""Notebooks as files: without what a run leaves in them, and each with its Chinese twin.

The English notebook keeps the code. Its twin in ``zh`` keeps the Chinese prose, in cells of the
same ids; its code is the English notebook's, but for the one line that says the language.
"""

from __future__ import annotations

import copy
import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

CHINESE = "zh"
"""Folder of the twins, and their language."""

SAYS_ENGLISH, SAYS_CHINESE = 'lang = "en"', 'lang = "zh"'
"""The line of a notebook that says its language."""

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
"""The kernel that a file names, whatever the kernel of whoever saved it is called."""

KEPT = ("jupyter", "tags")
"""What a cell may keep beside its text: whether it is folded, and what it is for."""


_NUMBERED = re.compile(r"(^|/)\d\d_[a-z_]+\.ipynb$")


class TwinError(ValueError):
    """Two notebooks that should be one in two languages; the message names the cell."""


def language_of(path: Path) -> str:
    """The language of a notebook, from the folder in which it stands.

    Examples
    --------
    >>> language_of(Path("notebooks/zh/06_training.ipynb")), language_of(Path("06_training.ipynb"))
    ('zh', 'en')
    """
    return CHINESE if path.parent.name == CHINESE else "en"


def is_of_the_course(path: str) -> bool:
    """Whether a file is one of the numbered notebooks; a copy has another name.

    Examples
    --------
    >>> is_of_the_course("notebooks/zh/06_training.ipynb"), is_of_the_course("06-Copy1.ipynb")
    (True, False)
    """
    return bool(_NUMBERED.search(path))


def twin_path(path: Path) -> Path:
    """Where the Chinese twin of an English notebook stands.

    Examples
    --------
    >>> twin_path(Path("notebooks/06_training.ipynb")).as_posix()
    'notebooks/zh/06_training.ipynb'
    """
    return path.parent / CHINESE / path.name


def bare(notebook: NotebookNode) -> NotebookNode:
    """A notebook as it is committed: no outputs, no counts, no name of somebody's kernel.

    Parameters
    ----------
    notebook : NotebookNode
        Is left alone.

    Returns
    -------
    NotebookNode

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> ran = new_notebook(cells=[new_code_cell("1 + 1", execution_count=7)])
    >>> bare(ran).cells[0].execution_count is None
    True
    """
    made = copy.deepcopy(notebook)
    made.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    for cell in made.cells:
        cell.metadata = nbformat.from_dict(
            {k: cell.metadata[k] for k in KEPT if k in cell.metadata}
        )
        cell.pop("attachments", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return made


def twin(english: NotebookNode, chinese: NotebookNode) -> NotebookNode:
    """The Chinese notebook: code and outputs of the English one, prose of the Chinese one.

    Parameters
    ----------
    english : NotebookNode
        Executed or not.
    chinese : NotebookNode
        Its cells of prose have the ids of those that they translate.

    Returns
    -------
    NotebookNode
        A new notebook; both are left alone.

    Raises
    ------
    TwinError
        A cell of prose stands in one of them only.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
    >>> code = new_code_cell('lang = "en"')
    >>> one = new_notebook(cells=[new_markdown_cell("# Training", id="head"), code])
    >>> other = new_notebook(cells=[new_markdown_cell("# 培训", id="head")])
    >>> [cell.source for cell in twin(one, other).cells]
    ['# 培训', 'lang = "zh"']
    """
    prose = {cell.id: cell.source for cell in chinese.cells if cell.cell_type == "markdown"}
    made = copy.deepcopy(english)
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.source = cell.source.replace(SAYS_ENGLISH, SAYS_CHINESE)
        elif cell.id in prose:
            cell.source = prose.pop(cell.id)
        else:
            raise TwinError(f"cell {cell.id} has no Chinese: {cell.source.splitlines()[0]}")
    if prose:
        left = "; ".join(f"{cell} ({text.splitlines()[0]})" for cell, text in prose.items())
        raise TwinError(f"cells that the English notebook does not have: {left}")
    return made
