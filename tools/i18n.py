"""`make i18n`: collect the message ids from the code, carry the translations over. Catalogues are compiled at start."""

from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
PO = ROOT / "locales" / "ru" / "LC_MESSAGES" / "gudok.po"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "t": None,
    "html": None,
    "n": (1, 2),
    "N_": None,
    "Refused": None,
}

HEADER = """# Gudok in Russian.
msgid ""
msgstr ""
"Language: ru\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


def extracted() -> Catalog:
    """What the code says, as an empty catalogue. Without line numbers: they change with every commit."""
    catalogue = Catalog(domain="gudok", locale="ru", project="Gudok", fuzzy=False)
    for file, _, msgid, comments, _ in extract_from_dir(ROOT / "bot", keywords=KEYWORDS, comment_tags=("i18n:",)):
        catalogue.add(msgid, locations=[(f"bot/{file}", 0)], auto_comments=comments)
    return catalogue


def translated() -> Catalog:
    """The Russian catalogue as it is in the repository."""
    with PO.open("rb") as po:
        return read_po(po, locale="ru", domain="gudok")


def updated(old: Catalog, code: Catalog) -> bytes:
    """The file with every message of the code: known ones keep their translation, gone ones go, none is guessed."""
    old.update(code, no_fuzzy_matching=True)
    text = BytesIO()
    write_po(text, old, width=120, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return HEADER.format(plural=old.plural_forms).encode() + text.getvalue()


def main() -> None:
    """Write the file anew and say what waits for a translator."""
    old = translated() if PO.exists() else Catalog(domain="gudok", locale="ru", fuzzy=False)
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(updated(old, extracted()))
    for message in translated():
        if message.id and not (all(message.string) if message.pluralizable else message.string):
            print(f"to be translated: {message.id!r}")


if __name__ == "__main__":
    main()
