"""Take in a new report in a copy of the checkout, then reproduce and run the tests there.

    python tests/campaigns/new_report.py [PYTEST ARGUMENT ...]

The report is made up, of a real place (``tests/made_up.py``). It is added as CONTRIBUTING says, in
a copy that has the same environment; `reproduce` must run to its end and no test may fail: what
holds for the reports of a release must not be written as if it held for any data. Prints what
failed, and ends with the exit code of the tests. The checkout itself is left alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from made_up import DONGTAI, take_in  # noqa: E402 - tests are not a package
from reform_analysis.tables.paths import Project  # noqa: E402


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy, reports = Path(folder) / "checkout", Path(folder) / "reports"
        reports.mkdir()
        subprocess.run(["git", "clone", "-q", str(ROOT), str(copy)], check=True)
        count = take_in(Project(copy), reports / f"{DONGTAI[1]}.txt", print, DONGTAI)
        print(f"{count} claims are new", flush=True)
        environment = os.environ | {"PYTHONPATH": str(copy / "src")}
        environment.pop("REFORM_REPORTS", None)  # the new report does not lie beside the others
        for step in (
            ["-m", "reform_analysis", "--project", str(copy), "reproduce"],
            ["-m", "pytest", "-q", *arguments],
        ):
            done = subprocess.run([sys.executable, *step], cwd=copy, env=environment, check=False)
            if done.returncode:
                print(f"failed: python {' '.join(step)}")
                return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
