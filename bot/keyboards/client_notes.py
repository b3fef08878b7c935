"""What administrators are told of messages to clients, outside any screen."""

from bot.i18n import Html, Texts
from bot.keyboards.base import bold, lines, short


def no_sms(t: Texts, company: str) -> Html:
    """Nothing is written to clients until there are SMS again."""
    what = t("The SMS are used up and the pack could not be bought: clients are not written until there is money.")
    return lines(bold(short(company, 80)), what, t("Options → Messages to clients shows what is left."))
