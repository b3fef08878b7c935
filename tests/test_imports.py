"""Who may import whom: the table of architecture.md, read with `ast`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "bot"

MAY_IMPORT: dict[str, set[str]] = {
    "domain": set(),
    "ports": {"domain"},
    "calls": {"domain", "ports"},
    "services": {"domain", "ports", "db"},
    "db": {"domain", "ports"},
    "pbx": {"domain", "ports"},
    "media": {"domain", "ports"},
    "i18n": {"domain"},
    "keyboards": {"domain", "i18n"},
    "handlers": {"services", "keyboards", "domain", "i18n"},
    "delivery": {"db", "keyboards", "i18n", "domain", "ports"},
    "scheduler": {"ports"},
    "local": {"ports"},
    "config": {"domain"},
    "scenery": {"local", "services"},  # a piece of app: what stands on the local page
}

ONLY_IN: dict[str, set[str]] = {
    "aiogram": {"handlers", "keyboards", "delivery", "app"},
    "sqlalchemy": {"db", "services"},
    "alembic": {"db"},
    "apscheduler": {"scheduler"},
    "pydub": {"media"},
    "matplotlib": {"media"},
}

FREE = {"app", "check", "__main__", "__init__"}  # app wires every part, __main__ starts it, check looks at it


def room_of(file: Path) -> str:
    return file.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(file: Path) -> Iterator[str]:
    """Every module that the file names in an import, wherever it stands; `from bot import x` is `bot.x`."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative imports hide the room"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def trespasses(file: Path) -> list[str]:
    room = room_of(file)
    assert room in MAY_IMPORT or room in FREE, f"bot/{room} has no row in the table"
    found = []
    for module in imported(file):
        top, _, rest = module.partition(".")
        inner = rest.partition(".")[0]
        if top == "bot" and room not in FREE and inner not in MAY_IMPORT[room] | {room}:
            found.append(f"{room} imports bot.{inner}")
        if room not in ONLY_IN.get(top, {room}):
            found.append(f"{room} imports {top}")
    return found


def test_rooms_import_only_what_they_may() -> None:
    files = sorted(ROOT.rglob("*.py"))
    assert files
    assert {str(file.relative_to(ROOT)): found for file in files if (found := trespasses(file))} == {}


def test_the_test_sees_a_trespass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_imports.ROOT", tmp_path)
    (tmp_path / "domain").mkdir()
    (tmp_path / "domain" / "x.py").write_text("def f():\n    from bot import db\nimport aiogram.types\n")
    assert trespasses(tmp_path / "domain" / "x.py") == ["domain imports aiogram", "domain imports bot.db"]


def test_a_new_room_needs_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_imports.ROOT", tmp_path)
    (tmp_path / "cellar.py").write_text("")
    with pytest.raises(AssertionError, match="bot/cellar has no row"):
        trespasses(tmp_path / "cellar.py")
