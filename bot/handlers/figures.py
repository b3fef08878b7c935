"""Pictures and files of the statistics (G6, O5)."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from aiogram.types import BufferedInputFile, FSInputFile

from bot.domain.call_csv import first_line, row
from bot.domain.call_log import day_from, day_key
from bot.domain.errors import N_
from bot.domain.figures import DAYS, by_day, by_hour, file_days, foreseen, short_day
from bot.domain.storage import RATE_DAYS
from bot.handlers.press import Press, Reply
from bot.handlers.progress import Progress, progress
from bot.keyboards import figures as keys
from bot.keyboards.figures import CallsFile, Picture
from bot.keyboards.number_options import working
from bot.keyboards.statistics import Pictures
from bot.keyboards.storage import Forecast

UPLOAD = 60  # seconds


async def show_pictures(press: Press[Pictures]) -> Reply:
    """Which there are."""
    last = day_from(press.tap.day, press.desk.calls.today(press.seat))
    return Reply(keys.pictures(press.t, press.seat.company_id, last), at=press.tap, form=press.form)


async def picture(press: Press[Picture]) -> Reply:
    """Calls by hour or by day."""
    seat, last, by = press.seat, press.desk.calls.today(press.seat), press.tap.by
    await press.answer()
    arrived, zone = await press.desk.figures.arrived(seat, last), ZoneInfo(seat.time_zone)
    counted = by_hour(arrived, zone) if by == "hour" else by_day(arrived, last, zone)
    await _send(press, await press.desk.charts.columns(keys.columns(press.t, by, counted)))
    return Reply()


async def forecast(press: Press[Forecast]) -> Reply:
    """How the room fills, and what would go first."""
    seat, last = press.seat, press.desk.calls.today(press.seat)
    card = await press.desk.storage.card(seat)
    await press.answer()
    kept = await press.desk.figures.kept(seat, last)
    rate = max(0.0, (card.room.quota - card.used) / card.days) if card.days else 0.0
    ahead = foreseen(card.used, card.room.quota, rate, RATE_DAYS)
    days = tuple(short_day(last + timedelta(days=n)) for n in range(1 - DAYS, len(ahead) + 1))
    drawn = keys.growth(press.t, days, kept.used, ahead, card.room.quota)
    await _send(press, await press.desk.charts.growth(drawn))
    return Reply(keys.forecast(press.t, seat.company_id, card, kept.oldest, kept.count), at=press.tap)


async def file(press: Press[CallsFile]) -> Reply:
    """CSV, written a line at a time."""
    last = day_from(press.tap.day, press.desk.calls.today(press.seat))
    first, end = file_days(last, press.tap.days)
    await press.answer()
    with TemporaryDirectory(prefix="gudok-") as folder:
        path = Path(folder) / "calls.csv"
        async with progress(press, partial(working, press.t, N_("File of calls"))) as work:
            await _write(press, first, end, path, work)
        sent = FSInputFile(path, filename=f"calls-{first}-{end}.csv")
        await press.desk.bot.send_document(press.chat_id, sent, request_timeout=UPLOAD)
    shown = Pictures(company=press.seat.company_id, day=day_key(last))
    return await show_pictures(press.on(shown))


async def _write(press: Press[CallsFile], first: date, last: date, path: Path, work: Progress) -> None:
    done, zone = 0, ZoneInfo(press.seat.time_zone)
    with path.open("w", encoding="utf-8", newline="") as csv:
        csv.write(first_line(keys.file_head(press.t)))
        async for call in press.desk.figures.lines(press.seat, first, last):
            local = call.started_at.astimezone(zone)
            csv.write(row(keys.file_line(press.t, call, f"{local:%d.%m.%Y}", f"{local:%H:%M:%S}")))
            done += 1
            await work(done, done)


async def _send(press: Press[Picture] | Press[Forecast], png: bytes) -> None:
    photo = BufferedInputFile(png, "picture.png")
    await press.desk.bot.send_photo(press.chat_id, photo, request_timeout=UPLOAD)
