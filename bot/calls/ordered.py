"""Ordered calls are begun as soon as they are asked for."""

import asyncio
import logging

from bot.calls.desk import Desk
from bot.calls.two_legs import order_story
from bot.ports import Orders

log = logging.getLogger(__name__)

TICK = 1.0  # seconds between looks at what other processes have ordered, and at what is due by now


class Ordered:
    """Takes orders and hands them to the desk."""

    def __init__(self, orders: Orders, desk: Desk) -> None:
        self._orders = orders
        self._desk = desk

    async def run(self) -> None:
        """For ever; cancel it to stop."""
        while True:
            try:
                await self.look()
                await self._orders.asked(TICK)
            except Exception:
                log.error("ordered calls stumbled and go on", exc_info=True)
                await asyncio.sleep(TICK)

    async def look(self) -> None:
        """Begin what is due."""
        for placed in await self._orders.claim():
            self._desk.carry_out(placed.call, order_story(self._desk.line, placed))
