"""File names: the rule, and the way out."""

import pytest

from bot.domain.file_names import LONGEST, fits, latin


@pytest.mark.parametrize("name", ["arash.mp3", "My-song_2.v1.wav", "A"])
def test_name_of_latin_letters_digits_and_a_few_signs_fits(name: str) -> None:
    assert fits(name)


@pytest.mark.parametrize("name", ["Араш.mp3", "my song.mp3", "a(1).mp3", "a/b.mp3", "é.mp3", "", "a\n.mp3", "٣.mp3"])
def test_name_with_anything_else_does_not(name: str) -> None:
    assert not fits(name)


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Араш на удержании.mp3", "arash_na_uderzhanii.mp3"),
        ("Щука (ёж) — 2.MP3", "shchuka_yozh_2.mp3"),
        ("Йод.wav", "yod.wav"),
        ("Beyoncé Déjà.m4a", "beyonce_deja.m4a"),
        ("музыка", "muzyka"),
        ("🙈.mp3", "melody.mp3"),
        ("...", "melody"),
        ("а.б.в.ogg", "a_b_v.ogg"),
    ],
)
def test_better_name_is_spelt_as_it_is_read(name: str, better: str) -> None:
    assert latin(name) == better
    assert fits(latin(name))


def test_long_name_is_cut() -> None:
    assert len(latin("щ" * 300 + ".mp3")) == LONGEST + 1
    assert fits(latin("щ" * 300 + ".mp3"))
