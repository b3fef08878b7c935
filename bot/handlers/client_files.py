"""Clients come in a file and go out in one."""

import asyncio
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiogram.types import BufferedInputFile, Message

from bot.domain import contact_files
from bot.domain.client_cards import Imported
from bot.domain.contact_csv import contacts_csv, skipped_csv
from bot.domain.errors import N_, Refused
from bot.handlers.board import Board
from bot.handlers.clients import show_clients
from bot.handlers.press import Press, Reply
from bot.handlers.progress import progress
from bot.handlers.songs import fit, sent
from bot.keyboards import clients as keys
from bot.keyboards.clients import Clients, ExportClients, ImportClients
from bot.keyboards.number_options import working

UPLOAD = 60  # seconds


async def ask(press: Press[ImportClients]) -> Reply:
    """What a file should look like."""
    return Reply(keys.ask_file(press.t, press.seat.company_id), at=press.tap)


async def take(press: Press[Any], message: Message, board: Board) -> Reply:
    """A file that was sent: read, taken in, and reported on."""
    if message.document is None:
        raise Refused(N_("This is not a list of clients. Send CSV with numbers and names, or vCard."))
    file, company = fit(sent(message, "")), press.seat.company_id
    draw = partial(working, press.t, N_("Import of clients"))
    here = Clients(company=company, page=0)
    await board.show(press.chat_id, Reply(draw(0, 0), at=here), press.message_id)
    with TemporaryDirectory(prefix="gudok-") as folder:
        path = Path(folder) / "sent"
        await press.desk.fetch(file.file_id, path)
        contents = await asyncio.to_thread(contact_files.read, await asyncio.to_thread(path.read_bytes))
    async with progress(press, draw) as work:
        with press.acting():
            result = await press.desk.clients.import_(press.seat, contents, press.visitor.account_id, work)
    await _report(press, result)
    return Reply(keys.imported(press.t, company, result), at=here)


async def export(press: Press[ExportClients]) -> Reply:
    """All clients, as CSV."""
    await press.answer()
    content = await asyncio.to_thread(contacts_csv, await press.desk.clients.export(press.seat))
    await press.desk.bot.send_document(press.chat_id, BufferedInputFile(content, "clients.csv"), request_timeout=UPLOAD)
    return await show_clients(press.on(Clients(company=press.seat.company_id, page=0), {}))


async def _report(press: Press[Any], result: Imported) -> None:
    """The whole list of what was left out, where the screen has no room for it."""
    if len(result.skipped) <= keys.SHOWN_SKIPPED:
        return
    content = skipped_csv(result.skipped, keys.reasons(press.t, result.skipped))
    await press.desk.bot.send_document(press.chat_id, BufferedInputFile(content, "skipped.csv"), request_timeout=UPLOAD)
