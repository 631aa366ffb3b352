"""Open the files that the gallery hands out with other programs than those that wrote them.

Usage: python check_downloads.py FOLDER CHART_ID...
"""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn
from pypdf import PdfReader

LANGUAGES = ("en", "zh")
HAN = re.compile("[一-鿿]")


def png(path: Path, title: str, lang: str) -> Iterator[str]:
    """A picture for print: 300 dots an inch, at least 1,800 pixels wide."""
    with Image.open(path) as picture:
        picture.load()
        dpi, width = picture.info.get("dpi", (0, 0)), picture.width
    if [round(value) for value in dpi] != [300, 300]:
        yield f"{dpi} dots an inch, not 300"
    if width < 1800:
        yield f"{width} pixels wide"


def svg(path: Path, title: str, lang: str) -> Iterator[str]:
    """A drawing whose title can be found and copied, with the letters that it shows."""
    drawing = ElementTree.parse(path)
    if not drawing.getroot().tag.endswith("}svg") or drawing.find(".//{*}path") is None:
        yield "no drawing"
    if squeezed(title) not in squeezed(
        "".join(text.text or "" for text in drawing.findall(".//{*}text"))
    ):
        yield "its title cannot be found as text"
    if "@font-face" not in drawing.findtext(".//{*}style", ""):
        yield "its letters need a font that it does not bring"


def pdf(path: Path, title: str, lang: str) -> Iterator[str]:
    """A page whose title can be found and copied."""
    if shutil.which("pdftotext"):
        command = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
        text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    else:
        text = "".join(page.extract_text() for page in PdfReader(path).pages)
    if squeezed(title) not in squeezed(text):
        yield "its title cannot be found as text"


def squeezed(text: str) -> str:
    """Without spaces and line breaks: a long title is broken into lines."""
    return re.sub(r"\s", "", text)


def pptx(path: Path, title: str, lang: str) -> Iterator[str]:
    """Slides that can be edited, with fonts for Chinese and with notes."""
    slides = list(Presentation(path).slides)
    shapes = [shape for slide in slides for shape in slide.shapes]
    native = [shape for shape in shapes if shape.has_chart or shape.has_table]
    if not native:
        yield "neither a chart nor a table that can be edited"
    text = "".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    if squeezed(title) not in squeezed(text):
        yield "no title"
    trees = [slide._element for slide in slides]
    trees += [shape.chart._chartSpace for shape in native if shape.has_chart]
    for number, tree in enumerate(trees):
        fonts = {node.get("typeface") for node in tree.iter(qn("a:ea"))}
        if not fonts or fonts & {None, ""}:
            yield f"part {number} names no East Asian font"
    for number, slide in enumerate(slides, start=1):
        notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        if len(notes) < 200:
            yield f"slide {number} has no speaker notes"
        elif bool(HAN.search(notes[:20])) != (lang == "zh"):
            yield f"slide {number} has notes in the other language"


def xlsx(path: Path, title: str, lang: str) -> Iterator[str]:
    """Sheets with texts and numbers, never a formula."""
    book = openpyxl.load_workbook(path)
    if len(book.worksheets) < 4:
        yield f"only the sheets {book.sheetnames}"
    for sheet in book:
        if sheet.max_row < 2 and sheet.max_column < 2:
            yield f"sheet {sheet.title} is empty"
        cells = [cell for row in sheet.iter_rows() for cell in row]
        yield from (
            f"{sheet.title} {x.coordinate} is a formula" for x in cells if x.data_type == "f"
        )
    first = "".join(str(x) for row in book.worksheets[0].values for x in row if x is not None)
    if title not in first:
        yield "its first sheet has no title"


def numbers(path: Path, title: str, lang: str) -> Iterator[str]:
    """A table that a spreadsheet opens as it is and runs nothing of."""
    content = path.read_bytes()
    if not content.startswith(b"\xef\xbb\xbf"):
        yield "begins without a byte order mark: Excel would misread its Chinese"
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    if len(rows) < 2 or {len(row) for row in rows} != {len(rows[0])}:
        yield "rows of different length"
    for cell in (cell for row in rows for cell in row if cell[:1] in "=+-@" and cell):
        if not re.fullmatch(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", cell):
            yield f"a spreadsheet would run {cell!r}"


def bundle(path: Path, title: str, lang: str) -> Iterator[str]:
    """Numbers with a description that names each column of theirs, and a text to read."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = path.with_suffix(".csv").name
    if set(files) != {name, f"{name}-metadata.json", "README.txt"}:
        yield f"it holds {sorted(files)}"
        return
    if files[name] != path.with_suffix(".csv").read_bytes():
        yield "its numbers are not those of the CSV"
    described = json.loads(files[f"{name}-metadata.json"])
    head = next(csv.reader(io.StringIO(files[name].decode("utf-8-sig"))))
    if [column["titles"] for column in described["tableSchema"]["columns"]] != head:
        yield "its description names other columns"
    if described["dc:title"] != title or "creativecommons" not in described["dc:license"]:
        yield "its description has no title or licence"
    if title not in files["README.txt"].decode("utf-8-sig"):
        yield "its text has no title"


def words(path: Path, title: str, lang: str) -> Iterator[str]:
    """A text in the language of the file."""
    text = path.read_text("utf-8")
    if len(text) < 60:
        yield f"it says only {text!r}"
    if bool(HAN.search(text[:20])) != (lang == "zh"):
        yield "it is in the other language"


CHECKS: dict[str, Callable[[Path, str, str], Iterator[str]]] = {
    "png": png,
    "svg": svg,
    "pdf": pdf,
    "pptx": pptx,
    "xlsx": xlsx,
    "zip": bundle,
    "csv": numbers,
    "txt": words,
    "alt.txt": words,
}


def faults(folder: Path, charts: list[str]) -> Iterator[str]:
    """What is wrong with the files, one sentence each."""
    for stem in (f"{chart}.{lang}" for chart in charts for lang in LANGUAGES):
        caption = folder / f"{stem}.txt"
        title = caption.read_text("utf-8").partition("\n")[0] if caption.is_file() else "no title"
        for form, check in CHECKS.items():
            path = folder / f"{stem}.{form}"
            try:
                found = list(check(path, title, stem.rpartition(".")[2]))
            except Exception as error:  # a file that cannot be opened is a fault like others
                found = [f"{type(error).__name__}: {error}"]
            yield from (f"{path.name}: {fault}" for fault in found)


def main(folder: str, *charts: str) -> int:
    """Print all faults and how much was looked at; 1 if there are any."""
    warnings.simplefilter("error")
    found = list(faults(Path(folder), list(charts)))
    files = len(charts) * len(LANGUAGES) * len(CHECKS)
    print(*found, f"{files} files, {len(found)} faults", sep="\n")
    return 1 if found or not charts else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
