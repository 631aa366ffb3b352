"""A report's bytes as text: UTF-8, GB18030 or Big5, recognised without being told."""

from __future__ import annotations

import codecs
import errno
from pathlib import Path

ENCODINGS = ("utf-8", "gb18030", "big5")
LONGEST = 1 << 28
"""Bytes of a file that is read at once, some ninety million characters: a device never ends."""
_SAMPLE = 1 << 16
_GB18030_MARK = "\ufeff".encode("gb18030")
_LEAST_FAMILIAR = 0.1
"""Share of frequent characters below which a text is questioned: Chinese ones have above .4."""
# Among the most frequent characters of any Chinese text, in both scripts.
_FREQUENT = frozenset(
    "的一是了在不有和人中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据處為與會產業個職勞萬億來過對學實發經種後間體機關電話時國們無開動員長區從說這進現將"
)


class UndecodableError(ValueError):
    """Bytes that are text in none of the encodings known."""


def whole(path: Path) -> bytes:
    """All bytes of a file that a person named.

    Raises
    ------
    OSError
        It cannot be read, or holds more than `LONGEST` bytes.

    Examples
    --------
    >>> len(whole(Path(__file__))) > 1000
    True
    """
    with path.open("rb") as file:
        data = file.read(LONGEST + 1)
    if len(data) > LONGEST:
        told = f"it holds more than {LONGEST >> 20} MB; cut it into parts"
        raise OSError(errno.EFBIG, told, str(path))
    return data


def decode(data: bytes) -> tuple[str, str]:
    r"""Read bytes as text.

    Parameters
    ----------
    data : bytes
        A whole file. A byte order mark is taken as a sign of the encoding and is part of no
        offset.

    Returns
    -------
    text, encoding : str, str
        Line ends stay as they are.

    Raises
    ------
    UndecodableError
        The bytes are no text in UTF-8, UTF-16 with a mark, GB18030 or Big5; they look like
        Japanese in Shift_JIS; or they are a document of another program (PDF, Word).

    Examples
    --------
    >>> decode("产业工人近400名".encode("gb18030"))
    ('产业工人近400名', 'gb18030')
    >>> decode("產業工人隊伍建設".encode("big5"))[1]
    'big5'
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            told = f"it begins as utf-16 but is broken at byte {error.start}"
            raise UndecodableError(told) from None
    for magic, what in (
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a Word file or an archive"),
        (b"\xd0\xcf\x11\xe0", "an old Word file"),
    ):
        if data.startswith(magic):
            raise UndecodableError(f"it is {what}; save its text as plain text first")
    data = data.removeprefix(_GB18030_MARK)
    if b"\x00" in data:
        raise UndecodableError("it is no text: it holds zero bytes")
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        place = error.start
    readings = {}
    for encoding in ENCODINGS[1:]:
        try:
            readings[encoding] = data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if not readings:
        raise UndecodableError(f"it is neither UTF-8 (byte {place}) nor GB18030 nor Big5")
    best = max(readings, key=lambda encoding: _familiar(readings[encoding]))
    if _familiar(readings[best]) < _LEAST_FAMILIAR and _japanese(data):
        raise UndecodableError(
            "it looks like Japanese in Shift_JIS; if it is not, save it as UTF-8"
        )
    return readings[best], best


def _japanese(data: bytes) -> bool:
    """Whether bytes are text in Shift_JIS, a good part of it syllables."""
    try:
        signs = [sign for sign in data.decode("shift_jis")[:_SAMPLE] if sign > "\x7f"]
    except UnicodeDecodeError:
        return False
    return sum("ぁ" <= sign <= "ヿ" for sign in signs) > len(signs) / 5


def _familiar(text: str) -> float:
    """Share of frequent characters among those that are not ASCII."""
    signs = [sign for sign in text[:_SAMPLE] if sign > "\x7f"]
    return sum(sign in _FREQUENT for sign in signs) / max(len(signs), 1)
