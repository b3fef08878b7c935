"""The room for recordings: the form, packs that come by themselves, what is deleted, and never a row without a file."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.db.models import Company, Outbox
from bot.db.money_models import HoldingRow, Ledger
from bot.db.store import Store
from bot.domain.billing import Charge, share_of
from bot.domain.cards import Seat
from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.history import Change, What
from bot.domain.money import rubles
from bot.domain.storage import LOW
from bot.domain.tariffs import GIB
from bot.services.billing import Billing
from bot.services.histories import Histories
from tests.databases import Hand
from tests.services.firm import founded
from tests.services.shelf import FIRST_DAY, PACK, Shelf, admin, pays


@pytest.fixture
async def shelf(store: Store, hand: Hand, tmp_path: Path) -> Shelf:
    firm = await founded(store)
    return Shelf(store, hand, firm, tmp_path / "recordings")


async def test_the_form_shows_what_is_used_and_how_long_the_rest_will_do(shelf: Shelf) -> None:
    await shelf.keeps(GIB // 8, GIB // 8)
    card = await shelf.storage.card(shelf.firm.admin())
    assert (card.room.base, card.room.packs, card.used, card.auto, card.recordings) == (GIB, 0, GIB // 4, False, 2)
    assert card.days == 3
    assert card.price == rubles(150)


async def test_nothing_is_charged_before_the_form_is_saved(shelf: Shelf) -> None:
    seat, account = shelf.firm.admin(), await admin(shelf)
    offer = await shelf.storage.offer(seat, 2)
    assert (offer.quota, offer.monthly, offer.going) == (GIB + 2 * PACK.size, rubles(300), 0)
    assert await shelf.packs() == 0
    saved = await shelf.storage.save(seat, 2, True, account)
    assert (saved.cost.monthly, await shelf.packs()) == (rubles(300), 2)
    again = await shelf.storage.save(seat, 2, True, account)
    assert again.history_id is None, "a double tap changes nothing"
    await Histories(shelf.store, shelf.hand, CATALOGUE).undo(seat, saved.history_id or 0, account)
    card = await shelf.storage.card(seat)
    assert (card.room.packs, card.auto) == (0, False)


async def test_one_more_pack_is_bought_at_the_price_that_was_shown_and_never_two_for_one_tap(shelf: Shelf) -> None:
    seat, account = shelf.firm.admin(), await admin(shelf)
    shown = (await shelf.storage.card(seat)).more
    bought = await shelf.storage.buy(seat, 1, account)
    assert (bought.cost, shown.monthly, await shelf.packs()) == (shown, rubles(150), 1)
    for packs in (1, 0, 3, -1, 10**9):
        with pytest.raises(Refused):
            await shelf.storage.buy(seat, packs, account)
    shelf.hand.advance(hours=1)
    await Histories(shelf.store, shelf.hand, CATALOGUE).undo(seat, bought.history_id or 0, account)
    assert await shelf.packs() == 0
    assert (await shelf.storage.card(seat)).more.today == 0, "paid for today already"
    with pytest.raises(Refused):
        await shelf.storage.buy(shelf.firm.staff(shelf.firm.ivanov), 1, account)


async def test_the_tenth_pack_is_not_sold(shelf: Shelf) -> None:
    seat, account = shelf.firm.admin(), await admin(shelf)
    await shelf.storage.save(seat, PACK.most, False, account)
    with pytest.raises(Refused):
        await shelf.storage.buy(seat, PACK.most + 1, account)


async def test_a_pack_given_up_and_taken_again_costs_the_day_once(shelf: Shelf) -> None:
    seat, account = shelf.firm.admin(), await admin(shelf)
    for packs in (1, 0, 1):
        await shelf.storage.save(seat, packs, False, account)
    shelf.hand.advance(days=1)
    await Billing(shelf.store, shelf.hand, CATALOGUE).accrue()
    async with shelf.store.read() as session:
        lines = select(Ledger.count, Ledger.kopecks).where(Ledger.kind == Charge.STORAGE.value)
        assert [tuple(line) for line in await session.execute(lines)] == [(1, share_of(PACK.price, FIRST_DAY))]


async def test_from_none_to_nine_packs_and_for_administrators_only(shelf: Shelf) -> None:
    for packs in (-1, 10):
        with pytest.raises(Refused):
            await shelf.storage.save(shelf.firm.admin(), packs, False, 1)
    staff: Seat = shelf.firm.staff(shelf.firm.ivanov)
    for refused in (shelf.storage.card(staff), shelf.storage.offer(staff, 1), shelf.storage.save(staff, 1, False, 1)):
        with pytest.raises(Refused):
            await refused


async def test_the_form_says_which_recordings_would_go(shelf: Shelf) -> None:
    seat, account = shelf.firm.admin(), await admin(shelf)
    await shelf.storage.save(seat, 1, False, account)
    await shelf.keeps(GIB // 2, GIB // 2, GIB // 4)
    offer = await shelf.storage.offer(seat, 0)
    assert (offer.going, offer.going_bytes, offer.monthly) == (1, GIB // 2, -rubles(150))
    await shelf.storage.save(seat, 0, False, account)
    await shelf.sweeping.sweep()
    assert await shelf.left() == ["talk-2.wav", "talk-3.wav"] == shelf.files()


async def test_without_the_flag_the_oldest_go_and_administrators_hear_it_once_a_day(shelf: Shelf) -> None:
    await admin(shelf)
    await shelf.keeps(GIB // 2, GIB // 2, GIB // 2)
    await shelf.sweeping.sweep()
    await shelf.keeps(GIB // 2)
    await shelf.sweeping.sweep()
    assert await shelf.left() == ["talk-3.wav", "talk-4.wav"] == shelf.files()
    assert await shelf.notes() == ["storage-deleted"]
    assert await shelf.packs() == 0


async def test_before_anything_goes_administrators_are_warned_once_a_month_for_the_same_room(shelf: Shelf) -> None:
    seat, account = shelf.firm.admin(), await admin(shelf)
    await shelf.keeps(GIB - LOW)
    await shelf.sweeping.sweep()
    assert await shelf.notes() == []
    await shelf.keeps(1)
    for _ in range(3):
        await shelf.sweeping.sweep()
    assert await shelf.notes() == ["storage-short"]
    async with shelf.store.read() as session:
        said = (await session.scalars(select(Outbox.payload))).one()
    assert (said["free"], said["quota"], said["why"], said["days"]) == (LOW - 1, GIB, "off", 0)
    await shelf.storage.save(seat, 0, True, account)
    await shelf.sweeping.sweep()
    assert await shelf.notes() == ["storage-short"], "there is no money: it is the same room"
    shelf.hand.advance(days=31)
    await shelf.sweeping.sweep()
    assert await shelf.notes() == ["storage-short", "storage-short"]


async def test_a_pack_comes_by_itself_once_for_each_time_the_room_runs_short(shelf: Shelf) -> None:
    seat, account = shelf.firm.admin(), await admin(shelf)
    await pays(shelf, rubles(100_000))
    await shelf.storage.save(seat, 0, True, account)
    await shelf.keeps(GIB - LOW)
    await shelf.sweeping.sweep()
    assert await shelf.packs() == 0
    await shelf.keeps(1)
    for _ in range(3):
        await shelf.sweeping.sweep()
    assert (await shelf.packs(), await shelf.notes()) == (1, ["storage-pack"])
    assert len(await shelf.left()) == 2


async def test_no_money_no_pack_and_the_oldest_go(shelf: Shelf) -> None:
    seat, account = shelf.firm.admin(), await admin(shelf)
    await shelf.storage.save(seat, 0, True, account)
    await shelf.keeps(GIB, GIB // 2)
    await shelf.sweeping.sweep()
    assert (await shelf.packs(), await shelf.left()) == (0, ["talk-2.wav"])


async def test_another_companys_recordings_are_not_touched(shelf: Shelf) -> None:
    await shelf.keeps(GIB // 2, company=shelf.firm.other_company)
    await shelf.keeps(GIB, 1)
    await shelf.sweeping.sweep()
    assert await shelf.left() == ["talk-1.wav", "talk-3.wav"]


async def test_a_file_without_a_row_goes_once_it_is_old_and_a_row_without_a_file_is_no_recording(shelf: Shelf) -> None:
    await shelf.keeps(1, 1)
    (shelf.folder / "talk-1.wav").unlink()
    for name, age in (("old.wav", timedelta(hours=1)), ("young.wav", timedelta())):
        (shelf.folder / name).write_bytes(b"")
        at = (shelf.hand.now() - age).timestamp()
        os.utime(shelf.folder / name, (at, at))
    await shelf.sweeping.sweep()
    assert await shelf.left() == ["talk-2.wav"]
    assert shelf.files() == ["talk-2.wav", "young.wav"]


async def test_packs_stay_when_employees_change(shelf: Shelf) -> None:
    seat, account = shelf.firm.admin(), await admin(shelf)
    await shelf.storage.save(seat, 1, False, account)
    async with shelf.storage._company.change(seat) as company:
        await company.apply([Change(What.EMPLOYEE, None, "new")], account)
    assert await shelf.packs() == 1
    async with shelf.store.read() as session:
        held = select(HoldingRow.until).where(HoldingRow.kind == Charge.STORAGE)
        assert list(await session.scalars(held)) == [None]
        assert (await session.get_one(Company, shelf.firm.company)).auto_packs is False
