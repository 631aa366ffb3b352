"""The chart font shows all Chinese that charts need; the style is readable and leaves no trace."""

import hashlib
import io
import itertools
import os
import re
import warnings
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from reform_analysis import looks
from reform_analysis.paths import find_project

FONTS = looks.FONT_FILE.parent


def drawn(text: str, format: str = "png") -> bytes:
    """Draw one text in the project's style and give the picture's bytes."""
    with looks.use_looks():
        figure = Figure()
        figure.text(0.02, 0.5, text)
        figure.subplots().plot([0, 1], [-1, 3])
        picture = io.BytesIO()
        nameless = {"Date": None} if format == "svg" else {}
        figure.savefig(picture, format=format, dpi=50, metadata=nameless)
    return picture.getvalue()


def lines_of(characters: set[str]) -> str:
    """All printable characters, forty a line."""
    text = "".join(sorted(c for c in characters if c.isprintable()))
    return "\n".join(text[i : i + 40] for i in range(0, len(text), 40))


@pytest.fixture(scope="module")
def covered() -> set[str]:
    return {chr(code) for code in font_manager.get_font(looks.FONT_FILE).get_charmap()}


def test_font_covers_gb2312(covered):
    wanted = set()
    for row, cell in itertools.product(range(0xA1, 0xF8), range(0xA1, 0xFF)):
        wanted.add(bytes([row, cell]).decode("gb2312", errors="ignore"))
    wanted.discard("")
    assert len(wanted) == 7445  # 6763 characters and 682 signs, as the standard counts them
    assert wanted <= covered


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
    files = {*project.codebook.glob("*.csv"), *project.raw.glob("*.csv")}
    files.remove(project.codebook / "characters.csv")  # for reading texts; nothing of it is drawn
    characters = set("".join(path.read_text(encoding="utf-8") for path in files))
    assert "党" in characters
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn(lines_of(characters))


def test_a_character_outside_the_font_is_an_error_that_names_it():
    with warnings.catch_warnings(), pytest.raises(looks.GlyphError, match=r"U\+20BB7"):
        warnings.simplefilter("ignore")  # so that only the style can raise
        drawn("\N{CJK UNIFIED IDEOGRAPH-20BB7}野")


def test_other_warnings_are_passed_on_unchanged():
    with pytest.raises(UserWarning, match="something else"), looks.use_looks():
        raise UserWarning("something else")  # as a warning that is an error arrives


def test_a_dollar_sign_is_money_not_mathematics():
    with looks.use_looks():
        figure = Figure()
        renderer = FigureCanvasAgg(figure).get_renderer()
        bare, with_signs = (
            figure.text(0, 0, text).get_window_extent(renderer).width for text in ("5", "$5$")
        )
    assert with_signs > 2.5 * bare


@pytest.mark.parametrize("format", ["png", "svg"])
def test_the_same_drawing_twice_has_the_same_bytes(format):
    assert drawn("近400名", format) == drawn("近400名", format)


def test_settings_and_warning_filters_are_put_back():
    drawn("once")  # registers the font
    settings, filters = dict(matplotlib.rcParams), list(warnings.filters)
    fonts = list(font_manager.fontManager.ttflist)
    with pytest.raises(RuntimeError), looks.use_looks():
        matplotlib.rcParams["font.size"] = 99
        raise RuntimeError
    assert dict(matplotlib.rcParams) == settings
    assert warnings.filters == filters
    assert font_manager.fontManager.ttflist == fonts


def test_settings_of_the_machine_do_not_change_a_chart():
    plain = drawn("同一张图")
    with matplotlib.rc_context({"lines.linewidth": 9, "axes.facecolor": "red", "font.size": 30}):
        assert drawn("同一张图") == plain


def test_a_bar_ends_at_its_bound():
    with looks.use_looks():
        figure = Figure()
        (bar,) = figure.subplots().plot([1, 3], [0, 0], linewidth=8)
    assert bar.get_solid_capstyle() == "butt"


def test_text_stays_readable_at_eight_centimetres():
    with looks.use_looks():
        width = matplotlib.rcParams["figure.figsize"][0] * 2.54
        sizes = [matplotlib.rcParams[f"{part}.labelsize"] for part in ("xtick", "ytick", "axes")]
        sizes += [matplotlib.rcParams["font.size"], matplotlib.rcParams["legend.fontsize"]]
    assert all(size * 8 / width >= 6 for size in sizes)  # points on paper


# How colours look with the three kinds of colour blindness, from Machado, Oliveira and
# Fernandes (2009), table of severity 1.0; the rows turn linear red, green, blue.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def linear(colour: str) -> np.ndarray:
    """Linear red, green, blue of a hex colour (IEC 61966-2-1)."""
    printed = np.array(matplotlib.colors.to_rgb(colour))
    return np.where(printed <= 0.04045, printed / 12.92, ((printed + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear red, green, blue under D65."""
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    white = to_xyz @ np.ones(3)
    ratio = to_xyz @ np.clip(rgb, 0, 1) / white
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_of_marks_differ_for_every_kind_of_sight(sight):
    marks = {role: c for role, c in looks.ROLES.items() if role not in ("text", "faint")}
    seen = {role: lab(np.array(SIGHT[sight]) @ linear(c)) for role, c in marks.items()}
    for one, other in itertools.combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 14, (one, other)


def contrast(colour: str) -> float:
    """Contrast with white paper as WCAG 2 defines it: 1 (none) to 21 (black)."""
    return 1.05 / (linear(colour) @ [0.2126, 0.7152, 0.0722] + 0.05)


def test_marks_and_text_stand_out_from_white():
    assert contrast("#000000") == pytest.approx(21)
    assert contrast(looks.TEXT) >= 7
    for role in ("stated", "bound", "proxy", "benchmark", "not_reported"):
        assert contrast(looks.ROLES[role]) >= 3, role  # what WCAG 2 asks of graphics


def test_font_readme_states_the_shipped_file(covered):
    readme = (FONTS / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(looks.FONT_FILE.read_bytes()).hexdigest() in readme
    assert f"{len(covered):,} characters".replace(",", " ") in readme


def test_font_bears_its_own_name_and_its_makers_copyright():
    font_tools = pytest.importorskip("fontTools.ttLib")
    with font_tools.TTFont(looks.FONT_FILE) as font:
        names = {record.nameID: str(record) for record in font["name"].names}
    for shown in (1, 3, 4, 6):
        assert not re.search("noto|source", names[shown], re.IGNORECASE)
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8").splitlines()
    assert names[0].removeprefix("(c) ").rstrip(".") == licence[0].removeprefix("Copyright ")
    assert "SIL Open Font License, Version 1.1" in names[13]
