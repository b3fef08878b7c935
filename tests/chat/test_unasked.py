"""What comes where nobody asked for it: the screen stays, and one sentence says what to do."""

import pytest

from tests.chat.world import World

NO_WORDS = "Слова здесь не нужны: выберите кнопку."
NOT_FOR_US = "С этим я ничего не умею. Выберите кнопку."
WORDS = "Здесь нужны слова. Это пришлите потом, когда закончите."


async def test_words_where_none_are_needed_get_a_word_on_what_to_do(joined: World) -> None:
    for typed in ("привет", "/help"):
        await joined.admin.writes(typed)
        assert (await joined.admin.reads()).startswith("ООО «Ромашка»")
        assert (await joined.admin.reads()).endswith(NO_WORDS)
    await joined.stranger.writes("привет")
    assert NO_WORDS not in (await joined.stranger.heard())[-1]["text"], "a stranger has no buttons"


@pytest.mark.parametrize("shape", ["photo", "audio", "voice"])
async def test_a_wizard_that_waits_for_words_stays_when_something_else_comes(joined: World, shape: str) -> None:
    await joined.admin.goes("👥 Компания", "Сотрудники · 2", "+ Добавить сотрудника")
    await joined.admin.writes("Новиков Илья")
    await joined.admin.sends(shape, b"whatever it is")
    said = await joined.admin.reads()
    assert said.startswith("Новый сотрудник · 2 из 5\nИмя: Новиков Илья")
    assert said.endswith(WORDS)


async def test_staff_who_record_a_voice_message_are_told_how_to_answer(joined: World) -> None:
    await joined.staff.sends("voice", b"hello")
    assert (await joined.staff.reads()).endswith("нажмите «🎙 Ответить» под его сообщением.")
    await joined.staff.sends("photo", b"a cat")
    assert (await joined.staff.reads()).endswith(NOT_FOR_US)


async def test_somebody_s_contact_is_shown_the_way_to_the_clients(joined: World) -> None:
    await joined.admin.presses("👥 Компания")
    await joined.admin.shares(phone_number="79005556677", first_name="Анна", user_id=None)
    assert "откройте «Ещё › Клиенты и VIP»" in await joined.admin.reads()


ALL = {"where a number leads": "Показать всё"}
WAYS = {
    "members of a department": ("👥 Компания", "Отделы · 1", "Отдел продаж · 2", "Сотрудники · 2"),
    "where a number leads": (
        "👥 Компания",
        "Многоканальные номера · 2",
        "★ +7 992 385-52-59 · Отдел продаж",
        "Куда ведёт",
    ),
    "people of a rule": ("🔔 Уведомления", "+ Добавить правило"),
}


@pytest.mark.parametrize("where", WAYS)
async def test_a_search_that_finds_nothing_says_so_and_has_a_way_to_everybody(joined: World, where: str) -> None:
    await joined.admin.goes(*WAYS[where])
    everybody = await joined.admin.sees()
    await joined.admin.writes("Пушкин")
    assert "По «Пушкин» ничего не нашлось. Пришлите другое имя или номер." in await joined.admin.reads()
    all_ = ALL.get(where, "Показать всех")
    assert await joined.admin.sees() == [all_, "‹ Назад"]
    await joined.admin.presses(all_)
    assert await joined.admin.sees() == everybody
