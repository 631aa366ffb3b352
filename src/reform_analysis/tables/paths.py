"""Where things are kept: the only module that knows folders."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
"""The folder of the package."""


@dataclass(frozen=True)
class Project:
    """The folders of one project: ``root`` holds ``data``, ``figures``, ``docs``, ``notebooks``.

    Examples
    --------
    >>> Project(Path("demo")).raw.as_posix()
    'demo/data/raw'
    """

    root: Path

    @property
    def data(self) -> Path:
        """All tables and the data package."""
        return self.root / "data"

    @property
    def raw(self) -> Path:
        """Tables kept by hand; code never writes here."""
        return self.data / "raw"

    @property
    def codebook(self) -> Path:
        """Registers kept by hand: concepts, rules, words."""
        return self.data / "codebook"

    @property
    def processed(self) -> Path:
        """Tables written by the build only."""
        return self.data / "processed"

    @property
    def datapackage(self) -> Path:
        """Description of all tables (Frictionless Data Package)."""
        return self.data / "datapackage.json"

    @property
    def releases(self) -> Path:
        """What each release held, to tell what changed since."""
        return self.data / "releases"

    @property
    def figures(self) -> Path:
        """Finished charts with their captions and numbers."""
        return self.root / "figures"

    @property
    def documents(self) -> Path:
        """Codebook, table of figures and what is written about the project by hand."""
        return self.root / "docs"

    @property
    def notebooks(self) -> Path:
        """Numbered notebooks, committed without outputs."""
        return self.root / "notebooks"

    @property
    def site(self) -> Path:
        """Pages to read in a browser; written by ``reproduce``, not committed."""
        return self.root / "site"


def find_project() -> Project:
    """Find the project that the commands work on: the first of these that holds ``data/raw``.

    The folder named by ``REFORM_PROJECT``; the current folder and those above it; the checkout
    that the package was installed from; the copy of the data inside the installed package (to read
    only).

    Raises
    ------
    FileNotFoundError
        ``REFORM_PROJECT`` is set but holds no ``data/raw``.

    Examples
    --------
    >>> find_project().codebook.name
    'codebook'
    """
    named = os.environ.get("REFORM_PROJECT")
    if named:
        if not (Path(named) / "data" / "raw").is_dir():
            raise FileNotFoundError(
                f"REFORM_PROJECT names {named}, which holds no data/raw; "
                "set it to the project's folder or unset it"
            )
        return Project(Path(named))
    here = Path.cwd()
    for folder in (here, *here.parents, PACKAGE.parents[1]):
        if (folder / "data" / "raw").is_dir() and (folder / "data" / "codebook").is_dir():
            return Project(folder)
    return Project(PACKAGE / "packaged")
