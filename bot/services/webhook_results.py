"""Where events go when they are sent, and what the receivers said."""

import logging

from sqlalchemy import update

from bot.db.client_models import Webhook
from bot.db.models import Company
from bot.db.store import Store
from bot.domain.webhook import Endpoint
from bot.ports import Clock
from bot.services.admin_notes import tell_admins

log = logging.getLogger(__name__)


class WebhookResults:
    """What sending asks; nobody's button."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def endpoint(self, company_id: int) -> Endpoint | None:
        """Where the company's events go now; None: nowhere any more."""
        async with self._store.read() as session:
            hook = await session.get(Webhook, company_id)
            return Endpoint(hook.url, hook.secret) if hook and hook.active else None

    async def answered(self, company_id: int, url: str, answer: str) -> None:
        """What came of the last try: a status, or a word for none."""
        tried = update(Webhook).where(Webhook.company_id == company_id, Webhook.url == url)
        async with self._store.write() as session:
            await session.execute(tried.values(tried_at=self._clock.now(), answer=answer))

    async def gone(self, company_id: int, url: str) -> None:
        """The receiver wants no more: nothing is sent from now on, and administrators hear of it once."""
        now = self._clock.now()
        this = (Webhook.company_id == company_id, Webhook.url == url, Webhook.active)
        async with self._store.write() as session:
            off = update(Webhook).where(*this).values(active=False, tried_at=now, answer="410")
            if await session.scalar(off.returning(Webhook.company_id)) is None:
                return
            log.info("company %d: its webhook is gone and switched off", company_id)
            company = await session.get_one(Company, company_id)
            key, payload = f"webhook-gone:{company_id}:{now.timestamp():.0f}", {"company": company.name, "url": url}
            await tell_admins(session, company_id, key=key, kind="webhook-gone", payload=payload, now=now)
