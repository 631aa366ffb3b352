"""The chart font shows all Chinese that charts need; the style is readable and leaves no trace."""

import hashlib
import io
import itertools
import os
import re
import warnings
from pathlib import Path

import matplotlib
import pytest
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from colour_vision import SIGHT, contrast, nearest
from real_tables import BOOK
from reform_analysis.charts import style as looks
from reform_analysis.charts.picture import centimetres as canvas
from reform_analysis.charts.picture.lettering import text_width
from reform_analysis.tables.paths import find_project

FILES = {"normal": looks.FONT_FILE, "bold": looks.BOLD_FILE}


def drawn(text: str, format: str = "png", weight: str = "normal") -> bytes:
    """Draw one text in the project's style and give the picture's bytes."""
    with looks.chart_style():
        figure = Figure()
        figure.text(0.02, 0.5, text, weight=weight)
        figure.subplots().plot([0, 1], [-1, 3])
        picture = io.BytesIO()
        nameless = {"Date": None} if format == "svg" else {}
        figure.savefig(picture, format=format, dpi=50, metadata=nameless)
    return picture.getvalue()


def lines_of(characters: set[str]) -> str:
    """All printable characters, forty a line."""
    text = "".join(sorted(c for c in characters if c.isprintable()))
    return "\n".join(text[i : i + 40] for i in range(0, len(text), 40))


def characters(weight: str = "normal") -> set[str]:
    """What a weight of the font can show."""
    return {chr(code) for code in font_manager.get_font(FILES[weight]).get_charmap()}


@pytest.fixture(scope="module")
def covered() -> set[str]:
    return characters()


@pytest.mark.parametrize("weight", FILES)
def test_font_covers_gb2312_and_latin_1(weight):
    wanted = set()
    for row, cell in itertools.product(range(0xA1, 0xF8), range(0xA1, 0xFF)):
        wanted.add(bytes([row, cell]).decode("gb2312", errors="ignore"))
    wanted.discard("")
    assert len(wanted) == 7445  # 6763 characters and 682 signs, as the standard counts them
    wanted |= {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))}
    assert wanted <= characters(weight)


def test_bold_covers_marks_and_rare_names_and_nothing_that_regular_lacks():
    assert set("埇沚浉瀍猇硚鄠–—…‰≥≤±×→−「」《》（）【】、。：；！？％＋０９") <= characters("bold")
    assert characters("bold") < characters()


def test_weights_agree_in_family_size_and_line_height():
    fonts = [font_manager.get_font(file) for file in FILES.values()]
    measures = {
        (f.family_name, f.units_per_EM, f.ascender, f.descender, f.height, f.num_faces)
        for f in fonts
    }
    assert len(measures) == 1
    assert [f.style_name for f in fonts] == ["Regular", "Bold"]


def test_bold_type_is_drawn_and_measured_in_the_bold_font():
    with looks.chart_style():
        found = {
            weight: font_manager.findfont(
                font_manager.FontProperties(family=looks.FAMILY, weight=weight)
            )
            for weight in FILES
        }
        figure = Figure(dpi=288)
        text = figure.text(0, 0, "Reform 产改", weight="bold", size=20)
        extent = text.get_window_extent(FigureCanvasAgg(figure).get_renderer())
    assert {weight: Path(file) for weight, file in found.items()} == FILES
    shown = extent.width / 288 * 2.54
    assert shown == pytest.approx(text_width("Reform 产改", 20, bold=True), rel=0.01)
    assert shown > 1.02 * text_width("Reform 产改", 20)


@pytest.mark.parametrize(("bold", "file"), [(False, looks.FONT_FILE), (True, looks.BOLD_FILE)])
def test_a_line_is_as_wide_as_the_font_library_lays_it_out(bold, file):
    font = font_manager.get_font(file)
    for text in ("产业工人（队伍）", "Reform 产改 AVATAR, To Wa fi", "37 % (14.5–15)", "j", " a "):
        font.set_size(200, 72)
        font.set_text(text)
        laid_out = font.get_width_height()[0] / 64 / 72 * 2.54 / 200
        assert text_width(text, 1, bold) == pytest.approx(laid_out, rel=1e-12)


@pytest.mark.parametrize("weight", FILES)
def test_every_file_stays_below_three_megabytes(weight):
    assert FILES[weight].stat().st_size < 3 * 2**20


@pytest.mark.parametrize(
    "text",
    [
        "埇桥 濉溪 睢宁 盱眙 邗江 邳州 浉河 碚 郯城 鄄城 莒县 鄠邑 硚口 猇亭",
        "產業工人隊伍建設改革 無錫 靖江 鹽城",
        "–—…‰≥≤±×→↑↓←●○◇◆▲▼□■−",
        "「」《》（）【】、。：；！？％＋０９",
    ],
)
def test_font_covers_rare_names_traditional_script_and_marks(text, covered):
    assert set(text.replace(" ", "")) <= covered


def test_font_covers_the_reports(covered):
    folder = os.environ.get("REFORM_REPORTS")
    if not folder:
        pytest.skip("REFORM_REPORTS is not set: the source texts are not at hand")
    for report in sorted(Path(folder).glob("*.txt")):
        missing = {c for c in report.read_text(encoding="utf-8") if c.isprintable()} - covered
        assert not missing, report.name


def test_every_character_of_the_tables_is_drawn_without_a_warning():
    project = find_project()
    files = {*project.codebook.rglob("*.csv"), *project.raw.glob("*.csv")}
    for_reading = set((project.codebook / "reading").glob("*.csv"))  # nothing of it is drawn,
    for_reading.add(project.codebook / "registers" / "exceptions.csv")  # nor of these
    characters = set("".join(path.read_text(encoding="utf-8") for path in files - for_reading))
    units = BOOK.table("codebook/reading/units")
    for column in ("label_en", "label_zh", "singular_en"):  # but names of units
        characters |= set("".join(units[column].dropna()))
    assert "党" in characters
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn(lines_of(characters))


@pytest.mark.parametrize(
    ("weight", "missing"),
    [("normal", "\N{CJK UNIFIED IDEOGRAPH-20BB7}"), ("bold", "隊")],  # bold has simplified 队 only
)
def test_a_character_outside_the_font_is_an_error_that_names_it(weight, missing):
    code = rf"U\+{ord(missing):04X}"
    with warnings.catch_warnings(), pytest.raises(looks.GlyphError, match=code):
        warnings.simplefilter("ignore")  # so that only the style can raise
        drawn(f"{missing}野", weight=weight)


def test_other_warnings_are_passed_on_unchanged():
    with pytest.raises(UserWarning, match="something else"), looks.chart_style():
        raise UserWarning("something else")  # as a warning that is an error arrives


def test_a_dollar_sign_is_money_not_mathematics():
    with looks.chart_style():
        figure = Figure()
        renderer = FigureCanvasAgg(figure).get_renderer()
        bare, with_signs = (
            figure.text(0, 0, text).get_window_extent(renderer).width for text in ("5", "$5$")
        )
    assert with_signs > 2.5 * bare


@pytest.mark.parametrize("format", ["png", "svg"])
def test_the_same_drawing_twice_has_the_same_bytes(format):
    assert drawn("近400名", format) == drawn("近400名", format)


def test_readings_and_warning_filters_are_put_back():
    drawn("once")  # registers the font
    readings, filters = dict(matplotlib.rcParams), list(warnings.filters)
    fonts = list(font_manager.fontManager.ttflist)
    with pytest.raises(RuntimeError), looks.chart_style():
        matplotlib.rcParams["font.size"] = 99
        raise RuntimeError
    assert dict(matplotlib.rcParams) == readings
    assert warnings.filters == filters
    assert font_manager.fontManager.ttflist == fonts


def test_readings_of_the_machine_do_not_change_a_chart():
    plain = drawn("同一张图")
    with matplotlib.rc_context({"lines.linewidth": 9, "axes.facecolor": "red", "font.size": 30}):
        assert drawn("同一张图") == plain


def test_a_bar_ends_at_its_bound():
    with looks.chart_style():
        figure = Figure()
        (bar,) = figure.subplots().plot([1, 3], [0, 0], linewidth=8)
    assert bar.get_solid_capstyle() == "butt"


KINDS = {  # lists: a colour given twice is told apart from nothing
    "roles": [colour for role, colour in looks.ROLES.items() if role not in ("text", "faint")],
    "places": [colour for _, colour, _ in canvas.PLACES],
    "inks of places": [ink for _, _, ink in canvas.PLACES],
}


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("name", KINDS)
def test_colours_of_one_kind_differ_for_every_kind_of_sight(name, sight):
    apart, pair = nearest(KINDS[name], sight)
    assert apart > 14, pair


def test_marks_and_text_stand_out_from_white():
    assert contrast("#000000") == pytest.approx(21)
    assert contrast(looks.TEXT) >= 7
    for role in ("value", "bound", "proxy", "benchmark", "not_reported"):
        assert contrast(looks.ROLES[role]) >= 3, role  # what WCAG 2 asks of graphics


@pytest.mark.parametrize("weight", FILES)
def test_font_readme_states_the_shipped_files(weight):
    readme = (looks.FONTS / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(FILES[weight].read_bytes()).hexdigest() in readme
    assert f"{len(characters(weight)):,} characters".replace(",", " ") in readme


@pytest.mark.parametrize("weight", FILES)
def test_font_bears_its_own_name_and_its_makers_copyright(weight):
    font_tools = pytest.importorskip("fontTools.ttLib")
    with font_tools.TTFont(FILES[weight]) as font:
        names = {record.nameID: str(record) for record in font["name"].names}
    for shown in (1, 3, 4, 6):
        assert not re.search("noto|source", names[shown], re.IGNORECASE)
    licence = (looks.FONTS / "OFL.txt").read_text(encoding="utf-8").splitlines()
    assert names[0].removeprefix("(c) ").rstrip(".") == licence[0].removeprefix("Copyright ")
    assert "SIL Open Font License, Version 1.1" in names[13]
