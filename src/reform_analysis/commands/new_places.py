"""Rows of ``raw/places`` for a place that only the national list of codes knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Row = Mapping[str, str]

ENDINGS = ("特别行政区", "自治州", "自治县", "自治区", "地区", "省", "市", "区", "县", "盟", "旗")
"""What a name of GB/T 2260 ends in, the longest first; the Latin name goes without it."""

NO_PLACE = "直辖"
"""In the name of a code that only groups counties directly under a province."""


def place_rows(code: str, gb_codes: Iterable[Row], places: Iterable[Row]) -> list[dict[str, str]]:
    """Rows of ``raw/places`` that a place of GB/T 2260 needs: itself and parents not yet there.

    Parameters
    ----------
    code : str
        Six digits.
    gb_codes, places : iterable of rows
        ``codebook/registers/gb_codes`` and ``raw/places``.

    Returns
    -------
    list of dict
        The widest first; none if the place is there.

    Examples
    --------
    >>> gb = [
    ...     {"gb_code": "320000", "name_zh": "江苏省"},
    ...     {"gb_code": "320682", "name_zh": "如皋市"},
    ... ]
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
