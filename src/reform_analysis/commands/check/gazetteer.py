"""Names and codes of places, held by the national list and by how a name is spoken.

The list of GB/T 2260 is in order and complete upwards; a place and a tile have its name; the Latin
name is the Chinese one as it is read, and a traditional character is read as its simplified form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reform_analysis.commands.check.places import PLACES
from reform_analysis.commands.check.registers import Tables, by_id, fault
from reform_analysis.commands.check.rules import CHARACTERS, GAZETTEER
from reform_analysis.tables.faults import Fault

TILES = "codebook/registers/tiles"

KINDS = "省市区县旗州盟划会城园域"
"""How names of the list end: 省直辖行政区划, 居民委员会 and two named after parks among them."""

HELD_BY_PROVINCE = ("11", "12", "31", "50", "90")
"""Digits of a municipality, and those behind the province, whose counties lie in no prefecture."""

SAME_NAMES = frozenset(
    "朝阳区 通州区 和平区 河东区 长安区 桥西区 新华区 城区 郊区 新城区 青山区 铁西区 铁东区 海州区 "
    "西安区 向阳区 南山区 宝山区 普陀区 鼓楼区 西湖区 江北区 连江县 金门县 永定区 市中区 "
    "省直辖行政区划 白云区 南沙区 龙华区 城中区 城关区".split()
)
"""Names that GB/T 2260 gives to several counties of different prefectures."""

OWN_LATIN = {
    "中国": "China", "内蒙古": "Inner Mongolia", "西藏": "Tibet", "陕西": "Shaanxi",
    "长治": "Changzhi", "吕梁": "Lüliang", "呼和浩特": "Hohhot", "哈尔滨": "Harbin",
    "齐齐哈尔": "Qiqihar", "乌鲁木齐": "Urumqi", "香港": "Hong Kong", "澳门": "Macau",
}  # fmt: skip
"""Latin names in use that are no reading of the characters, or of characters read in two ways."""

READ_APART = frozenset("賧鉆錼驏")
"""Traditional characters that the dictionary reads otherwise than their simplified form."""

APART = {"台湾"}
"""Tiles that touch no other of their region: an island."""


def check_list(tables: Tables) -> Iterator[Fault]:
    """Codes ascend, each county lies in a prefecture, and names end in a kind and stand once."""
    rows = tables.get(GAZETTEER, {})
    codes = {cells["gb_code"] for cells in rows.values()}
    before, first = "", {}
    for row, cells in rows.items():
        code, name = cells["gb_code"], cells["name_zh"]
        if not code or not name:
            continue
        held = code[:2] in HELD_BY_PROVINCE or code[2:4] in HELD_BY_PROVINCE
        if code <= before:
            problem = f"{code} stands behind {before}"
            yield fault(GAZETTEER, row, "gb_code", problem, "correct it; the list ascends")
        elif not held and f"{code[:4]}00" not in codes:
            problem = f"{code} lies in no prefecture of the list"
            yield fault(GAZETTEER, row, "gb_code", problem, "write its code of GB/T 2260")
        elif name[-1] not in KINDS or len(name) < 2:
            problem = f"'{name}' does not say what kind of place it is"
            yield fault(GAZETTEER, row, "name_zh", problem, "write the whole name")
        elif name in first and name not in SAME_NAMES:
            problem = f"{first[name]} has the name '{name}' too"
            yield fault(GAZETTEER, row, "name_zh", problem, "write its name of GB/T 2260")
        before = max(before, code)
        first.setdefault(name, code)


def check_listed_names(tables: Tables) -> Iterator[Fault]:
    """A place has the name of its code, a tile begins it, and the Latin name is how it is read."""
    names = {code: cells["name_zh"] for code, cells in by_id(tables, GAZETTEER, "gb_code").items()}
    for table in (PLACES, TILES):
        for row, cells in tables.get(table, {}).items():
            name, latin, listed = cells["name_zh"], cells["name_en"], names.get(cells["gb_code"])
            if not name or not latin:
                continue
            if listed and not (listed == name or (table == TILES and listed.startswith(name))):
                problem = f"{cells['gb_code']} is {listed}, not {name}"
                yield fault(table, row, "name_zh", problem, "correct the name or the code")
            elif listed and not _latin(name, latin):
                problem = f"'{latin}' is not how {name} is read"
                yield fault(table, row, "name_en", problem, "correct it, or add it to OWN_LATIN")


@lru_cache(maxsize=1 << 10)
def _latin(name: str, latin: str) -> bool:
    own = next((own for begin, own in OWN_LATIN.items() if name.startswith(begin)), None)
    if own:
        return latin == own or latin.startswith(f"{own} ")
    from pypinyin import lazy_pinyin  # loads its dictionary

    spoken = lazy_pinyin(name, v_to_u=True)
    words = re.sub("[^a-zü]", "", re.split("[ ,(]", latin.lower())[0])
    whole = ["".join(spoken[:end]) for end in range(1, len(spoken) + 1)]
    return words in whole


def check_spoken(tables: Tables) -> Iterator[Fault]:
    """A traditional character is read like the simplified one that it becomes."""
    for row, cells in tables.get(CHARACTERS, {}).items():
        old, new = cells["traditional"], cells["simplified"]
        if old and new and old not in READ_APART and not _readings(old) & _readings(new):
            problem = f"{old} and {new} are read in no common way"
            yield fault(CHARACTERS, row, "simplified", problem, "write its simplified form")


@lru_cache(maxsize=1 << 13)
def _readings(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def check_neighbouring(tables: Tables) -> Iterator[Fault]:
    """A tile touches another of its region, which the first digit of a code names."""
    rows = tables.get(TILES, {})
    placed = [(cells["across"], cells["down"], cells["gb_code"]) for cells in rows.values()]
    placed = [each for each in placed if isinstance(each[0], int) and isinstance(each[1], int)]
    for row, cells in rows.items():
        across, down, code = cells["across"], cells["down"], cells["gb_code"]
        if (across, down, code) not in placed or not code or cells["name_zh"] in APART:
            continue
        near = [
            other for x, y, other in placed
            if other and other != code and abs(x - across) <= 1 and abs(y - down) <= 1
        ]  # fmt: skip
        if not any(other[0] == code[0] for other in near):
            problem = f"{cells['name_zh']} touches no province of its region"
            yield fault(TILES, row, "across", problem, "correct across or down")


RULES = (check_list, check_listed_names, check_spoken, check_neighbouring)
