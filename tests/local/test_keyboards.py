"""Inline keyboards, and keyboards under the input field."""

from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from tests.local.conftest import ANNA, Chat


def button(**facts: Any) -> dict[str, Any]:
    return {"text": "x", **facts}


def inline(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


PRESS = button(callback_data="a")


@pytest.mark.parametrize(
    "markup",
    [
        inline([PRESS]),
        inline([button(callback_data="Я" * 32)]),
        inline([PRESS] * 8),
        inline(*[[PRESS]] * 100),
        inline([button(url="https://example.org/x")], []),
        inline([button(url="https://t.me/gudok?start=" + "a" * 64)]),
        inline([button(copy_text={"text": "7"})]),
        inline([button(callback_data="a", style="danger")]),
        {"keyboard": [[{"text": "Share", "request_contact": True}]], "resize_keyboard": True},
        {"remove_keyboard": True},
        {"force_reply": True, "input_field_placeholder": "Name"},
    ],
)
async def test_good_keyboards_are_sent(chat: Chat, markup: dict[str, Any]) -> None:
    await chat.ok("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)
    shown = (await chat.history(ANNA))[-1]["reply_markup"]
    assert shown.keys() == markup.keys()


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (inline([button(callback_data="a" * 65)]), "BUTTON_DATA_INVALID"),
        (inline([button(callback_data="Я" * 33)]), "BUTTON_DATA_INVALID"),
        (inline([button(callback_data="")]), "BUTTON_DATA_INVALID"),
        (inline([button()]), "text buttons are unallowed in the inline keyboard"),
        (inline([button(callback_data="a", url="https://a.b")]), "BUTTON_TYPE_INVALID"),
        (inline([button(web_app={"url": "https://a.b"})]), "BUTTON_TYPE_INVALID"),
        (inline([button(pay=True)]), "BUTTON_TYPE_INVALID"),
        (inline([{"text": " ", "callback_data": "a"}]), "must be non-empty"),
        (inline([button(callback_data="a", style="pink")]), "style"),
        (inline([PRESS] * 9), "reply markup is too long"),
        (inline(*[[PRESS] * 8] * 13), "reply markup is too long"),
        (inline(*[[button(callback_data="Я" * 32, style="danger")]] * 95), "reply markup is too long"),
        (inline([button(url="ftp://a.b")]), "is invalid: Wrong HTTP URL"),
        (inline([button(url="http://localhost:8080/")]), "is invalid: Wrong HTTP URL"),
        (inline([button(url="https://t.me/gudok?start=" + "a" * 65)]), "START_PARAM_INVALID"),
        (inline([button(url="https://t.me/gudok?start=a.b")]), "START_PARAM_INVALID"),
        (inline([button(copy_text={"text": ""})]), "BUTTON_COPY_TEXT_INVALID"),
        (inline([button(callback_data="a", colour="red")]), "unknown field colour"),
        ({"keyboard": []}, "must be non-empty"),
        ({"keyboard": [[{"text": ""}]]}, "must be non-empty"),
        ({"keyboard": [[{"text": "x", "request_location": True}]]}, "BUTTON_TYPE_INVALID"),
        ({"remove_keyboard": False}, "True expected"),
        ({"force_reply": True, "input_field_placeholder": "x" * 65}, "placeholder"),
    ],
)
async def test_bad_keyboards_are_refused(chat: Chat, markup: dict[str, Any], words: str) -> None:
    said = await chat.refused("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)
    assert words.casefold() in said.casefold()


async def test_aiogram_meets_the_same_refusal(chat: Chat) -> None:
    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="x", callback_data="a" * 65)]])
    with pytest.raises(TelegramBadRequest, match="BUTTON_DATA_INVALID"):
        await chat.bot.send_message(ANNA, "x", reply_markup=markup)


async def test_an_inline_keyboard_without_buttons_is_none(chat: Chat) -> None:
    assert "reply_markup" not in await chat.ok("sendMessage", chat_id=ANNA, text="x", reply_markup=inline([], []))


async def test_the_bot_api_echoes_inline_keyboards_only(chat: Chat) -> None:
    markup = {"keyboard": [[{"text": "Share", "request_contact": True}]]}
    assert "reply_markup" not in await chat.ok("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)
