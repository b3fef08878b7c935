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


async def promised(joined: World) -> int:
    """A client has pressed 1; the id of the request."""
    joined.start_relay()
    async with joined.store.write() as session:
        call = Call(
            company_id=joined.firm.company,
            leg_id="leg-1",
            caller=CLIENT,
            dialled=MAIN,
            plan={},
            progress=Progress.ENDED,
            outcome=Outcome.CALLBACK,
            peer_leg_id="",
            started_at=joined.clock.now(),
            ended_at=joined.clock.now(),
        )
        session.add(call)
        await session.flush()
        assert await promise(session, call, 1, joined.clock.now())
    await settled()
    return (await the_request(joined)).id


async def the_request(joined: World) -> CallbackRequest:
    async with joined.store.read() as session:
        return (await session.scalars(select(CallbackRequest))).one()


async def becomes(joined: World, how: Ending | None) -> None:
    """An attempt begins, or it is over."""
    async with joined.store.write() as session:
        row = (await session.scalars(select(CallbackRequest))).one()
        new = callbacks.closed(request_of(row), how) if how else callbacks.begun(request_of(row))
        assert new
        await put(session, row, new, joined.clock.now())
    await settled()


async def cards(person: Someone) -> list[Json]:
    return [message for message in await person.heard() if message.get("text", "").startswith("Обратный звонок")]


async def test_the_departments_people_get_one_card_that_goes_on(joined: World) -> None:
    await promised(joined)
    (card,) = await cards(joined.staff)
    assert plain(card["text"]).startswith("Обратный звонок · Отдел продаж\n+7 900 123-45-67 · ")
    assert await joined.staff.sees() == ["☎ Позвонить сейчас", "Отменить"]
    assert await cards(joined.admin) == [], "who is in the department is told, nobody else"
    for how, says in ((None, "Сейчас звоним"), (Ending.ANSWERED, "Перезвонили")):
        await becomes(joined, how)
        (card,) = await cards(joined.staff)
        assert says in card["text"]
        assert "reply_markup" not in card or not card["reply_markup"]["inline_keyboard"]


async def test_what_nobody_may_miss_comes_as_a_new_message_with_a_button(joined: World) -> None:
    await promised(joined)
    await becomes(joined, Ending.NOBODY)
    assert len(await cards(joined.staff)) == 2
    await joined.staff.presses("☎ Позвонить сейчас")
    async with joined.store.read() as session:
        assert (await session.scalars(select(OrderedCall.client))).all() == [CLIENT]


async def test_call_now_is_due_at_once_on_the_telephone_of_whoever_presses(joined: World) -> None:
    await promised(joined)
    await joined.staff.presses("☎ Позвонить сейчас")
    row = await the_request(joined)
    assert (row.stage, row.wanted_by) == (Stage.WAITING, joined.firm.ivanov)
    assert row.due_at <= joined.clock.now()


async def test_a_cancelled_one_is_over_and_says_so(joined: World) -> None:
    await promised(joined)
    await joined.staff.presses("Отменить")
    await settled()
    row = await the_request(joined)
    assert (row.stage, row.ending) == (Stage.CLOSED, Ending.CANCELLED)
    (card,) = await cards(joined.staff)
    assert "Отмен" in card["text"]


async def test_a_call_that_is_under_way_cannot_be_cancelled(joined: World) -> None:
    request = await promised(joined)
    await becomes(joined, None)
    for tap in (CallNow(request=request), CancelCallback(request=request)):
        assert (await joined.staff.taps(tap)).get("text", "") not in (FINE, NO_CALL)
    assert (await the_request(joined)).stage is Stage.CALLING


async def test_an_administrator_may_press_too_and_nobody_of_another_company_or_of_none(joined: World) -> None:
    request = await promised(joined)
    for someone in (joined.other, joined.stranger):
        await someone.writes("/start")
        for tap in (CancelCallback(request=request), CallNow(request=request)):
            await someone.taps(tap)
    row = await the_request(joined)
    assert (row.stage, row.changes) == (Stage.WAITING, 0)
    await joined.admin.taps(CancelCallback(request=request))
    assert (await the_request(joined)).ending is Ending.CANCELLED
