"""A missed call in the chat: one living card for a client and a person, whatever happens meanwhile."""

import asyncio

import pytest
from sqlalchemy import delete, update

from bot.db.models import Did, Membership
from bot.db.order_models import OrderedCall
from bot.domain.roles import Role
from bot.ports import Outcome
from tests.chat.missed import CLIENT, OTHER_CLIENT, Calls, tell
from tests.chat.pinged import card, cards, labels
from tests.chat.someone import Json, buttons, settled
from tests.chat.world import World
from tests.services.firm import DIRECT

GONE = "Это уведомление больше не ваше."


@pytest.fixture
async def joined(joined: World) -> World:
    joined.start_relay()
    return joined


@pytest.fixture
async def calls(joined: World) -> Calls:
    """Иван is told of everything that he misses."""
    await tell(joined, joined.firm.ivanov)
    return Calls(joined)


async def test_a_missed_call_comes_as_a_card_with_what_can_be_done(joined: World, calls: Calls) -> None:
    await calls.misses()
    ping = await card(joined.staff)
    assert ping["text"] == "Пропущенный\n+7 900 123-45-67 → вам\nв 12:00"
    assert labels(ping) == ["☎ Перезвонить", "✓ Обработано", "★ В VIP"]
    assert not await cards(joined.admin)


async def test_nobody_is_told_who_has_no_rule(joined: World) -> None:
    await Calls(joined).misses()
    assert not await cards(joined.staff)


async def test_a_caller_who_hangs_up_first_is_no_missed_call(joined: World, calls: Calls) -> None:
    await calls.gives_up()
    assert not await cards(joined.staff)


async def test_a_call_to_a_department_is_nobodys_missed_call(joined: World, calls: Calls) -> None:
    call = await calls.rings()
    await calls.book.ended(call, Outcome.MISSED)
    assert not await cards(joined.staff)


async def test_a_colleague_is_named_and_cannot_be_made_a_vip(joined: World, calls: Calls) -> None:
    await calls.misses(dialled="101", phone="102")
    ping = await card(joined.staff)
    assert ping["text"] == "Пропущенный · Петрова Анна\n102 → вам\nв 12:00"
    assert labels(ping) == ["✓ Обработано"]


async def test_a_hidden_number_has_a_card_for_each_call(joined: World, calls: Calls) -> None:
    await calls.misses(caller="")
    await calls.misses(caller="")
    first, _ = await cards(joined.staff)
    assert first["text"] == "Пропущенный\nномер скрыт → вам\nв 12:00"
    assert labels(first) == ["✓ Обработано"]


async def test_a_repeat_rings_anew_and_takes_the_former_message_away(joined: World, calls: Calls) -> None:
    await calls.misses()
    first = await card(joined.staff)
    joined.clock.advance(seconds=41 * 60)
    await calls.misses()
    await calls.misses(OTHER_CLIENT)
    again, other = await cards(joined.staff)
    assert again["text"].endswith("2 звонка, последний в 12:41")
    assert again["message_id"] > first["message_id"]
    assert "+7 900 555-66-77" in other["text"]


async def test_three_calls_in_an_outage_are_one_message(joined: World, calls: Calls) -> None:
    await joined.fault("sendMessage", status=502, html=True, times=4)
    for _ in range(3):
        await calls.misses()
    await asyncio.sleep(30)
    assert (await card(joined.staff))["text"].endswith("3 звонка, последний в 12:00")
    assert len([m for m in await joined.staff.heard() if "Пропущенный" in m.get("text", "")]) == 1


async def test_over_midnight_the_day_is_named(joined: World, calls: Calls) -> None:
    await calls.misses()
    joined.clock.advance(seconds=11.9 * 3600)
    call = await calls.rings()
    joined.clock.advance(seconds=600)
    await calls.talks(joined.firm.petrova, call, seconds=65)
    ping = await card(joined.staff)
    assert ping["text"].endswith("вчера в 12:00\n✓ Дозвонились сами, ответ: Петрова Анна в 00:04, 1 мин 5 с")


async def test_a_colleague_who_calls_back_closes_the_card_and_says_how_long_they_talked(
    joined: World, calls: Calls
) -> None:
    await calls.misses()
    joined.clock.advance(seconds=600)
    call = await calls.rings(dialled=CLIENT, phone="102")
    await calls.book.answered(call, joined.firm.petrova, "peer")
    talking = await card(joined.staff)
    assert talking["text"].endswith("в 12:00\n✓ Перезвонили: Петрова Анна в 12:10")
    assert labels(talking) == []
    joined.clock.advance(seconds=190 - 1.5)
    await calls.book.ended(call, Outcome.ANSWERED)
    ping = await card(joined.staff)
    assert ping["text"].endswith("✓ Перезвонили: Петрова Анна в 12:10, 3 мин 10 с")
    assert ping["message_id"] == talking["message_id"], "an edit makes no sound"


async def test_after_that_the_next_call_is_a_new_card(joined: World, calls: Calls) -> None:
    await calls.misses()
    await settled()
    await joined.staff.presses("✓ Обработано")
    await calls.misses()
    first, second = await cards(joined.staff)
    assert first["text"].endswith("✓ Обработано: Иванов Иван в 12:00")
    assert second["text"].endswith("→ вам\nв 12:00")


async def test_two_colleagues_talking_to_each_other_leave_a_third_ones_card(joined: World, calls: Calls) -> None:
    await calls.misses(dialled="101", phone="102")
    other = await calls.rings(dialled="101", phone="102")
    await calls.talks(joined.firm.ivanov, other)
    assert "✓ Дозвонились сами, ответ: Иванов Иван" in (await card(joined.staff))["text"]


async def both_told(world: World) -> Calls:
    """Стёпа sits at Petrova's telephone; both are told of what they miss."""
    token = await world.people.invite(world.firm.company, Role.STAFF, world.firm.petrova)
    await world.stranger.writes(f"/start {token}")
    calls = Calls(world)
    for employee in (world.firm.ivanov, world.firm.petrova):
        await tell(world, employee)
    return calls


async def missed_by_both(world: World) -> None:
    """The Did led to Ivanov first, then to Petrova."""
    calls = await both_told(world)
    await calls.misses()
    async with world.store.write() as session:
        await session.execute(update(Did).where(Did.number == DIRECT).values(employee_id=world.firm.petrova))
    await calls.misses()


async def test_done_closes_the_cards_of_all_and_the_second_press_hears_of_the_first(joined: World) -> None:
    await missed_by_both(joined)
    mine, theirs = await card(joined.staff), await card(joined.stranger)
    first, second = await asyncio.gather(
        joined.staff.forces(mine["message_id"], data_of(mine, "✓ Обработано")),
        joined.stranger.forces(theirs["message_id"], data_of(theirs, "✓ Обработано")),
    )
    assert {first["text"], second["text"]} in (
        {"✓ Обработано", "✓ Обработано: Иванов Иван в 12:00"},
        {"✓ Обработано", "✓ Обработано: Петрова Анна в 12:00"},
    )
    for person in (joined.staff, joined.stranger):
        assert labels(await card(person)) == []


async def test_a_star_shows_on_everybodys_card(joined: World) -> None:
    await missed_by_both(joined)
    await settled()
    assert (await joined.staff.presses("★ В VIP"))["text"] == "★ Теперь это VIP"
    for person in (joined.staff, joined.stranger):
        ping = await card(person)
        assert ping["text"].startswith("Пропущенный ★\n")
        assert labels(ping) == ["☎ Перезвонить", "✓ Обработано"]


async def test_call_back_orders_the_call(joined: World, calls: Calls) -> None:
    await calls.misses()
    await settled()
    answer = await joined.staff.presses("☎ Перезвонить")
    assert answer["text"] == "Сначала зазвонит ваш телефон, потом телефон клиента."
    async with joined.store.read() as session:
        order = await session.get_one(OrderedCall, 1)
    assert (order.employee_id, order.client) == (joined.firm.ivanov, CLIENT)


async def test_the_buttons_work_after_a_restart_and_days_later(joined: World, calls: Calls) -> None:
    await calls.misses()
    await settled()
    await joined.restart()
    joined.clock.advance(seconds=5 * 24 * 3600)
    assert (await joined.staff.presses("✓ Обработано"))["text"] == "✓ Обработано"
    assert (await card(joined.staff))["text"].endswith("3 августа в 12:00\n✓ Обработано: Иванов Иван в 12:00")


async def test_another_persons_card_is_nobody_elses(joined: World, calls: Calls) -> None:
    await calls.misses()
    ping = await card(joined.staff)
    for label in labels(ping):
        for person in (joined.admin, joined.other):
            answer = await person.forces((await person.screen())["message_id"], data_of(ping, label))
            assert answer["text"] in (GONE, "This notice is not yours any more.")
    assert labels(await card(joined.staff)) == labels(ping)


async def test_whoever_has_left_the_company_can_do_nothing_with_its_cards(joined: World, calls: Calls) -> None:
    await calls.misses()
    ping = await card(joined.staff)
    async with joined.store.write() as session:
        await session.execute(delete(Membership).where(Membership.role == Role.STAFF))
    for label in labels(ping):
        answer = await joined.staff.forces(ping["message_id"], data_of(ping, label))
        assert answer["show_alert"], label
    assert labels(await card(joined.staff)) == labels(ping)


@pytest.mark.parametrize("fault", [{"status": 502, "after": True}, {"hang": 60}])
async def test_a_send_whose_answer_got_lost_may_come_twice_and_is_never_lost(
    joined: World, calls: Calls, fault: Json
) -> None:
    await joined.fault("sendMessage", **fault)
    await calls.misses()
    await asyncio.sleep(120)
    assert len(await cards(joined.staff)) == 2
    await joined.staff.presses("✓ Обработано")
    assert [labels(one) for one in await cards(joined.staff)][-1] == []


def data_of(message: Json, label: str) -> str:
    return str(next(button["callback_data"] for button in buttons(message) if button["text"] == label))
