"""A text as an SMS: its alphabet, how many parts it takes, and their bytes (3GPP TS 23.038 and 23.040).

Everything is counted in units of the alphabet: septets of GSM-7, where an extension character takes two, or 16-bit
words of UCS-2, where a character beyond the basic plane takes two. A character is never cut in two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 210  # characters of a message to a client (O6)

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
ESCAPE = 0x1B
EXTENSION = {
    "\f": 0x0A, "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E, "|": 0x40, "€": 0x65,
}  # fmt: skip
GSM7 = {sign: bytes([code]) for code, sign in enumerate(BASIC) if code != ESCAPE} | {
    sign: bytes([ESCAPE, code]) for sign, code in EXTENSION.items()
}


class Alphabet(StrEnum):
    """Which one a text needs; GSM-7 wherever it can be."""

    GSM7 = "gsm-7"
    UCS2 = "ucs-2"

    @property
    def alone(self) -> int:
        """Units that fit into a message of one part."""
        return 160 if self is Alphabet.GSM7 else 70

    @property
    def joined(self) -> int:
        """Units that fit into each of several parts, which carry a header too."""
        return 153 if self is Alphabet.GSM7 else 67

    def units(self, sign: str) -> int:
        """How many a character takes."""
        return len(GSM7[sign]) if self is Alphabet.GSM7 else 1 + (ord(sign) > 0xFFFF)

    def octets(self, part: str) -> bytes:
        """The bytes of a part: one for a septet, as SMPP's default alphabet wants them, or UTF-16 big-endian."""
        if self is Alphabet.GSM7:
            return b"".join(GSM7[sign] for sign in part)
        return part.encode("utf-16-be")


@dataclass(frozen=True, slots=True)
class Sms:
    """A text cut into parts; joined they are the text."""

    alphabet: Alphabet
    parts: tuple[str, ...]


def alphabet_of(text: str) -> Alphabet:
    """GSM-7 unless some character is not in it."""
    return Alphabet.GSM7 if all(sign in GSM7 for sign in text) else Alphabet.UCS2


def cut(text: str) -> Sms:
    """The parts of a text, as few as can be; an empty text is one empty part.

    Lone surrogates, which are no text, become “�”: they cannot be sent.
    """
    text = text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")
    alphabet = alphabet_of(text)
    if sum(map(alphabet.units, text)) <= alphabet.alone:
        return Sms(alphabet, (text,))
    return Sms(alphabet, tuple(_joined(text, alphabet)))


def _joined(text: str, alphabet: Alphabet) -> Iterator[str]:
    start, used = 0, 0
    for place, sign in enumerate(text):
        units = alphabet.units(sign)
        if used + units > alphabet.joined:
            yield text[start:place]
            start, used = place, 0
        used += units
    yield text[start:]
