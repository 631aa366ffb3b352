"""What a picture tells of itself to a program: title, caveat, sources and licence."""

import io
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader

from real_charts import chart_of, content_of
from reform_analysis.charts.words import LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_form_of_a_picture_names_title_caveat_sources_and_licence(lang):
    chart = chart_of("training-coverage", lang)
    facts = chart.facts
    sources = " · ".join(facts.sources.split("\n"))
    with Image.open(io.BytesIO(content_of(chart, "png"))) as picture:
        assert picture.text == {
            "Title": facts.title,
            "Description": facts.note,
            "Source": sources,
            "Copyright": chart.words("caption.licence_text"),
        }
    drawing = ElementTree.fromstring(content_of(chart, "svg"))
    told = ["".join(part.itertext()).strip() for part in drawing.iter() if "dc/" in part.tag]
    for text in (facts.title, facts.note, sources, chart.words("caption.licence_text")):
        assert text in told
    read = PdfReader(io.BytesIO(content_of(chart, "pdf"))).metadata
    assert read["/Title"] == facts.title and read["/Keywords"] == sources
    assert read["/Subject"].startswith(facts.note) and "CC BY 4.0" in read["/Subject"]
