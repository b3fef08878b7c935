"""`inspect` on a real Asterisk: right, and wrong in each way that a person meets."""

import pytest

from bot.pbx.asterisk.check import Finding, inspect
from tests.asterisk.house import House

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]


async def wrong(home: House, *, url: str = "", media_url: str = "") -> list[str]:
    found = await inspect(url or home.asterisk.url, media_url or home.media_url)
    return [one.name for one in found if not one.ok]


async def lacks(home: House, file: str, line: str) -> list[str]:
    """What is found wrong when a line of the kit is missing."""
    conf = home.asterisk.folder / "etc" / file
    text = conf.read_text()
    assert line in text
    conf.write_text(text.replace(line, ""))
    await home.asterisk.kill()
    await home.asterisk.start()
    return await wrong(home)


async def test_the_kit_as_it_is_has_nothing_wrong(home: House) -> None:
    found = await inspect(home.asterisk.url, home.media_url)
    assert [one for one in found if not one.ok] == []
    assert Finding("dialplan", True, "whole") in found


async def test_a_running_bot_is_not_disturbed(home: House) -> None:
    pbx = await home.start_bot()
    assert await wrong(home) == []
    assert await pbx.recordings() == []
    assert home.callers.empty()
    await pbx.stop()


async def test_a_wrong_password(home: House) -> None:
    assert await wrong(home, url=home.asterisk.url.replace("private", "wrong")) == ["ARI"]


async def test_a_wrong_address(home: House) -> None:
    assert await wrong(home, url="http://gudok:private@127.0.0.1:1") == ["ARI"]


async def test_sounds_that_asterisk_cannot_reach(home: House) -> None:
    assert await wrong(home, media_url="http://127.0.0.1:1/media/secret") == ["sounds"]


async def test_a_module_that_is_not_loaded(home: House) -> None:
    assert await lacks(home, "modules.conf", "load = app_record.so") == ["modules"]


async def test_hold_music_that_comes_from_elsewhere(home: House) -> None:
    assert await lacks(home, "extconfig.conf", "#include local/extconfig.conf") == ["hold music"]


async def test_a_dialplan_without_the_kit(home: House) -> None:
    assert await lacks(home, "extensions.conf", "[gudok-provision]") == ["dialplan"]


async def test_a_dialplan_that_does_not_take_calls_from_outside(home: House) -> None:
    assert await lacks(home, "extensions.conf", "[inbound]") == ["dialplan"]


async def test_a_missing_outside_line(home: House) -> None:
    assert await lacks(home, "local/pjsip.conf", "[trunk](gudok-trunk)") == ["outside line"]


async def test_a_missing_folder_of_recordings(home: House) -> None:
    home.asterisk.recordings.parent.rmdir()
    assert await wrong(home) == ["recordings"]
