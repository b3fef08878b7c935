"""Notification rules built in the chat: N1, N2, N5, N7, with wrong answers, double taps and restarts in the middle."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.db.models import Call
from bot.db.rule_models import RuleRow
from bot.domain.effects import CallKind
from bot.domain.plan import CallPlan, Person
from bot.domain.plan_json import to_json
from bot.domain.routing import to_employee
from bot.domain.rules import Callers, Kind, Rule, Timing, Way, When
from bot.keyboards.rules import OpenRule, RuleSay, SaveRules
from bot.ports import Outcome, Progress
from tests.chat.someone import buttons
from tests.chat.world import World

CLIENT = "+79001234567"


@pytest.fixture
async def joined(joined: World) -> World:
    await joined.admin.presses("🔔 Уведомления")
    return joined


async def kept(world: World) -> list[Rule]:
    return [line.rule for line in await world.notifications.all(world.firm.admin())]


async def missed(world: World, caller: str = CLIENT, **ago: float) -> None:
    """A client called Иванов's own number, in vain."""
    firm, at = world.firm, world.clock.now() - timedelta(**ago)
    straight = CallPlan(firm.company, to_employee(firm.company, Person(firm.ivanov, "101"), 20.0))
    async with world.store.write() as session:
        session.add(
            Call(
                company_id=firm.company,
                leg_id=f"{caller}-{at}",
                direction=CallKind.DID,
                caller=caller,
                dialled="",
                plan=to_json(straight),
                progress=Progress.ENDED,
                outcome=Outcome.MISSED,
                peer_leg_id="",
                started_at=at,
                ended_at=at,
            )
        )


async def pressed(world: World, *labels: str) -> None:
    for label in labels:
        answer = await world.admin.presses(label)
        assert not answer["text"], (label, answer)


async def test_there_are_none_by_default(joined: World) -> None:
    assert (await joined.admin.reads()).startswith("Уведомления\nУведомления отключены.")
    assert await joined.admin.sees() == ["+ Добавить правило", "‹ Назад"]


async def test_a_rule_is_built_step_by_step_and_saved_for_each_person(joined: World) -> None:
    admin = joined.admin
    await pressed(joined, "+ Добавить правило", "◻️ Иванов Иван · 101", "◻️ Петрова Анна · 102 · —")
    assert (await admin.reads()).startswith(
        "Новое уведомление · 1 из 6\nКому: Иванов Иван, Петрова Анна\n\nКому сообщать? Для поиска пришлите имя"
    )
    assert "Для Telegram подключите бота: Петрова Анна" in await admin.reads()
    assert "Нет e-mail: Иванов Иван, Петрова Анна" in await admin.reads()
    await pressed(joined, "Дальше ›", "🟢 Голосовые", "Дальше ›")
    assert "О чём: пропущенные" in await admin.reads()
    await pressed(joined, "⚪️ Нерабочее время", "⚪️ VIP-клиенты")
    assert (await admin.reads()).startswith(
        "Новое уведомление · 5 из 6\nКому: Иванов Иван, Петрова Анна\nО чём: пропущенные\n"
        "Когда: нерабочее время\nКто звонил: VIP-клиенты\n"
    )
    await pressed(joined, "🟢 E-mail", "Дальше ›")
    assert (await admin.reads()).startswith(
        "Новое уведомление · 6 из 6\nКому: Иванов Иван, Петрова Анна\nО чём: пропущенные\nКогда: нерабочее время\n"
        "Кто звонил: VIP-клиенты\nКак: Telegram · сразу\n"
    )
    assert await kept(joined) == []
    await pressed(joined, "Сохранить: 2 правила")
    assert await admin.sees() == [
        "Иванов Иван · пропущенные · нерабочее время · VIP-клиенты",
        "Петрова Анна · пропущенные · нерабочее время · VIP-клиенты",
        "+ Добавить правило",
        "Выбрать несколько",
        "‹ Назад",
    ]
    assert "✓ Сохранено 2 правила" in await admin.reads()
    said = {"kinds": frozenset({Kind.MISSED}), "when": When.NON_WORKING, "callers": Callers.VIP}
    expected = [Rule(one, ways=frozenset({Way.TELEGRAM}), **said) for one in (joined.firm.ivanov, joined.firm.petrova)]
    assert await kept(joined) == expected


async def test_people_are_searched_for_while_typing_and_marks_stay(joined: World) -> None:
    admin = joined.admin
    await pressed(joined, "+ Добавить правило", "◻️ Иванов Иван · 101")
    await admin.writes("петр")
    assert "Найдено по «петр»: 1" in await admin.reads()
    assert [label for label in await admin.sees() if label.startswith(("◻️", "☑️"))] == ["◻️ Петрова Анна · 102 · —"]
    await pressed(joined, "Отметить все 1")
    assert "Кому: Иванов Иван, Петрова Анна" in await admin.reads()
    await admin.writes("такого нет")
    await pressed(joined, "Снять отметки")
    assert "Кому:" not in (await admin.reads()).replace("Кому сообщать", "")


async def test_voicemail_alone_is_not_asked_about_time_and_caller(joined: World) -> None:
    await pressed(joined, "+ Добавить правило", "◻️ Иванов Иван · 101", "Дальше ›", "🟢 Пропущенные")
    assert (await joined.admin.reads()).startswith("Новое уведомление · 2 из 4")
    await pressed(joined, "Дальше ›", "Дальше ›", "Сохранить: 1 правило")
    assert await kept(joined) == [Rule(joined.firm.ivanov, frozenset({Kind.VOICEMAIL}))]


async def to_period(world: World) -> None:
    await pressed(world, "+ Добавить правило", "◻️ Иванов Иван · 101", "Дальше ›", "Дальше ›", "⚪️ В заданный период")


async def test_a_period_has_days_and_hours_that_may_cross_midnight(joined: World) -> None:
    admin = joined.admin
    await to_period(joined)
    await pressed(joined, "Выходные", "⚪️ Пт")
    await admin.writes("22-6:30")
    assert "Когда: Пт–Вс 22:00–06:30" in await admin.reads()
    await pressed(joined, "Дальше ›", "🟢 Кто угодно", "Дальше ›", "Сохранить: 1 правило")
    (rule,) = await kept(joined)
    assert (rule.when, sorted(rule.period.weekdays)) == (When.PERIOD, [4, 5, 6])
    assert rule.period.hours.crosses_midnight


@pytest.mark.parametrize("typed", ["вечером", "25:00-6:00", "9-18-20", "22:00"])
async def test_hours_that_are_none_are_refused_and_the_step_stays(joined: World, typed: str) -> None:
    await to_period(joined)
    before = await joined.admin.sees()
    await joined.admin.writes(typed)
    text = await joined.admin.reads()
    assert "это не время" in text or "Пришлите часы вот так: 22:00–06:00." in text
    assert await joined.admin.sees() == before


async def test_a_period_without_days_goes_no_further(joined: World) -> None:
    await to_period(joined)
    await pressed(joined, *(f"🟢 {day}" for day in ("Пн", "Вт", "Ср", "Чт", "Пт")), "Дальше ›")
    assert "Отметьте дни" in await joined.admin.reads()
    await pressed(joined, "Каждый день", "Дальше ›")
    assert "кто звонил?" in await joined.admin.reads()


async def to_numbers(world: World) -> None:
    await to_period(world)
    await pressed(world, "‹ Назад", "⚪️ В любое время", "⚪️ Указанные номера")


async def test_numbers_are_typed_pasted_picked_from_the_log_and_shared(joined: World) -> None:
    admin = joined.admin
    await missed(joined, "+79005550000", hours=5)
    await missed(joined, CLIENT, hours=2)
    await to_numbers(joined)
    await pressed(joined, "Дальше ›")  # nothing is given yet: it stays
    assert "Номеров: 0, можно до 500" in await admin.reads()
    await admin.writes("8 (900) 555-66-77, не номер\n+7 900 555 88 99; 102\n😀")
    assert "Номеров: 3, можно до 500" in await admin.reads()
    assert "Это не номера: не номер, 😀" in await admin.reads()
    await admin.shares(phone_number="79000000703", first_name="Стёпа", user_id=None)
    assert "✕ +7 900 000-07-03" in await admin.sees()
    await pressed(joined, "Из журнала звонков")
    assert (await admin.sees())[:2] == ["◻️ +7 900 123-45-67", "◻️ +7 900 555-00-00"]
    await pressed(joined, "◻️ +7 900 123-45-67", "Готово", "✕ 102", "Дальше ›", "Дальше ›", "Сохранить: 1 правило")
    (rule,) = await kept(joined)
    assert rule.numbers == {"+79005556677", "+79005558899", "+79000000703", CLIENT}


async def test_too_many_numbers_are_refused_and_none_is_added(joined: World) -> None:
    await to_numbers(joined)
    for first in range(0, 500, 250):
        await joined.admin.writes("\n".join(f"+7900555{n:04}" for n in range(first, first + 250)))
    await joined.admin.writes("102, 103")
    assert "до 500 номеров" in await joined.admin.reads()
    assert "Номеров: 500" in await joined.admin.reads()


async def test_back_works_everywhere_and_keeps_what_was_chosen(joined: World) -> None:
    admin = joined.admin
    await to_numbers(joined)
    await admin.writes("102")
    await pressed(joined, "Дальше ›", "⚪️ Раз в день сводкой", "Дальше ›")
    seen = []
    while "‹ Назад" in await admin.sees() and not (await admin.reads()).startswith("Уведомления"):
        seen.append((await admin.reads()).split("\n")[0])
        await pressed(joined, "‹ Назад")
    assert seen == [f"Новое уведомление · {n} из 6" for n in (6, 5, 4, 4, 3, 2, 1)]
    await joined.admin.presses("+ Добавить правило")
    assert "Кому: Иванов" not in await admin.reads(), "a new one begins anew"


async def test_what_was_chosen_is_still_there_on_the_way_forth_again(joined: World) -> None:
    await to_numbers(joined)
    await joined.admin.writes("102")
    await pressed(joined, "Дальше ›", "⚪️ Раз в день сводкой")
    await joined.admin.writes("19:30")
    await pressed(joined, "‹ Назад", "‹ Назад", "‹ Назад", "‹ Назад", "‹ Назад")
    assert "☑️ Иванов Иван · 101" in await joined.admin.sees()
    await pressed(joined, "Дальше ›", "Дальше ›", "🟢 В любое время", "🟢 Указанные номера", "Дальше ›", "Дальше ›")
    await pressed(joined, "Сохранить: 1 правило")
    (rule,) = await kept(joined)
    assert (rule.numbers, rule.timing, rule.digest_at.hour) == ({"102"}, Timing.DIGEST, 19)


async def test_quiet_hours_are_typed(joined: World) -> None:
    await pressed(joined, "+ Добавить правило", "◻️ Иванов Иван · 101", "Дальше ›", "🟢 Пропущенные", "Дальше ›")
    await joined.admin.writes("21:00 – 7:15")
    assert "🟢 Не в тихие часы 21:00–07:15" in await joined.admin.sees()
    await pressed(joined, "🟢 Telegram", "🟢 E-mail", "Дальше ›")
    assert "⚪️ Telegram" in await joined.admin.sees(), "without a way it goes no further"


async def test_a_restart_in_the_middle_goes_on_where_it_was(joined: World) -> None:
    await to_numbers(joined)
    await joined.admin.writes("102")
    await joined.restart()
    await joined.admin.writes("103")
    assert "Номеров: 2" in await joined.admin.reads()
    await pressed(joined, "Дальше ›")
    await joined.restart()
    await pressed(joined, "Дальше ›")
    await joined.restart()
    await pressed(joined, "Сохранить: 1 правило")
    (rule,) = await kept(joined)
    assert rule.numbers == {"102", "103"}


async def test_a_double_tap_saves_once(joined: World) -> None:
    await pressed(joined, "+ Добавить правило", "◻️ Иванов Иван · 101", "Дальше ›", "🟢 Пропущенные")
    await pressed(joined, "Дальше ›", "Дальше ›")
    screen = await joined.admin.screen()
    data = next(b["callback_data"] for b in buttons(screen) if b["text"] == "Сохранить: 1 правило")
    taps = await asyncio.gather(*(joined.admin.forces(screen["message_id"], data) for _ in range(3)))
    assert sorted((answer["text"] or "") for answer in taps) == ["", *["Меню устарело, вот новое."] * 2]
    assert len(await kept(joined)) == 1


async def test_the_dry_run_says_how_many_would_have_come_and_lists_them(joined: World) -> None:
    for hours in (3, 30):
        await missed(joined, hours=hours)
    await pressed(joined, "+ Добавить правило", "◻️ Иванов Иван · 101", "Дальше ›", "Дальше ›")
    await pressed(joined, "🟢 В любое время", "🟢 Кто угодно", "Дальше ›")
    assert "За прошлую неделю пришло бы 2 уведомления." in await joined.admin.reads()
    await pressed(joined, "Показать")
    assert (await joined.admin.reads()).count("+7 900 123-45-67 → Иванов Иван · пропущенные") == 2
    await pressed(joined, "‹ Назад", "Сохранить: 1 правило")


async def test_who_is_not_linked_is_invited_from_the_wizard_and_it_stays(joined: World) -> None:
    await pressed(joined, "+ Добавить правило", "◻️ Петрова Анна · 102 · —", "Дальше ›", "Дальше ›")
    await pressed(joined, "🟢 В любое время", "🟢 Кто угодно", "Дальше ›", "Пригласить: Петрова Анна")
    assert any("?start=" in m["text"] for m in await joined.admin.heard() if "text" in m)
    assert "Новое уведомление · 6 из 6" in await joined.admin.reads()
    await pressed(joined, "Сохранить: 1 правило")


async def with_two_rules(world: World) -> None:
    rules, firm = world.notifications, world.firm
    account = (await world.people.meet(world.admin.id, "Ольга", "ru")).account_id
    await rules.add(firm.admin(), [firm.ivanov], {"when": "working"}, account)
    await rules.add(firm.admin(), [firm.petrova], {"callers": "numbers", "numbers": ["102"]}, account)
    await pressed(world, "‹ Назад", "🔔 Уведомления")


async def test_one_rule_is_changed_where_it_was_touched(joined: World) -> None:
    await with_two_rules(joined)
    await pressed(joined, "Иванов Иван · пропущенные, голосовые · рабочее время", "Когда: рабочее время")
    await pressed(joined, "⚪️ В любое время", "Сохранить: 1 правило")
    assert [rule.when for rule in await kept(joined)] == [When.ALL, When.ALL]
    assert "✓ Сохранено в " in await joined.admin.reads()


async def test_several_are_changed_at_once_and_only_where_touched(joined: World) -> None:
    await with_two_rules(joined)
    await pressed(joined, "Выбрать несколько", "Отметить все 2", "Изменить…")
    text, labels = await joined.admin.reads(), await joined.admin.sees()
    assert text.startswith("Изменение 2 правил\nКому: Иванов Иван, Петрова Анна")
    assert labels[:4] == [
        "О чём: пропущенные, голосовые",
        "Когда: у всех своё, не меняется",
        "Кто звонил: у всех своё, не меняется",
        "Как: Telegram, e-mail · сразу",
    ]
    assert not [label for label in labels if label.startswith("Сохранить")]
    await pressed(joined, labels[3], "⚪️ Раз в день сводкой", "Готово", "Сохранить: 2 правила")
    rules = await kept(joined)
    assert {rule.timing for rule in rules} == {Timing.DIGEST}
    assert [(rule.when, rule.callers) for rule in rules] == [
        (When.WORKING, Callers.ALL),
        (When.ALL, Callers.NUMBERS),
    ]


async def test_several_get_numbers_of_their_own_choice(joined: World) -> None:
    await with_two_rules(joined)
    await pressed(joined, "Выбрать несколько", "Отметить все 2", "Изменить…")
    await pressed(joined, "Кто звонил: у всех своё, не меняется", "⚪️ Указанные номера")
    await joined.admin.writes("103")
    await pressed(joined, "‹ Назад", "🟢 Указанные номера", "Готово", "Сохранить: 2 правила")
    assert {rule.numbers for rule in await kept(joined)} == {frozenset({"103"})}


async def test_several_are_removed_at_once_after_a_question(joined: World) -> None:
    await with_two_rules(joined)
    await pressed(joined, "Выбрать несколько", "Отметить все 2", "Удалить…")
    assert (await joined.admin.reads()).startswith("Удалить 2 правила?")
    assert len(await kept(joined)) == 2
    await pressed(joined, "Удалить")
    assert await kept(joined) == []
    assert "Уведомления отключены." in await joined.admin.reads()


async def test_a_rule_that_a_colleague_removed_meanwhile_changes_nothing(joined: World) -> None:
    await with_two_rules(joined)
    await pressed(joined, "Выбрать несколько", "Отметить все 2", "Изменить…")
    await pressed(joined, "Как: Telegram, e-mail · сразу", "⚪️ Раз в день сводкой", "Готово")
    async with joined.store.write() as session:
        await session.execute(delete(RuleRow).where(RuleRow.employee_id == joined.firm.ivanov))
    answer = await joined.admin.presses("Сохранить: 2 правила")
    assert answer["text"] == "Одного из правил уже нет в списке."
    assert [rule.timing for rule in await kept(joined)] == [Timing.AT_ONCE]


async def test_nobody_else_s_rule_opens_and_no_answer_is_made_up(joined: World) -> None:
    await with_two_rules(joined)
    rule = (await joined.notifications.all(joined.firm.admin()))[0].id
    answer = await joined.other.taps(OpenRule(company=joined.firm.other_company, rule=rule))
    assert answer["text"] == "A rule is not in the list any more."
    for step, value in (("kinds", "missed"), ("kinds", "+cats"), ("when", "never"), ("recent", "+<b>"), ("x", "y")):
        answer = await joined.admin.taps(RuleSay(company=joined.firm.company, step=step, page=0, value=value))
        assert answer["show_alert"], (step, value)
    await joined.admin.taps(SaveRules(company=joined.firm.company))
    assert len(await kept(joined)) == 2
