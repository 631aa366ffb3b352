"""Slides and workbooks keep to the published schemas of Office: nothing needs "repair" to open."""

import io
import re
import zipfile
from functools import cache

import pytest

from real_charts import HOSTILE, chart_of, content_of, hostile_files
from reform_analysis import load
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.publish.office import slides, workbook
from reform_analysis.publish.office.tables import TABLES

audit = pytest.importorskip("openxml_audit")

CHARTS = list(load("codebook/registers/charts")["chart_id"])
CHOICES = [
    ("innovation-studios", {"per": "employed"}),
    ("contract-coverage", {"reading": "wide"}),  # open ends
    ("implied-new-members", {"places": ["huaibei"]}),
]


@cache
def judge():
    """Microsoft 365, outside links and active content included."""
    return audit.OpenXmlValidator(
        audit.FileFormat.MICROSOFT_365, max_errors=0, security_validation=True
    )


def faults(paths) -> list[str]:
    """What the judge holds against files.

    How many of its like stand before an element is counted for each one anew, as the square of the
    rows, and told of a fault alone: so it is counted only where there is one.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit.context, "_sibling_position", lambda element: 1)
        wrong = [path for path in paths if judge().validate(path).errors]
    return [f"{path.name} {error}" for path in wrong for error in judge().validate(path).errors]


def written(deck: bytes, book: bytes, folder) -> list:
    """The files of a chart, and the workbooks inside its slides, as files on disk."""
    files = {"deck.pptx": deck, "book.xlsx": book}
    with zipfile.ZipFile(io.BytesIO(deck)) as parts:
        inside = [name for name in parts.namelist() if name.endswith(".xlsx")]
        files |= {name.rpartition("/")[2]: parts.read(name) for name in inside}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart_id", CHARTS)
def test_every_file_of_every_chart_keeps_to_the_schemas(chart_id, lang, tmp_path):
    made = (content_of(chart_of(chart_id, lang), form) for form in ("pptx", "xlsx"))
    paths = written(*made, tmp_path)
    assert (len(paths) > 2) is (chart_id not in TABLES)  # a table has no workbook inside
    assert faults(paths) == []


@pytest.mark.parametrize(("chart_id", "choice"), CHOICES, ids=str)
def test_a_chart_with_choices_keeps_to_the_schemas(chart_id, choice, tmp_path):
    chart = chart_of(chart_id, **choice)
    paths = written(slides(chart), workbook(chart), tmp_path)
    assert faults(paths) == []


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:14])
@pytest.mark.parametrize("chart_id", ["contract-coverage", "reporting-matrix"])
def test_hostile_words_keep_to_the_schemas(chart_id, text, tmp_path):
    paths = written(*hostile_files(chart_id, text), tmp_path)
    assert faults(paths) == []


def test_the_judge_sees_a_fault(tmp_path):
    made = (content_of(chart_of("contract-coverage"), form) for form in ("pptx", "xlsx"))
    path = written(*made, tmp_path)[0]
    with zipfile.ZipFile(path) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    with zipfile.ZipFile(path, "w") as parts:
        for name, data in content.items():  # the parts of an error bar have one order
            moved = re.sub(
                rb"(<c:errBarType [^>]*>)(.*?)(</c:errBars>)", rb"\2\1\3", data, flags=re.S
            )
            parts.writestr(name, moved)
    assert any("errBarType" in fault for fault in faults([path]))
