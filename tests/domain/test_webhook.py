"""What webhooks say, how they are signed, where they may go."""

import pytest

from bot.domain.errors import Refused
from bot.domain.webhook import address, is_public, pause, signature

INSIDE = ("127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1%eth0")
HIDDEN = ("::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "fd00::1", "224.0.0.1")


@pytest.mark.parametrize("ip", [*INSIDE, *HIDDEN])
def test_our_own_network_is_not_the_internet_however_it_is_written(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_the_internet_is(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("crm.example.com", "looks like"),
        ("ftp://crm.example.com", "looks like"),
        ("https://", "looks like"),
        ("https://crm.example.com:99999/", "looks like"),
        ("https://crm.example.com/" + "x" * 500, "looks like"),
        ("https://user:word@crm.example.com/", "user name"),
        ("https://crm.example.com/#x", "user name"),
        ("http://crm.example.com/", "https"),
        ("https://localhost/", "not on the internet"),
        ("https://10.0.0.1/", "not on the internet"),
        ("https://[::1]/", "not on the internet"),
        ("https://intranet/", "not on the internet"),
    ],
)
def test_what_no_address_is(typed: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        address(typed, private=False)


def test_addresses_that_are_taken() -> None:
    assert address(" https://crm.example.com/calls?key=1 ", private=False) == "https://crm.example.com/calls?key=1"
    assert address("http://127.0.0.1:9000/x", private=True) == "http://127.0.0.1:9000/x"


def test_the_signature_depends_on_key_time_and_body() -> None:
    assert len({signature(key, at, what) for key in "ab" for at in (1, 2) for what in (b"{}", b"[]")}) == 8


def test_pauses_grow_with_the_age() -> None:
    assert [pause(age) for age in (0, 8, 40, 10**6)] == [2.0, 2.0, 10.0, 300.0]
