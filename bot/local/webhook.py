"""Updates by webhook: posted with the secret, again and again until they are taken; a method may ride in the reply."""

import asyncio
import logging

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from bot.local.dispatch import call_method
from bot.local.errors import ApiError
from bot.local.request import received
from bot.local.store import Json
from bot.local.telegram import Telegram

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """Runs beside the server. Up to `max_connections` updates are under way at once, each with its own retries."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._under_way: set[int] = set()

    async def run(self) -> None:
        """Deliver for as long as the server lives."""
        updates = self._telegram.updates
        wait = ClientTimeout(self._telegram.limits.webhook_wait)
        async with ClientSession(timeout=wait) as session, asyncio.TaskGroup() as deliveries:
            while True:
                async with updates.arrived:
                    await updates.arrived.wait_for(self._due)
                for update in self._due():
                    self._under_way.add(update["update_id"])
                    deliveries.create_task(self._deliver(session, self._hook, update))

    @property
    def _hook(self) -> Json:
        return self._telegram.store.setting("webhook")

    def _due(self) -> list[Json]:
        hook = self._hook
        if not hook.get("url"):
            return []
        waiting = [one for one in self._telegram.updates.pending() if one["update_id"] not in self._under_way]
        return waiting[: hook["max_connections"] - len(self._under_way)]

    async def _deliver(self, session: ClientSession, hook: Json, update: Json) -> None:
        limits = self._telegram.limits
        pause = limits.webhook_retry_first
        try:
            while self._still_wanted(hook, update) and not await self._post(session, hook, update):
                await asyncio.sleep(pause)
                pause = min(pause * 2, limits.webhook_retry_last)
        finally:
            self._under_way.discard(update["update_id"])
            await self._telegram.updates.announce()

    def _still_wanted(self, hook: Json, update: Json) -> bool:
        return self._hook.get("url") == hook["url"] and update in self._telegram.updates.pending()

    async def _post(self, session: ClientSession, hook: Json, update: Json) -> bool:
        """Whether the bot has taken it."""
        headers = {SECRET_HEADER: hook["secret_token"]} if hook["secret_token"] else {}
        try:
            async with session.post(hook["url"], json=update, headers=headers) as response:
                if response.status // 100 != 2:
                    return self._failed(update, f"Wrong response from the webhook: {response.status} {response.reason}")
                await self._call_in_reply(response)
        except (ClientError, TimeoutError, OSError) as error:
            return self._failed(update, f"{type(error).__name__}: {error}")
        self._telegram.updates.done(update["update_id"])
        return True

    def _failed(self, update: Json, why: str) -> bool:
        log.warning("webhook: update %s not taken: %s", update["update_id"], why)
        failure = {"last_error_date": int(self._telegram.clock.now()), "last_error_message": why}
        self._telegram.store.put("webhook", 0, {**self._hook, **failure})
        return False

    async def _call_in_reply(self, response: ClientResponse) -> None:
        """Call what the reply asks for. Its result is lost, as with Telegram."""
        telegram = self._telegram
        try:
            async with received(response, telegram.files, telegram.limits) as body:
                method = str(body.texts.pop("method", "") or body.values.pop("method", ""))
                if method:
                    await call_method(telegram, method, body)
        except ApiError as error:
            log.warning("webhook: the call in the reply was refused: %s", error)
        except Exception as error:  # a bug of ours: the other deliveries go on
            log.error("webhook: the call in the reply failed", exc_info=error)
