"""Finished charts: the only place that saves them, and that refuses one without its sources.

`draw` makes a picture that carries title, finding, note, sources, periods, denominators, reading
of hedges and data version inside; `Chart.file` gives it in any form, for a brief, a slide or a
sheet; `publish_all` does so for every chart of the register in both languages. All of it follows
from the tables; there is no clock.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path

import pandas as pd

from reform_analysis.charts import provenance
from reform_analysis.charts.arrange import arranged
from reform_analysis.charts.facts import Facts, PublishError, alternative_of, caption_of, facts_of
from reform_analysis.charts.rows import chart_rows
from reform_analysis.codebook import Codebook
from reform_analysis.datapackage import data_version
from reform_analysis.finished import KEPT, Chart, file_name, of_charts
from reform_analysis.hedges import SETTINGS
from reform_analysis.outputs import write_file, write_folder
from reform_analysis.paths import Project
from reform_analysis.schema import suggest
from reform_analysis.tables import load, read_all
from reform_analysis.words import LANGUAGES, Words, WordsError

__all__ = [
    *("Chart", "PublishError", "chart_files", "compose", "data_version", "draw"),
    *("publish_all", "save_chart"),
]

PROCESSED = ("processed/figures", "processed/indicators", "processed/reporting")


def publish_all(
    codebook: Codebook,
    progress: Callable[[str], object] = print,
    forms: Sequence[str] = KEPT,
) -> dict[str, bytes]:
    """Write every chart of the register, in both languages, to ``figures/``.

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
    jobs = [(c, lang) for c in tables["codebook/charts"]["chart_id"] for lang in LANGUAGES]
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
    return draw(chart_id, codebook, lang, tables=tables).files(forms)


def save_chart(chart: Chart, folder: Path, forms: Sequence[str], chosen: str = "") -> list[Path]:
    """Write one chart in several forms; a folder that is missing is made.

    Parameters
    ----------
    chart : Chart
    folder : Path
    forms : sequence of str
        Of `FORMS`.
    chosen : str
        What a reader chose, for the names of the files: a chart drawn otherwise than the
        register says must not be taken for that of the register.

    Returns
    -------
    list of Path
        Each file appears whole or not at all.

    Raises
    ------
    PublishError, OfficeError
        As for `Chart.file`; nothing is written.
    """
    stem = f"{chart.chart_id}{chosen}"
    files = {file_name(stem, chart.lang, form): chart.file(form) for form in forms}
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_file(folder / name, content)
    return [folder / name for name in files]


def chart_files(project: Project) -> list[Path]:
    """Paths of all files that `publish_all` writes, without drawing."""
    jobs = [(c, lang) for c in load("codebook/charts", project)["chart_id"] for lang in LANGUAGES]
    return [project.figures / file_name(*job, form) for job in jobs for form in KEPT]


def read_tables(project: Project) -> dict[str, pd.DataFrame]:
    """All tables, the processed ones included."""
    return read_all(project) | {name: load(name, project) for name in PROCESSED}


def draw(
    chart_id: str,
    codebook: Codebook,
    lang: str = "en",
    *,
    rung: str | None = None,
    setting: str = "base",
    regions: Sequence[str] | None = None,
    tables: Mapping[str, pd.DataFrame] | None = None,
) -> Chart:
    """Draw one chart of the register.

    Parameters
    ----------
    chart_id : str
        As in ``codebook/charts``.
    codebook : Codebook
        Of the project whose tables are drawn.
    lang : {"en", "zh"}
    rung : str, optional
        Another denominator than the register's. With a choice of rung or places under which
        the finding no longer holds a value, the names of the places stand in its stead.
    setting : {"tight", "base", "wide"}
    regions : sequence of str, optional
        Only these places.
    tables : mapping of str to DataFrame, optional
        What `read_tables` gives, if it was read before.

    Returns
    -------
    Chart
        Picture, caption and the rows drawn.

    Raises
    ------
    PublishError
        There is no such chart, or it lacks unit, source, period, denominator, setting or note.

    Examples
    --------
    >>> from reform_analysis.face import codebook
    >>> chart = draw("training-coverage", codebook(), "zh")
    >>> chart.facts.setting
    '基准'
    """
    chart = compose(
        chart_id, codebook, lang, rung=rung, setting=setting, regions=regions, tables=tables
    )
    chart.figure  # noqa: B018 - drawn now, so that a chart that cannot be drawn is no chart
    return chart


def compose(
    chart_id: str,
    codebook: Codebook,
    lang: str = "en",
    *,
    rung: str | None = None,
    setting: str = "base",
    regions: Sequence[str] | None = None,
    tables: Mapping[str, pd.DataFrame] | None = None,
) -> Chart:
    """As `draw`, but the picture is drawn only when it is asked for: words and rows, fast.

    Examples
    --------
    >>> from reform_analysis.face import codebook
    >>> compose("training-coverage", codebook(), "zh").facts.setting
    '基准'
    """
    project = codebook.project
    tables = read_tables(project) if tables is None else tables
    register = tables["codebook/charts"].set_index("chart_id", drop=False)
    if chart_id not in register.index:
        raise PublishError(
            f"no chart is called {chart_id!r}; there are {', '.join(register.index)}"
        )
    _refuse_unknown(tables, rung, setting, regions)
    entry = register.loc[chart_id]
    words = Words(lang, tables)
    try:
        choose = chart_rows if pd.isna(entry["rows"]) else of_charts(entry["rows"])
        rows = choose(entry, tables, rung=rung, setting=setting, regions=regions)
        rows = provenance.labelled(rows, tables, words)
        if entry["function"] == "places.by_place":
            rows = arranged(rows, entry, tables, words)
        chosen = rung is not None or regions is not None
        facts = facts_of(entry, rows, tables, words, data_version(project), chosen)
        caption = caption_of(entry, facts, rows, tables, words)
        alternative = alternative_of(facts, rows, words)
    except (WordsError, KeyError) as error:
        raise PublishError(f"chart {chart_id!r} ({lang}): {error}") from error
    refuse_incomplete(chart_id, facts)
    return Chart(chart_id, lang, entry, facts, caption, alternative, rows, words)


def _refuse_unknown(
    tables: Mapping[str, pd.DataFrame],
    rung: str | None,
    setting: str,
    regions: Sequence[str] | None,
) -> None:
    """A choice that no register knows would only leave a chart empty."""
    known = {
        "rung": ([rung] if rung else [], list(tables["codebook/rungs"]["rung"])),
        "setting": ([setting], list(SETTINGS)),
        "region": (regions or [], list(tables["raw/regions"]["region_id"])),
    }
    for kind, (chosen, names) in known.items():
        for name in chosen:
            if name not in names:
                raise PublishError(
                    f"no {kind} is called {name!r}; "
                    + suggest(name, names, f"there are {', '.join(names)}")
                )


def refuse_incomplete(chart_id: str, facts: Facts) -> None:
    """Raise `PublishError` that names everything a chart lacks."""
    missing = [name for name, text in asdict(facts).items() if not str(text).strip()]
    if missing:
        raise PublishError(f"chart {chart_id!r} has no {', no '.join(missing)}: not published")
