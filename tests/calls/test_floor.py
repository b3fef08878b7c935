"""The floor, whatever happens in whatever order: nobody jumps the line, no client is called twice at once."""

import asyncio
from collections.abc import Iterator

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.calls.floor import Floor, Place
from bot.domain.plan import Person
from bot.domain.queueing import Strategy, Waiting
from tests.virtual import VirtualLoop

PEOPLE = {one: Person(one, f"10{one}") for one in range(1, 5)}
MEMBERS = {1: (1, 2), 2: (2, 3, 4)}  # of departments, which share one
STRATEGY = {1: Strategy.ALL, 2: Strategy.LEAST_RECENT}
clients = st.sampled_from(["+79001000001", "+79001000002", "+79001000003"])
any_one = st.integers(0, 1000)


class OneFloor(RuleBasedStateMachine):
    """Callers and calls back in two departments. `rung`: whose phones ring for which place."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = VirtualLoop()
        self.floor = Floor()
        self.number = 0
        self.over = False
        self.rung: list[tuple[Place, Person]] = []
        self.talks: list[tuple[Place, Person, object]] = []
        self.on_the_line: list[str] = []  # clients who talk, until a moment after their employee is free
        self.waits: list[Place] = []

    def teardown(self) -> None:
        self.over = True
        for _, _, line in self.talks:
            self.do(lambda line=line: line.__exit__(None, None, None))
        self.loop.close()

    def do(self, what: object) -> None:
        """On the loop, as the floor is used."""

        async def done() -> None:
            what()  # type: ignore[operator]

        self.loop.run_until_complete(done())

    @rule(department=st.sampled_from([1, 2]), client=clients, promised=st.booleans())
    def somebody_joins(self, department: int, client: str, promised: bool) -> None:
        if any(self._same(one, department, client) and one.promised == promised for one in self.waits):
            return  # one request a client; and a telephone calls once
        self.number += 1
        people = [PEOPLE[one] for one in MEMBERS[department]]
        waiting = Waiting(f"{self.number}", self.number, MEMBERS[department], STRATEGY[department])
        about = {"department_id": department, "company_id": 1, "client": client, "promised": promised}
        place = Place(waiting, people, lambda person: self.rings(place, person), **about)  # type: ignore[arg-type]
        self.waits.append(place)
        self.do(lambda: self.floor.join(place))

    def rings(self, place: Place, person: Person) -> None:
        if self.over:
            return
        assert person not in self.busy(), "their phone rings for somebody, or they talk"
        assert not place.promised or not self.is_on_the_line(place), "they are on the line: nobody calls them"
        assert not [one for one in self.able() if self.would_have(one, place, person)], "they jumped the line"
        self.rung.append((place, person))

    @precondition(lambda self: self.rung)
    @rule(which=any_one, rest=st.sampled_from([0.0, 10.0]))
    def a_phone_rings_in_vain(self, which: int, rest: float) -> None:
        place, person = self.rung.pop(which % len(self.rung))
        self.do(lambda: self.floor.put_down(place, person, rest))

    @precondition(lambda self: self.rung)
    @rule(which=any_one)
    def somebody_picks_up(self, which: int) -> None:
        place, person = self.rung.pop(which % len(self.rung))
        line = self.floor.on_the_line(1, place.client)
        self.do(line.__enter__)
        self.talks.append((place, person, line))
        self.on_the_line.append(place.client)
        self.leaves(place)

    @precondition(lambda self: self.talks)
    @rule(which=any_one, wrap_up=st.sampled_from([0.0, 20.0]))
    def a_talk_ends(self, which: int, wrap_up: float) -> None:
        place, person, line = self.talks.pop(which % len(self.talks))
        self.do(lambda: (self.floor.talked(person), self.floor.release(person, wrap_up)))
        self.on_the_line.remove(place.client)
        self.do(lambda: line.__exit__(None, None, None))  # type: ignore[attr-defined]

    @precondition(lambda self: self.waits)
    @rule(which=any_one)
    def somebody_gives_up(self, which: int) -> None:
        self.leaves(self.waits[which % len(self.waits)])

    @rule(seconds=st.integers(1, 30))
    def time_passes(self, seconds: int) -> None:
        self.loop.run_until_complete(asyncio.sleep(seconds))

    def leaves(self, place: Place) -> None:
        self.waits.remove(place)
        self.do(lambda: self.floor.leave(place))
        for ringing in [one for one in self.rung if one[0] is place]:
            self.rung.remove(ringing)
            self.do(lambda person=ringing[1]: self.floor.put_down(place, person, 0.0))

    def busy(self) -> list[Person]:
        return [person for _, person in self.rung] + [person for _, person, _ in self.talks]

    def is_on_the_line(self, place: Place) -> bool:
        return place.client in self.on_the_line or any(
            not one.promised and self._same(one, place.department_id, place.client) for one in self.waits
        )

    def able(self) -> Iterator[Place]:
        return (one for one in self.floor._line if not (one.promised and self.is_on_the_line(one)))

    def would_have(self, one: Place, other: Place, person: Person) -> bool:
        """Whether this one came earlier and wants them too."""
        sooner = one.waiting.place < other.waiting.place and person.employee_id in one.waiting.people
        return sooner and (one.waiting.strategy is Strategy.ALL or not one.waiting.ringing)

    @invariant()
    def nobody_is_engaged_twice_and_calls_back_are_never_more_than_people(self) -> None:
        assert len(self.busy()) == len(set(self.busy())) <= len(PEOPLE)
        assert {one for one in PEOPLE if not self.floor.is_free(PEOPLE[one])} == {it.employee_id for it in self.busy()}

    @invariant()
    def nobody_who_is_free_and_rested_is_wanted_by_anybody_who_waits(self) -> None:
        for place in self.able():
            idle = [one for one in place.waiting.people if self.floor.is_free(PEOPLE[one])]
            idle = [one for one in idle if one not in self.floor._resting]
            assert not idle or (place.waiting.strategy is not Strategy.ALL and place.waiting.ringing), place.waiting

    @invariant()
    def who_came_first_is_first(self) -> None:
        for department in MEMBERS:
            line = [one for one in self.able() if one.department_id == department]
            assert [one.waiting.place for one in line] == sorted(one.waiting.place for one in line)
            assert [self.floor.number_of(one) for one in line] == list(range(1, len(line) + 1))

    def _same(self, one: Place, department: int | None, client: str) -> bool:
        return (one.department_id, one.client) == (department, client)


TestOneFloor = OneFloor.TestCase
TestOneFloor.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
