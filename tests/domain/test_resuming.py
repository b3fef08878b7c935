"""What a caller who was waiting goes on with after a restart."""

import pytest

from bot.domain.plan import Person, Queue, RecordLimits, Say, Step, TakeMessage
from bot.domain.queueing import Strategy
from bot.domain.resuming import left_of
from bot.domain.sounds import Sound

PEOPLE = (Person(1, "101"),)
FIRST = Queue(1, PEOPLE, Strategy.ALL, 15.0, Sound("music"), wait=120.0)
SECOND = Queue(2, PEOPLE, Strategy.ALL, 15.0, Sound("music"), wait=60.0)
MESSAGE = TakeMessage(None, Sound("prompt"), RecordLimits())
STEPS: tuple[Step, ...] = (Say(Sound("notice")), FIRST, SECOND, MESSAGE)


@pytest.mark.parametrize(
    ("department", "waited", "lines"),
    [
        (1, 0.0, {1: 120.0, 2: 60.0}),
        (1, 50.0, {1: 70.0, 2: 60.0}),
        (1, 1000.0, {1: 15.0, 2: 60.0}),
        (2, 130.0, {2: 50.0}),
        (2, 5.0, {2: 60.0}),
        (None, 50.0, {1: 120.0, 2: 60.0}),
    ],
)
def test_they_wait_on_in_their_line_for_what_is_left_of_its_time(
    department: int | None, waited: float, lines: dict[int, float]
) -> None:
    *left, message = left_of(STEPS, department, waited)
    assert {step.department_id: step.wait for step in left if isinstance(step, Queue)} == lines
    assert len(left) == len(lines), "no notice is heard twice"
    assert message == MESSAGE


def test_a_line_that_rings_everybody_once_does_so_again() -> None:
    once = Queue(1, PEOPLE, Strategy.ALL, 15.0, Sound("music"))
    assert left_of((once, MESSAGE), 1, 500.0) == (once, MESSAGE)
