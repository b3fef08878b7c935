"""Voice menus in the hands of administrators (V1, G4)."""

from sqlalchemy import delete

from bot.db.menu_models import MenuRow
from bot.db.models import Melody, MelodySlot
from bot.db.store import Store
from bot.domain import menus, staff
from bot.domain.billing import Cost
from bot.domain.cards import Seat
from bot.domain.cards_menus import MenuCard, Place, VoiceMenuLine
from bot.domain.cards_options import Fact, Switched
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.history import Change, Value, What
from bot.domain.menus import DEFAULT, REPEAT, REPEATS, SECONDS, Kind, Target, VoiceMenu
from bot.domain.searching import folded
from bot.ports import Clock
from bot.services.administration import Administration
from bot.services.places import free, led, places
from bot.services.settings import CompanySettings
from bot.services.slots import card, playing

NOTHING = Cost(monthly=0, today=0)


class VoiceMenus:
    """For administrators only: `Refused` for everybody else."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)

    async def all(self, seat: Seat) -> tuple[VoiceMenuLine, ...]:
        """By name."""
        async with self._company.look(seat) as company:
            return tuple(VoiceMenuLine(it.id, it.name, len(it.keys)) for it in company.leading.menus.values())

    async def one(self, seat: Seat, menu_id: int) -> MenuCard:
        """A menu, with names for what its keys lead to."""
        async with self._company.look(seat) as company:
            menu, named = company.leading.menu(menu_id), await places(company)
            greeting = card(await playing(company.session, company.company.id, _slot(menu_id)))
            return MenuCard(
                id=menu.id,
                name=menu.name,
                keys=tuple((key, named[to]) for key, to in menu.keys),
                default=named[menu.default],
                repeats=menu.repeats,
                seconds=menu.seconds,
                barge_in=menu.barge_in,
                greeting=greeting,
                led=_led(company, menu_id),
            )

    async def places(self, seat: Seat) -> tuple[Place, ...]:
        """Everything that callers may be led to."""
        async with self._company.look(seat) as company:
            return tuple((await places(company)).values())

    async def add(self, seat: Seat, typed: str, account_id: int) -> int:
        """A new menu without keys: whoever comes to it may leave a message. The id."""
        async with self._company.change(seat) as company:
            name = _free_name(company, typed)
            new = VoiceMenu(0, name)
            settings = {"repeats": new.repeats, "seconds": new.seconds, "barge_in": new.barge_in}
            row = MenuRow(company_id=company.company.id, name=name, **settings)
            company.session.add(row)
            await company.session.flush()
            await company.apply([Change(What.MENU, None, name, title=name)], account_id)
            return row.id

    async def rename(self, seat: Seat, menu_id: int, typed: str, account_id: int) -> Switched:
        """Another name; what leads here goes on leading here."""
        async with self._company.change(seat) as company:
            menu, name = company.leading.menu(menu_id), _free_name(company, typed, menu_id)
            if menu.name == name:
                return Switched(True, company.now, NOTHING, None)
            (await company.session.get_one(MenuRow, menu_id)).name = name
            cost, entry = await company.apply([Change(What.MENU, menu.name, name, "name", title=menu.name)], account_id)
            return Switched(True, company.now, cost, entry)

    async def lead(self, seat: Seat, menu_id: int, key: str, to: str, account_id: int) -> Switched:
        """What a key leads to, or "default": what happens without one. `to` "": the key leads nowhere any more."""
        where = str(menus.target(to)) if to else None
        if key == DEFAULT and where in (None, str(REPEAT)):
            raise Refused(N_("Without a key, callers must come somewhere."))
        return await self._put(seat, menu_id, key if key == DEFAULT else menus.key(key), where, account_id)

    async def repeats(self, seat: Seat, menu_id: int, typed: str, account_id: int) -> Switched:
        """How often the greeting comes again when no key was pressed, or a wrong one."""
        return await self._put(seat, menu_id, "repeats", str(menus.number(typed, REPEATS)), account_id)

    async def seconds(self, seat: Seat, menu_id: int, typed: str, account_id: int) -> Switched:
        """For how long a key is waited for after the greeting."""
        return await self._put(seat, menu_id, "seconds", str(menus.number(typed, SECONDS)), account_id)

    async def barge_in(self, seat: Seat, menu_id: int, want: bool, account_id: int) -> Switched:
        """Whether a key cuts the greeting short."""
        return await self._put(seat, menu_id, "barge_in", want, account_id)

    async def depends(self, seat: Seat, menu_id: int) -> tuple[Fact, ...]:
        """What the menu's removal would touch."""
        async with self._company.look(seat) as company:
            company.leading.menu(menu_id)
            dids = (Fact(N_("{number} leads here."), {"number": it}) for it in _dids(company, menu_id))
            return (*dids, *await led(company, Target(Kind.MENU, menu_id)))

    async def remove(self, seat: Seat, menu_id: int, account_id: int) -> Switched:
        """`Refused` while a public number or another menu leads to it. Its greeting goes with it."""
        async with self._company.change(seat) as company:
            menu = company.leading.menu(menu_id)
            for number in _dids(company, menu_id):
                text = N_("{number} leads to {name}. Let it lead elsewhere first.")
                raise Refused(text, number=number, name=menu.name)
            await free(company, Target(Kind.MENU, menu_id))
            slot = {"company_id": company.company.id, "slot": _slot(menu_id)}
            gone = delete(MelodySlot).filter_by(**slot).returning(MelodySlot.melody_id)
            greeting = (await company.session.scalars(gone)).all()
            await company.session.execute(delete(Melody).where(Melody.id.in_(greeting)))  # the sweep takes the file
            await company.session.execute(delete(MenuRow).where(MenuRow.id == menu_id))
            cost, entry = await company.apply([Change(What.MENU, menu.name, None, title=menu.name)], account_id)
            return Switched(False, company.now, cost, entry)

    async def _put(self, seat: Seat, menu_id: int, field: str, value: Value, account_id: int) -> Switched:
        async with self._company.change(seat) as company:
            menu = company.leading.menu(menu_id)
            title = menu.name if len(field) > 1 else f"{menu.name} · {field}"
            change = Change(What.MENU_SETTING, None, value, f"{menu_id}/{field}", title=title)
            before = company.present(change)
            if before == value:
                return Switched(bool(value), company.now, NOTHING, None)
            change = Change(What.MENU_SETTING, before, value, change.key, title=title)
            cost, entry = await company.apply([change], account_id)
            return Switched(bool(value), company.now, cost, entry)


def _slot(menu_id: int) -> str:
    return f"menu/{menu_id}"


def _free_name(company: CompanySettings, typed: str, menu_id: int = 0) -> str:
    name = staff.name(typed)
    if any(folded(it.name) == folded(name) and it.id != menu_id for it in company.leading.menus.values()):
        raise Refused(N_("There is a voice menu “{name}” already."), name=name)
    return name


def _dids(company: CompanySettings, menu_id: int) -> list[str]:
    return [did.number for did in company.dids if did.menu_id == menu_id]


def _led(company: CompanySettings, menu_id: int) -> tuple[str, ...]:
    here = Target(Kind.MENU, menu_id)
    others = (menu.name for menu in company.leading.menus.values() if here in menu.targets and menu.id != menu_id)
    return (*_dids(company, menu_id), *others)
