"""``make twins``: writes the code of each English notebook into its Chinese twin, and tidies both.

The prose of the twin stays as it is. A cell of prose that the twin lacks is put there in English,
to be translated; the tests find it.
"""

from __future__ import annotations

from pathlib import Path

import nbformat

from reform_analysis.publish.notebook_files import bare, twin, twin_path
from reform_analysis.tables.atomic import write_file


def as_committed(path: Path) -> dict[Path, bytes]:
    """An English notebook and its twin as they should stand in the checkout."""
    english = bare(nbformat.read(path, as_version=4))
    other = twin_path(path)
    chinese = bare(nbformat.read(other, as_version=4)) if other.exists() else english
    known = {cell.id for cell in chinese.cells}
    wanted = {cell.id for cell in english.cells}
    lacking = [cell for cell in english.cells if cell.id not in known]
    chinese.cells = [cell for cell in (*chinese.cells, *lacking) if cell.id in wanted]
    made = {path: english, other: twin(english, chinese)}
    return {where: (nbformat.writes(one) + "\n").encode() for where, one in made.items()}


def main(folder: str) -> None:
    """Write what has changed of the notebooks of a folder, and name it."""
    for path in sorted(Path(folder).glob("*.ipynb")):
        for where, content in as_committed(path).items():
            if not where.exists() or where.read_bytes() != content:
                where.parent.mkdir(exist_ok=True)
                write_file(where, content)
                print(where)


if __name__ == "__main__":
    import sys

    main(sys.argv[1])
