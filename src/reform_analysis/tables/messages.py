"""What an error says: a text that keeps its form and its parts, so that it can be told otherwise.

Code speaks English. The form of a message is its id in ``codebook/words/messages``, where its
Chinese stands; `reform_analysis.commands.face.messages.message_of` tells it.
"""

from __future__ import annotations


class Message(str):
    """A text made of a form and of parts, some of which may be messages again."""

    form: str
    parts: dict[str, object]

    def __str__(self) -> str:  # of an error that holds it, str gives the message itself
        return self


def message(form: str, **parts: object) -> Message:
    """Make a message of an English form, which has a slot in braces for each part.

    Examples
    --------
    >>> said = message("{text} is no numeral", text="一万十二")
    >>> str(ValueError(said)), said.form
    ('一万十二 is no numeral', '{text} is no numeral')
    """
    made = Message(form.format(**parts))
    made.form, made.parts = form, parts
    return made


class MessageError(ValueError):
    """An error with a message made of a form and of parts, if there are any."""

    def __init__(self, form: str, **parts: object) -> None:
        super().__init__(message(form, **parts) if parts else form)
