"""The choice of a language (G3)."""

from bot.i18n import LANGUAGES, Texts
from bot.keyboards.base import Button, CompanyTap


class Language(CompanyTap, prefix="lang"):
    """Carries the language wanted, not "the other one": a double tap is harmless. `company`: where one was."""

    language: str


def language_button(t: Texts, company: int) -> Button:
    """The other language, in its own words."""
    other = next(code for code in LANGUAGES if code != t.language)
    return Button(f"🌐 {LANGUAGES[other]}", Language(company=company, language=other))
