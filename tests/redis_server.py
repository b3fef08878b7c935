"""A private Redis for tests: on a unix socket in a temporary folder, gone afterwards."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def running() -> Iterator[str]:
    """The URL of a server for the time of the block; the test is skipped where the machine has none."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed")
    folder = Path(tempfile.mkdtemp(prefix="gudok-redis-"))
    where = ("--port", "0", "--unixsocket", str(folder / "socket"), "--dir", str(folder), "--save", "")
    server = subprocess.Popen([program, *where], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        for line in server.stdout:
            if "ready to accept connections" in line.lower():
                break
        yield f"unix://{folder / 'socket'}"
    finally:
        server.terminate()
        server.communicate()
        shutil.rmtree(folder, ignore_errors=True)
