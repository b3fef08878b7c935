"""Clients come by the link, share their number, are written, and stop it."""

import pytest
from sqlalchemy import select

from bot.db import outbox
from bot.db.client_models import ClientMessage, LinkedClient
from bot.db.models import Call, Membership
from bot.domain.client_notices import Scenario
from bot.domain.effects import CallKind
from bot.domain.message_states import MessageState
from bot.domain.plan import CallPlan
from bot.domain.plan_json import to_json
from bot.ports import Channel, Outcome, Progress
from tests.chat.someone import buttons
from tests.chat.world import World

LINK = "/start c-romashka"


@pytest.fixture
async def joined(joined: World) -> World:
    await joined.stranger.writes(LINK)
    return joined


async def linked(world: World) -> list[tuple[int, str, bool]]:
    async with world.store.read() as session:
        rows = await session.scalars(select(LinkedClient))
        return [(row.telegram_id, row.number, row.stopped_at is not None) for row in rows]


async def test_the_administrator_sees_the_link(joined: World) -> None:
    said = await joined.admin.goes("🔀 Опции", "Сообщения клиентам", "Ссылка для клиентов")
    assert "start=c-romashka" in said


async def test_who_shares_their_number_is_linked_and_is_nobodys_employee(joined: World) -> None:
    assert "хочет писать вам сюда" in await joined.stranger.reads()
    await joined.stranger.shares()
    assert await linked(joined) == [(joined.stranger.id, "+79000000703", False)]
    assert await joined.stranger.sees() == ["Не получать сообщения"]
    async with joined.store.read() as session:
        members = await session.scalars(select(Membership.id))
        assert len(members.all()) == 3


async def test_somebody_elses_number_links_nobody(joined: World) -> None:
    await joined.stranger.shares(phone_number="+79001234567", user_id=joined.admin.id)
    assert await linked(joined) == []


async def test_one_tap_stops_and_starts_again(joined: World) -> None:
    await joined.stranger.shares()
    await joined.stranger.presses("Не получать сообщения")
    assert await linked(joined) == [(joined.stranger.id, "+79000000703", True)]
    assert "вам больше не пишет" in await joined.stranger.reads()
    await joined.stranger.presses("Получать снова")
    assert await linked(joined) == [(joined.stranger.id, "+79000000703", False)]


async def test_a_link_of_nobody_is_said(joined: World) -> None:
    await joined.other.writes("/start c-nobody")
    assert "This link is not known" in await joined.other.reads()


async def writes(world: World, text: str) -> None:
    """A message on its way, as `ClientMessages` leaves it."""
    async with world.store.write() as session:
        now = world.clock.now()
        call = Call(
            company_id=world.firm.company,
            leg_id="leg-77",
            direction=CallKind.DID,
            caller="+79000000703",
            dialled="",
            plan=to_json(CallPlan(world.firm.company, ())),
            peer_leg_id="",
            progress=Progress.ENDED,
            outcome=Outcome.MISSED,
            started_at=now,
            ended_at=now,
        )
        session.add(call)
        await session.flush()
        message = ClientMessage(
            company_id=world.firm.company,
            call_id=call.id,
            number="+79000000703",
            address=str(world.stranger.id),
            scenario=Scenario.MISSED_IN,
            channel=Channel.CLIENT,
            text=text,
            state=MessageState.WAITING,
            created_at=now,
        )
        session.add(message)
        await session.flush()
        what = {"kind": "client-message", "channel": Channel.CLIENT, "to": message.address, "now": now}
        await outbox.add(session, key=f"client:{message.id}", payload={"message_id": message.id}, **what)


async def state(world: World) -> MessageState:
    async with world.store.read() as session:
        return (await session.scalars(select(ClientMessage.state))).one()


async def test_a_message_is_quoted_and_stopped_with_one_tap(joined: World) -> None:
    await joined.stranger.shares()
    await writes(joined, "<b>Привет</b> & до встречи")
    joined.start_clients()
    await joined.stranger.writes("жду")
    message = next(it for it in await joined.stranger.heard() if "до встречи" in it.get("text", ""))
    assert message["text"].endswith("<b>Привет</b> & до встречи")
    assert await state(joined) is MessageState.SENT
    (button,) = buttons(message)
    await joined.stranger.forces(message["message_id"], button["callback_data"])
    assert (await linked(joined))[0][2]


async def test_who_blocks_the_bot_is_written_no_more(joined: World) -> None:
    await joined.stranger.shares()
    await joined.stranger.blocks()
    await writes(joined, "Привет")
    joined.start_clients()
    await joined.admin.writes("жду")
    assert await state(joined) is MessageState.FAILED
    assert (await linked(joined))[0][2]
