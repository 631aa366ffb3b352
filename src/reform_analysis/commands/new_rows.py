"""Rows for a report that nobody has coded: of ``raw/sources``, and of the places that are lacking.

A place comes from the national list of codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from reform_analysis.commands.check.sources import extent
from reform_analysis.reading.extract.clean import simplify
from reform_analysis.reading.texts import Text
from reform_analysis.tables import tiers
from reform_analysis.tables.codebook import Codebook

TRADITIONAL = 0.02
"""Share of characters that have another simplified form, above which a text is traditional."""


class AddError(ValueError):
    """A report or draft that cannot be taken in, with the reason and the cure."""


def source_row(
    source_id: str, file: str, text: Text, published: str, codebook: Codebook
) -> dict[str, str]:
    """What a machine knows of a report: file, date, script, hash, length, its first line as title.

    The place is left to the reader of the text; a date that cannot be read is refused as by
    `dates`.
    """
    return {
        "source_id": source_id,
        "kind": tiers.TEXT,
        "file": file,
        "spans": f"0-{len(text.text)}",
        "title": _first_line(text.text, file),
        **dates(published),
        "script": script(text.text, codebook),
        "text_sha256": text.sha256,
        "text_chars": str(len(text.text)),
        "grade": "A",
    }


def dates(published: str) -> dict[str, str]:
    """The columns of a source's date: printed as given, inferred where it is a range with ``..``.

    Raises
    ------
    AddError
        It is no year, month or day, or the range ends before it begins.

    Examples
    --------
    >>> dates("2024-02")["published_latest"]
    '2024-02-29'
    >>> dates("2024-01..2024-06")["published_basis"], dates("2024-01..2024-06")["published"]
    ('inferred', '2024')
    """
    first, between, last = published.partition("..")
    earliest, latest = _extent(first)[0], _extent(last or first)[1]
    if latest < earliest:
        raise AddError(f"{published!r} ends before it begins; write the earlier date first")
    return {
        "published": str(latest.year) if between else first,
        "published_basis": "inferred" if between else "printed",
        "published_earliest": earliest.isoformat(),
        "published_latest": latest.isoformat(),
    }


def _extent(text: str) -> tuple[date, date]:
    if days := extent(text):
        return days
    raise AddError(
        f"{text!r} is no date; write 2024, 2024-05 or 2024-05-11, "
        "or a range such as 2024-01..2024-06"
    )


def script(text: str, codebook: Codebook) -> str:
    """Whether a text is in simplified or in traditional characters."""
    changed = sum(one != other for one, other in zip(text, simplify(text, codebook), strict=True))
    return "traditional" if changed > TRADITIONAL * len(text) else "simplified"


def _first_line(text: str, otherwise: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line), otherwise)[:60]


Row = Mapping[str, str]

ENDINGS = ("特别行政区", "自治州", "自治县", "自治区", "地区", "省", "市", "区", "县", "盟", "旗")
"""What a name of GB/T 2260 ends in, the longest first; the Latin name goes without it."""

NO_PLACE = "直辖"
"""In the name of a code that only groups counties directly under a province."""


def place_rows(code: str, gb_codes: Iterable[Row], places: Iterable[Row]) -> list[dict[str, str]]:
    """Rows of ``raw/places`` that a code of six digits needs: itself and parents not yet there.

    The widest comes first; none if the place is there.

    Examples
    --------
    >>> gb = {"320000": "江苏省", "320682": "如皋市"}
    >>> gb = [{"gb_code": code, "name_zh": name} for code, name in gb.items()]
    >>> (row,) = place_rows("320682", gb, [{"place_id": "jiangsu", "gb_code": "320000"}])
    >>> row["place_id"], row["name_en"], row["level"], row["parent_id"]
    ('rugao', 'Rugao', 'county', 'jiangsu')
    """
    names = {row["gb_code"]: row["name_zh"] for row in gb_codes}
    held = {row["gb_code"]: row["place_id"] for row in places if row["gb_code"]}
    taken = {row["place_id"] for row in places}
    chain = dict.fromkeys([code[:2] + "0000", code[:4] + "00", code])
    chain = [each for each in chain if each in names and NO_PLACE not in names[each]]
    parent, new = "china", []
    for each in chain:
        if each not in held:
            latin = latin_name(names[each])
            place_id = _free_id(latin, parent, each, taken)
            taken.add(place_id)
            level = "province" if each.endswith("0000") else "prefecture"
            level = level if each.endswith("00") else "county"
            new.append({"place_id": place_id, "name_zh": names[each], "name_en": latin,
                        "level": level, "gb_code": each, "parent_id": parent})  # fmt: skip
            held[each] = place_id
        parent = held[each]
    return new


def _free_id(latin: str, parent: str, code: str, taken: set[str]) -> str:
    """The name as an id; where another place has it, with its parent, else with its code."""
    plain = latin.lower().replace("'", "").replace("ü", "u")
    forms = (plain, f"{parent}-{plain}", f"{plain}-{code}")
    return next(form for form in forms if form not in taken)


def latin_name(name_zh: str) -> str:
    """The name of a place in Latin letters, without what kind of place it is.

    A proposal: a character of several readings (朝阳) may get the wrong one.

    Examples
    --------
    >>> latin_name("如皋市"), latin_name("六安市"), latin_name("西安市")
    ('Rugao', "Lu'an", "Xi'an")
    """
    from pypinyin import lazy_pinyin  # loads its dictionary

    ending = next((e for e in ENDINGS if name_zh.endswith(e) and len(name_zh) - len(e) > 1), "")
    parts = lazy_pinyin(name_zh.removesuffix(ending), v_to_u=True)
    joined = parts[0] + "".join(f"'{part}" if part[0] in "aeo" else part for part in parts[1:])
    return joined.capitalize()
