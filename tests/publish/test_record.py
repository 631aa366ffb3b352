"""A picture is drawn again exactly if it would show something else, and the record cannot lie."""

import csv
import shutil
from functools import cache

import pandas as pd
import pytest

from conftest import as_built
from real_run import keep_charts
from real_tables import BOOK
from reform_analysis.charts import shows
from reform_analysis.charts.chart import Chart, drawn_from
from reform_analysis.charts.draw import compose, read_tables, tell
from reform_analysis.charts.select import select
from reform_analysis.charts.shows import means_of, shown
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.commands.build import READINGS, compute
from reform_analysis.publish import figures
from reform_analysis.publish.figures import publish_all
from reform_analysis.publish.forms import OFFICE
from reform_analysis.publish.office.shows import means_of_office, office_shown
from reform_analysis.publish.record import RECORD, recorded
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import PACKAGE, Project
from reform_analysis.values.claims import clean_claims

CLAIM = "yancheng-2023-2004"

FEW = ("award-shares", "mutual-aid-payout")
"""Charts with few marks, which are drawn soonest."""


def composed(tables: dict[str, pd.DataFrame]) -> dict[tuple[str, str], Chart]:
    """Each chart of the register."""
    selected = (select(name, tables) for name in tables["codebook/registers/charts"]["chart_id"])
    charts = (tell(selection, lang) for selection in selected for lang in LANGUAGES)
    return {(chart.chart_id, chart.lang): chart for chart in charts}


def with_claim(tables: dict[str, pd.DataFrame], reported: str) -> dict[str, pd.DataFrame]:
    """The tables as they would be had the report printed something else."""
    claims = tables["raw/claims"].copy()
    claims.loc[claims["claim_id"].eq(CLAIM), "reported"] = reported
    given = tables | {"raw/claims": claims}
    concepts, sources = given["codebook/registers/concepts"], given["raw/sources"]
    read = {
        f"read/{name}": clean_claims(claims, concepts, sources, BOOK, name) for name in READINGS
    }
    return given | read | compute(given, BOOK)


def test_a_changed_claim_changes_the_charts_that_show_it_and_no_other(tables):
    assert tables["raw/claims"].set_index("claim_id").loc[CLAIM, "reported"] == "近60%"
    tables = with_claim(tables, "近60%")  # computed in the same way as the changed ones
    changed = with_claim(tables, "近70%")
    before, after = composed(tables), composed(changed)
    means = means_of(tables), means_of(changed)
    showing = {
        one
        for one, chart in before.items()
        if chart.rows["claim_ids"].dropna().str.split(";").explode().eq(CLAIM).any()
    }
    differ = {one for one in before if shown(before[one], means[0]) != shown(after[one], means[1])}
    assert differ == showing
    assert 0 < len(showing) < len(before)


def test_a_changed_word_changes_every_chart_and_a_word_of_a_page_none(tables):
    def with_word(table: str) -> dict[str, pd.DataFrame]:
        words = tables[table].copy()
        words.loc[words.index[0], "zh"] += "。"
        return tables | {table: words}

    before = means_of(tables)
    assert means_of(with_word("codebook/words/words")) != before
    assert means_of(with_word("codebook/words/pages")) == before


@pytest.mark.parametrize(
    "file",
    ["charts/style.py", "charts/picture/marks.py", "charts/fonts/ReformSansSC-Bold.ttf"],
)
def test_changed_style_code_or_font_changes_every_chart(tables, tmp_path, monkeypatch, file):
    shutil.copytree(PACKAGE, tmp_path / "package")
    monkeypatch.setattr(shows, "PACKAGE", tmp_path / "package")
    shows._code.cache_clear()
    before = means_of(tables)
    path = tmp_path / "package" / file
    path.write_bytes(path.read_bytes() + b"\n")
    shows._code.cache_clear()
    assert means_of(tables) != before
    shows._code.cache_clear()


def test_another_version_of_a_library_changes_every_chart(tables, monkeypatch):
    before = means_of(tables)
    shows._code.cache_clear()
    monkeypatch.setattr(shows, "version", lambda name: "0")
    assert means_of(tables) != before
    shows._code.cache_clear()


def test_a_picture_is_drawn_from_no_table_that_the_hash_leaves_out(tables):
    chart = compose("award-shares", BOOK, tables=tables)
    handed = {}

    def draw_on(axes, rows, words):
        handed.update(words.tables)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reform_analysis.charts.chart.drawing_of", lambda entry: draw_on)
        chart.figure  # noqa: B018
    assert handed.keys() == drawn_from(tables).keys()
    assert "raw/claims" not in handed
    assert handed["codebook/words/pages"].empty


@pytest.fixture(scope="module")
def published(project, tmp_path_factory):
    """A copy of the project whose register has two charts, published once."""
    made = Project(tmp_path_factory.mktemp("few"))
    shutil.copytree(project.data, made.data)
    keep_charts(made, FEW)
    as_built(made)
    return made, again(made)


@pytest.fixture
def few(published, tmp_path):
    """The same for each test to change, and what was published."""
    made, first = published
    shutil.copytree(made.root, tmp_path / "few")
    return Project(tmp_path / "few"), first


@pytest.fixture
def unchanged_tables(published, monkeypatch):
    """For tests that change no table."""
    made, _ = published
    monkeypatch.setattr(figures, "read_tables", lambda project, codebook: read_of(made))


@cache
def read_of(project: Project) -> dict[str, pd.DataFrame]:
    return read_tables(project)


def again(project, tell=lambda line: None, forms=("png",), known=None):
    """Publish with what is at hand, in this process: another test holds the pool of processes."""
    known = recorded(project.figures) if known is None else known
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "of_each", lambda make, each, progress: map(make, each))
        return publish_all(Codebook(project), tell, forms, known)


def times_of(project) -> dict:
    """When each file was written."""
    return {path: path.stat().st_mtime_ns for path in project.figures.iterdir()}


@pytest.mark.usefixtures("unchanged_tables")
def test_what_would_be_drawn_as_it_is_is_not_drawn_and_no_file_is_touched(few):
    project, first = few
    pictures = sorted(f"{name}.{lang}.png" for name in FEW for lang in LANGUAGES)
    assert sorted(first.drawn) == pictures
    before, lines = times_of(project), []
    second = again(project, lines.append)
    assert second.drawn == []
    assert times_of(project) == before
    (told,) = lines
    assert "unchanged" in told
    assert second.files == first.files
    with (project.figures / RECORD).open(encoding="utf-8") as lines:
        assert [row["file"] for row in csv.DictReader(lines)] == pictures


@pytest.mark.usefixtures("unchanged_tables")
def test_a_picture_that_was_touched_or_a_record_that_was_is_drawn_again(few):
    project, first = few
    touched = "award-shares.zh.png"
    (project.figures / touched).write_bytes(first.files["award-shares.en.png"])
    assert again(project).drawn == [touched]
    record = project.figures / RECORD
    record.write_text(record.read_text("utf-8").replace(first.record[touched], "0" * 64), "utf-8")
    assert touched in again(project).drawn
    record.write_text("file,shows\n", "utf-8")
    made = again(project)
    assert len(made.drawn) == len(FEW) * len(LANGUAGES)
    assert made.files == first.files


@pytest.mark.usefixtures("unchanged_tables")
def test_a_deck_and_a_workbook_that_would_show_the_same_are_taken(few):
    project, first = few
    forms = tuple(OFFICE)
    made = again(project, str, forms, first.known(("png",)))
    assert len(made.known(forms)) == len(FEW) * len(LANGUAGES) * len(forms)

    def refuse(chart):
        raise AssertionError(f"{chart.called} is made anew")

    with pytest.MonkeyPatch.context() as patch:
        for form in forms:
            patch.setitem(OFFICE, form, refuse)
        taken = again(project, str, forms, made.known(("png", *forms)))
        assert taken.files == made.files
        with pytest.raises(AssertionError, match="is made anew"):
            again(project, str, forms, made.known(("png",)))


def test_a_workbook_is_another_with_what_stands_behind_its_rows(tables):
    chart = compose("award-shares", BOOK, tables=tables)
    claims = tables["processed/claims"]
    read = claims.assign(low=claims["low"] / 2)
    other = compose("award-shares", BOOK, tables=tables | {"processed/claims": read})
    assert shown(other, "") == shown(chart, "")
    assert office_shown(other, "") != office_shown(chart, "")
    assert means_of_office("") != means_of_office("other")


def test_a_changed_word_is_drawn(few):
    project, first = few
    words = project.codebook / "words" / "words.csv"
    text = words.read_text("utf-8")
    assert "\nfooter.version,Data,数据\n" in text
    words.write_text(text.replace("\nfooter.version,Data,", "\nfooter.version,Datum,"), "utf-8")
    as_built(project)
    made = again(project)
    assert len(made.drawn) == len(FEW) * len(LANGUAGES)
    assert made.files["award-shares.en.png"] != first.files["award-shares.en.png"]
