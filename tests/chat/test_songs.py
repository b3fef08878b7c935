"""A sound sent into the chat becomes the hold music, or one sentence says why not."""

import asyncio

import pytest

from bot.domain.sounds import hold_music
from bot.media.sounds import default_path
from tests.audio import has_tone, read_wav, tone, write_wav
from tests.chat.world import World, buttons

DEFAULT = "Сейчас: По умолчанию"


@pytest.fixture
async def joined(world: World) -> World:
    await world.joined()
    return world


def wav(world: World, hz: float = 880, seconds: float = 2) -> bytes:
    return write_wav(world.data / "song.wav", tone(hz, seconds)).read_bytes()


async def now_playing(world: World) -> bytes:
    return read_wav(await world.melodies.file(world.firm.company))


@pytest.mark.parametrize("shape", ["audio", "voice", "document", "video_note", "video"])
async def test_a_sound_of_any_shape_is_what_callers_hear_next(joined: World, shape: str) -> None:
    await joined.admin.sends(shape, wav(joined), "arash.mp3")
    assert has_tone(await now_playing(joined), 880, seconds=1)
    said = await joined.admin.reads()
    name = "Голосовое от 3 августа" if shape in ("voice", "video_note") else "arash.mp3"
    assert f"Сейчас: {name} · 0:02" in said
    assert said.endswith("✓ Звучит на АТС с 12:00")
    assert "Вернуть мелодию по умолчанию" in await joined.admin.sees()


async def test_it_is_not_called_playing_while_the_pbx_is_out_of_reach(joined: World) -> None:
    joined.pbx.plays = False
    await joined.admin.sends("audio", wav(joined))
    assert "АТС сейчас недоступна, мелодия зазвучит сама, когда связь вернётся." in await joined.admin.reads()
    assert has_tone(await now_playing(joined), 880)


async def test_back_to_the_default(joined: World) -> None:
    await joined.admin.sends("audio", wav(joined))
    await joined.admin.presses("Вернуть мелодию по умолчанию")
    assert DEFAULT in await joined.admin.reads()
    assert "✓ Звучит на АТС с" in await joined.admin.reads()
    assert await joined.melodies.file(joined.firm.company) == default_path(hold_music(joined.firm.company))


BAD = {
    "a text named .mp3": ("audio", b"These are words, not a song. " * 50, "song.mp3", "Это не звук."),
    "nothing": ("voice", b"RIFF", "song.wav", "Это не звук."),
    "21 MB": ("document", bytes(21 * 2**20), "song.mp3", "Файл больше 20 МБ."),
}


@pytest.mark.parametrize("case", BAD)
async def test_what_is_no_song_gets_one_sentence_and_nothing_changes(joined: World, case: str) -> None:
    shape, content, name, sentence = BAD[case]
    await joined.admin.sends(shape, content, name)
    said = await joined.admin.reads()
    assert sentence in said
    assert "Не получилось" not in said
    assert len(buttons(await joined.admin.screen())) > 0, "the chat goes on"
    assert (await joined.melodies.hold(joined.firm.company)).name is None


async def test_silence_is_no_song(joined: World) -> None:
    silent = write_wav(joined.data / "silent.wav", bytes(2 * 8000 * 3)).read_bytes()
    await joined.admin.sends("voice", silent)
    assert "В этом файле только тишина." in await joined.admin.reads()


async def test_a_picture_is_no_song(joined: World) -> None:
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
        "0000000049454e44ae426082"
    )
    await joined.admin.sends("photo", png, "x.png")
    assert "Это не звук. Пришлите mp3, wav или запишите голосовое." in await joined.admin.reads()


async def test_staff_cannot_change_what_callers_hear(joined: World) -> None:
    await joined.staff.sends("audio", wav(joined))
    assert "Музыку на удержании меняет только администратор компании." in await joined.staff.reads()
    assert (await joined.melodies.hold(joined.firm.company)).name is None


async def test_a_stranger_who_sends_a_song_is_shown_the_way_in(world: World) -> None:
    await world.stranger.sends("audio", wav(world))
    assert "Это консоль АТС." in await world.stranger.reads()


async def test_listen_and_download(joined: World) -> None:
    await joined.admin.sends("audio", wav(joined), "arash.mp3")
    await joined.admin.presses("▶ Прослушать")
    (voice,) = await joined.admin.voices()
    assert voice["caption"] == "arash.mp3 · так это услышат в трубке"
    assert voice["voice"]["duration"] == 2
    await joined.admin.presses("⬇ Скачать")
    document = next(m["document"] for m in await joined.admin.heard() if "document" in m)
    assert document["file_name"] == "arash.wav"
    assert (await joined.bytes_of(document["file_id"]))[:4] == b"RIFF"


@pytest.mark.parametrize("fault", [{"status": 502, "html": True}, {"reset": True}, {"status": 500, "times": 2}])
async def test_a_download_that_breaks_off_starts_again(joined: World, fault: dict[str, object]) -> None:
    await joined.fault("file", **fault)
    await joined.admin.sends("audio", wav(joined))
    await asyncio.sleep(10)
    assert (await joined.melodies.hold(joined.firm.company)).name == "song.mp3"


async def test_the_other_company_hears_its_own(joined: World) -> None:
    await joined.admin.sends("audio", wav(joined))
    assert (await joined.melodies.hold(joined.firm.other_company)).name is None
