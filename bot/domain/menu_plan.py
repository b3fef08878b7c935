"""Voice menus as part of a call's plan: every menu and everything that keys lead to is a branch."""

from collections.abc import Mapping

from bot.domain import menus
from bot.domain.menus import Kind, Menus, Target, VoiceMenu
from bot.domain.plan import Branch, CallPlan, Go, Menu, Step
from bot.domain.sounds import menu_greeting, phrase

Steps = tuple[Step, ...]


def leaves(of: Menus, start: int) -> tuple[Target, ...]:
    """What callers of that menu may come to that is no menu."""
    return tuple(target for target in menus.reachable(of, start) if target.kind is not Kind.MENU)


def plan(company_id: int, of: Menus, start: int, steps: Mapping[Target, Steps]) -> CallPlan:
    """The plan of a call that comes to a menu. `steps`: what becomes of a caller at each of its `leaves`."""
    branches = (
        Branch(str(target), (_menu(company_id, of[target.id]),) if target.kind is Kind.MENU else steps[target])
        for target in menus.reachable(of, start)
    )
    return CallPlan(company_id, (Go(str(Target(Kind.MENU, start))),), tuple(branches))


def first_answer(of: Menus, start: int) -> tuple[Target, ...]:
    """Who is rung where nobody can take a key: whom callers without a key reach.

    If that is no people, then all departments of the menu's own keys; if it has none, its employees.
    """
    menu, seen = of[start], {start}
    while menu.default.kind is Kind.MENU and menu.default.id not in seen:
        seen.add(menu.default.id)
        menu = of[menu.default.id]
    if menu.default.kind in (Kind.DEPARTMENT, Kind.EMPLOYEE):
        return (menu.default,)
    keys = dict.fromkeys(target for _, target in of[start].keys)
    departments = tuple(target for target in keys if target.kind is Kind.DEPARTMENT)
    return departments or tuple(target for target in keys if target.kind is Kind.EMPLOYEE)


def _menu(company_id: int, menu: VoiceMenu) -> Menu:
    return Menu(
        greeting=menu_greeting(company_id, menu.id),
        wrong=phrase(company_id, "wrong-key"),
        keys=tuple((key, "" if target.kind is Kind.REPEAT else str(target)) for key, target in menu.keys),
        default=str(menu.default),
        repeats=menu.repeats,
        seconds=float(menu.seconds),
        barge_in=menu.barge_in,
    )
