"""The command line: answers at once, says plainly what is wrong, writes nothing then."""

import os
import pkgutil
import re
import subprocess
import sys
import tomllib

import pytest

import reform_analysis
from real_charts import tables
from reform_analysis import load
from reform_analysis.commands import ends
from reform_analysis.commands.cli import main
from reform_analysis.tables.atomic import read_folder

pytestmark = pytest.mark.usefixtures("only_what_changed_is_read")


def run(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "reform_analysis", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", **options)


def test_help_shows_every_command_and_examples(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    for command in ("reproduce", "build", "check", "trace", "chart"):
        assert f"\n    {command} " in shown
        assert f"  reform-analysis {command}" in shown, f"no example of {command}"


def test_help_loads_no_heavy_package():
    program = (
        "import sys; from reform_analysis.commands.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print(sorted(name.partition('.')[0] for name in sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout
    loaded = shown.splitlines()[-1]
    assert "'argparse'" in loaded
    for heavy in ("numpy", "pandas", "matplotlib", "seaborn", "statsmodels", "nbconvert"):
        assert f"'{heavy}'" not in loaded


def test_python_m_is_the_same_command():
    assert run("--version").stdout == f"reform-analysis {reform_analysis.__version__}\n"


def test_the_package_offers_its_names_lazily():
    assert "read_quantity" in dir(reform_analysis)
    for name in reform_analysis.__all__:
        assert getattr(reform_analysis, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'read_quantaty'"):
        _ = reform_analysis.read_quantaty


def test_the_package_docstring_names_the_rooms_in_their_order_and_the_public_names(project):
    mapped = re.findall(r"^- `(\w+)`: \S", reform_analysis.__doc__, re.MULTILINE)
    modules = {module.name for module in pkgutil.iter_modules(reform_analysis.__path__)}
    settings = tomllib.loads((project.root / "pyproject.toml").read_text("utf-8"))
    last_first = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    assert mapped == [*reversed(last_first), *reform_analysis.__all__]
    assert set(last_first) == modules - {"__main__"}


def test_a_check_of_the_real_data_counts_it(capsys, project):
    assert main(["check", "--project", str(project.root)]) == 0
    kinds = load("raw/sources", project=project)["kind"].value_counts()
    claims = load("raw/claims", project=project)
    read = int(claims["start"].notna().sum())
    others = f"{len(claims) - read} in {kinds['opening']} openings"
    told = rf"{read} claims in \d+ reports \(\d texts\), {others}"
    since = r"Since release \d+\.\d+\.\d+: \d+ changes? in data/raw and data/codebook"
    assert re.match(told + ": 0 faults\n" + since, capsys.readouterr().out)


def test_a_check_against_the_texts_proves_every_claim(capsys, project, reports):
    assert main(["check", "--project", str(project.root), "--reports", str(reports)]) == 0
    claims = int(load("raw/claims", project=project)["start"].notna().sum())
    proved = capsys.readouterr().out.splitlines()[1]
    assert proved == f"{claims} of {claims} claims proved; 0 digit runs unexplained"


def test_a_check_lists_all_faults_and_counts_them(small, capsys):
    small.edit("raw/claims", "近400名", "近500名")
    small.edit("raw/places", "bing,丙市,Bing,prefecture", "bing,丙市,Bing,village")
    small.edit("raw/claims", "recruits-share", "recruits-shore")
    arguments = ["--project", str(small.project.root), "check", "--reports", str(small.texts)]
    assert main(arguments) == 2
    *faults, total, proved = capsys.readouterr().out.splitlines()
    assert any("places.csv, row 7, column level: 'village'" in fault for fault in faults)
    assert any("row 3, column concept_id: 'recruits-shore'" in fault for fault in faults)
    assert any("row 2" in fault and "近500名" in fault for fault in faults)
    assert total == f"6 claims in 3 reports (2 texts): {len(faults)} faults"
    assert proved == "5 of 6 claims proved; 0 digit runs unexplained"


def test_unexplained_digits_are_counted(small, capsys):
    for table, beginning in (
        ("raw/claims", "yi-2020-0048"),
        ("codebook/registers/concepts", "sites,"),
    ):
        lines = small.path(table).read_text("utf-8").splitlines(keepends=True)
        small.edit(table, next(line for line in lines if line.startswith(beginning)), "")
    main(["--project", str(small.project.root), "check", "--reports", str(small.texts)])
    shown = capsys.readouterr().out
    assert "5 of 5 claims proved; 1 digit run unexplained" in shown
    assert "no claim covers '12'" in shown


BAD_INPUT = {
    "malformed table": ("raw/places", "huaibei,淮北市", 'huaibei,"淮北市', "places.csv"),
    "unknown place": ("raw/claims", ",huaibei,", ",huaibey,", "did you mean 'huaibei'"),
    "unit against concept": ("raw/claims", "近400名", "近400家", "is in 人, '近400家' in 家"),
    "period ends first": (
        "raw/claims",
        "2022-12-31,,",
        "2021-12-31,,",
        "2021-12-31, before it starts",
    ),
    "missing column": ("raw/claims", ",reported,", ",printed,", "column 'reported' is missing"),
    "no number": ("raw/denominators", "84748016", "84.748.016", "denominators.csv, row"),
}


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("bad", BAD_INPUT)
def test_bad_input_gets_plain_sentences_and_exit_code_2(copy, capsys, bad, command):
    table, old, new, said = BAD_INPUT[bad]
    path = copy.data / f"{table}.csv"
    text = path.read_text("utf-8")
    if old not in text:
        pytest.fail(f"{table} holds no {old!r}")
    path.write_text(text.replace(old, new, 1), "utf-8")
    expect_plain_fault(copy, capsys, command, said, table)


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda data: data.decode("utf-8").encode("gb18030"), "GB18030"),
        (lambda data: b"", "empty"),
        (lambda data: data + data.splitlines()[-1] + b"\n", "already"),
        (None, "missing"),
    ],
    ids=["gb18030", "empty", "duplicate id", "no file"],
)
def test_bad_files_get_plain_sentences_and_exit_code_2(copy, capsys, content, said, command):
    path = copy.raw / "places.csv"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content(path.read_bytes()))
    expect_plain_fault(copy, capsys, command, said, "raw/places")


def expect_plain_fault(copy, capsys, command, said, table):
    before = read_folder(copy.data)
    assert main(["--project", str(copy.root), command]) == 2
    out, err = capsys.readouterr()
    line = next(line for line in (out + err).splitlines() if said in line)
    assert line.startswith(f"data/{table}.csv") and "; " in line
    assert "Traceback" not in out + err
    assert read_folder(copy.data) == before


@pytest.mark.parametrize("command", ["reproduce", "build", "check", "trace"])
def test_a_folder_without_data_is_named(command, tmp_path, capsys):
    more = ["jingjiang-2020-0617"] if command == "trace" else []
    assert main([command, *more, "--project", str(tmp_path)]) == 2
    assert f"{tmp_path} holds no data/raw; name the folder" in capsys.readouterr().err
    (tmp_path / "note.txt").write_text("")
    assert main([command, *more, "--project", str(tmp_path / "note.txt")]) == 2
    assert "is a file; name the folder" in capsys.readouterr().err


@pytest.mark.parametrize("reports", ["nowhere", "data/raw/claims.csv"])
def test_a_reports_folder_that_is_none_is_named(copy, capsys, reports):
    folder = copy.root / reports
    assert main(["--project", str(copy.root), "check", "--reports", str(folder)]) == 2
    error = capsys.readouterr().err
    assert str(folder) in error and "name the" in error


def test_an_interrupt_is_one_plain_line(monkeypatch, capsys, project):
    def interrupt(project):
        raise KeyboardInterrupt

    monkeypatch.setattr("reform_analysis.commands.build.build", interrupt)
    assert main(["--project", str(project.root), "build"]) == 130
    assert capsys.readouterr().err == "Interrupted. What was there before is unchanged.\n"


def test_a_defect_of_the_program_keeps_its_traceback(monkeypatch, project):
    def defect(project):
        raise ValueError("cannot reindex")

    monkeypatch.setattr("reform_analysis.commands.build.build", defect)
    with pytest.raises(ValueError, match="cannot reindex"):
        main(["--project", str(project.root), "build"])


def test_a_reader_that_has_gone_is_no_error(copy):
    (copy.raw / "places.csv").unlink()  # thousands of faults, more than a pipe holds
    command = [sys.executable, "-m", "reform_analysis", "--project", str(copy.root), "check"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == ends.READER_GONE


def test_a_console_without_chinese_is_no_error(project):
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    arguments = ("trace", "jingjiang-2020-0617", "--project", str(project.root))
    told = run(*arguments, env=environment)
    assert told.returncode == 0
    assert told.stdout.startswith(r"\u8fd1400\u540d")


# Charts.


@pytest.fixture
def tables_at_hand(monkeypatch):
    """The tables of the checkout as they were read for other tests; `--format all` reads them."""
    monkeypatch.setattr("reform_analysis.charts.draw.read_tables", lambda _: dict(tables()))


def test_charts_are_listed_with_their_titles_and_choices(capsys, tables_at_hand):
    assert main(["chart", "--list", "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    for chart_id in load("codebook/registers/charts")["chart_id"]:
        assert re.search(rf"^{chart_id} +[^ ]*[一-鿿]", shown, re.MULTILINE)
    assert "--per     insured_employees, mutual_aid_participants" in shown
    assert "jingjiang" in shown
    assert main(["chart"]) == 2
    assert "party-recruitment" in capsys.readouterr().out


def test_a_chart_with_choices_is_written_under_a_name_that_says_them(
    tmp_path, capsys, tables_at_hand
):
    choice = ["--per", "year_end_residents", "--reading", "wide", "--places", "huaibei,jingjiang"]
    call = ["chart", "contract-coverage", "--lang", "zh,en", "--format", "txt,csv", *choice]
    assert main([*call, "--output", str(tmp_path / "new")]) == 0
    paths = list((tmp_path / "new").iterdir())
    assert sorted(capsys.readouterr().out.split()) == sorted(map(str, paths))
    stem = "contract-coverage.year_end_residents.wide.huaibei.jingjiang"
    assert {path.name for path in paths} == {
        f"{stem}.{lang}.{form}" for lang in ("en", "zh") for form in ("txt", "csv")
    }
    caption = (tmp_path / "new" / f"{stem}.en.txt").read_text("utf-8")
    assert "year-end" in caption and "Reading of hedges: wide" in caption
    assert "Jiangdu" not in caption


def test_all_forms_at_once(tmp_path):
    assert main(["chart", "hedges-by-report", "--format", "all", "-o", str(tmp_path)]) == 0
    names = {path.name.partition(".en.")[2] for path in tmp_path.iterdir()}
    assert names == {"png", "svg", "pdf", "pptx", "xlsx", "zip", "csv", "txt", "alt.txt"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["award-share"], "no chart is called 'award-share'; did you mean 'award-shares'?"),
        (["hedges-by-report", "--format", "doc"], "no form is called 'doc'; there are png, svg"),
        (["hedges-by-report", "--lang", "en,de"], "'de' is no language; choose en or zh"),
        (["hedges-by-report", "--places", "wujn"], "did you mean 'wujin'"),
        (["contract-coverage", "--places", "zhutang"], "no report of zhutang gives a value"),
    ],
)
def test_a_chart_that_cannot_be_made_is_refused_and_nothing_written(
    arguments, said, tmp_path, capsys, tables_at_hand
):
    assert main(["chart", *arguments, "--output", str(tmp_path / "new")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
