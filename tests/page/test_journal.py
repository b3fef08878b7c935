"""The call log on the page speaks Russian, too."""

import ast
import logging
import re
from pathlib import Path

from bot.calls.journal import JOURNAL, note
from bot.domain.sounds import in_words, phrase, recording_notice
from bot.local.call_log import PLACE, CallLog
from bot.ports import NoAnswer, Outcome, RecordEnd

ROOT = Path(__file__).parents[2]
SCRIPT = (ROOT / "bot/local/page/js/journal.js").read_text("utf-8")


def table(name: str) -> dict[str, str]:
    """An object literal of the script."""
    body = re.search(rf"const {name} = \{{(.*?)\n\}};", SCRIPT, re.S)
    assert body
    pairs = re.findall(r'^  "?(.*?)"?: "(.*)",$', body[1], re.M)
    return dict(pairs)


def templates() -> set[str]:
    """What `bot/calls` writes into the journal."""
    calls = (
        node for file in (ROOT / "bot/calls").glob("*.py") for node in ast.walk(ast.parse(file.read_text("utf-8")))
    )
    notes = (node for node in calls if isinstance(node, ast.Call) and ast.unparse(node.func) == "note")
    return {str(node.args[2].value) for node in notes if isinstance(node.args[2], ast.Constant)}


def test_every_line_of_the_journal_is_in_russian_and_none_is_left_over() -> None:
    assert set(table("LINES")) == templates()


def test_a_russian_line_has_the_places_of_its_template() -> None:
    assert {line: PLACE.findall(line) for line in table("LINES")} == {
        line: PLACE.findall(russian) for line, russian in table("LINES").items()
    }


def test_every_word_that_a_line_is_filled_with_is_in_russian() -> None:
    words = {word.value for words in (Outcome, NoAnswer, RecordEnd) for word in words}
    heard = {in_words(sound) for sound in (recording_notice(1), phrase(1, "goodbye"))}
    assert words | heard <= set(table("WORDS"))


def test_an_event_carries_its_template_and_its_words() -> None:
    log, journal = CallLog(), logging.getLogger(JOURNAL)
    level = journal.level
    journal.addHandler(log)
    journal.setLevel(logging.INFO)
    note(7, "ringing", "ringing %s for %g s", "101, 102", 15.0)
    journal.removeHandler(log)
    journal.setLevel(level)
    [event] = log._last
    assert (event["call"], event["text"]) == (7, "ringing 101, 102 for 15 s")
    assert (event["template"], event["args"]) == ("ringing %s for %g s", ["101, 102", "15"])
