"""Numbers with their description: what must be known of them travels along."""

import csv
import io
import json
import zipfile

import pytest

from real_charts import ALL, chart_of
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.publish.bundle import LICENCE, bundle


def files_of(chart) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bundle(chart))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart_id", ALL)
def test_numbers_travel_with_source_caveat_licence_and_the_meaning_of_columns(chart_id, lang):
    chart = chart_of(chart_id, lang)
    files = files_of(chart)
    name = f"{chart_id}.{lang}.csv"
    assert files[name] == chart.numbers()
    head, *rows = csv.reader(io.StringIO(files[name].decode("utf-8-sig")))
    assert rows and all(row[-1].startswith("CC BY 4.0") for row in rows)
    version = chart.facts.version.partition("+")[2]
    assert all(chart_id in row[-2] and version in row[-2] for row in rows)
    told = json.loads(files[f"{name}-metadata.json"])
    columns = told["tableSchema"]["columns"]
    assert [column["titles"] for column in columns] == head
    assert sum("dc:description" in column for column in columns) > len(columns) / 2
    assert told["url"] == name and told["dc:license"] == LICENCE
    assert told["rdfs:comment"] == chart.facts.note
    assert "\n".join(told["dc:source"]) == chart.facts.sources
    text = files["README.txt"].decode("utf-8-sig")
    assert text.startswith(chart.caption) and LICENCE in text


def test_an_archive_repeats_and_its_name_holds_what_a_reader_chose():
    chart = chart_of("award-shares", "zh", reading="wide")
    assert bundle(chart) == bundle(chart)
    assert "award-shares.wide.zh.csv" in files_of(chart)
