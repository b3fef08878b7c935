"""Texts: English message ids, catalogues compiled in memory at the start, and how numbers and times are written."""

import gettext
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from bot.domain.errors import N_
from bot.domain.money import split

LOCALES = Path(__file__).parents[1] / "locales"
DOMAIN = "gudok"
Day = date
LANGUAGES = {"en": "English", "ru": "Русский"}  # each in its own words


class Html(str):
    """Text that is ready for Telegram's HTML: quoted, its tags are ours. A type of its own, so that it shows."""

    __slots__ = ()


def quoted(value: object) -> Html:
    """The value as it should be read, whatever is in it; `Html` stays as it is."""
    return value if isinstance(value, Html) else Html(escape(str(value), quote=False))


class Texts:
    """One language. `t("…")` is plain text, `t.html("…")` has every parameter quoted, `n` is for counted things."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue
        self._locale = Locale.parse(language)

    def __call__(self, msgid: str, /, **params: object) -> str:
        return self._catalogue.gettext(msgid).format(**params)

    def html(self, msgid: str, /, **params: object) -> Html:
        """The message id may carry Telegram's tags; the parameters may not, unless they are `Html`."""
        return Html(self._catalogue.gettext(msgid).format(**_quoted(params)))

    def n(self, one: str, many: str, n: int, /, **params: object) -> str:
        """The form that fits `n`, which is also the parameter `{n}`."""
        return self._catalogue.ngettext(one, many, n).format(n=self.number(n), **params)

    def number(self, value: float) -> str:
        """1234.5 → «1 234,5»."""
        return format_decimal(value, locale=self._locale)

    def money(self, kopecks: int) -> str:
        """2333 → «23,33 ₽», 150000 → «1 500 ₽»."""
        rubles, rest = split(kopecks)
        amount = rubles + Decimal(rest) / 100
        written = format_decimal(amount, format="#,##0.00" if rest else "#,##0", locale=self._locale)
        return f"{written}\u00a0₽".replace("-", "\u2212")

    def clock(self, moment: datetime, zone: str) -> str:
        """The wall clock of that zone: «12:41»."""
        return f"{moment.astimezone(_zone(zone)):%H:%M}"

    def day(self, moment: datetime, now: datetime, zone: str) -> str:
        """«завтра», «сегодня», «вчера», «3 августа», «3 августа 2025 г.»."""
        local, today = moment.astimezone(_zone(zone)), now.astimezone(_zone(zone)).date()
        named = {0: N_("today"), 1: N_("yesterday"), -1: N_("tomorrow")}.get((today - local.date()).days)
        return self(named) if named else self.date(moment, now, zone)

    def date(self, moment: datetime, now: datetime, zone: str) -> str:
        """«3 августа», with its year when it is not the present one."""
        local, today = moment.astimezone(_zone(zone)), now.astimezone(_zone(zone))
        return format_skeleton("MMMMd" if local.year == today.year else "yMMMMd", local, locale=self._locale)

    def calendar(self, day: Day) -> str:
        """«21 мая 2027 г.»."""
        return format_skeleton("yMMMd", datetime(day.year, day.month, day.day), locale=self._locale)

    def month(self, moment: datetime, zone: str) -> str:
        """«август»."""
        return str(self._locale.months["stand-alone"]["wide"][moment.astimezone(_zone(zone)).month])

    def month_name(self, number: int) -> str:
        """8 → «Август»."""
        return str(self._locale.months["stand-alone"]["wide"][number]).capitalize()

    def month_of_year(self, month: Day) -> str:
        """«Август 2026»."""
        return f"{self.month_name(month.month)} {month.year}"

    def when(self, moment: datetime, now: datetime, zone: str) -> str:
        """«сегодня 12:41»."""
        return f"{self.day(moment, now, zone)} {self.clock(moment, zone)}"

    def length(self, seconds: float) -> str:
        """«0:23», «1:02:03»; anything that can be heard is at least a second."""
        minutes, rest = divmod(max(1, round(seconds)), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def load(folder: Path = LOCALES) -> Mapping[str, Texts]:
    """Every language; English needs no catalogue, it is the message ids themselves."""
    return {language: Texts(language, _catalogue(folder, language)) for language in LANGUAGES}


@cache
def _catalogue(folder: Path, language: str) -> gettext.NullTranslations:
    file = folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if language == "en":
        return gettext.NullTranslations()
    with file.open("rb") as po:
        compiled = BytesIO()
        write_mo(compiled, read_po(po, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _quoted(params: Mapping[str, object]) -> dict[str, Html]:
    return {name: quoted(value) for name, value in params.items()}


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
