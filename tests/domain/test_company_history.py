"""What a company file changes stands in the history as if it had been done in the chat."""

from dataclasses import replace

from bot.domain.company_entries import CompanyFile, DepartmentEntry, DidEntry, EmployeeEntry
from bot.domain.company_goals import Goal
from bot.domain.company_history import staff_changes
from bot.domain.history import Change, What
from bot.domain.menus import Kind

IVANOV = EmployeeEntry("Иванов", "+79001112233", "101", "")
PETROVA = EmployeeEntry("Петрова", "+79001112244", "102", "")
SALES = DepartmentEntry("Продажи", 15, ("101",))
MAIN, DIRECT = (
    DidEntry("+79923855259", Goal(Kind.DEPARTMENT, "Продажи")),
    DidEntry("+79923855284", Goal(Kind.EMPLOYEE, "101")),
)
FIRM = CompanyFile("romashka", "Ромашка", "Europe/Moscow", "ru", (MAIN, DIRECT), (SALES,), (IVANOV, PETROVA))


def test_the_same_file_changes_nothing() -> None:
    assert staff_changes(FIRM, FIRM) == ()


def test_people_come_go_and_change() -> None:
    moved, new = replace(IVANOV, phone="111"), EmployeeEntry("Кузнецов", "+79001112255", "103", "")
    sales, direct = replace(SALES, members=("111",)), DidEntry(DIRECT.number, Goal(Kind.EMPLOYEE, "111"))
    wanted = replace(FIRM, employees=(moved, new), departments=(sales,), dids=(MAIN, direct))
    assert staff_changes(FIRM, wanted) == (
        Change(What.EMPLOYEE, "101", "111", "phone", title="Иванов"),
        Change(What.EMPLOYEE, None, "103", title="Кузнецов"),
        Change(What.EMPLOYEE, "102", None, title="Петрова"),
    ), "whoever has moved to another telephone is the same person in the department and behind the number"


def test_departments_and_public_numbers_come_go_and_change() -> None:
    support = DepartmentEntry("Поддержка", 20, ())
    sales = replace(SALES, ring_seconds=30, announce_seconds=60, tell_place=True, members=("102", "101"))
    dids = (
        DidEntry(DIRECT.number, Goal(Kind.DEPARTMENT, "Поддержка")),
        DidEntry("+79923855291", Goal(Kind.EMPLOYEE, "102")),
    )
    assert staff_changes(FIRM, replace(FIRM, departments=(sales, support), dids=dids)) == (
        Change(What.DEPARTMENT, "15", "30", "ring_seconds", title="Продажи"),
        Change(What.DEPARTMENT, "30", "60", "announce_seconds", title="Продажи"),
        Change(What.DEPARTMENT, False, True, "tell_place", title="Продажи"),
        Change(What.DEPARTMENT, "Иванов", "Петрова, Иванов", "members", title="Продажи"),
        Change(What.DEPARTMENT, None, "Поддержка", title="Поддержка"),
        Change(What.DID, "Иванов", "Поддержка", "leads_to", title=DIRECT.number),
        Change(What.DID, None, "Петрова", title="+79923855291"),
        Change(What.DID, "Продажи", None, title=MAIN.number),
        Change(What.DID, MAIN.number, DIRECT.number, "main"),
    )
