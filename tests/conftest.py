"""What several tests share: the real project, a copy of it, a small made-up one, the reports."""

import gc
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from distribution import place_of, scope_of
from read_once import Known, read_once
from real_run import Run, run_in
from reform_analysis.commands.check import check_tables
from reform_analysis.commands.reproduce import COLLECTING
from reform_analysis.tables.datapackage import package_text
from reform_analysis.tables.paths import Project
from shared import changed
from small import Small, small_in

ROOT = Path(__file__).resolve().parents[1]

re._MAXCACHE = 10_000  # type: ignore[attr-defined]
"""Compiled expressions that Python keeps: each project has 500, and Python keeps 512 of all."""

gc.set_threshold(*COLLECTING)  # else a fifth of the time goes into looking through what stays

sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
"""What jsonschema judges addresses by, and nothing here asks for: two seconds of grammars."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: place_of(item.nodeid))
    gc.collect()
    gc.freeze()  # what was collected stays until the end


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand out what shares something to one process, in the order of the tests."""
    from xdist.scheduler import LoadScopeScheduling

    class ByWhatIsShared(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return scope_of(nodeid)

    config.option.loadscopereorder = False
    return ByWhatIsShared(config, log)


@pytest.fixture(scope="session", autouse=True)
def nobody_changes_what_all_share():
    """No test depends on what another did to the tables and charts that both read."""
    yield
    assert changed() == []


@pytest.fixture(scope="session")
def project() -> Project:
    """The checkout."""
    return Project(ROOT)


@pytest.fixture(scope="session")
def tables() -> dict[str, pd.DataFrame]:
    """All tables as they stand; another test holds the processed ones against the raw ones."""
    import real_charts  # here, for it reads them all, and most tests need none

    return real_charts.tables()


@pytest.fixture(scope="session")
def reproduced(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The real project made anew by another process; minutes of work, so once."""
    import real_charts

    run = run_in(tmp_path_factory.mktemp("reproduced"), project)
    real_charts.take_from(run.project.site / "charts")
    return run


@pytest.fixture(scope="session")
def charts(project: Project) -> dict[str, bytes]:
    """The committed charts: picture, caption and numbers by file name."""
    return {path.name: path.read_bytes() for path in sorted(project.figures.iterdir())}


@pytest.fixture(scope="session")
def reports() -> Path:
    """The folder of the reports' texts, which are not part of the project."""
    folder = os.environ.get("REFORM_REPORTS")
    if not folder:
        pytest.skip("REFORM_REPORTS is not set: it names the folder that holds the reports")
    return (ROOT / folder).resolve()


@pytest.fixture
def copy(tmp_path: Path) -> Project:
    """A copy of all tables, to be changed at will."""
    shutil.copytree(ROOT / "data", tmp_path / "copy" / "data")
    return Project(tmp_path / "copy")


def as_built(project: Project) -> None:
    """Let the processed tables pass for those of the tables as they stand now."""
    project.datapackage.write_text(package_text(project), "utf-8", newline="")


@pytest.fixture(scope="session")
def known_of_all() -> Known:
    """What a check of the checkout reads and judges: most tests change little of it."""
    made = Known()
    with pytest.MonkeyPatch.context() as patch:
        read_once(patch, made)
        check_tables(Project(ROOT))
    return made


@pytest.fixture(scope="module")
def known(known_of_all: Known) -> Known:
    """That, and what the checks of a file of tests have read so far."""
    return known_of_all.copy()


@pytest.fixture
def only_what_changed_is_read(monkeypatch: pytest.MonkeyPatch, known: Known) -> None:
    """For tests that hold what a check says against one change."""
    read_once(monkeypatch, known)


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """A made-up project of a few rows, for a test to change."""
    return small_in(tmp_path)
