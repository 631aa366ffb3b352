"""The command line ``reform-analysis``.

Nothing heavy is imported before a command needs it, so that ``--help`` answers at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from reform_analysis import __version__
from reform_analysis.commands import charting, extract
from reform_analysis.commands.arguments import FILE, FOLDER, name
from reform_analysis.commands.ends import FAULTY, FINE, count, ended
from reform_analysis.tables.paths import Project, find_project

EXAMPLES = """\
examples:
  reform-analysis reproduce                        everything, then open site/index.html
  reform-analysis build                            the processed tables only
  reform-analysis check                            list every fault of the data
  reform-analysis check --reports ../reports       prove every claim against the texts
  reform-analysis check --project ~/reform-copy    the data of another folder
  reform-analysis diff                             what changed since the last release
  reform-analysis tidy                             tables that Excel has saved, as they should be
  reform-analysis trace jingjiang-2020-0617        where a number comes from
  reform-analysis chart --list                     the charts and the choices
  reform-analysis chart party-recruitment --lang zh --format pptx,xlsx -o slides
  reform-analysis add report.txt --source rugao-2024 --published 2024-05
                                                   a new report: source, places, draft of claims
  reform-analysis add --claims rugao-2024.draft.csv   its claims, once you have completed them
  reform-analysis extract report.txt -o found.csv  the quantities of a report nobody has coded
  reform-analysis view report.txt -o page.html     the same as a page to read
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 if all went well, 2 for faults in data or call, 130 if interrupted."""
    for name_of, how in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name_of) is None:  # closed by whoever started this
            setattr(sys, name_of, open(os.devnull, how))  # noqa: SIM115, PTH123 - to the very end
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that lacks Chinese must not stop the run
            stream.reconfigure(errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    return ended(lambda: arguments.run(_project(arguments.project), arguments))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reform-analysis",
        description="From what reports claim about the workforce reform to numbers and charts "
        "that may be compared.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"reform-analysis {__version__}")
    parser.add_argument("--project", **FOLDER, help=_PROJECT_HELP)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = _add(commands, "reproduce", _reproduce, "check, build, run notebooks, draw charts")
    command.add_argument("--force", action="store_true", help="also where nothing changed")
    command.add_argument("--verify", action="store_true", help="make it aside, and compare")
    _add(commands, "build", _build, "compute data/processed from data/raw")
    command = _add(commands, "check", _check, "list all faults of the data at once")
    told = "folder of the reports' texts: prove every claim there"
    command.add_argument("--reports", **FOLDER, help=told)
    told = "folder of pages that you saved, each named by its source_id"
    command.add_argument("--pages", **FOLDER, help=told)
    command = _add(commands, "diff", _diff, "tell cell by cell what changed since a release")
    told = "such as 0.2.0 (default: the latest)"
    command.add_argument("release", type=name, nargs="?", help=told)
    told = "keep the tables as the release of this version"
    command.add_argument("--record", action="store_true", help=told)
    command = _add(commands, "tidy", _tidy, "mend tables that Excel has saved in its own way")
    command.add_argument("files", nargs="*", **FILE, help="default: all tables kept by hand")
    command = _add(commands, "trace", _trace, "show where one number comes from")
    told = "as in data/raw/claims.csv and in every chart's table"
    command.add_argument("claim_id", type=name, help=told)
    command.add_argument("--reports", **FOLDER, help="also show the words around it")
    _add_add(commands)
    extract.add_parsers(commands)
    command = _add(commands, "chart", charting.run, "draw one chart with choices of your own")
    charting.add_parser(command)
    return parser


def _add_add(commands) -> None:  # type: ignore[no-untyped-def]
    command = _add(commands, "add", _add_report, "take in a report that nobody has coded")
    command.add_argument("report", nargs="?", **FILE, help="its text in UTF-8, as it stands")
    command.add_argument("--source", type=name, metavar="ID", help="such as rugao-2024")
    told = "2024, 2024-05 or 2024-05-11; 2024-01..2024-06 if inferred"
    command.add_argument("--published", type=name, metavar="DATE", help=told)
    told = "id or name (default: what the text names most)"
    command.add_argument("--place", type=name, help=told)
    command.add_argument("--title", type=name, help="default: the first line of the text")
    command.add_argument("--output", "-o", **FILE, help="draft (default: ID.draft.csv)")
    command.add_argument("--claims", **FILE, help="a completed draft, to be taken in")


_PROJECT_HELP = "folder that holds data/ (default: the checkout that you are in)"


def _add(commands, name, run, help):  # type: ignore[no-untyped-def]
    command = commands.add_parser(name, help=help, description=f"{help[0].upper()}{help[1:]}.")
    command.add_argument("--project", **FOLDER, default=argparse.SUPPRESS, help=_PROJECT_HELP)
    command.set_defaults(run=run)
    return command


def _project(named: str | None) -> Project:
    if named is None:
        return find_project()
    root = Path(os.path.realpath(os.path.expanduser(named)))  # noqa: PTH111 - neither can fail
    if root.is_file():
        raise NotADirectoryError(f"{named} is a file; name the folder that holds data/")
    if not (root / "data" / "raw").is_dir():
        raise FileNotFoundError(f"{named} holds no data/raw; name the folder that holds data/")
    return Project(root)


def _reproduce(project: Project, arguments: argparse.Namespace) -> int:
    from reform_analysis.commands import reproduce, verify

    verify.verify(project) if arguments.verify else reproduce.reproduce(project, arguments.force)
    return FINE


def _build(project: Project, arguments: argparse.Namespace) -> int:
    from reform_analysis.commands.build import build

    gc.freeze()  # what is imported stays: a tenth of the time went into looking for it to be let go
    build(project)
    return FINE


def _check(project: Project, arguments: argparse.Namespace) -> int:
    from reform_analysis.commands.check import check_tables
    from reform_analysis.commands.check.texts import prove
    from reform_analysis.commands.diff import counted

    faults = check_tables(project)
    proof = prove(project, arguments.reports) if arguments.reports else None
    if proof:
        faults += proof.faults
    for fault in faults:
        print(fault)
    print(f"{_extent(project)}: {count(len(faults), 'fault')}")
    if proof:
        print(
            f"{proof.proved} of {proof.claims} claims proved; "
            f"{count(proof.unexplained, 'digit run')} unexplained"
        )
    if since := counted(project):
        print(since)
    if arguments.pages:
        print(_told_pages(project, arguments.pages))
    return FAULTY if faults else FINE


def _told_pages(project: Project, folder: str) -> str:
    """What the saved pages prove of the openings."""
    from reform_analysis.commands.check.pages import prove_pages

    pages = prove_pages(project, folder)
    lines = [*pages.unread, *(f"{one}: its page does not hold it" for one in pages.not_found)]
    told = f"{len(pages.proved)} claims of openings proved, {len(pages.not_found)} not found"
    return "\n".join([*lines, f"{told}, {pages.not_saved} not saved"])


def _diff(project: Project, arguments: argparse.Namespace) -> int:
    from reform_analysis.commands.diff import differences, record, told

    if arguments.record:
        print(record(project, arguments.release or __version__))
    else:
        print(told(differences(project, arguments.release)))
    return FINE


def _add_report(project: Project, arguments: argparse.Namespace) -> int:
    from reform_analysis.commands.add import add_claims, add_report

    if arguments.claims and not arguments.report:
        add_claims(project, Path(arguments.claims))
        return FINE
    if arguments.claims or not (arguments.report and arguments.source and arguments.published):
        print("a new report needs FILE, --source and --published; a completed draft needs --claims "
              "alone", file=sys.stderr)  # fmt: skip
        return FAULTY
    output = Path(arguments.output) if arguments.output else None
    add_report(
        project, Path(arguments.report), arguments.source, arguments.published,
        arguments.place, arguments.title, output,
    )  # fmt: skip
    return FINE


def _tidy(project: Project, arguments: argparse.Namespace) -> int:
    from reform_analysis.commands.tidy import tidy

    return FAULTY if tidy(project, arguments.files) else FINE


def _trace(project: Project, arguments: argparse.Namespace) -> int:
    from reform_analysis.commands.trace import trace
    from reform_analysis.tables.codebook import Codebook

    print(trace(arguments.claim_id, Codebook(project), arguments.reports))
    return FINE


def _extent(project: Project) -> str:
    """How much there is, counted as far as the tables can be read."""
    from reform_analysis.tables.store import read_values
    from reform_analysis.tables.tiers import OPENING

    _, tables, _ = read_values(project, ("raw",))
    claims = [claim["source_id"] for claim in tables.get("raw/claims", {}).values()]
    sources = {row["source_id"]: row for row in tables.get("raw/sources", {}).values()}
    openings = {name for name, row in sources.items() if row["kind"] == OPENING}
    reports = set(claims) - openings
    texts = {sources[report]["file"] for report in reports & set(sources)} - {None}
    read = sum(claim not in openings for claim in claims)
    told = f"{read} claims in {len(reports)} reports ({len(texts)} texts)"
    return told + f", {len(claims) - read} in {len(openings)} openings" * bool(openings)
