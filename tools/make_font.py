"""Make the chart fonts: the characters that Chinese charts need, cut from Noto Sans SC.

Run it only to change which characters the charts can show; the result is committed::

    python tools/make_font.py Regular NotoSansSC_400Regular.ttf
    python tools/make_font.py Bold NotoSansSC_700Bold.ttf

The same source file and the same version of fonttools give the same bytes.
``src/reform_analysis/charts/fonts/README.md`` says where the source files come from.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Reform Sans SC"
FOLDER = Path(__file__).parents[1] / "src/reform_analysis/charts/fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}

SYMBOLS = (
    "‐–—―‘’“”†‡•…‰′″‹›€℃№™←↑→↓↔−∞≈≠≤≥■□▲△▶▷▼▽◆◇○◎●◐◑★☆✓"  # marks of charts and captions
    "〇〈〉《》「」『』【】〔〕〖〗"  # Chinese brackets
    "㎎㎏㎜㎝㎞㎡㎥"  # units that Chinese texts print as one character
)
# Characters of county-level place names that GB 2312 lacks (埇桥, 浉河, 鄠邑 and so on).
PLACE_NAMES = "埇沚浉瀍猇硚鄠"
# Traditional forms of common simplified characters that level 1 of Big5 lacks.
VARIANTS = (
    "僞剮叄啓峯巋摳撣擯攢敍漚澇烴爲牀癰皁竈羣藴蟄衆衞裏説謅謾讕躥鄖鄲醖釺鈎鉆鉢銥鋭鍁鍘鍺鐐閲閹顴饋"
)


def two_byte_characters(encoding: str, first: range, second: range) -> set[str]:
    """List what a two-byte Chinese encoding can write.

    Examples
    --------
    >>> len(two_byte_characters("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)))
    7445
    """
    found = set()
    for lead in first:
        for trail in second:
            try:
                found.add(bytes([lead, trail]).decode(encoding))
            except UnicodeDecodeError:
                continue
    return found


def wanted_characters(style: str) -> set[str]:
    """List the characters the charts must be able to show in a weight.

    Latin-1, GB 2312 (simplified Chinese), CJK punctuation, full-width forms, marks of charts,
    rare place names. Regular alone also holds level 1 of Big5 (the common traditional
    characters) and what it lacks: titles and headings are in simplified Chinese.
    """
    latin = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))}
    simplified = two_byte_characters("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    punctuation = {chr(code) for code in (*range(0x3000, 0x3018), *range(0xFF01, 0xFF5F))}
    common = latin | simplified | punctuation | set(SYMBOLS + PLACE_NAMES)
    if style == "Bold":
        return common
    traditional = two_byte_characters("big5", range(0xA4, 0xC7), range(0x40, 0xFF))
    return common | traditional | set(VARIANTS)


def rename(font: TTFont, style: str) -> None:
    """Give the cut font a name of its own, as the licence asks; keep whose work it is."""
    names = {
        1: FAMILY,
        2: style,
        3: f"{FAMILY.replace(' ', '')}-{style};{font['name'].getDebugName(5)}",
        4: f"{FAMILY} {style}",
        6: f"{FAMILY.replace(' ', '')}-{style}",
    }
    kept = {0, 5, 7, 8, 9, 10, 11, 13, 14}  # copyright, version, trademark, makers, licence
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in kept]
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)


def make_font(style: str, source: Path, target: Path) -> None:
    """Cut, rename and save one weight of the font.

    Parameters
    ----------
    style : {"Regular", "Bold"}
    source : Path
        Noto Sans SC of that weight, with TrueType outlines.
    target : Path
        Where the cut font is written.

    Raises
    ------
    SystemExit
        The source is of another weight or lacks a wanted character.
    """
    options = subset.Options()
    options.layout_features = []  # matplotlib before 3.11 ignores them, so all versions agree
    options.hinting = False  # print quality needs none
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]
    font = TTFont(source, recalcTimestamp=False)  # keep the source's dates: same bytes each time
    if font["OS/2"].usWeightClass != WEIGHTS[style]:
        raise SystemExit(f"{source} is not {style}: its weight is {font['OS/2'].usWeightClass}")
    wanted = wanted_characters(style)
    missing = sorted(c for c in wanted if ord(c) not in font.getBestCmap())
    if missing:
        raise SystemExit(f"{source} lacks {''.join(missing)}")
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(character) for character in wanted])
    cutter.subset(font)
    rename(font, style)
    font.save(target, reorderTables=True)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Make a chart font from Noto Sans SC.")
    parser.add_argument("style", choices=WEIGHTS)
    parser.add_argument("source", type=Path, help="Noto Sans SC of that weight")
    parser.add_argument("--target", type=Path, help="in place of the shipped font")
    chosen = parser.parse_args()
    target = chosen.target or FOLDER / f"{FAMILY.replace(' ', '')}-{chosen.style}.ttf"
    make_font(chosen.style, chosen.source, target)
    content = target.read_bytes()
    print(f"{target}: {len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
