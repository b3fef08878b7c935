"""What was changed can be told and taken back."""

import json

import pytest

from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.history import Change, Value, What, from_json, name, to_json, undo

RECORDING = Change(What.OPTION, before=False, after=True, key="recording")
SHORT = Change(What.SHORT_NUMBER, before=None, after="0042", employee_id=5)
NOTICE = Change(What.FLAG, before=True, after=False, key="recording.notice")


def present(*values: Value) -> dict[Change, Value]:
    return dict(zip((RECORDING, SHORT), values, strict=True))


def test_taking_back_restores_what_was_there_the_last_change_first() -> None:
    back = undo((RECORDING, SHORT), present(True, "0042").__getitem__)
    assert back == (
        Change(What.SHORT_NUMBER, before="0042", after=None, employee_id=5),
        Change(What.OPTION, before=True, after=False, key="recording"),
    )


def test_what_somebody_has_changed_since_stays_as_they_left_it() -> None:
    assert undo((RECORDING, SHORT), present(True, "0043").__getitem__) == (RECORDING.inverse,)


def test_nothing_left_to_take_back_is_refused() -> None:
    with pytest.raises(Refused, match="changed since"):
        undo((RECORDING, SHORT), present(False, None).__getitem__)


def test_taking_back_can_be_taken_back() -> None:
    assert RECORDING.inverse.inverse == RECORDING


def test_entries_survive_the_database() -> None:
    changes = (RECORDING, SHORT, NOTICE)
    read = from_json(json.loads(json.dumps(to_json(changes))))
    assert read == changes
    assert [type(change.what) for change in read] == [What] * 3


@pytest.mark.parametrize("what", sorted(set(What) - {What.OPTION, What.FLAG, What.AMOUNT, What.REGION, What.SOUND}))
def test_every_kind_of_setting_has_a_name(what: What) -> None:
    assert name(CATALOGUE, Change(what, before=None, after=None))


def test_a_number_of_an_option_and_a_country_are_named_by_their_key() -> None:
    assert name(CATALOGUE, Change(What.AMOUNT, "60", "90", "smart-redial.window")) == "Time to call back"
    assert name(CATALOGUE, Change(What.REGION, False, True, "BY")) == "Calls to Belarus"


def test_options_and_flags_are_named_by_the_catalogue() -> None:
    assert name(CATALOGUE, RECORDING) == "Call recording"
    assert name(CATALOGUE, NOTICE) == "Play the notice to callers"


def test_sounds_are_named_by_their_slots() -> None:
    named = [name(CATALOGUE, Change(What.SOUND, None, "a.mp3", key=key)) for key in ("hold", "menu/7", "of-old")]
    assert named == ["Hold music", "Greeting of the voice menu", "of-old"]
