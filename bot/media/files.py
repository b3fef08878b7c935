"""A finished file appears whole or not at all."""

import os
import shutil
from pathlib import Path
from secrets import token_hex


def put(made: Path, into: Path) -> None:
    """Copy `made` to `into` (over what is there): a temporary name beside it, on the disk, then renamed."""
    beside = into.with_name(f".{into.name}.{token_hex(4)}")
    try:
        with made.open("rb") as source, beside.open("xb") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        beside.replace(into)
    finally:
        beside.unlink(missing_ok=True)
