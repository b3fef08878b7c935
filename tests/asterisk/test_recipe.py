"""`make asterisk` where it has nothing to do, and where it cannot."""

import os
import time
from pathlib import Path

import pytest

from tools import asterisk


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_it_lies_in_the_users_cache_and_not_in_the_checkout(cache: Path) -> None:
    assert asterisk.place().parent == cache / "gudok" / "asterisk"
    assert asterisk.installed() is None


def test_a_second_run_does_nothing(
    cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asterisk, "download", lambda *_: pytest.fail("it is there already"))
    asterisk.place().mkdir(parents=True)
    asterisk.main()
    assert capsys.readouterr().out == f"{asterisk.place()}/wrapped\n"


def test_a_machine_without_apt_gets_one_sentence(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match=r"^No private Asterisk: this needs Debian or Ubuntu\.$"):
        asterisk.main()


def test_an_unknown_processor_gets_one_sentence(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asterisk.platform, "machine", lambda: "riscv64")
    monkeypatch.setattr(asterisk.shutil, "which", lambda tool: f"/usr/bin/{tool}")
    with pytest.raises(SystemExit, match="no recipe for the processor riscv64"):
        asterisk.main()


def test_of_two_versions_of_a_package_the_later_fetched_is_taken(tmp_path: Path) -> None:
    for age, version in ((10, "2"), (5, "10"), (1, "other")):
        name = "other_1_amd64.deb" if version == "other" else f"asterisk_{version}_amd64.deb"
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age, time.time() - age))
    assert asterisk.newest(tmp_path, {"asterisk"}) == [tmp_path / "asterisk_10_amd64.deb"]
