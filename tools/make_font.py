"""Make the chart font: the characters that Chinese charts need, cut from Noto Sans SC.

Run it only to change which characters the charts can show; the result is committed::

    python tools/make_font.py NotoSansSC-Regular.ttf

The same source file and the same version of fonttools give the same bytes.
``src/reform_analysis/fonts/README.md`` says where the source file comes from.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Reform Sans SC"
TARGET = Path(__file__).parents[1] / "src/reform_analysis/fonts/ReformSansSC-Regular.ttf"

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


def wanted_characters() -> set[str]:
    """List the characters the charts must be able to show.

    Latin-1, GB 2312 (simplified Chinese), level 1 of Big5 (the common traditional characters)
    and what it lacks, CJK punctuation, full-width forms, marks of charts, rare place names.
    """
    latin = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))}
    simplified = two_byte_characters("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    traditional = two_byte_characters("big5", range(0xA4, 0xC7), range(0x40, 0xFF))
    punctuation = {chr(code) for code in (*range(0x3000, 0x3018), *range(0xFF01, 0xFF5F))}
    return latin | simplified | traditional | punctuation | set(SYMBOLS + PLACE_NAMES + VARIANTS)


def rename(font: TTFont) -> None:
    """Give the cut font a name of its own, as the licence asks; keep whose work it is."""
    style = "Regular"
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


def make_font(source: Path, target: Path) -> None:
    """Cut, rename and save the font.

    Parameters
    ----------
    source : Path
        ``NotoSansSC-Regular.ttf``, with TrueType outlines.
    target : Path
        Where the cut font is written.

    Raises
    ------
    SystemExit
        The source lacks a wanted character.
    """
    options = subset.Options()
    options.layout_features = []  # matplotlib before 3.11 ignores them, so all versions agree
    options.hinting = False  # print quality needs none
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]
    font = TTFont(source, recalcTimestamp=False)  # keep the source's dates: same bytes each time
    wanted = wanted_characters()
    missing = sorted(c for c in wanted if ord(c) not in font.getBestCmap())
    if missing:
        raise SystemExit(f"{source} lacks {''.join(missing)}")
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(character) for character in wanted])
    cutter.subset(font)
    rename(font)
    font.save(target, reorderTables=True)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Make the chart font from Noto Sans SC.")
    parser.add_argument("source", type=Path, help="NotoSansSC-Regular.ttf")
    parser.add_argument("--target", type=Path, default=TARGET)
    chosen = parser.parse_args()
    make_font(chosen.source, chosen.target)
    content = chosen.target.read_bytes()
    print(f"{chosen.target}: {len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
