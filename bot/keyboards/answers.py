"""An answer to a voice message, spoken into the chat."""

from bot.domain.cards import VoicemailItem
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Screen
from bot.keyboards.home import back
from bot.keyboards.shared import heading
from bot.keyboards.voicemail import Mailbox, caller


class SpokenAnswer(CompanyTap, prefix="spoken"):
    """It is here: call with it?"""

    voicemail: int


class CallWithAnswer(CompanyTap, prefix="mplay"):
    """Call, and play it."""

    voicemail: int


def ask(t: Texts, company: int, item: VoicemailItem) -> Screen:
    """Speak now."""
    about = t("Record a voice message here. We call {client} and play it.", client=caller(t, item))
    return Screen(heading(t("Answer by voice"), about), (back(t, Mailbox(company=company, page=0)),))


def confirm(t: Texts, company: int, item: VoicemailItem, seconds: float) -> Screen:
    """Nothing is called before this."""
    asked = t("We call {client} and play this message · {length}", client=caller(t, item), length=t.length(seconds))
    hint = t("To record it again, just send another one.")
    call = Button(t("Call"), CallWithAnswer(company=company, voicemail=item.id))
    cancel = Button(t("Cancel"), Mailbox(company=company, page=0))
    return Screen(heading(t("Answer by voice"), asked, hint), ((call, cancel),))


def calling(t: Texts, item: VoicemailItem) -> str:
    """What happens now."""
    return t("Calling {client}. I will tell you what came of it.", client=caller(t, item))
