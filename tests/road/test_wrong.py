"""What people do wrong: one clear sentence in their language each, and everything is as it was."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.audio import heard_in_order, silence, write_wav
from tests.chat.someone import Someone
from tests.road.house import EXAMPLE, PETROVA, SALES, House, mp3

MB = 2**20


@dataclass
class Scene:
    """Those who do something wrong."""

    house: House
    admin: Someone
    stranger: Someone
    used_invite: str


Wrong = tuple[str, Callable[[Scene], Awaitable[None]], dict[str, str]]


def _silence(scene: Scene) -> bytes:
    return write_wav(scene.house.data / "silence.wav", silence(3)).read_bytes()


WRONG: tuple[Wrong, ...] = (
    (
        "admin",
        lambda its: its.admin.sends("audio", b"These are words, not a song. " * 50, "song.mp3"),
        {"ru": "Это не звук. Пришлите песню: mp3,", "en": "This is not a sound. Send a song as mp3,"},
    ),
    (
        "admin",
        lambda its: its.admin.sends("document", bytes(21 * MB), "song.mp3"),
        {
            "ru": "Файл больше 20 МБ. Пришлите файл поменьше.",
            "en": "The file is larger than 20 MB. Send a smaller one.",
        },
    ),
    (
        "admin",
        lambda its: its.admin.sends("voice", _silence(its), "voice.ogg"),
        {"ru": "В этом файле только тишина.", "en": "There is only silence in this file."},
    ),
    (
        "stranger",
        lambda its: its.stranger.writes("привет / hello"),
        {"ru": "Это консоль АТС.", "en": "This is the console of a telephone system."},
    ),
    (
        "stranger",
        lambda its: its.stranger.writes(f"/start {its.used_invite}"),
        {"ru": "Это приглашение уже использовано.", "en": "This invitation has been used already."},
    ),
    (
        "stranger",
        lambda its: its.stranger.shares(forward_from=PETROVA),
        {"ru": "Пересланный контакт ничего не доказывает.", "en": "A forwarded contact proves nothing."},
    ),
    (
        "stranger",
        lambda its: its.stranger.shares(),
        {"ru": "Номера +7 900 000-07-77 нет в списке", "en": "The number +7 900 000-07-77 is not in the list"},
    ),
    (
        "stranger",
        lambda its: its.stranger.sends("audio", mp3(300), "mine.mp3"),
        {"ru": "Это консоль АТС.", "en": "This is the console of a telephone system."},
    ),
)


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_each_wrong_thing_gets_one_sentence_and_changes_nothing(house: House, language: str) -> None:
    (token,) = house.app.invites.values()
    await house.founded()
    await house.puts(mp3(440), "ours.mp3")
    if language == "en":
        await house.admin.writes("/start")
        await house.admin.presses("⚙ Ещё")
        await house.admin.presses("🌐 English")
    scene = Scene(house, house.admin, await house.newcomer("Степан", language), token)
    await scene.stranger.writes("/start")
    before = await house.everything()

    for who, does, sentences in WRONG:
        person: Someone = getattr(scene, who)
        messages = len(await person.heard())
        await does(scene)
        texts = [message.get("text", "") for message in await person.heard()]
        said = [text for text in texts if sentences[language] in text]
        assert len(said) == 1, (sentences[language], texts)
        assert len(await person.heard()) == messages, "it is said on the one screen"
        assert await house.everything() == before, sentences[language]

    client = await house.call(SALES)
    await asyncio.sleep(3)
    assert heard_in_order(bytes(client.heard), 300, 440) == [440]


async def test_a_company_file_with_a_typo_changes_nothing_of_a_running_pbx(house: House) -> None:
    await house.founded()
    before = await house.everything()
    lines = EXAMPLE.read_text("utf-8").replace("ООО «Ромашка»", "ООО «Лютик»").splitlines()
    wrong = next(number for number, line in enumerate(lines) if "ring_seconds: 15" in line)
    lines[wrong] = lines[wrong].replace("ring_seconds", "ring_secnds")
    file = house.data / "typo.yaml"
    file.write_text("\n".join(lines), "utf-8")
    code, said = await gudok(house.data, "company", "import", str(file))
    sentence = "“ring_secnds” is not known here. Did you mean “ring_seconds”?"
    assert (code, said) == (1, f"typo.yaml, line {wrong + 1}: {sentence}\n")
    assert await house.everything() == before


async def gudok(data: Path, *arguments: str) -> tuple[int | None, str]:
    """The command, as somebody at a terminal runs it beside the running program; its exit code and its complaint."""
    run = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        env={**os.environ, "GUDOK_DATA": str(data)},
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await run.communicate()
    return run.returncode, said.decode()
