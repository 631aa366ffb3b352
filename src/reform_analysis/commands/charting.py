"""The command ``chart`` of the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from reform_analysis.commands.arguments import FOLDER, name, names
from reform_analysis.commands.ends import FAULTY, FINE

if TYPE_CHECKING:
    from reform_analysis.tables.paths import Project


def add_parser(command: argparse.ArgumentParser) -> None:
    """Give the command ``chart`` its arguments."""
    command.add_argument("chart_id", type=name, nargs="?", metavar="ID", help="as --list names it")
    command.add_argument("--list", action="store_true", help="name all charts, and the choices")
    command.add_argument("--lang", type=names, default=["en"], help="en, zh or en,zh (default: en)")
    command.add_argument(
        "--format", type=names, default=["png"], metavar="F[,F]",
        help="png, svg, pdf, pptx, xlsx, csv, zip (CSV and its description), txt (caption), "
        "alt (text in place of the picture), or all (default: png)",
    )  # fmt: skip
    command.add_argument("--per", type=name, help="another denominator, as --list names it")
    command.add_argument(
        "--reading", choices=("narrow", "central", "wide"), default="central",
        help="how widely hedges are read (default: central)",
    )  # fmt: skip
    command.add_argument("--places", type=names, metavar="R[,R]", help="only these places")
    command.add_argument("--output", "-o", **FOLDER, default=".", help="default: this folder")


def run(project: Project, arguments: argparse.Namespace) -> int:
    """Draw one chart in some languages and forms, or list all charts."""
    from reform_analysis.charts.draw import draw, read_tables
    from reform_analysis.publish.figures import save_chart
    from reform_analysis.publish.forms import forms_at_hand
    from reform_analysis.tables.codebook import Codebook

    if arguments.list or not arguments.chart_id:
        print(_listed(project, arguments.lang[0]))
        return FINE if arguments.list else FAULTY
    forms = forms_at_hand() if arguments.format == ["all"] else arguments.format
    codebook, tables = Codebook(project), read_tables(project)
    choice = {"per": arguments.per, "reading": arguments.reading, "places": arguments.places}
    charts = [  # all of them before the first is written
        draw(arguments.chart_id, codebook, lang, **choice, tables=tables) for lang in arguments.lang
    ]
    for chart in charts:
        for file in save_chart(chart, Path(arguments.output), forms):
            print(file)
    return FINE


def _listed(project: Project, lang: str) -> str:
    """All charts by name, and what can be chosen for them."""
    from reform_analysis.charts.draw import read_tables
    from reform_analysis.charts.words import Words

    tables = read_tables(project)
    words = Words(lang, tables)
    names = tables["codebook/registers/charts"]["chart_id"]
    width = max(map(len, names))
    lines = [
        f"{name:<{width}}  {words.text('codebook/registers/charts', name, 'title')}"
        for name in names
    ]
    drawn = tables["processed/reporting"]["place_id"].unique()
    lines = [line.replace("{people}", "…") for line in lines]
    populations = ", ".join(tables["codebook/registers/populations"]["per"])
    return "\n".join([*lines, "", f"--per     {populations}", f"--places  {', '.join(drawn)}"])
