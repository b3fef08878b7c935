"""Who and what stands on the page. The app, which knows the company, hands it in; alone the server has an empty one."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScenePerson:
    """A Telegram person to chat as. `start` is a payload to offer as a «Start» button (a one-time invite)."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    phone_number: str = ""
    language_code: str = "ru"
    role_hint: str = "stranger"
    start: str = ""


@dataclass(frozen=True, slots=True)
class ScenePhone:
    """A telephone; `kind` is "outside" or "employee"."""

    number: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class SceneDid:
    """A number to dial."""

    number: str
    label: str


async def nobody() -> Sequence[ScenePerson]:
    return ()


async def no_phones() -> Sequence[ScenePhone]:
    return ()


async def no_dids() -> Sequence[SceneDid]:
    return ()


@dataclass(frozen=True, slots=True)
class Scene:
    """Asked anew whenever the page is drawn, so that an invite that has been used is offered no more."""

    persons: Callable[[], Awaitable[Sequence[ScenePerson]]] = nobody
    phones: Callable[[], Awaitable[Sequence[ScenePhone]]] = no_phones
    dids: Callable[[], Awaitable[Sequence[SceneDid]]] = no_dids
    mail: bool = False  # whether mails are shown here, because none are sent
    sms: bool = False  # the same of SMS
