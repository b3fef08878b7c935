"""The methods of the Bot API that the local chat has: name → function, what it returns, which parameters it obeys.

A parameter that the schema knows but the local chat does not play is refused, never ignored in silence.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.local.methods import callbacks, chats, delivery, edit, files, profile, send
from bot.local.telegram import Call

SENT = {"chat_id", "disable_notification", "protect_content", "reply_parameters", "reply_markup"}
EDITED = {"chat_id", "message_id", "reply_markup"}
TEXT = {"text", "parse_mode", "entities", "link_preview_options"}
CAPTION = {"caption", "parse_mode", "caption_entities"}
SCOPE = {"scope", "language_code"}


@dataclass(frozen=True, slots=True)
class Method:
    """`run` gets the checked call; what it returns must be a `returns` of the schema."""

    run: Callable[[Call], Any] | Callable[[Call], Awaitable[Any]]
    returns: str
    takes: frozenset[str]


def _method(run: Callable[[Call], Any], returns: str, *takes: set[str]) -> Method:
    return Method(run, returns, frozenset().union(*takes))


METHODS: dict[str, Method] = {
    "getMe": _method(profile.get_me, "User"),
    "getUpdates": _method(delivery.get_updates, "Array of Update", {"offset", "limit", "timeout", "allowed_updates"}),
    "setWebhook": _method(
        delivery.set_webhook,
        "True",
        {"url", "secret_token", "max_connections", "allowed_updates", "drop_pending_updates"},
    ),
    "deleteWebhook": _method(delivery.delete_webhook, "True", {"drop_pending_updates"}),
    "getWebhookInfo": _method(delivery.webhook_info, "WebhookInfo"),
    "sendMessage": _method(send.send_message, "Message", SENT, TEXT),
    "sendVoice": _method(send.sends("voice"), "Message", SENT, CAPTION, {"voice", "duration"}),
    "sendAudio": _method(send.sends("audio"), "Message", SENT, CAPTION, {"audio", "duration", "performer", "title"}),
    "sendDocument": _method(
        send.sends("document"), "Message", SENT, CAPTION, {"document", "disable_content_type_detection"}
    ),
    "sendPhoto": _method(send.sends("photo"), "Message", SENT, CAPTION, {"photo"}),
    "sendChatAction": _method(chats.send_chat_action, "True", {"chat_id", "action"}),
    "editMessageText": _method(edit.edit_text, "Message", EDITED, TEXT),
    "editMessageCaption": _method(edit.edit_caption, "Message", EDITED, CAPTION),
    "editMessageMedia": _method(edit.edit_media, "Message", EDITED, {"media"}),
    "editMessageReplyMarkup": _method(edit.edit_markup, "Message", EDITED),
    "deleteMessage": _method(edit.delete_message, "True", {"chat_id", "message_id"}),
    "deleteMessages": _method(edit.delete_messages, "True", {"chat_id", "message_ids"}),
    "answerCallbackQuery": _method(callbacks.answer, "True", {"callback_query_id", "text", "show_alert", "cache_time"}),
    "getFile": _method(files.get_file, "File", {"file_id"}),
    "getChat": _method(chats.get_chat, "ChatFullInfo", {"chat_id"}),
    "setMyCommands": _method(profile.set_commands, "True", SCOPE, {"commands"}),
    "getMyCommands": _method(profile.get_commands, "Array of BotCommand", SCOPE),
    "deleteMyCommands": _method(profile.delete_commands, "True", SCOPE),
    "setMyName": _method(profile.setter("name", "name"), "True", {"name", "language_code"}),
    "getMyName": _method(profile.getter("name"), "BotName", {"language_code"}),
    "setMyDescription": _method(profile.setter("description", "description"), "True", {"description", "language_code"}),
    "getMyDescription": _method(profile.getter("description"), "BotDescription", {"language_code"}),
    "setMyShortDescription": _method(
        profile.setter("short_description", "short_description"), "True", {"short_description", "language_code"}
    ),
    "getMyShortDescription": _method(profile.getter("short_description"), "BotShortDescription", {"language_code"}),
    "setChatMenuButton": _method(profile.set_menu_button, "True", {"chat_id", "menu_button"}),
}
