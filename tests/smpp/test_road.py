"""The whole app with a real SMS centre: a missed call, the SMS at the centre, its receipt, what the chat says of it."""

import asyncio
from pathlib import Path

import pytest

from bot.app import SystemClock
from bot.domain.sms import cut
from tests.road.house import CLIENT, opened
from tests.road.test_client_messages import TEXT, calls_in_vain, switched_on
from tests.smpp.centre import MIDDLE_LOST, PASSWORD, USER
from tests.smpp.conftest import Centre

pytestmark = pytest.mark.real_time
LOSES_THE_SECOND_PART = f"+7900123456{MIDDLE_LOST}"


async def test_a_missed_call_is_an_sms_at_the_centre_whose_receipt_is_in_the_chat(
    tmp_path: Path, centre: Centre
) -> None:
    url = f"smpp://{USER}:{PASSWORD}@127.0.0.1:{centre.port}?source=Romashka"
    async with opened(tmp_path / "data", SystemClock(), smpp_url=url) as house:
        (token,) = house.app.invites.values()
        await house.admin.writes(f"/start {token}")
        await switched_on(house)
        await asyncio.gather(*(calls_in_vain(house, number) for number in (CLIENT, LOSES_THE_SECOND_PART)))

        got = [await centre.got() for _ in range(4)]
        assert {part["source"] for part in got} == {"Romashka"}
        for number in (CLIENT, LOSES_THE_SECOND_PART):
            octets = [bytes.fromhex(part["text"]) for part in got if part["to"] == number[1:]]
            assert b"".join(part[6:] for part in octets).decode("utf-16-be") == TEXT

        await asyncio.sleep(0.5)
        said = await house.admin.goes("🔀 Опции", "Сообщения клиентам")
        assert "Осталось SMS: 7 из 10" in said, "two parts each, one of which came back"
        told = (await house.admin.goes("Что отправлено")).splitlines()
        states = {line.split(" · ")[1]: told[n + 1] for n, line in enumerate(told) if "SMS" in line}
        assert {number: state.split(" · ")[-1] for number, state in states.items()} == {
            "+7 900 123-45-67": "доставлено",
            "+7 900 123-45-63": "не доставлено",
        }
    assert len(cut(TEXT).parts) == 2
