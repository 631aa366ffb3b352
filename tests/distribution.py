"""Which tests one process runs together, and in what order the processes take them.

Tests of one file stay together, for they share what their fixtures make. So do files that share
something that takes long to make. What takes longest is begun first and what is short comes last,
so that all processes end at about the same time. No test may depend on any of this.
"""

TOGETHER = {
    "run": (  # of everything, by another process, and its files
        "tests/commands/test_reproduce.py",
        "tests/publish/test_figures.py",
        "tests/publish/test_site.py",
        "tests/publish/test_chinese_pages.py",
        "tests/publish/test_office_slides.py",
        "tests/publish/test_office_valid.py",
        "tests/publish/test_office_workbook.py",
        "tests/publish/test_gallery.py",
        "tests/charts/test_chinese.py",
    ),
    "processes": (  # begun by this one, which is still small: a tenth of the time
        "tests/commands/test_stops.py",
        "tests/publish/test_record.py",
    ),
    "charts": (  # each composed and drawn once
        "tests/charts/test_legible.py",
        "tests/charts/test_charts.py",
        "tests/charts/test_told.py",
        "tests/charts/test_few_places.py",
        "tests/charts/test_draw.py",
        "tests/charts/test_rows.py",
        "tests/charts/test_spots.py",
        "tests/charts/test_reporting_charts.py",
        "tests/charts/test_composition.py",
        "tests/charts/test_refereed.py",
        "tests/publish/test_marks.py",
        "tests/publish/test_choices.py",
    ),
    "builds": ("tests/commands/test_build.py",),
    "notebooks": ("tests/commands/test_notebook_runs.py",),
}
"""What the files of a group share; the groups by how long they take, the longest first.

But first comes what begins processes. A copy of a process that has drawn all charts is made of two
gigabytes: what is run in it is slow."""

ONE_BY_ONE = ("tests/commands/test_check_every_cell.py",)
"""Files whose tests are long and share nothing: any process takes the next of them."""


def scope_of(test: str) -> str:
    """Name of what is run by one process, for the id of a test."""
    file = test.partition("::")[0]
    if file in ONE_BY_ONE:
        return test
    return next((name for name, files in TOGETHER.items() if file in files), file)


def place_of(test: str) -> tuple[int, int]:
    """Place of a test in the order: groups, file by file, long tests, files, examples."""
    scope = scope_of(test)
    if scope in TOGETHER:
        return [*TOGETHER].index(scope), TOGETHER[scope].index(test.partition("::")[0])
    alone, rest = scope == test, not test.startswith("src/")
    return len(TOGETHER) + (0 if alone else 1 if rest else 2), 0
