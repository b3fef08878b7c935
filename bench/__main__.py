"""`make bench`: every path against its floor, both sides in one run. `python -m bench media` runs one group."""

import sys
from collections.abc import Callable, Iterable

from bench import calls, line, media, queue, road, routing, rules, start, taps, work
from bench.measure import Row

GROUPS: dict[str, Callable[[], Iterable[Row]]] = {
    "start": start.rows,
    "routing": routing.rows,
    "taps": taps.rows,
    "work": work.rows,
    "rules": rules.rows,
    "media": media.rows,
    "road": road.rows,
    "queue": queue.rows,
    "calls": calls.rows,
    "line": line.rows,
}


def main(wanted: list[str]) -> None:
    """A table in Markdown, as in docs/bench.md."""
    print("| path | ours | floor | ours : floor | goal |\n|---|---|---|---|---|")
    for group in wanted or GROUPS:
        for path, ours, floor, goal in GROUPS[group]():
            print(f"| {path} | {ours:.4g} | {floor:.4g} | {ours / floor:.2f} | {goal} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
