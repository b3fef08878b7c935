"""Whom we dial on a stranger's wish."""

import pytest

from bot.domain.dialling import ASKED_BY_US, ON_A_WISH, WHY, Denied, DiallingRules, Spent, may_dial, refuse, within

OWN_DID, OWN_MOBILE = "+79923855259", "+79161112233"
RULES = DiallingRules(own=frozenset({OWN_DID, OWN_MOBILE}))
NUMBERS: dict[str, Denied | None] = {
    "+79001234567": None,  # mobiles
    "+79161234567": None,
    "+79261234567": None,
    "+79781234567": None,
    "+79991234567": None,
    "+74951234567": None,  # fixed
    "+74991234567": None,
    "+78121234567": None,
    "+73432123456": None,
    "+78432123456": None,
    "+78005553535": None,  # toll-free
    "+78045551234": None,
    OWN_DID: Denied.OWN,
    OWN_MOBILE: Denied.OWN,
    "": Denied.HIDDEN,
    "anonymous": Denied.NO_NUMBER,
    "101": Denied.NO_NUMBER,
    "0042": Denied.NO_NUMBER,
    "112": Denied.NO_NUMBER,
    "9001234567": Denied.NO_NUMBER,
    "89001234567": Denied.NO_NUMBER,
    "+7": Denied.NO_NUMBER,
    "+7900123456": Denied.NO_NUMBER,
    "+790012345678": Denied.NO_NUMBER,
    "+7900123456x": Denied.NO_NUMBER,
    "+7900123456٧": Denied.NO_NUMBER,
    "+79001234567\n": Denied.NO_NUMBER,
    "+79001234567,,1": Denied.NO_NUMBER,
    "sip:evil@example.org": Denied.NO_NUMBER,
    "${SHELL(id)}": Denied.NO_NUMBER,
    "+": Denied.NO_NUMBER,
    "+0123456789": Denied.NO_NUMBER,
    "+78402123456": Denied.RANGE,  # Abkhazia
    "+79401234567": Denied.RANGE,
    "+79541234567": Denied.RANGE,  # satellite
    "+76001234567": Denied.RANGE,  # Kazakhstan
    "+77012345678": Denied.RANGE,
    "+77172123456": Denied.RANGE,
    "+375291234567": Denied.REGION,
    "+15005550006": Denied.REGION,
    "+442079460000": Denied.REGION,
    "+88213300655": Denied.REGION,  # satellite
    "+78095551234": Denied.KIND,  # premium
    "+78035551234": Denied.KIND,
    "+5352123456": Denied.REGION,
}


@pytest.mark.parametrize(("number", "denied"), NUMBERS.items())
def test_number_is_dialled_on_a_strangers_wish_or_not(number: str, denied: Denied | None) -> None:
    assert may_dial(number, RULES) is denied


def test_table_has_45_numbers() -> None:
    assert len(NUMBERS) == 45


def test_company_allows_further_countries_but_never_the_ranges_that_pass_for_russian() -> None:
    rules = DiallingRules(regions=frozenset({"RU", "KZ", "BY"}))
    assert may_dial("+77012345678", rules) is None
    assert may_dial("+375291234567", rules) is None
    assert may_dial("+79401234567", rules) is Denied.RANGE


@pytest.mark.parametrize(
    ("spent", "denied"),
    [
        (Spent(), None),
        (Spent(open=1, a_day=1, an_hour=1), Denied.OPEN),
        (Spent(a_day=2, an_hour=59), None),
        (Spent(a_day=3, an_hour=3), Denied.TODAY),
        (Spent(an_hour=60), Denied.HOUR),
    ],
)
def test_budget_of_a_strangers_wish(spent: Spent, denied: Denied | None) -> None:
    assert within(ON_A_WISH, spent) is denied


def test_our_own_people_may_ask_more_often_but_not_without_end() -> None:
    assert within(ASKED_BY_US, Spent(a_day=9, an_hour=119)) is None
    assert within(ASKED_BY_US, Spent(a_day=10)) is Denied.TODAY


def test_burst_of_a_thousand_spoofed_callers_is_dialled_sixty_times_an_hour() -> None:
    numbers = [f"+7900{number:07d}" for number in range(1000)]
    dialled: list[str] = []
    for number in numbers * 2:
        spent = Spent(open=dialled.count(number), a_day=dialled.count(number), an_hour=len(dialled))
        if not (may_dial(number, RULES) or within(ON_A_WISH, spent)):
            dialled.append(number)
    assert len(dialled) == len(set(dialled)) == ON_A_WISH.an_hour


@pytest.mark.parametrize("denied", Denied)
def test_every_reason_can_be_told(denied: Denied) -> None:
    assert str(refuse(denied)) == WHY[denied]
