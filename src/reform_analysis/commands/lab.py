"""``make lab``: JupyterLab at the first notebook, in which saving leaves the checkout as it was.

``python -m reform_analysis.commands.lab`` does the same where there is no make; what follows is
handed to JupyterLab.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

HOOK = "reform_analysis.commands.lab.before_saving"
"""What the server calls before it writes a file."""

START = {"en": "notebooks/00_start_here.ipynb", "zh": "notebooks/zh/00_start_here.ipynb"}
"""The notebook that opens, by the language of the system."""


def options(environment: Mapping[str, str], as_root: bool) -> list[str]:
    """What JupyterLab is started with; ``LANG`` says the language. Root needs an option more.

    Examples
    --------
    >>> options({"LANG": "zh_CN.UTF-8"}, as_root=True)[1:]
    ['--allow-root', 'notebooks/zh/00_start_here.ipynb']
    """
    lang = "zh" if environment.get("LANG", "").startswith("zh") else "en"
    root = ["--allow-root"] if as_root else []
    return [f"--FileContentsManager.pre_save_hook={HOOK}", *root, START[lang]]


def before_saving(model: dict[str, Any], path: str, **others: Any) -> None:
    """Let a notebook of the course be saved as it is committed; its outputs stay in the window.

    What is to be written is changed in place, as the server asks. The path is that below its
    folder; a notebook of another name is left alone.
    """
    import nbformat

    from reform_analysis.publish.notebook_files import bare, is_of_the_course

    if model.get("type") == "notebook" and is_of_the_course(path):
        model["content"] = bare(nbformat.from_dict(model["content"]))


def main(arguments: Sequence[str]) -> None:
    """Start JupyterLab."""
    from jupyterlab.labapp import LabApp

    as_root = getattr(os, "geteuid", lambda: 1)() == 0  # Windows has no such number
    LabApp.launch_instance([*arguments, *options(os.environ, as_root)])


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
