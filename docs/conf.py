"""How Sphinx makes the reference: from docstrings and the documents of this folder."""

from pathlib import Path

from reform_analysis import __released__, __version__
from reform_analysis.charts.style import FONT_FILE, FONTS
from reform_analysis.publish.documents.reference import reference_pages
from reform_analysis.tables.atomic import write_file

_pages = Path(__file__).parent / "reference"
_pages.mkdir(exist_ok=True)
for _name, _text in reference_pages().items():
    write_file(_pages / _name, _text.encode())

project = "reform_analysis"
author = "The reform_analysis developers"
copyright = f"{__released__[:4]}, {author}"
release = __version__

extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "myst_parser"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 4
myst_enable_extensions = ["tasklist"]  # the boxes of the replication file
suppress_warnings = [
    "myst.xref_missing",  # links to files of the checkout, such as the licence
    "ref.python",  # names that stand at two doors, such as TableError
]

autodoc_member_order = "bysource"
autodoc_typehints = "none"  # docstrings tell types, with shapes and units
napoleon_google_docstring = False
napoleon_use_rtype = False
default_role = "code"  # docstrings name functions in single backquotes

html_theme = "furo"  # system fonts; fetches nothing
html_static_path = ["static", str(FONT_FILE), str(FONTS / "OFL.txt")]
html_css_files = ["reference.css"]
html_title = f"reform_analysis {release}"
html_show_sourcelink = False
html_copy_source = False


def of_a_library(app, what, name, obj, skip, options):
    """Whether a library put a member into a class of ours: its docstring has roles of its own."""
    module = getattr(obj, "__module__", None) or ""
    return True if module.startswith("matplotlib") else None


def setup(app):
    """Leave such members out."""
    app.connect("autodoc-skip-member", of_a_library)
