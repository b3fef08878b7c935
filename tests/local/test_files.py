"""Files: uploads, file_ids, downloads, their limits."""

import struct
from typing import Any

import aiohttp
import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge
from aiogram.types import BufferedInputFile, InputMediaAudio

from tests.local.conftest import ANNA, BORIS, MP3, OGG, TOKEN, Chat, Open

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8) + struct.pack(">II", 320, 200) + bytes(20)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", 200, 320) + bytes(12)


def file(data: bytes, name: str = "x.bin") -> BufferedInputFile:
    return BufferedInputFile(data, name)


async def test_what_is_uploaded_is_what_is_downloaded(chat: Chat) -> None:
    data = bytes(range(256)) * 4000
    sent = await chat.bot.send_document(ANNA, file(data, "отчёт.bin"), caption="file")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("отчёт.bin", len(data))
    downloaded = await chat.bot.download(sent.document.file_id)
    assert downloaded is not None
    assert downloaded.read() == data


async def test_a_file_id_is_sent_again_without_an_upload(chat: Chat) -> None:
    await chat.says(BORIS)
    sent = await chat.bot.send_voice(ANNA, file(OGG), duration=7)
    assert sent.voice is not None
    again = await chat.bot.send_voice(BORIS, sent.voice.file_id)
    assert again.voice == sent.voice
    assert again.voice.duration == 7


@pytest.mark.parametrize(
    ("kind", "method", "name"),
    [("document", "sendVoice", "Document as Voice"), ("voice", "sendAudio", "Voice as Audio"),
     ("audio", "sendDocument", "Audio as Document"), ("video_note", "sendVoice", "VideoNote as Voice")],
)  # fmt: skip
async def test_a_file_id_is_of_one_kind(chat: Chat, kind: str, method: str, name: str) -> None:
    file_id = (await chat.uploads(ANNA, kind, OGG))[kind]["file_id"]
    words = await chat.refused(method, chat_id=ANNA, **{method.removeprefix("send").lower(): file_id})
    assert words == f"Bad Request: can't use file of type {name}"


@pytest.mark.parametrize("file_id", ["nonsense", "MTo0Mjp2b2ljZTo4ODhhODM3MDc0NzQ", "AAAA", "я"])
async def test_a_foreign_file_id_is_wrong(chat: Chat, file_id: str) -> None:
    assert "wrong remote file identifier" in await chat.refused("sendVoice", chat_id=ANNA, voice=file_id)
    assert "wrong remote file identifier" in await chat.refused("getFile", file_id=file_id)


async def test_nothing_is_fetched_from_the_network(chat: Chat) -> None:
    words = await chat.refused("sendAudio", chat_id=ANNA, audio="https://example.org/a.mp3")
    assert words == "Bad Request: failed to get HTTP URL content"


async def test_an_attachment_must_be_there(chat: Chat) -> None:
    assert "wrong remote file identifier" in await chat.refused("sendAudio", chat_id=ANNA, audio="attach://nothing")


async def test_a_file_may_be_a_part_named_as_the_parameter(chat: Chat) -> None:
    form = aiohttp.FormData({"chat_id": str(ANNA), "duration": "2"})
    form.add_field("voice", OGG, filename="v.ogg")
    async with chat.http.post(f"/bot{TOKEN}/sendVoice", data=form) as response:
        assert (await response.json())["result"]["voice"]["duration"] == 2


async def test_an_empty_file_is_refused(chat: Chat) -> None:
    with pytest.raises(TelegramBadRequest, match="file must be non-empty"):
        await chat.bot.send_document(ANNA, file(b""))


async def test_an_upload_has_a_limit(opened: Open) -> None:
    chat: Chat = await opened(upload_bytes=100_000)
    await chat.says(ANNA)
    assert await chat.bot.send_document(ANNA, file(bytes(100_000)))
    with pytest.raises(TelegramEntityTooLarge):
        await chat.bot.send_document(ANNA, file(bytes(100_001)))


async def test_a_download_is_20_mib_at_most(chat: Chat) -> None:
    limit = 20 * 1024 * 1024
    small = (await chat.uploads(ANNA, "document", bytes(limit)))["document"]
    big = (await chat.uploads(ANNA, "document", bytes(limit + 1)))["document"]
    assert big["file_size"] == limit + 1
    assert await chat.ok("getFile", file_id=small["file_id"])
    assert await chat.refused("getFile", file_id=big["file_id"]) == "Bad Request: file is too big"


@pytest.mark.parametrize(("picture", "size"), [(PNG, (320, 200)), (JPEG, (320, 200))])
async def test_a_picture_has_its_size(chat: Chat, picture: bytes, size: tuple[int, int]) -> None:
    sent = await chat.bot.send_photo(ANNA, file(picture, "x.png"))
    assert sent.photo is not None
    assert (sent.photo[-1].width, sent.photo[-1].height) == size


async def test_what_is_no_picture_is_no_photo(chat: Chat) -> None:
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await chat.bot.send_photo(ANNA, file(b"GIF?"))


async def test_media_of_an_edit_travel_in_the_same_form(chat: Chat) -> None:
    sent = await chat.bot.send_audio(ANNA, file(MP3, "a.mp3"), title="A", performer="P", duration=9)
    assert sent.audio is not None
    assert (sent.audio.title, sent.audio.performer, sent.audio.duration) == ("A", "P", 9)
    edited = await chat.bot.edit_message_media(
        InputMediaAudio(media=file(MP3 + b"x", "b.mp3"), caption="<b>new</b>", parse_mode="HTML"),
        chat_id=ANNA,
        message_id=sent.message_id,
    )
    assert edited.audio is not None  # type: ignore[union-attr]
    assert (edited.audio.file_name, edited.caption) == ("b.mp3", "new")  # type: ignore[union-attr]


async def test_the_page_plays_a_file_by_ranges_and_saves_what_could_run(chat: Chat) -> None:
    song = (await chat.uploads(ANNA, "audio", MP3, "a.mp3"))["audio"]["file_id"]
    async with chat.http.get(f"/local/files/{song}", headers={"Range": "bytes=0-2"}) as response:
        assert (response.status, await response.read()) == (206, b"ID3")
        assert response.headers["Content-Type"] == "audio/mpeg"
    page = (await chat.uploads(ANNA, "document", b"<script>", "a.html"))["document"]["file_id"]
    async with chat.http.get(f"/local/files/{page}") as response:
        assert response.headers["Content-Disposition"] == "attachment"
    async with chat.http.get("/local/files/nothing") as response:
        assert response.status == 404


async def test_a_file_is_downloaded_only_by_the_path_that_get_file_named(chat: Chat) -> None:
    path: Any = (await chat.ok("getFile", file_id=(await chat.uploads(ANNA, "voice", OGG))["voice"]["file_id"]))[
        "file_path"
    ]
    for tried, status in ((path, 200), ("voice/file_9.oga", 404), ("../chat.sqlite", 404), (path + "x", 404)):
        async with chat.http.get(f"/file/bot{TOKEN}/{tried}") as response:
            assert response.status == status
    async with chat.http.get(f"/file/bot42:wrong/{path}") as response:
        assert response.status == 401
