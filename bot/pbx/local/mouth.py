"""What a person says, laid out in time: speech that nobody listens to is over all the same."""

from bot.pbx.local.frames import FRAME_BYTES, SILENT, beat_at, beats

LEAD = 2  # beats between speaking and being heard, so that uneven arrival from a browser leaves no gaps
KEPT = beats(1.0)  # past speech is kept this long for a listener whose loop was held up


class Mouth:
    """Speech is queued without gaps and leaves frame by frame, whether or not somebody takes it."""

    def __init__(self) -> None:
        self._pcm = bytearray()
        self._begins = 0  # the beat of the first queued frame

    def say(self, pcm: bytes, now: float) -> None:
        """Queue it behind what is not said yet."""
        beat = beat_at(now)
        if self._begins + len(self._pcm) / FRAME_BYTES <= beat:
            self._pcm.clear()
            self._begins = beat + LEAD
        self._pass(beat - KEPT)
        self._pcm += pcm

    def frame(self, beat: int) -> bytes:
        """What is said on this beat; silence where nothing is."""
        self._pass(beat)
        if self._begins > beat or not self._pcm:
            return SILENT
        return bytes(self._pcm[:FRAME_BYTES]).ljust(FRAME_BYTES, b"\0")

    def _pass(self, beat: int) -> None:
        """What came before `beat` has been said."""
        if beat > self._begins:
            del self._pcm[: (beat - self._begins) * FRAME_BYTES]
            self._begins = beat
