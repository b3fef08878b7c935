"""A company's texts to clients within one transaction: what each scenario is set to, and how that is changed."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.client_models import ClientNotice
from bot.db.models import Company
from bot.db.upsert import insert_or_update
from bot.domain.client_notices import TEXTS, Scenario, Settings
from bot.domain.history import Change, Value

MONTHS = "months"
FIELDS = ("text", "sms", "telegram", MONTHS)


class NoticeRows:
    """A part of `CompanySettings`. A change's key is "scenario/field"."""

    def __init__(self, session: AsyncSession, company: Company) -> None:
        self._session = session
        self._company = company
        self._set: dict[Scenario, Settings] = {}

    async def load(self) -> None:
        """What somebody has touched; the rest is off, with our texts."""
        rows = select(ClientNotice).where(ClientNotice.company_id == self._company.id)
        for row in await self._session.scalars(rows):
            self._set[row.scenario] = Settings(row.scenario, row.text, row.sms, row.telegram, row.months)

    def settings(self, scenario: Scenario) -> Settings:
        """As it is set now."""
        return self._set.get(scenario) or Settings(scenario, self.usual_text(scenario))

    def usual_text(self, scenario: Scenario) -> str:
        """Ours, in the language of the company."""
        return TEXTS.get(self._company.language, TEXTS["en"])[scenario]

    def value(self, change: Change) -> Value:
        """The present value of what a change is about."""
        scenario, field = _about(change)
        value: Value = getattr(self.settings(scenario), field)
        return str(value) if field == MONTHS else value

    async def put(self, change: Change) -> None:
        """Bring it to what the change says."""
        scenario, field = _about(change)
        after = int(str(change.after)) if field == MONTHS else change.after
        now = replace(self.settings(scenario), **{field: after})  # type: ignore[arg-type]  # of the field's own type
        self._set[scenario] = now
        values = {name: getattr(now, name) for name in FIELDS}
        whose = {"company_id": self._company.id, "scenario": scenario}
        await insert_or_update(self._session, ClientNotice, *FIELDS, **whose, **values)


def _about(change: Change) -> tuple[Scenario, str]:
    scenario, _, field = change.key.partition("/")
    return Scenario(scenario), field
