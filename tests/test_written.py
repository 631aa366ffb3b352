"""What is written by hand for those who check, cite and archive: complete, as the project is."""

import io
import json
import os
import re
import subprocess
from pathlib import Path

import pandas as pd
import pytest

import reform_analysis
from reform_analysis.publish.documents import DOCUMENTS
from reform_analysis.tables.paths import PACKAGE, find_project
from reform_analysis.tables.releases import read_release, recorded

PROJECT = find_project()
ROOT = PROJECT.root
DOCS = ROOT / "docs"
REPLICATION = (DOCS / "replication.md").read_text("utf-8")
BIBLIOGRAPHY = (DOCS / "references.bib").read_text("utf-8")
BY_HAND = sorted({*DOCS.glob("*.md")} - {DOCS / name for name in DOCUMENTS})

yaml = pytest.importorskip("yaml")
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))

CITED = re.compile(
    r"((?:[A-Z][\w-]+ )?[A-Z][\w-]+(?:(?:,| and) [A-Z][\w-]+)*(?: et al\.?| and others)?) "
    r"\(?((?:19|20)\d\d)\)"
)


def cited() -> set[tuple[str, str]]:
    """Last name of the first author and year of everything that the code cites."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        text = re.sub(r"\s+", " ", path.read_text("utf-8"))
        found |= {
            (re.split(r",| and | et al", name)[0].split()[-1], year)
            for name, year in CITED.findall(text)
        }
    return found


def entries() -> dict[str, str]:
    """Key of each entry of the bibliography -> its text."""
    parts = re.split(r"^@\w+\{", BIBLIOGRAPHY, flags=re.M)[1:]
    return {part.partition(",")[0]: part for part in parts}


def test_what_the_code_cites_stands_in_the_references():
    held = entries().values()
    found = cited()
    assert ("Manski", "2003") in found and ("Ferson", "2015") in found
    missing = [
        (name, year)
        for name, year in sorted(found)
        if not any(name in text and f"year = {{{year}}}" in text for text in held)
    ]
    assert missing == []


def test_references_are_sound_bibtex():
    assert len(entries()) == BIBLIOGRAPHY.count("\n@")
    for key, text in entries().items():
        assert re.fullmatch(r"[a-z]+\d*", key)
        assert text.count("{") + 1 == text.count("}"), key
        assert {"author", "year"} <= set(re.findall(r"^  (\w+) = \{.+\},$", text, re.M)), key
        assert len(re.findall(r"^  \w+ =", text, re.M)) == len(re.findall(r"\},$", text, re.M))


@pytest.mark.parametrize("path", BY_HAND, ids=lambda path: path.name)
def test_paths_that_documents_name_are_there(path):
    text = path.read_text("utf-8")
    for name in re.findall(r"\]\(([^)#]+)\)", text):
        assert (path.parent / name).exists(), name
    for name in re.findall(
        r"`((?:data|docs|figures|tests|benchmarks|src|\.binder|\.devcontainer)/[^`]*)`", text
    ):
        assert list(ROOT.glob(name.rstrip("/"))), name


def test_counts_of_the_replication_file_are_those_of_the_release():
    """A report that came since changes none of them."""
    files = read_release(PROJECT, next(reversed(recorded(PROJECT))))

    def table(name: str) -> pd.DataFrame:
        return pd.read_csv(io.BytesIO(files[f"data/{name}.csv"]), dtype=str)

    said = [
        f"{len(table('raw/claims'))} coded numbers",
        f"{len(table('codebook/registers/indicators'))} indicators",
        f"{table('raw/sources')['kind'].eq('opening').sum()} public pages",
        f"{table('raw/benchmarks')['document'].nunique()} documents",
        f"{len(table('codebook/reading/hedge_pairs'))} pairs",
    ]
    assert [what for what in said if what not in REPLICATION] == []
    rooms = re.findall(r"^\| `(\w+)` \|", REPLICATION, re.M)
    assert rooms == [*"tables reading values indicators charts publish commands".split()]


def test_the_replication_file_has_the_parts_of_the_template():
    heads = re.findall(r"^## (.*)$", REPLICATION, re.M)
    assert heads == [
        "Overview",
        "Data availability and provenance",
        "Dataset list",
        "Computational requirements",
        "Description of programs",
        "Instructions to replicators",
        "List of tables and figures",
        "Replication of printed numbers",
        "References",
    ]


def test_the_citation_file_holds_what_its_format_asks_for():
    """Citation File Format 1.2.0 requires four keys; the others here are among those it knows."""
    assert {"cff-version", "message", "title", "authors"} <= CITATION.keys()
    known = {"type", "version", "date-released", "license", "abstract", "keywords"}
    assert CITATION.keys() <= known | {"cff-version", "message", "title", "authors"}
    assert CITATION["cff-version"] == "1.2.0"
    assert str(CITATION["date-released"]) == reform_analysis.__released__
    assert all({"name"} <= author.keys() for author in CITATION["authors"])


def test_the_archive_is_told_the_same_as_who_cites():
    archive = json.loads((ROOT / ".zenodo.json").read_text("utf-8"))
    assert archive["title"] == CITATION["title"]
    assert archive["version"] == CITATION["version"] == reform_analysis.__version__
    assert archive["publication_date"] == reform_analysis.__released__
    assert archive["license"] == CITATION["license"]
    names = [author["name"] for author in CITATION["authors"]]
    assert [creator["name"] for creator in archive["creators"]] == names
    assert archive["upload_type"] == CITATION["type"]
    assert not re.search(r"https?://|doi", json.dumps(archive)), "no address is known"


def test_the_chinese_citation_follows_the_standard():
    """GB/T 7714: author. title[kind]. version. year; [CP] is a program."""
    text = Path(ROOT / "README.zh.md").read_text("utf-8")
    year, version = reform_analysis.__released__[:4], reform_analysis.__version__
    assert re.search(rf"^> reform_analysis 开发者\. .+\[CP\]\. {version}版\. {year}\.$", text, re.M)


def test_all_of_the_joss_checklist_is_answered():
    text = (DOCS / "joss.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text, re.M)[1:]
    assert len(rows) == 16
    assert all(len(answer) > 10 for _, answer in rows)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no bash and no marks of execution")
def test_binder_installs_the_lock_and_then_the_checkout():
    binder = ROOT / ".binder"
    (line,) = (binder / "requirements.txt").read_text("utf-8").splitlines()
    assert (binder / line.removeprefix("-r ")).resolve() == ROOT / "requirements.lock"
    python = (binder / "runtime.txt").read_text("utf-8").strip()
    assert re.fullmatch(r"python-3\.1[1-9]", python)
    build = binder / "postBuild"
    assert os.access(build, os.X_OK)
    assert subprocess.run(["bash", "-n", str(build)], check=False).returncode == 0
    assert "--no-deps --no-build-isolation --editable ." in build.read_text("utf-8")


def test_a_codespace_is_made_by_a_target_of_the_makefile():
    told = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text("utf-8"))
    program, target = told["postCreateCommand"].split()
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert program == "make" and f"READY := {target}\n" in makefile
    interpreter = told["customizations"]["vscode"]["settings"]["python.defaultInterpreterPath"]
    assert interpreter.endswith(f"/{target.partition('/')[0]}/bin/python")
