"""Deleting a message: administrators only, 30 days to change one's mind, then file and row are gone (V4)."""

import os
from pathlib import Path

import pytest

from bot.db.store import Store
from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.history import BIN, MAILBOX
from bot.domain.roles import Role
from bot.services.companies import Companies
from bot.services.histories import Histories
from tests.databases import Hand
from tests.services.firm import DIRECT, founded, member
from tests.services.mail import Mail


@pytest.fixture
async def mail(store: Store, hand: Hand, tmp_path: Path) -> Mail:
    """Two messages for Ivanov; account 1 is the administrator's."""
    mail = Mail(store, hand, tmp_path, await founded(store))
    await member(store, 1, mail.firm.company, Role.ADMIN)
    for _ in range(2):
        await mail.leave(DIRECT, mail.firm.ivanov)
    return mail


async def test_what_an_administrator_deletes_is_gone_for_everybody(mail: Mail, store: Store) -> None:
    admin, staff = mail.firm.admin(), mail.firm.staff(mail.firm.ivanov)
    await mail.bin.delete(admin, 1, 1)
    assert await mail.ids(admin) == await mail.ids(staff) == [2]
    for seat in (admin, staff):
        with pytest.raises(Refused):
            await mail.box.one(seat, 1)
        await mail.box.heard(seat, 1)
    page = await mail.box.page(admin, 0)
    assert (page.new, page.total, page.in_bin) == (1, 1, 1)
    assert (await mail.box.page(staff, 0)).in_bin == 0
    assert (await Companies(store, mail.hand).status(mail.firm.admin()))[0].new_messages == 1
    ((deleted,), _, _) = await mail.bin.page(admin, 0)
    assert (deleted.item.id, deleted.item.new) == (1, True)
    assert (deleted.until - mail.hand.now()).days == 30


async def test_it_comes_back_as_it_was(mail: Mail) -> None:
    admin = mail.firm.admin()
    await mail.bin.delete(admin, 1, 1)
    await mail.later(days=29)
    await mail.bin.restore(admin, 1, 1)
    assert await mail.ids(mail.firm.staff(mail.firm.ivanov)) == [2, 1]
    assert (await mail.box.page(admin, 0)).new == 2
    assert (await mail.bin.page(admin, 0))[0] == ()
    with pytest.raises(Refused, match="not in the bin"):
        await mail.bin.one(admin, 1)


async def test_both_are_in_the_history_once(mail: Mail, store: Store) -> None:
    admin = mail.firm.admin()
    for _ in range(2):
        await mail.bin.delete(admin, 1, 1)
    for _ in range(2):
        await mail.bin.restore(admin, 1, 1)
    lines = [item.lines for item in (await Histories(store, mail.hand, CATALOGUE).page(admin, 0)).items]
    assert [(line.before, line.after) for (line,) in lines] == [(BIN, MAILBOX), (MAILBOX, BIN)]
    assert lines[0][0].title == "+7 900 765-43-21 → Иванов Иван"


@pytest.mark.parametrize("who", ["staff", "other"])
@pytest.mark.parametrize("what", ["delete", "restore"])
async def test_nobody_else_deletes_or_restores(mail: Mail, who: str, what: str) -> None:
    if what == "restore":
        await mail.bin.delete(mail.firm.admin(), 1, 1)
    seat = mail.firm.staff(mail.firm.ivanov) if who == "staff" else mail.firm.other_admin()
    with pytest.raises(Refused):
        await getattr(mail.bin, what)(seat, 1, 1)
    with pytest.raises(Refused):
        await mail.bin.one(seat, 1)
    assert len((await mail.bin.page(mail.firm.admin(), 0))[0]) == (what == "restore")
    assert (await mail.bin.page(mail.firm.other_admin(), 0))[0] == ()


async def test_after_30_days_row_and_file_go_and_nothing_else(mail: Mail, hand: Hand) -> None:
    admin = mail.firm.admin()
    await mail.bin.delete(admin, 1, 1)
    await mail.later(days=29.9)
    await mail.bin.sweep()
    assert len((await mail.bin.page(admin, 0))[0]) == 1
    await mail.later(days=0.2)
    await mail.bin.sweep()
    assert (await mail.bin.page(admin, 0))[0] == ()
    assert await mail.ids(admin) == [2]
    assert [file.name for file in mail.folder.glob("*.wav")] == ["voicemail-2.wav"]
    with pytest.raises(Refused):
        await mail.bin.restore(admin, 1, 1)


async def test_a_file_that_no_row_knows_goes_when_it_is_old(mail: Mail) -> None:
    for name, age in (("voicemail-77.wav", 2 * 3600), ("voicemail-78.wav", 60)):
        (mail.folder / name).write_bytes(b"RIFF")
        then = (mail.folder / name).stat().st_mtime - age
        os.utime(mail.folder / name, (then, then))
    for name in ("voicemail-1.wav", "voicemail-2.wav"):
        os.utime(mail.folder / name, (0, 0))
    await mail.bin.sweep()
    names = sorted(file.name for file in mail.folder.glob("*.wav"))
    assert names == ["voicemail-1.wav", "voicemail-2.wav", "voicemail-78.wav"]
