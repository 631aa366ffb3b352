"""Slides and workbooks keep to the published schemas of Office: nothing needs "repair" to open."""

import io
import re
import zipfile

import pytest

from reform_analysis.office import slides, workbook
from reform_analysis.publish import draw, read_tables
from reform_analysis.tables import load
from reform_analysis.words import LANGUAGES
from test_office_slides import HOSTILE, hostile

audit = pytest.importorskip("openxml_audit")

CHARTS = list(load("codebook/charts")["chart_id"])
CHOICES = [
    ("innovation-studios", {"rung": "employed"}),
    ("contract-coverage", {"setting": "wide"}),  # open ends
    ("raw-to-per-head", {"regions": ["huaibei"]}),
]


@pytest.fixture(scope="module")
def tables():
    return read_tables()


def faults(paths) -> list[str]:
    """What Microsoft 365 would hold against files, outside links and active content included."""
    judge = audit.OpenXmlValidator(
        audit.FileFormat.MICROSOFT_365, max_errors=0, security_validation=True
    )
    return [f"{path.name} {error}" for path in paths for error in judge.validate(path).errors]


def written(chart, folder) -> list:
    """The files of a chart, and the workbooks inside its slides, as files on disk."""
    deck = slides(chart)
    files = {"deck.pptx": deck, "book.xlsx": workbook(chart)}
    with zipfile.ZipFile(io.BytesIO(deck)) as parts:
        files |= {
            re.sub(r"\W+(?=.*\.)", "-", name): parts.read(name)
            for name in parts.namelist()
            if name.endswith(".xlsx")
        }
    paths = []
    for name, content in files.items():
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    return paths


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart_id", CHARTS)
def test_every_file_of_every_chart_keeps_to_the_schemas(chart_id, lang, tables, tmp_path):
    paths = written(draw(chart_id, lang, tables=tables), tmp_path)
    assert len(paths) >= 2
    assert faults(paths) == []


@pytest.mark.parametrize(("chart_id", "choice"), CHOICES, ids=str)
def test_a_chart_with_choices_keeps_to_the_schemas(chart_id, choice, tables, tmp_path):
    paths = written(draw(chart_id, tables=tables, **choice), tmp_path)
    assert faults(paths) == []


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:14])
@pytest.mark.parametrize("chart_id", ["contract-coverage", "reporting-matrix"])
def test_hostile_words_keep_to_the_schemas(chart_id, text, tables, tmp_path):
    paths = written(hostile(draw(chart_id, tables=tables), text), tmp_path)
    assert faults(paths) == []


def test_the_judge_sees_a_fault(tables, tmp_path):
    path = written(draw("contract-coverage", tables=tables), tmp_path)[0]
    with zipfile.ZipFile(path) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    with zipfile.ZipFile(path, "w") as parts:
        for name, data in content.items():  # the parts of an error bar have one order
            kind = re.search(rb"<c:errBarType [^>]*>", data)
            moved = (
                data.replace(kind[0], b"").replace(b"</c:errBars>", kind[0] + b"</c:errBars>")
                if kind
                else data
            )
            parts.writestr(name, moved)
    assert faults([path])
