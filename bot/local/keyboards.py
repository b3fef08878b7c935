"""The rules for inline keyboards, and for keyboards under the input field."""

import json
from typing import Any

from bot.local.errors import bad_request
from bot.local.links import check_button_url
from bot.local.rules import BUTTON_DATA_INVALID, BUTTON_TYPE_INVALID, MARKUP_TOO_LONG, NO_ACTION, Limits
from bot.local.utf16 import units

Json = dict[str, Any]
Rows = list[list[Json]]

ACTIONS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
}
PLAYED = {"url", "callback_data", "copy_text"}  # what the page can do
STYLES = {"primary", "success", "danger"}
REPLY_ACTIONS = {"request_contact"}
REPLY_PLAIN = {"text", "style"}


def checked_markup(markup: Json, limits: Limits) -> tuple[Json | None, Json | None]:
    """The inline keyboard and the keyboard (or its removal) that a message carries: one of them, or none."""
    if "inline_keyboard" in markup:
        return checked_inline(markup, limits), None
    if "keyboard" in markup:
        check_reply(markup, limits)
    if units(markup.get("input_field_placeholder", "")) > limits.placeholder:
        raise bad_request("input field placeholder is too long")
    return None, markup


def checked_inline(markup: Json, limits: Limits) -> Json | None:
    """The keyboard without empty rows; None when nothing is left."""
    rows: Rows = [row for row in markup["inline_keyboard"] if row]
    _check_size(rows, limits.inline_row, limits.inline_buttons, limits)
    for button in (button for row in rows for button in row):
        _check_inline_button(button, limits)
    return {"inline_keyboard": rows} if rows else None


def _check_inline_button(button: Json, limits: Limits) -> None:
    actions = ACTIONS & button.keys()
    if not actions:
        raise bad_request(NO_ACTION)
    if len(actions) > 1 or not actions <= PLAYED:
        raise bad_request(BUTTON_TYPE_INVALID)
    _check_text(button, limits)
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= limits.button_data_bytes:
        raise bad_request(BUTTON_DATA_INVALID)
    if "url" in button:
        check_button_url(button["url"], limits)
    if "copy_text" in button and not 1 <= units(button["copy_text"]["text"]) <= limits.copy_text:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def check_reply(markup: Json, limits: Limits) -> None:
    """A keyboard under the input field: not empty, of buttons that the page can play."""
    rows: Rows = markup["keyboard"]
    if not any(rows):
        raise bad_request("reply keyboard must be non-empty")
    _check_size(rows, limits.reply_row, limits.reply_buttons, limits)
    for button in (button for row in rows for button in row):
        if not button.keys() <= REPLY_PLAIN | REPLY_ACTIONS:
            raise bad_request(BUTTON_TYPE_INVALID)
        _check_text(button, limits)


def _check_text(button: Json, limits: Limits) -> None:
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    if units(button["text"]) > limits.button_text:
        raise bad_request("BUTTON_TEXT_INVALID")
    if button.get("style", "primary") not in STYLES:
        raise bad_request("invalid keyboard button style specified")


def _check_size(rows: Rows, widest: int, most: int, limits: Limits) -> None:
    too_wide = any(len(row) > widest for row in rows)
    too_many = sum(map(len, rows)) > most
    if too_wide or too_many or len(json.dumps(rows, ensure_ascii=False).encode()) > limits.markup_bytes:
        raise bad_request(MARKUP_TOO_LONG)
