"""`python -m tools.revision "what changes"`: a new migration from what the models say now, to be read."""

import asyncio
import sys
import tempfile
from pathlib import Path

from bot.db.migrate import FOLDER, revise, upgrade


async def main(message: str) -> None:
    """Compare a fresh, fully migrated SQLite with the models."""
    name = f"{len(list((FOLDER / 'versions').glob('*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'gudok.db'}"
        await upgrade(url)
        await revise(url, message, name)


if __name__ == "__main__":
    asyncio.run(main(" ".join(sys.argv[1:]) or sys.exit(__doc__)))
