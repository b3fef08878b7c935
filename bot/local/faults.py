"""Faults that a test orders: the next so many calls of a method fail in a given way."""

from dataclasses import dataclass
from typing import Any

from bot.local.errors import ApiError, PersonError
from bot.local.rules import BLOCKED


@dataclass(slots=True)
class Fault:
    """`times` more calls of `method` ("*": any; "file": a download) fail.

    `hang` seconds pass; then the connection is reset, or `status` is answered, as a page of HTML where `html`, and
    nothing has happened unless `after`. With none of these the call has its effect and is answered late.
    """

    method: str
    status: int = 0
    times: int = 1
    retry_after: int | None = None
    html: bool = False
    hang: float = 0.0
    reset: bool = False
    after: bool = False

    def error(self) -> ApiError:
        if self.status == 429:
            seconds = self.retry_after or 1
            return ApiError(429, f"retry after {seconds}", retry_after=seconds)
        return ApiError(self.status, BLOCKED if self.status == 403 else "")


FIELDS: dict[str, tuple[type, ...]] = {
    "method": (str,),
    "status": (int,),
    "times": (int,),
    "retry_after": (int, type(None)),
    "html": (bool,),
    "hang": (int, float),
    "reset": (bool,),
    "after": (bool,),
}


class Faults:
    """The faults on order, the oldest first."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def order(self, wish: dict[str, Any]) -> None:
        for name, value in wish.items():
            if name not in FIELDS or not isinstance(value, FIELDS[name]):
                raise PersonError(f"A fault has no such {name}.")
        if "method" not in wish:
            raise PersonError("Say which method is to fail, or *.")
        self._faults.append(Fault(**wish))

    def clear(self) -> None:
        self._faults.clear()

    def next(self, method: str) -> Fault | None:
        """The fault that this call meets, counted down."""
        for fault in self._faults:
            if fault.method in ("*", method):
                fault.times -= 1
                if fault.times <= 0:
                    self._faults.remove(fault)
                return fault
        return None
