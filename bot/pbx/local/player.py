"""What a line hears while it is not talking: sounds to the end, hold music for ever, the ringback tone."""

import math
import struct
from functools import cache
from itertools import cycle, repeat

from bot.domain.sounds import Sound
from bot.pbx.local.frames import FRAME_BYTES, RATE, SILENT, Metronome, beats, wav_frames
from bot.pbx.local.line import Line
from bot.ports import Sounds

RINGBACK_HZ, RINGBACK_ON, RINGBACK_OFF = 425, 0.8, 3.2  # as in Russian networks; seconds


async def play(line: Line, sounds: Sounds, names: tuple[Sound, ...], barge_in: str) -> str:
    """One after another; ends early on a key of `barge_in` and returns it. `HungUp` as soon as the line is over."""
    metronome = Metronome()
    for name in names:
        for frame in wav_frames(await sounds.path(name)):
            await metronome.beat()
            line.check()
            if key := line.keys.take(barge_in):
                return key
            line.ear.tell(frame)
    return ""


async def loop(line: Line, sounds: Sounds, music: Sound) -> None:
    """Again and again until the line is over; what `music` stands for is looked up each time."""
    metronome = Metronome()
    while True:
        for frame in wav_frames(await sounds.path(music)):
            await metronome.beat()
            if line.over:
                return
            line.ear.tell(frame)


async def ringback(line: Line) -> None:
    """«Gudok»: what a caller hears until somebody picks up."""
    metronome = Metronome()
    for frame in cycle(_ringback_frames()):
        await metronome.beat()
        if line.over:
            return
        line.ear.tell(frame)


@cache
def _ringback_frames() -> tuple[bytes, ...]:
    samples = round(RINGBACK_ON * RATE)
    wave = (int(6000 * math.sin(2 * math.pi * RINGBACK_HZ * n / RATE)) for n in range(samples))
    pcm = struct.pack(f"<{samples}h", *wave)
    tone = (pcm[i : i + FRAME_BYTES] for i in range(0, len(pcm), FRAME_BYTES))
    return (*tone, *repeat(SILENT, beats(RINGBACK_OFF)))
