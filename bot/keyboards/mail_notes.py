"""What administrators are told of e-mail, outside any screen."""

from bot.i18n import Html, Texts
from bot.keyboards.base import bold, lines, quotation, short


def mail_refused(t: Texts, company: str, answer: str) -> Html:
    """The mail server does not let us in, or does not take our address."""
    return lines(
        bold(short(company, 80)),
        t("Mails do not go out: the mail server refuses them."),
        t("It says: {answer}", answer=short(quotation(answer), 200)),
        t("They are kept and go out by themselves when whoever runs the server has put that right."),
    )
