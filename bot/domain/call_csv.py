"""Calls as CSV: every cell in quotes, and none that a spreadsheet would take for a formula."""

import csv
import io
from collections.abc import Sequence

from bot.domain.contact_csv import BOM, cell

SEPARATOR = ";"  # which Russian spreadsheets expect


def first_line(names: Sequence[str]) -> str:
    """With the mark by which spreadsheets know UTF-8."""
    return BOM + row(names)


def row(cells: Sequence[str]) -> str:
    """One line, its end included."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=SEPARATOR, quoting=csv.QUOTE_ALL).writerow([cell(it) for it in cells])
    return file.getvalue()
