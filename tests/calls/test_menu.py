"""A caller in voice menus: 1 is the department, 2 another menu, 3 a message, * the greeting; no key is Anna."""

import asyncio
from pathlib import Path

import pytest

from bot.domain.plan import Branch, CallPlan, Go, Menu, RecordLimits, Ring, TakeMessage, message_step
from bot.domain.sounds import Sound
from bot.ports import Outcome, PhoneState, Progress
from tests.audio import FakeSounds, heard_in_order, tone, tone_seconds, write_wav
from tests.calls.company import ANNA, BEEP_HZ, BORIS, DIRECT, HOLD, HOLD_HZ, MESSAGE, PLANS, PROMPT_HZ, SALES
from tests.calls.morning import Morning
from tests.calls.world import Handset, World

MENU = "+79923855291"
GREETING, MORE, WRONG = (Sound(f"company/1/{name}") for name in ("greeting", "more", "wrong"))
GREETING_HZ, MORE_HZ, WRONG_HZ = 800.0, 1600.0, 2000.0
ANNAS = TakeMessage(ANNA.employee_id, MESSAGE.prompt, RecordLimits())
KEYS = (("1", "sales"), ("2", "more"), ("3", "message"), ("*", ""))
MAIN = Menu(GREETING, WRONG, KEYS, "anna", repeats=1, seconds=4.0, barge_in=True)
PLAN = CallPlan(
    1,
    (Go("main"),),
    (
        Branch("main", (MAIN,)),
        Branch("more", (Menu(MORE, WRONG, (("0", "main"),), "message", 0, 4.0, barge_in=False),)),
        Branch("sales", PLANS[SALES].steps),
        Branch("anna", (Ring((ANNA,), 10.0, HOLD), ANNAS)),
        Branch("message", (MESSAGE,)),
    ),
)


@pytest.fixture
def menus(world: World, sounds: FakeSounds, tmp_path: Path) -> World:
    world.book.plans[MENU] = PLAN
    for name, hz in {GREETING: GREETING_HZ, MORE: MORE_HZ, WRONG: WRONG_HZ}.items():
        sounds[name] = write_wav(tmp_path / f"{hz:g}.wav", tone(hz, 2.0))
    return world


async def pressing(world: World, *keys: str, after: float = 0.5) -> Handset:
    """The client calls and presses, with a pause before each key."""
    client = await world.call(MENU)
    for key in keys:
        await asyncio.sleep(after)
        client.phone.press(key)
    await asyncio.sleep(0.5)
    return client


async def test_a_key_cuts_the_greeting_short_and_rings_the_department(menus: World) -> None:
    client = await pressing(menus, "1")
    assert [menus.handset(one.phone).shown[-1].state for one in (ANNA, BORIS)] == [PhoneState.RINGING] * 2
    assert tone_seconds(bytes(client.heard), GREETING_HZ) < 0.8
    menus.handset(BORIS.phone).phone.answer()
    await menus.handset(BORIS.phone).until(PhoneState.TALKING)
    client.phone.hang_up()
    await asyncio.sleep(0.5)
    assert menus.book.outcomes == {1: Outcome.ANSWERED}
    assert menus.book.calls[1].employee_id == BORIS.employee_id


async def test_a_key_after_the_greeting_is_waited_for(menus: World) -> None:
    await pressing(menus, "1", after=5.0)
    assert menus.handset(BORIS.phone).shown[-1].state is PhoneState.RINGING


async def test_no_key_is_the_greeting_again_and_then_the_default(menus: World) -> None:
    client = await pressing(menus)
    await asyncio.sleep(11)
    assert menus.handset(ANNA.phone).shown[-1].state is PhoneState.IDLE
    await asyncio.sleep(1)
    assert menus.handset(ANNA.phone).shown[-1].state is PhoneState.RINGING
    assert menus.handset(BORIS.phone).shown[-1].state is PhoneState.IDLE
    assert tone_seconds(bytes(client.heard), GREETING_HZ) == pytest.approx(4.0, abs=0.3)
    assert heard_in_order(bytes(client.heard), GREETING_HZ, HOLD_HZ) == [GREETING_HZ, HOLD_HZ]


async def test_a_wrong_key_is_said_to_be_wrong_and_the_next_may_be_right(menus: World) -> None:
    client = await pressing(menus, "7")
    await asyncio.sleep(2.5)
    order = [GREETING_HZ, WRONG_HZ, GREETING_HZ]
    assert heard_in_order(bytes(client.heard), *order) == order
    client.phone.press("1")
    await asyncio.sleep(0.5)
    assert menus.handset(BORIS.phone).shown[-1].state is PhoneState.RINGING


async def test_two_wrong_keys_lead_to_the_default_like_silence(menus: World) -> None:
    client = await pressing(menus, "7", "9", after=3.0)
    await asyncio.sleep(2)
    assert menus.handset(ANNA.phone).shown[-1].state is PhoneState.RINGING
    assert tone_seconds(bytes(client.heard), WRONG_HZ) == pytest.approx(4.0, abs=0.5)


async def test_the_greeting_is_heard_as_often_as_somebody_asks_for_it(menus: World) -> None:
    client = await pressing(menus, *"*****", after=3.0)
    await asyncio.sleep(2)
    assert tone_seconds(bytes(client.heard), GREETING_HZ) == pytest.approx(12.0, abs=0.5)
    assert tone_seconds(bytes(client.heard), WRONG_HZ) == 0
    client.phone.press("1")
    await asyncio.sleep(0.5)
    assert menus.handset(BORIS.phone).shown[-1].state is PhoneState.RINGING


async def test_menus_lead_to_each_other_and_back(menus: World) -> None:
    client = await pressing(menus, "2", "0", "1", after=3.0)
    assert menus.handset(BORIS.phone).shown[-1].state is PhoneState.RINGING
    order = (GREETING_HZ, MORE_HZ, GREETING_HZ)
    assert heard_in_order(bytes(client.heard), *order) == list(order)


async def test_a_greeting_that_no_key_cuts_short_is_heard_to_its_end_and_the_key_counts(menus: World) -> None:
    client = await pressing(menus, "2")
    client.phone.press("0")
    await asyncio.sleep(3)
    assert tone_seconds(bytes(client.heard), MORE_HZ) == pytest.approx(2.0, abs=0.2)
    order = [GREETING_HZ, MORE_HZ, GREETING_HZ]
    assert heard_in_order(bytes(client.heard), *order) == order


async def test_a_key_may_lead_to_a_message_for_the_company(menus: World) -> None:
    client = await pressing(menus, "3")
    await asyncio.sleep(1.5)
    client.phone.speak(tone(880, 2.0))
    await asyncio.sleep(2.5)
    client.phone.hang_up()
    await asyncio.sleep(1)
    assert heard_in_order(bytes(client.heard), PROMPT_HZ, BEEP_HZ) == [PROMPT_HZ, BEEP_HZ]
    assert [message.employee_id for message in menus.book.messages] == [None]
    assert menus.book.outcomes == {1: Outcome.VOICEMAIL}


async def test_a_message_left_behind_a_key_is_whose_that_key_is(menus: World) -> None:
    client = await pressing(menus)
    await asyncio.sleep(23.5)
    client.phone.speak(tone(880, 2.0))
    await asyncio.sleep(2.5)
    client.phone.hang_up()
    await asyncio.sleep(1)
    assert [message.employee_id for message in menus.book.messages] == [ANNA.employee_id]


@pytest.mark.parametrize("after", [0.0, 1.0, 3.0, 5.0, 7.0])
async def test_who_hangs_up_in_the_menu_has_given_up(menus: World, after: float) -> None:
    client = await pressing(menus)
    await asyncio.sleep(after)
    client.phone.hang_up()
    await asyncio.sleep(0.5)
    assert menus.book.outcomes == {1: Outcome.ABANDONED}
    assert not menus.handset(ANNA.phone).shown[1:], "nobody was rung"


@pytest.mark.parametrize("keys", ["7", "2", "1", "21", "20"])
async def test_who_hangs_up_behind_any_key_leaves_nothing_behind(menus: World, keys: str) -> None:
    client = await pressing(menus, *keys)
    client.phone.hang_up()
    await asyncio.sleep(1)
    assert set(menus.book.outcomes.values()) == {Outcome.ABANDONED}
    assert all(map(menus.line.floor.is_free, (ANNA, BORIS)))


async def test_the_book_knows_where_the_caller_is(menus: World) -> None:
    await pressing(menus)
    assert (menus.book.calls[1].progress, menus.book.calls[1].branch) == (Progress.ARRIVED, "main")
    menus.handset("+79001234567").phone.press("2")
    await asyncio.sleep(0.5)
    assert menus.book.calls[1].branch == "more"


@pytest.fixture
def morning(tmp_path: Path) -> Morning:
    return Morning(tmp_path)


@pytest.mark.parametrize(
    ("progress", "branch", "did"),
    [
        (Progress.ARRIVED, "", ["answer", f"play {GREETING}"]),  # killed between the call and the menu
        (Progress.ARRIVED, "main", ["answer", f"play {GREETING}"]),
        (Progress.ARRIVED, "more", ["answer", f"play {MORE}"]),
        (Progress.ARRIVED, "sales", ["answer", "hold"]),  # killed between the key and the ring
        (Progress.RINGING, "sales", ["answer", "hold"]),
        (Progress.PROMPT, "anna", ["answer", f"play {MESSAGE.prompt}", "play beep", "record voicemail-1"]),
        (Progress.RECORDING, "message", ["record voicemail-1"]),
    ],
)
async def test_after_a_restart_the_caller_is_where_they_were(
    morning: Morning, progress: Progress, branch: str, did: list[str]
) -> None:
    caller = morning.left_at(progress, plan=PLAN, branch=branch)
    await morning.desk.start()
    await asyncio.sleep(0.1)
    assert caller.did[: len(did)] == did


async def test_a_message_left_behind_a_key_before_the_restart_is_whose_that_key_is(morning: Morning) -> None:
    morning.left_at(Progress.RECORDING, plan=PLAN, branch="anna")
    morning.pbx.legs.clear()
    morning.pbx.kept.append("voicemail-1")
    await morning.desk.start()
    assert [message.employee_id for message in morning.book.messages] == [ANNA.employee_id]


async def test_what_the_pbx_took_alone_is_for_whom_the_menu_leads_to_without_a_key(morning: Morning) -> None:
    morning.book.plans[MENU] = PLAN
    morning.pbx.kept.append(f"fallback_{MENU[1:]}_79001234567_1785747600_1785747600.7")
    await morning.desk.start()
    assert [message.employee_id for message in morning.book.messages] == [ANNA.employee_id]


def test_a_plan_that_takes_no_message_has_the_companys_which_the_pbx_takes_alone() -> None:
    circle = CallPlan(1, (Go("main"),), (Branch("main", (Menu(GREETING, WRONG, (), "main", 0, 1.0, barge_in=True),)),))
    assert message_step(circle).employee_id is None
    assert message_step(PLANS[DIRECT]).employee_id == ANNA.employee_id
