"""How many parts an SMS takes: against an oracle on any text, and on those that are known to go wrong."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sms_toolkit.messages.profiling import profile_message

from bot.domain.sms import GSM7, Alphabet, cut

EMOJI, FAMILY, FLAG = "🙂", "👨‍👩‍👧‍👦", "🇷🇺"

HARD = [  # text, alphabet, parts
    ("", "gsm-7", 1),
    ("a", "gsm-7", 1),
    ("a" * 160, "gsm-7", 1),
    ("a" * 161, "gsm-7", 2),
    ("a" * 306, "gsm-7", 2),
    ("a" * 307, "gsm-7", 3),
    ("€" * 80, "gsm-7", 1),
    ("€" * 81, "gsm-7", 2),
    ("a" * 159 + "€", "gsm-7", 2),
    ("a" * 158 + "€", "gsm-7", 1),
    ("a" * 152 + "€" + "a" * 152, "gsm-7", 3),  # the euro does not fit into what is left of the first part
    ("a" * 151 + "€" + "a" * 153, "gsm-7", 2),
    ("{}[]~\\^|" * 10, "gsm-7", 1),
    ("{}[]~\\^|" * 10 + "a", "gsm-7", 2),
    ("\f" * 80, "gsm-7", 1),
    ("\n" * 160, "gsm-7", 1),
    ("\r\n" * 80, "gsm-7", 1),
    ("ÄÖÑÜ§¿äöñüà" * 14, "gsm-7", 1),
    ("ΔΦΓΛΩΠΨΣΘΞ" * 16, "gsm-7", 1),
    ("\t", "ucs-2", 1),
    ("`" * 70, "ucs-2", 1),
    ("\x1b", "ucs-2", 1),
    ("ç", "ucs-2", 1),
    ("Я" * 70, "ucs-2", 1),
    ("Я" * 71, "ucs-2", 2),
    ("Я" * 134, "ucs-2", 2),
    ("Я" * 135, "ucs-2", 3),
    ("Я" * 201, "ucs-2", 3),
    ("Я" * 202, "ucs-2", 4),
    ("Я" * 210, "ucs-2", 4),
    (EMOJI * 35, "ucs-2", 1),
    (EMOJI * 36, "ucs-2", 2),
    ("Я" * 66 + EMOJI + "Я" * 66, "ucs-2", 3),  # a pair is not torn apart
    (FAMILY * 7 + FLAG, "ucs-2", 2),
    ("a" * 159 + "Я", "ucs-2", 3),
]


@pytest.mark.parametrize(("text", "alphabet", "parts"), HARD)
def test_hard_texts(text: str, alphabet: str, parts: int) -> None:
    sms = cut(text)
    assert (sms.alphabet, len(sms.parts)) == (alphabet, parts)
    assert "".join(sms.parts) == text


@pytest.mark.parametrize("texts", [2_000, pytest.param(100_000, marks=pytest.mark.long)])
def test_any_text_takes_as_many_parts_as_the_oracle_says(texts: int) -> None:
    random = Random(texts)
    kinds = ["abc €{}", "".join(GSM7), "абвё ", "a€я", "яё" + EMOJI + FAMILY + FLAG, "\n\r\f^|~[]\\"]
    for _ in range(texts):
        signs = random.choice(kinds)
        text = "".join(random.choices(signs, k=random.randrange(1, 330)))
        assert len(cut(text).parts) == profile_message(text)["num_segments"], repr(text)


@given(st.text(max_size=400))
def test_parts_are_the_text_and_each_fits(text: str) -> None:
    sms = cut(text)
    room = sms.alphabet.alone if len(sms.parts) == 1 else sms.alphabet.joined
    assert "".join(sms.parts).encode("utf-16-be", "surrogatepass") == text.encode("utf-16-be", "surrogatepass")
    for part in sms.parts:
        octets = sms.alphabet.octets(part)
        assert len(octets) <= room * (1 if sms.alphabet is Alphabet.GSM7 else 2)


def test_half_a_pair_cannot_be_sent() -> None:
    assert cut("a\ud83d").parts == ("a�",)
