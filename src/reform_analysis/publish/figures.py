"""All charts of the register as files: the only place that saves them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import pandas as pd

from reform_analysis.charts.chart import Chart
from reform_analysis.charts.draw import draw, read_tables
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.publish.forms import KEPT, file_name, files_of
from reform_analysis.tables.atomic import write_file, write_folder
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import Project
from reform_analysis.tables.store import load


def publish_all(
    codebook: Codebook,
    progress: Callable[[str], object] = print,
    forms: Sequence[str] = KEPT,
) -> dict[str, bytes]:
    """Write every chart of the register, in both languages, to ``claims/``.

    Parameters
    ----------
    codebook : Codebook
        Of a project whose processed tables are built.
    progress : callable
        Takes one line of text at a time.
    forms : sequence of str
        What to make, of `FORMS`. Only what `KEPT` names is written.

    Returns
    -------
    dict of str to bytes
        File name -> content, of all that was made. The folder is replaced as a whole, and not
        touched where nothing changed.

    Raises
    ------
    PublishError
        A chart is refused; nothing is written.
    TableError
        A table has faults or is not built.
    """
    project = codebook.project
    tables = read_tables(project)
    jobs = [
        (c, lang) for c in tables["codebook/registers/charts"]["chart_id"] for lang in LANGUAGES
    ]
    files: dict[str, bytes] = {}
    make = partial(
        _made, codebook=codebook, tables=tables, forms=tuple(dict.fromkeys((*KEPT, *forms)))
    )
    with ProcessPoolExecutor(min(len(jobs), os.cpu_count() or 1)) as pool:
        for number, made in enumerate(pool.map(make, jobs, chunksize=1), start=1):
            files |= made
            if number % 12 == 0 and number < len(jobs):
                progress(f"  {number} of {len(jobs)} pictures")
    kept = {file_name(*job, form) for job in jobs for form in KEPT}
    changed = write_folder(project.figures, {name: files[name] for name in files if name in kept})
    progress(f"  {len(kept)} files {'written' if changed else 'unchanged'}: {project.figures}")
    return files


def _made(
    job: tuple[str, str],
    codebook: Codebook,
    tables: Mapping[str, pd.DataFrame],
    forms: Sequence[str],
) -> dict[str, bytes]:
    chart_id, lang = job
    return files_of(draw(chart_id, codebook, lang, tables=tables), forms)


def save_chart(chart: Chart, folder: Path, forms: Sequence[str]) -> list[Path]:
    """Write one chart in several forms; a folder that is missing is made.

    Parameters
    ----------
    chart : Chart
    folder : Path
    forms : sequence of str
        Of `FORMS`.

    Returns
    -------
    list of Path
        Each file appears whole or not at all. The names hold what a reader chose: a chart drawn
        otherwise than the register says must not be taken for that of the register.

    Raises
    ------
    PublishError, OfficeError
        As for `forms.file_of`; nothing is written.
    """
    files = files_of(chart, forms)
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file; name a folder for the charts")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_file(folder / name, content)
    return [folder / name for name in files]


def chart_files(project: Project) -> list[Path]:
    """Paths of all files that `publish_all` writes, without drawing."""
    jobs = [
        (c, lang)
        for c in load("codebook/registers/charts", project)["chart_id"]
        for lang in LANGUAGES
    ]
    return [project.figures / file_name(*job, form) for job in jobs for form in KEPT]
