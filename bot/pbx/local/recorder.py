"""Records what the person on a line says."""

import audioop

from bot.domain.plan import RecordLimits
from bot.pbx.local.frames import Metronome, beats
from bot.pbx.local.line import Line
from bot.pbx.local.shelf import Recording
from bot.ports import RecordEnd

QUIET = 256  # RMS of 16-bit samples below which a frame is silence; Asterisk's own threshold


async def record(line: Line, recording: Recording, limits: RecordLimits) -> RecordEnd:
    """Write frame by frame until something ends it, and say what. Keys pressed before do not count."""
    metronome = Metronome()
    line.keys.forget()
    quiet_beats = 0
    for _ in range(beats(limits.seconds)):
        beat = await metronome.beat()
        if line.over:
            return RecordEnd.HANG_UP
        if line.keys.take(limits.key):
            return RecordEnd.KEY
        frame = line.mouth.frame(beat)
        recording.write(frame)
        quiet_beats = quiet_beats + 1 if audioop.rms(frame, 2) < QUIET else 0
        if quiet_beats >= beats(limits.silence):
            return RecordEnd.SILENCE
    return RecordEnd.LIMIT
