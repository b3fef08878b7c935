"""Who is behind a chat, and how somebody becomes a part of a company."""

import asyncio

import pytest
from sqlalchemy import select

from bot.db.models import Company, Employee, Invite
from bot.db.store import Store
from bot.domain.cards import SharedContact
from bot.domain.errors import Refused
from bot.domain.roles import Role
from bot.services.people import People
from tests.databases import Hand
from tests.services.firm import Firm, member

PERSON = 5_000_000_123  # beyond 32 bits, as Telegram's ids are


@pytest.fixture
def people(store: Store, hand: Hand) -> People:
    return People(store, hand)


def contact(number: str = "79001112233", user_id: int | None = PERSON, **how: bool) -> SharedContact:
    return SharedContact(number, user_id, how.get("forwarded", False), how.get("private_chat", True))


async def seats_of(people: People, telegram_id: int = PERSON) -> list[tuple[int, Role, int | None]]:
    visitor = await people.meet(telegram_id, "Иван", "ru")
    return [(seat.company_id, seat.role, seat.employee_id) for seat in visitor.seats]


@pytest.mark.parametrize(("code", "language"), [("ru", "ru"), ("kk", "ru"), ("be-BY", "ru"), ("en", "en"), ("", "en")])
async def test_newcomer_is_a_stranger_in_a_language_they_read(people: People, code: str, language: str) -> None:
    visitor = await people.meet(PERSON, "Иван", code)
    assert (visitor.language, visitor.seats) == (language, ())
    assert await people.address(visitor.account_id) == (PERSON, language, True)


async def test_chosen_language_stays_whatever_telegram_says(people: People) -> None:
    visitor = await people.meet(PERSON, "Иван", "ru")
    await people.choose_language(visitor.account_id, "en")
    assert (await people.meet(PERSON, "Иван", "ru")).language == "en"


async def test_who_blocked_the_bot_is_reachable_again_at_the_next_message(people: People) -> None:
    account_id = (await people.meet(PERSON, "Иван", "ru")).account_id
    await people.unreachable(account_id)
    assert await people.address(account_id) == (PERSON, "ru", False)
    await people.meet(PERSON, "Иван", "ru")
    assert await people.address(account_id) == (PERSON, "ru", True)


async def test_two_first_presses_at_once_make_one_account(people: People) -> None:
    first, second = await asyncio.gather(*(people.meet(PERSON, "Иван", "ru") for _ in range(2)))
    assert first == second


async def test_invited_administrator_takes_the_seat(people: People, firm: Firm) -> None:
    token = await people.invite(firm.company, Role.ADMIN)
    await people.meet(PERSON, "Иван", "ru")
    seat = await people.accept(PERSON, token)
    assert (seat.company_name, seat.time_zone, seat.role) == ("ООО «Ромашка»", "Europe/Moscow", Role.ADMIN)
    assert await seats_of(people) == [(firm.company, Role.ADMIN, None)]


async def test_token_is_not_in_the_database_and_fits_a_deep_link(people: People, store: Store, firm: Firm) -> None:
    token = await people.invite(firm.company, Role.ADMIN)
    async with store.read() as session:
        kept = (await session.scalars(select(Invite.token_hash))).one()
    assert token not in kept
    assert len(kept) == 64
    assert 43 <= len(token) <= 64
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [("unknown", "not known"), ("used", "used already"), ("expired", "older than 24 hours")],
)
async def test_bad_invitation_is_refused_with_its_own_sentence(
    people: People, firm: Firm, hand: Hand, spoil: str, sentence: str
) -> None:
    token = await people.invite(firm.company, Role.ADMIN)
    await people.meet(1, "Пётр", "ru")
    await people.meet(PERSON, "Иван", "ru")
    if spoil == "unknown":
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    elif spoil == "used":
        await people.accept(1, token)
    else:
        hand.advance(hours=24)
    with pytest.raises(Refused, match=sentence):
        await people.accept(PERSON, token)
    assert await seats_of(people) == []


async def test_invitation_still_works_just_before_its_24_hours_are_over(people: People, firm: Firm, hand: Hand) -> None:
    token = await people.invite(firm.company, Role.ADMIN)
    await people.meet(PERSON, "Иван", "ru")
    hand.advance(hours=23, minutes=59)
    assert (await people.accept(PERSON, token)).role is Role.ADMIN


async def test_of_eight_who_open_one_invitation_at_once_one_gets_in(people: People, firm: Firm) -> None:
    token = await people.invite(firm.company, Role.ADMIN)
    crowd = range(100, 108)
    for telegram_id in crowd:
        await people.meet(telegram_id, "кто-то", "ru")
    answers = await asyncio.gather(*(people.accept(person, token) for person in crowd), return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused"] * 7 + ["Seat"]
    assert sum([await seats_of(people, person) != [] for person in crowd]) == 1


async def test_invited_employee_gets_their_own_voicemail(people: People, firm: Firm) -> None:
    token = await people.invite(firm.company, Role.STAFF, firm.ivanov)
    await people.meet(PERSON, "Иван", "ru")
    await people.accept(PERSON, token)
    assert await seats_of(people) == [(firm.company, Role.STAFF, firm.ivanov)]
    linked = {item.name: item.linked for item in await people.employees(firm.company)}
    assert linked == {"Иванов Иван": True, "Петрова Анна": False}


async def test_nobody_is_invited_as_an_employee_of_another_company(people: People, firm: Firm) -> None:
    with pytest.raises(Refused, match="not in the list"):
        await people.invite(firm.company, Role.STAFF, firm.stranger)


async def test_administrator_who_turns_out_to_be_an_employee_stays_administrator(people: People, firm: Firm) -> None:
    await people.meet(PERSON, "Иван", "ru")
    await people.accept(PERSON, await people.invite(firm.company, Role.ADMIN))
    await people.recognise(PERSON, contact())
    assert await seats_of(people) == [(firm.company, Role.ADMIN, firm.ivanov)]
    await people.accept(PERSON, await people.invite(firm.company, Role.ADMIN))
    assert await seats_of(people) == [(firm.company, Role.ADMIN, firm.ivanov)]


async def test_first_links_are_for_companies_without_an_administrator(people: People, store: Store, firm: Firm) -> None:
    await member(store, 1, firm.company, Role.ADMIN)
    await member(store, 2, firm.other_company, Role.STAFF)
    staff = await people.invite(firm.other_company, Role.STAFF)
    [(name, token)] = await people.first_admin_invites()
    assert name == "Лютик (lyutik)"
    await people.meet(PERSON, "Иван", "ru")
    await people.accept(PERSON, staff)
    await people.accept(PERSON, token)
    assert await people.first_admin_invites() == []


async def test_companies_of_one_name_have_a_first_link_each(people: People, store: Store, firm: Firm) -> None:
    async with store.write() as session:
        (await session.get_one(Company, firm.other_company)).name = "ООО «Ромашка»"
    links = dict(await people.first_admin_invites())
    assert sorted(links) == ["ООО «Ромашка» (lyutik)", "ООО «Ромашка» (romashka)"]


async def test_a_first_link_outlives_a_restart_by_ten_minutes(people: People, firm: Firm, hand: Hand) -> None:
    """Somebody may have opened it just before; a link from an old log opens nothing."""
    await people.meet(PERSON, "Иван", "ru")
    old, older = [dict(await people.first_admin_invites()) for _ in range(2)]
    await people.first_admin_invites()
    hand.advance(minutes=9)
    await people.accept(PERSON, older["Лютик (lyutik)"])
    hand.advance(minutes=2)
    with pytest.raises(Refused, match="older than"):
        await people.accept(PERSON, old["ООО «Ромашка» (romashka)"])


async def test_the_first_administrator_shuts_the_door(people: People, store: Store, firm: Firm) -> None:
    links = [dict(await people.first_admin_invites())["Лютик (lyutik)"] for _ in range(2)]
    staff = await people.invite(firm.other_company, Role.STAFF)
    await people.meet(PERSON, "Иван", "ru")
    await people.accept(PERSON, links[0])
    with pytest.raises(Refused, match="not known"):
        await people.accept(PERSON, links[1])
    await people.accept(PERSON, staff)
    second = await people.invite(firm.other_company, Role.ADMIN)
    third = await people.invite(firm.other_company, Role.ADMIN)
    await people.accept(PERSON, second)
    await people.accept(PERSON, third)


@pytest.mark.parametrize("shape", ["79001112233", "+79001112233", "+7 900 111-22-33", "+7 (900) 111 22 33"])
async def test_own_contact_of_an_employee_is_recognised(people: People, firm: Firm, shape: str) -> None:
    await people.meet(PERSON, "Иван", "ru")
    seat = await people.recognise(PERSON, contact(shape))
    assert (seat.company_id, seat.role, seat.employee_id) == (firm.company, Role.STAFF, firm.ivanov)


@pytest.mark.parametrize(
    ("shared", "sentence"),
    [
        (contact(forwarded=True), "forwarded"),
        (contact(user_id=None), "not your own"),
        (contact(user_id=PERSON + 1), "not your own"),
        (contact(private_chat=False), "private chat"),
        (contact("79005550000"), "not in the list"),
        (contact("７９００１１１２２３３"), "not a telephone number"),
        (contact("٧٩٠٠١١١٢٢٣٣"), "not a telephone number"),
        (contact("7900111223З"), "not a telephone number"),
        (contact("101"), "not in the list|not a telephone number"),
        (contact(""), "not a telephone number"),
        (contact("++79001112233"), "not a telephone number"),
        (contact("79001112233'; --"), "not a telephone number"),
    ],
)
async def test_contact_that_proves_nothing_is_refused(
    people: People, firm: Firm, shared: SharedContact, sentence: str
) -> None:
    await people.meet(PERSON, "Иван", "ru")
    with pytest.raises(Refused, match=sentence):
        await people.recognise(PERSON, shared)
    assert await seats_of(people) == []


async def test_employee_of_two_companies_gets_both_seats(people: People, store: Store, firm: Firm) -> None:
    async with store.write() as session:
        (await session.get_one(Employee, firm.stranger)).number = "+79001112233"
    await people.meet(PERSON, "Иван", "ru")
    await people.recognise(PERSON, contact())
    assert sorted(await seats_of(people)) == sorted(
        [(firm.company, Role.STAFF, firm.ivanov), (firm.other_company, Role.STAFF, firm.stranger)]
    )


async def test_old_invites_are_forgotten_and_younger_ones_still_say_why(
    people: People, firm: Firm, store: Store, hand: Hand
) -> None:
    token = await people.invite(firm.company, Role.STAFF, firm.ivanov)
    hand.advance(days=20)
    await people.sweep()
    with pytest.raises(Refused, match="older than 24 hours"):
        await people.accept(PERSON, token)
    hand.advance(days=12)
    await people.sweep()
    async with store.read() as session:
        assert (await session.scalars(select(Invite))).all() == []
