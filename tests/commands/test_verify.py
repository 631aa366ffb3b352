"""What is made anew is held against the project: a planted change is named, with where it is."""

import csv
import io
import json
import shutil

import pytest
from PIL import Image, ImageDraw

from reform_analysis.commands import cli, reproduce, verify
from reform_analysis.commands.verify import VerifyError, committed, differences, under_lock
from reform_analysis.tables.paths import Project


@pytest.fixture
def checkout(project, tmp_path):
    """A copy of what the project holds, with the lock."""
    made = Project(tmp_path / "checkout")
    for folder in (project.data, project.figures, project.documents, project.notebooks):
        shutil.copytree(folder, made.root / folder.relative_to(project.root))
    shutil.copy(project.root / "requirements.lock", made.root)
    return made


@pytest.fixture
def remade(project):
    """Stands in for the minutes of making everything: what the project holds is what is made."""

    def remake(aside, progress):
        assert aside.raw.is_dir() and aside.codebook.is_dir() and not aside.processed.exists()
        for name, content in committed(project).items():
            (aside.root / name).parent.mkdir(parents=True, exist_ok=True)
            (aside.root / name).write_bytes(content)

    return remake


def planted(path, change):
    path.write_bytes(change(path.read_bytes()))


def in_table(content: bytes, column: str, value: str) -> bytes:
    rows = list(csv.reader(io.StringIO(content.decode())))
    rows[1][rows[0].index(column)] = value
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def test_what_is_the_same_is_told_in_one_line(checkout, remade):
    lines: list[str] = []
    verify.verify(checkout, lines.append, remade)
    count = len(committed(checkout))
    assert count > 100
    assert lines[-1].startswith(f"{count} files are what the tables give, compared ")


def test_data_alone_are_refused_with_what_they_lack_and_where_it_is(checkout, remade):
    shutil.rmtree(checkout.notebooks)
    shutil.rmtree(checkout.figures)
    lacks = "holds data alone, without notebooks, figures: .*; unpack the source archive"
    with pytest.raises(VerifyError, match=lacks):
        verify.verify(checkout, remake=remade)


def test_each_planted_change_is_named_and_nothing_else(checkout, remade):
    planted(
        checkout.processed / "indicators.csv", lambda content: in_table(content, "high", "123456")
    )
    planted(checkout.figures / "award-shares.en.txt", lambda content: b"X" + content)
    planted(checkout.documents / "codebook.zh.md", lambda content: content + "尾\n".encode())
    (checkout.figures / "award-shares.zh.csv").unlink()
    (checkout.processed / "old.csv").write_bytes(b"a\n")
    picture = Image.open(checkout.figures / "award-shares.en.png").convert("RGB")
    ImageDraw.Draw(picture).rectangle([0, 0, 200, 200], fill="black")
    picture.save(checkout.figures / "award-shares.en.png")
    before = committed(checkout)
    with pytest.raises(VerifyError) as error:
        verify.verify(checkout, lambda line: None, remade)
    *told, last = str(error.value).splitlines()
    assert [line.partition(":")[0] for line in told] == [
        "data/processed/indicators.csv",
        "data/processed/old.csv",
        "docs/codebook.zh.md",
        "figures/award-shares.en.png",
        "figures/award-shares.en.txt",
        "figures/award-shares.zh.csv",
    ]
    assert "row 2, high: 123456, made anew" in told[0]
    assert told[1].endswith("is not made any more")
    assert "lines, made anew" in told[2]
    assert "of the pixels differ" in told[3]
    assert "line 1: 'X" in told[4]
    assert told[5].endswith("is missing")
    assert last.startswith(f"6 of {len(before)} files differ")
    assert committed(checkout) == before  # nothing was mended


def test_the_command_tells_what_differs_and_ends_with_2(checkout, remade, monkeypatch, capsys):
    monkeypatch.setattr(verify.verify, "__defaults__", (print, remade))
    call = ["--project", str(checkout.root), "reproduce", "--verify"]
    assert cli.main(call) == 0
    assert "files are what the tables give" in capsys.readouterr().out
    planted(checkout.figures / "award-shares.en.txt", lambda content: content + b"more\n")
    assert cli.main(call) == 2
    assert "figures/award-shares.en.txt" in capsys.readouterr().err


def table(*rows: str) -> bytes:
    return "".join(f"{row}\n" for row in rows).encode()


@pytest.mark.parametrize(
    ("here", "made", "exact", "told"),
    [
        (
            ("low", "0.1"),
            ("low", "0.1000000001"),
            True,
            ["row 2, low: 0.1, made anew 0.1000000001"],
        ),
        (("low", "0.1"), ("low", "0.10000000001"), False, []),  # one in ten thousand million
        (("low", "0.1"), ("low", "0.100001"), False, ["row 2, low: 0.1, made anew 0.100001"]),
        (("id", "a"), ("id", "b"), False, ["row 2, id: a, made anew b"]),
        (("id,low", "a,inf"), ("id,low", "a,"), False, ["row 2, low: inf, made anew empty"]),
        (("id,low", "a,1"), ("id,low", "a,1,"), False, ["row 2: 2 cells, made anew 3"]),
        (("a", "1"), ("a", "1", "2"), False, ["1 rows, made anew 2"]),
        (("a", "1"), ("b", "1"), False, ["columns a"]),
        (("a", "1", "2", "3", "4", "5"), ("a", "9", "8", "7", "6", "5"), True, 4),
    ],
)
def test_tables_are_compared_by_cell(here, made, exact, told):
    found = list(differences("x.csv", table(*here), table(*made), exact))
    if isinstance(told, int):
        assert len(found) == told and found[-1] == "and 1 more"
    else:
        assert found == told


def picture(grey: int, size: tuple[int, int] = (100, 100)) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", size, (grey, grey, grey)).save(content, "png")
    return content.getvalue()


def test_pictures_may_differ_by_a_shade_where_other_versions_drew_them():
    """All pixels one shade apart: a root mean square of 1, where 2 are allowed."""
    assert list(differences("x.png", picture(100), picture(101), exact=False)) == []
    (told,) = differences("x.png", picture(100), picture(101))
    assert told == "100.00% of the pixels differ, by 1.00 of 255 in the root mean square"
    assert list(differences("x.png", picture(100), picture(103), exact=False)) != []
    (size,) = differences("x.png", picture(0), picture(0, (50, 100)), exact=False)
    assert size == "100 × 100 pixels, made anew 50 × 100"


def test_a_data_package_differs_in_what_it_says_not_in_hashes_of_other_versions():
    def package(rows: str, **more: object) -> bytes:
        return json.dumps(
            {"resources": [{"path": "processed/a.csv", "hash": rows, **more}]}
        ).encode()

    assert list(differences("d.json", package("1"), package("2"), exact=False)) == []
    assert list(differences("d.json", package("1"), package("2"))) == ["processed/a.csv: hash"]
    (told,) = differences("d.json", package("1", title="x"), package("1", title="y"), exact=False)
    assert told == "processed/a.csv: title"


def test_the_record_of_pictures_counts_under_the_lock_only():
    assert list(differences("figures/manifest.csv", b"file\na\n", b"file\nb\n", exact=False)) == []
    assert list(differences("figures/manifest.csv", b"file\na\n", b"file\nb\n")) != []


def test_the_lock_is_held_to_the_versions_that_are_installed(checkout, monkeypatch):
    pinned = reproduce.LIBRARIES
    lock = "".join(f"{name}==1.0 \\\n    --hash=sha256:00\n" for name in pinned)
    (checkout.root / "requirements.lock").write_text(lock, "utf-8")
    monkeypatch.setattr(reproduce, "version", lambda name: "1.0")
    assert under_lock(checkout)
    monkeypatch.setattr(reproduce, "version", lambda name: "1.0.1" if name == "numpy" else "1.0")
    assert not under_lock(checkout)
    (checkout.root / "requirements.lock").unlink()
    assert not under_lock(checkout)
