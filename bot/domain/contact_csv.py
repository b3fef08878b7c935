"""Clients as CSV: every cell in quotes, and none that a spreadsheet would take for a formula."""

import csv
import io
from collections.abc import Iterable

from bot.domain.clients import Contact
from bot.domain.contact_files import Skipped
from bot.domain.numbers import human

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")  # and the sign that takes its meaning away
BOM = "\ufeff"  # by which spreadsheets know UTF-8


def contacts_csv(contacts: Iterable[Contact]) -> bytes:
    """`contact_files.read` reads it back."""
    return _csv(
        ("number", "name", "vip"), ((human(it.number), cell(it.name), "yes" if it.vip else "no") for it in contacts)
    )


def skipped_csv(skipped: Iterable[Skipped], said: Iterable[str]) -> bytes:
    """What an import has left out; `said`: why, in the person's language."""
    rows = ((str(one.line), cell(one.text), cell(why)) for one, why in zip(skipped, said, strict=True))
    return _csv(("line", "name", "why"), rows)


def cell(text: str) -> str:
    """The text; what would be a formula has an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _csv(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(head)
    writer.writerows(rows)
    return (BOM + file.getvalue()).encode()
