"""What `make audit` says: holes, packages that nobody knows, and no answer at all."""

import doctest
import importlib.util

from real_tables import PROJECT

SPEC = importlib.util.spec_from_file_location("audit", PROJECT.root / "tools" / "audit.py")
audit = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(audit)

SOUND = {"name": "sound", "version": "1.0", "vulns": []}
UNKNOWN = {"name": "unknown", "skip_reason": "Dependency not found on PyPI"}
HOLED = {"name": "holed", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": []}]}


def test_its_examples_hold():
    assert doctest.testmod(audit).failed == 0


def test_a_package_that_is_unknown_is_named_and_stops_nothing():
    text, code = audit.report([SOUND, UNKNOWN], [])
    assert code == 0
    assert text.splitlines() == [
        "not asked about: unknown",
        "1 of 2 packages asked about, none with a known hole",
    ]


def test_a_hole_comes_before_what_is_unknown():
    text, code = audit.report([HOLED, UNKNOWN], ["no network"])
    assert code == 1
    assert text.splitlines()[0] == "holed 1.0: PYSEC-1, not mended"
    assert text.splitlines()[-1] == "1 of 2 packages asked about, 1 with holes"


def test_a_lock_without_an_answer_is_no_clean_bill():
    text, code = audit.report([SOUND], ["no network"])
    assert code == 2
    assert text.splitlines() == [
        "a lock was not asked about: no network",
        "1 of 1 package asked about: nothing is known of the rest",
    ]


def test_the_answer_of_the_tool_is_read_and_its_silence_is_told(tmp_path):
    tool = tmp_path / "uv"
    for answer, expected in (
        ('{"dependencies": [{"name": "a", "skip_reason": "b"}]}', 1),
        ("nothing", 0),
    ):
        tool.write_text(f"#!/bin/sh\necho '{answer}'\necho 'no network' >&2\n", "utf-8")
        tool.chmod(0o755)
        packages, error = audit.ask(str(tool), "a.lock")
        assert (len(packages), bool(error)) == (expected, not expected)
