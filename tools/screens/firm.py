"""The firm on the pictures, and the moment at which they are taken."""

import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from bot.app import EXAMPLE, Running
from bot.ports import LeftMessage
from bot.services.book import CompanyBook

SINCE = datetime(2026, 8, 3, 9, 41, tzinfo=UTC)  # 12:41 in Moscow
NAMES = ("Абрамова Ольга", "Белов Илья", "Воронова Дарья", "Гусев Павел", "Дроздова Нина", "Ершов Антон")
COLLEAGUES = 20


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
    return EXAMPLE.read_text("utf-8").rstrip() + people + "\n"


async def furnish(app: Running, data: Path, clock: Then) -> None:
    """More people, money on the account, two messages."""
    await app.services.companies.import_yaml(company_file(), "company.yaml")
    await app.services.billing.pay("romashka", 10_000_00, "invoice 17")
    book = CompanyBook(app.services.store, clock, data / "voicemail", app.services.catalogue)
    for at, (caller, employee) in enumerate((("+79001234567", 2), ("+79162223344", None))):
        call = await book.open(f"left-{at}", caller, "+79923855284" if employee else "+79923855259")
        assert call is not None, "the example has these numbers"
        file = data / "voicemail" / f"left-{at}.wav"
        with wave.open(str(file), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(8000)
            sound.writeframes(bytes(2 * 8000 * (9 + 14 * at)))
        await book.message_left(call.id, LeftMessage(file, 9.0 + 14 * at, employee, f"left-{at}"))
