"""The commands ``extract`` and ``view`` of the command line."""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reform_analysis.commands.arguments import FILE, FOLDER, address, name, path, positive
from reform_analysis.commands.ends import FAULTY, FINE
from reform_analysis.commands.progress import Progress, _Output
from reform_analysis.commands.spreadsheet import kept_as_text

if TYPE_CHECKING:
    from reform_analysis.reading.extract.files import Rows
    from reform_analysis.tables.codebook import Codebook
    from reform_analysis.tables.paths import Project

_EXTRACT = """\
Find every quantity of reports: place, expression, hedge, interval and unit, as CSV or a workbook.

Files, folders (all .txt and .md below) or - for standard input; UTF-8, GB18030 and Big5 are
recognised. Numbers too damaged to be read are listed with a reason on standard error, or in the
file named by --refused. A file that ends in .xlsx is a workbook; any other is CSV with a
byte-order mark, in which a tab stands before what a spreadsheet would turn into a date, another
number or a formula. Nothing of a text is written anywhere but into the output."""


def add_parsers(commands) -> None:  # type: ignore[no-untyped-def]
    """Add ``extract`` and ``view`` to the subcommands of an argparse parser.

    Parameters
    ----------
    commands : argparse subparsers
        What ``ArgumentParser.add_subparsers`` gives. Each command sets ``run(project,
        arguments)``, which returns the exit code.
    """
    readings = ("narrow", "central", "wide")
    command = commands.add_parser(
        "extract",
        help="find the quantities of reports nobody has coded",
        description=_EXTRACT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("paths", type=path, nargs="+", metavar="PATH", help="file, folder or -")
    told = "CSV file or workbook (default: standard output)"
    command.add_argument("-o", "--output", **FILE, help=told)
    command.add_argument("--refused", **FILE, help="file for numbers that were refused")
    command.add_argument("--reading", choices=readings, default="central", help="default: central")
    told = "rows of raw/claims.csv with proposals instead"
    command.add_argument("--draft", action="store_true", help=told)
    told = "source_id of the draft (default: from the name)"
    command.add_argument("--source", type=name, metavar="ID", help=told)
    command.add_argument("--workers", type=positive, metavar="N", help="read with N processes")
    told = "read on a Dask cluster: tcp://host:8786"
    command.add_argument("--scheduler", type=address, metavar="ADDRESS", help=told)
    command.add_argument("--project", **FOLDER, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    command.set_defaults(run=_extract)
    command = commands.add_parser(
        "view",
        help="a report as a page with its quantities marked",
        description="Write a report as an HTML page with every quantity marked.",
    )
    command.add_argument("path", **FILE, help="the report, or -")
    told = "HTML file to write"
    command.add_argument("-o", "--output", type=path, metavar="PAGE", required=True, help=told)
    command.add_argument("--reading", choices=readings, default="central", help="default: central")
    command.add_argument("--project", **FOLDER, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    command.set_defaults(run=_view)


def _extract(project: Project, arguments: argparse.Namespace) -> int:
    from reform_analysis.tables.codebook import Codebook

    codebook = Codebook(project)
    if arguments.workers or arguments.scheduler:
        if arguments.draft or "-" in arguments.paths or not arguments.output:
            print("--workers and --scheduler need --output, a folder, and files to read; "
                  "they make no draft", file=sys.stderr)  # fmt: skip
            return FAULTY
        from reform_analysis.commands.corpus import read_corpus

        return read_corpus(
            arguments.paths,
            arguments.output,
            codebook,
            arguments.reading,
            arguments.workers,
            arguments.scheduler,
        )
    if arguments.draft:
        return _draft(codebook, arguments)
    from reform_analysis.reading.extract.files import COLUMNS, REFUSED

    found = _Output(arguments.output)
    refused = _Output(arguments.refused, sys.stderr, "refused")
    with found, refused:
        taken = left = 0
        unread: list[tuple[str, str]] = []
        progress = Progress()
        for rows in _all_rows(codebook, arguments):
            if rows.found and not taken:
                found.write(",".join(COLUMNS) + "\n")
            if rows.refused and arguments.refused and not refused.begun:
                refused.write(",".join(REFUSED) + "\n")
            found.write(_for_people(rows.quantities, found))
            listed = _for_people(rows.refused, refused)
            refused.write(listed if arguments.refused else _told(rows.refused))
            taken += rows.found
            left += sum(1 for _ in csv.reader(io.StringIO(rows.refused)))
            unread += rows.unread
            progress.add(rows.chars)
        nothing = bool(unread) and progress.files == len(unread)
        if not taken and not nothing:
            found.write(",".join(COLUMNS) + "\n")
        for source, reason in unread:
            print(f"{source}: {reason}", file=sys.stderr)
        found.keep = refused.keep = not nothing
    progress.end(taken, len(unread))
    if left:
        print(f"{left} refused, each with its reason", file=sys.stderr)
    return FAULTY if nothing else FINE


def _all_rows(codebook: Codebook, arguments: argparse.Namespace) -> Iterator[Rows]:
    from reform_analysis.reading.extract.files import list_reports, read_reports

    for each in arguments.paths:
        if each == "-":
            yield _standard_input(codebook, arguments.reading)
        else:
            for report in list_reports([each]):
                yield read_reports([report], codebook, arguments.reading)


def _standard_input(codebook: Codebook, reading: str) -> Rows:
    from reform_analysis.reading.extract.files import Rows, write_rows
    from reform_analysis.tables.decode import UndecodableError

    try:
        text = _text("-")
    except UndecodableError as error:
        return Rows("", "", 0, 0, 1, [("-", str(error))])
    quantities, refused = io.StringIO(), io.StringIO()
    taken = write_rows(text, "-", codebook, reading, quantities, refused)
    return Rows(quantities.getvalue(), refused.getvalue(), len(text), taken, 1, [])


def _for_people(lines: str, output: _Output) -> str:
    """Rows as a spreadsheet will keep them, where they go into a CSV file."""
    return kept_as_text(lines) if output.path and not output.workbook else lines


def _told(refused: str) -> str:
    """Refused numbers as sentences for the reader of a terminal."""
    rows = csv.reader(io.StringIO(refused))
    lines = (f"{source}, {start} to {end}: {reported!r} refused: {reason}\n"
             for source, start, end, reported, reason in rows)  # fmt: skip
    return "".join(lines)


def _draft(codebook: Codebook, arguments: argparse.Namespace) -> int:
    from reform_analysis.reading.extract.draft import CLAIM_COLUMNS, PROPOSALS, draft
    from reform_analysis.reading.extract.files import Report, list_reports
    from reform_analysis.tables.decode import UndecodableError

    reports = [
        report
        for each in arguments.paths
        for report in ([Report("-", "report")] if each == "-" else list_reports([each]))
    ]
    if arguments.source and len(reports) > 1:
        print("--source names one report; draft them one by one", file=sys.stderr)
        return FAULTY
    output = _Output(arguments.output, sheet="draft")
    with output:
        output.write(",".join([*CLAIM_COLUMNS, *PROPOSALS]) + "\n")
        for report in reports:
            try:
                text = _text(report.path)
            except UndecodableError as error:
                print(f"{report.source}: {error}", file=sys.stderr)
                output.keep = False
                return FAULTY
            table = draft(text, codebook, arguments.source or _slug(report.source))
            lines = table.to_csv(index=False, header=False, lineterminator="\n")
            guarded = CLAIM_COLUMNS.index("reported")
            plain = output.path is None or output.workbook
            output.write(lines if plain else kept_as_text(lines, guarded))
    return FINE


def _text(path: str) -> str:
    """The text of a report, or of standard input."""
    from reform_analysis.tables.decode import decode, whole

    return decode(sys.stdin.buffer.read() if path == "-" else whole(Path(path)))[0]


def _slug(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", Path(name).stem.lower()).strip("-") or "report"


def _view(project: Project, arguments: argparse.Namespace) -> int:
    from reform_analysis.reading.extract.view import view
    from reform_analysis.tables.atomic import write_file
    from reform_analysis.tables.codebook import Codebook
    from reform_analysis.tables.decode import UndecodableError

    try:
        text = _text(arguments.path)
    except UndecodableError as error:
        print(f"{arguments.path}: {error}", file=sys.stderr)
        return FAULTY
    page = view(text, Path(arguments.path).name, Codebook(project), arguments.reading)
    write_file(Path(arguments.output), page.encode("utf-8", "replace"))
    print(f"open {arguments.output}", file=sys.stderr)
    return FINE
