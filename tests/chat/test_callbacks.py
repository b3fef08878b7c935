"""A promised call back in the chat: one card that goes on, and what those who see it may do about it."""

from sqlalchemy import select

from bot.db.callback_models import CallbackRequest
from bot.db.models import Call
from bot.db.order_models import OrderedCall
from bot.domain import callbacks
from bot.domain.callbacks import Ending, Stage
from bot.keyboards.callbacks import CallNow, CancelCallback
from bot.ports import Outcome, Progress
from bot.services.callbacks import promise
from bot.services.requests import put, request_of
from tests.chat.someone import Json, Someone, plain, settled
from tests.chat.test_taps import FINE, NO_CALL
from tests.chat.world import World
from tests.services.firm import MAIN

CLIENT = "+79001234567"


async def promised(world: World) -> int:
    """A client has pressed 1; the id of the request."""
    await world.joined()
    world.start_relay()
    async with world.store.write() as session:
        call = Call(
            company_id=world.firm.company,
            leg_id="leg-1",
            caller=CLIENT,
            dialled=MAIN,
            plan={},
            progress=Progress.ENDED,
            outcome=Outcome.CALLBACK,
            peer_leg_id="",
            started_at=world.clock.now(),
            ended_at=world.clock.now(),
        )
        session.add(call)
        await session.flush()
        assert await promise(session, call, 1, world.clock.now())
    await settled()
    return (await the_request(world)).id


async def the_request(world: World) -> CallbackRequest:
    async with world.store.read() as session:
        return (await session.scalars(select(CallbackRequest))).one()


async def becomes(world: World, how: Ending | None) -> None:
    """An attempt begins, or it is over."""
    async with world.store.write() as session:
        row = (await session.scalars(select(CallbackRequest))).one()
        new = callbacks.closed(request_of(row), how) if how else callbacks.begun(request_of(row))
        assert new
        await put(session, row, new, world.clock.now())
    await settled()


async def cards(person: Someone) -> list[Json]:
    return [message for message in await person.heard() if message.get("text", "").startswith("Обратный звонок")]


async def test_the_departments_people_get_one_card_that_goes_on(world: World) -> None:
    await promised(world)
    (card,) = await cards(world.staff)
    assert plain(card["text"]).startswith("Обратный звонок · Отдел продаж\n+7 900 123-45-67 · ")
    assert await world.staff.sees() == ["☎ Позвонить сейчас", "Отменить"]
    assert await cards(world.admin) == [], "who is in the department is told, nobody else"
    for how, says in ((None, "Сейчас звоним"), (Ending.ANSWERED, "Перезвонили")):
        await becomes(world, how)
        (card,) = await cards(world.staff)
        assert says in card["text"]
        assert "reply_markup" not in card or not card["reply_markup"]["inline_keyboard"]


async def test_what_nobody_may_miss_comes_as_a_new_message_with_a_button(world: World) -> None:
    await promised(world)
    await becomes(world, Ending.NOBODY)
    assert len(await cards(world.staff)) == 2
    await world.staff.presses("☎ Позвонить сейчас")
    async with world.store.read() as session:
        assert (await session.scalars(select(OrderedCall.client))).all() == [CLIENT]


async def test_call_now_is_due_at_once_on_the_telephone_of_whoever_presses(world: World) -> None:
    await promised(world)
    await world.staff.presses("☎ Позвонить сейчас")
    row = await the_request(world)
    assert (row.stage, row.wanted_by) == (Stage.WAITING, world.firm.ivanov)
    assert row.due_at <= world.clock.now()


async def test_a_cancelled_one_is_over_and_says_so(world: World) -> None:
    await promised(world)
    await world.staff.presses("Отменить")
    await settled()
    row = await the_request(world)
    assert (row.stage, row.ending) == (Stage.CLOSED, Ending.CANCELLED)
    (card,) = await cards(world.staff)
    assert "Отмен" in card["text"]


async def test_a_call_that_is_under_way_cannot_be_cancelled(world: World) -> None:
    request = await promised(world)
    await becomes(world, None)
    for tap in (CallNow(request=request), CancelCallback(request=request)):
        assert (await world.staff.taps(tap)).get("text", "") not in (FINE, NO_CALL)
    assert (await the_request(world)).stage is Stage.CALLING


async def test_an_administrator_may_press_too_and_nobody_of_another_company_or_of_none(world: World) -> None:
    request = await promised(world)
    for someone in (world.other, world.stranger):
        await someone.writes("/start")
        for tap in (CancelCallback(request=request), CallNow(request=request)):
            await someone.taps(tap)
    row = await the_request(world)
    assert (row.stage, row.changes) == (Stage.WAITING, 0)
    await world.admin.taps(CancelCallback(request=request))
    assert (await the_request(world)).ending is Ending.CANCELLED
