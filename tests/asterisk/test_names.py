"""What may be dialled, what is shown, and which Asterisk is new enough."""

import pytest

from bot.domain.sounds import Sound
from bot.pbx.asterisk.check import new_enough
from bot.pbx.asterisk.names import endpoint, presented, sound_url
from bot.pbx.asterisk.provisioning import written
from bot.ports import FallbackLine


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("101", "PJSIP/101"),
        ("0042", "PJSIP/0042"),
        ("+79001234567", "PJSIP/79001234567@trunk"),
        ("", None),
        ("+", None),
        ("101&102", None),
        ("101@elsewhere", None),
        ("${SHELL(ls)}", None),
        ("+7900123456789012", None),
        ("١٠١", None),
        ("101\n", None),
    ],
)
def test_only_digits_are_ever_dialled(phone: str, dialled: str | None) -> None:
    assert endpoint(phone) == dialled


def test_a_fallback_line_dials_no_more_than_that() -> None:
    line = FallbackLine("+78120000001", ("101", "${SHELL(ls)}", "+79001234567"), 25.0, "ru")
    assert written(line) == "25,ru,PJSIP/101&PJSIP/79001234567@trunk"


@pytest.mark.parametrize("number", ["anonymous", "Anonymous", "restricted", ""])
def test_a_hidden_number_is_empty(number: str) -> None:
    assert presented(number) == ""


def test_a_sounds_address_is_longer_than_its_path_in_asterisks_cache() -> None:
    """asterisk#444: else the sound is lost."""
    cached = "/var/cache/asterisk/media_cache/http/0123456789abcdef0123456789abcdef01234567.wav"
    assert len(sound_url("http://10.0.0.1/media/" + 32 * "s", Sound("beep"))) > len(cached)


@pytest.mark.parametrize(
    ("version", "enough"),
    [
        ("22.10.1+dfsg", True),
        ("22.4.0", True),
        ("22.3.0", False),
        ("21.9.0", True),
        ("20.14.0", True),
        ("20.13.0", False),
        ("18.26.4", False),
        ("GIT-master", False),
    ],
)
def test_which_asterisk_is_new_enough(version: str, enough: bool) -> None:
    assert new_enough(version) is enough
