"""One call of a method: parameters in, checked; the effect in one transaction; the result out, checked."""

import logging
from inspect import iscoroutinefunction
from typing import Any

from bot.local.errors import ApiError
from bot.local.methods import METHODS
from bot.local.request import Body, parameters
from bot.local.telegram import Call, Telegram

log = logging.getLogger(__name__)


async def call_method(telegram: Telegram, name: str, body: Body) -> Any:
    """The method's result. `ApiError`: the bot is told; `Misfit`: a bug of ours, nothing has happened."""
    method = METHODS.get(name)
    if method is None:
        log.warning("the local chat has no method %s", name)
        raise ApiError(404)
    call = Call(telegram, parameters(name, method.takes, body, telegram.schema), body.uploads)
    if iscoroutinefunction(method.run):
        return telegram.schema.checked(method.returns, await method.run(call))
    with telegram.store.transaction():
        return telegram.schema.checked(method.returns, method.run(call))
