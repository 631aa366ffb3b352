"""Charts leave the project whole: refused without their facts, the same bytes on every run."""

import csv
import io
import os
import re
import struct
import subprocess
import sys
from dataclasses import asdict, fields, replace

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from pypdf import PdfReader

from conftest import as_built
from real_tables import BOOK, PROJECT
from reform_analysis import load
from reform_analysis.charts.chart import never_formula
from reform_analysis.charts.draw import (
    PublishError,
    compose,
    draw,
    read_tables,
    refuse_incomplete,
)
from reform_analysis.charts.exports import COUNTS, IDS, NUMBERS
from reform_analysis.charts.registry import registered
from reform_analysis.charts.rows.choose import chart_rows
from reform_analysis.charts.rows.facts import Facts, fill
from reform_analysis.charts.style import chart_style
from reform_analysis.charts.words import LANGUAGES, Words, words
from reform_analysis.publish.figures import chart_files, publish_all, save_chart
from reform_analysis.publish.forms import FORMS, file_name, file_of, files_of
from reform_analysis.publish.record import RECORD
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import Project

CHARTS = list(load("codebook/registers/charts")["chart_id"])
PLAIN = [
    name for name in load("codebook/registers/charts")["chart_id"] if name not in registered()[1]
]
OF_VALUES = list(load("codebook/registers/charts").dropna(subset=["indicator_ids"])["chart_id"])


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return read_tables(PROJECT)


def with_cell(
    tables: dict[str, pd.DataFrame], table: str, key: str, column: str, value: object
) -> dict[str, pd.DataFrame]:
    """The tables with one cell changed."""
    changed = tables[table].copy()
    changed.loc[changed.iloc[:, 0].eq(key), column] = value
    return tables | {table: changed}


def without_row(tables: dict[str, pd.DataFrame], table: str, key: str) -> dict[str, pd.DataFrame]:
    rows = tables[table]
    return tables | {table: rows[rows.iloc[:, 0].ne(key)]}


# What is refused.

COMPLETE = Facts(*(field.name for field in fields(Facts)))


def test_a_complete_chart_is_not_refused():
    refuse_incomplete("a", COMPLETE)


@pytest.mark.parametrize("name", [field.name for field in fields(Facts)])
@pytest.mark.parametrize("empty", ["", "  \n"])
def test_a_chart_without_any_one_fact_is_refused_and_the_fact_named(name, empty):
    with pytest.raises(PublishError, match=f"chart 'a' has no {name}: not published"):
        refuse_incomplete("a", replace(COMPLETE, **{name: empty}))


def test_all_that_is_missing_is_named_at_once():
    with pytest.raises(PublishError, match="no unit, no sources"):
        refuse_incomplete("a", replace(COMPLETE, unit="", sources=""))


def test_a_chart_without_its_note_is_refused(tables):
    changed = with_cell(tables, "codebook/registers/charts", "party-recruitment", "note_en", " ")
    with pytest.raises(PublishError, match="has no note"):
        draw("party-recruitment", BOOK, "en", tables=changed)
    draw("party-recruitment", BOOK, "zh", tables=changed)


@pytest.mark.parametrize("chart_id", OF_VALUES)
def test_a_chart_of_silent_places_alone_is_refused(chart_id, tables):
    with pytest.raises(PublishError, match="no unit, no period"):
        draw(chart_id, BOOK, tables=tables, places=["zhutang"])


def test_a_share_without_a_word_for_its_denominator_is_refused(tables):
    with pytest.raises(PublishError, match=r"denominator\.workers-share-of-new-members"):
        draw(
            "party-recruitment",
            BOOK,
            tables=without_row(
                tables, "codebook/words/words", "denominator.workers-share-of-new-members"
            ),
        )


def test_an_unknown_chart_and_an_unknown_claim_are_refused(tables):
    with pytest.raises(PublishError, match="no chart is called 'x'; there are party-recruitment"):
        draw("x", BOOK, tables=tables)
    gone = without_row(tables, "processed/claims", "huaibei-2021-0720")
    with pytest.raises(PublishError, match="huaibei-2021-0720"):
        draw("party-recruitment", BOOK, tables=gone)


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


# What is written.


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> tuple[Project, dict[str, bytes], list[str]]:
    """Everything published once, in a copy."""
    import shutil

    root = tmp_path_factory.mktemp("published")
    shutil.copytree(PROJECT.data, root / "data")
    lines: list[str] = []
    project = Project(root)
    return project, publish_all(Codebook(project), lines.append).files, lines


def test_all_files_are_written_and_named_beforehand(published):
    project, files, lines = published
    paths = chart_files(project)
    assert {path.name: path.read_bytes() for path in paths} == files
    assert sorted(project.figures.iterdir()) == sorted([*paths, project.figures / RECORD])
    assert len(paths) == len(CHARTS) * len(LANGUAGES) * 3
    assert lines[:-1] == ["  12 of 36 charts", "  24 of 36 charts"]
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


def test_svg_repeats_too_and_has_no_date(tables):
    one, other = (draw("training-coverage", BOOK, tables=tables).image("svg") for _ in range(2))
    assert one == other
    assert b"<dc:date>" not in one
    assert b"<text" not in one  # letters are paths: no font is needed


def test_a_palette_changes_no_colour_that_a_reader_could_see(tables):
    chart = draw("order-by-population", BOOK, "zh", tables=tables)
    drawn = io.BytesIO()
    with chart_style():
        chart.figure.savefig(drawn, dpi=300)
    pictures = [Image.open(data).convert("RGB") for data in (drawn, io.BytesIO(chart.image()))]
    before, after = (np.asarray(picture).astype(int) for picture in pictures)
    assert np.abs(before - after).max() <= 7  # of 255, on the edge of a letter
    assert len(chart.image()) < len(drawn.getvalue()) / 2


@pytest.mark.parametrize("chart_id", ["party-recruitment", "reporting-matrix"])
def test_the_text_of_a_pdf_can_be_copied_in_chinese_and_repeats(chart_id, tables):
    one, other = (draw(chart_id, BOOK, "zh", tables=tables) for _ in range(2))
    assert file_of(one, "pdf") == file_of(other, "pdf")
    read = PdfReader(io.BytesIO(file_of(one, "pdf")))
    (page,) = read.pages
    text = page.extract_text()
    assert one.facts.title in text
    assert "未报告" in text
    assert one.facts.version in text
    assert not {"/CreationDate", "/ModDate", "/Producer"} & set(read.metadata or {})


def test_every_form_has_a_name_and_an_unknown_one_is_refused(tables):
    chart = compose("silence-rate", BOOK, "zh", tables=tables)
    with pytest.raises(PublishError, match="no form is called 'doc'; there are png, svg"):
        file_of(chart, "doc")
    assert file_of(chart, "alt").decode() == f"{chart.alternative}\n"
    names = [file_name("silence-rate", "zh", form) for form in FORMS]
    assert len(set(names)) == len(FORMS)
    assert files_of(chart, ["txt", "alt"]).keys() == {
        "silence-rate.zh.txt",
        "silence-rate.zh.alt.txt",
    }


def test_the_alternative_text_tells_values_gaps_and_silence(tables):
    told = compose("party-recruitment", BOOK, "en", tables=tables).alternative
    assert "Huaibei 14.5 % (14.45–14.55)" in told
    assert "workers 279 persons, no period: no rate" in told
    assert re.search(r"not reported: .*Zhutang", told)
    told = compose("training-coverage", BOOK, "zh", tables=tables).alternative
    assert "盐城市，补贴性培训 至多1.04%" in told
    assert "见本图数据表" in compose("reporting-matrix", BOOK, "zh", tables=tables).alternative


@pytest.mark.parametrize("chart_id", CHARTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_alternative_text_is_too_long_to_be_heard(chart_id, lang, tables):
    assert 40 < len(compose(chart_id, BOOK, lang, tables=tables).alternative) < 1500


HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_the_numbers_is_a_live_formula(text, tables):
    changed = with_cell(
        tables, "raw/benchmarks", "workers-share-of-new-members-national-workers-2021", "note", text
    )
    content = compose("party-recruitment", BOOK, tables=changed).numbers()
    assert content.startswith(b"\xef\xbb\xbf")  # without it Excel takes Chinese for something else
    cells = [c for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for c in row]
    assert "'" + re.sub(r"\s", " ", text) in cells or f"'{text}" in cells
    assert not [cell for cell in cells if cell.strip()[:1] in tuple("=+-@")]


@pytest.mark.parametrize("text", ["-0.5", "-1e-9", "", "近400名", "'a", "a=b"])
def test_numbers_and_harmless_cells_stay_as_they_are(text):
    assert never_formula(text) == text


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
            assert chart.facts.version in caption


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


def test_a_chart_shows_itself_in_a_notebook(tables):
    assert draw("training-coverage", BOOK, tables=tables)._repr_png_().startswith(b"\x89PNG")


# What is said.


def sentences() -> list[tuple[str, str]]:
    charts = load("codebook/registers/charts")
    texts = [f"{field}_{lang}" for field in ("title", "how_to_read", "note") for lang in LANGUAGES]
    return [
        (f"{row['chart_id']} {text}", row[text]) for _, row in charts.iterrows() for text in texts
    ]


@pytest.mark.parametrize("place_and_text", sentences(), ids=lambda pair: pair[0])
def test_no_number_is_typed_into_a_sentence(place_and_text):
    assert not re.search(r"\d", re.sub(r"{[^}]*}", "", place_and_text[1]))


@pytest.mark.parametrize("place_and_text", sentences(), ids=lambda pair: pair[0])
def test_no_sentence_claims_success_or_ranks(place_and_text):
    english = "achiev|outperform|best|better|worst|leads|lags|confidence"
    chinese = "优于|领先|落后|最好|实现|取得|置信"
    assert not re.search(f"{english}|{chinese}", place_and_text[1].lower())


def test_findings_say_what_the_data_say(tables):
    finding = draw("party-recruitment", BOOK, "en", tables=tables).facts.finding
    assert "as reported: Huaibei 14.5 % (14.45–14.55), Jingjiang 37 % (36.5–37.5)" in finding
    assert "not reported by 5 of 7 places" in finding
    finding = draw("training-coverage", BOOK, "zh", tables=tables).facts.finding
    assert "江都区（各类技能培训）0.97–1.08%" in finding
    assert "盐城市（补贴性培训）至多1.04%" in finding


def test_findings_follow_the_data(tables):
    values = tables["processed/indicators"].copy()
    cell = values["indicator_id"].eq("workers-share-of-new-members") & values["place_id"].eq(
        "huaibei"
    )
    values.loc[cell, ["low", "value", "high"]] = (0.205, 0.21, 0.215)
    chart = draw("party-recruitment", BOOK, "en", tables=tables | {"processed/indicators": values})
    assert "Huaibei 21 % (20.5–21.5)" in chart.facts.finding
    assert "14.5" not in chart.facts.finding


@pytest.fixture(scope="module")
def rows(tables) -> pd.DataFrame:
    entry = tables["codebook/registers/charts"].set_index("chart_id").loc["party-recruitment"]
    return chart_rows(entry, tables)


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("{people}", "census residents"),
        ("{years}", "2021–2023"),
        ("{per} of {people}", "10,000 of census residents"),
    ],
)
def test_slots_are_filled_from_the_rows(slot, text, rows, tables):
    assert fill(slot, rows, Words("en", tables)) == text


@pytest.mark.parametrize("slot", ["{nowhere}", "{workers-share-of-new-members.jingjiang}"])
def test_a_slot_that_there_is_not_is_refused(slot, rows, tables):
    with pytest.raises(PublishError, match="is no slot"):
        fill(slot, rows, Words("en", tables))


# Choices of a reader.


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (
            {"per": "folk"},
            "no population is called 'folk'; there are insured_employees, mutual_aid",
        ),
        ({"reading": "centrl"}, "no reading is called 'centrl'; did you mean 'central'"),
        ({"places": ["jinjiang"]}, "no place is called 'jinjiang'; did you mean 'jingjiang'"),
    ],
)
def test_a_choice_that_does_not_exist_is_refused_with_advice(choice, message, tables):
    with pytest.raises(PublishError, match=message):
        compose("party-recruitment", BOOK, tables=tables, **choice)


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


def test_another_per_and_reading_are_said_on_the_chart(tables):
    chart = draw(
        "training-coverage", BOOK, tables=tables, per="secondary_employed", reading="narrow"
    )
    assert chart.facts.reading == "narrow"
    assert "secondary industry" in chart.facts.denominator
    assert "secondary industry" in chart.facts.title
    assert set(chart.rows["per"].dropna()) == {"secondary_employed"}
    assert set(chart.rows["reading"]) == {"narrow"}


def test_a_bound_of_everything_does_not_stretch_the_axis(tables):
    chart = draw("training-coverage", BOOK, "en", tables=tables, reading="wide")
    assert np.isclose(chart.rows["high"].max(), 1)  # 超6万人次 has no upper end at wide
    (panel,) = chart.figure.axes
    assert panel.get_xlim()[1] < 0.1


def test_chosen_places_replace_a_finding_that_speaks_of_others(tables):
    chart = draw("training-coverage", BOOK, "en", tables=tables, places=["wujin", "huaibei"])
    assert "Huaibei" in chart.facts.finding
    assert "Yancheng" not in chart.facts.finding
    assert "Yancheng" not in chart.facts.sources
    assert draw("training-coverage", BOOK, "zh", tables=tables, places=["huaibei"]).facts.finding
