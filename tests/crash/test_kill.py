"""`kill -9` before every commit, file operation and outside call: what was promised is done once all the same."""

import pytest

from tests.crash.deaths import Death, of
from tests.crash.nursery import KILLED, SURVIVED
from tests.road.house import ADMIN, PETROVA


@pytest.mark.parametrize(
    ("scenario", "steps"),
    [
        ("message", ("replace voicemail-1.part", "fetch voicemail-1", "listen", "forget voicemail-1", "voice")),
        ("message", ("commit INSERT voicemail, UPDATE call, INSERT outbox", "commit UPDATE outbox 2")),
        ("message", (f"sendVoice to {ADMIN}", f"sendVoice to {PETROVA}", "Telegram: sendVoice")),
        ("song", ("commit INSERT inbox", "getFile", "download", "melody", f"sendVoice to {ADMIN}")),
        ("yes", ("commit INSERT inbox", "unlink *.wav", f"editMessageText to {ADMIN}")),
        ("talk", ("replace talk-1.part", "fetch talk-1", "commit INSERT recording", "forget talk-1")),
        (
            "order",
            ("commit INSERT ordered_call", "ring 102", "ring +*"),
        ),
        ("callback", ("commit INSERT callback_request, INSERT outbox, UPDATE call", "dial the client")),
        ("callback", ("commit INSERT call, UPDATE callback_request, UPDATE call, INSERT outbox", "dial the client #2")),
        (
            "missed",
            ("commit UPDATE call, UPDATE ping, INSERT outbox", f"sendMessage to {PETROVA}", "commit UPDATE ping"),
        ),
        ("missed", (f"deleteMessage to {PETROVA}", "commit UPDATE ping #2", "mail", "replace *.new")),
        ("invite", ("Telegram: getUpdates", "commit INSERT inbox", f"sendMessage to {ADMIN}")),
    ],
)
def test_every_step_was_the_one_not_made(deaths: list[Death], scenario: str, steps: tuple[str, ...]) -> None:
    died = {death.step for death in of(deaths, scenario) if death.ended == KILLED}
    assert set(steps) <= died
    lived = {death.step for death in of(deaths, scenario) if death.ended == SURVIVED}
    assert all(step.startswith("commit UPDATE outbox #") for step in lived - {""}), "as often as the relay looks around"
    assert {death.ended for death in of(deaths, scenario)} == {KILLED, SURVIVED}


def test_every_second_life_came_to_rest(deaths: list[Death]) -> None:
    assert [str(death) for death in deaths if death.again != SURVIVED] == []


def test_a_message_is_delivered_once_or_twice_where_its_send_was_in_the_air(deaths: list[Death]) -> None:
    twice = 0
    for death in of(deaths, "message"):
        for parcel, person, done, failure in death.found["parcels"]:
            voices = death.found["voices"][str(person)]
            assert voices == 1 or (voices == 2 and death.in_the_air(person, parcel)), death
            assert (done, failure) == (1, ""), death
            twice += voices == 2
        assert len(death.found["parcels"]) == 2, death
        assert min(death.found["tones"]) >= 2.0, death
        assert death.found["captions"] == ["Голосовое · +7 900 123-45-67 → +7 992 385-52-59 · сегодня 12:00 · 0:03"], (
            death
        )
    assert twice, "some were in the air"


def test_a_message_is_written_once_and_nothing_of_it_lies_about(deaths: list[Death]) -> None:
    for death in of(deaths, "message"):
        assert death.done("INSERT voicemail") == 1, death
        assert death.found["calls"] == [["ended", "voicemail", 1]], death
        assert death.found["at the PBX"] == [], death
        assert (death.found["strays"], death.found["missing"]) == ([], []), death


def test_a_song_that_was_sent_waits_for_a_yes(deaths: list[Death]) -> None:
    for death in of(deaths, "song"):
        assert death.done("INSERT pending_song") == 1, death
        assert death.found["waiting"] == [["new.mp3"]], death


@pytest.mark.parametrize("scenario", ["song", "yes"])
def test_a_song_is_set_once_and_the_chat_lives(deaths: list[Death], scenario: str) -> None:
    for death in of(deaths, scenario):
        assert death.done("INSERT melody") == 1 or scenario == "song", death
        assert death.found["left"] == [0, 0], death
        assert death.found["melodies"] == [["new.mp3"]], death
        assert death.found["hears"] >= 0.8, death
        assert death.found["screen"] == "ООО «Ромашка»", death
        assert (death.found["strays"], death.found["missing"]) == ([], []), death


def test_a_promised_call_is_made_twice_at_most_and_comes_to_an_end_of_which_somebody_is_told(
    deaths: list[Death],
) -> None:
    for death in of(deaths, "callback"):
        lines = [*death.steps, *death.found["steps"]]
        dials = sum(line.startswith("done dial the client") for line in lines)
        promised = death.done("INSERT callback_request")
        assert dials <= 2, death
        assert [(stage, bool(ending)) for stage, _, ending in death.found["requests"]] == [("closed", True)] * promised
        assert all(attempts >= dials for _, attempts, _ in death.found["requests"]), death
        assert len(death.found["cards"]) >= promised, death
        assert (death.found["calls"], death.found["parcels"]) == ([[0]], [[0]]), death


def test_an_invite_is_taken_once_and_nobody_hears_that_it_was_used(deaths: list[Death]) -> None:
    for death in of(deaths, "invite"):
        assert death.done("INSERT membership") == 1, death
        assert death.found["seats"] == [["admin"]], death
        assert death.found["screen"] == "ООО «Ромашка»", death
        assert sum("вы администратор" in text for text in death.found["said"]) <= 1, death
        assert not any("приглашени" in text.lower() for text in death.found["said"]), death


def test_a_talk_is_kept_once_with_both_voices(deaths: list[Death]) -> None:
    for death in of(deaths, "talk"):
        assert death.done("INSERT recording") == 1, death
        assert death.found["talks"] == ["talk-1"], death
        assert min(death.found["tones"]) >= 1.5, death  # at the most half a second had not been written
        assert death.found["files"] == ["talk-1.wav"], death
        assert death.found["calls"] == [["ended", "answered", 1]], death
        assert death.found["at the PBX"] == [], death


def test_an_ordered_call_dials_the_client_once_at_most_and_comes_to_an_end_of_which_somebody_knows(
    deaths: list[Death],
) -> None:
    for death in of(deaths, "order"):
        dialled = [line for line in (*death.steps, *death.found["steps"]) if line == "begins ring +*"]
        ordered = death.done("INSERT ordered_call")
        assert len(dialled) <= 1, death
        assert len(death.found["orders"]) == len(death.found["calls"]) == ordered, death
        for outcome, done in death.found["orders"]:
            assert done, death
            assert outcome == "answered" or len(death.found["told"]) >= 1, death
            assert (outcome == "not-placed") <= (not dialled), death


def test_a_missed_call_is_told_of_in_the_chat_at_least_once_and_in_one_mail(deaths: list[Death]) -> None:
    twice = 0
    for death in of(deaths, "missed"):
        rang_out = "done commit UPDATE call" in death.steps  # else it was we who let the caller go
        calls, said = (2, "2 звонка, последний в 12:00") if rang_out else (1, "в 12:00")
        assert set(death.found["cards"]) == {said}, death
        assert death.found["pings"] == [[calls, calls, None]], death
        assert len(death.found["mails"]) == calls, death  # of one Message-ID, however often it was sent
        assert death.found["parcels"] == [[0]], death
        sent = f"begins sendMessage to {PETROVA}" in death.steps
        in_the_air = sent and "done commit UPDATE ping" not in death.steps
        assert len(death.found["cards"]) == 1 or (len(death.found["cards"]) == 2 and in_the_air), death
        twice += len(death.found["cards"]) == 2
    assert twice, "some were in the air"
