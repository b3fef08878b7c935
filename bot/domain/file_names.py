"""The rule of file names (M6), and a name that fits it."""

import re
import unicodedata

FITS = re.compile(r"[A-Za-z0-9._-]+")
LONGEST = 40  # characters of a name that we make
NAMELESS = "melody"

SPELT = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya"  # each as it is read
LATIN = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", re.split(" ", SPELT), strict=True))


def fits(name: str) -> bool:
    """No Cyrillic, no spaces, no special characters."""
    return bool(FITS.fullmatch(name))


def latin(name: str) -> str:
    """«Араш на удержании.mp3» → "arash_na_uderzhanii.mp3"."""
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = ending, ""
    ending = re.sub(r"[^a-z0-9]", "", _spelt(ending))[:8]
    stem = re.sub(r"[^a-z0-9-]+", "_", _spelt(stem)).strip("_-")[: LONGEST - len(ending)] or NAMELESS
    return f"{stem}.{ending}" if ending else stem


def _spelt(text: str) -> str:
    """In Latin letters as far as we know how; accents are left out."""
    spelt = "".join(LATIN.get(letter, letter) for letter in unicodedata.normalize("NFC", text.lower()))
    return unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
