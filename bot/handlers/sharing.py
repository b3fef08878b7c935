"""A shared contact, as the rules want to see it."""

from aiogram.enums import ChatType
from aiogram.types import Contact, Message

from bot.domain.cards import SharedContact


def shared(message: Message, contact: Contact | None) -> SharedContact:
    """What Telegram says of it."""
    assert contact is not None, "a message of kind contact has one"
    return SharedContact(
        phone_number=contact.phone_number,
        user_id=contact.user_id,
        forwarded=message.forward_origin is not None,
        private_chat=message.chat.type == ChatType.PRIVATE,
    )
