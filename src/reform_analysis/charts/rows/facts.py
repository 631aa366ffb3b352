"""The words that travel with a chart, in one language: filled in from the rows that it draws."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pandas as pd

from reform_analysis import __released__, __version__
from reform_analysis.charts.rows import provenance
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.rows.findings import generated
from reform_analysis.charts.rows.orders import borne
from reform_analysis.charts.words import Words, cells

MOST_TOLD = 30
"""Values that an alternative text lists at most."""

_BIBTEX_LANGUAGE = {"en": "english", "zh": "chinese"}

_SLOT = re.compile(r"\{([a-z0-9_.-]+)\}")


class PublishError(ValueError):
    """A chart lacks something without which it must not leave the project."""


@dataclass(frozen=True)
class Facts:
    """What must travel with a chart, in one language; none may be empty.

    ``denominator`` is the word none where there is no denominator.
    """

    title: str
    finding: str
    order: str
    how_to_read: str
    unit: str
    period: str
    denominator: str
    reading: str
    sources: str
    note: str
    version: str


def fill(text: str, rows: pd.DataFrame, words: Words) -> str:
    """Put into a text of the register what it cannot know: whom, per how many, which years.

    Parameters
    ----------
    text : str
        With slots ``{people}``, those of the population, ``{per}``, how many of them, and
        ``{years}``, those of the benchmarks. Values are told by `generated` alone.
    rows : DataFrame
        As `chart_rows` gives them.
    words : Words

    Raises
    ------
    PublishError
        There is no such slot.
    """
    return _SLOT.sub(lambda slot: _filled(slot[1], rows, words), text)


def _filled(slot: str, rows: pd.DataFrame, words: Words) -> str:
    if slot == "people":
        populations = rows["per"].dropna().unique()
        return words.join(words.people(per) for per in populations)
    if slot == "per":
        units = rows.loc[rows["benchmark_id"].isna(), "unit"]
        numbers = units.str.extract(r" per (\d+) ", expand=False).dropna().unique()
        return words.join(words(f"per.{number}") for number in numbers)
    if slot == "years":
        years = rows.loc[rows["benchmark_id"].notna(), "period_start"].dt.year
        return "–".join(dict.fromkeys([f"{years.min():.0f}", f"{years.max():.0f}"]))
    raise PublishError(f"'{{{slot}}}' is no slot of a chart's texts")


def facts_of(
    entry: pd.Series,
    rows: pd.DataFrame,
    claims: pd.DataFrame,
    words: Words,
    version: str,
) -> Facts:
    """All that must travel with one chart.

    Parameters
    ----------
    entry : Series
        Row of ``codebook/registers/charts``.
    rows : DataFrame
        As `chart_rows` gives them.
    claims : DataFrame
        Behind the rows, as `provenance.claims_of` gives them.
    words : Words
        With all tables.
    version : str
        Of the data.

    Raises
    ------
    PublishError, WordsError
        A text of the register has a slot that there is not; a word is missing.
    """

    def text(field: str) -> str:
        return _registered(entry, field, rows, words)

    chart_id = entry["chart_id"]
    readings = [words(f"reading.{reading}") for reading in rows["reading"].dropna().unique()]
    return Facts(
        title=text("title"),
        finding=finding_of(entry, rows, words),
        order=borne(rows, words),
        how_to_read=text("how_to_read"),
        unit=provenance.units(rows, words) or words.optional(f"unit.{chart_id}"),
        period=provenance.periods(rows, claims, words),
        denominator=provenance.denominators(rows, words)
        or words.optional(f"denominator.{chart_id}"),
        reading=words.join(readings),
        sources=provenance.sources(rows, claims, words),
        note=text("note"),
        version=f"{__version__}+{version}",
    )


def finding_of(entry: pd.Series, rows: pd.DataFrame, words: Words) -> str:
    """What rows of a chart say, with the chart's remark behind it.

    Parameters
    ----------
    entry : Series
        Row of ``codebook/registers/charts``.
    rows : DataFrame
        All rows of the chart, or those that one slide shows.
    words : Words

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import compose
    >>> chart = compose("award-shares", codebook())
    >>> finding_of(chart.entry, chart.rows, chart.words) == chart.facts.finding
    True
    """
    remark = [_registered(entry, "remark", rows, words)] if pd.notna(entry["remark_en"]) else []
    return words.join([generated(rows, words), *remark], "mark.sentences")


def _registered(entry: pd.Series, field: str, rows: pd.DataFrame, words: Words) -> str:
    return fill(words.text("codebook/registers/charts", entry["chart_id"], field), rows, words)


def foot(facts: Facts, words: Words) -> tuple[str, list[str]]:
    """The note and the lines below it."""

    def line(name: str) -> str:
        return words("mark.colon", name=words(f"footer.{name}"), text=getattr(facts, name))

    last = [line("reading"), line("version"), words("caption.licence_text")]
    told = [line("denominator"), line("period"), line("sources"), words.join(last)]
    return line("note"), [line("order"), *told]


def in_full(facts: Facts, rows: pd.DataFrame, claims: pd.DataFrame, words: Words) -> Facts:
    """The facts with every source and every denominator told in full."""
    every = provenance.denominators(rows, words, full=True) or facts.denominator
    sources = provenance.sources(rows, claims, words, full=True)
    return replace(facts, denominator=every, sources=sources)


def caption_of(full: Facts, words: Words, called: str) -> str:
    """The caption as plain text, of the facts as `in_full` tells them."""
    parts = parts_of(full, words, called)
    lines = [words("mark.colon", name=words(name), text=text) for name, text in parts.items()]
    return "\n".join([full.title, "", full.finding, "", *lines])


def parts_of(facts: Facts, words: Words, called: str) -> dict[str, str]:
    """What stands below title and finding of a chart, in order: id of its name -> text."""
    return {
        "footer.order": facts.order,
        "caption.how_to_read": facts.how_to_read,
        "caption.unit": facts.unit,
        "footer.period": facts.period,
        "footer.denominator": facts.denominator,
        "footer.reading": facts.reading,
        "footer.sources": facts.sources,
        "footer.note": facts.note,
        "footer.version": facts.version,
        "caption.licence": words("caption.licence_text"),
        "caption.citation": citation_of(called, facts, words),
    }


def citation_of(chart_id: str, facts: Facts, words: Words) -> str:
    """How to cite one chart, as text: in Chinese after GB/T 7714-2015, where [DS] is a data set.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import compose
    >>> chart = compose("award-shares", codebook(), "zh")
    >>> print(citation_of("award-shares.wide", chart.facts, chart.words).partition(" 图 ")[0])
    reform_analysis 开发者. 获奖者中的产业工人：按奖项[DS].
    """
    return words(
        "caption.citation_text",
        year=__released__[:4],
        title=facts.title,
        chart=chart_id,
        version=__version__,
        data=facts.version.partition("+")[2],
    )


def bibtex_of(chart_id: str, facts: Facts, words: Words) -> str:
    r"""How to cite one chart, as an entry of BibTeX.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import compose
    >>> chart = compose("hedges-by-report", codebook(), "zh")
    >>> print(bibtex_of("hedges-by-report", chart.facts, chart.words).splitlines()[2])
      title = {{各报告的数字有多确切}},
    """
    data = facts.version.partition("+")[2]
    fields = {
        "author": "{" + words("citation.author") + "}",
        "title": "{" + _tex(facts.title) + "}",
        "year": __released__[:4],
        "howpublished": _tex(words("citation.chart", chart=chart_id, version=__version__)),
        "note": _tex(words("citation.data", data=data)),
        "language": _BIBTEX_LANGUAGE[words.lang],
    }
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items()]
    return "\n".join([f"@misc{{reform-analysis-{chart_id}-{data},", *lines, "}"])


def _tex(text: str) -> str:
    return re.sub(r"([#$%&_{}])", r"\\\1", text.replace("\\", "/"))


def alternative_of(facts: Facts, rows: pd.DataFrame, words: Words) -> str:
    """What a reader who cannot see a chart is told in its stead: finding, values, silence.

    Charts that count cells or claims, or draw several values a place, have their finding and a
    word on where their numbers stand; a list of hundreds would help nobody.
    """
    parts = [words("alternative.chart", title=facts.title, finding=facts.finding)]
    own = rows["benchmark_id"].isna() & rows["place_id"].notna()
    many = not 0 < own.sum() <= MOST_TOLD or rows.loc[own, "indicator_id"].isna().any()
    if many or len(rows.loc[own, "asked_per"].unique()) > 1:
        return "\n".join([*parts, words("alternative.elsewhere")])
    told: dict[str, list[str]] = {}
    silent: dict[str, list[str]] = {}
    columns = ("indicator_id", "place_id", "variant", "status", "label")
    for indicator, place, variant, status, label in cells(rows[own], columns):
        told.setdefault(indicator, [])
        if status in SILENT:
            silent.setdefault(indicator, []).append(words.place(place))
            continue
        kind = words.optional(f"variant.{variant}") if variant else ""
        name = words.join([words.place(place), kind], "mark.comma")
        told[indicator].append(f"{name} {label}")
    for indicator, places in silent.items():
        text = words.join(places)
        told[indicator].append(words("mark.colon", name=words("not_reported"), text=text))
    for indicator, texts in told.items():
        text = words.join(texts)
        parts.append(words("mark.colon", name=words.indicator(indicator), text=text))
    return "\n".join(parts)
