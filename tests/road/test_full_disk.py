"""A really full disk, of 48 MB: the message of a caller who speaks then is in the chat all the same."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ALONE = ("unshare", "--map-root-user", "--mount")  # a disk that is gone with the process


@pytest.fixture(scope="module")
def mounts() -> None:
    if subprocess.run([*ALONE, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk of their own")


def found(folder: Path, ballast: int) -> dict[str, Any]:
    """What has become of everything after two minutes."""
    command = [*ALONE, sys.executable, "-m", "tests.road.full_disk", str(folder), str(ballast)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(told.stdout.splitlines()[-1]))


@pytest.mark.usefixtures("mounts")
def test_with_ballast_not_a_word_is_lost_and_the_oldest_talks_make_room(tmp_path: Path) -> None:
    after = found(tmp_path, 8)
    (seconds,) = after["heard"]
    assert seconds == pytest.approx(20, abs=0.5)
    assert after["messages"] == 1
    assert after["talks"] == after["files"] == 4
    (told,) = after["told"]
    assert "8 записей" in told


@pytest.mark.usefixtures("mounts")
def test_without_ballast_nothing_arrives(tmp_path: Path) -> None:
    """So that the test above means something."""
    assert found(tmp_path, 0)["heard"] == []
