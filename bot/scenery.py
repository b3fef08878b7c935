"""What stands on the local page: the companies' people as Telegram persons, their telephones, their numbers."""

from collections.abc import Callable, Sequence

from bot.local.scene import Scene, SceneDid, ScenePerson, ScenePhone, no_phones, nobody
from bot.services.directory import Directory
from bot.services.people import People

ADMINISTRATOR = 1001  # Telegram ids of the page's own persons; employees follow
FIRST_EMPLOYEE = 2001
OUTSIDE = "+79001234567"  # the client's telephone; the page can plug in others


class Scenery:
    """Asked anew whenever the page is drawn: an employee added in the chat stands there at the next look."""

    def __init__(self, people: People, directory: Directory, invites: dict[str, str]) -> None:
        self._people = people
        self._directory = directory
        self._invites = invites

    def scene(self, *, chat: bool, phones: bool) -> Scene:
        """The parts that are not real, for the local server."""
        return Scene(
            persons=self._persons if chat else nobody, phones=self._phones if phones else no_phones, dids=self._dids
        )

    async def plug_in(self, plug: Callable[[str], object]) -> None:
        """Every desk has its telephone, whether somebody has the page open or not."""
        for one in await self._directory.employees():
            plug(one.phone)

    async def _persons(self) -> Sequence[ScenePerson]:
        administrator = ScenePerson(
            ADMINISTRATOR, "Мария", "Соколова", role_hint="admin", start=await self._invite(), language_code="ru"
        )
        employees = [
            ScenePerson(FIRST_EMPLOYEE + one.id, one.name, phone_number=one.number, role_hint="employee")
            for one in await self._directory.employees()
        ]
        return [administrator, *employees]

    async def _invite(self) -> str:
        """The one-time invite of the first company, until the page's administrator is in."""
        administrator = await self._people.meet(ADMINISTRATOR, "Мария Соколова", "ru")
        return "" if administrator.seats else next(iter(self._invites.values()), "")

    async def _phones(self) -> Sequence[ScenePhone]:
        desks = [ScenePhone(one.phone, one.name, "employee") for one in await self._directory.employees()]
        return [ScenePhone(OUTSIDE, "", "outside"), *desks]

    async def _dids(self) -> Sequence[SceneDid]:
        return [SceneDid(one.number, one.name) for one in await self._directory.dids()]
