"""`kill -9` while a client is written and while recordings are swept: each part once, each file with its row."""

from tests.crash.deaths import Death, of
from tests.crash.nursery import KILLED
from tests.crash.text import LEFT, PACK


def test_every_step_was_the_one_not_made(deaths: list[Death]) -> None:
    died = {scenario: {it.step for it in of(deaths, scenario) if it.ended == KILLED} for scenario in ("text", "sweep")}
    assert {"submit 1", "submit 2"} <= died["text"]
    assert {"unlink talk-0.wav", "unlink talk-1.wav"} <= died["sweep"]
    for scenario, write in (
        ("text", "INSERT client_message"),
        ("text", "UPDATE sms_part"),
        ("sweep", "UPDATE recording"),
    ):
        assert any(write in step for step in died[scenario])


def test_a_part_goes_out_once_at_most_and_the_books_are_right(deaths: list[Death]) -> None:
    unknown = 0
    for death in of(deaths, "text"):
        assert len(death.found["messages"]) == 1, death
        lines, parts = [*death.steps, *death.found["steps"]], death.found["parts"]
        for place, state in enumerate(parts, 1):
            sent = lines.count(f"begins submit {place}")
            assert sent <= 1, death
            assert state in ({"delivered", "unknown"} if sent else {"rejected", "unknown"}), death
        charged = sum(state != "rejected" for state in parts)
        assert death.found["stock"] == [[LEFT + PACK - charged, 1]], death
        assert death.found["paid"] == [["sms-500#1", 70000]], death
        unknown += "unknown" in parts
    assert unknown, "some were in the air"


def test_the_sweep_leaves_what_fits_with_one_pack_bought(deaths: list[Death]) -> None:
    kept = ["talk-2.wav", "talk-3.wav", "talk-4.wav"]
    for death in of(deaths, "sweep"):
        assert (death.found["rows"], death.found["files"], death.found["packs"]) == (kept, kept, 1), death
