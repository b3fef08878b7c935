"""The firm on the pictures, and the moment at which they are taken."""

import wave
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from bot.app import EXAMPLE, Running
from bot.ports import LeftMessage, Outcome, RecordedTalk
from bot.services.book import CompanyBook

SINCE = datetime(2026, 8, 3, 9, 41, tzinfo=UTC)  # 12:41 in Moscow
NAMES = ("Абрамова Ольга", "Белов Илья", "Воронова Дарья", "Гусев Павел", "Дроздова Нина", "Ершов Антон")
COLLEAGUES = 20
CONTACTS = """
contacts:
  - number: +7 900 123-45-67
    name: Анна Смирнова
    vip: yes
  - number: +7 916 222-33-44
    name: ИП Кравцов
"""
SALES = "+79923855259"
OUTSIDE = ("+79001234567", "+79162223344", "+79035556677")
TALKS = 4 * 10**8  # bytes of each day's recordings


@dataclass(frozen=True, slots=True)
class Song:
    """A sound that somebody sends, by its name."""

    name: str
    seconds: float = 12


class Then:
    """`Clock` of a day that is always the same."""

    def __init__(self) -> None:
        self._began = monotonic()

    def now(self) -> datetime:
        return SINCE + timedelta(seconds=monotonic() - self._began)


def company_file() -> str:
    """The example with more people, three of them with an added number."""
    people = "".join(
        f"\n  - name: {NAMES[at % len(NAMES)]}\n    number: +7 900 555-02-{at:02}\n    phone: {200 + at}"
        + ("\n    kind: added" if at < 3 else "")
        for at in range(COLLEAGUES)
    )
    example = EXAMPLE.read_text("utf-8").replace("options: []", "options: [callback]")
    example = example.replace("    strategy: all\n", "    strategy: all\n    announce_callback: yes\n")
    return example.rstrip() + people + "\n" + CONTACTS


def written(file: Path, seconds: float) -> Path:
    """A quiet tone, as a WAV."""
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes((bytes((0, 8)) * 8 + bytes((0, 248)) * 8) * int(500 * seconds))
    return file


async def furnish(app: Running, data: Path, clock: Then) -> None:
    """More people, money on the account, two messages, recordings, missed calls, and a client who waits."""
    await app.services.companies.import_yaml(company_file(), "company.yaml")
    await app.services.billing.pay("romashka", 10_000_00, "invoice 17")
    book = CompanyBook(app.services.store, clock, data / "voicemail", app.services.catalogue)
    for at, (caller, employee) in enumerate(((OUTSIDE[0], 2), (OUTSIDE[1], None))):
        call = await _call(book, f"left-{at}", caller, "+79923855284" if employee else SALES)
        seconds = 9.0 + 14 * at
        file = written(data / "voicemail" / f"left-{at}.wav", seconds)
        await book.message_left(call, LeftMessage(file, seconds, employee, f"left-{at}"))
    for day in range(2):
        call = await _call(book, f"talk-{day}", OUTSIDE[2], SALES)
        talk = RecordedTalk(data / f"talk-{day}.wav", 190.0, TALKS, f"talk-{day}")
        await book.talk_recorded(call, talk)
        await book.ended(call, Outcome.ANSWERED)
    for at, caller in enumerate(OUTSIDE):
        await book.ended(await _call(book, f"missed-{at}", caller, SALES), Outcome.MISSED)
    for at, caller in enumerate(OUTSIDE[1:]):
        call = await _call(book, f"wants-{at}", caller, SALES)
        await book.callback_asked(call, 1)
        await book.ended(call, Outcome.MISSED)


async def _call(book: CompanyBook, leg: str, caller: str, dialled: str) -> int:
    call = await book.open(leg, caller, dialled)
    assert call is not None, "the example has these numbers"
    return call.id
