"""Money: every day, month and toggle to the kopeck."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.billing import (
    Charge,
    CompanyDay,
    Cost,
    LedgerLine,
    by_kind,
    charges,
    cost_of,
    day_share,
    monthly,
    one_more,
    one_more_pack,
    paid_until,
    share_of,
    total,
)
from bot.domain.catalogue import CATALOGUE, Catalogue
from bot.domain.prices import prices, with_prices

RECORDING = CATALOGUE.option("recording")
NUMBER_OPTIONS = ("caller-id", "number-recording", "short-number", "melody")
NOTHING = CompanyDay(frozenset(), employees=0, dids=0, options={})
USUAL = CompanyDay(frozenset({"basic"}), employees=12, dids=3, options={"recording": 1, "melody": 7})

amounts = st.integers(0, 10**9)
counts = st.integers(0, 200)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))  # leap years among them
tariffs = st.frozensets(st.sampled_from([tariff.key for tariff in CATALOGUE.tariffs]))
options = st.dictionaries(st.sampled_from(NUMBER_OPTIONS), st.integers(1, 200)) | st.just({"recording": 1})
states = st.builds(CompanyDay, tariffs, counts, counts, options, packs=st.integers(0, 9))
catalogues = st.builds(
    with_prices,
    st.just(CATALOGUE),
    st.dictionaries(st.sampled_from(sorted(prices(CATALOGUE))), st.integers(0, 9_999_999)),
)


def month_of(day: date) -> list[date]:
    return [day.replace(day=n) for n in range(1, monthrange(day.year, day.month)[1] + 1)]


@given(amounts, st.sampled_from([28, 29, 30, 31]))
def test_the_days_of_a_month_make_the_price_exactly(price: int, length: int) -> None:
    assert sum(day_share(price, day, length) for day in range(1, length + 1)) == price


@given(amounts, st.sampled_from([28, 29, 30, 31]))
def test_no_day_is_more_than_a_kopeck_away_from_an_even_share(price: int, length: int) -> None:
    shares = {day_share(price, day, length) for day in range(1, length + 1)}
    assert shares <= {price // length, -(-price // length)}


@given(amounts, st.sampled_from([28, 29, 30, 31]), st.data())
def test_what_has_been_taken_so_far_grows_with_the_price(price: int, length: int, data: st.DataObject) -> None:
    day, more = data.draw(st.integers(1, length)), data.draw(amounts)
    taken, taken_of_more = (sum(day_share(p, d, length) for d in range(1, day + 1)) for p in (price, price + more))
    assert 0 <= taken <= taken_of_more


def test_recording_takes_23_rubles_33_on_a_day_of_april() -> None:
    assert cost_of(RECORDING, 1, date(2026, 4, 10)) == Cost(monthly=700_00, today=23_33)


@given(catalogues, states, days)
def test_a_month_of_equal_days_takes_the_monthly_fee_line_by_line(
    catalogue: Catalogue, had: CompanyDay, day: date
) -> None:
    assume(len(had.tariffs) <= 1)
    sums: dict[tuple[Charge, str], int] = {}
    for each in month_of(day):
        for line in charges(catalogue, had, each):
            sums[line.kind, line.item] = sums.get((line.kind, line.item), 0) + line.kopecks
    assert sums == {(line.kind, line.item): line.kopecks for line in monthly(catalogue, had)}


@given(catalogues, states, days)
def test_there_is_one_line_for_each_thing_and_none_takes_less_than_a_kopeck(
    catalogue: Catalogue, had: CompanyDay, day: date
) -> None:
    lines = charges(catalogue, had, day)
    assert len({(line.kind, line.item) for line in lines}) == len(lines)
    assert all(line.kopecks > 0 and line.count > 0 for line in lines)
    assert by_kind(lines).keys() == set(Charge)
    assert sum(by_kind(lines).values()) == total(lines)


@given(catalogues, states, days, st.data())
def test_having_more_never_costs_less(catalogue: Catalogue, had: CompanyDay, day: date, data: st.DataObject) -> None:
    more = CompanyDay(
        tariffs=had.tariffs | data.draw(tariffs),
        employees=had.employees + data.draw(counts),
        dids=had.dids + data.draw(counts),
        options=data.draw(options) | {key: count + data.draw(counts) for key, count in had.options.items()},
        packs=had.packs + data.draw(st.integers(0, 9)),
    )
    assume(all(more.options[key] >= count for key, count in had.options.items()))
    assert total(charges(catalogue, more, day)) >= total(charges(catalogue, had, day))


@given(st.sampled_from(NUMBER_OPTIONS), counts, counts, days)
def test_the_cost_shown_before_is_what_the_ledger_takes(key: str, before: int, added: int, day: date) -> None:
    option = CATALOGUE.option(key)
    had, then = (total(charges(CATALOGUE, replace(NOTHING, options={key: n}), day)) for n in (before, before + added))
    assert cost_of(option, added, day).today == then - had


def test_what_was_on_earlier_today_costs_nothing_more_today() -> None:
    assert cost_of(RECORDING, 1, date(2026, 4, 10), charged_today=1) == Cost(monthly=700_00, today=0)


def test_a_day_is_charged_by_kind() -> None:
    assert charges(CATALOGUE, USUAL, date(2026, 4, 30)) == (
        LedgerLine(Charge.TARIFF, "basic", 1, 50_00),
        LedgerLine(Charge.DIDS, "basic", 2, 2 * 6_67),
        LedgerLine(Charge.EMPLOYEES, "basic", 2, 2 * 1_34),
        LedgerLine(Charge.OPTIONS, "recording", 1, 23_34),
        LedgerLine(Charge.OPTIONS, "melody", 7, 7 * 1_00),
    )


def test_storage_packs_are_a_line_of_their_own() -> None:
    (line,) = charges(CATALOGUE, replace(NOTHING, packs=3), date(2026, 4, 30))
    assert line == LedgerLine(Charge.STORAGE, "storage-pack", 3, 3 * 5_00)


def test_a_day_with_two_tariffs_is_charged_once_by_the_dearer_one_for_this_company() -> None:
    small, large = (replace(USUAL, tariffs=frozenset({"basic", "medium"}), employees=n, options={}) for n in (5, 20))
    day = date(2026, 4, 30)
    assert [charges(CATALOGUE, had, day)[0].item for had in (small, large)] == ["basic", "medium"]


def test_nothing_had_is_nothing_charged() -> None:
    assert charges(CATALOGUE, NOTHING, date(2026, 4, 30)) == ()


def test_the_balance_is_said_to_last_until_the_last_day_that_it_pays_for() -> None:
    fee = total(monthly(CATALOGUE, USUAL))
    assert paid_until(CATALOGUE, USUAL, fee, date(2026, 4, 1)) == date(2026, 4, 30)
    assert paid_until(CATALOGUE, USUAL, fee - 1, date(2026, 4, 1)) == date(2026, 4, 29)
    assert paid_until(CATALOGUE, USUAL, 3 * fee, date(2026, 12, 1)) == date(2027, 2, 28)
    assert paid_until(CATALOGUE, USUAL, 0, date(2026, 4, 1)) == date(2026, 3, 31)
    assert paid_until(CATALOGUE, USUAL, 12 * fee - 1, date(2026, 4, 1), years=1) == date(2027, 3, 30)


def test_a_balance_for_ten_years_is_not_given_an_end() -> None:
    fee = total(monthly(CATALOGUE, USUAL))
    assert paid_until(CATALOGUE, USUAL, 120 * fee, date(2026, 4, 1)) is None
    assert paid_until(CATALOGUE, USUAL, 12 * fee, date(2026, 4, 1), years=1) is None
    assert paid_until(CATALOGUE, USUAL, 1000 * fee, date(2028, 2, 29)) is None
    assert paid_until(CATALOGUE, NOTHING, 0, date(2026, 4, 1)) is None


@given(states, days, st.integers(0, 20_000_00))
def test_the_balance_lasts_exactly_as_long_as_the_charges_let_it(had: CompanyDay, today: date, balance: int) -> None:
    last = paid_until(CATALOGUE, had, balance, today)
    assume(last is not None)
    assert last is not None
    left, day = balance, today
    while day <= last:
        left -= total(charges(CATALOGUE, had, day))
        day += timedelta(days=1)
    assert 0 <= left < total(charges(CATALOGUE, had, day))


def test_one_more_pack_costs_nothing_today_where_it_was_held_earlier_today() -> None:
    day, price = date(2026, 8, 31), CATALOGUE.storage_pack.price
    had, given_up = replace(USUAL, packs=2), replace(USUAL, packs=1)
    assert one_more_pack(CATALOGUE, had, had, day) == Cost(price, share_of(price, day))
    assert one_more_pack(CATALOGUE, had, given_up, day) == Cost(price, 0)


def test_one_more_costs_nothing_within_the_tariff_and_its_fee_beyond() -> None:
    tariff = CATALOGUE.tariff("basic")
    for n, fee in ((tariff.employees - 1, 0), (tariff.employees, tariff.extra_employee)):
        had = CompanyDay(frozenset({"basic"}), n, 1, {})
        cost = one_more(CATALOGUE, had, had, Charge.EMPLOYEES, date(2026, 8, 31))
        assert cost == Cost(fee, share_of(fee, date(2026, 8, 31)))
    had = CompanyDay(frozenset({"basic"}), 1, tariff.dids, {})
    assert one_more(CATALOGUE, had, had, Charge.DIDS, date(2026, 8, 31)).monthly == tariff.extra_did
