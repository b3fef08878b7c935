"""The table: a picture is one entry. A tap is pressed as if its button were there, words are typed."""

from dataclasses import dataclass
from enum import StrEnum

from bot.keyboards import departments, dids, history, number, number_options, options, people, staff, tariff
from bot.keyboards.base import Tap
from bot.keyboards.home import Home
from bot.keyboards.melodies import Hold
from bot.keyboards.voicemail import Mailbox

COMPANY = 1
HERE = {"company": COMPANY}
IVANOV = {"company": COMPANY, "employee": 1}
PETROVA = {"company": COMPANY, "employee": 2}
MANY = {"company": COMPANY, "key": "short-number", "page": 0}


class Who(StrEnum):
    """Whose telephone it is."""

    ADMIN = "admin"
    STAFF = "staff"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture. Entries stand in the order in which they are taken, on one company that keeps what they did."""

    name: str
    steps: tuple[Tap | str, ...]
    who: Who = Who.ADMIN


SHOTS = (
    Shot("stranger", ("/start",), Who.STRANGER),
    Shot("status", (Home(**HERE),)),
    Shot("options", (options.Options(**HERE),)),
    Shot("option-offer", (options.OptionCard(**HERE, key="recording"),)),
    Shot("option-on", (options.Switch(**HERE, key="recording", want=True),)),
    Shot("notice-warning", (options.Warn(**HERE, key="recording", flag="notice"),)),
    Shot("number-options", (number_options.NumberOptions(**HERE),)),
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
    Shot("tariff", (tariff.TariffNow(**HERE),)),
    Shot("tariff-offer", (tariff.OfferTariff(**HERE, key="medium"),)),
    Shot("staff", (people.Staff(**HERE),)),
    Shot("employees", (people.People(**HERE, page=0),)),
    Shot("employee", (people.Employee(**IVANOV),)),
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
    Shot("department", (departments.Department(**HERE, department=1),)),
    Shot("department-people", (departments.Members(**HERE, department=1, page=0),)),
    Shot("public-numbers", (dids.Dids(**HERE, page=0),)),
    Shot("new-public-number", (dids.NewDid(**HERE), "+7 992 385-52-60")),
    Shot("history", (history.History(**HERE, page=0),)),
    Shot("hold-music", (Hold(**HERE),)),
    Shot("voicemail", (Mailbox(**HERE, page=0),)),
    Shot("voicemail-staff", (Mailbox(**HERE, page=0),), Who.STAFF),
)
