"""Script and style of a page, which stand inside it: no page asks for anything but pictures."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

PAGES = Path(__file__).parent / "pages"


def script(*names: str) -> tuple[str, str]:
    """The script of a page, and the hash by which the page allows it and no other.

    Parameters
    ----------
    *names : str
        Its parts in order, files of ``pages``.

    Examples
    --------
    >>> text, allowed = script("common.js", "claims.js")
    >>> text.startswith('"use strict";'), allowed.startswith("sha256-")
    (True, True)
    """
    parts = "\n".join(own(name) for name in names)
    text = f'"use strict";\n(() => {{\n{parts}}})();\n'
    digest = hashlib.sha256(text.encode()).digest()
    return text, f"sha256-{base64.b64encode(digest).decode()}"


def own(name: str) -> str:
    """A file of ``pages``."""
    return (PAGES / name).read_text("utf-8")
