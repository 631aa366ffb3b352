"""No network while something runs: whoever asks for it is refused, and named afterwards."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

ASKING = ("connect", "connect_ex", "sendto")


@contextmanager
def offline() -> Iterator[list[str]]:
    """What asked for the network within; each got an error instead of an answer."""
    asked: list[str] = []

    def refuse(*arguments: object, **options: object) -> None:
        asked.append(repr(arguments[-1]))
        raise OSError("there is no network in this test")

    patches = [patch.object(socket.socket, name, refuse) for name in ASKING]
    patches += [patch.object(socket, name, refuse) for name in ("getaddrinfo", "create_connection")]
    for one in patches:
        one.start()
    try:
        yield asked
    finally:
        for one in patches:
            one.stop()
