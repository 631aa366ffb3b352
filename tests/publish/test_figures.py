"""All charts as files: named beforehand, the same bytes on every run, all or nothing."""

import csv
import io
import os
import struct
import subprocess
import sys
from dataclasses import asdict

import pandas as pd
import pytest

from conftest import as_built
from real_tables import BOOK, PROJECT
from reform_analysis import load
from reform_analysis.charts.draw import (
    PublishError,
    data_version,
    draw,
)
from reform_analysis.charts.exports import COUNTS, IDS, NUMBERS
from reform_analysis.charts.registry import registered
from reform_analysis.charts.words import LANGUAGES, Words, words
from reform_analysis.publish.figures import chart_files, publish_all, save_chart
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import Project

CHARTS = list(load("codebook/registers/charts")["chart_id"])
PLAIN = [
    name for name in load("codebook/registers/charts")["chart_id"] if name not in registered()[1]
]


def test_a_refused_chart_leaves_the_old_files_whole(copy):
    copy.figures.mkdir()
    old = copy.figures / "old.txt"
    old.write_text("old")
    path = copy.codebook / "registers" / "charts.csv"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace(
            "{workers-share-of-new-members.huaibei}", "{workers-share-of-new-members.wujin}"
        ),
        "utf-8",
        newline="",
    )
    as_built(copy)
    with pytest.raises(PublishError, match="workers-share-of-new-members.wujin"):
        publish_all(Codebook(copy))
    assert [path.name for path in copy.figures.iterdir()] == ["old.txt"]
    assert old.read_text() == "old"


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> tuple[Project, dict[str, bytes], list[str]]:
    """Everything published once, in a copy."""
    import shutil

    root = tmp_path_factory.mktemp("published")
    shutil.copytree(PROJECT.data, root / "data")
    lines: list[str] = []
    project = Project(root)
    return project, publish_all(Codebook(project), lines.append), lines


def test_all_files_are_written_and_named_beforehand(published):
    project, files, lines = published
    paths = chart_files(project)
    assert {path.name: path.read_bytes() for path in paths} == files
    assert sorted(project.figures.iterdir()) == sorted(paths)
    assert len(paths) == len(CHARTS) * len(LANGUAGES) * 3
    assert lines[:-1] == ["  12 of 36 pictures", "  24 of 36 pictures"]
    assert "written" in lines[-1]


def test_publishing_again_touches_nothing(published):
    project = published[0]
    paths = chart_files(project)
    before = {path: path.stat().st_mtime_ns for path in paths}
    lines: list[str] = []
    publish_all(Codebook(project), lines.append)
    assert {path: path.stat().st_mtime_ns for path in paths} == before
    assert "unchanged" in lines[-1]


def chunks(png: bytes) -> dict[bytes, bytes]:
    """Parts of a PNG file by type."""
    found, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found[png[at + 4 : at + 8]] = png[at + 8 : at + 8 + length]
        at += length + 12
    return found


def test_pictures_have_300_dots_an_inch_and_no_date_or_program_inside(published):
    for path in chart_files(published[0]):
        if path.suffix == ".png":
            parts = chunks(path.read_bytes())
            assert set(parts) <= {b"IHDR", b"PLTE", b"pHYs", b"IDAT", b"IEND"}
            a_metre, _, unit = struct.unpack(">IIB", parts[b"pHYs"])
            assert (round(a_metre * 0.0254), unit) == (300, 1)
            width, height = struct.unpack(">II", parts[b"IHDR"][:8])
            assert width == pytest.approx(1890, abs=2)  # 16 cm
            chart_id = path.name.partition(".")[0]
            tall = {"reporting-matrix": 2.3, "order-by-population": 1.7}.get(chart_id, 1.4)
            assert height < tall * width


def test_the_same_bytes_in_another_process_with_another_hash_seed(published):
    project, paths = published[0], chart_files(published[0])
    code = (
        "import sys, hashlib; from pathlib import Path;"
        "from reform_analysis.tables.paths import Project;"
        "from reform_analysis.tables.codebook import Codebook;"
        "from reform_analysis.charts.draw import draw;"
        "from reform_analysis.publish.forms import files_of;"
        "book = Codebook(Project(Path(sys.argv[1])));"
        "names = ('party-recruitment', 'raw-to-per-head', 'order-by-population');"
        "drawn = [files_of(draw(name, book, 'zh')) for name in names];"
        "files = drawn[0] | drawn[1] | drawn[2];"
        "print([hashlib.sha256(files[name]).hexdigest() for name in sorted(files)])"
    )
    environment = os.environ | {
        "PYTHONHASHSEED": "12345",
        "TZ": "Asia/Shanghai",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-c", code, str(project.root)]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    import hashlib

    names = ("party-recruitment.zh", "raw-to-per-head.zh", "order-by-population.zh")
    own = sorted(path for path in paths if path.name.startswith(names))
    assert told.stdout.strip() == str([hashlib.sha256(p.read_bytes()).hexdigest() for p in own])


def test_captions_hold_every_fact_and_every_source(published, tables):
    project = published[0]
    for chart_id in CHARTS:
        for lang in LANGUAGES:
            caption = (project.figures / f"{chart_id}.{lang}.txt").read_text("utf-8")
            chart = draw(chart_id, BOOK, lang, tables=tables)
            for name, fact in asdict(chart.facts).items():
                if name not in ("sources", "denominator"):
                    assert fact in caption, name
            ids = {part for cell in chart.rows["claim_ids"].dropna() for part in cell.split(";")}
            claims = tables["raw/claims"].set_index("claim_id").loc[sorted(ids)]
            titles = tables["raw/sources"].set_index("source_id")["title"]
            for source in claims["source_id"].unique():
                assert titles[source] in caption
            for benchmark in chart.rows["benchmark_id"].dropna():
                assert chart.words.text("raw/benchmarks", benchmark, "document") in caption
            assert "CC BY 4.0" in caption
            assert data_version(project) in caption


def test_numbers_hold_all_that_is_drawn_and_lead_to_the_claims(published, tables):
    project, _, _ = published
    claims = set(tables["raw/claims"]["claim_id"])
    for chart_id in PLAIN:
        contents = [(project.figures / f"{chart_id}.{lang}.csv").read_bytes() for lang in LANGUAGES]
        told = list(map(told_numbers, contents, (words(lang, BOOK) for lang in LANGUAGES)))
        rows = draw(chart_id, BOOK, tables=tables).rows
        assert len(told[0]) == len(told[1]) == len(rows)
        for record, other, status in zip(*told, rows["status"], strict=True):
            has_value = status in ("reported", "derived", "bound", "proxy")
            assert bool(record["low"] and record["high"] and record["claim_ids"]) == has_value or (
                status in ("benchmark", "no_period")
            )
            assert set(filter(None, record["claim_ids"].split(";"))) <= claims
            assert record["source"] or status in ("no_period", "no_denominator")
            assert bool(record["ref_date"]) == bool(record["denominator_id"])
            for name in (*SAME, *IDS):
                assert record[name] == other[name].replace("；", "; "), name  # of a list
            for name in record:
                assert bool(record[name]) == bool(other[name]), name
        assert b"\r" not in contents[0]
        assert b"not reported" in contents[0] and "未报告".encode() in contents[1]


SAME = ("low", "value", "high", "period_start", "period_end", "ref_date", "reported")


def told_numbers(content: bytes, speak: Words) -> list[dict[str, str]]:
    """Rows of a CSV of a chart under the names of their columns."""
    names = {speak.head(column): column for column in (*NUMBERS, *COUNTS, *IDS)}
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return [{names[head]: cell for head, cell in row.items()} for row in rows]


def test_numbers_are_those_of_the_processed_table(published, tables):
    project, _, _ = published
    path = project.figures / "training-coverage.en.csv"
    drawn = pd.DataFrame(told_numbers(path.read_bytes(), words("en", BOOK)))
    drawn = drawn[drawn["low"].ne("")]
    drawn = drawn.astype({"low": float, "high": float})
    values = tables["processed/indicators"]
    variants = values.loc[values["indicator_id"].eq("training-coverage"), "variant"].unique()
    names = {words("en", BOOK)(f"variant.{name}"): name for name in variants}
    drawn = drawn.replace({"variant": names}).set_index(["place_id", "variant"])
    values = values[
        values["indicator_id"].eq("training-coverage")
        & values["per"].eq("census_residents")
        & values["reading"].eq("central")
    ]
    values = values.set_index(["place_id", "variant"]).sort_index()
    for cell, row in drawn.iterrows():
        assert (row["low"], row["high"]) == (values.loc[cell, "low"], values.loc[cell, "high"])


def test_a_saved_chart_stands_whole_in_a_new_folder(tables, tmp_path):
    chart = draw("silence-rate", BOOK, tables=tables, reading="wide")
    paths = save_chart(chart, tmp_path / "new" / "folder", ["png", "alt"])
    assert [path.name for path in paths] == [
        "silence-rate.wide.en.png",
        "silence-rate.wide.en.alt.txt",
    ]
    assert paths[0].read_bytes() == chart.image()
    with pytest.raises(PublishError, match="no form"):
        save_chart(chart, tmp_path / "other", ["png", "doc"])
    assert not (tmp_path / "other").exists()
