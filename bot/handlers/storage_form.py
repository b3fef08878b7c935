"""The form of the room for recordings: what it would be is kept with the screen until it is saved."""

from typing import Any

from bot.domain.cards_storage import StorageCard
from bot.handlers.notes import with_saved
from bot.handlers.press import Form, Press, Reply
from bot.keyboards import storage as keys
from bot.keyboards.base import CompanyTap
from bot.keyboards.shared import undo_button
from bot.keyboards.storage import BuyStorage, DraftAuto, DraftPacks, SaveStorage, Storage


async def show_storage(press: Press[Storage]) -> Reply:
    """As it is saved."""
    return await _drawn(press, await press.desk.storage.card(press.seat), {})


async def draft_packs(press: Press[DraftPacks]) -> Reply:
    """With more packs, or fewer."""
    card = await press.desk.storage.card(press.seat)
    packs = min(max(press.tap.packs, 0), card.room.most)
    return await _drawn(press, card, {**_form(press), "packs": packs})


async def draft_auto(press: Press[DraftAuto]) -> Reply:
    """With the tick, or without."""
    card = await press.desk.storage.card(press.seat)
    return await _drawn(press, card, {**_form(press), "auto": press.tap.want})


async def buy(press: Press[BuyStorage]) -> Reply:
    """One more pack at once; the form shows it."""
    with press.acting():
        done = await press.desk.storage.buy(press.seat, press.tap.packs, press.visitor.account_id)
    shown = await show_storage(press.on(Storage(company=press.seat.company_id), {}))
    line = keys.bought(press.t, done.at, press.seat.time_zone, done.cost)
    return shown.noting(line, *undo_button(press.t, press.seat.company_id, done.history_id))


async def save(press: Press[SaveStorage]) -> Reply:
    """Both at once; what would delete recordings is asked first."""
    card = await press.desk.storage.card(press.seat)
    form = _form(press)
    packs, auto = _wanted(card, form)
    draft = await press.desk.storage.offer(press.seat, packs)
    if draft.going and packs < card.room.packs and not press.tap.sure:
        return Reply(keys.sure(press.t, press.seat.company_id, draft), at=press.tap, form=form)
    with press.acting():
        saved = await press.desk.storage.save(press.seat, packs, auto, press.visitor.account_id)
    shown = await show_storage(press.on(Storage(company=press.seat.company_id), {}))
    return await with_saved(press, shown, saved.history_id)


async def _drawn(press: Press[Any], card: StorageCard, form: Form) -> Reply:
    packs, auto = _wanted(card, form)
    draft = await press.desk.storage.offer(press.seat, packs)
    at: CompanyTap = DraftPacks(company=press.seat.company_id, packs=packs) if form else press.tap
    return Reply(keys.storage(press.t, press.seat.company_id, card, draft, auto), at=at, form=form)


def _wanted(card: StorageCard, form: Form) -> tuple[int, bool]:
    return int(form.get("packs", card.room.packs)), bool(form.get("auto", card.auto))


def _form(press: Press[Any]) -> dict[str, Any]:
    """What has been changed on this form, and not what another screen has left."""
    return {key: value for key, value in press.form.items() if key in ("packs", "auto")}
