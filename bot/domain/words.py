"""Text from outside, as it is kept."""

from bot.domain.staff import LONGEST_NAME


def one_line(text: str) -> str:
    """On one line, without what cannot be seen, not longer than a name may be."""
    visible = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(visible.split())[:LONGEST_NAME].strip()
