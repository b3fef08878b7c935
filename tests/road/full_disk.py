"""A small disk of its own that gets full while a caller speaks: `unshare -rm python -m tests.road.full_disk FOLDER MB`.

Prints JSON: what was delivered, and what is left. `MB`: of ballast.
"""

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path

from bot.db.models import Call, Recording
from bot.ports import Progress
from tests.audio import tone, tone_seconds
from tests.road.house import CLIENT, SALES, House, opened
from tests.virtual import VirtualClock, VirtualLoop, count_aiosqlite

DISK, MIB, TALKS = 48, 1 << 20, 12


async def keeps_talks(house: House) -> None:
    """Recordings of a megabyte each."""
    for n in range(TALKS):
        (house.data / "recordings" / f"{n}.wav").write_bytes(bytes(MIB))
        facts = {"leg_id": f"old-{n}", "caller": CLIENT, "dialled": SALES, "plan": {}, "peer_leg_id": ""}
        now = house.clock.now()
        async with house.app.services.store.write() as session:
            call = Call(company_id=1, direction="in", progress=Progress.ENDED, started_at=now, ended_at=now, **facts)
            session.add(call)
            await session.flush()
            kept = {"name": f"{n}", "file": f"{n}.wav", "seconds": 60.0, "bytes": MIB, "created_at": now}
            session.add(Recording(company_id=1, call_id=call.id, **kept))


def fill(folder: Path) -> None:
    """Somebody else's program writes until nothing goes any more."""
    try:
        with (folder / "others").open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
    except OSError:
        assert shutil.disk_usage(folder).free == 0


async def story(folder: Path, ballast: int) -> dict[str, object]:
    clock = VirtualClock(asyncio.get_running_loop())
    async with opened(folder / "data", clock, ballast=ballast) as house:
        (token,) = house.app.invites.values()
        await house.admin.writes(f"/start {token}")
        await keeps_talks(house)
        await asyncio.sleep(10)
        client = await house.at_the_beep()
        fill(folder)
        client.phone.speak(tone(880, 20.0))
        await asyncio.sleep(20.5)
        client.phone.hang_up()
        await asyncio.sleep(120)
        voices = await house.admin.voices()
        return {
            "heard": [tone_seconds(await house.sound_of(voice), 880) for voice in voices],
            "messages": await house.rows("voicemail"),
            "talks": await house.rows("recording WHERE deleted_at IS NULL"),
            "files": len(list((house.data / "recordings").iterdir())),
            "told": [said["text"] for said in await house.admin.heard() if "кончилось место" in said.get("text", "")],
        }


def main() -> None:
    folder, ballast = Path(sys.argv[1]), int(sys.argv[2])
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", folder], check=True)
    count_aiosqlite()
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        sys.stdout.write(json.dumps(runner.run(story(folder, ballast))) + "\n")


if __name__ == "__main__":
    main()
