"""Stop the whole line at many moments; what it left is old or new, and the next run repairs it.

    python tests/campaigns/stops.py [MOMENTS] [SEED] [SECONDS] [COMMAND]

The project is the real one, for `reproduce` with one small notebook and two charts: all steps of a
run are there, each writes as with all charts, and no step is so long that the moments pass the
others by. It is made once (old), a table is changed and COMMAND is run (new): `reproduce`, or
`build`, which writes tables and their description alone. Then, from the old state, it is started
anew for each moment and gets SIGINT, SIGTERM or SIGKILL in turn, spread over the time that a whole
run takes, in any order: each folder must hold all old or all new files, no document half of one,
and no kernel may go on. After each third stop the line is run to its end and must give the new
state, byte for byte. Begins no stop after SECONDS, the first two runs not counted; prints each
moment and what stood then.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from real_run import FEW, run_in
from reform_analysis.publish.documents import DOCUMENTS
from reform_analysis.tables.atomic import read_folder, recover
from reform_analysis.tables.paths import Project

ROOT = Path(__file__).resolve().parents[2]
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
REPAIRED = 3
"""Every so many stops the line is run to its end."""
GRACE = 30
"""Seconds in which a run that is stopped, and its kernels, must have ended."""

State = dict[str, dict[str, bytes]]


def state(project: Project) -> State:
    """What stands, by folder; each document by itself, for each is written by itself."""
    described = {"datapackage": {"": project.datapackage.read_bytes()}}
    folders = {"processed": project.processed, "figures": project.figures, "site": project.site}
    found = described | {name: read_folder(folder) for name, folder in folders.items()}
    for name in DOCUMENTS:
        found[f"docs/{name}"] = {name: (project.documents / name).read_bytes()}
    return found


def begun(folder: Path, name: str) -> Project:
    """The old state: of `build` as the checkout stands, of `reproduce` made anew."""
    if name != "build":
        return run_in(folder, Project(ROOT), FEW).project
    for part in ("data", "docs"):
        shutil.copytree(ROOT / part, folder / part)
    return Project(folder)


def command(project: Project, name: str) -> list[str]:
    """What a person types."""
    return [sys.executable, "-m", "reform_analysis", "--project", str(project.root), name]


def whole(project: Project, name: str) -> float:
    """Run a command to its end; how long it takes [s]."""
    begin = time.monotonic()
    subprocess.run(command(project, name), check=True, capture_output=True)
    return time.monotonic() - begin


def stopped(project: Project, name: str, delay: float, signum: int) -> tuple[int, list[int]]:
    """How a run ends that gets a signal after so many seconds, and which of its processes stay."""
    # A shell that starts this in the background has it ignore SIGINT, and its children too.
    begin = {
        "start_new_session": True,
        "preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    }
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    run = subprocess.Popen(command(project, name), **begin, **quiet)
    try:
        run.wait(delay)
    except subprocess.TimeoutExpired:
        os.kill(run.pid, signum)
    ended = run.wait(GRACE)
    until = time.monotonic() + GRACE
    while (left := members(run.pid)) and time.monotonic() < until:
        time.sleep(0.5)
    return ended, left


def members(session: int) -> list[int]:
    """Processes of a session that are alive; none where there is no /proc."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def told(found: State, old: State, new: State) -> dict[str, str]:
    """Of each folder and document whether it is old, new, or neither."""
    return {
        name: "new" if files == new[name] else "old" if files == old[name] else "HALF"
        for name, files in found.items()
    }


def main(arguments: list[str]) -> int:
    """Print each moment; 1 if anything was half, stayed or was not repaired."""
    numbers, name = arguments[:3], (arguments[3:] or ["reproduce"])[0]
    moments, seed, seconds = (*map(int, numbers), *(20, 1, 3600)[len(numbers) :])
    choose, wrong = random.Random(seed), 0
    print(f"{moments} moments of {name}, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        project = begun(Path(folder) / "project", name)
        old = state(project)
        aside = Path(folder) / "old"
        claims = project.raw / "claims.csv"
        text = claims.read_text("utf-8").replace("are being promoted", "are promoted")
        claims.write_text(text, "utf-8", newline="")
        shutil.copytree(project.root, aside)
        takes = whole(project, name)
        new = state(project)
        assert all(old[part] != new[part] for part in ("datapackage", "processed"))
        print(f"a whole run takes {takes:.0f} s", flush=True)
        begin = time.monotonic()
        for done, number in enumerate(choose.sample(range(moments), moments)):
            if time.monotonic() - begin > seconds:
                print(f"stopped after {done} moments: the time is over")
                break
            shutil.rmtree(project.root)
            shutil.copytree(aside, project.root)
            signum = SIGNALS[number % len(SIGNALS)]
            delay = takes * (number + choose.random()) / moments
            ended, left = stopped(project, name, delay, signum)
            for place in (project.processed, project.figures, project.site):
                recover(place)  # as the next run begins
            stands = told(state(project), old, new)
            line = f"{delay:6.1f} s {signal.Signals(signum).name}: ends {ended}; "
            line += ", ".join(f"{part} {kind}" for part, kind in stands.items())
            bad = "HALF" in stands.values() or bool(left)
            if done % REPAIRED == 0:
                whole(project, name)
                repaired = state(project) == new
                line += "; repaired" if repaired else "; NOT REPAIRED"
                bad |= not repaired
            print(line + f"; processes left {left}" * bool(left), flush=True)
            wrong += bad
    print(f"{wrong} moments left something half, alive or broken")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
