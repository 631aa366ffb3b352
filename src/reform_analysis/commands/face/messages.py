"""What an error says, in the language of a reader.

Code speaks English, and so do its errors; a notebook that shows one tells it in its own language.
The English of a row of ``codebook/words/messages.csv`` is the form of a message, with a slot for
each part that changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reform_analysis.charts.words import words
from reform_analysis.commands.face.project import codebook
from reform_analysis.tables.paths import Project

_MESSAGES = "codebook/words/messages"
_SLOT = re.compile(r"\\{(\w+)\\}")


def message_of(
    message: Exception | str, lang: str = "en", *, project: Project | None = None
) -> str:
    """What an error says, in one language.

    Parameters
    ----------
    message : Exception or str
    lang : {"en", "zh"}
    project : Project, optional
        The project at hand if left out.

    Returns
    -------
    str
        The message; names, numbers and expressions stay as they are. A message that no form fits
        stays in English.

    Raises
    ------
    WordsError
        There is no such language.

    Examples
    --------
    >>> message_of("no place is called 'jinjiang'; did you mean 'jingjiang'?", "zh")
    "没有名为'jinjiang'的地区；是不是想写'jingjiang'？"
    >>> message_of("no place is called 'jinjiang'; did you mean 'jingjiang'?")
    "no place is called 'jinjiang'; did you mean 'jingjiang'?"
    """
    book = codebook(project)
    words(lang, book)  # refuses a language that there is not
    text = str(message.args[0] if isinstance(message, KeyError) else message)  # its str has quotes
    forms = zip(book.table(_MESSAGES)["en"].map(_form), book.table(_MESSAGES)[lang], strict=True)
    return text if lang == "en" else _told(text, list(forms))


def _form(english: str) -> re.Pattern[str]:
    """What fits a message, with a group for each slot."""
    return re.compile(_SLOT.sub(r"(?P<\1>.+)", re.escape(english)))


def _told(text: str, forms: Sequence[tuple[re.Pattern[str], str]]) -> str:
    """The first form that fits decides; its parts may be messages again."""
    for form, own in forms:
        found = form.fullmatch(text)
        if found:
            return own.format(
                **{slot: _told(part, forms) for slot, part in found.groupdict().items()}
            )
    return text
