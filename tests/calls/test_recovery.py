"""A desk that starts after a restart finds everyone where the last one left them."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.catalogue import CATALOGUE
from bot.domain.effects import NOTICE, CallFacts, CallKind, Switched
from bot.domain.plan import CallPlan
from bot.ports import OpenedCall, Outcome, Progress
from tests.calls.company import ANNA, BORIS, DIRECT, PLANS, PROMPT, SALES
from tests.calls.morning import TO_CLIENT, Morning

RECORDED = CATALOGUE.plan(PLANS[SALES], [Switched("recording", flags=frozenset({NOTICE}))], CallFacts(CallKind.DID))


@pytest.fixture
def morning(tmp_path: Path) -> Morning:
    return Morning(tmp_path)


async def test_two_who_talk_go_on_talking_and_their_end_is_written_down(morning: Morning) -> None:
    caller, peer = morning.left_at(Progress.TALKING, peer="ring-1"), morning.peer()
    await morning.desk.start()
    await asyncio.sleep(60)
    assert not caller.is_gone
    assert not peer.is_gone
    assert not morning.line.floor.is_free(ANNA)
    peer.leaves()
    await asyncio.sleep(1)
    assert caller.is_gone
    assert morning.book.outcomes == {1: Outcome.ANSWERED}
    assert morning.line.floor.is_free(ANNA)


async def test_caller_who_waited_is_rung_for_again_then_asked_for_a_message(morning: Morning) -> None:
    caller = morning.left_at(Progress.RINGING)
    await morning.desk.start()
    await asyncio.sleep(11)
    assert caller.did == ["answer", "hold", f"play {PROMPT}", "play beep", "record voicemail-1"]


async def test_phone_that_rang_for_nobody_any_more_falls_silent(morning: Morning) -> None:
    stray = morning.peer()
    await morning.desk.start()
    assert stray.is_gone


async def test_message_that_is_being_spoken_goes_on_without_a_second_prompt(morning: Morning) -> None:
    caller = morning.left_at(Progress.RECORDING)
    await morning.desk.start()
    await asyncio.sleep(1)
    assert caller.did == ["record voicemail-1"]
    morning.pbx.kept.append("voicemail-1")
    caller.recorded.set()
    await asyncio.sleep(1)
    assert [message.recording for message in morning.book.messages] == ["voicemail-1"]
    assert morning.book.outcomes == {1: Outcome.VOICEMAIL}
    assert morning.pbx.kept == []


async def test_caller_whose_employee_hung_up_meanwhile_is_let_go(morning: Morning) -> None:
    caller = morning.left_at(Progress.TALKING, peer="ring-1")
    await morning.desk.start()
    await asyncio.sleep(1)
    assert caller.is_gone
    assert morning.book.outcomes == {1: Outcome.ANSWERED}


@pytest.mark.parametrize(
    ("progress", "outcome"),
    [
        (Progress.ARRIVED, Outcome.ABANDONED),
        (Progress.RINGING, Outcome.ABANDONED),
        (Progress.TALKING, Outcome.ANSWERED),
        (Progress.PROMPT, Outcome.MISSED),
        (Progress.RECORDING, Outcome.MISSED),
    ],
)
async def test_call_whose_caller_has_gone_is_closed(morning: Morning, progress: Progress, outcome: Outcome) -> None:
    morning.left_at(progress)
    morning.pbx.legs.clear()
    await morning.desk.start()
    assert morning.book.outcomes == {1: outcome}


async def test_message_whose_caller_has_gone_is_delivered_once(morning: Morning) -> None:
    morning.left_at(Progress.RECORDING)
    morning.pbx.legs.clear()
    morning.pbx.kept.append("voicemail-1")
    await morning.desk.start()
    await morning.desk.collect()
    assert [message.recording for message in morning.book.messages] == ["voicemail-1"]
    assert morning.book.outcomes == {1: Outcome.VOICEMAIL}
    assert morning.pbx.kept == []


async def test_recording_already_delivered_is_only_forgotten(morning: Morning) -> None:
    morning.left_at(Progress.RECORDING)
    morning.pbx.legs.clear()
    morning.pbx.kept.append("voicemail-1")
    await morning.desk.start()
    morning.pbx.kept.append("voicemail-1")  # killed before the PBX was told to forget it
    await morning.desk.collect()
    assert len(morning.book.messages) == 1
    assert morning.pbx.kept == []


async def test_message_taken_by_the_pbx_alone_is_delivered(morning: Morning) -> None:
    name = f"fallback_{DIRECT[1:]}_79001234567_1785747600_1785747600.7"
    morning.pbx.kept.append(name)
    await morning.desk.start()
    [message] = morning.book.messages
    assert (message.recording, message.employee_id) == (name, ANNA.employee_id)


async def test_message_taken_by_the_pbx_alone_where_we_would_take_none_is_the_companys(morning: Morning) -> None:
    morning.book.plans[DIRECT] = CallPlan(1, PLANS[DIRECT].steps[:1])
    morning.pbx.kept.append(f"fallback_{DIRECT[1:]}_79001234567_1754180000_u-1")
    await morning.desk.start()
    assert [message.employee_id for message in morning.book.messages] == [None]


async def test_recordings_wait_for_a_pbx_that_is_out_of_reach(morning: Morning) -> None:
    morning.left_at(Progress.RECORDING)
    morning.pbx.legs.clear()
    morning.pbx.kept.append("voicemail-1")
    await morning.desk.start()
    morning.book.messages.clear()
    morning.pbx.kept.append("voicemail-1")
    morning.pbx.unreachable = True
    await morning.desk.collect()
    assert morning.book.messages == []
    morning.pbx.unreachable = False
    await morning.desk.collect()
    assert len(morning.book.messages) == 1


async def test_recording_of_a_call_that_goes_on_is_left_to_it(morning: Morning) -> None:
    caller = morning.left_at(Progress.RECORDING)
    await morning.desk.start()
    morning.pbx.kept.append("voicemail-1")
    await morning.desk.collect()
    assert morning.book.messages == []
    caller.recorded.set()
    await asyncio.sleep(1)
    assert OpenedCall(1, PLANS[SALES]).id in morning.book.outcomes
    assert len(morning.book.messages) == 1


@pytest.mark.parametrize("plan", [RECORDED, TO_CLIENT], ids=["in", "out"])
async def test_talk_that_went_on_over_our_restart_is_kept_when_it_ends(morning: Morning, plan: CallPlan) -> None:
    morning.left_at(Progress.TALKING, peer="ring-1", plan=plan)
    peer = morning.peer()
    await morning.desk.start()
    await asyncio.sleep(60)
    assert morning.pbx.talks == [("talk-1", "talk-1")]
    assert not morning.line.floor.is_free(BORIS if plan is TO_CLIENT else ANNA)
    peer.leaves()
    await asyncio.sleep(1)
    assert [talk.recording for talk in morning.book.talks] == ["talk-1"]
    assert morning.book.outcomes == {1: Outcome.ANSWERED}
    assert morning.pbx.kept == []
    assert all(map(morning.line.floor.is_free, (ANNA, BORIS)))


async def test_talk_that_ended_while_we_were_down_is_kept_once(morning: Morning) -> None:
    morning.left_at(Progress.TALKING, peer="ring-1", plan=RECORDED)
    morning.pbx.legs.clear()
    morning.pbx.kept.append("talk-1")
    await morning.desk.start()
    morning.pbx.kept.append("talk-1")  # killed before the PBX was told to forget it
    await morning.desk.collect()
    assert [talk.recording for talk in morning.book.talks] == ["talk-1"]
    assert morning.book.outcomes == {1: Outcome.ANSWERED}
    assert morning.pbx.kept == []


async def test_talk_of_a_pbx_that_went_out_of_reach_is_kept_when_it_is_back(morning: Morning) -> None:
    caller = morning.left_at(Progress.TALKING, peer="ring-1", plan=RECORDED)
    morning.peer()
    await morning.desk.start()
    morning.pbx.unreachable = True
    caller.leaves()
    await asyncio.sleep(1)
    assert (morning.book.talks, morning.book.outcomes) == ([], {1: Outcome.ANSWERED})
    morning.pbx.unreachable = False
    await morning.desk.collect()
    assert len(morning.book.talks) == 1


async def test_recording_of_a_talk_that_goes_on_is_left_to_it(morning: Morning) -> None:
    morning.left_at(Progress.TALKING, peer="ring-1", plan=RECORDED)
    morning.peer()
    await morning.desk.start()
    morning.pbx.kept.append("talk-1")
    await morning.desk.collect()
    assert morning.book.talks == []


async def test_caller_who_heard_the_notice_and_waited_does_not_hear_it_again(morning: Morning) -> None:
    caller = morning.left_at(Progress.RINGING, plan=RECORDED)
    await morning.desk.start()
    await asyncio.sleep(1)
    assert caller.did == ["answer", "hold"]


async def test_client_who_was_being_dialled_is_not_dialled_a_second_time(morning: Morning) -> None:
    caller = morning.left_at(Progress.DIALLING, plan=TO_CLIENT)
    await morning.desk.start()
    await asyncio.sleep(1)
    assert caller.is_gone
    assert morning.book.outcomes == {1: Outcome.INTERRUPTED}
    assert morning.line.floor.is_free(BORIS)


async def test_a_talk_goes_on_though_its_employee_was_removed_meanwhile(morning: Morning) -> None:
    caller, peer = morning.left_at(Progress.TALKING, peer="ring-1", plan=RECORDED), morning.peer()
    morning.book.calls[1] = replace(morning.book.calls[1], employee_id=None)
    await morning.desk.start()
    await asyncio.sleep(60)
    assert not caller.is_gone
    peer.leaves()
    await asyncio.sleep(1)
    assert morning.book.outcomes == {1: Outcome.ANSWERED}
