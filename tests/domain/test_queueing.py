"""Who takes which caller: the rules, and anything that they must never do."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.queueing import Strategy, Tally, Waiting, assign

ANNA, BORIS, VERA = 1, 2, 3
NOBODY: frozenset[int] = frozenset()


def in_line(place: int, *people: int, strategy: Strategy = Strategy.ALL, ringing: int = 0) -> Waiting:
    return Waiting(f"call-{place}", place, people, strategy, ringing)


def test_all_at_once_rings_everybody_who_is_free_for_the_first() -> None:
    line = [in_line(1, ANNA, BORIS, VERA), in_line(2, ANNA, BORIS, VERA)]
    assert assign(line, {ANNA, VERA}, NOBODY, {}) == (("call-1", ANNA), ("call-1", VERA))


def test_departments_that_share_people_are_served_in_the_order_of_arrival() -> None:
    line = [in_line(1, BORIS), in_line(2, ANNA), in_line(3, BORIS, VERA)]
    assert assign(line, {ANNA, BORIS, VERA}, NOBODY, {}) == (("call-1", BORIS), ("call-2", ANNA), ("call-3", VERA))


def test_in_turn_rings_one_and_the_next_caller_has_the_next_one() -> None:
    line = [in_line(place, ANNA, BORIS, strategy=Strategy.IN_TURN) for place in (1, 2, 3)]
    assert assign(line, {ANNA, BORIS}, NOBODY, {}) == (("call-1", ANNA), ("call-2", BORIS))


def test_whoever_has_a_phone_ringing_is_given_no_second_one_in_turn() -> None:
    line = [in_line(1, ANNA, BORIS, strategy=Strategy.IN_TURN, ringing=1)]
    assert assign(line, {BORIS}, NOBODY, {}) == ()


def test_least_recent_is_whose_last_talk_is_the_longest_ago() -> None:
    line = [in_line(1, ANNA, BORIS, VERA, strategy=Strategy.LEAST_RECENT)]
    tallies = {ANNA: Tally(1, 50.0), BORIS: Tally(7, 20.0), VERA: Tally(1, 30.0)}
    assert assign(line, {ANNA, BORIS, VERA}, NOBODY, tallies) == (("call-1", BORIS),)
    assert assign(line, {ANNA, BORIS, VERA}, NOBODY, tallies | {VERA: Tally()}) == (("call-1", VERA),)


def test_a_talk_counts_for_whose_turn_it_is() -> None:
    assert Tally(2, 10.0).after_talk(99.0) == Tally(3, 99.0)


def test_fewest_calls_is_whoever_has_had_the_fewest() -> None:
    line = [in_line(1, ANNA, BORIS, VERA, strategy=Strategy.FEWEST_CALLS)]
    tallies = {ANNA: Tally(2, 50.0), BORIS: Tally(7, 20.0), VERA: Tally(2, 30.0)}
    assert assign(line, {ANNA, BORIS, VERA}, NOBODY, tallies) == (("call-1", VERA),)


def test_whoever_rests_is_rung_by_those_alone_who_want_nobody_else() -> None:
    direct = Waiting("call-2", 2, (ANNA,), direct=True)
    assert assign([in_line(1, ANNA), direct], {ANNA}, {ANNA}, {}) == (("call-2", ANNA),)


people = st.lists(st.integers(1, 6), unique=True, max_size=5).map(tuple)
waiting = st.builds(
    Waiting, st.just(""), st.just(0), people, st.sampled_from(Strategy), st.integers(0, 1), st.booleans()
)
lines = st.lists(waiting, max_size=8).map(
    lambda line: [
        Waiting(f"call-{place}", place, one.people, one.strategy, one.ringing, one.direct)
        for place, one in enumerate(line)
    ]
)
some = st.frozensets(st.integers(1, 6))
tallies = st.dictionaries(st.integers(1, 6), st.builds(Tally, st.integers(0, 5), st.floats(0, 100)))


@given(lines, some, some, tallies)
def test_nobody_is_rung_twice_or_without_being_free_and_nobody_is_passed_over(
    line: list[Waiting], free: frozenset[int], resting: frozenset[int], tallies: dict[int, Tally]
) -> None:
    pairs = assign(line, free, resting, tallies)
    rung = [employee for _, employee in pairs]
    assert len(rung) == len(set(rung))
    assert set(rung) <= free
    for one in line:
        got = [employee for key, employee in pairs if key == one.key]
        assert set(got) <= set(one.people) - (set() if one.direct else resting)
        assert one.strategy is Strategy.ALL or len(got) + one.ringing <= 1 or not got
        earlier = {employee for key, employee in pairs if int(key[5:]) < one.place}
        able = {it for it in one.people if it in free and (one.direct or it not in resting)} - earlier
        if one.strategy is Strategy.ALL:
            assert set(got) == able, "whoever is free and not taken by those who came before"
        else:
            assert bool(got) == (bool(able) and not one.ringing)
