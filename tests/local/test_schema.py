"""Requests and our own objects are checked against the schema."""

import logging
from typing import Any

import pytest

from bot.local import methods
from bot.local.methods import METHODS, Method
from bot.local.schema import Misfit, bot_api
from tests.local.conftest import ANNA, TOKEN, Chat

USER: dict[str, Any] = {"id": 1, "is_bot": False, "first_name": "Anna"}


@pytest.mark.parametrize(
    ("type_name", "value"),
    [
        ("User", USER),
        ("Array of User", [USER, USER]),
        ("Integer or String", 1),
        ("Integer or String", "@a"),
        ("Float", 1),
        ("MessageOrigin", {"type": "user", "date": 1, "sender_user": USER}),
        ("ReplyKeyboardMarkup", {"keyboard": [[{"text": "x"}]]}),
    ],
)
def test_what_fits(type_name: str, value: object) -> None:
    bot_api().check(type_name, value)


@pytest.mark.parametrize(
    ("type_name", "value", "words"),
    [
        ("User", {**USER, "id": "1"}, "User.id: Integer expected"),
        ("User", {**USER, "id": True}, "User.id: Integer expected"),
        ("User", {**USER, "nick": "x"}, "unknown field nick"),
        ("User", {"id": 1, "is_bot": False}, "field first_name is missing"),
        ("User", {**USER, "is_premium": False}, "True expected"),
        ("User", {**USER, "first_name": None}, "String in UTF-8 expected"),
        ("User", [USER], "Object expected"),
        ("Array of User", USER, "Array expected"),
        ("Array of Array of KeyboardButton", [[{"text": 1}]], "[0][0].text: String"),
        ("Integer or String", 1.5, "not Integer"),
        ("MessageOrigin", {"type": "user"}, "not MessageOriginUser"),
    ],
)
def test_what_does_not_fit(type_name: str, value: object, words: str) -> None:
    with pytest.raises(Misfit) as misfit:
        bot_api().check(type_name, value)
    assert words in str(misfit.value)


def test_every_method_takes_and_returns_what_the_schema_has() -> None:
    schema = bot_api()
    for name, method in METHODS.items():
        assert method.takes <= schema.methods[name].keys(), name
        required = {field.name for field in schema.methods[name].values() if field.required}
        assert required <= method.takes, name
        schema.fits(method.returns, None)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": 1}, "can't parse text: String"),
        ({"text": "x", "colour": "red"}, 'unknown parameter "colour"'),
        ({"text": "x", "disable_notification": "yes"}, "Boolean expected"),
        ({"text": "x", "reply_markup": "{}"}, "can't parse reply_markup"),
        ({"text": "x", "business_connection_id": "1"}, "is not known to the local chat"),
        ({"text": "x", "entities": {}}, "Array expected"),
    ],
)
async def test_a_request_that_does_not_fit_is_refused(chat: Chat, params: dict[str, Any], words: str) -> None:
    said = await chat.refused("sendMessage", chat_id=ANNA, **params)
    assert said.startswith("Bad Request: ")
    assert words in said


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("disable_notification", "maybe", "Boolean expected"),
        ("reply_markup", "{", "can't parse reply_markup"),
        ("entities", '"x"', "Array expected"),
        ("colour", "red", "unknown parameter"),
    ],
)
async def test_a_form_that_does_not_fit_is_refused(chat: Chat, field: str, value: str, words: str) -> None:
    form = {"chat_id": str(ANNA), "text": "x", field: value}
    async with chat.http.post(f"/bot{TOKEN}/sendMessage", data=form) as response:
        assert words in (await response.json())["description"]


async def test_all_four_forms_of_a_request_are_understood(chat: Chat) -> None:
    address = f"/bot{TOKEN}/sendMessage"
    facts = {"chat_id": str(ANNA), "text": "x", "disable_notification": "true"}
    async with chat.http.get(address, params=facts) as response:
        assert response.status == 200
    async with chat.http.post(address, params={"chat_id": str(ANNA)}, data={"text": "x"}) as response:
        assert response.status == 200
    async with chat.http.post(address, data=b"[1]", headers={"Content-Type": "application/json"}) as response:
        assert "JSON object expected" in (await response.json())["description"]
    assert await chat.bot.send_message(ANNA, "x", disable_notification=True)
    assert await chat.ok("sendMessage", chat_id=ANNA, text="x")


@pytest.mark.parametrize("method", ["sendDice", "sendMesage", "sendmessage"])
async def test_a_method_that_we_lack_is_not_found(chat: Chat, method: str) -> None:
    assert await chat.call(method) == {"ok": False, "error_code": 404, "description": "Not Found"}


@pytest.mark.parametrize(("token", "code"), [("42:wrong1", 401), ("41:abcdef", 401), ("nonsense", 404)])
async def test_another_token_opens_nothing(chat: Chat, token: str, code: int) -> None:
    async with chat.http.get(f"/bot{token}/getMe") as response:
        assert (response.status, (await response.json())["error_code"]) == (code, code)


async def test_an_object_of_ours_that_does_not_fit_is_our_bug(
    chat: Chat, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Method(lambda _: {"id": "forty-two"}, "User", frozenset())
    monkeypatch.setitem(methods.METHODS, "getMe", broken)
    with caplog.at_level(logging.ERROR, "bot.local"):
        answer = await chat.call("getMe")
    assert answer["error_code"] == 500
    assert "Misfit" in caplog.text
    assert TOKEN not in caplog.text
