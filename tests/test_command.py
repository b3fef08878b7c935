"""The command `gudok` with wrong settings, files and parts: a sentence each, never a traceback, never a password."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot import __main__ as command
from bot.config import Settings
from tests.road.house import EXAMPLE

Gudok = Callable[..., tuple[str, str]]
NOBODY = "127.0.0.1:1"  # no program answers there
CANARY = "canary-5e1f"


@pytest.fixture
def gudok(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Gudok:
    """Run a command with these settings; what it prints, and what it ends with."""
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields:
        monkeypatch.delenv(f"GUDOK_{field.upper()}", raising=False)

    def run(*arguments: str, **settings: str) -> tuple[str, str]:
        with monkeypatch.context() as terminal:
            terminal.setattr("sys.argv", ["gudok", *arguments])
            for name, value in {"page": "127.0.0.1:0", **settings}.items():
                terminal.setenv(f"GUDOK_{name.upper()}", value)
            with pytest.raises(SystemExit) as end:
                command.main()
        return capsys.readouterr().out, str(end.value.code)

    return run


@pytest.fixture
def taken() -> Iterator[str]:
    """An address where another program is."""
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        yield f"127.0.0.1:{other.getsockname()[1]}"


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("bot_token", CANARY, "GUDOK_BOT_TOKEN is what @BotFather gives"),
        ("bot_api", CANARY, "GUDOK_BOT_API is an address like"),
        ("ari_url", f"http://gudok:{CANARY}", "GUDOK_ARI_URL is an address like"),
        (
            "ari_url",
            f"http://gudok:{CANARY}@pbx.invalid:8088",
            "GUDOK_ARI_URL would send its password to pbx.inval",
        ),
        ("database", f"oracle://gudok:{CANARY}@host/x", "GUDOK_DATABASE is the URL of a PostgreSQL or SQLite database"),
        ("database", f"postgresql://gudok:{CANARY}@{NOBODY}/x", "The database cannot be used: [Errno 111]"),
        ("database", "sqlite:////proc/nowhere/gudok.db", "The database cannot be used: unable to open database file"),
        ("redis_url", CANARY, "GUDOK_REDIS_URL is an address like"),
        ("webhook_url", "https://pbx.example.com/telegram", "GUDOK_WEBHOOK_URL needs GUDOK_WEBHOOK_SECRET"),
        (
            "smpp_url",
            f"smpp://{CANARY}",
            "GUDOK_SMPP_URL is an address like smpp://user:password@host:2775?source=Romashka",
        ),
        ("webhook_secret", f"{CANARY} with spaces", "GUDOK_WEBHOOK_SECRET is 1 to 256 of"),
        ("page", "127.0.0.1:99999", "GUDOK_PAGE is an address like 127.0.0.1:8080"),
        ("data", "/proc/nowhere", "No such file or directory: /proc/nowhere"),
    ],
)
def test_a_wrong_setting_is_told_in_one_sentence(gudok: Gudok, setting: str, value: str, sentence: str) -> None:
    printed, said = gudok("run", **{setting: value})
    assert said.startswith(sentence)
    assert "\n" not in said
    assert CANARY not in printed + said


def test_an_address_that_is_taken(gudok: Gudok, taken: str) -> None:
    _, said = gudok("run", page=taken)
    assert said.startswith("Another program is at this address already")


def test_an_empty_setting_is_not_set(gudok: Gudok) -> None:
    printed, said = gudok("check", **dict.fromkeys(set(Settings.model_fields) - {"page", "data"}, ""))
    assert (said, printed.count("✗"), printed.count("✓")) == ("0", 0, 9)


def test_the_check_names_each_part_that_is_missing(gudok: Gudok) -> None:
    wrong = {
        "database": f"postgresql://gudok:{CANARY}@{NOBODY}/x",
        "redis_url": f"redis://:{CANARY}@{NOBODY}/0",
        "bot_token": f"1000001:{CANARY}",
        "bot_api": f"http://{NOBODY}",
        "ari_url": f"http://gudok:{CANARY}@{NOBODY}",
        "smtp_url": f"smtps://gudok:{CANARY}@{NOBODY}",
        "mail_from": "gudok@example.com",
        "smpp_url": f"smpp://gudok:{CANARY}@{NOBODY}",
    }
    printed, said = gudok("check", **wrong)
    missing = [line.split(":")[0] for line in printed.splitlines() if line.startswith("✗")]
    assert (said, missing) == ("1", ["✗ database", "✗ chat state", "✗ Telegram", "✗ e-mail", "✗ SMS", "✗ Asterisk"])
    assert CANARY not in printed


def test_the_check_minds_a_password_in_the_clear(gudok: Gudok) -> None:
    printed, _ = gudok("check", ari_url="http://gudok:secret@pbx.invalid:8088")
    assert "✗ Asterisk, password: goes to pbx.invalid in the clear" in printed


RULES = "notifications:\n  - employee: 101\n  - employee: 103\n  - {employee: 102, ways: [telegram]}\n"


def test_the_check_names_rules_that_reach_nobody(gudok: Gudok, tmp_path: Path) -> None:
    file = tmp_path / "company.yaml"
    file.write_text(EXAMPLE.read_text("utf-8") + RULES, "utf-8")
    gudok("company", "import", str(file))
    printed, said = gudok("check")
    assert said == "1"
    assert (
        "✗ notifications: 2 of 3 reach nobody: "
        "ООО «Ромашка», Петрова Анна: not in Telegram, e-mail is off; "
        "ООО «Ромашка», Сидоров Пётр: not in Telegram, no e-mail address" in printed
    )
    printed, _ = gudok(
        "check", bot_token=f"1000001:{CANARY}", bot_api=f"http://{NOBODY}", ari_url=f"http://g:s@{NOBODY}"
    )
    assert (
        "✗ notifications: 3 of 3 reach nobody: ООО «Ромашка», Иванов Иван: not in Telegram, no mail server" in printed
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"\xff\xfe\x00MZ", "This file is not text in UTF-8."), (b"company: [", "company.yaml, line 1:")],
)
def test_a_company_file_that_is_none(gudok: Gudok, tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "company.yaml"
    file.write_bytes(content)
    assert gudok("company", "import", str(file))[1].startswith(sentence)


def test_a_link_is_there_while_telegram_is_not(gudok: Gudok) -> None:
    gudok("company", "import", str(EXAMPLE))
    printed, said = gudok("invite", bot_token="1000001:secret", bot_api=f"http://{NOBODY}")
    assert said == "0"
    assert "within 24 hours: send «/start " in printed
