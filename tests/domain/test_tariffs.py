"""What a change of tariff brings."""

from bot.domain.catalogue import CATALOGUE
from bot.domain.tariffs import GIB, TariffChange, change, monthly

BASIC, MEDIUM = CATALOGUE.tariff("basic"), CATALOGUE.tariff("medium")


def test_what_is_included_costs_nothing_more() -> None:
    assert monthly(BASIC, employees=10, dids=1) == monthly(BASIC, employees=0, dids=0) == 1500_00


def test_each_employee_and_did_beyond_is_paid_for() -> None:
    assert monthly(BASIC, employees=12, dids=3) == 1500_00 + 2 * 40_00 + 2 * 200_00


def test_the_change_names_the_employees_over_the_limit_and_the_storage() -> None:
    options = 700_00
    assert change(BASIC, MEDIUM, employees=12, dids=1, pays=1580_00 + options) == TariffChange(
        monthly_before=1580_00 + options,
        monthly_after=1300_00 + 2 * 70_00 + options,
        employees_over=2,
        dids_over=0,
        storage_before=1 * GIB,
        storage_after=5 * GIB,
    )
