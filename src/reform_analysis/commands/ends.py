"""How a run ends: what went wrong in one line with its cause and its cure, and the exit code.

The one place that turns an error into words for a person. A defect of the program is not of these:
its traceback is needed.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable

FINE, FAULTY, READER_GONE, INTERRUPTED = 0, 2, 1, 130

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

CURES = {
    errno.ENOENT: "name one that is there",
    **dict.fromkeys((errno.EACCES, errno.EPERM), "change its permissions or name another"),
    errno.EROFS: "name a folder that can be written to",
    errno.EISDIR: "name a file",
    errno.ENOTDIR: "one of the folders named is a file; name a folder",
    **dict.fromkeys((errno.EEXIST, errno.EINVAL), "name another"),
    errno.ENAMETOOLONG: "choose a shorter one",
    errno.ELOOP: "the link leads to itself; name another",
    **dict.fromkeys(FULL, "make room, or name a folder on another disk"),
    errno.EIO: "look after the disk, or name a folder on another",
}
"""Error of the system -> what to do; for any other its own words must do."""


def ended(run: Callable[[], int]) -> int:
    """The exit code of a run, and a line on standard error where it was stopped.

    0 if all went well, 2 for faults in the data or the call, 130 if interrupted, 1 if what read our
    lines has gone.

    Examples
    --------
    >>> ended(lambda: FINE)
    0
    """
    try:
        code = run()
        sys.stdout.flush()  # a full disk is told here, not after the end
        return code
    except KeyboardInterrupt:
        print("Interrupted. What was there before is unchanged.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # what read our lines (head, less) has gone
        _let_go()
        return READER_GONE
    except OSError as error:
        _let_go()
        print(f"reform-analysis: {told(error)}", file=sys.stderr)
        return FAULTY
    except ValueError as error:
        if not type(error).__module__.startswith("reform_analysis."):
            raise  # not a fault of the data but of the program: its traceback is needed
        print(error, file=sys.stderr)
        if hasattr(error, "faults"):
            print(f"{count(len(error.faults), 'fault')}; nothing was written", file=sys.stderr)
        return FAULTY


def _let_go() -> None:
    """Forget lines that standard output cannot take: else they fail once more at the very end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def told(error: OSError) -> str:
    """An error of the system as name, cause and cure.

    Examples
    --------
    >>> told(FileNotFoundError(errno.ENOENT, "No such file or directory", "a.txt"))
    'a.txt: No such file or directory; name one that is there'
    >>> told(NotADirectoryError("a.txt is a file; name a folder"))
    'a.txt is a file; name a folder'
    """
    if error.errno is None:
        return str(error)
    cause = error.strerror or os.strerror(error.errno)
    cure = "" if ";" in cause else CURES.get(error.errno, "")
    name = "" if error.filename is None else f"{os.fsdecode(error.filename)}: "
    return f"{name}{cause}; {cure}" if cure else f"{name}{cause}"


def count(number: int, thing: str) -> str:
    """A number and what it counts.

    Examples
    --------
    >>> count(1, "fault"), count(2, "fault")
    ('1 fault', '2 faults')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
