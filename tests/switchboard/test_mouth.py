"""What a person says, laid out in time."""

from bot.pbx.local.frames import FRAME, FRAME_BYTES, SILENT
from bot.pbx.local.mouth import LEAD, Mouth


def pcm(frames: int) -> bytes:
    """Frames that can be told apart: 1, 2, 3…"""
    return b"".join(bytes([n + 1]) * FRAME_BYTES for n in range(frames))


def said(mouth: Mouth, beats: range) -> list[int]:
    return [mouth.frame(beat)[0] for beat in beats]


def test_speech_is_heard_frame_by_frame_and_then_silence() -> None:
    mouth = Mouth()
    mouth.say(pcm(3), 100 * FRAME)
    assert said(mouth, range(100, 107)) == [0] * LEAD + [1, 2, 3, 0, 0]


def test_speech_that_nobody_listens_to_is_over_all_the_same() -> None:
    mouth = Mouth()
    mouth.say(pcm(10), 100 * FRAME)
    assert said(mouth, range(104 + LEAD, 107 + LEAD)) == [5, 6, 7]


def test_speech_after_a_pause_that_nobody_heard_is_not_late() -> None:
    mouth = Mouth()
    mouth.say(pcm(5), 100 * FRAME)
    mouth.say(pcm(2), 120 * FRAME)
    assert said(mouth, range(120, 124 + LEAD)) == [0] * LEAD + [1, 2, 0, 0]


def test_pieces_of_any_length_that_come_unevenly_make_one_speech() -> None:
    mouth, whole, heard = Mouth(), pcm(40), []
    pieces = [whole[i : i + 256] for i in range(0, len(whole), 256)]
    due = [100 * FRAME + n * 256 / 16000 + (n % 3) * 0.01 for n in range(len(pieces))]
    for beat in range(100, 100 + 40 + LEAD):
        while due and due[0] <= beat * FRAME:
            mouth.say(pieces.pop(0), due.pop(0))
        heard.append(mouth.frame(beat))
    assert b"".join(heard[LEAD:]) == whole


def test_a_listener_who_was_held_up_misses_nothing() -> None:
    mouth = Mouth()
    mouth.say(pcm(20), 100 * FRAME)
    mouth.say(pcm(1), 115 * FRAME)
    assert said(mouth, range(100 + LEAD, 105 + LEAD)) == [1, 2, 3, 4, 5]


def test_a_microphone_that_is_on_while_nobody_listens_fills_no_memory() -> None:
    mouth = Mouth()
    for beat in range(10_000):
        mouth.say(SILENT, beat * FRAME)
    assert len(mouth._pcm) <= 60 * FRAME_BYTES
