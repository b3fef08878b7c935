"""The media server, as Asterisk's curl asks it."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs

import aiohttp
import pytest

from bot.domain.sounds import Sound
from bot.pbx.asterisk import media_routes
from bot.pbx.asterisk.names import sound_url
from tests.asterisk.house import media
from tests.audio import FakeSounds, tone, write_wav

SONG = Sound("company/1/hold")


@pytest.fixture
def sounds(tmp_path: Path) -> FakeSounds:
    return FakeSounds({SONG: write_wav(tmp_path / "old.wav", tone(440, 1))})


@pytest.fixture
async def media_url(sounds: FakeSounds) -> AsyncIterator[str]:
    async with media(sounds) as url:
        yield url


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as http:
        yield http


async def test_a_sound_comes_with_an_etag_and_no_age(
    http: aiohttp.ClientSession, media_url: str, sounds: FakeSounds
) -> None:
    async with http.get(sound_url(media_url, SONG)) as reply:
        assert await reply.read() == sounds[SONG].read_bytes()
        assert reply.content_type == "audio/wav"
        assert reply.headers["ETag"]
        assert "Cache-Control" not in reply.headers
        assert "Expires" not in reply.headers


async def test_only_a_replaced_sound_is_fetched_again(
    http: aiohttp.ClientSession, media_url: str, sounds: FakeSounds, tmp_path: Path
) -> None:
    url = sound_url(media_url, SONG)
    async with http.get(url) as reply:
        known = {"If-None-Match": reply.headers["ETag"]}
    async with http.head(url, headers=known) as reply:
        assert reply.status == 304
    sounds[SONG] = write_wav(tmp_path / "new.wav", tone(880, 1))
    async with http.head(url, headers=known) as reply:
        assert reply.status == 200


async def test_unknown_names_and_wrong_secrets_are_not_found(http: aiohttp.ClientSession, media_url: str) -> None:
    for url in (sound_url(media_url, Sound("nobody/knows")), sound_url(f"{media_url}x", SONG)):
        async with http.get(url) as reply:
            assert reply.status == 404


async def test_hold_music_is_a_class_of_the_sounds_name_with_the_sound_in_it(
    http: aiohttp.ClientSession, media_url: str
) -> None:
    async with http.post(f"{media_url}/moh/single", data={"name": SONG}) as reply:
        assert parse_qs(await reply.text()) == {"name": [SONG], "mode": ["playlist"]}
    async with http.post(f"{media_url}/moh-entry/multi", data={"position >": "0", "name": SONG}) as reply:
        [entry] = parse_qs((await reply.text()).strip())["entry"]
    assert entry == sound_url(media_url, SONG)
    async with http.get(entry) as reply:
        assert reply.status == 200


@pytest.mark.parametrize("secret", ["", "password"])
def test_a_secret_that_can_be_guessed_is_refused(sounds: FakeSounds, secret: str) -> None:
    with pytest.raises(ValueError, match="characters"):
        media_routes(sounds, secret)
