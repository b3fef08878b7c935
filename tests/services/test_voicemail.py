"""The mailbox: everybody hears what is theirs, and nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.db.store import Store
from bot.domain.errors import Refused
from bot.services.companies import Companies
from bot.services.voicemail_rows import PAGE
from tests.databases import Hand
from tests.services.firm import DIRECT, MAIN, OTHERS, founded
from tests.services.mail import Mail


@pytest.fixture
async def mail(store: Store, hand: Hand, tmp_path: Path) -> Mail:
    return Mail(store, hand, tmp_path, await founded(store))


async def test_message_shows_who_whom_and_when(mail: Mail) -> None:
    company = await mail.leave()
    own = await mail.leave(DIRECT, mail.firm.ivanov)
    newest, older = (await mail.box.page(mail.firm.admin(), 0)).items
    assert (newest.id, newest.employee, newest.did) == (own, "Иванов Иван", DIRECT)
    assert (older.id, older.employee, older.did) == (company, None, MAIN)
    assert (older.caller, older.seconds, older.new) == ("+79007654321", 12.5, True)
    assert older.created_at == mail.hand.now() - timedelta(minutes=1)


async def test_administrator_sees_the_companys_and_everybodys_and_staff_their_own(mail: Mail) -> None:
    firm = mail.firm
    company = await mail.leave()
    ivanov = await mail.leave(DIRECT, firm.ivanov)
    petrova = await mail.leave(MAIN, firm.petrova)
    other = await mail.leave(OTHERS)
    assert await mail.ids(firm.admin()) == [petrova, ivanov, company]
    assert await mail.ids(firm.staff(firm.ivanov)) == [ivanov]
    assert await mail.ids(firm.staff(None)) == []
    assert await mail.ids(firm.other_admin()) == [other]


@pytest.mark.parametrize("whose", ["company", "petrova", "other", "nobody"])
async def test_staff_is_refused_what_is_not_theirs(mail: Mail, whose: str) -> None:
    firm = mail.firm
    ids = {
        "company": await mail.leave(),
        "petrova": await mail.leave(MAIN, firm.petrova),
        "other": await mail.leave(OTHERS),
        "nobody": 404,
    }
    seat = firm.staff(firm.ivanov)
    with pytest.raises(Refused, match="not in your mailbox"):
        await mail.box.one(seat, ids[whose])
    await mail.box.heard(seat, ids[whose])
    assert (await mail.box.page(firm.admin(), 0)).new == 2
    assert (await mail.box.page(firm.other_admin(), 0)).new == 1


async def test_administrator_of_another_company_is_refused(mail: Mail) -> None:
    voicemail_id = await mail.leave()
    with pytest.raises(Refused):
        await mail.box.one(mail.firm.other_admin(), voicemail_id)
    await mail.box.heard(mail.firm.other_admin(), voicemail_id)
    assert (await mail.box.one(mail.firm.admin(), voicemail_id)).new


async def test_heard_message_is_not_new_and_stays_in_the_list(mail: Mail, store: Store) -> None:
    first, second = await mail.leave(), await mail.leave()
    companies = Companies(store, mail.hand)
    assert (await companies.status(mail.firm.admin()))[0].new_messages == 2
    await mail.box.heard(mail.firm.admin(), first)
    page = await mail.box.page(mail.firm.admin(), 0)
    assert [(item.id, item.new) for item in page.items] == [(second, True), (first, False)]
    assert page.new == 1
    assert (await companies.status(mail.firm.admin()))[0].new_messages == 1


async def test_pages_hold_all_messages_once_newest_first(mail: Mail) -> None:
    total = 2 * PAGE + 1
    for _ in range(total):
        await mail.leave()
    pages = [await mail.box.page(mail.firm.admin(), number) for number in range(3)]
    assert [item.id for page in pages for item in page.items] == list(range(total, 0, -1))
    assert [(page.page, page.pages, page.new) for page in pages] == [(number, 3, total) for number in range(3)]


@pytest.mark.parametrize(("asked", "given"), [(-1, 0), (99, 1)])
async def test_page_that_is_not_there_is_the_nearest(mail: Mail, asked: int, given: int) -> None:
    for _ in range(PAGE + 1):
        await mail.leave()
    assert (await mail.box.page(mail.firm.admin(), asked)).page == given


async def test_empty_mailbox_is_one_empty_page(mail: Mail) -> None:
    page = await mail.box.page(mail.firm.admin(), 0)
    assert (page.items, page.page, page.pages, page.new) == ((), 0, 1, 0)


async def test_messages_of_one_second_keep_one_order(mail: Mail) -> None:
    for _ in range(3):
        await mail.leave()
        mail.hand.advance(minutes=-1)
    assert await mail.ids(mail.firm.admin()) == [3, 2, 1]


async def test_file_for_delivery_and_telegrams_id_of_it(mail: Mail) -> None:
    voicemail_id = await mail.leave(DIRECT, mail.firm.ivanov)
    file, file_id, item, zone = await mail.box.file_of(voicemail_id)
    assert (file, file_id, zone) == (mail.folder / "voicemail-1.wav", "", "Europe/Moscow")
    assert item == await mail.box.one(mail.firm.admin(), voicemail_id)
    await mail.box.keep_file_id(voicemail_id, "AwACAgI")
    assert (await mail.box.file_of(voicemail_id))[1] == "AwACAgI"
