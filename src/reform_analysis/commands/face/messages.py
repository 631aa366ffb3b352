"""What an error says, in the language of a reader.

Code speaks English, and so do its errors; a notebook that shows one tells it in its own language.
The English of a row of ``codebook/words/messages`` is the form of a message
(`reform_analysis.tables.messages`), or a text that stands in one.
"""

from __future__ import annotations

from collections.abc import Mapping

from reform_analysis.charts.words import words
from reform_analysis.commands.face.project import codebook
from reform_analysis.tables.messages import Message
from reform_analysis.tables.paths import Project


def message_of(error: Exception, lang: str = "en", *, project: Project | None = None) -> str:
    """What an error says, in one language.

    Parameters
    ----------
    error : Exception
    lang : {"en", "zh"}
    project : Project, optional
        The project at hand if left out.

    Returns
    -------
    str
        The message; names, numbers and expressions stay as they are. A message whose
        form has no row stays in English.

    Raises
    ------
    WordsError
        There is no such language.

    Examples
    --------
    >>> from reform_analysis import indicator
    >>> try:
    ...     indicator("new-worker-members", places="jinjiang")
    ... except ValueError as error:
    ...     print(message_of(error, "zh"))
    没有名为'jinjiang'的地区；是不是想写'jingjiang'？
    """
    book = codebook(project)
    words(lang, book)  # refuses a language that there is not
    # str() would put the text of a KeyError in quotes
    text = error.args[0] if isinstance(error, KeyError) else str(error)
    forms = book.table("codebook/words/messages").set_index("en")[lang] if lang != "en" else {}
    return _told(text, forms)


def _told(text: object, forms: Mapping[str, str]) -> str:
    """A text in the words of its form; its parts may be messages again."""
    form, parts = (text.form, text.parts) if isinstance(text, Message) else (text, {})
    if form not in forms:
        return str(text)
    return forms[form].format(**{slot: _told(part, forms) for slot, part in parts.items()})
