"""The table: a picture is one entry. A tap is pressed as if its button were there, words are typed."""

from dataclasses import dataclass
from enum import StrEnum

from bot.keyboards import (
    callbacks,
    clients,
    department_line,
    departments,
    dids,
    history,
    menus,
    message,
    number,
    number_options,
    options,
    people,
    places,
    regions,
    rules,
    schedule,
    staff,
    storage,
    tariff,
    voicemail,
)
from bot.keyboards.base import Tap
from bot.keyboards.home import Further, Home
from bot.keyboards.melodies import Melodies, Phrases, Slot, Tunes
from tools.screens.firm import Song

COMPANY = 1
HERE = {"company": COMPANY}
IVANOV = {"company": COMPANY, "employee": 1}
PETROVA = {"company": COMPANY, "employee": 2}
MANY = {"company": COMPANY, "key": "short-number", "page": 0}
SALES = {"company": COMPANY, "department": 1}
MENU = {"company": COMPANY, "menu": 1}


class Who(StrEnum):
    """Whose telephone it is."""

    ADMIN = "admin"
    STAFF = "staff"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture. Entries stand in the order in which they are taken, on one company that keeps what they did."""

    name: str
    steps: tuple[Tap | str | Song, ...]
    who: Who = Who.ADMIN
    kept: bool = False  # in the repository: one of each kind of screen


def rule_says(step: str, value: str) -> Tap:
    """An answer in the wizard of notifications."""
    return rules.RuleSay(**HERE, step=step, page=0, value=value)


SHOTS = (
    Shot("stranger", ("/start",), Who.STRANGER),
    Shot("status", (Home(**HERE),), kept=True),
    Shot("more", (Further(**HERE),)),
    Shot("options", (options.Options(**HERE),), kept=True),
    Shot("option-offer", (options.OptionCard(**HERE, key="recording"),), kept=True),
    Shot("option-on", (options.Switch(**HERE, key="recording", want=True),)),
    Shot("notice-warning", (options.Warn(**HERE, key="recording", flag="notice"),)),
    Shot("callback-on", (options.OptionCard(**HERE, key="callback"),)),
    Shot("redial-offer", (options.OptionCard(**HERE, key="smart-redial"),)),
    Shot("redial-on", (options.Switch(**HERE, key="smart-redial", want=True),)),
    Shot("redial-window", (options.AskAmount(**HERE, key="smart-redial", amount="window"),)),
    Shot("storage", (storage.Storage(**HERE),), kept=True),
    Shot("storage-wish", (storage.DraftPacks(**HERE, packs=2),)),
    Shot("regions", (regions.Regions(**HERE),)),
    Shot("number-options", (number_options.NumberOptions(**HERE),), kept=True),
    Shot(
        "numbers-marked",
        (
            number_options.Pick(**MANY),
            number_options.Mark(**MANY, employee=1, want=True),
            number_options.Mark(**MANY, employee=2, want=True),
        ),
    ),
    Shot("numbers-search", ("воронов",)),
    Shot(
        "numbers-offer",
        (
            number_options.Pick(company=COMPANY, key="caller-id", page=-1),
            number_options.MarkAll(company=COMPANY, key="caller-id", page=0, want=True),
            number_options.OfferBulk(company=COMPANY, key="caller-id", want=True),
        ),
    ),
    Shot("numbers-done", (number_options.SwitchBulk(company=COMPANY, key="caller-id", want=True),)),
    Shot("tariff", (tariff.TariffNow(**HERE),), kept=True),
    Shot("tariff-offer", (tariff.OfferTariff(**HERE, key="medium"),)),
    Shot("staff", (people.Staff(**HERE),)),
    Shot("employees", (people.People(**HERE, page=0),)),
    Shot("employee", (people.Employee(**IVANOV),), kept=True),
    Shot("employee-details", (people.EditEmployee(**IVANOV),)),
    Shot(
        "short-number",
        (
            number.SwitchNumber(**PETROVA, key="short-number", want=True),
            people.NumberSwitch(**PETROVA, key="short-number"),
            "0042",
        ),
    ),
    Shot("caller-id", (people.NumberSwitch(**PETROVA, key="caller-id"),)),
    Shot(
        "new-employee",
        (
            staff.NewEmployee(**HERE, step="name"),
            "Орлова Вера",
            "+7 900 555-77-88",
            "177",
            "orlova@example.com",
            staff.Answer(**HERE, step="kind", value="own"),
        ),
    ),
    Shot("employee-removal", (staff.Remove(**HERE, what="employee", id=1),)),
    Shot("departments", (departments.Departments(**HERE, page=0),)),
    Shot("department", (departments.Department(**HERE, department=1),), kept=True),
    Shot("department-people", (departments.Members(**HERE, department=1, page=0),)),
    Shot("department-line", (departments.Line(**SALES),), kept=True),
    Shot("department-wait", (department_line.LineSetting(**SALES, key="wait"),)),
    Shot("department-overflow", (department_line.LineOverflow(**SALES),)),
    Shot("voice-menus", (menus.Menus(**HERE, page=0),)),
    Shot("voice-menu", (places.Menu(**MENU),), kept=True),
    Shot("voice-menu-keys", (menus.Keys(**MENU),)),
    Shot("voice-menu-key", (menus.Key(**MENU, key="2", page=0),)),
    Shot("working-time", (schedule.WorkingHours(**HERE),), kept=True),
    Shot("weekday", (schedule.Weekday(**HERE, day="sat"),)),
    Shot("public-holidays", (schedule.Holidays(**HERE),)),
    Shot("special-days", (schedule.SpecialDays(**HERE, page=0),)),
    Shot("public-number", (dids.Did(**HERE, did=4),)),
    Shot("number-leads", (dids.Leads(**HERE, did=4, closed=True, page=0),)),
    Shot("public-numbers", (dids.Dids(**HERE, page=0),)),
    Shot("new-public-number", (dids.NewDid(**HERE), "+7 992 385-52-60")),
    Shot("history", (history.History(**HERE, page=0),), kept=True),
    Shot("melodies", (Melodies(**HERE),)),
    Shot("phrases", (Phrases(**HERE),)),
    Shot("tunes", (Tunes(**HERE, page=0),)),
    Shot("hold-music", (Slot(**HERE, slot="hold"),)),
    Shot("song-name", (Song("песня на удержании.wav"),)),
    Shot("song-offer", (Song("arash.wav"),), kept=True),
    Shot("rules-none", (rules.Rules(**HERE, page=0),)),
    Shot("rule-people", (rules.RuleStep(**HERE, step="people"), rule_says("people", "+1"), rule_says("people", "+2"))),
    Shot("rule-kinds", (rules.RuleStep(**HERE, step="kinds"),)),
    Shot("rule-when", (rules.RuleStep(**HERE, step="when"),)),
    Shot("rule-callers", (rule_says("when", "all"),)),
    Shot("rule-timing", (rule_says("callers", "all"),)),
    Shot("rule-check", (rules.RuleStep(**HERE, step="check"),), kept=True),
    Shot("dry-run", (rules.RuleStep(**HERE, step="dry"),)),
    Shot("rules", (rules.SaveRules(**HERE),), kept=True),
    Shot("rule", (rules.OpenRule(**HERE, rule=1),)),
    Shot("clients", (clients.Clients(**HERE, page=0),), kept=True),
    Shot("client", (clients.Client(**HERE, contact=1),)),
    Shot("clients-import", (clients.ImportClients(**HERE),)),
    Shot("callbacks", (callbacks.Callbacks(**HERE, page=0),), kept=True),
    Shot("callback", (callbacks.Callback(**HERE, request=1),)),
    Shot("voicemail", (voicemail.Mailbox(**HERE, page=0),), kept=True),
    Shot("message-more", (message.More(voicemail=1),)),
    Shot("message-deleted", (message.DeleteMessage(**HERE, voicemail=1),)),
    Shot("answer-by-voice", (message.Answer(voicemail=2),)),
    Shot("voicemail-staff", (voicemail.Mailbox(**HERE, page=0),), Who.STAFF),
)
