"""The files that install the project agree with each other, and the wheel carries the data."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import reform_analysis

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

requirements = pytest.importorskip("packaging.requirements")
yaml = pytest.importorskip("yaml")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def ranges(lines: list[str]) -> dict[str, str]:
    """Package name -> range of versions, both in normal form."""
    parsed = [requirements.Requirement(line) for line in lines]
    return {p.name.lower().replace("_", "-"): str(p.specifier) for p in parsed}


APART = ("benchmarks", "docs")
"""Extras that neither make nor conda installs; docs has a lock of its own."""


def declared() -> dict[str, str]:
    """All direct dependencies of pyproject.toml, with the extras that the lock holds."""
    extras = PYPROJECT["project"]["optional-dependencies"]
    locked = [line for extra in ("notebooks", "office", "corpus", "dev") for line in extras[extra]]
    return ranges([*PYPROJECT["project"]["dependencies"], *locked])


def pins(lock: str) -> dict[str, set[str]]:
    """Package name -> the versions a lock holds (one for each Python, where they differ)."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", lock, re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def test_the_six_packages_asked_for_are_direct_dependencies():
    asked = {"pandas", "numpy", "matplotlib", "seaborn", "statsmodels", "jupyterlab"}
    assert asked <= declared().keys()


def test_every_dependency_says_why_it_is_there():
    lines = [x for x in read("pyproject.toml").splitlines() if re.match(r' +"[a-z0-9-]+[<>=]', x)]
    extras = PYPROJECT["project"]["optional-dependencies"]
    assert len(lines) == len(declared()) + sum(len(extras[extra]) for extra in APART)
    assert [line for line in lines if not re.search(r'",  # \w[^#]{7,}$', line)] == []


def test_lock_holds_each_direct_dependency_within_its_range():
    locked = pins(LOCK)
    for name, allowed in declared().items():
        assert name in locked, f"{name} is not in requirements.lock: make lock"
        for version in locked[name]:
            range_of = requirements.Requirement(f"{name}{allowed}").specifier
            assert range_of.contains(version), f"{name} {version} is outside {allowed}: make lock"


def test_the_lock_of_the_reference_agrees_with_the_other_one():
    held = pins(read("requirements-docs.lock"))
    for name, allowed in ranges(PYPROJECT["project"]["optional-dependencies"]["docs"]).items():
        range_of = requirements.Requirement(f"{name}{allowed}").specifier
        assert all(range_of.contains(version) for version in held[name]), name
    shared = held.keys() & pins(LOCK).keys()
    assert {"numpy", "pandas"} <= shared
    assert [name for name in sorted(shared) if not held[name] <= pins(LOCK)[name]] == []


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-uv.lock", "requirements-docs.lock"]
)
def test_lock_has_hashes_and_no_addresses(name):
    lock = read(name)
    assert "://" not in lock and "index" not in lock and "/home" not in lock
    for block in re.split(r"\n(?=[a-z])", lock):
        if "==" in block:
            assert "--hash=sha256:" in block, block


def test_conda_environment_has_the_same_names_and_ranges():
    environment = yaml.safe_load(read("environment.yml"))
    assert environment["channels"] == ["conda-forge"]
    conda = ranges(environment["dependencies"])
    assert conda.pop("pip") == ""
    assert conda.pop("python") == PYPROJECT["project"]["requires-python"]
    assert conda == declared()


def test_pinned_hooks_agree_with_the_lock():
    hooks = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"][0]["hooks"]
    used = dict(pin.split("==") for hook in hooks for pin in hook["additional_dependencies"])
    assert {"ruff", "nbstripout"} <= used.keys()
    for name in used.keys() & pins(LOCK).keys():
        assert pins(LOCK)[name] == {used[name]}


def test_version_is_kept_in_one_place_and_cited():
    assert "version" not in PYPROJECT["project"]
    citation = yaml.safe_load(read("CITATION.cff"))
    assert citation["version"] == reform_analysis.__version__
    assert citation["authors"] == [{"name": "The reform_analysis developers"}]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """A wheel built from the checkout; nothing is downloaded."""
    builder = pytest.importorskip("hatchling.builders.wheel").WheelBuilder(str(ROOT))
    folder = tmp_path_factory.mktemp("wheel")
    return Path(next(builder.build(directory=str(folder), versions=["standard"])))


def test_wheel_carries_data_fonts_and_code(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    data = {path.relative_to(ROOT) for path in (ROOT / "data").rglob("*.csv")}
    data |= {path.relative_to(ROOT) for path in (ROOT / "data").glob("*.json")}
    code = {path.relative_to(ROOT / "src") for path in (ROOT / "src").glob("*/**/*.py")}
    assert len(data) > 2
    missing = {f"reform_analysis/packaged/{path.as_posix()}" for path in data} - held
    missing |= {path.as_posix() for path in code} - held
    for font_file in ("ReformSansSC-Regular.ttf", "ReformSansSC-Bold.ttf", "OFL.txt"):
        missing |= {f"reform_analysis/charts/fonts/{font_file}"} - held
    assert not missing


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Runs Python with the wheel alone, in an empty folder that lies in no project."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "wheel")
    (folder / "empty").mkdir()
    environment = {k: v for k, v in os.environ.items() if k != "REFORM_PROJECT"}
    environment |= {"PYTHONPATH": str(folder / "wheel"), "PYTHONUTF8": "1"}

    def run(*arguments: str, **options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=folder / "empty",
            env=environment,
            capture_output=True,
            encoding="utf-8",
            **options,
        )

    run.folder = folder
    return run


def test_installed_copy_finds_its_own_data(installed):
    answer = installed(
        "-c",
        "from reform_analysis.tables.paths import find_project as f;"
        "print(f().root, (f().raw / 'places.csv').is_file(), sep='|')",
    )
    root, found = answer.stdout.strip().split("|")
    assert Path(root) == installed.folder / "wheel/reform_analysis/packaged"
    assert found == "True"


def test_installed_copy_keeps_what_the_readme_promises_in_python(installed):
    (python,) = re.findall(r"```python\n(.*?)```", read("README.md"), re.S)
    code = f"{python}\nprint(len(ra.load('raw/claims')))\nprint(ra.trace('jingjiang-2020-0617'))"
    answer = installed("-c", code)
    assert answer.returncode == 0, answer.stderr
    count, head, *_ = answer.stdout.splitlines()
    assert int(count) > 1000 and head.startswith("近400名")


ONE_AFTER_ANOTHER = """
import sys
from reform_analysis.commands.cli import main
for line in sys.stdin.read().splitlines():
    assert main(line.split()) == 0, line
    print(f"end of {line}")
"""
"""Commands of one process, for each process would import all packages anew."""


def test_installed_copy_draws_traces_and_reads_a_report_in_an_empty_folder(installed):
    told = installed("-m", "reform_analysis", "--help")
    assert told.returncode == 0 and "examples:" in told.stdout, told.stderr
    report = installed.folder / "empty" / "report.txt"
    report.write_text("举办竞赛12场，吸引近3500人次参加。", "utf-8")
    commands = {
        "chart --list": "party-recruitment",
        "chart hedges-by-report --lang zh --format png --output charts": "hedges-by-report.zh.png",
        "trace jingjiang-2020-0617": "近400名",
        "check": "0 faults",
        "diff": "holds no captions of charts; unpack the source archive",
        "extract report.txt -o found.csv": "",
        "view report.txt -o page.html": "",
    }
    answer = installed("-c", ONE_AFTER_ANOTHER, input="\n".join(commands))
    assert answer.returncode == 0, answer.stderr
    left = answer.stdout
    for command, said in commands.items():
        told, end, left = left.partition(f"end of {command}\n")
        assert end and said in told, command
    made = {path.name for path in report.parent.iterdir()}
    assert made == {"report.txt", "charts", "found.csv", "page.html"}
    found = (report.parent / "found.csv").read_text("utf-8-sig")
    assert "近3500人次,nearly,3450,3500,3500,人次" in found


@pytest.mark.skipif(shutil.which("make") is None, reason="this machine has no make")
def test_make_without_a_python_says_what_to_install(tmp_path):
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-uv.lock"):
        shutil.copy(ROOT / name, tmp_path)
    run = subprocess.run(["make", "PYTHON=", "test"], cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode != 0
    assert "Python 3.11 or newer" in run.stderr
    assert not (tmp_path / ".venv").exists()


def test_ci_runs_the_readme_command():
    lines = [line.strip() for line in read(".ci/run").splitlines()]
    assert "set -euo pipefail" in lines  # the first command that fails ends the run
    assert "make test" in lines
    if os.name == "posix":
        assert os.access(ROOT / ".ci/run", os.X_OK)
