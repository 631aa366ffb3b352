"""What a person types, read by its type: what no file system or table can hold ends here.

An argument is refused where it is parsed, in one line that names the option; no command has to
think of it again.
"""

from __future__ import annotations

import argparse
import os
from typing import Any

LONGEST_TEXT = 1000
"""Characters of an id, a name or a title; a file name may have as many as the system allows."""


def path(text: str) -> str:
    r"""A name of a file or folder that the system can be asked for.

    Examples
    --------
    >>> path("data/raw")
    'data/raw'
    >>> path("a\x00b")
    Traceback (most recent call last):
        ...
    argparse.ArgumentTypeError: 'a\x00b' holds the character U+0000; no file is called so
    """
    if not text.strip():
        raise argparse.ArgumentTypeError("the name is empty; name a file or folder")
    if "\0" in text:
        raise _refused(text, "holds the character U+0000; no file is called so")
    try:
        os.fsencode(text)
    except UnicodeEncodeError as error:
        raise _broken(text, error) from None
    return text


FOLDER: dict[str, Any] = {"type": path, "metavar": "DIR"}
FILE: dict[str, Any] = {"type": path, "metavar": "FILE"}
"""What the arguments that name a folder or a file have in common."""


def name(text: str) -> str:
    r"""An id, a name or a title: characters that a table can hold, and not without end.

    Examples
    --------
    >>> name("如皋市")
    '如皋市'
    >>> name("\ud800")
    Traceback (most recent call last):
        ...
    argparse.ArgumentTypeError: '\ud800' holds a broken character, U+D800; write it anew
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise _broken(text, error) from None
    if hidden := next((char for char in text if ord(char) < ord(" ")), ""):
        raise _refused(text, f"holds the character U+{ord(hidden):04X}; delete it")
    if len(text) > LONGEST_TEXT:
        raise _refused(text, f"has {len(text)} characters; write at most {LONGEST_TEXT}")
    return text


def names(text: str) -> list[str]:
    """Names with commas between; at least one.

    Examples
    --------
    >>> names("en, zh")
    ['en', 'zh']
    >>> names(",")
    Traceback (most recent call last):
        ...
    argparse.ArgumentTypeError: ',' names nothing; write one, or several with commas between
    """
    found = [part.strip() for part in name(text).split(",") if part.strip()]
    if not found:
        raise argparse.ArgumentTypeError(
            f"{text!r} names nothing; write one, or several with commas between"
        )
    return found


def positive(text: str) -> int:
    """A whole number from 1, as of processes.

    Examples
    --------
    >>> positive("2")
    2
    """
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text)):
        raise _refused(text, "is no number of processes; write 1 or more")
    return int(text)


def address(text: str) -> str:
    """Where a cluster is reached: a protocol, a machine and its port.

    Examples
    --------
    >>> address("tcp://host:8786")
    'tcp://host:8786'
    """
    protocol, _, rest = name(text).partition("://")
    machine, _, port = rest.rpartition(":")
    if not (protocol in PROTOCOLS and machine and port.isascii() and port.isdecimal()):
        raise _refused(text, "is no address of a cluster; write it as tcp://host:8786")
    return text


PROTOCOLS = ("tcp", "tls", "ws", "wss")
"""Protocols that Dask's scheduler speaks."""


def _broken(text: str, error: UnicodeEncodeError) -> argparse.ArgumentTypeError:
    code = f"U+{ord(text[error.start]):04X}"
    return _refused(text, f"holds a broken character, {code}; write it anew")


def _refused(text: str, why: str) -> argparse.ArgumentTypeError:
    shown = repr(text if len(text) <= 60 else f"{text[:60]}…")
    return argparse.ArgumentTypeError(f"{shown} {why}")
