"""Ask which locked packages have known holes, and say plainly which could not be asked about.

    python tools/audit.py UV LOCK [LOCK ...]

pip-audit, taken for this one call by uv, asks the advisories of PyPI. Exit code 1 if a package has
a hole; 2 if there was no answer for any, so that nothing is known; else 0, with the names of those
that the service does not know.
"""

import json
import subprocess
import sys

AUDIT = (
    *("tool", "run", "pip-audit", "--format", "json", "--desc", "off", "--progress-spinner", "off"),
    *("--disable-pip", "--require-hashes", "--requirement"),
)
FINE, HOLES, UNKNOWN = 0, 1, 2


def ask(uv: str, lock: str) -> tuple[list[dict], str]:
    """What is said of the packages of a lock, and the last line of the error if nothing is."""
    run = subprocess.run([uv, *AUDIT, lock], capture_output=True, encoding="utf-8", check=False)
    try:
        return json.loads(run.stdout)["dependencies"], ""
    except ValueError:
        return [], (run.stderr.strip().splitlines() or ["no answer"])[-1]


def report(packages: list[dict], errors: list[str]) -> tuple[str, int]:
    r"""The lines to print and the exit code.

    Parameters
    ----------
    packages : list of dict
        As pip-audit gives them: ``name``, and ``version`` with ``vulns`` or ``skip_reason``.
    errors : list of str
        Why a lock was not asked about at all.

    Returns
    -------
    tuple of str and int
        Holes first, each with the versions that mend it; then what could not be asked.

    Examples
    --------
    >>> hole = {"id": "PYSEC-1", "fix_versions": ["2.0"]}
    >>> report([{"name": "a", "version": "1.0", "vulns": [hole]}], [])
    ('a 1.0: PYSEC-1, mended in 2.0\n1 of 1 package asked about, 1 with holes', 1)
    >>> report([{"name": "b", "skip_reason": "not found"}], [])
    ('not asked about: b\n0 of 1 package asked about: nothing is known of holes', 2)
    """
    asked = [package for package in packages if "skip_reason" not in package]
    holed = [package for package in asked if package["vulns"]]
    lines = [
        f"{package['name']} {package['version']}: {hole['id']}, "
        + (f"mended in {', '.join(hole['fix_versions'])}" if hole["fix_versions"] else "not mended")
        for package in holed
        for hole in package["vulns"]
    ]
    if unasked := sorted({package["name"] for package in packages} - {p["name"] for p in asked}):
        lines.append(f"not asked about: {', '.join(unasked)}")
    lines += [f"a lock was not asked about: {error}" for error in errors]
    extent = f"{len(asked)} of {len(packages)} package{'s' * (len(packages) != 1)} asked about"
    if holed:
        return "\n".join([*lines, f"{extent}, {len(holed)} with holes"]), HOLES
    if not asked or errors:
        return "\n".join(
            [*lines, f"{extent}: nothing is known of {'the rest' if asked else 'holes'}"]
        ), UNKNOWN
    return "\n".join([*lines, f"{extent}, none with a known hole"]), FINE


def main(arguments: list[str]) -> int:
    """Ask about every lock and print what is known."""
    uv, *locks = arguments
    answers = [ask(uv, lock) for lock in locks]
    text, code = report(
        [package for packages, _ in answers for package in packages],
        [error for _, error in answers if error],
    )
    print(text)
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
