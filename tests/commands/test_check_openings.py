"""Openings: an address and no offsets, and what a page that a reader has saved proves of them."""

import pytest

from reform_analysis.commands.check.pages import prove_pages, text_of
from reform_analysis.commands.check.texts import prove
from reform_analysis.commands.cli import main

pytestmark = pytest.mark.usefixtures("only_what_changed_is_read")

OPENING = "ding-2024,opening,,,jia,丁页,http://ding.example/1,丁报,2024-05,printed,2024-05-01,2024-05-31,,,,B,,\n"
CLAIM = (
    "ding-2024-0001,ding-2024,,,近400名,jia,recruits,new members,新党员,result,,unstated,,,,,2,,\n"
)


@pytest.fixture
def wider(small):
    """The small project with one opening and one claim of it."""
    for table, row in (("raw/sources", OPENING), ("raw/claims", CLAIM)):
        path = small.path(table)
        path.write_text(path.read_text("utf-8") + row, "utf-8", newline="")
    return small


def without_build(lines):
    return [line for line in lines if "data/processed" not in line]


def test_an_opening_has_no_faults_and_is_no_part_of_the_proof(wider):
    assert without_build(wider.lines()) == []
    proof = prove(wider.project, wider.texts)
    assert (proof.claims, proof.proved, proof.faults) == (6, 6, [])


@pytest.mark.parametrize(
    ("table", "old", "new", "told"),
    [
        (
            "raw/sources",
            "http://ding.example/1",
            "",
            "row 5, column address: an opening without an address; write where the page stands, or "
            "who published it and when",
        ),
        (
            "raw/claims",
            "ding-2024,,,",
            "ding-2024,3,8,",
            "row 8, column start: 'ding-2024' is an opening, which has no offsets; leave start and "
            "end empty",
        ),
        (
            "raw/claims",
            "ding-2024-0001",
            "dong-2024-0001",
            "row 8, column claim_id: 'dong-2024-0001' does not begin with its source; write "
            "'ding-2024-' and a number",
        ),
        (
            "raw/claims",
            ",,,,,2,,\n",
            ",,,,lost,2,,\n",
            "row 8, column left_out: 'lost' is not in reasons.csv",
        ),
    ],
)
def test_a_broken_rule_is_named(wider, table, old, new, told):
    wider.edit(table, old, new)
    assert any(told in line for line in wider.lines()), wider.lines()


PAGE = "<html><style>近400名 {}</style><body>发展近 4<b>00</b>名\n党员</body></html>"


def save(folder, name: str, text: str, encoding: str = "utf-8"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode(encoding))
    return folder


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_saved_page_proves_its_expression_across_markup_and_white_space(
    wider, tmp_path, encoding
):
    pages = prove_pages(wider.project, save(tmp_path / "pages", "ding-2024.html", PAGE, encoding))
    assert (pages.proved, pages.not_found, pages.not_saved) == (["ding-2024-0001"], [], 0)


def test_what_stands_in_a_style_alone_is_not_seen(wider, tmp_path):
    hidden = save(tmp_path / "pages", "ding-2024.html", PAGE.replace("近 4", "4"))
    assert prove_pages(wider.project, hidden).not_found == ["ding-2024-0001"]


def test_a_page_that_nobody_saved_and_a_file_that_is_none(wider, tmp_path):
    folder = save(tmp_path / "pages", "other.txt", "近400名")
    (folder / "ding-2024.pdf").write_bytes(b"%PDF-1.7")
    pages = prove_pages(wider.project, folder)
    assert (pages.proved, pages.not_found, pages.not_saved) == ([], [], 1)
    assert pages.unread == ["ding-2024.pdf: it is a PDF; save its text as plain text first"]


def test_the_command_says_how_many_are_proved(wider, tmp_path, capsys):
    folder = save(tmp_path / "pages", "ding-2024.txt", "发展近400名党员")
    main(["check", "--project", str(wider.project.root), "--pages", str(folder)])
    assert capsys.readouterr().out.splitlines()[-1] == (
        "1 claims of openings proved, 0 not found, 0 not saved"
    )


def test_there_is_no_such_folder(wider, tmp_path):
    with pytest.raises(FileNotFoundError, match="name the one that holds the pages"):
        prove_pages(wider.project, tmp_path / "nowhere")


def test_a_plain_text_keeps_what_looks_like_a_sign_of_less():
    assert text_of("3 < 4 名") == "3<4名"
