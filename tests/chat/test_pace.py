from bot.delivery.pace import Pace


def test_a_short_burst_then_one_a_second() -> None:
    pace = Pace(every=1.0, burst=3)
    assert [pace.turn(1, item, 100.0) for item in range(6)] == [100, 100, 100, 101, 102, 103]


def test_a_quiet_chat_gets_its_burst_back() -> None:
    pace = Pace(every=1.0, burst=3)
    for item in range(3):
        pace.turn(1, item, 100.0)
        pace.done(1, item, 100.0)
    assert [pace.turn(1, item, 103.0) for item in (7, 8, 9, 10)] == [103, 103, 103, 104]


def test_a_turn_is_kept_until_it_is_used() -> None:
    pace = Pace(every=1.0, burst=1)
    assert [pace.turn(1, item, 10.0) for item in (1, 2, 3)] == [10, 11, 12]
    assert pace.turn(1, 2, 11.5) == 11
    assert pace.turn(1, 4, 11.5) == 13


def test_chats_do_not_wait_for_each_other() -> None:
    pace = Pace(every=1.0, burst=1)
    assert [pace.turn(chat, 1, 5.0) for chat in range(4)] == [5, 5, 5, 5]


def test_after_a_hold_there_is_no_burst_and_the_same_order() -> None:
    pace = Pace(every=1.0, burst=3)
    for item in range(3):
        pace.turn(1, item, 0.0)
    pace.hold(1, until=30.0)
    assert [pace.turn(1, item, 1.0) for item in (3, 0, 1, 2)] == [33, 30, 31, 32]


def test_nothing_is_remembered_of_a_chat_that_is_done() -> None:
    pace = Pace(every=1.0, burst=3)
    pace.turn(1, 1, 0.0)
    pace.done(1, 1, 5.0)
    assert len(pace) == 0
