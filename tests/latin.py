"""Latin words in Chinese texts: which may stand there, and why. No other list says so."""

import re
from collections.abc import Iterable

ALLOWED = {
    # names that are what they are in any language
    "reform_analysis": "the name of this project",
    "CC BY": "the name of a licence",
    "MIT": "the name of a licence",
    "SHA": "the name of a hash, SHA-256",
    "Lei Dong": "an author, as he signs his work",
    "leiii/census": "the name of a repository",
    "PNG": "a form of file",
    "SVG": "a form of file",
    "PDF": "a form of file",
    "CSV": "a form of file",
    "ZIP": "a form of file",
    "ipynb": "a form of file",
    "UTF": "a way to write letters, UTF-8",
    "BibTeX": "a form of file",
    "PowerPoint": "a program",
    "Excel": "a program",
    "Ctrl": "a key",
    "Cmd": "a key",
    "Mac": "a computer",
    "Krippendorff": "a statistician, whose measure bears his name",
    "true": "a value of a table",
    "false": "a value of a table",
    "True": "a value of Python",
    "False": "a value of Python",
    "res": "a name in the formulas of readings",
    "step": "a name in the formulas of readings",
    "cap": "a name in the formulas of readings",
    "inf": "how a table of numbers writes a number without end",
}
"""Word -> why it stands in a Chinese text."""

FORMS = (
    r"\breform-analysis (?:chart|reproduce)\b",  # a command
    r"\b(?:raw|codebook|processed|figures|notebooks|zh)(?= (?:文件夹|存放|只由))",  # a folder
    r"\b(?:raw|codebook|processed)/[a-z_/]+",  # a table
    r"float\(\"inf\"\)",  # how Python writes a number without end
    r"\[DS\]",  # a data set, as GB/T 7714 marks it
    r"https?://\S+",  # an address
    r"github:\S+( path \S+)?",  # an address: repository, commit and path
    r"\b(?:[a-z0-9-]+\.)+(?:com|cn|org|co|me|net)(?:/[\w./%~?=&-]*)?",  # an address
    r"[\w.-]+\.(?:csv|txt|xlsx|json)\b",  # the name of a file
    r"\b[0-9a-f]{12}(?:[0-9a-f]{52})?\b",  # a version or a hash
    r"10\.\d{4,}/\S+",  # a DOI
    r"\b\d(?:\.\d+)?e[+-]\d+\b",  # a small or a great number
)
"""What is written in Latin letters in any language."""

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")
_ALLOWED = re.compile(
    "|".join([*FORMS, *(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" for word in ALLOWED)])
)


def latin_words(text: str, ids: Iterable[str] = ()) -> list[str]:
    """Latin words of two letters or more in a text, without those that may stand there.

    ``ids`` are ids that this text may hold, whole.
    """
    if not _WORD.search(text):
        return []
    text = _ALLOWED.sub(" ", text)  # first: a table may be called as a column is
    for name in sorted((name for name in ids if name in text), key=len, reverse=True):
        text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", " ", text, flags=re.ASCII)
    return _WORD.findall(text)
