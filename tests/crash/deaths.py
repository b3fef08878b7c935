"""Lives that were cut off, as the nursery tells of them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Death:
    """A first life up to the step before which it was killed, and what the second one found."""

    scenario: str
    step: str
    ended: int
    again: int
    steps: list[str]
    found: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.scenario}, killed before {self.step}: {self.found}"

    def done(self, what: str) -> int:
        """How often a commit with this in it went through, in both lives."""
        lines = (line.partition(" #")[0] for line in (*self.steps, *self.found["steps"]))
        commits = (line.removeprefix("done commit ") for line in lines if line.startswith("done commit "))
        return sum(what in commit.split(", ") for commit in commits)

    def in_the_air(self, person: int, parcel: int) -> bool:
        """Whether the process died while nobody could know if this person has the message."""
        went_out = f"begins sendVoice to {person}" in self.steps
        return went_out and f"done commit UPDATE outbox {parcel}" not in self.steps


def of(deaths: list[Death], scenario: str) -> list[Death]:
    return [death for death in deaths if death.scenario == scenario]
