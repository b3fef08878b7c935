"""Every tariff and option that Gudok offers, each one entry. Figures that the seeds do not give are marked as ours."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain import effects, redial
from bot.domain.effects import CallFacts, Switched
from bot.domain.errors import N_
from bot.domain.money import rubles
from bot.domain.options import NEEDS_DID, NEEDS_OWN_NUMBER, Amount, Flag, Option, Scope
from bot.domain.packs import SmsPack, StoragePack
from bot.domain.plan import CallPlan
from bot.domain.tariffs import GIB, Tariff


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Options stand in the order of the menu, which is the order of their effects on a call, too."""

    tariffs: tuple[Tariff, ...]
    options: tuple[Option, ...]
    sms_packs: tuple[SmsPack, ...]
    storage_pack: StoragePack

    def __post_init__(self) -> None:
        entries: tuple[Tariff | Option | SmsPack | StoragePack, ...] = (
            *self.tariffs,
            *self.options,
            *self.sms_packs,
            self.storage_pack,
        )
        keys = [entry.key for entry in entries]
        if len(set(keys)) < len(keys):
            raise ValueError(f"two entries of the catalogue under one key: {keys}")

    def tariff(self, key: str) -> Tariff:
        """The tariff of that key, or KeyError."""
        return {tariff.key: tariff for tariff in self.tariffs}[key]

    def option(self, key: str) -> Option:
        """The option of that key, or KeyError."""
        return {option.key: option for option in self.options}[key]

    def sms_pack(self, key: str) -> SmsPack:
        """The pack of that key, or KeyError."""
        return {pack.key: pack for pack in self.sms_packs}[key]

    def of(self, scope: Scope) -> tuple[Option, ...]:
        """The options for the company, or for numbers."""
        return tuple(option for option in self.options if option.scope is scope)

    def plan(self, plan: CallPlan, on: Iterable[Switched], call: CallFacts) -> CallPlan:
        """The plan as the options that are on want it."""
        switched = tuple(on)
        for option in self.options:
            for one in (one for one in switched if one.key == option.key):
                plan = option.effect(plan, one, call) if option.effect else plan
        return plan


TARIFFS = (
    Tariff(
        key="basic",
        name=N_("Basic"),
        price=rubles(1500),
        employees=10,
        dids=1,
        extra_employee=rubles(40),
        extra_did=rubles(200),
        storage=1 * GIB,
        ours=frozenset({"extra_did"}),
    ),
    Tariff(
        key="medium",
        name=N_("Medium"),
        price=rubles(1300),
        employees=10,
        dids=1,
        extra_employee=rubles(70),
        extra_did=rubles(200),
        storage=5 * GIB,
        ours=frozenset({"extra_employee", "extra_did"}),
    ),
    Tariff(
        key="extended",
        name=N_("Extended"),
        price=rubles(2900),
        employees=30,
        dids=3,
        extra_employee=rubles(35),
        extra_did=rubles(150),
        storage=10 * GIB,
        ours=frozenset({"price", "employees", "dids", "extra_employee", "extra_did"}),
    ),
)

OPTIONS = (
    Option(
        key="recording",
        scope=Scope.COMPANY,
        name=N_("Call recording"),
        about=N_("Talks that come in on your public numbers are recorded and kept."),
        price=rubles(700),
        needs=(NEEDS_DID,),
        flags=(
            Flag(
                key=effects.NOTICE,
                name=N_("Play the notice to callers"),
                default=True,
                warning=N_("Callers will not hear that they are recorded. You alone answer for their complaints."),
            ),
        ),
        effect=effects.record_did_calls,
    ),
    Option(
        key="callback",
        scope=Scope.COMPANY,
        name=N_("Callback"),
        about=N_("Callers who wait in a department can press 1, and we call them back."),
        price=rubles(200),
        ours=True,
        needs=(NEEDS_DID,),
        effect=effects.offer_callback,
    ),
    Option(
        key=redial.OPTION,
        scope=Scope.COMPANY,
        name=N_("Smart redial"),
        about=N_(
            "A client who calls back reaches the employee who could not reach them. It works for calls of employees "
            "with Caller ID."
        ),
        price=rubles(150),
        ours=True,
        needs=(NEEDS_DID,),
        amounts=(
            Amount(
                key=redial.WINDOW,
                name=N_("Time to call back"),
                default=60,
                allowed=redial.MINUTES,
                choices=(15, 30, 60, 120, 240, 480, 720, 1440),
            ),
        ),
    ),
    Option(
        key="client-telegram",
        scope=Scope.COMPANY,
        name=N_("Messages to clients in Telegram"),
        about=N_("Clients who have linked their number get your messages in Telegram instead of an SMS."),
        price=rubles(300),
        needs=(NEEDS_DID,),
    ),
    Option(
        key="caller-id",
        scope=Scope.NUMBER,
        name=N_("Caller ID"),
        about=N_("Clients whom the employee calls see your public number: the main one, or the one that you pick."),
        price=rubles(50),
        ours=True,
        needs=(NEEDS_OWN_NUMBER, NEEDS_DID),
        effect=effects.show_did,
    ),
    Option(
        key="number-recording",
        scope=Scope.NUMBER,
        name=N_("Number recording"),
        about=N_("All talks of the employee, in and out, are recorded and kept."),
        price=rubles(100),
        ours=True,
        needs=(NEEDS_OWN_NUMBER,),
        effect=effects.record_number,
    ),
    Option(
        key="short-number",
        scope=Scope.NUMBER,
        name=N_("Short number"),
        about=N_("Colleagues reach the employee by four digits."),
        price=rubles(20),
        ours=True,
    ),
    Option(
        key="melody",
        scope=Scope.NUMBER,
        name=N_("Employee's melody"),
        about=N_("Callers hear a melody of the employee's own while the phone rings."),
        price=rubles(30),
        ours=True,
        effect=effects.play_melody,
    ),
)

SMS_PACKS = (
    SmsPack("sms-100", 100, 0),
    SmsPack("sms-500", 500, rubles(700)),
    SmsPack("sms-1000", 1000, rubles(1200)),
    SmsPack("sms-3000", 3000, rubles(3000)),
)
STORAGE_PACK = StoragePack("storage-pack", 5 * GIB, rubles(150), most=9)

CATALOGUE = Catalogue(TARIFFS, OPTIONS, SMS_PACKS, STORAGE_PACK)
