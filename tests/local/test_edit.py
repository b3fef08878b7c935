"""Editing and deleting."""

from typing import Any

import pytest

from tests.local.conftest import ANNA, MP3, OGG, Chat

ROW = {"inline_keyboard": [[{"text": "x", "callback_data": "a"}]]}
OTHER = {"inline_keyboard": [[{"text": "y", "callback_data": "b"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


@pytest.fixture
async def sent(chat: Chat) -> dict[str, Any]:
    """A text of the bot with a keyboard, as parameters of an edit."""
    message = await chat.ok("sendMessage", chat_id=ANNA, text="<b>old</b>", parse_mode="HTML", reply_markup=ROW)
    return {"chat_id": ANNA, "message_id": message["message_id"]}


async def test_an_edit_changes_text_and_keyboard_and_tells_when(chat: Chat, sent: dict[str, Any]) -> None:
    edited = await chat.ok("editMessageText", **sent, text="new", reply_markup=OTHER)
    assert (edited["text"], edited["reply_markup"]) == ("new", OTHER)
    assert "entities" not in edited
    assert edited["edit_date"] >= edited["date"]
    assert (await chat.history(ANNA))[-1] == {**edited, "outgoing": False}


async def test_an_edit_of_the_text_alone_removes_the_keyboard(chat: Chat, sent: dict[str, Any]) -> None:
    assert "reply_markup" not in await chat.ok("editMessageText", **sent, text="new")


async def test_the_same_again_is_not_modified(chat: Chat, sent: dict[str, Any]) -> None:
    same = {"text": " <b>old</b> ", "parse_mode": "HTML", "reply_markup": ROW}
    assert await chat.refused("editMessageText", **sent, **same) == NOT_MODIFIED
    assert await chat.refused("editMessageReplyMarkup", **sent, reply_markup=ROW) == NOT_MODIFIED


async def test_the_same_text_with_another_keyboard_or_format_is_a_change(chat: Chat, sent: dict[str, Any]) -> None:
    assert await chat.ok("editMessageText", **sent, text="<b>old</b>", parse_mode="HTML", reply_markup=OTHER)
    assert await chat.ok("editMessageText", **sent, text="old", reply_markup=OTHER)


async def test_the_keyboard_alone_is_edited_and_removed(chat: Chat, sent: dict[str, Any]) -> None:
    edited = await chat.ok("editMessageReplyMarkup", **sent, reply_markup=OTHER)
    assert (edited["text"], edited["reply_markup"]) == ("old", OTHER)
    assert "reply_markup" not in await chat.ok("editMessageReplyMarkup", **sent)


async def test_what_is_not_there_is_not_found(chat: Chat, sent: dict[str, Any]) -> None:
    words = "Bad Request: message to edit not found"
    assert await chat.refused("editMessageText", chat_id=ANNA, message_id=999, text="x") == words
    await chat.ok("deleteMessage", **sent)
    assert await chat.refused("editMessageText", **sent, text="x") == words
    assert "not specified" in await chat.refused("editMessageText", chat_id=ANNA, text="x")


async def test_a_persons_message_cant_be_edited(chat: Chat) -> None:
    message = await chat.says(ANNA, "mine")
    words = await chat.refused("editMessageText", chat_id=ANNA, message_id=message["message_id"], text="x")
    assert words == "Bad Request: message can't be edited"


@pytest.mark.parametrize("markup", [{"keyboard": [[{"text": "x"}]]}, {"remove_keyboard": True}, {"force_reply": True}])
async def test_a_message_with_a_reply_keyboard_cant_be_edited(chat: Chat, markup: dict[str, Any]) -> None:
    message = await chat.ok("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)
    words = await chat.refused("editMessageText", chat_id=ANNA, message_id=message["message_id"], text="y")
    assert words == "Bad Request: message can't be edited"


async def test_an_edit_cant_bring_a_reply_keyboard(chat: Chat, sent: dict[str, Any]) -> None:
    markup = {"keyboard": [[{"text": "x"}]]}
    assert "can't parse reply_markup" in await chat.refused("editMessageText", **sent, text="y", reply_markup=markup)


async def test_a_voice_message_has_a_caption_and_no_text(chat: Chat) -> None:
    file_id = (await chat.uploads(ANNA, "voice", OGG))["voice"]["file_id"]
    voice = await chat.ok("sendVoice", chat_id=ANNA, voice=file_id, caption="a")
    target = {"chat_id": ANNA, "message_id": voice["message_id"]}
    words = await chat.refused("editMessageText", **target, text="x")
    assert words == "Bad Request: there is no text in the message to edit"
    edited = await chat.ok("editMessageCaption", **target, caption="b", reply_markup=ROW)
    assert (edited["caption"], edited["voice"]["file_id"]) == ("b", file_id)
    assert "caption" not in await chat.ok("editMessageCaption", **target)


async def test_a_text_has_no_caption_to_edit(chat: Chat, sent: dict[str, Any]) -> None:
    words = await chat.refused("editMessageCaption", **sent, caption="x")
    assert words == "Bad Request: there is no caption in the message to edit"


async def test_music_takes_the_place_of_a_text_but_not_of_a_voice_message(chat: Chat, sent: dict[str, Any]) -> None:
    song = (await chat.uploads(ANNA, "audio", MP3))["audio"]["file_id"]
    media = {"type": "audio", "media": song, "caption": "song"}
    edited = await chat.ok("editMessageMedia", **sent, media=media)
    assert (edited["audio"]["file_id"], edited["caption"]) == (song, "song")
    assert "text" not in edited
    voice = (await chat.uploads(ANNA, "voice", OGG))["voice"]["file_id"]
    spoken = await chat.ok("sendVoice", chat_id=ANNA, voice=voice)
    words = await chat.refused("editMessageMedia", chat_id=ANNA, message_id=spoken["message_id"], media=media)
    assert words == "Bad Request: message can't be edited"


async def test_a_deleted_message_is_gone_and_cant_be_deleted_twice(chat: Chat, sent: dict[str, Any]) -> None:
    assert await chat.ok("deleteMessage", **sent) is True
    assert sent["message_id"] not in [message["message_id"] for message in await chat.history(ANNA)]
    assert await chat.refused("deleteMessage", **sent) == "Bad Request: message to delete not found"


async def test_a_persons_message_may_be_deleted(chat: Chat) -> None:
    message = await chat.says(ANNA, "secret")
    assert await chat.ok("deleteMessage", chat_id=ANNA, message_id=message["message_id"]) is True


async def test_a_message_is_deletable_for_48_hours(chat: Chat, sent: dict[str, Any]) -> None:
    await chat.local("clock", advance=48 * 3600)
    assert await chat.refused("deleteMessage", **sent) == "Bad Request: message can't be deleted for everyone"
    assert await chat.ok("editMessageText", **sent, text="still editable")


async def test_many_are_deleted_at_once_and_missing_ones_passed_over(chat: Chat, sent: dict[str, Any]) -> None:
    assert await chat.ok("deleteMessages", chat_id=ANNA, message_ids=[sent["message_id"], 999]) is True
    assert await chat.refused("editMessageText", **sent, text="x") == "Bad Request: message to edit not found"
    assert await chat.refused("deleteMessages", chat_id=ANNA, message_ids=[])
    assert await chat.refused("deleteMessages", chat_id=ANNA, message_ids=list(range(101)))
