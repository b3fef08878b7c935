"""The cards of missed calls in somebody's chat."""

from tests.chat.someone import Json, Someone, buttons, settled


async def cards(person: Someone) -> list[Json]:
    await settled()
    return [message for message in await person.heard() if "Пропущенный" in message.get("text", "")]


async def card(person: Someone) -> Json:
    (only,) = await cards(person)
    return only


def labels(message: Json) -> list[str]:
    return [button["text"] for button in buttons(message)]
