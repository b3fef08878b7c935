"""The clients of a company in the chat: list, VIP, typed, shared, imported, exported."""

import pytest
from sqlalchemy import delete

from bot.db.models import Membership
from bot.domain.contact_files import read
from bot.keyboards.clients import Client, ClientVip, RemoveClient
from tests.chat.world import World


@pytest.fixture
async def joined(joined: World) -> World:
    await joined.admin.goes("⚙ Ещё", "Клиенты и VIP")
    return joined


async def names(world: World) -> dict[str, tuple[str, bool]]:
    return {it.number: (it.name, it.vip) for it in await world.clients.export(world.firm.admin())}


async def test_there_are_none_at_first(joined: World) -> None:
    assert (await joined.admin.reads()).startswith("Клиенты\nКлиентов пока нет.")
    assert await joined.admin.sees() == ["+ Добавить клиента", "Загрузить", "‹ Назад"]


async def test_one_is_typed_made_vip_renamed_and_removed(joined: World) -> None:
    admin = joined.admin
    await admin.presses("+ Добавить клиента")
    await admin.writes("8 (900) 123-45-67 Анна Смирнова")
    assert (await admin.reads()).startswith("Анна Смирнова\n+7 900 123-45-67\n")
    await admin.presses("⚪️ VIP")
    assert "🟢 VIP" in await admin.sees()
    await admin.presses("Переименовать")
    await admin.writes("Анна Иванова")
    assert await names(joined) == {"+79001234567": ("Анна Иванова", True)}
    await admin.presses("‹ Назад")
    assert "Клиентов: 1, VIP: 1" in await admin.reads()
    assert (await admin.sees())[0] == "★ Анна Иванова · +7 900 123-45-67"
    await admin.presses("★ Анна Иванова · +7 900 123-45-67")
    await admin.presses("Удалить")
    assert (await admin.reads()).startswith("Удалить: Анна Иванова?")
    await admin.presses("Удалить")
    assert await names(joined) == {}


@pytest.mark.parametrize("typed", ["Анна", "123", "<b>", "+7 900 123-45-67 " + "я" * 101])
async def test_what_is_no_client_is_refused_and_the_question_stays(joined: World, typed: str) -> None:
    await joined.admin.presses("+ Добавить клиента")
    await joined.admin.writes(typed)
    assert (await joined.admin.reads()).startswith("Новый клиент\n")
    assert await names(joined) == {}


async def test_a_number_is_in_the_list_once(joined: World) -> None:
    for text in ("+7 900 123-45-67 Анна", "89001234567 Другая"):
        await joined.admin.presses("+ Добавить клиента")
        await joined.admin.writes(text)
        await joined.admin.presses("‹ Назад")
    assert await names(joined) == {"+79001234567": ("Анна", False)}


async def test_a_shared_contact_is_a_client_and_one_s_own_is_still_the_way_in(joined: World) -> None:
    await joined.admin.shares(phone_number="79005556677", first_name="<b>\u202eАнна", user_id=None)
    assert await names(joined) == {"+79005556677": ("<b>Анна", False)}
    await joined.admin.shares()
    assert "Добавьте себя в разделе «Компания › Сотрудники»" in await joined.admin.reads()


async def test_one_s_own_contact_is_the_way_in_from_a_place_that_is_theirs_no_more(joined: World) -> None:
    async with joined.store.write() as session:
        await session.execute(delete(Membership).where(Membership.company_id == joined.firm.company))
    await joined.staff.shares()
    assert (await joined.staff.reads()).startswith("Ваши сообщения")


async def test_search_finds_by_part_of_the_name_and_of_the_number(joined: World) -> None:
    admin = joined.admin
    csv = "номер;имя\n" + "\n".join(f"8900{n:07};Клиент Номер{n}" for n in range(30)) + "\n+79995550000;ОСОБЫЙ 100%"
    await admin.sends("document", csv.encode("cp1251"), "clients.csv")
    await admin.presses("‹ Назад")
    assert "Страница 1 из 4" in await admin.reads()
    for query, n in (("номер2", 11), ("особый", 1), ("8 900 000 00 29", 1), ("0%", 1)):
        await admin.writes(query)
        assert f"Найдено по «{query}»: {n}" in await admin.reads(), query
    for query in ("_", "нет такого"):
        await admin.writes(query)
        assert f"По «{query}» ничего не нашлось. Пришлите другое имя или номер." in await admin.reads(), query
    await admin.presses("Показать всех")
    assert "Клиентов: 31, VIP: 0" in await admin.reads()


async def test_a_file_is_taken_in_and_what_was_left_out_is_said(joined: World) -> None:
    await joined.admin.presses("Загрузить")
    csv = "Телефон,ФИО,VIP\n+7 900 123-45-67,Анна,да\n,Без номера,\nабв,Кривой,\n89001234567,Второй раз,\n"
    await joined.admin.sends("document", csv.encode(), "clients.csv")
    assert await joined.admin.reads() == (
        "Загрузка клиентов\n✓ Добавлено: 1, изменено: 0, без изменений: 0\nПропущено: 3\n"
        "строка 3 · Без номера · нет номера\nстрока 4 · Кривой · «абв» — не номер телефона\n"
        "строка 5 · Второй раз · этот номер в файле уже есть"
    )
    assert await names(joined) == {"+79001234567": ("Анна", True)}
    await joined.admin.sends("document", b"number,name\n+79001234567,Anna\n", "again.csv")
    assert "Добавлено: 0, изменено: 1" in await joined.admin.reads()
    assert await names(joined) == {"+79001234567": ("Anna", True)}, "what a file does not say stays"


async def test_a_long_list_of_what_was_left_out_comes_as_a_file(joined: World) -> None:
    csv = "number,name\n" + "\n".join(f"x{n},=cmd{n}" for n in range(30))
    await joined.admin.sends("document", csv.encode(), "clients.csv")
    assert "и ещё 22: весь список — в файле ниже" in await joined.admin.reads()
    file = next(m for m in await joined.admin.heard() if "document" in m)
    content = (await joined.bytes_of(file["document"]["file_id"])).decode("utf-8-sig")
    assert content.splitlines()[1] == '"2","\'=cmd0","«x0» — не номер телефона"'


@pytest.mark.parametrize("content", [b"\x00\x01\x02" * 50, b"", b"BEGIN:VCARD\nEND:VCARD"[:0] + b" \n \n"])
async def test_what_is_no_list_is_refused_and_the_list_stays(joined: World, content: bytes) -> None:
    await joined.admin.sends("document", content or b"\n", "clients.bin")
    assert "Пришлите CSV с номерами и именами или vCard." in await joined.admin.reads()
    await joined.admin.sends("voice", b"OggS" + bytes(100), "voice.ogg")
    assert "Это не список клиентов." in await joined.admin.reads()


async def test_a_vcard_from_a_telephone_is_taken_in(joined: World) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Анна Смирнова\r\nTEL;TYPE=CELL:+7 900 123-45-67\r\nEND:VCARD\r\n"
    await joined.admin.sends("document", card.encode(), "anna.vcf")
    assert await names(joined) == {"+79001234567": ("Анна Смирнова", False)}


async def test_what_is_exported_can_be_imported_and_is_no_formula(joined: World) -> None:
    await joined.admin.presses("+ Добавить клиента")
    await joined.admin.writes("+79001234567 =cmd|'/C calc'!A0")
    await joined.admin.presses("⚪️ VIP")
    await joined.admin.presses("‹ Назад")
    await joined.admin.presses("Выгрузить")
    file = next(m for m in await joined.admin.heard() if "document" in m)
    content = await joined.bytes_of(file["document"]["file_id"])
    assert content.decode("utf-8-sig").splitlines()[1] == '"+7 900 123-45-67","\'=cmd|\'/C calc\'!A0","yes"'
    (entry,) = read(content).entries
    assert (entry.number, entry.name, entry.vip) == ("+79001234567", "=cmd|'/C calc'!A0", True)


async def test_a_restart_in_the_middle_of_a_question_goes_on(joined: World) -> None:
    await joined.admin.presses("+ Добавить клиента")
    await joined.restart()
    await joined.admin.writes("+79001234567 Анна")
    assert await names(joined) == {"+79001234567": ("Анна", False)}


async def test_the_client_of_another_company_is_nobody_here(joined: World) -> None:
    await joined.admin.shares(phone_number="79005556677", first_name="Анна", user_id=None)
    company = joined.firm.other_company
    for tap in (
        Client(company=company, contact=1),
        ClientVip(company=company, contact=1, want=True),
        RemoveClient(company=company, contact=1, sure=True),
    ):
        assert (await joined.other.taps(tap))["text"] == "This client is not in the list any more."
    assert await names(joined) == {"+79005556677": ("Анна", False)}
