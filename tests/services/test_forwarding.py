"""When a call for an employee becomes a message (V1): set in the chat or in the file, obeyed by every way in."""

from pathlib import Path

import pytest

from bot.db.store import Store
from bot.domain.catalogue import CATALOGUE
from bot.domain.forwarding import Forwarding
from bot.domain.plan import Ring, Step, TakeMessage
from bot.domain.roles import Role
from bot.services.book import CompanyBook
from bot.services.companies import Companies
from bot.services.histories import Histories
from bot.services.numbers import Numbers
from tests.databases import Hand
from tests.services.firm import DIRECT, MAIN, Firm, member

WAYS = {"did": ("+79007654321", DIRECT, ""), "colleague": ("", "101", "102")}


async def steps(store: Store, hand: Hand, way: str) -> tuple[Step, ...]:
    caller, dialled, phone = WAYS[way]
    call = await CompanyBook(store, hand, Path()).open(f"leg-{way}", caller, dialled, phone)
    assert call is not None
    return call.plan.steps


@pytest.mark.parametrize("way", WAYS)
async def test_whoever_calls_an_employee_leaves_a_message_after_the_chosen_seconds(
    store: Store, hand: Hand, firm: Firm, way: str
) -> None:
    numbers, admin = Numbers(store, hand, CATALOGUE), await member(store, 1, firm.company, Role.ADMIN)
    await numbers.ring_seconds(firm.admin(), firm.ivanov, 35, admin)
    ring, message = await steps(store, hand, way)
    assert isinstance(ring, Ring)
    assert isinstance(message, TakeMessage)
    assert (ring.seconds, ring.waits, message.employee_id) == (35.0, True, firm.ivanov)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("chosen", "waits", "takes_message"),
    [(Forwarding.NO_ANSWER, True, True), (Forwarding.BUSY, False, True), (Forwarding.OFF, True, False)],
)
async def test_each_way_to_voicemail_makes_its_plan(
    store: Store, hand: Hand, firm: Firm, way: str, chosen: Forwarding, waits: bool, takes_message: bool
) -> None:
    numbers, admin = Numbers(store, hand, CATALOGUE), await member(store, 1, firm.company, Role.ADMIN)
    await numbers.forwarding(firm.admin(), firm.ivanov, chosen, admin)
    ring, *message = await steps(store, hand, way)
    assert isinstance(ring, Ring)
    assert (ring.waits, bool(message)) == (waits, takes_message)


async def test_departments_take_no_notice_of_their_peoples_forwarding(store: Store, hand: Hand, firm: Firm) -> None:
    numbers, admin = Numbers(store, hand, CATALOGUE), await member(store, 1, firm.company, Role.ADMIN)
    for one in (firm.ivanov, firm.petrova):
        await numbers.forwarding(firm.admin(), one, Forwarding.OFF, admin)
    call = await CompanyBook(store, hand, Path()).open("leg", "+79007654321", MAIN)
    assert call is not None
    assert isinstance(call.plan.steps[-1], TakeMessage)


async def test_it_is_in_the_history_and_can_be_taken_back(store: Store, hand: Hand, firm: Firm) -> None:
    numbers, histories = Numbers(store, hand, CATALOGUE), Histories(store, hand, CATALOGUE)
    admin = await member(store, 1, firm.company, Role.ADMIN)
    changed = await numbers.forwarding(firm.admin(), firm.ivanov, Forwarding.BUSY, admin)
    again = await numbers.forwarding(firm.admin(), firm.ivanov, Forwarding.BUSY, admin)
    assert (changed.history_id is None, again.history_id) == (False, None)
    assert changed.history_id is not None
    await histories.undo(firm.admin(), changed.history_id, admin)
    assert (await numbers.one(firm.admin(), firm.ivanov)).forwarding is Forwarding.NO_ANSWER


async def test_the_file_says_it_and_comes_back_the_same(store: Store, hand: Hand, firm: Firm) -> None:
    companies, numbers = Companies(store, hand), Numbers(store, hand, CATALOGUE)
    exported = await companies.export_yaml("romashka")
    assert "voicemail" not in exported
    edited = exported.replace("phone: '101'", "phone: 101").replace(
        "phone: 101", "phone: 101\n  voicemail: busy\n  ring_seconds: 7", 1
    )
    changes = (await companies.import_yaml(edited, "f.yaml")).changes
    assert changes == (
        "employee 101 Иванов Иван: voicemail no-answer → busy",
        "employee 101 Иванов Иван: ring seconds 20 → 7",
    )
    one = await numbers.one(firm.admin(), firm.ivanov)
    assert (one.forwarding, one.ring_seconds) == (Forwarding.BUSY, 7)
    assert (await companies.import_yaml(await companies.export_yaml("romashka"), "f.yaml")).changes == ()
