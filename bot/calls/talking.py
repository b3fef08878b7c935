"""Two people talk, and what is kept of it goes to the book."""

import asyncio
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.calls.journal import note
from bot.calls.line import Line
from bot.domain.plan import longest_talk
from bot.domain.recordings import talk_name
from bot.ports import Leg, OpenedCall, RecordedTalk


async def connect(line: Line, caller: Leg, peer: Leg, call: OpenedCall, *, record: bool) -> None:
    """Until one of them hangs up; the peer is let go. What was said is at the PBX then, where `keep_talk` finds it."""
    talk = talk_name(call.id)
    try:
        async with asyncio.timeout(longest_talk(call.plan)):
            await line.pbx.talk(caller, peer, talk_id=talk, record=talk if record else "")
    except TimeoutError:
        note(call.id, "ended", "they have talked for as long as such a call may last")
    await peer.hang_up()


@asynccontextmanager
async def let_go(leg: Leg) -> AsyncIterator[None]:
    """Whatever breaks in the block, nobody is left alone on this leg."""
    try:
        yield
    except Exception:
        await leg.hang_up()
        raise


async def keep_talk(line: Line, call_id: int) -> None:
    """Fetch a finished recording of a talk and write it down.

    The PBX forgets its copy last, and the book takes a recording once: wherever we are killed, doing it again is right.
    """
    name = talk_name(call_id)
    file = line.talks / f"{name}.wav"
    await line.pbx.fetch(name, file)
    seconds = _seconds(file)
    if seconds:
        talk = RecordedTalk(file=file, seconds=seconds, bytes=file.stat().st_size, recording=name)
        await line.book.talk_recorded(call_id, talk)
        note(call_id, "ended", "%.1f s of talk are kept", seconds)
    else:  # one of them had gone as the other picked up
        file.unlink()
    await line.pbx.forget(name)


def _seconds(wav: Path) -> float:
    with wave.open(str(wav), "rb") as file:
        return file.getnframes() / file.getframerate()
