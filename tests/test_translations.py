"""Every text has its Russian, with the same placeholders, and no text is outside gettext."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Message

from bot.i18n import load
from tools import i18n

BOT = Path(__file__).parent.parent / "bot"
SPOKEN = [BOT / "keyboards", BOT / "handlers", BOT / "delivery"]
CODE = i18n.extracted()
RUSSIAN = i18n.translated()


def ids(messages: Iterator[Message]) -> set[object]:
    return {message.id for message in messages if message.id}


def forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)  # type: ignore[arg-type]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_no_key_is_missing_and_none_is_left_over() -> None:
    assert ids(iter(CODE)) == ids(iter(RUSSIAN)), "run `make i18n`"


def test_the_file_is_as_the_tool_writes_it() -> None:
    assert i18n.updated(i18n.translated(), i18n.extracted()) == i18n.PO.read_bytes(), "run `make i18n`"


def test_every_translation_is_there_and_has_the_same_placeholders() -> None:
    assert [message.id for message in RUSSIAN if message.id and not is_translated(message)] == []


def is_translated(message: Message) -> bool:
    wanted = fields(forms(message.id)[-1])
    return not message.fuzzy and all(form and fields(form) == wanted for form in forms(message.string))


def test_a_counted_thing_has_all_three_russian_forms() -> None:
    t = load()["ru"]
    said = [t.n("Voicemail: {n} new", "Voicemail: {n} new", n) for n in (1, 2, 5, 21)]
    assert [line.split(": ")[1] for line in said] == ["1 новое", "2 новых", "5 новых", "21 новое"]


def literals(tree: ast.AST) -> Iterator[tuple[ast.Constant, list[ast.AST]]]:
    """Every string with what stands around it, outermost first; docstrings are not strings to us."""
    stack: list[tuple[ast.AST, list[ast.AST]]] = [(tree, [])]
    while stack:
        node, around = stack.pop()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, around
        stack += [(child, [*around, node]) for child in ast.iter_child_nodes(node)]


def excused(around: list[ast.AST]) -> bool:
    """Marked for gettext, or written for programmers: logs, broken promises, our own exceptions' reasons."""
    for node in around:
        if isinstance(node, (ast.Raise, ast.Assert)):
            return True
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name.split(".")[0] in ("t", "log", "N_", "Dead", "Later") or re.search(r"(^|\.)t(\.|$)", name):
                return True
    return False


def untranslated(file: Path) -> list[str]:
    found = []
    for node, around in literals(ast.parse(file.read_text("utf-8"))):
        text = str(node.value)
        spoken = re.search(r"[а-яё]", text, re.I) or re.search(r"[A-Za-z]{2,} [a-z]{2,}", text)
        if spoken and text not in NOT_FOR_PEOPLE and not excused(around):
            found.append(f"{file.name}:{node.lineno}: {text!r}")
    return found


NOT_FOR_PEOPLE = {  # Telegram's words, and the log's
    "message is not modified",
    "file is too big",
    "updates from Telegram",
    "introduction to Telegram",
    "cut off by our end",
    '<!doctype html><html lang="{language}"><meta charset="utf-8"><body style="{font}">{body}</body></html>',
    "the line to the SMS centre broke",
    "another program asks for this bot's updates, only one may",
}


def test_no_sentence_is_outside_gettext() -> None:
    files = sorted(file for room in SPOKEN for file in room.glob("*.py"))
    assert files
    assert {file.name: found for file in files if (found := untranslated(file))} == {}


def test_the_test_sees_a_sentence_outside_gettext(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text('"""Doc string here."""\nButton("Press me now")\nt("All is well")\nx = "Привет"\n')
    assert sorted(untranslated(file)) == ["x.py:2: 'Press me now'", "x.py:4: 'Привет'"]
