"""Pictures of the statistics (G6): PNG that can be read on a telephone."""

import asyncio
from io import BytesIO
from typing import Any

from bot.domain.figures import Columns, Growth

INCHES, DOTS = (12.0, 7.5), 100  # 1200 x 750
GREEN, RED, BLUE, GREY = "#2e9e6b", "#d64545", "#2f6fde", "#8a93a3"
LABELS = 10  # at most so many under a picture


class Charts:
    """Draws in a thread; the library is loaded with the first picture: it is large, and few need it."""

    def __init__(self) -> None:
        self._line = asyncio.Lock()  # one at a time: a picture takes a core for a moment

    async def columns(self, of: Columns) -> bytes:
        """Calls of hours or days."""
        async with self._line:
            return await asyncio.to_thread(draw_columns, of)

    async def growth(self, of: Growth) -> bytes:
        """Room for recordings."""
        async with self._line:
            return await asyncio.to_thread(draw_growth, of)


def draw_columns(of: Columns) -> bytes:
    """Answered below in green, missed on top in red."""
    figure, axes = _paper(of.title)
    places = range(len(of.columns))
    answered = [it.total - it.missed for it in of.columns]
    axes.bar(places, answered, color=GREEN, label=of.answered)
    axes.bar(places, [it.missed for it in of.columns], bottom=answered, color=RED, label=of.missed)
    axes.set_ylim(0, max(5, *(it.total * 1.2 for it in of.columns)))
    axes.yaxis.get_major_locator().set_params(integer=True)
    _names(axes, [it.name for it in of.columns])
    return _png(figure, axes)


def draw_growth(of: Growth) -> bytes:
    """What was kept, what is foreseen, and the room there is."""
    figure, axes = _paper(of.title)
    last = len(of.used) - 1
    axes.fill_between(range(len(of.used)), of.used, color=BLUE, alpha=0.25)
    axes.plot(range(len(of.used)), of.used, color=BLUE, linewidth=4, label=of.kept)
    ahead = [of.used[-1], *of.ahead]
    axes.plot(range(last, last + len(ahead)), ahead, color=GREY, linewidth=4, linestyle="--", label=of.foreseen)
    axes.axhline(of.quota, color=RED, linewidth=3, label=of.room)
    axes.set_ylim(0, max(of.quota, *of.used) * 1.3)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}".replace(".", of.point))
    _names(axes, of.days)
    return _png(figure, axes)


def _paper(title: str) -> tuple[Any, Any]:
    """No pyplot: it keeps every figure, and is not meant for threads."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=INCHES, dpi=DOTS, facecolor="white")
    axes = figure.add_subplot()
    axes.set_title(title, fontsize=26, loc="left", pad=18)
    axes.tick_params(labelsize=20)
    axes.grid(axis="y", alpha=0.3)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _names(axes: Any, names: "list[str] | tuple[str, ...]") -> None:
    step = -(-len(names) // LABELS)
    axes.set_xticks(range(0, len(names), step), names[::step])


def _png(figure: Any, axes: Any) -> bytes:
    axes.legend(fontsize=20, loc="upper left", ncols=3, frameon=False)
    figure.tight_layout()
    file = BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()
