"""How the bot gets its updates: by asking, or by webhook."""

import re
from urllib.parse import urlsplit

from bot.local.errors import ApiError, bad_request
from bot.local.rules import WEBHOOK_IS_ACTIVE
from bot.local.store import Json
from bot.local.telegram import Call

SECRET = re.compile(r"[A-Za-z0-9_-]+")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
PORTS = {None, 80, 88, 443, 8443}


async def get_updates(call: Call) -> list[Json]:
    limits, updates = call.telegram.limits, call.telegram.updates
    limit, seconds = call.get("limit", limits.updates_per_poll), call.get("timeout", 0)
    if not 1 <= limit <= limits.updates_per_poll:
        raise bad_request(f"limit must be 1-{limits.updates_per_poll}")
    if not 0 <= seconds <= limits.poll_wait:
        raise bad_request(f"timeout must be 0-{limits.poll_wait}")
    if call.telegram.store.setting("webhook").get("url"):
        raise ApiError(409, WEBHOOK_IS_ACTIVE)
    _allow(call)
    return await updates.poll(call.get("offset", 0), limit, seconds)


async def set_webhook(call: Call) -> bool:
    url, secret = call.params["url"], call.get("secret_token", "")
    connections = call.get("max_connections", call.telegram.limits.webhook_connections)
    if url:
        _check_url(url)
    if secret and (len(secret) > call.telegram.limits.secret or not SECRET.fullmatch(secret)):
        raise bad_request("secret token contains unallowed characters or is too long")
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be 1-100")
    _allow(call)
    if call.get("drop_pending_updates"):
        call.telegram.updates.forget_all()
    call.telegram.store.put("webhook", 0, {"url": url, "secret_token": secret, "max_connections": connections})
    await call.telegram.updates.announce()
    return True


async def delete_webhook(call: Call) -> bool:
    if call.get("drop_pending_updates"):
        call.telegram.updates.forget_all()
    call.telegram.store.put("webhook", 0, {})
    await call.telegram.updates.announce()
    return True


def webhook_info(call: Call) -> Json:
    kept = call.telegram.store.setting("webhook")
    allowed = call.telegram.store.setting("allowed_updates").get("kinds")
    shown = ("max_connections", "last_error_date", "last_error_message")
    info = {name: kept[name] for name in shown if name in kept}
    if allowed:
        info["allowed_updates"] = allowed
    pending = len(call.telegram.updates.pending())
    return {"url": kept.get("url", ""), "has_custom_certificate": False, "pending_update_count": pending, **info}


def _allow(call: Call) -> None:
    """`allowed_updates` last until they are given anew. Strict: every one must be a kind that exists."""
    if (kinds := call.get("allowed_updates")) is None:
        return
    known = call.telegram.schema.fields("Update")
    if unknown := [kind for kind in kinds if kind not in known]:
        raise bad_request(f"allowed_updates: {unknown[0]} is no kind of update")
    call.telegram.updates.allow(kinds)


def _check_url(url: str) -> None:
    """HTTPS on Telegram's ports; on this machine plain HTTP on any."""
    parts = urlsplit(url)
    if parts.hostname in LOOPBACK and parts.scheme in ("http", "https"):
        return
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.port not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
