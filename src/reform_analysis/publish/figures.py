"""All charts of the register as files: the only place that saves them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, product
from pathlib import Path

import pandas as pd

from reform_analysis.charts.chart import PICTURES, Chart
from reform_analysis.charts.draw import read_tables, tell
from reform_analysis.charts.select import select
from reform_analysis.charts.shows import means_of, shown
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.publish.forms import KEPT, OFFICE, file_name, files_of
from reform_analysis.publish.many import of_each
from reform_analysis.publish.office.shows import means_of_office, office_shown
from reform_analysis.publish.record import RECORD, Known, record_of
from reform_analysis.tables.atomic import write_file, write_folder
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import Project
from reform_analysis.tables.store import load


@dataclass(frozen=True, eq=False)
class Published:
    """All charts of the register in both languages, each composed once, and their files."""

    charts: list[Chart]
    files: dict[str, bytes]
    """File name -> content, in all forms."""
    drawn: list[str]
    """Names of the pictures that were drawn anew."""
    record: dict[str, str]
    """Name of a picture, a deck or a workbook -> hash of what it shows."""

    def known(self, forms: Sequence[str]) -> Known:
        """The files in some forms that are known by what they show, and what each shows."""
        names = [name for name in self.record if name.rpartition(".")[2] in forms]
        return {name: (self.record[name], self.files[name]) for name in names}


def publish_all(
    codebook: Codebook,
    progress: Callable[[str], object] = print,
    forms: Sequence[str] = KEPT,
    known: Known | None = None,
) -> Published:
    """Write every chart of the register, in both languages, to ``figures/``.

    Parameters
    ----------
    codebook : Codebook
        Of a project whose processed tables are built.
    progress : callable
        Takes one line of text at a time.
    forms : sequence of str
        What to make, of `FORMS`. Only what `KEPT` names is written.
    known : dict, optional
        Pictures at hand, as `record.recorded` gives them. One that would show the same is taken
        instead of drawn.

    Returns
    -------
    Published
        All that was made. The folder is replaced as a whole, with the record of its pictures, and
        not touched where nothing changed.

    Raises
    ------
    PublishError
        A chart is refused; nothing is written.
    TableError
        A table has faults or is not built.
    """
    project = codebook.project
    tables = read_tables(project, codebook)
    ids = list(tables["codebook/registers/charts"]["chart_id"])
    means = means_of(tables)
    made = partial(
        _made,
        tables=tables,
        forms=tuple(dict.fromkeys((*KEPT, *forms))),
        known={name: shows for name, (shows, _) in (known or {}).items()},
        means=(means, means_of_office(means)),
    )
    published = Published([], {}, [], {})
    for chart, files, shows in chain.from_iterable(of_each(made, ids, progress)):
        published.charts.append(chart)
        published.drawn.extend(name for name in shows if name in files and _is_picture(name))
        published.record.update(shows)
        taken = {name: known[name][1] for name in shows if name not in files}
        published.files.update(files | taken)
    kept = _kept(ids)
    files = {name: content for name, content in published.files.items() if name in kept}
    changed = write_folder(project.figures, files | {RECORD: record_of(published.known(KEPT))})
    progress(f"  {len(kept)} files {'written' if changed else 'unchanged'}: {project.figures}")
    return published


def _made(
    chart_id: str,
    tables: Mapping[str, pd.DataFrame],
    forms: Sequence[str],
    known: Mapping[str, str],
    means: tuple[str, str],
) -> list[tuple[Chart, dict[str, bytes], dict[str, str]]]:
    """A chart in each language, what is made of it now, and hashes of what some files show."""
    selection, made = select(chart_id, tables), []
    for lang in LANGUAGES:
        chart = tell(selection, lang)
        names = {form: file_name(chart.chart_id, lang, form) for form in forms}
        shows: dict[str, str] = {}
        kinds = zip((PICTURES, OFFICE), (shown, office_shown), means, strict=True)
        for kind, hash_of, means_of_kind in kinds:
            if own := [name for form, name in names.items() if form in kind]:
                shows |= dict.fromkeys(own, hash_of(chart, means_of_kind))
        wanted = [
            form
            for form, name in names.items()
            if name not in shows or known.get(name) != shows[name]
        ]
        files = files_of(chart, wanted)
        chart.spots  # noqa: B018 - found now, where its figure is: the page wants them
        made.append((chart, files, shows))
    return made


def _is_picture(name: str) -> bool:
    return name.rpartition(".")[2] in PICTURES


def _kept(charts: Iterable[str]) -> list[str]:
    """Names of the files that are kept of charts."""
    return [file_name(*each) for each in product(charts, LANGUAGES, KEPT)]


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
    """Paths of all charts that `publish_all` writes, without drawing."""
    register = load("codebook/registers/charts", project)
    return [project.figures / name for name in _kept(register["chart_id"])]
