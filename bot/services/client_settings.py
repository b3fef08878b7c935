"""Messages to clients in the hands of administrators: scenarios, texts, SMS packs, what was sent (O6, O7)."""

from sqlalchemy import func, select

from bot.db.client_models import ClientMessage, SmsStock
from bot.db.store import Store
from bot.domain.billing import Cost
from bot.domain.cards import Seat
from bot.domain.cards_clients import NoticeCard, NoticesCard, PacksCard, SentMessage, SentPage
from bot.domain.cards_options import Switched
from bot.domain.catalogue import Catalogue
from bot.domain.client_links import payload
from bot.domain.client_notices import IN_TELEGRAM, Scenario, checked_months, checked_text
from bot.domain.errors import N_, Refused
from bot.domain.history import Change, Value, What
from bot.domain.packs import SmsPack
from bot.domain.sms_stock import Stock
from bot.ports import Channel, Clock
from bot.services.administration import Administration, known
from bot.services.settings import CompanySettings
from bot.services.sms_stock import buy, stock_row

PAGE = 6  # messages on a screen
WAYS = {"sms": "SMS", "telegram": "Telegram"}


class ClientSettings:
    """For administrators only: `Refused` for everybody else."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)
        self._catalogue = catalogue

    async def card(self, seat: Seat) -> NoticesCard:
        """Every scenario with its state, and what is left."""
        async with self._company.look(seat) as company:
            stock, pack = await self._stock(company)
            return NoticesCard(tuple(company.notices.settings(it) for it in Scenario), stock, pack)

    async def notice(self, seat: Seat, scenario: str) -> NoticeCard:
        """One scenario."""
        of = _scenario(scenario)
        async with self._company.look(seat) as company:
            stock, pack = await self._stock(company)
            settings = company.notices.settings(of)
            return NoticeCard(
                settings=settings,
                own_text=settings.text != company.notices.usual_text(of),
                telegram_on=(IN_TELEGRAM, None) in company.on,
                price=self._catalogue.option(IN_TELEGRAM).price,
                no_sms=stock.left == 0 and pack is None,
            )

    async def link(self, seat: Seat) -> str:
        """What stands in the link by which clients come."""
        async with self._company.look(seat) as company:
            return payload(company.company.key)

    async def switch(self, seat: Seat, scenario: str, way: str, want: bool, account_id: int) -> int | None:
        """A way on or off; what takes it back, None where it was so already."""
        async with self._company.change(seat) as company:
            if known(way, WAYS) == "telegram" and want and (IN_TELEGRAM, None) not in company.on:
                raise Refused(N_("Switch on the option “Messages to clients in Telegram” first."))
            return await _put(company, scenario, way, want, account_id, WAYS[way])

    async def text(self, seat: Seat, scenario: str, typed: str, account_id: int) -> int | None:
        """The company's own text; see `switch`."""
        async with self._company.change(seat) as company:
            return await _put(company, scenario, "text", checked_text(typed), account_id)

    async def usual_text(self, seat: Seat, scenario: str, account_id: int) -> int | None:
        """Our text again; see `switch`."""
        async with self._company.change(seat) as company:
            text = company.notices.usual_text(_scenario(scenario))
            return await _put(company, scenario, "text", text, account_id)

    async def months(self, seat: Seat, scenario: str, typed: str, account_id: int) -> int | None:
        """How long a card is not sent again; see `switch`."""
        async with self._company.change(seat) as company:
            return await _put(company, scenario, "months", str(checked_months(typed)), account_id)

    async def packs(self, seat: Seat) -> PacksCard:
        """What can be bought."""
        async with self._company.look(seat) as company:
            stock, chosen = await self._stock(company)
            return PacksCard(self._catalogue.sms_packs, chosen, stock)

    async def offer(self, seat: Seat, key: str) -> SmsPack:
        """One pack, before it is bought."""
        async with self._company.look(seat):
            return self._pack(key)

    async def buy(self, seat: Seat, key: str, account_id: int) -> Switched:
        """One pack now, and again whenever they run out. A free one comes once a month: it may have come already."""
        pack = self._pack(key)
        async with self._company.change(seat) as company:
            row = await stock_row(company.session, seat.company_id)
            if not await buy(company, row, pack) and pack.price:
                raise Refused(N_("The pack was not bought: there is too little money, or three were bought today."))
            before, row.pack_key = row.pack_key, pack.key
            entry = await self._note(company, before, pack.key, account_id)
            return Switched(True, company.now, Cost(monthly=0, today=pack.price), entry)

    async def buy_none(self, seat: Seat, account_id: int) -> Switched:
        """Nothing is bought by itself any more; what is left stays."""
        async with self._company.change(seat) as company:
            row = await stock_row(company.session, seat.company_id)
            before, row.pack_key = row.pack_key, ""
            entry = await self._note(company, before, "", account_id) if before else None
            return Switched(False, company.now, Cost(monthly=0, today=0), entry)

    async def sent(self, seat: Seat, page: int) -> SentPage:
        """A page of what was sent, newest first; the last one when `page` is beyond it."""
        mine = ClientMessage.company_id == seat.company_id
        rows = select(ClientMessage).where(mine).order_by(ClientMessage.created_at.desc(), ClientMessage.id.desc())
        async with self._company.look(seat) as company:
            count = await company.session.scalar(select(func.count()).where(mine)) or 0
            pages = max(1, -(-count // PAGE))
            page = min(max(page, 0), pages - 1)
            found = await company.session.scalars(rows.limit(PAGE).offset(page * PAGE))
            return SentPage(tuple(_sent(row) for row in found), page, pages)

    async def _stock(self, company: CompanySettings) -> tuple[Stock, SmsPack | None]:
        row = await company.session.get(SmsStock, company.company.id)
        if row is None:
            return Stock(), None
        return Stock(row.left, row.of), self._catalogue.sms_pack(row.pack_key) if row.pack_key else None

    async def _note(self, company: CompanySettings, before: str, after: str, account_id: int) -> int:
        sizes = {pack.key: str(pack.size) for pack in self._catalogue.sms_packs}
        change = Change(What.SMS_PACK, sizes.get(before), sizes.get(after))
        return await company.note([change], account_id)

    def _pack(self, key: str) -> SmsPack:
        return self._catalogue.sms_pack(known(key, [pack.key for pack in self._catalogue.sms_packs]))


async def _put(
    company: CompanySettings, scenario: str, field: str, after: Value, account_id: int, title: str = ""
) -> int | None:
    key = f"{_scenario(scenario).value}/{field}"
    before = company.present(Change(What.CLIENT_NOTICE, None, after, key))
    if before == after:
        return None
    _, entry = await company.apply([Change(What.CLIENT_NOTICE, before, after, key, title=title)], account_id)
    return entry


def _scenario(said: str) -> Scenario:
    return Scenario(known(said, list(Scenario)))


def _sent(row: ClientMessage) -> SentMessage:
    return SentMessage(row.created_at, row.number, row.scenario, row.channel is Channel.CLIENT, row.state)
