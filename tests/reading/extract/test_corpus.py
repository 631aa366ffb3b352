"""Many processes give the same rows as one, also if one of them is killed."""

import os
import signal

import pytest

from real_tables import BOOK
from reform_analysis.commands.corpus import read_corpus
from reform_analysis.reading.extract.corpus import cut, read_parts
from reform_analysis.reading.extract.files import COLUMNS, list_reports, read_reports

distributed = pytest.importorskip("distributed", reason="the extra corpus is not installed")

LINES, PART = 70, 17_500
"""Of each of sixty reports, and bytes of a part: each process gets several parts."""

SENTENCE = "{year}年，全市培训职工近{count}名，投入{count}余万元，占{share}%，近19 4万人。\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("corpus")
    for number in range(60):
        lines = (
            SENTENCE.format(
                year=2000 + number % 25, count=100 + number * 10 + line, share=line % 100
            )
            for line in range(LINES)
        )
        (place / f"{number:03d}.txt").write_text("".join(lines), encoding="utf-8")
    (place / "030-bad.txt").write_bytes(b"\x00\x01\x02")
    return place


@pytest.fixture(scope="module")
def once(folder):
    """What one process reads."""
    return read_reports(list_reports([str(folder)]), BOOK)


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as local:
        yield local


def test_parts_hold_every_report_once(folder):
    parts = list(cut(list_reports([str(folder)]), size=PART))
    assert len(parts) > 10
    assert [report for part in parts for report in part] == list(list_reports([str(folder)]))


@pytest.mark.filterwarnings("ignore")
def test_a_killed_worker_loses_nothing(folder, once, cluster):
    with distributed.Client(cluster) as client:
        parts = cut(list_reports([str(folder)]), size=PART)
        found = {}
        for number, rows in read_parts(parts, client, BOOK):
            if len(found) == 2:
                victim = next(iter(client.run(os.getpid).values()))
                os.kill(victim, signal.SIGKILL)
            assert number not in found
            found[number] = rows
    together = [found[number] for number in sorted(found)]
    assert "".join(rows.quantities for rows in together) == once.quantities
    assert "".join(rows.refused for rows in together) == once.refused
    assert [each for rows in together for each in rows.unread] == once.unread
    assert [source for source, _ in once.unread] == ["030-bad.txt"]
    assert sum(rows.found for rows in together) == once.found == 60 * LINES * 3


@pytest.mark.filterwarnings("ignore")
def test_the_folder_holds_the_rows_of_one_process(folder, once, cluster, tmp_path, capsys):
    output = tmp_path / "out"
    assert (
        read_corpus([str(folder)], str(output), BOOK, "central", None, cluster.scheduler_address)
        == 0
    )
    header = ",".join(COLUMNS) + "\n"
    written = [path.read_text("utf-8") for path in sorted(output.glob("part-*.csv"))]
    assert "".join(part.removeprefix(header) for part in written) == once.quantities
    assert "030-bad.txt" in (output / "unread.csv").read_text("utf-8")
    assert "1 could not be read" in capsys.readouterr().err
    assert (
        read_corpus([str(folder)], str(output), BOOK, "central", None, cluster.scheduler_address)
        == 2
    )
