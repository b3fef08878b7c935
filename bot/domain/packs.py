"""What is bought by the pack: messages once, room for recordings by the month (O2, O4, O7)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SmsPack:
    """`size`: SMS parts. `price`: kopecks, once."""

    key: str
    size: int
    price: int


@dataclass(frozen=True, slots=True)
class StoragePack:
    """`size`: bytes. `price`: kopecks a month. `most`: how many a company may have."""

    key: str
    size: int
    price: int
    most: int
