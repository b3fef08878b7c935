"""What holds for the page's files without a browser."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "bot/local/page"
SCRIPTS = sorted(PAGE.rglob("*.js"))
FILES = sorted(path for path in PAGE.rglob("*") if path.is_file())
OURS = {"http://www.w3.org/2000/svg"}  # a name, never fetched


def texts(language: str) -> dict[str, str]:
    source = (PAGE / "js/texts.js").read_text()
    block = re.search(rf"^  {language}: \{{\n(.*?)^  \}},", source, re.S | re.M)
    assert block is not None
    return dict(re.findall(r'^    (\w+): "(.*)",$', block[1], re.M))


def test_both_languages_have_the_same_texts() -> None:
    assert texts("ru").keys() == texts("en").keys()
    assert len(texts("ru")) > 90


def test_placeholders_are_the_same_in_both_languages() -> None:
    russian, english = (
        {key: re.findall(r"\{\w+\}", text) for key, text in texts(language).items()} for language in ("ru", "en")
    )
    assert russian == english


def test_every_text_is_used() -> None:
    code = "".join(path.read_text() for path in SCRIPTS if path.name != "texts.js")
    made = re.compile("state_|why_|role_|sending_|tab_")  # keys that are put together
    assert [key for key in texts("en") if not made.match(key) and not re.search(rf'["`]{key}["`]|\b{key}:', code)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_nothing_comes_from_outside(file: Path) -> None:
    addresses = re.findall(r"https?://[\w.-]+\.[\w./-]+", file.read_text())
    assert set(addresses) <= OURS


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda path: path.name)
def test_text_cannot_become_markup(file: Path) -> None:
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", file.read_text()
    )


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_files_stay_readable(file: Path) -> None:
    assert len(file.read_text().splitlines()) <= 400


def test_page_has_no_inline_scripts_or_styles() -> None:
    html = (PAGE / "index.html").read_text()
    assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*\ssrc=)", html)
