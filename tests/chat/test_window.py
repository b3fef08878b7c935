"""As much as a second allows, at once."""

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.window import Window


def test_what_fits_into_a_second_goes_at_once_and_the_rest_a_second_later() -> None:
    window = Window(3, 1.0)
    assert [window.turn(0, item, 100.0) for item in range(7)] == [100, 100, 100, 101, 101, 101, 102]


def test_a_turn_is_kept_until_it_is_used() -> None:
    window = Window(1, 1.0)
    assert [window.turn(0, item, 10.0) for item in (1, 2)] == [10, 11]
    assert window.turn(0, 2, 10.5) == 11
    window.done(0, 2, 11.0)
    assert window.turn(0, 2, 11.0) == 12


def test_after_a_hold_it_goes_evenly_and_in_the_same_order() -> None:
    window = Window(2, 1.0)
    for item in range(3):
        window.turn(0, item, 0.0)
    window.done(0, 0, 0.0)
    window.hold(0, until=30.0)
    assert [window.turn(0, item, 1.0) for item in (3, 2, 1, 4)] == [31, 30.5, 30, 31.5]


@given(st.lists(st.floats(0, 10), min_size=1, max_size=200))
def test_no_second_has_more_than_it_may(moments: list[float]) -> None:
    window = Window(5, 1.0)
    turns = [window.turn(0, item, moment) for item, moment in enumerate(sorted(moments))]
    assert turns == sorted(turns)
    assert all(later - turn >= 1.0 - 1e-9 for turn, later in zip(turns, turns[5:], strict=False))
