"""Whose contact was shared: the rules that keep strangers out of other people's voicemail."""

from bot.domain import numbers
from bot.domain.cards import SharedContact
from bot.domain.errors import N_, Refused

UNKNOWN = N_("The number {number} is not in the list of employees. Ask your administrator to add it or to invite you.")
UNKNOWN_LEADER = N_("The number {number} is not in the list yet. Add yourself under “Company › Employees”.")


def own_number(telegram_id: int, contact: SharedContact) -> str:
    """The E.164 number that Telegram vouches for; `Refused` says what to do instead.

    Telegram puts `user_id` into a contact when it knows whose it is, and only a person's own button can make that the
    sender's. Names prove nothing, nor do contacts that were forwarded or typed.
    """
    if not contact.private_chat:
        raise Refused(N_("Share your number in our private chat, not in a group."))
    if contact.forwarded:
        raise Refused(N_("A forwarded contact proves nothing. Press the button “Share my number”."))
    if contact.user_id != telegram_id:
        raise Refused(N_("This is not your own contact. Press the button “Share my number”."))
    return numbers.e164("+" + contact.phone_number.removeprefix("+"))
