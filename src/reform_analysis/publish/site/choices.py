"""What a reader of the page of a chart may choose: a reading, a population, or both.

Each choice is the chart composed anew, as the command line composes it: the same words, the same
refusals. A page that is opened as a file may read no file but a script, so a choice is one: it
hands the page its parts. Places are chosen on the page itself, which hides the others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from itertools import chain, product
from typing import Any

import pandas as pd
from jinja2 import Environment

from reform_analysis.charts.chart import Chart
from reform_analysis.charts.draw import read_tables, tell
from reform_analysis.charts.lettered import BOLD, TEXT
from reform_analysis.charts.rows.facts import PublishError
from reform_analysis.charts.rows.not_comparable import unlike_pairs
from reform_analysis.charts.select import select
from reform_analysis.charts.shows import code_of, hash_of, means_of, shown, text_of
from reform_analysis.charts.words import LANGUAGES, PAGES, Words
from reform_analysis.publish.forms import file_name
from reform_analysis.publish.many import of_each
from reform_analysis.publish.record import Known
from reform_analysis.publish.site import chart_page, marks
from reform_analysis.publish.site.locator import shown_places
from reform_analysis.publish.site.render import environment
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import split_list

CENTRAL = "central"

Job = tuple[str, str]
"""A chart and a language."""

BEFORE, AFTER = "chosen(", ");\n"
"""What a script has around its parts."""


@dataclass
class Choices:
    """What can be chosen for a chart in one language, and the scripts that hold it."""

    per: dict[str, bool] = field(default_factory=dict)
    """Population -> whether the chart can be drawn on it; none where nothing is divided."""
    reading: list[str] = field(default_factory=list)
    """All readings, or none where the chart draws every one."""
    shown: Known = field(default_factory=dict)
    """Each script, and the hash of what it shows."""
    drawn: list[str] = field(default_factory=list)
    """Names of the scripts that were made anew."""

    @property
    def files(self) -> dict[str, bytes]:
        """The scripts."""
        return {name: script for name, (_, script) in self.shown.items()}

    @property
    def bold(self) -> str:
        """Letters that the pictures show in bold type."""
        parts = (json.loads(script[len(BEFORE) : -len(AFTER)]) for script in self.files.values())
        texts = (text for part in parts for text in TEXT.findall(part["html"]))
        return "".join(unescape(text) for style, text in texts if BOLD in style)


def all_choices(
    codebook: Codebook, progress: Callable[[str], object] = print, known: Known | None = None
) -> dict[Job, Choices]:
    """The choices of every chart of the register in both languages.

    Parameters
    ----------
    codebook : Codebook
        Of a project whose tables are built.
    progress : callable
        Gets a line from time to time.
    known : dict, optional
        Scripts at hand, as `record.recorded` gives them. One that would show the same is taken
        instead of made.
    """
    tables = read_tables(codebook.project, codebook)
    made = partial(
        choices_of,
        tables=tables,
        pairs=unlike_pairs(tables),
        known=known or {},
        means=means_of_parts(tables),
    )
    charts = list(tables["codebook/registers/charts"]["chart_id"])
    each = of_each(made, charts, progress, "choices of ")
    return {job: choices for found in each for job, choices in found.items()}


def means_of_parts(tables: Mapping[str, pd.DataFrame]) -> str:
    """A hash of what a page has around the picture of a chart: words, code and templates."""
    made = code_of(["publish"], (".py", ".html"))
    return hash_of([means_of(tables), text_of(tables[PAGES]), *made])


def choices_of(
    chart_id: str,
    tables: Mapping[str, pd.DataFrame],
    pairs: pd.DataFrame,
    known: Known | None = None,
    means: str = "",
) -> dict[Job, Choices]:
    """The choices of one chart in each language: each population, each reading, both at once.

    A choice that comes to what the register draws is none. ``pairs`` are those that may not be
    compared, as `unlike_pairs` gives them; ``means`` is what `means_of_parts` says.
    """
    registered = select(chart_id, tables)
    pages, own = _pages(registered.words), registered.entry.fillna("")["per"]

    def composed(**choice: Any) -> list[Chart]:
        try:
            selection = select(chart_id, tables, registered=registered, **choice)
            return [tell(selection, lang) for lang in LANGUAGES]
        except PublishError:
            return []

    populations = tables["codebook/registers/populations"]["per"]
    other = {per: composed(per=per) for per in populations if per != own}
    readings = {name: composed(reading=name) for name in READINGS if name != CENTRAL}
    chosen = [
        [name for name, charts in each.items() if charts and charts[0].choices]
        for each in (other, readings)
    ]
    both = [composed(per=per, reading=name) for per, name in product(*chosen)]
    found = {(chart_id, lang): Choices() for lang in LANGUAGES}
    for chart in chain(*other.values(), *readings.values(), *both):
        if chart.choices:
            choices = found[chart_id, chart.lang]
            name = file_name(chart.called, chart.lang, "js")
            face = chart_page.face(chart, {}, pairs)
            shows = hash_of([shown(chart, means), json.dumps(face, default=repr)])
            script = (known or {}).get(name)
            if script is None or script[0] != shows:
                script = (shows, _script(pages, chart, face))
                choices.drawn.append(name)
            choices.shown[name] = script
    for choices in found.values():
        if any(other.values()):
            choices.per = {per: per not in other or bool(other[per]) for per in populations}
        if chosen[1]:
            choices.reading = list(READINGS)
    return found


def _pages(words: Callable[[str], Words]) -> Environment:
    return environment(lambda name: {lang: words(lang)(name) for lang in LANGUAGES}, "")


def _script(pages: Environment, chart: Chart, face: dict[str, Any]) -> bytes:
    face = face | {"drawing": chart.image("svg", whole=False).decode()}
    panels = marks.marks(chart)
    html = pages.get_template("parts.html").render(lang=chart.lang, face=face, panels=panels)
    told = json.dumps(
        {"title": face["title"], "html": re.sub(r"\n\s*", "\n", html)}, ensure_ascii=False
    )
    return f"{BEFORE}{told}{AFTER}".encode()


def offered(chart: Chart, choices: Choices) -> dict[str, Any]:
    """What the page of a chart shows of its choices.

    Returns
    -------
    dict
        ``per`` and ``reading``: id, name and whether it can be chosen, the register's own first
        as an empty id; ``places``: id and name of those that have a value.
    """
    words = chart.words
    own = split_list(chart.entry.fillna("")["per"])
    first = words(f"population.{own[0]}") if len(own) == 1 else words("page-choice-own")
    per = [("", first, True)] + [
        (name, words(f"population.{name}"), there)
        for name, there in choices.per.items()
        if (name,) != own
    ]
    reading = [
        ("" if name == CENTRAL else name, words(f"reading.{name}"), True)
        for name in choices.reading
    ]
    places = shown_places(chart)
    return {
        "per": per if choices.per else [],
        "reading": reading,
        "places": [(place, words.place(place)) for place in places] if len(places) > 1 else [],
    }
