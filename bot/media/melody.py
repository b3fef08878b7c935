"""A song from outside becomes what callers hear: decode, measure, trim, level."""

from pathlib import Path

from bot.domain.errors import N_, Refused
from bot.media.content import container
from bot.media.ffmpeg import Desk, Failed, Ffmpeg, outside
from bot.media.files import put
from bot.media.loudness import ASIDE, METERED, level, loudness
from bot.media.shape import RATE, WIDTH, shape
from bot.ports import Made

BIGGEST = 20 * 2**20  # bytes: what a bot can download from Telegram
LONGEST = 300.5  # seconds: five minutes and what encoders add at the ends
SHORTEST = 1.0
QUIETER = 40.0  # dB under the song's own loudness is silence at its ends
SILENCE = -60.0  # LUFS: quieter than this is not a song but its noise

EMPTY = N_("The file is empty. Send it again.")
TOO_BIG = N_("The file is larger than {megabytes} MB. Send a smaller one.")
TOO_LONG = N_("The sound is longer than {minutes} minutes. Send a shorter one.")
TOO_SHORT = N_("The sound is shorter than a second. Send a longer one.")
NOT_SOUND = N_("This is not a sound. Send a song as mp3, wav, ogg, m4a or flac.")
NO_SOUND = N_("There is no sound in this file. Send a song as mp3, wav, ogg, m4a or flac.")
BROKEN = N_("The file is broken and cannot be played. Send it again or choose another.")
SILENT = N_("There is only silence in this file. Choose another.")

# Down to one channel at 8 kHz, in floats so that no sum of channels clips. A filter of 64 puts the stop band under
# -80 dB; -12 dB make room for six channels in one; the high pass takes away direct current and rumble, which eat
# headroom and no telephone carries. A second at a time (asetnsamples) costs less than the samples of an mp3 frame.
TO_PHONE = (
    "aformat=sample_fmts=fltp:channel_layouts=mono,aresample=8000:filter_size=64,"
    "asetnsamples=n=8000:p=0,volume=-12dB,highpass=f=60"
)


def make_melody(ffmpeg: Ffmpeg, source: Path, into: Path) -> Made:
    """Any song of at most 20 MB and 5 minutes -> 8 kHz mono 16-bit wav at -16 LUFS. `Refused` leaves nothing behind."""
    _check_size(source.stat().st_size)
    with ffmpeg.desk() as desk:
        now = _decode(desk, source)
        song = shape(desk.folder / "pcm", now - QUIETER, desk.folder / "shaped.wav")
        _check_length(song.seconds)
        level(desk, "shaped.wav", now, song.peak, "melody.wav")
        put(desk.folder / "melody.wav", into)
    return Made(into, song.seconds)


def _check_size(size: int) -> None:
    if size == 0:
        raise Refused(EMPTY)
    if size > BIGGEST:
        raise Refused(TOO_BIG, megabytes=BIGGEST // 2**20)


def _decode(desk: Desk, source: Path) -> float:
    """Decode into the raw file `pcm` on the desk; returns its loudness in LUFS."""
    kind = container(source)
    filters = METERED.format(filters=TO_PHONE)
    raw = ("-ac", "1", "-ar", str(RATE), "-f", "s32le", "pcm")
    try:
        said = desk.run(*outside(desk.bring(source), kind), "-filter_complex", filters, "-map", "[made]", *raw, *ASIDE)
    except Failed as failure:
        raise Refused(_why(str(failure), kind)) from failure
    _check_length((desk.folder / "pcm").stat().st_size / WIDTH / RATE)
    now = loudness(said)
    if now < SILENCE:
        raise Refused(SILENT)
    return now


def _why(said: str, kind: str) -> str:
    """What it means that ffmpeg gave up. "Input #0": it had recognised the container."""
    if "matches no streams" in said:
        return NO_SOUND
    return BROKEN if kind or "Input #0" in said else NOT_SOUND


def _check_length(seconds: float) -> None:
    if seconds == 0:
        raise Refused(BROKEN)
    if seconds < SHORTEST:
        raise Refused(TOO_SHORT)
    if seconds > LONGEST:
        raise Refused(TOO_LONG, minutes=5)
