"""All charts as files: named beforehand, the same bytes on every run, all or nothing."""

import csv
import io
import itertools
import re
import struct
from dataclasses import asdict

import pandas as pd
import pytest

from conftest import as_built
from real_charts import OF_REPORTS, beyond_the_five, chart_of, tallest
from real_run import keep_charts
from real_tables import BOOK
from reform_analysis import load
from reform_analysis.charts.chart import PICTURES
from reform_analysis.charts.draw import PublishError
from reform_analysis.charts.exports import COUNTS, IDS, NUMBERS
from reform_analysis.charts.registry import registered
from reform_analysis.charts.shows import means_of, shown
from reform_analysis.charts.words import LANGUAGES, Words, words
from reform_analysis.publish.figures import chart_files, publish_all, save_chart
from reform_analysis.publish.forms import FORMS, KEPT, file_name, file_of
from reform_analysis.publish.record import RECORD, recorded
from reform_analysis.tables.atomic import read_folder
from reform_analysis.tables.codebook import Codebook

CHARTS = list(load("codebook/registers/charts")["chart_id"])
FEW = ("award-shares", "party-recruitment")
PLAIN = [
    name for name in load("codebook/registers/charts")["chart_id"] if name not in registered()[1]
]


def test_a_refused_chart_leaves_the_old_files_whole(copy):
    copy.figures.mkdir()
    old = copy.figures / "old.txt"
    old.write_text("old")
    keep_charts(copy, FEW)
    path = copy.codebook / "registers" / "charts.csv"
    text = path.read_text("utf-8")
    assert "definitions, {years}, with" in text
    path.write_text(
        text.replace("definitions, {years}, with", "{new-worker-members.nowhere}, with"),
        "utf-8",
        newline="",
    )
    as_built(copy)
    with pytest.raises(PublishError, match="new-worker-members.nowhere"):
        publish_all(Codebook(copy))
    assert [path.name for path in copy.figures.iterdir()] == ["old.txt"]
    assert old.read_text() == "old"


COUNTED = [f"  {count} of {len(CHARTS)} charts" for count in range(6, len(CHARTS), 6)]
"""What is told while the charts are drawn."""


def test_all_files_are_written_and_named_beforehand(reproduced):
    paths = chart_files(reproduced.project)
    record = reproduced.project.figures / RECORD
    assert sorted(reproduced.project.figures.iterdir()) == sorted([*paths, record])
    assert len(paths) == len(CHARTS) * len(LANGUAGES) * len(KEPT)
    counted = re.compile(rf"  \d+ of {len(CHARTS)} charts|.* files written")
    told = [line for line in reproduced.lines if counted.match(line)]
    assert told == [*COUNTED, f"  {len(paths)} files written: {reproduced.project.figures}"]


def test_every_file_is_the_same_from_another_process_with_another_hash_seed(
    reproduced, project, tables
):
    """That is the last run of the checkout, if it made the same; else this process.

    Pictures that the run took from there another test draws anew. On another system letters may be
    drawn a little otherwise than the committed ones: then they are drawn here.
    """
    at_hand, kept = project.site / "charts", read_folder(project.figures)
    known, taken = recorded(at_hand), recorded(reproduced.project.site / "charts")
    made = read_folder(reproduced.project.site / "charts")
    assert made.pop(RECORD)
    made = {name: made[name] for name in made if not name.endswith((".html", ".js", ".small.png"))}
    means, names = means_of(tables), set()
    for chart_id, lang, form in itertools.product(CHARTS, LANGUAGES, FORMS):
        name, chart = file_name(chart_id, lang, form), chart_of(chart_id, lang)
        names.add(name)
        if form in PICTURES:
            assert taken[name] == (shown(chart, means), made[name])
            others = (kept.get(name), known.get(name, ("", None))[1])
            same = form not in KEPT or made[name] in others
        else:
            same = (at_hand / name).is_file() and (at_hand / name).read_bytes() == made[name]
        assert same or file_of(chart, form) == made[name], name
    assert made.keys() == names  # pages and what they show small are the site's own
    copied = read_folder(reproduced.project.figures)
    assert copied.pop(RECORD)
    assert {name: made[name] for name in copied} == copied


@pytest.mark.parametrize("form", sorted({*FORMS} - {*KEPT}))
def test_forms_that_are_not_kept_are_the_same_from_there_too(form, reproduced):
    name = file_name("contract-coverage", "zh", form)
    made = (reproduced.project.site / "charts" / name).read_bytes()
    assert file_of(chart_of("contract-coverage", "zh"), form) == made


def chunks(png: bytes) -> dict[bytes, bytes]:
    """Parts of a PNG file by type."""
    found, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found[png[at + 4 : at + 8]] = png[at + 8 : at + 8 + length]
        at += length + 12
    return found


def test_pictures_have_300_dots_an_inch_and_no_date_or_program_inside(reproduced):
    for path in chart_files(reproduced.project):
        if path.suffix == ".png":
            parts = chunks(path.read_bytes())
            assert set(parts) <= {b"IHDR", b"PLTE", b"iTXt", b"pHYs", b"IDAT", b"IEND"}
            a_metre, _, unit = struct.unpack(">IIB", parts[b"pHYs"])
            assert (round(a_metre * 0.0254), unit) == (300, 1)
            width, height = struct.unpack(">II", parts[b"IHDR"][:8])
            assert width == pytest.approx(1890, abs=2)  # 16 cm
            chart = chart_of(path.name.partition(".")[0])
            assert beyond_the_five(chart) or height < tallest(chart) * width


def test_captions_hold_every_fact_and_every_source(reproduced, tables):
    project = reproduced.project
    for chart_id in CHARTS:
        for lang in LANGUAGES:
            caption = (project.figures / f"{chart_id}.{lang}.txt").read_text("utf-8")
            chart = chart_of(chart_id, lang)
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
            assert chart.facts.version in caption


def test_numbers_hold_all_that_is_drawn_and_lead_to_the_claims(reproduced, tables):
    project = reproduced.project
    claims = set(tables["raw/claims"]["claim_id"])
    for chart_id in PLAIN:
        contents = [(project.figures / f"{chart_id}.{lang}.csv").read_bytes() for lang in LANGUAGES]
        told = list(map(told_numbers, contents, (words(lang, BOOK) for lang in LANGUAGES)))
        rows = chart_of(chart_id).rows
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
                if name not in record:
                    continue
                assert record[name] == other[name].replace("；", "; "), name  # of a list
            for name in record:
                assert bool(record[name]) == bool(other[name]), name
        assert b"\r" not in contents[0]
        silent = chart_id in OF_REPORTS  # an opening proves no silence
        assert (b"not reported" in contents[0]) is ("未报告".encode() in contents[1]) is silent


OF_EACH_ROW = ("citation", "licence")
"""What stands in each row of a CSV, for a row travels alone."""

SAME = ("low", "value", "high", "period_start", "period_end", "ref_date", "reported")


def told_numbers(content: bytes, speak: Words) -> list[dict[str, str]]:
    """Rows of a CSV of a chart under the names of their columns."""
    names = {speak.head(column): column for column in (*NUMBERS, *COUNTS, *IDS, *OF_EACH_ROW)}
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return [{names[head]: cell for head, cell in row.items()} for row in rows]


def test_numbers_are_those_of_the_processed_table(reproduced, tables):
    project = reproduced.project
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


def test_a_saved_chart_stands_whole_in_a_new_folder(tmp_path):
    chart = chart_of("order-by-population", reading="wide")
    paths = save_chart(chart, tmp_path / "new" / "folder", ["png", "alt"])
    assert [path.name for path in paths] == [
        "order-by-population.wide.en.png",
        "order-by-population.wide.en.alt.txt",
    ]
    assert paths[0].read_bytes() == chart.image()
    with pytest.raises(PublishError, match="no form"):
        save_chart(chart, tmp_path / "other", ["png", "doc"])
    assert not (tmp_path / "other").exists()
