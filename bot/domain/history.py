"""Who changed what from what, as data, and how it is taken back (G5)."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from bot.domain.catalogue import Catalogue
from bot.domain.client_notices import NAMES as SCENARIOS
from bot.domain.client_notices import Scenario
from bot.domain.dialling import COUNTRIES
from bot.domain.errors import N_, Refused
from bot.domain.melody_slots import slot_of

Value = bool | str | None


class What(StrEnum):
    """The kind of setting that was changed."""

    OPTION = "option"  # key: the option's
    FLAG = "flag"  # key: "option.flag"
    AMOUNT = "amount"  # key: "option.amount"; values: its digits
    REGION = "region"  # key: a country that may be called
    TARIFF = "tariff"
    RENEWAL = "renewal"
    SHORT_NUMBER = "short-number"
    SHOWN_DID = "shown-did"
    MELODY = "melody"  # values: the melody's id
    FORWARDING = "forwarding"  # values: a `Forwarding`
    RING_SECONDS = "ring-seconds"
    VOICEMAIL = "voicemail"  # key: the message's id; values: where it is
    SOUND = "sound"  # key: the slot's; values: the file's name or `DEFAULT`
    PACKS = "packs"  # of storage; values: how many
    AUTO_PACKS = "auto-packs"
    EMPLOYEE = "employee"  # key: the field, "" when added or removed; so with the next two
    DEPARTMENT = "department"
    DEPARTMENT_SETTING = "department-setting"  # key: "department's id/field"
    DID = "did"
    RULE = "rule"  # key: the attribute; added and removed are False → True → False
    CONTACT = "contact"
    MENU = "menu"
    MENU_SETTING = "menu-setting"  # key: "menu's id/field", the field of a key is the key itself
    CLIENT_NOTICE = "client-notice"  # key: "scenario/field"
    SMS_PACK = "sms-pack"  # values: how many SMS; bought, and so never taken back
    WEBHOOK = "webhook"  # key: "" for its address, "secret"
    SCHEDULE = "schedule"  # key: "mon", "holidays", "2026-12-31"
    OWN_HOURS = "own-hours"  # key: "mon"; None: as the company


ROWS = frozenset({What.EMPLOYEE, What.DEPARTMENT, What.DID, What.VOICEMAIL, What.RULE, What.CONTACT, What.MENU})
UNDOABLE = frozenset(What) - ROWS - {What.SOUND, What.WEBHOOK, What.SMS_PACK}  # deleted; paid for
MAILBOX, BIN = N_("in the mailbox"), N_("in the bin")
ANOTHER_PERSON = N_("another person")
DEFAULT = N_("Default")
NEW_SECRET = N_("a new one")
AS_THE_COMPANY = N_("as the company")
FIELDS = {
    "name": N_("Name"),
    "number": N_("Own number"),
    "phone": N_("Telephone that rings"),
    "email": N_("E-mail"),
    "kind": N_("Kind of number"),
    "ring_seconds": N_("Rings for, seconds"),
    "strategy": N_("How it rings"),
    "wait_seconds": N_("Callers wait for, seconds"),
    "capacity": N_("Callers who may wait"),
    "wrap_up": N_("Rest after a talk, seconds"),
    "overflow": N_("When nobody answers"),
    "announce_callback": N_("Announce the callback"),
    "tell_place": N_("Say the place in the line"),
    "announce_seconds": N_("Between two announcements, seconds"),
    "members": N_("People"),
    "leads_to": N_("Leads to"),
    "main": N_("Main number"),
    "person": N_("Whose number it is"),
    "kinds": N_("Notifications: what of"),
    "when": N_("Notifications: time"),
    "period": N_("Notifications: period"),
    "callers": N_("Notifications: callers"),
    "numbers": N_("Notifications: given numbers"),
    "ways": N_("Notifications: where to"),
    "timing": N_("Notifications: when to tell"),
    "quiet": N_("Notifications: quiet hours"),
    "digest_at": N_("Notifications: time of the digest"),
    "vip": N_("VIP"),
    "imported": N_("Clients imported"),
    "secret": N_("Secret of the webhook"),
    "off_hours": N_("Leads to while closed"),
    "keys": N_("Keys"),
    "default": N_("Without a key"),
    "repeats": N_("Repeats"),
    "seconds": N_("Waits for a key, seconds"),
    "barge_in": N_("A key cuts the greeting short"),
    "mon": N_("Monday"),
    "tue": N_("Tuesday"),
    "wed": N_("Wednesday"),
    "thu": N_("Thursday"),
    "fri": N_("Friday"),
    "sat": N_("Saturday"),
    "sun": N_("Sunday"),
    "holidays": N_("Public holidays"),
}
NAMES = {
    What.TARIFF: N_("Tariff"),
    What.RENEWAL: N_("Renew automatically"),
    What.SHORT_NUMBER: N_("Short number"),
    What.SHOWN_DID: N_("Number that clients see"),
    What.MELODY: N_("Employee's melody"),
    What.FORWARDING: N_("To voicemail"),
    What.RING_SECONDS: N_("Rings for, seconds"),
    What.VOICEMAIL: N_("Voice message"),
    What.PACKS: N_("Storage packs"),
    What.AUTO_PACKS: N_("Add storage packs automatically"),
    What.EMPLOYEE: N_("Employee"),
    What.DEPARTMENT: N_("Department"),
    What.DEPARTMENT_SETTING: N_("Department"),
    What.DID: N_("Public number"),
    What.RULE: N_("Notifications"),
    What.CONTACT: N_("Client"),
    What.MENU: N_("Voice menu"),
    What.WEBHOOK: N_("Webhook for the CRM"),
    What.MENU_SETTING: N_("Key of a voice menu"),
    What.SCHEDULE: N_("Special day"),
    What.OWN_HOURS: N_("Working hours"),
    What.CLIENT_NOTICE: N_("Message to clients"),
    What.SMS_PACK: N_("SMS pack"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One setting, from what to what. `employee_id`: whose number; None for the company.

    `title`: what the changed thing was called then, for things that may be gone when the history is read.
    """

    what: What
    before: Value
    after: Value
    key: str = ""
    employee_id: int | None = None
    title: str = ""

    @property
    def inverse(self) -> "Change":
        """The change that takes it back; an entry of its own in the history."""
        return replace(self, before=self.after, after=self.before)


def name(catalogue: Catalogue, change: Change) -> str:
    """What was changed, as a message id. KeyError for an option that is no longer in the catalogue."""
    match change.what:
        case What.OPTION:
            return catalogue.option(change.key).name
        case What.FLAG:
            option, _, key = change.key.partition(".")
            return {flag.key: flag.name for flag in catalogue.option(option).flags}[key]
        case What.AMOUNT:
            option, _, key = change.key.partition(".")
            return catalogue.option(option).amount(key).name
        case What.REGION:
            return COUNTRIES[change.key]
        case What.SOUND:
            slot = slot_of(change.key)
            return slot.name if slot else change.key
        case What.EMPLOYEE | What.DEPARTMENT | What.DID | What.RULE | What.CONTACT | What.MENU if change.key:
            return FIELDS[change.key]
        case What.CLIENT_NOTICE if change.key:
            return SCENARIOS[Scenario(change.key.partition("/")[0])]
        case What.MENU_SETTING | What.DEPARTMENT_SETTING | What.SCHEDULE | What.OWN_HOURS | What.WEBHOOK:
            return FIELDS.get(change.key.rpartition("/")[2], NAMES[change.what])
    return NAMES[change.what]


def undo(changes: tuple[Change, ...], now: Callable[[Change], Value]) -> tuple[Change, ...]:
    """The changes that take an entry back. `now` gives the present value of what a change is about.

    What somebody has changed since stays as they left it; `Refused` when that is all of it.
    """
    back = tuple(change.inverse for change in reversed(changes) if now(change) == change.after)
    if not back:
        raise Refused(N_("There is nothing to take back: it has been changed since."))
    return back


def to_json(changes: tuple[Change, ...]) -> list[dict[str, Any]]:
    """Plain data for a column."""
    return [asdict(change) for change in changes]


def from_json(data: list[dict[str, Any]]) -> tuple[Change, ...]:
    """What `to_json` wrote."""
    return tuple(Change(**(one | {"what": What(one["what"])})) for one in data)
