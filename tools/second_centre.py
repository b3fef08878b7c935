"""npm's `smpp`, the second SMS centre of the tests: `python -m tools.second_centre` (`make smpp`) brings it.

It is put into a folder of the user's cache, whole or not at all; a second run does nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parents[1] / "tests" / "smpp" / "node"
RECIPE = ("package.json", "package-lock.json")


def place() -> Path:
    """The folder of these very versions, whether it is there or not."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    recipe = b"".join((HERE / name).read_bytes() for name in RECIPE)
    return cache / "gudok" / "smpp" / hashlib.sha256(recipe).hexdigest()[:12]


def installed() -> Path | None:
    """Its `node_modules`, or None when `bring` has not been run, or there is no node."""
    there = place().is_dir() and shutil.which("node") is not None
    return place() / "node_modules" if there else None


def bring() -> None:
    """Make the folder unless it is there."""
    if place().is_dir():
        return
    place().parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place().parent, prefix="making-") as folder:
        made = Path(folder) / "made"
        made.mkdir()
        for name in RECIPE:
            shutil.copy(HERE / name, made)
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=made, check=True)
        made.rename(place())


if __name__ == "__main__":
    if shutil.which("npm") is None:
        sys.exit("npm is not here: `sudo apt-get install nodejs npm`")
    bring()
    print(place())
