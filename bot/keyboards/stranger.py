"""What somebody sees whom no company knows."""

from bot.i18n import Texts
from bot.keyboards.base import Screen, lines


def stranger(t: Texts) -> Screen:
    """The way in: one's own number. Administrators come by a link."""
    text = lines(
        t("This is the console of a telephone system."),
        t("If you work in the company, share your number and I will recognise you."),
    )
    return Screen(text, share_number=t("Share my number"))
