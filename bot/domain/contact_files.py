"""Clients in a file that somebody sent: CSV in any of the usual dresses, or vCard. What cannot be read is listed."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain import numbers
from bot.domain.errors import N_, Refused
from bot.domain.vcards import cards
from bot.domain.words import one_line

MOST_CONTACTS = 20_000
ENCODINGS = ("utf-8-sig", "cp1251")
BOM_16 = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = (";", "\t", ",")
COLUMNS = {
    "number": ("number", "phone", "tel", "telephone", "mobile", "номер", "телефон", "мобильный", "тел"),
    "name": ("name", "fn", "client", "contact", "имя", "фио", "клиент", "контакт", "название"),
    "vip": ("vip", "вип"),
}
YES = ("1", "yes", "true", "vip", "да", "★", "+")
NO = ("0", "no", "false", "нет", "-")

NO_NUMBER = N_("no telephone number")
NOT_A_NUMBER = N_("“{typed}” is not a telephone number")
TOO_MANY = N_("more than {most} clients in one file")
TWICE = N_("this number is in the file already")


@dataclass(frozen=True, slots=True)
class Entry:
    """A client in a file. `vip` None: the file does not say."""

    number: str
    name: str
    vip: bool | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was left out: the line of the file or the number of the card, and why (a message id with its parameters)."""

    line: int
    text: str
    why: str
    params: dict[str, object]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds."""

    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...]


Raw = tuple[int, str, str, bool | None]  # line, number as written, name, VIP


def read(content: bytes) -> Contents:
    """The clients in a file, each number once; `Refused` when it is no list of clients."""
    text = _text(content)
    in_cards = "BEGIN:VCARD" in text[:1000].upper()
    found = cards(text) if in_cards else _rows(text)
    entries: dict[str, Entry] = {}
    skipped: list[Skipped] = []
    for line, typed, name, vip in found:
        try:
            number = _number(typed)
            _fits(number, entries)
            entries[number] = Entry(number, one_line(name), vip)
        except Refused as refused:
            skipped.append(Skipped(line, one_line(name or typed), refused.text, refused.params))
    if not entries and not (skipped and (in_cards or _titled(text))):  # else the faults of a list are worth listing
        raise Refused(N_("There are no clients in this file. Send CSV with numbers and names, or vCard."))
    return Contents(tuple(entries.values()), tuple(skipped))


def _number(typed: str) -> str:
    plain = typed.strip().removeprefix("'").removeprefix("tel:").strip()
    if not plain:
        raise Refused(NO_NUMBER)
    number = numbers.presented(
        re.sub(r"[^+0-9]", "", plain) if re.fullmatch(r"[+0-9\s().\-\u2010-\u2015]+", plain) else plain
    )
    try:
        return numbers.e164(number)
    except Refused as refused:
        raise Refused(NOT_A_NUMBER, typed=plain) from refused


def _fits(number: str, entries: dict[str, Entry]) -> None:
    if number in entries:
        raise Refused(TWICE)
    if len(entries) >= MOST_CONTACTS:
        raise Refused(TOO_MANY, most=MOST_CONTACTS)


def _text(content: bytes) -> str:
    if content[:2] in BOM_16:
        return content.decode("utf-16", "replace")
    if b"\x00" in content[:1000]:
        raise Refused(N_("This is not a list of clients. Send CSV with numbers and names, or vCard."))
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


def _rows(text: str) -> Iterator[Raw]:
    first = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    columns: dict[str, int] = {}
    for row in _without_faults(reader):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if not columns:
            columns = _header(cells)
            if columns:
                continue
            columns = _guessed(cells)
        yield reader.line_num, _cell(cells, columns, "number"), _cell(cells, columns, "name"), _vip(cells, columns)


def _titled(text: str) -> bool:
    first = text.lstrip().partition("\n")[0]
    return any(_header([cell.strip(' "\r') for cell in first.split(delimiter)]) for delimiter in DELIMITERS)


def _without_faults(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise Refused(N_("This is not a list of clients. Send CSV with numbers and names, or vCard.")) from error


def _header(cells: Sequence[str]) -> dict[str, int]:
    """Which column is what, by their titles; nothing when there are none."""
    titles = [cell.casefold().lstrip("'") for cell in cells]
    found = {
        what: at for what, words in COLUMNS.items() for at, title in reversed([*enumerate(titles)]) if _is(title, words)
    }
    return found if "number" in found else {}


def _is(title: str, words: Iterable[str]) -> bool:
    return any(title == word or title.startswith(f"{word} ") for word in words)


def _guessed(cells: Sequence[str]) -> dict[str, int]:
    """Without titles: the number is the first cell that is one, the name the first other."""
    digits = [at for at, cell in enumerate(cells) if len(re.sub(r"\D", "", cell)) >= 7]
    number = digits[0] if digits else 0
    names = [at for at in range(len(cells)) if at != number]
    return {"number": number, **({"name": names[0]} if names else {}), **({"vip": names[1]} if names[1:] else {})}


def _cell(cells: Sequence[str], columns: dict[str, int], what: str) -> str:
    at = columns.get(what, -1)
    return cells[at].removeprefix("'") if 0 <= at < len(cells) else ""


def _vip(cells: Sequence[str], columns: dict[str, int]) -> bool | None:
    said = _cell(cells, columns, "vip").casefold()
    return True if said in YES else False if said in NO else None
