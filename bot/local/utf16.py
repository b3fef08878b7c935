"""Telegram counts text in UTF-16 code units."""


def units(text: str) -> int:
    """How long the text is for Telegram."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def cuts_a_character(text: str, offset: int) -> bool:
    """Whether the offset falls between the two halves of one character."""
    half = text.encode("utf-16-le")[offset * 2 : offset * 2 + 2]
    return len(half) == 2 and 0xDC <= half[1] <= 0xDF
