"""Text and captions: lengths after parsing, in UTF-16; entities made by the bot itself."""

from typing import Any

import pytest
from aiogram.utils.formatting import Bold, Text, TextLink

from tests.local.conftest import ANNA, OGG, Chat


@pytest.mark.parametrize("text", ["x" * 4096, "😀" * 2048, "<b>" + "x" * 4096 + "</b>", "  a  "])
async def test_text_within_4096_utf16_units_is_sent(chat: Chat, text: str) -> None:
    assert await chat.ok("sendMessage", chat_id=ANNA, text=text, parse_mode="HTML")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "message text is empty"),
        (" \n ", "message text is empty"),
        ("<b></b>", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2048 + "x", "message is too long"),
        ("<b>", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_other_text_is_refused(chat: Chat, text: str, words: str) -> None:
    assert await chat.refused("sendMessage", chat_id=ANNA, text=text, parse_mode="HTML") == f"Bad Request: {words}"


async def test_missing_text_is_empty_text(chat: Chat) -> None:
    assert await chat.refused("sendMessage", chat_id=ANNA) == "Bad Request: message text is empty"


async def test_half_a_surrogate_pair_is_no_text(chat: Chat) -> None:
    assert "UTF-8" in await chat.refused("sendMessage", chat_id=ANNA, text="\ud83d")


async def test_parse_modes_other_than_html_are_refused(chat: Chat) -> None:
    words = await chat.refused("sendMessage", chat_id=ANNA, text="*a*", parse_mode="MarkdownV2")
    assert words == "Bad Request: unsupported parse_mode"


async def test_caption_has_1024_characters_at_most(chat: Chat) -> None:
    voice = (await chat.uploads(ANNA, "voice", OGG))["voice"]["file_id"]
    sent = await chat.ok("sendVoice", chat_id=ANNA, voice=voice, caption="<i>" + "x" * 1024 + "</i>", parse_mode="HTML")
    assert sent["caption_entities"] == [{"type": "italic", "offset": 0, "length": 1024}]
    words = await chat.refused("sendVoice", chat_id=ANNA, voice=voice, caption="x" * 1025)
    assert words == "Bad Request: message caption is too long"


async def test_white_space_is_trimmed_and_entities_move(chat: Chat) -> None:
    sent = await chat.ok("sendMessage", chat_id=ANNA, text=" 😀 <b> a </b> ", parse_mode="HTML")
    assert sent["text"] == "😀  a"
    assert sent["entities"] == [{"type": "bold", "offset": 3, "length": 2}]


BOLD = {"type": "bold", "offset": 0, "length": 2}


async def test_entities_of_the_bot_are_kept(chat: Chat) -> None:
    link = {"type": "text_link", "offset": 2, "length": 1, "url": "https://a.b/"}
    sent = await chat.ok("sendMessage", chat_id=ANNA, text="😀x", entities=[BOLD, link])
    assert sent["entities"] == [BOLD, link]


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ({"type": "bold", "offset": 1, "length": 1}, "middle of a UTF-16 symbol"),
        ({"type": "bold", "offset": 2, "length": 2}, "beyond the end"),
        ({"type": "bold", "offset": -1, "length": 1}, "beyond the end"),
        ({"type": "blink", "offset": 0, "length": 2}, "unsupported entity type"),
        ({"type": "text_link", "offset": 0, "length": 2}, "field url"),
        ({"type": "bold", "offset": 0}, "field length is missing"),
    ],
)
async def test_bad_entities_are_refused(chat: Chat, entity: dict[str, Any], words: str) -> None:
    assert words in await chat.refused("sendMessage", chat_id=ANNA, text="😀x", entities=[entity])


async def test_what_aiogram_formats_is_understood(chat: Chat) -> None:
    content = Text("От ", Bold("<ООО & Ко>"), " ", TextLink("сайт", url="https://a.b/"), Bold(""))
    by_entities = await chat.bot.send_message(ANNA, **content.as_kwargs())
    by_html = await chat.bot.send_message(ANNA, content.as_html(), parse_mode="HTML")
    assert by_entities.text == by_html.text == "От <ООО & Ко> сайт"
    assert by_entities.entities == by_html.entities


async def test_entities_and_parse_mode_exclude_each_other(chat: Chat) -> None:
    words = await chat.refused("sendMessage", chat_id=ANNA, text="ab", entities=[BOLD], parse_mode="HTML")
    assert words == "Bad Request: can't use both parse_mode and entities"


async def test_a_mention_by_id_names_a_known_person(chat: Chat) -> None:
    link = '<a href="tg://user?id={}">x</a>'
    sent = await chat.ok("sendMessage", chat_id=ANNA, text=link.format(ANNA), parse_mode="HTML")
    assert sent["entities"][0]["user"]["first_name"] == "Anna"
    assert "not found" in await chat.refused("sendMessage", chat_id=ANNA, text=link.format(5), parse_mode="HTML")


async def test_a_reply_shows_the_message_that_it_answers(chat: Chat) -> None:
    asked = await chat.says(ANNA, "When?")
    sent = await chat.ok("sendMessage", chat_id=ANNA, text="Now", reply_parameters={"message_id": asked["message_id"]})
    assert sent["reply_to_message"]["text"] == "When?"
    words = await chat.refused("sendMessage", chat_id=ANNA, text="Now", reply_parameters={"message_id": 999})
    assert words == "Bad Request: message to be replied not found"
    lenient = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await chat.ok("sendMessage", chat_id=ANNA, text="Now", reply_parameters=lenient)
