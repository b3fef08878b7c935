"""Sound in both directions: five shapes from a phone; what Telegram makes of a bot's voice message."""

import io
import struct
import wave

import pytest
from aiogram.types import BufferedInputFile, Message

from bot.local.voice import sound_type
from tests.local.conftest import ANNA, MP3, OGG, Chat

M4A = b"\x00\x00\x00\x1cftypM4A " + bytes(40)
FLAC = b"fLaC" + bytes(40)


def wav(seconds: float = 0.1) -> bytes:
    """Silence that grows loud."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        frames = int(seconds * 8000)
        sound.writeframes(struct.pack(f"<{frames}h", *(n * 30000 // frames for n in range(frames))))
    return out.getvalue()


def ogg_page(*packets: int) -> bytes:
    lacing = b"".join(b"\xff" * (size // 255) + bytes([size % 255]) for size in packets)
    return b"OggS" + bytes(22) + bytes([len(lacing)]) + lacing + bytes(sum(packets))


OPUS = ogg_page(19).replace(bytes(19), b"OpusHead" + bytes(11), 1) + ogg_page(16) + ogg_page(*range(20, 84))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (OGG, "audio/ogg"),
        (b"OggS" + bytes(24) + b"\x01vorbis", "audio/x-vorbis"),
        (MP3, "audio/mpeg"),
        (b"\xff\xfb\x90\x64" + bytes(40), "audio/mpeg"),
        (b"\xff\xff\xff\xff" + bytes(40), ""),
        (M4A, "audio/mp4"),
        (wav(), "audio/x-wav"),
        (FLAC, "audio/flac"),
        (b"just a text named .mp3", ""),
        (b"\x89PNG\r\n\x1a\n", ""),
        (b"", ""),
    ],
)
def test_a_sound_is_known_by_its_content(data: bytes, kind: str) -> None:
    assert sound_type(data) == kind


async def update(chat: Chat) -> Message:
    (one,) = await chat.bot.get_updates()
    assert one.message is not None
    return one.message


async def test_audio_has_a_name_a_type_and_perhaps_a_title(chat: Chat) -> None:
    await chat.uploads(ANNA, "audio", MP3, "Араш на удержании.mp3", title="Boro", performer="Arash", duration="190")
    audio = (await update(chat)).audio
    assert audio is not None
    assert (audio.file_name, audio.mime_type) == ("Араш на удержании.mp3", "audio/mpeg")
    assert (audio.title, audio.performer, audio.duration, audio.file_size) == ("Boro", "Arash", 190, len(MP3))


async def test_voice_has_no_name(chat: Chat) -> None:
    shown = await chat.uploads(ANNA, "voice", OPUS, "voice.ogg", duration="2")
    voice = (await update(chat)).voice
    assert voice is not None
    assert (voice.duration, voice.mime_type, voice.file_size) == (2, "audio/ogg", len(OPUS))
    assert len(shown["waveform"]) == 64


async def test_document_has_a_name(chat: Chat) -> None:
    await chat.uploads(ANNA, "document", wav(), "song.wav", caption="hold music")
    message = await update(chat)
    assert message.document is not None
    assert (message.document.file_name, message.caption) == ("song.wav", "hold music")


async def test_video_note_has_a_length_and_no_name(chat: Chat) -> None:
    await chat.uploads(ANNA, "video_note", M4A, duration="3")
    note = (await update(chat)).video_note
    assert note is not None
    assert (note.duration, note.file_size) == (3, len(M4A))


async def test_video_has_all_of_it(chat: Chat) -> None:
    await chat.uploads(ANNA, "video", M4A, "clip.mp4", duration="3")
    video = (await update(chat)).video
    assert video is not None
    assert (video.file_name, video.duration) == ("clip.mp4", 3)


async def test_there_is_no_sixth_shape(chat: Chat) -> None:
    async with chat.http.post(f"/local/persons/{ANNA}/upload?as=sticker", data={"file": io.BytesIO(MP3)}) as response:
        assert response.status == 400
    async with chat.http.post(f"/local/persons/{ANNA}/upload?as=voice", data={"duration": "x"}) as response:
        assert response.status == 400


@pytest.mark.parametrize(
    ("data", "shape"),
    [(OGG, "voice"), (MP3, "voice"), (M4A, "voice"), (wav(), "audio"), (FLAC, "audio"), (b"a text", "document")],
)
async def test_a_voice_message_is_opus_mp3_or_m4a_and_else_something_else(chat: Chat, data: bytes, shape: str) -> None:
    sent = await chat.bot.send_voice(ANNA, BufferedInputFile(data, "v.ogg"), duration=5)
    assert sent.content_type == shape


@pytest.mark.parametrize(("data", "shape"), [(MP3, "audio"), (M4A, "audio"), (wav(), "document"), (OGG, "document")])
async def test_music_is_mp3_or_m4a_and_else_a_document(chat: Chat, data: bytes, shape: str) -> None:
    assert (await chat.bot.send_audio(ANNA, BufferedInputFile(data, "a.mp3"))).content_type == shape


async def test_the_duration_is_what_the_bot_says(chat: Chat) -> None:
    assert (await chat.bot.send_voice(ANNA, BufferedInputFile(OGG, "v"), duration=23)).voice.duration == 23  # type: ignore[union-attr]
    assert (await chat.bot.send_voice(ANNA, BufferedInputFile(OGG, "v"))).voice.duration == 0  # type: ignore[union-attr]


async def test_a_waveform_follows_the_loudness_and_is_not_drawn_above_1_mib(chat: Chat) -> None:
    for data in (OPUS, OPUS + bytes(1024 * 1024)):
        await chat.bot.send_voice(ANNA, BufferedInputFile(data, "v.ogg"))
    drawn, plain = (await chat.history(ANNA))[-2:]
    assert drawn["waveform"] == sorted(drawn["waveform"])
    assert (drawn["waveform"][0], drawn["waveform"][-1]) == (0, 31)
    assert "waveform" not in plain
