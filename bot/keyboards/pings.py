"""The card of a missed call: what it says while nobody has called back, and afterwards."""

from datetime import datetime

from bot.domain.errors import N_
from bot.domain.pings import Ending, How, PingCard
from bot.i18n import Texts
from bot.keyboards.base import Button, Screen, Tap, bold, lines, short, telephone


class PingCall(Tap, prefix="ping-call"):
    """The buttons of a card stand there for ever: no nonce, and its company is looked up."""

    ping: int


class PingDone(Tap, prefix="ping-done"):
    """Nobody need call the client."""

    ping: int


class PingVip(Tap, prefix="ping-vip"):
    """The client matters most."""

    ping: int


WITH_NAME = {
    How.DONE: N_("✓ Settled: {who} {when}"),
    How.CALLED_BACK: N_("✓ Called back: {who} {when}"),
    How.CAME_THROUGH: N_("✓ Called again and was answered: {who} {when}"),
}
WITHOUT_NAME = {
    How.DONE: N_("✓ Settled {when}"),
    How.CALLED_BACK: N_("✓ Called back {when}"),
    How.CAME_THROUGH: N_("✓ Called again and was answered {when}"),
}


def card(t: Texts, ping: PingCard, now: datetime) -> Screen:
    """«Пропущенный · Анна Смирнова ★, +7 900 … → вам, 3 звонка, последний в 12:41»."""
    named = f" · {short(ping.name, 80)}" if ping.name else ""
    heading = t("Missed call") + named + (" ★" if ping.vip else "")
    number = t("{client} → you", client=number_of(t, ping))
    text = lines(bold(heading), number, counted(t, ping, now), *_ending(t, ping, now))
    return Screen(text, () if ping.ending else _buttons(t, ping))


def ended(t: Texts, ending: Ending, now: datetime, zone: str) -> str:
    """«✓ Перезвонили: Петров в 12:52, 3 мин 10 с»."""
    texts = WITH_NAME if ending.who else WITHOUT_NAME
    said = t(texts[ending.how], who=short(ending.who), when=moment(t, ending.at, now, zone))
    return said if ending.seconds is None else f"{said}, {talk(t, ending.seconds)}"


def counted(t: Texts, ping: PingCard, now: datetime) -> str:
    """«в 12:41»; of several «3 звонка, последний в 12:41»."""
    last = moment(t, ping.last_at, now, ping.zone)
    if ping.calls == 1:
        return last
    return t.n("{n} call, the last {when}", "{n} calls, the last {when}", ping.calls, when=last)


def moment(t: Texts, at: datetime, now: datetime, zone: str) -> str:
    """«в 12:41», of another day «вчера в 12:41»."""
    clock = t("at {time}", time=t.clock(at, zone))
    return clock if t.day(at, now, zone) == t.day(now, now, zone) else f"{t.day(at, now, zone)} {clock}"


def talk(t: Texts, seconds: float) -> str:
    """«3 мин 10 с»."""
    minutes, rest = divmod(max(1, round(seconds)), 60)
    return t("{minutes} min {seconds} s", minutes=minutes, seconds=rest) if minutes else t("{n} s", n=rest)


def number_of(t: Texts, ping: PingCard) -> str:
    """As people read it."""
    return short(telephone(ping.client), 40) if ping.client else t("number withheld")


def _ending(t: Texts, ping: PingCard, now: datetime) -> tuple[str, ...]:
    return (ended(t, ping.ending, now, ping.zone),) if ping.ending else ()


def _buttons(t: Texts, ping: PingCard) -> tuple[tuple[Button, ...], ...]:
    done = Button(t("✓ Settled"), PingDone(ping=ping.id))
    if not ping.is_client:
        return ((done,),)
    star = () if ping.vip else (Button(t("★ Make VIP"), PingVip(ping=ping.id)),)
    return ((Button(t("☎ Call back"), PingCall(ping=ping.id)),), (done, *star))


def toast(t: Texts, ping: PingCard, now: datetime, otherwise: str) -> str:
    """A word on a press: what has become of the client before, if anything."""
    return ended(t, ping.ending, now, ping.zone) if ping.ending else otherwise
