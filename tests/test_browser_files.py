"""The files that the browser tests install by, and what is done where a program is missing."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BROWSER = ROOT / "tests" / "browser"
LOCK = json.loads((BROWSER / "package-lock.json").read_text(encoding="utf-8"))
NEEDED = ("sh", "tr", "chmod", "make", "dirname")

on_posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")


def test_packages_are_pinned_and_the_lock_holds_them():
    asked = json.loads((BROWSER / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert asked.keys() == {"axe-core", "html-validate", "playwright-core", "puppeteer-core"}
    for name, version in asked.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert LOCK["packages"][f"node_modules/{name}"]["version"] == version


def test_lock_has_hashes_no_addresses_and_nothing_that_runs_when_installed():
    packages = {name: entry for name, entry in LOCK["packages"].items() if name}
    assert len(packages) > 3
    for name, entry in packages.items():
        assert entry["integrity"].startswith("sha512-"), name
        assert "resolved" not in entry and "hasInstallScript" not in entry, name
    assert "omit-lockfile-registry-resolved=true" in (BROWSER / ".npmrc").read_text("utf-8")


@pytest.fixture
def machine(tmp_path):
    """A folder of programs to stand for a machine: add one by its name and what it does."""

    def add(name: str, script: str = "exit 0") -> None:
        path = programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    programs = tmp_path / "programs"
    programs.mkdir()
    for name in NEEDED:
        found = shutil.which(name)
        if found:
            (programs / name).symlink_to(found)
    add("id", "echo 1000")

    def run(*command: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        surroundings = {"PATH": str(programs), **more}
        found = shutil.which(command[0], path=str(programs))
        command = [found, *command[1:]]
        return subprocess.run(command, env=surroundings, capture_output=True, text=True)

    add.run, add.programs = run, programs
    return add


@on_posix
def test_install_names_what_is_missing(machine):
    run = machine.run("sh", BROWSER / "install")
    assert run.returncode == 1
    for word in ("nodejs", "npm", "chromium", "CHROMIUM=/path/to/chromium"):
        assert word in run.stderr
    machine("node")
    machine("npm")
    run = machine.run("sh", BROWSER / "install")
    assert run.returncode == 1
    assert "apt-get install chromium" in run.stderr and "nodejs" not in run.stderr
    machine("chromium")
    assert machine.run("sh", BROWSER / "install").returncode == 0


@on_posix
def test_install_takes_the_browser_that_is_named(machine, tmp_path):
    machine("node")
    machine("npm")
    other = tmp_path / "other-chromium"
    other.write_text("#!/bin/sh\n", encoding="utf-8")
    assert machine.run("sh", BROWSER / "install", CHROMIUM=str(other)).returncode == 1
    other.chmod(0o755)
    assert machine.run("sh", BROWSER / "install", CHROMIUM=str(other)).returncode == 0


@on_posix
def test_install_gets_only_what_is_missing_and_only_as_root(machine):
    machine("node")
    machine("npm")
    made = (
        f"printf '#!/bin/sh\\n' > {machine.programs}/chromium; chmod +x {machine.programs}/chromium"
    )
    machine("apt-get", f'echo "$@" >> {machine.programs}/asked; [ "$1" = update ] || {{ {made}; }}')
    assert machine.run("sh", BROWSER / "install").returncode == 1
    assert not (machine.programs / "asked").exists()
    machine("id", "echo 0")
    assert machine.run("sh", BROWSER / "install").returncode == 0
    asked = (machine.programs / "asked").read_text("utf-8").splitlines()
    assert asked[0].startswith("update")
    assert "--no-install-recommends chromium poppler-utils" in asked[1]
    assert "nodejs" not in asked[1] and "firefox" not in asked[1]
    assert "firefox-esr" in asked[2], "asked for alone: a system may lack it"


@on_posix
def test_install_is_content_without_firefox_and_says_so(machine):
    for name in ("node", "npm", "chromium"):
        machine(name)
    run = machine.run("sh", BROWSER / "install")
    assert run.returncode == 0 and "Firefox" in run.stdout
    machine("id", "echo 0")
    machine("apt-get", "exit 100")
    assert machine.run("sh", BROWSER / "install").returncode == 0
    machine("firefox-esr")
    assert "Firefox" not in machine.run("sh", BROWSER / "install").stdout


@on_posix
@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("fails", "with_browser", "done", "code"),
    [
        ("nothing", True, ["test", "test-browser"], 0),
        ("nothing", False, ["test"], 0),
        ("test", True, ["test"], 2),
        ("test-browser", True, ["test", "test-browser"], 2),
    ],
)
def test_ci_runs_browser_tests_where_it_can(machine, tmp_path, fails, with_browser, done, code):
    (tmp_path / "project/tests/browser").mkdir(parents=True)
    (tmp_path / "project/.ci").mkdir()
    shutil.copy(ROOT / ".ci/run", tmp_path / "project/.ci/run")
    shutil.copy(BROWSER / "install", tmp_path / "project/tests/browser/install")
    (machine.programs / "bash").symlink_to(shutil.which("bash"))
    for name in ("node", "npm", *(["chromium"] if with_browser else [])):
        machine(name)
    (machine.programs / "make").unlink(missing_ok=True)
    machine("make", f'echo "$1" >> {tmp_path}/done; [ "$1" != {fails} ] || exit 2')
    run = machine.run("bash", tmp_path / "project/.ci/run")
    assert (tmp_path / "done").read_text("utf-8").split() == done
    assert run.returncode == code
    assert ("left out" in run.stdout) == (not with_browser)
