"""A company's working time and voice menus within one transaction: their present values, and how they are changed."""

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.menu_models import MenuKey, MenuRow, ScheduleLine, columns
from bot.db.models import Department, Employee
from bot.db.upsert import insert_or_update
from bot.domain.errors import N_, Refused
from bot.domain.history import Change, Value
from bot.domain.menus import DEFAULT, Kind, Target, VoiceMenu, check, target
from bot.domain.schedule import Schedule
from bot.domain.schedule_lines import lines, of_lines
from bot.services.menu_rows import menus_of
from bot.services.schedules import lines_of

FIELDS = ("repeats", "seconds", "barge_in")
TABLES: dict[Kind, type[Department | Employee | MenuRow]] = {
    Kind.DEPARTMENT: Department,
    Kind.EMPLOYEE: Employee,
    Kind.VOICEMAIL: Employee,
    Kind.MENU: MenuRow,
}


class Leading:
    """Part of `CompanySettings`; `menus` by id."""

    def __init__(self, session: AsyncSession, company_id: int, zone: str) -> None:
        self._session = session
        self._company_id = company_id
        self._zone = zone
        self._lines: dict[str, str] = {}
        self.menus: dict[int, VoiceMenu] = {}

    async def load(self) -> None:
        """As it is now."""
        self._lines = await lines_of(self._session, self._company_id)
        self.menus = await menus_of(self._session, self._company_id)

    @property
    def schedule(self) -> Schedule:
        """When the company works."""
        return of_lines(self._zone, self._lines)

    def menu(self, menu_id: int) -> VoiceMenu:
        """One of the company's; `Refused` for any other."""
        if menu_id not in self.menus:
            raise Refused(N_("This voice menu is not in the list any more."))
        return self.menus[menu_id]

    def line(self, change: Change) -> Value:
        """A line of the schedule; None: a date like any other."""
        return lines(self.schedule).get(change.key)

    async def put_line(self, change: Change) -> None:
        """What is the default needs no row."""
        keys = {"company_id": self._company_id, "key": change.key}
        if change.after in (None, lines(Schedule(self._zone)).get(change.key)):
            await self._session.execute(delete(ScheduleLine).filter_by(**keys))
        else:
            await insert_or_update(self._session, ScheduleLine, "value", **keys, value=str(change.after))
        self._lines = await lines_of(self._session, self._company_id)

    def setting(self, change: Change) -> Value:
        """A key or another setting of a menu; None: a key that leads nowhere."""
        menu_id, field = _about(change)
        if menu_id not in self.menus:
            return None
        menu = self.menus[menu_id]
        if field in FIELDS:
            return str(value) if not isinstance(value := getattr(menu, field), bool) else value
        keys = {key: str(to) for key, to in (*menu.keys, (DEFAULT, menu.default))}
        return keys.get(field)

    async def put_setting(self, change: Change) -> None:
        """`Refused` when callers who press nothing would never come to an end, or when it leads to nobody of ours."""
        menu_id, field = _about(change)
        self.menu(menu_id)
        if field in FIELDS:
            value = change.after if isinstance(change.after, bool) else int(str(change.after))
            await self._session.execute(update(MenuRow).where(MenuRow.id == menu_id).values({field: value}))
        else:
            await self._put_key(menu_id, field, change.after)
        self.menus = await menus_of(self._session, self._company_id)
        check(self.menus)

    async def _put_key(self, menu_id: int, key: str, led: Value) -> None:
        keys = {"menu_id": menu_id, "key": key}
        await self._session.execute(delete(MenuKey).filter_by(**keys))
        if led is not None:
            self._session.add(MenuKey(**keys, **columns(await self.ours(target(str(led))))))
            await self._session.flush()

    async def ours(self, led: Target) -> Target:
        """Somewhere in this company; `Refused` for what is not there (any more)."""
        if led.id and led.kind in TABLES:
            table = TABLES[led.kind]
            mine = select(table.id).where(table.id == led.id, table.company_id == self._company_id)
            if await self._session.scalar(mine) is None:
                raise Refused(N_("There is no such place to lead to."))
        return led


def _about(change: Change) -> tuple[int, str]:
    menu_id, _, field = change.key.partition("/")
    return int(menu_id), field
