"""Notices as mails: a subject, a plain text and the same as HTML, everything from outside quoted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape

from bot.domain.notices import CallNotice, Digest, DigestItem, Reader
from bot.domain.numbers import human
from bot.i18n import Texts
from bot.keyboards.base import E164, short
from bot.keyboards.pings import moment

FONT = "font: 16px/1.5 -apple-system, Segoe UI, Roboto, sans-serif; color: #1c1c1e"
SOFT = "color: #6b6b70; font-size: 14px"
PAGE = '<!doctype html><html lang="{language}"><meta charset="utf-8"><body style="{font}">{body}</body></html>'
Written = Callable[[str], str]  # how a number is written
MOST = 100  # clients in the digest of a mail


@dataclass(frozen=True, slots=True)
class Words:
    """What a mail says."""

    subject: str
    text: str
    html: str


def missed(t: Texts, notice: CallNotice, now: datetime) -> Words:
    """A call that rang to its end."""
    return _about(t, t("Missed call: {client}", client=client(t, notice)), t("A missed call"), notice, now)


def voicemail(t: Texts, notice: CallNotice, now: datetime) -> Words:
    """A message, which is attached."""
    length = t.length(notice.seconds)
    subject = t("Voicemail: {client}, {length}", client=client(t, notice), length=length)
    return _about(t, subject, t("Voicemail, {length}", length=length), notice, now)


def digest(t: Texts, of: Digest, now: datetime) -> Words:
    """A day in one mail."""
    lines = [line(t, item, now, of.reader.zone) for item in of.items[:MOST]]
    rest = len(of.items) - MOST
    lines += [t("and {n} more", n=rest)] if rest > 0 else []
    title = digest_title(t, of)
    return _words(t, title, title, lines, of.reader)


def digest_title(t: Texts, of: Digest) -> str:
    """«Сводка: пропущенных 7, голосовых 2»."""
    if of.messages:
        return t("Digest: {calls} missed, {messages} of them left voicemail", calls=of.calls, messages=of.messages)
    return t("Digest: {calls} missed", calls=of.calls)


def line(t: Texts, item: DigestItem, now: datetime, zone: str, written: Written = human) -> str:
    """«Анна Смирнова ★ · +7 900 123-45-67 · 3 звонка, последний в 12:41»; in the chat, too."""
    last = moment(t, item.last_at, now, zone)
    calls = t.n("{n} call, the last {when}", "{n} calls, the last {when}", item.calls, when=last)
    voices = (t.n("{n} voicemail", "{n} voicemails", item.messages),) if item.messages else ()
    return " · ".join(
        (_named(t, item.client, item.name, item.vip, written), calls if item.calls > 1 else last, *voices)
    )


def client(t: Texts, notice: CallNotice) -> str:
    """«Анна Смирнова ★ · +7 900 123-45-67»."""
    return _named(t, notice.client, notice.name, notice.vip)


def _named(t: Texts, number: str, name: str, vip: bool, written: Written = human) -> str:
    by = short(written(number), 40) if number else t("number withheld")
    who = f"{short(name, 80)} ★" if vip and name else short(name, 80) if name else ""
    star = " ★" if vip and not name else ""
    return f"{who} · {by}" if who else by + star


def _about(t: Texts, subject: str, title: str, notice: CallNotice, now: datetime) -> Words:
    zone = notice.reader.zone
    when = t("{date}, {time}", date=t.date(notice.at, now, zone), time=t.clock(notice.at, zone))
    lines = [f"{client(t, notice)} → {short(notice.whom, 80)}", when]
    number = notice.client if E164.fullmatch(notice.client) else ""
    return _words(t, subject, title, lines, notice.reader, number)


def _words(t: Texts, subject: str, title: str, lines: list[str], reader: Reader, number: str = "") -> Words:
    foot = t("You get this because an administrator of {company} has set it up so.", company=short(reader.company, 80))
    text = "\n".join((title, "", *lines, "", "-- ", foot, ""))
    shown = "<br>".join(map(escape, lines))
    dial = f'<p><a href="tel:{number}">{escape(t("☎ Call back"))}</a></p>' if number else ""
    body = f'<p><b>{escape(title)}</b></p><p>{shown}</p>{dial}<p style="{SOFT}">{escape(foot)}</p>'
    return Words(subject, text, PAGE.format(language=t.language, font=FONT, body=body))
