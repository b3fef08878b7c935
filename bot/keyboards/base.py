"""What every screen is made of: text, buttons, and how they become Telegram's markup."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from bot.domain.errors import Refused
from bot.domain.numbers import human
from bot.i18n import Html, Texts, quoted

T = TypeVar("T")

PER_PAGE = 6  # rows of a list on one screen
NO_BREAK = "\u00a0"  # space
END = 8  # signs that a name which is too long keeps of its end
E164 = re.compile(r"\+[0-9]{7,15}")
BIDI = dict.fromkeys((0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


class Tap(CallbackData, prefix=""):
    """What a button asks. The nonce of the screen it stands on is stamped when the screen is shown."""

    nonce: str = ""


class CompanyTap(Tap, prefix=""):
    """A tap about a company: it is only a number from outside until it is found among the person's seats."""

    company: int


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button."""

    text: str
    tap: Tap


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message, edited in place. `share_number`: its only button asks the person for their own number."""

    text: Html
    rows: tuple[Row, ...] = ()
    share_number: str = ""

    def noting(self, what: str, *buttons: Button) -> "Screen":
        """The same with one line about what has just happened, and buttons for it above the way back."""
        if not what:
            return self
        return replace(self, text=lines(self.text, "", what), rows=with_row(self.rows, buttons))


def with_row(rows: tuple[Row, ...], row: Row) -> tuple[Row, ...]:
    """The row above the last one, which is the way back."""
    return (*rows[:-1], row, *rows[-1:]) if row else rows


def lines(*parts: str) -> Html:
    """One under the other; what is not `Html` is quoted."""
    return Html("\n".join(quoted(part) for part in parts))


def bold(text: str) -> Html:
    """The first line of a screen: where I am."""
    return Html(f"<b>{quoted(text)}</b>")


def short(text: str, limit: int = 40) -> str:
    """A name from outside on one line: no control signs, nothing that turns the line around, not too long.

    A long one keeps its end, too: that is where «Отдел продаж … 1» and «Отдел продаж … 2» differ.
    """
    visible = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text)
    visible = visible.translate(BIDI).encode("utf-8", "ignore").decode()
    visible = re.sub(rf"[^\S{NO_BREAK}]+", " ", visible).strip()
    if not any(unicodedata.category(sign)[0] in "LNPS" for sign in visible):
        return "—"
    if len(visible) <= limit:
        return visible
    tail = END if limit >= 3 * END else 0
    return f"{visible[: limit - 1 - tail].rstrip()}…{visible[len(visible) - tail :].lstrip()}"


def telephone(number: str) -> str:
    """A number as people read it, on one line also where the screen is narrow. For screens: files keep plain spaces."""
    return human(number).replace(" ", NO_BREAK)


def said(t: Texts, refused: Refused) -> str:
    """A refusal in the person's language; what it quotes from outside is a name like any other."""
    return told(t, refused.text, refused.params)


def told(t: Texts, text: str, params: Mapping[str, object]) -> str:
    """A sentence of another room; what it quotes from outside is a name like any other."""
    return t(text, **{name: value if isinstance(value, int) else quotation(value) for name, value in params.items()})


def quotation(value: object) -> str:
    """A number as people read it, a name on one line."""
    text = str(value)
    return telephone(text) if E164.fullmatch(text) else short(text, 80)


def few(t: Texts, names: Sequence[str], limit: int = 8) -> str:
    """«Иванов, Петрова и ещё 5»."""
    shown = ", ".join(short(name, 40) for name in names[:limit])
    return t("{names} and {n} more", names=shown, n=len(names) - limit) if len(names) > limit else shown


def pages_of(items: Sequence[T], page: int) -> tuple[Sequence[T], int, int]:
    """What stands on that page of a list, or on the nearest that there is; the page, and how many there are."""
    pages = max(1, -(-len(items) // PER_PAGE))
    page = min(max(page, 0), pages - 1)
    return items[page * PER_PAGE : (page + 1) * PER_PAGE], page, pages


def paged(t: Texts, page: int, pages: int) -> tuple[str, ...]:
    """Where one is in a list of several pages."""
    return (t("Page {page} of {pages}", page=page + 1, pages=pages),) if pages > 1 else ()


def markup(screen: Screen, nonce: str) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """Telegram's form of the buttons, good for the screen with this nonce."""
    if screen.share_number:
        button = KeyboardButton(text=screen.share_number, request_contact=True)
        return ReplyKeyboardMarkup(keyboard=[[button]], resize_keyboard=True, one_time_keyboard=True)
    return inline(screen.rows, nonce) if screen.rows else None


def inline(rows: tuple[Row, ...], nonce: str) -> InlineKeyboardMarkup:
    """Rows of buttons in Telegram's form; without a nonce they are good for ever."""
    return InlineKeyboardMarkup(inline_keyboard=[[_inline(button, nonce) for button in row] for row in rows])


def _inline(button: Button, nonce: str) -> InlineKeyboardButton:
    data = button.tap.model_copy(update={"nonce": nonce}).pack()
    return InlineKeyboardButton(text=button.text, callback_data=data)


def turning(page: int, pages: int, back: Tap, forth: Tap) -> tuple[Row, ...]:
    """The row that turns pages; none where there is one page."""
    row = (*([Button("‹", back)] if page > 0 else []), *([Button("›", forth)] if page < pages - 1 else []))
    return (row,) if row else ()
