"""A private PostgreSQL for tests: in a temporary folder, on a unix socket, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAMS = Path("/usr/lib/postgresql")
SETTINGS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c listen_addresses= -c max_connections=60"


def programs() -> Path | None:
    """The folder of the newest server programs on this machine."""
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda initdb: int(initdb.parts[-3]))
    return found[-1].parent if found else None


class Postgres:
    """A running server."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._made = 0

    def url(self, database: str) -> str:
        """For SQLAlchemy."""
        return f"postgresql://tester@/{database}?host={self._folder}"

    def create(self) -> str:
        """A new, empty database; its name."""
        self._made += 1
        name = f"test{self._made}"
        self.sql(f"CREATE DATABASE {name}")
        return name

    def sql(self, statement: str, database: str = "postgres") -> None:
        """Run a statement."""
        psql = self._programs / "psql"
        where = ("-h", self._folder, "-U", "tester", database)
        subprocess.run([psql, "-qX", "-v", "ON_ERROR_STOP=1", *where, "-c", statement], check=True, capture_output=True)

    def server(self, program: str, *arguments: str | Path) -> None:
        """Run one of the server's programs, which refuse to work for root."""
        command: list[str | Path] = [*_plain_user(), self._programs / program, *arguments]
        subprocess.run(command, check=True, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def running() -> Iterator[Postgres]:
    """A server for the time of the block; the test is skipped where the machine has none."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL's server programs are not installed")
    if os.getuid() == 0 and not shutil.which("runuser"):
        pytest.skip("PostgreSQL does not run as root, and there is no runuser to become somebody else")
    folder = Path(tempfile.mkdtemp(prefix="gudok-pg-"))
    folder.chmod(0o777)
    server, data = Postgres(found, folder), folder / "data"
    try:
        server.server("initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        server.server("pg_ctl", "start", "-w", "-D", data, "-l", folder / "log", "-o", f"-k {folder} {SETTINGS}")
        try:
            yield server
        finally:
            server.server("pg_ctl", "stop", "-m", "immediate", "-D", data)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _plain_user() -> list[str]:
    return ["runuser", "-u", "nobody", "--"] if os.getuid() == 0 else []
