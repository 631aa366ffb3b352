"""The command line ``reform-analysis``.

Nothing heavy is imported before a command needs it, so that ``--help`` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from reform_analysis import __version__
from reform_analysis.extract.command import add_parsers
from reform_analysis.paths import Project, find_project

FINE, FAULTY, READER_GONE, INTERRUPTED = 0, 2, 1, 130

EXAMPLES = """\
examples:
  reform-analysis reproduce                        everything, then open site/index.html
  reform-analysis build                            the processed tables only
  reform-analysis check                            list every fault of the data
  reform-analysis check --reports ../reports       prove every claim against the texts
  reform-analysis check --project ~/reform-copy    the data of another folder
  reform-analysis trace jingjiang-2020-0617        where a number comes from
  reform-analysis extract report.txt -o found.csv  the quantities of a report nobody has coded
  reform-analysis view report.txt -o page.html     the same as a page to read
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments; those of the process if left out.

    Returns
    -------
    int
        0 if all went well, 2 for faults in the data or the call, 130 if interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that lacks Chinese must not stop the run
            stream.reconfigure(errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    try:
        return arguments.run(_project(arguments.project), arguments)
    except KeyboardInterrupt:
        print("Interrupted. What was there before is unchanged.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # what read our lines (head, less) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except OSError as error:
        place = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        print(f"reform-analysis: {place}", file=sys.stderr)
        return FAULTY
    except ValueError as error:
        if not type(error).__module__.startswith("reform_analysis."):
            raise  # not a fault of the data but of the program: its traceback is needed
        print(error, file=sys.stderr)
        if hasattr(error, "faults"):
            print(f"{_count(len(error.faults), 'fault')}; nothing was written", file=sys.stderr)
        return FAULTY


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reform-analysis",
        description="From what reports claim about the workforce reform to numbers and charts "
        "that may be compared.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"reform-analysis {__version__}")
    parser.add_argument("--project", metavar="DIR", help=_PROJECT_HELP)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = _add(commands, "reproduce", _reproduce, "check, build, run notebooks, draw charts")
    command.add_argument("--force", action="store_true", help="also where nothing changed")
    _add(commands, "build", _build, "compute data/processed from data/raw")
    command = _add(commands, "check", _check, "list all faults of the data at once")
    command.add_argument(
        "--reports", metavar="DIR", help="folder of the reports' texts: prove every claim there"
    )
    command = _add(commands, "trace", _trace, "show where one number comes from")
    command.add_argument("figure_id", help="as in data/raw/figures.csv and in every chart's table")
    command.add_argument("--reports", metavar="DIR", help="also show the words around it")
    add_parsers(commands)
    return parser


_PROJECT_HELP = "folder that holds data/ (default: the checkout that you are in)"


def _add(commands, name, run, help):  # type: ignore[no-untyped-def]
    command = commands.add_parser(name, help=help, description=f"{help[0].upper()}{help[1:]}.")
    command.add_argument("--project", metavar="DIR", default=argparse.SUPPRESS, help=_PROJECT_HELP)
    command.set_defaults(run=run)
    return command


def _project(named: str | None) -> Project:
    if named is None:
        return find_project()
    root = Path(named).expanduser().resolve()
    if root.is_file():
        raise NotADirectoryError(f"{named} is a file; name the folder that holds data/")
    if not (root / "data" / "raw").is_dir():
        raise FileNotFoundError(f"{named} holds no data/raw; name the folder that holds data/")
    return Project(root)


def _reproduce(project: Project, arguments: argparse.Namespace) -> int:
    from reform_analysis.reproduce import reproduce

    reproduce(project, force=arguments.force)
    return FINE


def _build(project: Project, arguments: argparse.Namespace) -> int:
    from reform_analysis.build import build

    build(project)
    return FINE


def _check(project: Project, arguments: argparse.Namespace) -> int:
    from reform_analysis.report import prove
    from reform_analysis.tables import check_tables

    faults = check_tables(project)
    proof = prove(project, arguments.reports) if arguments.reports else None
    if proof:
        faults += proof.faults
    for fault in faults:
        print(fault)
    print(f"{_extent(project)}: {_count(len(faults), 'fault')}")
    if proof:
        print(
            f"{proof.proved} of {proof.claims} claims proved; "
            f"{_count(proof.unexplained, 'digit run')} unexplained"
        )
    return FAULTY if faults else FINE


def _trace(project: Project, arguments: argparse.Namespace) -> int:
    from reform_analysis.trace import trace

    print(trace(arguments.figure_id, project, arguments.reports))
    return FINE


def _extent(project: Project) -> str:
    """How much there is, counted as far as the tables can be read."""
    from reform_analysis.tables import read_values

    _, tables, _ = read_values(project, ("raw",))
    claims = tables.get("raw/figures", {}).values()
    files = {row["source_id"]: row["file"] for row in tables.get("raw/sources", {}).values()}
    reports = {claim["source_id"] for claim in claims}
    texts = {files.get(report) for report in reports}
    return f"{len(claims)} claims in {len(reports)} reports ({len(texts)} texts)"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
