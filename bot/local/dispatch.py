"""One call of a method: parameters in, checked; the effect in one transaction; the result out, checked."""

import logging
from inspect import iscoroutinefunction
from typing import Any

from bot.local.errors import ApiError, bad_request
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
    params = parameters(name, body, telegram.schema)
    if missing := [one for one in telegram.schema.methods[name].values() if one.required and one.name not in params]:
        raise _missing(missing[0].name)
    if unknown := params.keys() - method.takes:
        raise bad_request(f'parameter "{sorted(unknown)[0]}" of {name} is not known to the local chat')
    call = Call(telegram, params, body.uploads)
    if iscoroutinefunction(method.run):
        result = await method.run(call)
    else:
        with telegram.store.transaction():
            result = method.run(call)
            telegram.schema.check(method.returns, result)
    telegram.schema.check(method.returns, result)
    return result


def _missing(name: str) -> ApiError:
    words = {
        "text": "message text is empty",
        "chat_id": "chat_id is empty",
        "message_id": "message_id is not specified",
    }
    return bad_request(words.get(name, f"there is no {name} in the request"))
