"""Write the empty deck that slides begin with: 16:9, one layout, its fonts in every theme.

    python tools/make_deck_template.py

It is the default template of python-pptx, changed, and carries the same licence (MIT).
"""

import re
from pathlib import Path

import pptx
from pptx.oxml import parse_xml

from reform_analysis.publish.office.archive import AUTHOR, EASTERN, LATIN, MOMENT, fixed
from reform_analysis.publish.office.page import EMU, HEIGHT, WIDTH
from reform_analysis.tables.paths import PACKAGE

TEMPLATE = PACKAGE / "publish" / "office" / "template.pptx"
_FONTS = re.compile(
    rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*("[^>]*>\s*<a:ea typeface=")[^"]*'
)


def template(path: Path = TEMPLATE) -> None:
    """Save the empty deck under a path."""
    deck = pptx.Presentation()
    before = deck.slide_width
    deck.slide_width, deck.slide_height = round(WIDTH * EMU), round(HEIGHT * EMU)
    keep = deck.slide_layouts.get_by_name("Title Only")
    for layout in list(deck.slide_layouts):
        if layout is not keep:
            deck.slide_layouts.remove(layout)
    for shape in [*deck.slide_master.shapes, *keep.shapes]:
        if shape._element.spPr.xfrm is not None:
            shape.left = round(shape.left * deck.slide_width / before)
            shape.width = round(shape.width * deck.slide_width / before)
    deck.notes_master  # noqa: B018 - made now, so that its theme has the fonts too
    for part in deck.part.package.iter_parts():
        if part.partname.startswith("/ppt/theme/"):
            named = _FONTS.sub(rb"\g<1>" + LATIN.encode() + rb"\g<2>" + EASTERN.encode(), part.blob)
            if hasattr(part, "_element"):  # the theme of the notes is kept as XML
                part._element = parse_xml(named)
            else:
                part._blob = named
    told = deck.core_properties
    told.title, told.author, told.last_modified_by = "", AUTHOR, AUTHOR
    told.created = told.modified = MOMENT
    told.revision = 1
    deck.save(path)
    path.write_bytes(fixed(path.read_bytes()))


if __name__ == "__main__":
    template()
