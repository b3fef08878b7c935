"""Employees in the chat: a new one step by step, what is wrong with an answer, changes, removal."""

import asyncio

import pytest

from bot.domain.cards_numbers import NumberCard
from tests.chat.someone import buttons
from tests.chat.world import World

WAY = ("👥 Компания", "Сотрудники · 2")
IVANOV = "✓ Иванов Иван · 101"
PETROVA = "Петрова Анна · 102"


async def people(world: World) -> list[NumberCard]:
    seat = world.firm.admin()
    return [await world.numbers.one(seat, one.employee_id) for one in (await world.numbers.page(seat)).items]


async def told(world: World, *answers: str) -> str:
    """The wizard, answered until here."""
    await world.admin.goes(*WAY, "+ Добавить сотрудника")
    for answer in answers:
        await world.admin.writes(answer)
    return await world.admin.reads()


async def test_the_list_is_searched_by_name_and_number_and_left_again(joined: World) -> None:
    await joined.hires(140)
    said = await joined.admin.goes("👥 Компания", "Сотрудники · 142")
    assert "Страница 1 из 24" in said
    await joined.admin.writes("8 900 111-22-44")
    assert await joined.admin.sees() == [PETROVA, "Показать всех", "+ Добавить сотрудника", "‹ Назад"]
    assert "Страница 1 из 24" in await joined.admin.goes("Показать всех")


async def test_a_new_one_is_hired_step_by_step(joined: World) -> None:
    assert "Новый сотрудник · 1 из 5" in await told(joined)
    await joined.admin.writes("  Кузнецов   Пётр ")
    await joined.admin.writes("8 (900) 555-66-77")
    await joined.admin.writes("103")
    await joined.admin.writes("kuznetsov@example.com")
    await joined.admin.presses("Основной")
    said = await joined.admin.reads()
    for line in ("Имя: Кузнецов Пётр", "Собственный номер: +7 900 555-66-77", "E-mail: kuznetsov@example.com"):
        assert line in said
    assert len(await people(joined)) == 2, "nothing is saved before Save"
    said = await joined.admin.goes("Сохранить")
    assert "✓ Добавлен. Отправьте приглашение" in said
    hired = next(one for one in await people(joined) if one.phone == "103")
    assert (hired.name, hired.number, hired.email) == ("Кузнецов Пётр", "+79005556677", "kuznetsov@example.com")


WRONG = {
    "a name that nobody can see": ((), "\u200b\u2060", "В имени от 1 до 100 знаков."),
    "a name that is too long": ((), "я" * 101, "В имени от 1 до 100 знаков."),
    "no number": (("Пётр",), "завтра", "«завтра» — не телефонный номер."),
    "a number of somebody else": (("Пётр",), "89001112244", "+7 900 111-22-44 — уже номер сотрудника Петрова Анна."),
    "a telephone of letters": (("Пётр", "+79005556677"), "сто три", "В номере телефона от 2 до 6 цифр"),
    "a telephone that is taken": (("Пётр", "+79005556677"), "101", "Телефон 101 занят."),
    "a telephone of another company": (("Пётр", "+79005556677"), "201", "Телефон 201 занят."),
    "no address": (("Пётр", "+79005556677", "103"), "почта", "Адрес выглядит так: ivanov@example.com."),
    "words instead of a kind": (("Пётр", "+79005556677", "103", "a@example.com"), "оба", "Выберите кнопкой"),
}


@pytest.mark.parametrize("case", WRONG)
async def test_a_wrong_answer_gets_one_sentence_and_the_same_question(joined: World, case: str) -> None:
    before, typed, sentence = WRONG[case]
    question = await told(joined, *before)
    await joined.admin.writes(typed)
    said = await joined.admin.reads()
    assert said.startswith(question)
    assert sentence in said


async def test_the_wizard_goes_on_after_a_restart_and_back_keeps_what_was_said(joined: World) -> None:
    await told(joined, "Кузнецов Пётр", "+79005556677")
    await joined.restart()
    await joined.admin.writes("103")
    assert "Новый сотрудник · 4 из 5" in await joined.admin.reads()
    said = await joined.admin.goes("‹ Назад")
    assert "Новый сотрудник · 3 из 5" in said
    assert "Имя: Кузнецов Пётр" in said
    await joined.admin.writes("104")
    said = await joined.admin.goes("Без e-mail", "Добавленный")
    assert "Телефон, который звонит: 104" in said
    assert "E-mail: нет" in said


async def test_the_fee_of_one_beyond_the_tariff_is_shown_before_it_is_taken(joined: World) -> None:
    assert "Сверх тарифа" not in await told(joined, "Пётр", "+79005556677", "103", "p@example.com", "own")
    await joined.hires(8)
    await joined.restart()
    await joined.admin.writes("что угодно")
    assert "Сверх тарифа: +40 ₽/мес, сегодня 1,29 ₽" in await joined.admin.reads()


async def test_two_who_take_the_same_telephone_at_once(joined: World) -> None:
    second = await joined.second_admin()
    await told(joined, "Пётр", "+79005556677", "103", "p@example.com", "own")
    await second.goes(*WAY, "+ Добавить сотрудника")
    for answer in ("Павел", "+79005556688", "103", "q@example.com", "own"):
        await second.writes(answer)
    await asyncio.gather(joined.admin.presses("Сохранить"), second.presses("Сохранить"))
    assert len(await people(joined)) == 3


async def test_a_double_tap_on_save_hires_one(joined: World) -> None:
    await told(joined, "Пётр", "+79005556677", "103", "p@example.com", "own")
    screen = await joined.admin.screen()
    data = buttons(screen)[0]["callback_data"]
    await asyncio.gather(*(joined.admin.forces(screen["message_id"], data) for _ in range(3)))
    assert len(await people(joined)) == 3
    assert "✓ Добавлен." in await joined.admin.reads()


async def test_a_detail_is_changed_and_a_wrong_one_is_not(joined: World) -> None:
    await joined.admin.goes(*WAY, PETROVA, "Изменить", "Телефон, который звонит: 102")
    assert "Сейчас: 102" in await joined.admin.reads()
    await joined.admin.writes("101")
    assert "Телефон 101 занят." in await joined.admin.reads()
    await joined.admin.writes("112")
    said = await joined.admin.reads()
    assert said.endswith("✓ Сохранено в 12:00")
    assert "Телефон, который звонит: 112" in await joined.admin.sees()


async def test_a_number_that_becomes_an_added_one_loses_what_it_cannot_have(joined: World) -> None:
    await joined.admin.goes(*WAY, PETROVA, "⚪️ АОН · 50 ₽", "Включить", "‹ Назад", "Изменить")
    await joined.admin.goes("Вид номера: Основной", "⚪️ Добавленный")
    said = await joined.admin.goes("‹ Назад")
    assert "Добавленный номер: без АОН и записи" in said
    assert "⚪️ АОН" in await joined.admin.sees()


async def test_removal_says_what_depends_on_the_employee(joined: World) -> None:
    await joined.leaves_message(joined.firm.petrova)
    await joined.admin.goes(*WAY, PETROVA, "⚪️ АОН · 50 ₽", "Включить", "‹ Назад", "Изменить")
    said = await joined.admin.goes("Удалить сотрудника")
    assert said.splitlines() == [
        "Удалить: Петрова Анна?",
        "Отвечает на звонки отделов: Отдел продаж.",
        "Опций выключится: 1.",
        "Голосовых сообщений останется администраторам: 1.",
    ]
    said = await joined.admin.goes("Удалить")
    assert said.endswith("✓ Удалено: Петрова Анна")
    assert [one.name for one in await people(joined)] == ["Иванов Иван"]


async def test_whoever_a_public_number_leads_to_stays_until_it_leads_elsewhere(joined: World) -> None:
    said = await joined.admin.goes(*WAY, IVANOV, "Изменить", "Удалить сотрудника")
    assert "+7 992 385-52-84 ведёт сюда." in said
    assert "Больше не увидит голосовую почту в Telegram." in said
    answer = await joined.admin.presses("Удалить")
    assert answer["text"] == "+7 992 385-52-84 ведёт сюда: Иванов Иван. Сначала направьте его в другое место."
    assert len(await people(joined)) == 2


async def test_whoever_is_removed_while_the_card_is_open_is_gone_with_one_sentence(joined: World) -> None:
    second = await joined.second_admin()
    await joined.admin.goes(*WAY, PETROVA)
    await second.goes(*WAY, PETROVA, "Изменить", "Удалить сотрудника", "Удалить")
    answer = await joined.admin.presses("Изменить")
    assert answer["text"] == "Этого сотрудника больше нет в списке."
    assert "🔀 Опции" in await joined.admin.sees()


async def test_an_invitation_can_be_forwarded(joined: World) -> None:
    said = await joined.admin.goes(*WAY, PETROVA, "Пригласить")
    assert said.endswith("Приглашение ниже: перешлите его сотруднику.")
    assert any("это приглашение в АТС компании" in m.get("text", "") for m in await joined.admin.heard())
