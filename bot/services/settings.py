"""One company's settings within one transaction: changed, and written into the history."""

from collections.abc import Sequence

from sqlalchemy import insert

from bot.db.base import table_of
from bot.db.money_models import History
from bot.domain.billing import Cost
from bot.domain.history import Change, Value, to_json
from bot.services.company_state import CompanyState
from bot.services.setting_kinds import PUT, VALUE

ROWS = table_of(History)
ENTRY = insert(ROWS).returning(ROWS.c.id)


class CompanySettings(CompanyState):
    """Made by `Administration`."""

    async def apply(self, changes: Sequence[Change], account_id: int | None) -> tuple[Cost, int]:
        """Change it all and write it into the history: what it costs, and the id of the entry."""
        before = self.bill()
        for change in changes:
            await PUT[change.what](self, change)
        await self.reload()
        after = self.bill()
        cost = Cost(after.monthly - before.monthly, after.today - before.today)
        return cost, await self.note(changes, account_id)

    async def note(self, changes: Sequence[Change], account_id: int | None) -> int:
        """Write down what has been changed."""
        data = to_json(tuple(changes))
        entry = {"company_id": self.company.id, "account_id": account_id, "at": self.now, "changes": data}
        await self.session.flush()
        written: int = (await self.session.execute(ENTRY, entry)).scalar_one()
        return written

    def present(self, change: Change) -> Value:
        """The present value of what a change is about."""
        return VALUE[change.what](self, change)
