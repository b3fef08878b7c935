"""Screens as facts become them: what they say, and that nothing from outside can break them."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.letters import message as wire
from bot.domain.cards import CompanyCard, MailboxPage, MelodyCard, VoicemailItem
from bot.domain.cards_melodies import SlotCard
from bot.domain.cards_options import StatusLine
from bot.domain.melody_slots import HOLD
from bot.domain.notices import CallNotice, Digest, DigestItem, Reader
from bot.domain.roles import Role
from bot.i18n import Html, load
from bot.keyboards import digests, mails, melodies, status, voicemail
from bot.keyboards.base import Screen, markup, short
from bot.keyboards.melodies import Melodies
from bot.ports import Letter
from tests.chat.cards import NOW, TODAY, every_screen, message, seat

TEXTS = load()
NASTY = (
    "<b>x",
    "</b>&amp;",
    "\u202eгнол",
    "a\nb\x00c",
    "🙈" * 2000,
    "я" * 4096,
    "",
    "{name}",
    "\ud800",
    "&lt;",
    "\u200b",
)


class Telegram(HTMLParser):
    """Tags must be ours and closed; collects what is read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.read = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert (tag in {"b", "i", "a", "code"}, attrs) == (True, [])
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.read += data


class Mail(Telegram):
    """A mail's page: our own tags with our own attributes, whatever is called how."""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag in {"html", "meta", "body", "p", "b", "br", "a"}
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check(screen: Screen) -> str:
    """The limits of telegram.md; what is read."""
    parser = Telegram()
    parser.feed(screen.text)
    parser.close()
    assert parser.open == []
    assert 1 <= len(parser.read.strip()) <= 2500, "fits a message, and a few turns of the thumb"
    screen.text.encode()
    for row in screen.rows:
        assert 1 <= len(row) <= 2
        for button in row:
            assert 1 <= len(button.text.strip()) <= 90
    buttons = markup(screen, "x" * 8)
    if buttons:
        assert len(buttons.model_dump_json()) <= 10_000
        assert "\u202e" not in buttons.model_dump_json()
    return parser.read


@pytest.mark.parametrize("name", NASTY, ids=lambda name: ascii(name)[:20])
@pytest.mark.parametrize("language", TEXTS)
def test_nothing_from_outside_breaks_a_screen(language: str, name: str) -> None:
    for screen in every_screen(TEXTS[language], name):
        assert "\u202e" not in check(screen)


@pytest.mark.parametrize("name", NASTY, ids=lambda name: ascii(name)[:20])
@pytest.mark.parametrize("language", TEXTS)
def test_nothing_from_outside_breaks_a_mail_or_a_digest(language: str, name: str) -> None:
    t, reader = TEXTS[language], Reader(name, language, "Europe/Moscow")
    many = tuple(DigestItem(f"+790012345{n:02}", name, True, 2, 1, NOW) for n in range(99))
    notices = [
        CallNotice(reader, client, name, vip, name, NOW) for client in ("", name, "102") for vip in (True, False)
    ]
    check(Screen(digests.digest(t, Digest(reader, many), NOW)))
    words = [make(t, notice, NOW) for notice in notices for make in (mails.missed, mails.voicemail)]
    for mail in (*words, mails.digest(t, Digest(reader, many), NOW)):
        page = Mail()
        page.feed(mail.html)
        page.close()
        assert page.open == []
        for said in (mail.subject, mail.text, page.read):
            assert "\u202e" not in said
            assert said.strip()
        assert "\n" not in mail.subject
        letter = Letter("1", "petrova@example.com", mail.subject, mail.text, mail.html)
        assert wire(letter, "Gudok <pbx@example.com>", NOW).as_bytes()


@pytest.mark.parametrize("language", TEXTS)
def test_the_way_back_stands_in_the_last_row(language: str) -> None:
    for screen in every_screen(TEXTS[language], "X"):
        for row in screen.rows:
            if row is not screen.rows[-1]:
                assert TEXTS[language]("‹ Back") not in [button.text for button in row]


@settings(max_examples=15, deadline=None)
@given(name=st.text(st.characters(), max_size=300))
def test_no_name_at_all_breaks_a_screen(name: str) -> None:
    for screen in every_screen(TEXTS["ru"], name):
        check(screen)


def test_both_languages_say_everything_in_their_own_letters() -> None:
    for english, russian in zip(every_screen(TEXTS["en"], "X"), every_screen(TEXTS["ru"], "X"), strict=True):
        assert not re.search("[а-яё]", check(english), re.I)
        assert re.search("[а-яё]", check(russian), re.I)


PARTED = re.compile(r"(?<!such as )(?<!например )[+][0-9]{1,3} [0-9]")  # not the examples of what may be typed


@pytest.mark.parametrize("language", TEXTS)
def test_a_telephone_number_stays_on_one_line_of_a_narrow_screen(language: str) -> None:
    for screen in every_screen(TEXTS[language], "+79001234567"):
        words = (screen.text, *(button.text for row in screen.rows for button in row))
        assert not [word for word in words if PARTED.search(word)]


def test_status_card_says_what_is_and_offers_what_works() -> None:
    card = CompanyCard("ООО «Ромашка»", ("+79923855259", "+78005553535"), 3)
    screen = status.status(TEXTS["ru"], 1, card, StatusLine("Basic", date(2027, 5, 21), 4, 74000), TODAY, 1)
    assert check(screen) == (
        "ООО «Ромашка»\n☎ +7\u00a0992\u00a0385-52-59 и ещё 1\n"
        "Тариф «Базовый» · оплачен до 21 мая 2027\u202fг.\nОпции: 4 включены · 740\u00a0₽/мес\n"
        "Новых сообщений: 3"
    )
    assert [[button.text for button in row] for row in screen.rows] == [
        ["🔀 Опции", "♪ Мелодии"],
        ["✉ Голосовые 3", "↩ Перезвонить"],
        ["🔔 Уведомления", "📈 Статистика"],
        ["👥 Компания", "⚙ Ещё"],
    ]


def test_caption_says_who_whom_when_and_how_long() -> None:
    said = voicemail.caption(TEXTS["ru"], message("Иванов"), "Europe/Moscow", NOW)
    assert said == "Голосовое · +7\u00a0900\u00a0123-45-67 → Иванов · сегодня 12:41 · 0:23"
    known = replace(message("Иванов"), client="Анна Смирнова")
    said = voicemail.caption(TEXTS["ru"], known, "Europe/Moscow", NOW)
    assert said.startswith("Голосовое · Анна Смирнова, +7\u00a0900\u00a0123-45-67 → Иванов · ")
    assert voicemail.label(TEXTS["ru"], seat(), known, NOW) == "сегодня 12:41 · Анна Смирнова → Иванов"
    english = voicemail.caption(TEXTS["en"], message("Ivanov", ""), "Asia/Vladivostok", NOW)
    assert english == "Voicemail · number withheld → Ivanov · today 19:41 · 0:23"


def test_a_message_for_the_company_is_to_its_number() -> None:
    item = VoicemailItem(1, "+79001234567", None, "+79923855259", datetime(2026, 8, 2, 20, 0, tzinfo=UTC), 61, False)
    assert voicemail.caption(TEXTS["ru"], item, "Europe/Moscow", NOW) == (
        "Голосовое · +7\u00a0900\u00a0123-45-67 → +7\u00a0992\u00a0385-52-59 · вчера 23:00 · 1:01"
    )


def test_staff_see_no_section_that_is_not_theirs() -> None:
    screen = voicemail.mailbox(TEXTS["ru"], seat(Role.STAFF), MailboxPage((message("Иванов"),), 0, 1, 2), NOW, 1)
    assert check(screen).startswith("Ваши сообщения: 2 новых\n")
    assert [[button.text for button in row] for row in screen.rows] == [
        ["● сегодня 12:41 · +7\u00a0900\u00a0123-45-67"],
        ["🌐 English"],
    ]


def test_the_way_back_to_the_default_is_there_only_when_a_song_plays() -> None:
    labels = [
        [
            button.text
            for row in melodies.slot(TEXTS["ru"], 1, SlotCard(HOLD, melody, None), Melodies(company=1)).rows
            for button in row
        ]
        for melody in (MelodyCard(None, 30), MelodyCard("arash.mp3", 192))
    ]
    assert labels[0] == ["▶ Прослушать", "⬇ Скачать", "‹ Назад"]
    assert labels[1] == ["▶ Прослушать", "⬇ Скачать", "Вернуть мелодию по умолчанию", "‹ Назад"]


def test_parameters_are_quoted_unless_they_are_html() -> None:
    t = TEXTS["en"]
    assert t.html("Now: {name}", name="<i>") == "Now: &lt;i&gt;"
    assert t.html("Now: {name}", name=Html("<i>x</i>")) == "Now: <i>x</i>"


@pytest.mark.parametrize(
    ("name", "seen"),
    [("a\n b", "a b"), ("\u202eabc\u2066", "abc"), ("\u200b", "—"), ("абвгд", "абв…"), ("a\x00b", "a b")],
)
def test_names_become_one_honest_line(name: str, seen: str) -> None:
    assert short(name, 4) == seen


def test_long_names_that_differ_at_their_end_can_be_told_apart() -> None:
    one, two = (short(f"Отдел по работе с корпоративными клиентами, округ {n}", 40) for n in (1, 2))
    assert (one, two) == ("Отдел по работе с корпоративным…округ 1", "Отдел по работе с корпоративным…округ 2")
    assert len(one) <= 40


@pytest.mark.parametrize(("seconds", "seen"), [(0.2, "0:01"), (23.4, "0:23"), (192, "3:12"), (3723, "1:02:03")])
def test_lengths_are_read_as_on_a_player(seconds: float, seen: str) -> None:
    assert TEXTS["ru"].length(seconds) == seen


@pytest.mark.parametrize(
    ("kopecks", "russian", "english"),
    [
        (2333, "23,33 ₽", "23.33 ₽"),
        (70000, "700 ₽", "700 ₽"),
        (150000, "1 500 ₽", "1,500 ₽"),
        (5, "0,05 ₽", "0.05 ₽"),
        (-5, "−0,05 ₽", "−0.05 ₽"),
        (-123450, "−1 234,50 ₽", "−1,234.50 ₽"),
        (0, "0 ₽", "0 ₽"),
    ],
)
def test_money_is_written_to_the_kopeck_and_whole_rubles_plainly(kopecks: int, russian: str, english: str) -> None:
    assert TEXTS["ru"].money(kopecks).replace("\u00a0", " ") == russian
    assert TEXTS["en"].money(kopecks).replace("\u00a0", " ") == english
