"""vCard 2.1, 3.0 and 4.0 as telephones and address books export them: names and numbers, nothing else is looked at."""

import quopri
import re
from collections.abc import Iterator, Mapping

Raw = tuple[int, str, str, bool | None]  # number of the card, telephone as written, name, VIP if the card says so
ESCAPED = re.compile(r"\\(.)", re.S)


def cards(text: str) -> Iterator[Raw]:
    """Every telephone of every card; a card without one comes with none, so that it is listed."""
    at, lines, inside = 0, list[str](), False
    for line in _unfolded(text):
        mark = line.strip().upper()
        if mark == "BEGIN:VCARD":
            at, lines, inside = at + 1, [], True
        elif mark == "END:VCARD" and inside:
            yield from _card(at, lines)
            inside = False
        else:
            lines.append(line)


def _card(at: int, lines: list[str]) -> Iterator[Raw]:
    fields: dict[str, list[str]] = {}
    for line in lines:
        name, value = _field(line)
        fields.setdefault(name, []).append(value)
    name = (
        _plain(next(iter(fields.get("FN", [])), "")) or _name(fields) or _plain(next(iter(fields.get("ORG", [])), ""))
    )
    vip = True if any("VIP" in value.upper().split(",") for value in fields.get("CATEGORIES", [])) else None
    for telephone in dict.fromkeys(fields.get("TEL", [""])):
        yield at, _plain(telephone), name, vip


def _name(fields: Mapping[str, list[str]]) -> str:
    """«N:Family;Given;Middle» read as people say it."""
    family, *given = [_plain(part) for part in re.split(r"(?<!\\);", next(iter(fields.get("N", [])), ""))][:3]
    return " ".join(part for part in (*given, family) if part)


def _field(line: str) -> tuple[str, str]:
    head, _, value = line.partition(":")
    name, *parameters = head.upper().split(";")
    if any(parameter.endswith("QUOTED-PRINTABLE") for parameter in parameters):
        value = quopri.decodestring(value.encode("utf-8", "replace")).decode("utf-8", "replace")
    return name.rpartition(".")[2], value


def _plain(value: str) -> str:
    return ESCAPED.sub(lambda sign: " " if sign[1] in "nN" else sign[1], value).strip()


def _unfolded(text: str) -> Iterator[str]:
    """Whole lines: one that begins with a blank goes on, and so does quoted-printable after its «=»."""
    whole = ""
    for line in text.splitlines():
        soft = whole.endswith("=") and "QUOTED-PRINTABLE" in whole.partition(":")[0].upper()
        if soft:
            whole = whole[:-1] + line.lstrip()
        elif line[:1] in (" ", "\t"):
            whole += line[1:]
        else:
            if whole:
                yield whole
            whole = line
    if whole:
        yield whole
