"""A company's webhook in the hands of its administrators (O14)."""

from secrets import token_urlsafe

from bot.db import outbox
from bot.db.client_models import Webhook
from bot.db.store import Store
from bot.domain import webhook
from bot.domain.cards import Seat
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.history import NEW_SECRET, Change, What
from bot.domain.webhook import PING, WebhookCard
from bot.ports import Channel, Clock
from bot.services.administration import Administration
from bot.services.settings import CompanySettings


class Webhooks:
    """For administrators only: `Refused` for everybody else. `private`: addresses of our own network are fine."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue, *, private: bool = False) -> None:
        self._company = Administration(store, clock, catalogue)
        self._private = private

    async def card(self, seat: Seat) -> WebhookCard | None:
        """Where events go, and what came of the last one; None: nowhere."""
        async with self._company.look(seat) as company:
            hook = await company.session.get(Webhook, seat.company_id)
            return WebhookCard(hook.url, hook.active, hook.tried_at, hook.answer) if hook else None

    async def put(self, seat: Seat, typed: str, account_id: int) -> str:
        """To this address from now on, also what waits. The secret where it is a new one, else ""."""
        url = webhook.address(typed, self._private)
        async with self._company.change(seat) as company:
            hook = await company.session.get(Webhook, seat.company_id)
            before, secret = hook.url if hook else None, "" if hook else token_urlsafe(32)
            if hook is None:
                hook = Webhook(company_id=seat.company_id, url=url, secret=secret)
                company.session.add(hook)
            hook.url, hook.active, hook.tried_at, hook.answer = url, True, None, ""
            if before != url:
                await company.note([Change(What.WEBHOOK, before, url)], account_id)
            return secret

    async def new_secret(self, seat: Seat, account_id: int) -> str:
        """Another one; the old one signs nothing any more."""
        async with self._company.change(seat) as company:
            hook = await _hook(company)
            hook.secret = token_urlsafe(32)
            await company.note([Change(What.WEBHOOK, None, NEW_SECRET, "secret")], account_id)
            return hook.secret

    async def check(self, seat: Seat) -> None:
        """Send a test event, at most one a second."""
        async with self._company.change(seat) as company:
            hook = await _hook(company)
            if not hook.active:
                raise Refused(N_("It is switched off: send its address again to switch it on."))
            await outbox.add(
                company.session,
                key=f"webhook:{PING}:{seat.company_id}:{company.now.timestamp():.0f}",
                kind=PING,
                channel=Channel.WEBHOOK,
                to=hook.url,
                payload={
                    "company_id": seat.company_id,
                    "event": webhook.ping_event(company.company.key, company.now),
                },
                now=company.now,
                priority=outbox.Priority.URGENT,
            )

    async def remove(self, seat: Seat, account_id: int) -> None:
        """Nothing is sent any more, not even what waits."""
        async with self._company.change(seat) as company:
            hook = await _hook(company)
            await company.session.delete(hook)
            await company.note([Change(What.WEBHOOK, hook.url, None)], account_id)


async def _hook(company: CompanySettings) -> Webhook:
    hook = await company.session.get(Webhook, company.company.id)
    if hook is None:
        raise Refused(N_("No address has been given yet."))
    return hook
