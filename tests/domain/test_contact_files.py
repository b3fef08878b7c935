"""Lists of clients as the world writes them."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.client_typed import number_and_name
from bot.domain.clients import Contact
from bot.domain.contact_csv import contacts_csv
from bot.domain.contact_files import MOST_CONTACTS, Entry, read
from bot.domain.errors import Refused
from bot.domain.staff import LONGEST_NAME

ANNA = "+79001234567"


@pytest.mark.parametrize(
    "text",
    [
        "number,name\n+7 900 123-45-67,Анна",
        "Имя;Телефон\nАнна;8 (900) 123-45-67",
        "ФИО\tМобильный телефон\nАнна\t79001234567",
        '"name","phone"\r\n"Анна","+7(900)123 45 67"\r\n',
        "Анна,89001234567",  # no titles
        "89001234567;Анна;нет",
        "\ufeffnumber,name\n'+79001234567,'Анна",
        "\n\nnumber,name\n\n+79001234567,Анна\n\n",
    ],
)
def test_csv_in_the_usual_dresses(text: str) -> None:
    (entry,) = read(text.encode()).entries
    assert (entry.number, entry.name) == (ANNA, "Анна")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_in_every_usual_encoding(encoding: str) -> None:
    assert read("номер;имя\n+79001234567;Анна".encode(encoding)).entries == (Entry(ANNA, "Анна"),)


def test_vip_is_said_in_many_words_and_not_saying_it_says_nothing() -> None:
    text = "номер;имя;vip\n" + "\n".join(
        f"+7900123450{n};a;{word}" for n, word in enumerate(["да", "yes", "1", "нет", ""])
    )
    assert [entry.vip for entry in read(text.encode()).entries] == [True, True, True, False, None]


def test_what_cannot_be_read_is_listed_with_its_line() -> None:
    contents = read("номер,имя\n+79001234567,Анна\n,Пётр\nабв,Иван\n+79001234567,Ещё раз\n12,Мало\n".encode())
    assert [(one.line, one.text) for one in contents.skipped] == [(3, "Пётр"), (4, "Иван"), (5, "Ещё раз"), (6, "Мало")]
    assert len(contents.entries) == 1


def test_names_are_kept_on_one_line_and_not_too_long() -> None:
    (entry,) = read(f'number,name\n+79001234567,"a\nb\u202e{"я" * 300}"\n'.encode()).entries
    assert entry.name.startswith("a b")
    assert len(entry.name) == LONGEST_NAME
    assert entry.name.isprintable()


def test_there_is_an_end_to_what_is_taken() -> None:
    rows = "\n".join(f"+7900{n:07},x" for n in range(MOST_CONTACTS + 2))
    contents = read(f"number,name\n{rows}".encode())
    assert (len(contents.entries), len(contents.skipped)) == (MOST_CONTACTS, 2)


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\x89PNG\x00\x00", b"\x00" * 100, b"number,name\n", b"hello\n", b"a;b\n1;2\n"]
)
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        read(content)


CARDS = {
    "3.0": "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Смирнова;Анна;;;\r\nFN:Анна Смирнова\r\n"
    "TEL;TYPE=CELL:+7 900 123-45-67\r\nEND:VCARD",
    "4.0": "BEGIN:VCARD\nVERSION:4.0\nFN:Анна Смирнова\nTEL;VALUE=uri;TYPE=cell:tel:+7-900-123-45-67\nEND:VCARD\n",
    "only N": "BEGIN:VCARD\nN:Смирнова;Анна\nTEL:89001234567\nEND:VCARD",
    "grouped, folded": "BEGIN:VCARD\nFN:Анна\n  Смирнова\nitem1.TEL:8 900\n  123 45 67\nitem1.X-ABLabel:x\nEND:VCARD",
    "2.1": "BEGIN:VCARD\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=90=D0=BD=D0=BD=D0=B0=20=\n"
    "=D0=A1=D0=BC=D0=B8=D1=80=D0=BD=D0=BE=D0=B2=D0=B0\nTEL;CELL:+79001234567\nEND:VCARD",
    "with a comma": "BEGIN:VCARD\nFN:Анна\\, Смирнова\nTEL:+79001234567\nEND:VCARD",
}


@pytest.mark.parametrize("card", CARDS)
def test_vcards_of_every_age(card: str) -> None:
    (entry,) = read(CARDS[card].encode()).entries
    assert (entry.number, entry.name.replace(",", "")) == (ANNA, "Анна Смирнова")


def test_a_card_may_have_several_numbers_or_none() -> None:
    cards = (
        "BEGIN:VCARD\nFN:Анна\nTEL:+79001234567\nTEL:+79001234568\nCATEGORIES:friends,VIP\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Без номера\nEND:VCARD\nBEGIN:VCARD\nFN:Оборвана\nTEL:+79001234569\n"
    )
    contents = read(cards.encode())
    assert contents.entries == (Entry(ANNA, "Анна", True), Entry("+79001234568", "Анна", True))
    assert [(one.line, one.text) for one in contents.skipped] == [(2, "Без номера")]


@given(st.binary(max_size=400))
def test_no_bytes_at_all_break_it(content: bytes) -> None:
    with suppress(Refused):
        read(content)


@given(st.text(max_size=400).map(lambda text: f"BEGIN:VCARD\n{text}\nTEL:{text}\nEND:VCARD"))
def test_no_card_at_all_breaks_it(text: str) -> None:
    with suppress(Refused):
        read(text.encode("utf-8", "replace"))


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=60)


@given(st.lists(NAMES, max_size=20))
def test_what_is_written_is_read_back_and_no_cell_is_a_formula(names: list[str]) -> None:
    kept = [" ".join(name.split()) for name in names]
    contacts = [Contact(1, f"+7900123{n:04}", name, bool(n % 2)) for n, name in enumerate(kept)]
    content = contacts_csv(contacts)
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        assert not [cell for cell in row[1:] if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    if contacts:
        back = read(content).entries
        assert [(it.number, it.vip) for it in back] == [(it.number, it.vip) for it in contacts]
        assert [it.name for it in back] == [it.name for it in contacts]


@pytest.mark.parametrize(
    ("typed", "number", "name"),
    [
        ("+7 900 123-45-67 Анна Смирнова", "+7 900 123-45-67", "Анна Смирнова"),
        ("Анна, 8 900 123 45 67", "8 900 123 45 67", "Анна"),
        ("89001234567", "89001234567", ""),
        ("89001234567\nАнна", "89001234567", "Анна"),
        ("Анна", "Анна", ""),
    ],
)
def test_a_client_is_typed_with_the_number_first_or_last(typed: str, number: str, name: str) -> None:
    assert number_and_name(typed) == (number, name)
