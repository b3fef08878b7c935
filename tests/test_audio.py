import pytest

from tests.audio import dominant, has_tone, heard_in_order, mixed, seconds_of, share, silence, tone, tone_seconds


@pytest.mark.parametrize("hz", [300, 440, 880, 1000, 2500])
def test_a_tone_is_found_where_it_is(hz: int) -> None:
    pcm = silence(0.5) + tone(hz, 1) + silence(0.5)
    assert dominant(pcm) == pytest.approx(hz, abs=5)
    assert has_tone(pcm, hz)
    assert tone_seconds(pcm, hz) == pytest.approx(1.0)


@pytest.mark.parametrize("other", [300, 440, 700, 880, 1500])
def test_a_tone_is_not_found_where_it_is_not(other: int) -> None:
    assert not has_tone(tone(1000, 1), other)
    assert not has_tone(silence(1), other)


def test_two_voices_at_once_are_both_found() -> None:
    both = mixed(tone(440, 1, 0.3), tone(1000, 1, 0.3))
    assert has_tone(both, 440, 0.9)
    assert has_tone(both, 1000, 0.9)
    assert share(both, 440) == pytest.approx(0.5, abs=0.05)


def test_the_order_of_tones_is_told() -> None:
    pcm = tone(880, 0.5) + silence(0.2) + tone(440, 0.5) + tone(880, 0.3)
    assert heard_in_order(pcm, 440, 880, 1500) == [880, 440, 880]


def test_length_is_in_seconds() -> None:
    assert seconds_of(tone(440, 1.25)) == 1.25
