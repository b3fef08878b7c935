"""A company's file brings rules and clients to exactly what it says, as often as it is imported."""

import pytest
from sqlalchemy import select

from bot.db.rule_models import ContactRow, RuleRow
from bot.db.store import Store
from bot.services.companies import Companies
from tests.databases import Hand
from tests.domain.test_company_notices import EXAMPLE, FULL


@pytest.fixture
def companies(store: Store, hand: Hand) -> Companies:
    return Companies(store, hand)


async def rows(store: Store) -> tuple[list[int], list[tuple[str, str, bool]]]:
    async with store.read() as session:
        rules = await session.scalars(select(RuleRow.id).order_by(RuleRow.id))
        clients = await session.execute(select(ContactRow.number, ContactRow.name, ContactRow.vip).order_by("number"))
        return list(rules), [tuple(row) for row in clients]


async def test_the_same_file_twice_changes_nothing_and_keeps_the_rows(store: Store, companies: Companies) -> None:
    first = await companies.import_yaml(EXAMPLE + FULL, "company.yaml")
    before = await rows(store)
    assert len(before[0]) == 2
    assert before[1] == [("+79001234567", "Анна Смирнова", True), ("+79001234568", "", False)]
    assert "contact +79001234568: added" in first.changes
    assert (await companies.import_yaml(EXAMPLE + FULL, "company.yaml")).changes == ()
    exported = await companies.export_yaml("romashka")
    assert (await companies.import_yaml(exported, "exported.yaml")).changes == ()
    assert await rows(store) == before


async def test_what_the_file_has_no_more_goes_and_what_it_has_new_comes(store: Store, companies: Companies) -> None:
    await companies.import_yaml(EXAMPLE + FULL, "company.yaml")
    kept = (await rows(store))[0][1]
    other = "notifications:\n  - employee: 102\n  - employee: 103\ncontacts:\n  - number: +79001234567\n"
    changed = (await companies.import_yaml(EXAMPLE + other, "company.yaml")).changes
    assert changed[:2] == ("notification of 101: removed", "notification of 103: added")
    rules, clients = await rows(store)
    assert (len(rules), kept in rules) == (2, True), "a rule that stays keeps its row"
    assert clients == [("+79001234567", "", False)]


async def test_a_file_that_is_silent_about_them_leaves_them(store: Store, companies: Companies) -> None:
    await companies.import_yaml(EXAMPLE + FULL, "company.yaml")
    before = await rows(store)
    assert (await companies.import_yaml(EXAMPLE, "company.yaml")).changes == ()
    await companies.import_yaml(EXAMPLE.replace("Иванов Иван", "Иванов Пётр"), "company.yaml")
    assert await rows(store) == before


async def test_rules_of_somebody_who_is_removed_go_with_them(store: Store, companies: Companies) -> None:
    await companies.import_yaml(EXAMPLE + FULL, "company.yaml")
    less = EXAMPLE.replace("[101, 102]", "[101]").replace("{employee: 102}", "{employee: 101}")
    start = less.index("  - name: Петрова Анна")
    less = less[:start] + less[less.index("  - name: Сидоров Пётр") :]
    await companies.import_yaml(less, "company.yaml")
    assert len((await rows(store))[0]) == 1
