"""The texts of the prompts."""

from pathlib import Path

import yaml

LANGUAGES = ("ru", "en")


def texts() -> dict[tuple[str, str], str]:
    """(language, name) -> what is said."""
    table = yaml.safe_load((Path(__file__).parent / "texts.yaml").read_text(encoding="utf-8"))
    return {(language, name): said[language] for name, said in table.items() for language in LANGUAGES}
