"""What is asked of clients' messages, of recordings and of webhooks is a search in an index."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.db.client_models import ClientNotice, LinkedClient, SmsStock
from bot.db.models import Call
from bot.db.store import Store
from bot.domain.catalogue import CATALOGUE
from bot.domain.client_notices import Scenario
from bot.domain.effects import CallKind
from bot.ports import Fate, Outcome, Parcel, Receipt
from bot.services.ballast import Ballast
from bot.services.client_messages import ClientMessages
from bot.services.client_results import ClientResults
from bot.services.client_settings import ClientSettings
from bot.services.following import CallEvent
from bot.services.linked_clients import LinkedClients
from bot.services.storage import Storage
from bot.services.storage_sweep import StorageSweep
from bot.services.webhook_events import WebhookEvents
from bot.services.webhook_results import WebhookResults
from tests.databases import Hand
from tests.db.test_query_plans import plans, store, table_scans
from tests.services.firm import MAIN, Firm, founded

__all__ = ["store"]

CLIENT = "+79001234567"
WHOLE = {
    "a sweep of recordings": "SCAN recording",  # once in half a minute: the folder is compared with all the rows
    "a full disk": "SCAN recording USING INDEX ix_recording_created_at_id",  # the oldest 500, in their order
}


class Asked:
    """The services, and a company that writes to clients."""

    def __init__(self, store: Store, hand: Hand, firm: Firm, folder: Path) -> None:
        self.store, self.hand, self.seat = store, hand, firm.admin()
        self.results = ClientResults(store, hand)
        self.settings = ClientSettings(store, hand, CATALOGUE)
        self.storage = Storage(store, hand, CATALOGUE)
        self.sweep = StorageSweep(store, hand, CATALOGUE, folder)
        self.ballast = Ballast(store, hand, folder, lambda: 0, 4)
        self.webhooks = WebhookResults(store, hand)

    async def ends(self, outcome: Outcome = Outcome.MISSED) -> None:
        call = {"leg_id": "leg", "caller": CLIENT, "dialled": MAIN, "plan": {}, "peer_leg_id": "", "did_id": 1}
        now = self.hand.now()
        async with self.store.write() as session:
            it = Call(company_id=1, direction=CallKind.DID, progress="ended", outcome=outcome, started_at=now, **call)
            it.ended_at = now
            session.add(it)
            await session.flush()
            for follower in (ClientMessages(CATALOGUE), WebhookEvents(self.hand)):
                await follower(session, CallEvent.ENDED, it)

    async def over(self) -> None:
        parcel = Parcel(1, "", "client-message", None, CLIENT, {"message_id": 1}, 1)
        async with self.store.write() as session:
            await self.results.over(session, parcel, Fate.UNKNOWN)


ASKED: dict[str, Callable[[Asked], Awaitable[object]]] = {
    "a call in vain ends": lambda it: it.ends(Outcome.MISSED),
    "an answered call ends": lambda it: it.ends(Outcome.ANSWERED),
    "a receipt": lambda it: it.results.receipt("17", Receipt.DELIVERED, CLIENT),
    "what was sent": lambda it: it.settings.sent(it.seat, 0),
    "the form of the storage": lambda it: it.storage.card(it.seat),
    "what would go": lambda it: it.storage.offer(it.seat, 0),
    "a sweep of recordings": lambda it: it.sweep.sweep(),
    "a full disk": lambda it: it.ballast.keep(),
    "a client comes back": lambda it: LinkedClients(it.store, it.hand).card(77, 1),
    "a webhook is gone": lambda it: it.webhooks.gone(1, "https://crm.example.com"),
}


@pytest.mark.parametrize("what", ASKED)
async def test_no_table_that_grows_is_read_from_end_to_end(store: Store, hand: Hand, tmp_path: Path, what: str) -> None:
    asked = Asked(store, hand, await founded(store), tmp_path)
    (tmp_path / "recordings").mkdir()
    async with store.write() as session:
        for scenario in Scenario:
            session.add(ClientNotice(company_id=1, scenario=scenario, text="x", sms=True, telegram=True, months=1))
        session.add(SmsStock(company_id=1, pack_key="", left=10, of=10, purchases=0, told=False))
        session.add(LinkedClient(company_id=1, telegram_id=77, number=CLIENT, language="ru"))
    scans = table_scans(await plans(store, lambda: ASKED[what](asked)))
    assert [step for step in scans if not step.startswith(WHOLE.get(what, "none"))] == []


async def test_the_rest_of_a_messages_life(store: Store, hand: Hand, tmp_path: Path) -> None:
    asked = Asked(store, hand, await founded(store), tmp_path)
    async with store.write() as session:
        session.add(
            ClientNotice(company_id=1, scenario=Scenario.MISSED_IN, text="x", sms=True, telegram=False, months=1)
        )
        session.add(SmsStock(company_id=1, pack_key="", left=10, of=10, purchases=0, told=False))
    await asked.ends()
    for step in (lambda: asked.results.outgoing(1), lambda: asked.results.accepted(1, 1, "n1"), asked.over):
        assert table_scans(await plans(store, step)) == []
