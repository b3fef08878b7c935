"""The bot starts again: what is still on the line, and what it makes of that."""

from pathlib import Path

from bot.calls.desk import Desk
from bot.calls.floor import Floor
from bot.calls.line import Line
from bot.domain.plan import CallPlan, Dial
from bot.ports import Progress, Survivor, UnfinishedCall
from tests.calls.company import ANNA, BORIS, PEOPLE, PLANS, SALES
from tests.calls.fake_pbx import FakeLeg, FakePbx
from tests.calls.fakes import FakeAudio, FakeBook

TO_CLIENT = CallPlan(1, (Dial("+79001234567", 20.0, record=True),))


class Morning:
    """What the new desk finds."""

    def __init__(self, folder: Path) -> None:
        self.pbx, self.book = FakePbx(), FakeBook(dict(PLANS), dict(PEOPLE))
        self.line = Line(self.pbx, self.book, FakeAudio(), Floor(), folder, folder)
        self.desk = Desk(self.line)

    def left_at(
        self, progress: Progress, *, peer: str = "", plan: CallPlan = PLANS[SALES], branch: str = ""
    ) -> FakeLeg:
        """The book says that call 1 stood here; its caller is still on the line."""
        calling = BORIS if plan is TO_CLIENT else None
        employee = ANNA.employee_id if peer and not calling else None
        self.book.calls[1] = UnfinishedCall(1, plan, "in-1", progress, employee, peer, calling, branch)
        caller = FakeLeg("in-1")
        self.pbx.legs.append(Survivor(caller, ""))
        return caller

    def peer(self) -> FakeLeg:
        leg = FakeLeg("ring-1")
        self.pbx.legs.append(Survivor(leg, "talk-1"))
        return leg
