"""Room for recordings: packs, deletions, forecast."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import CATALOGUE
from bot.domain.storage import LOW, MIB, Kept, NoPack, Piece, Room, days_left, doomed, no_pack, pieces, wants_pack
from bot.domain.tariffs import GIB

PACK = CATALOGUE.storage_pack
DAY = datetime(2026, 8, 1, tzinfo=UTC)


def room(packs: int = 0, base: int = GIB) -> Room:
    return Room(base, packs, PACK.size, PACK.most)


def kept(*sizes: int) -> tuple[Kept, ...]:
    return tuple(Kept(n, size, DAY + timedelta(hours=n)) for n, size in enumerate(sizes))


def test_the_base_is_filled_first_and_then_each_pack() -> None:
    assert pieces(room(1), GIB - 80 * MIB) == (Piece(GIB, 80 * MIB), Piece(PACK.size, PACK.size))
    assert pieces(room(2), GIB + PACK.size + 1) == (Piece(GIB, 0), Piece(PACK.size, 0), Piece(PACK.size, PACK.size - 1))


def test_a_pack_is_added_when_less_than_a_hundred_megabytes_are_free() -> None:
    assert not wants_pack(room(), GIB - LOW, auto=True, affordable=True)
    assert wants_pack(room(), GIB - LOW + 1, auto=True, affordable=True)
    assert not wants_pack(room(1), GIB - LOW + 1, auto=True, affordable=True), "one for a crossing"


def test_why_there_is_no_pack() -> None:
    assert no_pack(room(9), auto=False, affordable=False) is NoPack.OFF
    assert no_pack(room(9), auto=True, affordable=False) is NoPack.MOST
    assert no_pack(room(8), auto=True, affordable=False) is NoPack.MONEY
    assert no_pack(room(8), auto=True, affordable=True) is None


def test_no_pack_without_the_flag_the_money_or_beyond_nine() -> None:
    assert not wants_pack(room(), GIB, auto=False, affordable=True)
    assert not wants_pack(room(), GIB, auto=True, affordable=False)
    assert wants_pack(room(8), room(8).quota, auto=True, affordable=True)
    assert not wants_pack(room(9), room(9).quota, auto=True, affordable=True)


def test_the_oldest_go_until_the_rest_fits() -> None:
    five = kept(10, 20, 30, 40, 50)
    assert doomed(five, 150, 150) == ()
    assert doomed(five, 150, 149) == five[:1]
    assert doomed(five, 150, 120) == five[:2]
    assert doomed(five, 150, 0) == five


@given(st.lists(st.integers(1, 1000), max_size=40), st.integers(0, 20_000))
def test_what_stays_fits_and_nothing_goes_in_vain(sizes: list[int], quota: int) -> None:
    all_ = kept(*sizes)
    going = doomed(all_, sum(sizes), quota)
    left = sum(sizes) - sum(one.bytes for one in going)
    assert left <= quota
    assert going == all_[: len(going)]
    assert not going or left + going[-1].bytes > quota


@given(st.lists(st.integers(0, 8 * GIB), max_size=60), st.booleans())
def test_packs_stay_within_nine_and_come_one_at_a_crossing(grows: list[int], auto: bool) -> None:
    now, used = room(), 0
    for more in grows:
        used += more
        if wants_pack(now, used, auto=auto, affordable=True):
            assert now.quota - used < LOW
            now = room(now.packs + 1)
        used = min(used, now.quota)  # the sweep deletes the rest
        assert 0 <= now.packs <= PACK.most
        assert used <= now.quota
    assert auto or now.packs == 0


def test_how_long_it_will_do() -> None:
    assert days_left(room(), 0, 0, 14) is None
    assert days_left(room(), 0, GIB, 14) == 14
    assert days_left(room(), GIB // 2, GIB, 10) == 5
    assert days_left(room(), 2 * GIB, GIB, 14) == 0
    assert days_left(room(), GIB - 1, 1, 14) == 14, "to the byte"
    assert days_left(room(), GIB, 1, 14) == 0
    assert days_left(room(), 0, GIB, 0.01) == 1, "the first day is a whole one"
