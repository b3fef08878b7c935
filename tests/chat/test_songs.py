"""A sound sent into the chat is heard as callers will hear it; with a yes they do. Or one sentence says why not."""

import asyncio

import pytest

from bot.domain.sounds import hold_music, menu_greeting
from bot.keyboards.menus import Menu
from bot.media.sounds import default_path
from tests.audio import has_tone, read_wav, tone, write_wav
from tests.chat.someone import Json, buttons
from tests.chat.world import ADMIN, World

DEFAULT = "Сейчас: По умолчанию"
RULE = "В имени файла не должно быть кириллицы, пробелов и спецсимволов."


def wav(world: World, hz: float = 880, seconds: float = 2) -> bytes:
    return write_wav(world.data / "song.wav", tone(hz, seconds)).read_bytes()


async def now_playing(world: World, slot: str = "hold") -> bytes:
    return read_wav(await world.melodies.file(world.firm.admin(), slot))


async def name_playing(world: World, slot: str = "hold") -> str | None:
    return (await world.melodies.slot(world.firm.admin(), slot)).plays.name


def files(world: World) -> int:
    return len(list((world.data / "melodies").iterdir()))


@pytest.mark.parametrize("shape", ["audio", "voice", "document", "video_note", "video"])
async def test_a_sound_of_any_shape_is_heard_first_and_with_a_yes_by_callers(joined: World, shape: str) -> None:
    await joined.admin.sends(shape, wav(joined), "arash.mp3")
    name = "Голосовое от 3 августа" if shape in ("voice", "video_note") else "arash.mp3"
    *_, voice, screen = await joined.admin.heard()
    assert voice["caption"] == f"{name} · так это услышат в трубке"
    assert screen["text"] == f"Музыка на удержании\n{name} · 0:02 · громкость выровнена."
    assert await joined.admin.sees() == ["Поставить", "Другая", "‹ Оставить прежнюю"]
    assert await name_playing(joined) is None, "nobody has said yes yet"

    await joined.admin.presses("Поставить")
    assert has_tone(await now_playing(joined), 880, seconds=1)
    said = await joined.admin.reads()
    assert f"Сейчас: {name} · 0:02" in said
    assert said.endswith("✓ Звучит на АТС с 12:00")
    assert "Вернуть мелодию по умолчанию" in await joined.admin.sees()
    assert files(joined) == 1


async def test_what_is_heard_first_is_what_callers_get(joined: World) -> None:
    await joined.admin.sends("audio", wav(joined, 660))
    (voice,) = await joined.admin.voices()
    ogg = joined.data / "preview.ogg"
    ogg.write_bytes(await joined.bytes_of(voice["voice"]["file_id"]))
    assert voice["voice"]["duration"] == 2
    await joined.admin.presses("Поставить")
    assert has_tone(await now_playing(joined), 660, seconds=1)


@pytest.mark.parametrize("button", ["‹ Оставить прежнюю", "Другая"])
async def test_with_a_no_the_old_song_plays_on_and_the_file_is_gone(joined: World, button: str) -> None:
    await joined.admin.sends("audio", wav(joined), "old.wav")
    await joined.admin.presses("Поставить")
    await joined.admin.sends("audio", wav(joined, 440), "new.wav")
    await joined.admin.presses(button)
    said = await joined.admin.reads()
    assert "Сейчас: old.wav" in said
    assert ("Пришлите другую." in said) is (button == "Другая")
    assert files(joined) == 1


async def test_another_song_takes_the_place_of_the_one_that_waits(joined: World) -> None:
    await joined.admin.sends("audio", wav(joined), "first.wav")
    await joined.admin.sends("audio", wav(joined, 440), "second.wav")
    await joined.admin.presses("Поставить")
    assert has_tone(await now_playing(joined), 440)
    assert files(joined) == 1


async def test_the_song_waits_over_a_restart(joined: World) -> None:
    await joined.admin.sends("audio", wav(joined), "arash.mp3")
    await joined.restart()
    await joined.admin.presses("Поставить")
    assert await name_playing(joined) == "arash.mp3"


async def test_the_question_is_below_what_was_sent_while_it_stood(joined: World) -> None:
    await joined.admin.sends("audio", wav(joined), "arash.mp3")
    await joined.admin.writes("как дела")
    assert (await joined.admin.reads()).startswith("Музыка на удержании\narash.mp3")


async def test_a_name_that_does_not_fit_is_an_error_with_the_way_out(joined: World) -> None:
    await joined.admin.sends("document", wav(joined), "Араш на удержании.mp3")
    said = await joined.admin.reads()
    assert "Имя файла не подходит: Араш на удержании.mp3" in said
    assert RULE in said
    assert await joined.admin.sees() == ["Загрузить как arash_na_uderzhanii.mp3", "‹ Оставить прежнюю"]
    assert await joined.admin.voices() == []
    await joined.admin.presses("Загрузить как arash_na_uderzhanii.mp3")
    (voice,) = await joined.admin.voices()
    assert voice["caption"].startswith("arash_na_uderzhanii.mp3 · ")
    await joined.admin.presses("Поставить")
    assert await name_playing(joined) == "arash_na_uderzhanii.mp3"


@pytest.mark.parametrize("slot", ["recording-notice", "callback-offer", "leave-message"])
async def test_every_sound_is_replaced_on_its_screen_and_put_back(joined: World, slot: str) -> None:
    label = {"recording-notice": "♪ Уведомление о записи", "callback-offer": "♪ Оповещение об обратном звонке"}
    ours = await now_playing(joined, slot)
    await joined.admin.presses("♪ Мелодии")
    if slot not in label:
        await joined.admin.presses("Фразы")
    await joined.admin.presses(label.get(slot, "♪ Приветствие голосовой почты"))
    await joined.admin.sends("voice", wav(joined, 700))
    await joined.admin.presses("Поставить")
    assert has_tone(await now_playing(joined, slot), 700, 1)
    assert await name_playing(joined) is None, "the hold music is as it was"
    await joined.admin.presses(f"Вернуть {'мелодию' if slot in label else 'фразу'} по умолчанию")
    assert await now_playing(joined, slot) == ours
    assert files(joined) == 0


async def test_a_voice_menu_has_a_greeting_of_its_own(joined: World) -> None:
    account = (await joined.people.meet(ADMIN, "Ольга", "ru")).account_id
    menu = await joined.menus.add(joined.firm.admin(), "Главное меню", account)
    await joined.admin.taps(Menu(company=joined.firm.company, menu=menu))
    await joined.admin.presses("Приветствие")
    await joined.admin.sends("voice", wav(joined, 700))
    await joined.admin.presses("Поставить")
    heard = await joined.sounds.path(menu_greeting(joined.firm.company, menu))
    assert has_tone(read_wav(heard), 700, 1)
    await joined.admin.presses("‹ Назад")
    assert (await joined.admin.reads()).startswith("Главное меню")
    assert "Приветствие: Голосовое от 3 августа" in await joined.admin.reads()


async def test_a_sound_that_waits_for_an_option_says_so_with_the_way_to_it(joined: World) -> None:
    await joined.admin.presses("♪ Мелодии")
    assert "Уведомление о записи: По умолчанию · сейчас не звучит" in await joined.admin.reads()
    await joined.admin.presses("♪ Уведомление о записи")
    assert "опция «Запись разговоров» выключена" in await joined.admin.reads()
    await joined.admin.presses("Опция «Запись разговоров»")
    await joined.admin.presses("Включить")
    await joined.admin.presses("🟢 Предупреждать о записи")
    await joined.admin.presses("Всё равно выключить")
    await joined.admin.writes("/start")
    await joined.admin.presses("♪ Мелодии")
    await joined.admin.presses("♪ Уведомление о записи")
    assert "не включено «Предупреждать о записи»" in await joined.admin.reads()


async def test_an_employees_melody_is_heard_first_too(joined: World) -> None:
    await joined.admin.presses("♪ Мелодии")
    await joined.admin.presses("Мелодии сотрудников")
    await joined.admin.sends("audio", wav(joined, 500), "ivan.mp3")
    assert await joined.admin.sees() == ["Добавить", "Другая", "‹ Не добавлять"]
    await joined.admin.presses("Добавить")
    assert "✓ Добавлена: ivan.mp3. Выберите её в карточке сотрудника." in await joined.admin.reads()
    await joined.admin.presses("♪ ivan.mp3")
    await joined.admin.presses("⬇ Скачать")
    assert (await document(joined))["file_name"] == "ivan.wav"


async def test_it_is_not_called_playing_while_the_pbx_is_out_of_reach(joined: World) -> None:
    joined.pbx.reachable = False
    await joined.admin.sends("audio", wav(joined))
    await joined.admin.presses("Поставить")
    said = await joined.admin.reads()
    assert said.endswith("АТС сейчас недоступна. Когда связь вернётся, всё зазвучит само, и я сообщу.")
    assert has_tone(await now_playing(joined), 880)


async def test_who_changed_it_is_told_when_the_pbx_is_back(joined: World) -> None:
    joined.start_relay()
    joined.pbx.reachable = False
    await joined.admin.sends("audio", wav(joined), "arash.mp3")
    await joined.admin.presses("Поставить")
    await asyncio.sleep(60)
    await joined.confirmations.tell(joined.pbx.plays)
    joined.pbx.reachable = True
    for _ in range(2):
        await joined.confirmations.tell(joined.pbx.plays)
        await asyncio.sleep(5)
    told = [m["text"] for m in await joined.admin.heard() if m.get("text", "").startswith("✓ Музыка")]
    assert told == ["✓ Музыка на удержании: arash.mp3. Звучит на АТС с 12:01."]


async def test_back_to_the_default(joined: World) -> None:
    await joined.admin.sends("audio", wav(joined))
    await joined.admin.presses("Поставить")
    await joined.admin.presses("Вернуть мелодию по умолчанию")
    assert DEFAULT in await joined.admin.reads()
    assert "✓ Звучит на АТС с" in await joined.admin.reads()
    assert await now_playing(joined) == read_wav(default_path(hold_music(joined.firm.company)))
    assert files(joined) == 0


BAD = {
    "a text named .mp3": ("audio", b"These are words, not a song. " * 50, "song.mp3", "Это не звук."),
    "a text named in Russian": ("document", b"These are words, not a song. " * 50, "Договор.pdf", "Это не звук."),
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
    assert await name_playing(joined) is None


async def test_a_song_of_six_minutes_is_too_long(joined: World) -> None:
    long = write_wav(joined.data / "long.wav", tone(440, 1) * 360).read_bytes()
    await joined.admin.sends("audio", long, "long.wav")
    assert "Запись длиннее 5 минут." in await joined.admin.reads()


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
    assert files(joined) == 0


async def test_a_stranger_who_sends_a_song_is_shown_the_way_in(world: World) -> None:
    await world.stranger.sends("audio", wav(world))
    assert "Это консоль АТС." in await world.stranger.reads()


async def test_listen_and_download(joined: World) -> None:
    await joined.admin.sends("audio", wav(joined), "arash.mp3")
    await joined.admin.presses("Поставить")
    await joined.admin.presses("▶ Прослушать")
    voice = (await joined.admin.voices())[-1]
    assert voice["caption"] == "arash.mp3 · так это услышат в трубке"
    assert voice["voice"]["duration"] == 2
    await joined.admin.presses("⬇ Скачать")
    sent = await document(joined)
    assert sent["file_name"] == "arash.wav"
    assert (await joined.bytes_of(sent["file_id"]))[:4] == b"RIFF"


async def document(world: World) -> Json:
    found = [message["document"] for message in await world.admin.heard() if "document" in message]
    return dict(found[-1])


@pytest.mark.parametrize("fault", [{"status": 502, "html": True}, {"reset": True}, {"status": 500, "times": 2}])
async def test_a_download_that_breaks_off_starts_again(joined: World, fault: dict[str, object]) -> None:
    await joined.fault("file", **fault)
    await joined.admin.sends("audio", wav(joined))
    await asyncio.sleep(10)
    assert "song.mp3 · 0:02" in await joined.admin.reads()


async def test_the_other_company_hears_its_own(joined: World) -> None:
    await joined.admin.sends("audio", wav(joined))
    await joined.admin.presses("Поставить")
    assert (await joined.melodies.slot(joined.firm.other_admin(), "hold")).plays.name is None
