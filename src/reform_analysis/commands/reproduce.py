"""Everything in order: check, build, charts, documents, notebooks, site; again after a change."""

from __future__ import annotations

import gc
import json
import os
import platform
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from reform_analysis.publish.documents import DOCUMENTS
from reform_analysis.tables.atomic import alone, read_folder, write_file, write_folder
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import PACKAGE, Project
from reform_analysis.tables.stamp import sha256

LIBRARIES = (
    *("pandas", "numpy", "matplotlib", "pillow", "seaborn", "statsmodels", "fonttools"),
    *("nbclient", "nbconvert", "python-pptx", "xlsxwriter"),
)
"""Packages whose versions may change a result; another version makes everything anew."""

STAMP = "stamp.json"

COLLECTING = (100_000, 20, 100)
"""New objects, and collections of younger ones, after which Python looks for circles: a hundred
times as many as by itself, some tens of megabytes."""

REFERENCE = "docs/"
"""Where in the site `make docs` puts the reference, which no run makes or takes away."""

Progress = Callable[[str], object]


class ReproduceError(ValueError):
    """Something that the whole line needs is not there."""


def reproduce(project: Project, force: bool = False, progress: Progress = print) -> Path:
    """Make everything that is made from the tables kept by hand, in order; the page to open first.

    It writes ``data/processed``, ``figures``, ``docs`` and ``site``, with ``force`` even if nothing
    changed, and tells each step with its time.

    Raises
    ------
    TableError
        A table has faults; nothing is written.
    NotebookError
        Notebooks failed. Tables and charts are written, and ``site`` with all charts and the
        notebooks that ran; those that failed are left out of it until they run.
    ReproduceError
        There are no notebooks, the packages that run them are not installed, a folder cannot be
        written to, or another run is making everything in this project; nothing was computed yet.
    """
    start = time.perf_counter()
    page = project.site / "index.html"
    inputs = _inputs(project)
    if not force and _stands(project, inputs):
        progress(f"Nothing changed since the last run ({time.perf_counter() - start:.1f} s).")
        progress(f"Open {page}")
        return page
    paths = _notebooks(project)
    _writable(project)
    with _only_run(project), _seldom_collecting():
        _make(project, inputs, paths, force, progress)
    progress(f"Done in {time.perf_counter() - start:.0f} s. Open {page}")
    return page


def _make(
    project: Project, inputs: dict[str, str], paths: list[Path], force: bool, progress: Progress
) -> None:
    """All steps in order."""
    codebook = Codebook(project)
    with _step("check", progress) as done:
        from reform_analysis.commands.check import read_checked

        tables = read_checked(project, codebook)
        done(f"{len(tables)} tables, {len(tables['raw/claims'])} claims, 0 faults")
    with _step("build", progress) as done:
        from reform_analysis.commands.build import build

        done(f"{len(build(project, progress=lambda line: None)) - 1} tables")
    with _step("charts", progress) as done:
        from reform_analysis.charts.chart import PICTURES
        from reform_analysis.publish.figures import publish_all
        from reform_analysis.publish.forms import FORMS, forms_at_hand
        from reform_analysis.publish.record import RECORD, record_of, recorded

        forms = forms_at_hand()
        known = {} if force else recorded(project.site / "charts") | recorded(project.figures)
        charts = publish_all(codebook, progress, forms, known)
        lacking = ", ".join(form for form in FORMS if form not in forms)
        advice = f"; for {lacking}: pip install 'reform-analysis[office]'" if lacking else ""
        pictures = f"{len(charts.drawn)} of {len(charts.known(PICTURES))} pictures drawn"
        done(f"{len(charts.files)} files, {pictures}{advice}")
    with _step("documents", progress) as done:
        from reform_analysis.publish.documents.files import document_files

        documents = document_files(codebook, charts.files, paths)
        project.documents.mkdir(exist_ok=True)
        changed = [write_file(project.documents / name, text) for name, text in documents.items()]
        done(f"{len(documents)} documents, {sum(changed)} changed")
    with _step("notebooks", progress) as done:
        from reform_analysis.commands.notebooks import NotebookError, execute

        failed = None
        try:
            executed = execute(paths, project, progress)
        except NotebookError as error:
            failed, executed = error, error.executed
        left = [path.name for path in paths if path not in executed]
        ran = f"{len(paths) - len(left)} executed"
        done(f"{ran}, {len(left)} failed" if left else ran)
    with _step("choices", progress) as done:
        from reform_analysis.publish.site.choices import all_choices

        chosen = all_choices(codebook, progress, known)
        scripts = {name: one for each in chosen.values() for name, one in each.shown.items()}
        drawn = sum(len(each.drawn) for each in chosen.values())
        done(f"{len(scripts)} charts as a reader may choose them, {drawn} drawn")
    with _step("site", progress) as done:
        from reform_analysis.publish.site.site import site_files

        files = site_files(codebook, executed, charts.files, charts.charts, chosen)
        reference = read_folder(project.site / REFERENCE)
        files |= {f"{REFERENCE}{name}": page for name, page in reference.items()}
        files[f"charts/{RECORD}"] = record_of(charts.known(forms) | scripts)
        if failed is None:  # else the next run begins anew
            stamp = {"inputs": inputs, "outputs": _outputs(project, files)}
            files[STAMP] = json.dumps(stamp, indent=1, sort_keys=True).encode()
        write_folder(project.site, files)
        done(f"{sum(name.endswith('.html') for name in files)} pages")
    if failed is not None:
        told, page = ", ".join(left), project.site / "index.html"
        progress(f"Charts, tables and {page} are new; left out of the site until they run: {told}")
        raise failed


@contextmanager
def _step(name: str, progress: Progress) -> Iterator[Callable[[str], None]]:
    """Print one line when a step is done: its name, its time, what it did."""
    start = time.perf_counter()
    said: list[str] = []
    yield said.append
    progress(f"{name:<10}{time.perf_counter() - start:6.1f} s  {''.join(said)}")


def _notebooks(project: Project) -> list[Path]:
    """The notebooks in order, once it is known that they can be executed."""
    missing = [name for name in ("nbclient", "nbconvert", "ipykernel") if not find_spec(name)]
    if missing:
        raise ReproduceError(
            f"executing the notebooks needs {', '.join(missing)}; "
            "install them with: pip install 'reform-analysis[notebooks]'"
        )
    paths = sorted(project.notebooks.glob("*.ipynb"))
    if not paths:
        raise ReproduceError(
            f"{project.notebooks} holds no notebooks; run this in a checkout of the project, "
            "or name one with --project"
        )
    return paths


def _writable(project: Project) -> None:
    """Refuse before minutes of work what the first writing would refuse."""
    made = (project.processed, project.figures, project.documents, project.site)
    for folder in (project.root, project.data, *made):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            raise ReproduceError(
                f"{folder} cannot be written to; copy the project, or hold it against what its "
                "tables give with: reform-analysis reproduce --verify"
            )


@contextmanager
def _only_run(project: Project) -> Iterator[None]:
    """Refuse a second run beside this one: each would put what the other made aside.

    What is locked is the folder of the codebook, for nothing writes files into that itself.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(alone(project.codebook, wait=False))
        except BlockingIOError:
            raise ReproduceError(
                f"another run is making everything in {project.root}; wait until it has ended, or "
                "copy the project and run it there"
            ) from None
        yield


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for circles of objects seldom, here and in the processes that are begun.

    The tables stay, and looking through them took an eighth of the time of composing and drawing.
    """
    before = gc.get_threshold()
    gc.set_threshold(*COLLECTING)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _inputs(project: Project) -> dict[str, str]:
    """SHA-256 of every file, and version of every package, that a result may depend on."""
    found = versions()
    for folder, pattern in (
        (project.raw, "*.csv"),
        (project.codebook, "**/*.csv"),
        (project.releases, "*"),
        (project.notebooks, "**/*.ipynb"),
        (PACKAGE, "**/*.py"),
        (PACKAGE / "charts" / "fonts", "*.ttf"),
        (PACKAGE / "publish" / "site" / "pages", "*"),
    ):
        for path in folder.glob(pattern):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            found[name] = sha256(path.read_bytes())
    return found


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that may change a result."""
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def committed(project: Project) -> dict[str, bytes]:
    """What `reproduce` makes and a checkout holds: tables, data package, charts, documents."""
    found = {}
    for folder in (project.processed, project.figures):
        place = folder.relative_to(project.root).as_posix()
        found |= {f"{place}/{name}": content for name, content in read_folder(folder).items()}
    for path in (project.datapackage, *(project.documents / name for name in DOCUMENTS)):
        if path.is_file():
            found[path.relative_to(project.root).as_posix()] = path.read_bytes()
    return found


def _outputs(project: Project, site: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of all that was made: tables, charts, documents, pages."""
    pages = {name: file for name, file in site.items() if not name.startswith((STAMP, REFERENCE))}
    made = committed(project) | {f"site/{name}": file for name, file in pages.items()}
    return {name: sha256(file) for name, file in made.items()}


def _stands(project: Project, inputs: dict[str, str]) -> bool:
    """Whether the last run saw these inputs and all that it made is still as it left it."""
    try:
        stamp = json.loads((project.site / STAMP).read_bytes())
        made = _outputs(project, read_folder(project.site))
        return stamp == {"inputs": inputs, "outputs": made}
    except (OSError, ValueError):
        return False
