"""Free synthesizers that speak our prompts. Nothing is installed here; what is missing is named."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Voice:
    """Speaks UTF-8 text: the command gets the names of the text file and of the wav to write."""

    command: tuple[str, ...]
    needs: tuple[str, ...]  # paths, or programs on the PATH
    packages: str  # Debian's, to tell a person

    def missing(self) -> bool:
        return any(not Path(need).exists() and shutil.which(need) is None for need in self.needs)

    def say(self, text: str, wav: Path) -> None:
        words = wav.with_suffix(".txt")
        words.write_text(text + "\n", encoding="utf-8")
        names = {"text": str(words), "wav": str(wav)}
        subprocess.run([part.format(**names) for part in self.command], check=True, capture_output=True)


VOICES = {
    "ru": Voice(
        ("text2wave", "-eval", "(voice_msu_ru_nsh_clunits)", "{text}", "-o", "{wav}"),
        ("text2wave", "/usr/share/festival/voices/russian/msu_ru_nsh_clunits"),
        "festival festvox-ru",
    ),
    "en": Voice(
        # A little slower and lower than the default: clearer through a telephone.
        ("espeak-ng", "-v", "en-us", "-s", "145", "-p", "42", "-f", "{text}", "-w", "{wav}"),
        ("espeak-ng",),
        "espeak-ng",
    ),
}
