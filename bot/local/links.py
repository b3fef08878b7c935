"""Links on buttons, and deep links into the bot."""

import re
from urllib.parse import parse_qs, urlsplit

from bot.local.errors import bad_request
from bot.local.rules import Limits

ADDRESS = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?")  # a bare "localhost" is refused, too
PAYLOAD = re.compile(r"[A-Za-z0-9_-]+")
SCHEMES = {"http", "https", "tg"}


def good_payload(payload: str, limits: Limits) -> bool:
    """Whether /start may carry it."""
    return len(payload) <= limits.start_payload and PAYLOAD.fullmatch(payload) is not None


def check_button_url(url: str, limits: Limits) -> None:
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or (parts.scheme != "tg" and not ADDRESS.fullmatch(parts.netloc)):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    payload = parse_qs(parts.query, keep_blank_values=True).get("start")
    if parts.netloc in ("t.me", "telegram.me") and payload and not good_payload(payload[0], limits):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: START_PARAM_INVALID")
