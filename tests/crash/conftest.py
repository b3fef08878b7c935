"""All deaths, once for all tests."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.deaths import Death


@pytest.fixture(scope="session")
def deaths(tmp_path_factory: pytest.TempPathFactory) -> list[Death]:
    """All of them, from a process of its own: this one has threads and cannot be forked."""
    command = [sys.executable, "-m", "tests.crash.nursery", str(tmp_path_factory.mktemp("crash"))]
    ran = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-5000:]
    return [Death(**json.loads(line)) for line in ran.stdout.splitlines()]
