"""When a notice goes out: at once, or gathered with others; and not in the hours when its person wants quiet."""

from enum import StrEnum


class Digest(StrEnum):
    """How notices are gathered (N8). `NONE`: each goes out by itself, at once."""

    NONE = "none"
    HOURLY = "hourly"  # one message at the full hour
    DAILY = "daily"  # one message at nine in the morning
