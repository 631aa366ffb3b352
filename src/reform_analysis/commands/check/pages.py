"""Openings held against pages that a reader has saved: what an index showed, proved after all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from reform_analysis.commands.check.named import CLAIMS, SOURCES
from reform_analysis.commands.check.rows import by_id
from reform_analysis.tables.decode import UndecodableError, decode
from reform_analysis.tables.paths import Project
from reform_analysis.tables.store import read_values
from reform_analysis.tables.tiers import OPENING

MARKUP = re.compile(r"<(!doctype|html|head|body|div|p|br)\b", re.IGNORECASE)
UNSEEN = ("script", "style")
"""Elements whose text no reader of a page sees."""


@dataclass(frozen=True)
class Pages:
    """What holding openings against saved pages gave: ids of claims, and files that are no text.

    ``not_found`` are those whose page is saved and does not hold the expression: another
    version, or a wrong expression; ``not_saved`` counts those whose page nobody has saved.
    """

    proved: list[str]
    not_found: list[str]
    not_saved: int
    unread: list[str]


def prove_pages(project: Project, folder: str | Path) -> Pages:
    """Look for the expression of every opening's claim in the page that a reader has saved.

    The folder holds pages as they were saved, HTML or plain text in any common encoding, each
    file named by its ``source_id`` with any ending (``jiangsu-2025.html``). Other files are
    passed over. White space counts nowhere, for pages break lines as they like. That an
    expression stands in a page does not prove what it counts there.

    Raises
    ------
    FileNotFoundError
        There is no such folder.

    Examples
    --------
    >>> import tempfile
    >>> from reform_analysis.commands.face import codebook
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = "<p>技能人才总量<b>518.25</b>万人</p>"
    ...     _ = (Path(folder) / "jiangxi-2022.html").write_text(page, encoding="utf-8")
    ...     found = prove_pages(codebook().project, folder)
    >>> found.proved, len(found.not_found)
    (['jiangxi-2022-0002'], 2)
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {folder}; name the one that holds the pages")
    _, values, _ = read_values(project, ("raw", "codebook"))
    pages, unread = {}, []
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            try:
                pages[path.stem] = text_of(decode(path.read_bytes())[0])
            except UndecodableError as error:
                unread.append(f"{path.name}: {error}")
    sources = by_id(values, SOURCES, "source_id")
    proved, not_found, not_saved = [], [], 0
    for claim in values.get(CLAIMS, {}).values():
        if sources.get(claim["source_id"], {}).get("kind") != OPENING:
            continue
        page = pages.get(str(claim["source_id"]))
        if page is None:
            not_saved += 1
        elif _joined(str(claim["reported"])) in page:
            proved.append(str(claim["claim_id"]))
        else:
            not_found.append(str(claim["claim_id"]))
    return Pages(proved, not_found, not_saved, unread)


def text_of(page: str) -> str:
    """What a reader of a page sees, without white space; a plain text as it stands.

    Examples
    --------
    >>> text_of("<style>p {}</style><p>近 400<b>名</b>&nbsp;党员</p>")
    '近400名党员'
    """
    if not MARKUP.search(page):
        return _joined(page)
    reader = _Seen()
    reader.feed(page)
    reader.close()
    return _joined("".join(reader.parts))


def _joined(text: str) -> str:
    return "".join(text.split())


class _Seen(HTMLParser):
    """Collects the text of a page outside of scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in UNSEEN and self.hidden > 0

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)
