"""All tests run in virtual time; those marked `real_time` on an ordinary loop."""

import asyncio
import functools
import gc
import ssl
from collections.abc import Callable, Mapping

import hypothesis
import pytest

from tests.compiled import share_compiled_sql
from tests.virtual import VirtualClock, VirtualLoop, count_aiosqlite

FULL_RUN = {  # markers of what `make test` leaves out
    "tests/callbacks/test_callbacks.py::test_a_client_who_does_not_answer_": "long",
    "tests/callbacks/test_callbacks.py::test_after_the_working_hours_": "long",
    "tests/callbacks/test_callbacks.py::test_employees_who_do_not_answer_": "long",
    "tests/callbacks/test_callbacks.py::test_pressing_one_again_": "long",
    "tests/callbacks/test_callbacks.py::test_the_budget_": "long",
    "tests/callbacks/test_callbacks.py::test_those_who_came_first_": "long",
    "tests/callbacks/test_day.py": "long",
    "tests/callbacks/test_on_the_line.py": "long",
    "tests/callbacks/test_restart.py": "long",
    "tests/calls/test_floor.py": "long",
    "tests/calls/test_two_legs.py::test_a_talk_ends_after_": "long",
    "tests/chat/test_channels.py::test_a_channel_takes_its_own_": "long",
    "tests/chat/test_channels.py::test_a_ten_minute_outage_": "long",
    "tests/chat/test_channels.py::test_at_most_once_a": "long",
    "tests/chat/test_channels.py::test_at_most_once_what_surely_": "long",
    "tests/chat/test_clients.py::test_what_is_no_": "long",
    "tests/chat/test_departments.py::test_142_": "long",
    "tests/chat/test_departments.py::test_a_ring_time_is_whole_seconds_": "long",
    "tests/chat/test_digests.py::test_a_day_is_one_message_": "long",
    "tests/chat/test_digests.py::test_a_day_without_": "long",
    "tests/chat/test_digests.py::test_cards_wait_": "long",
    "tests/chat/test_employees.py::test_a_wrong_answer_gets_one_sentence_": "long",
    "tests/chat/test_employees.py::test_two_who_take_": "long",
    "tests/chat/test_history.py::test_pages_turn": "long",
    "tests/chat/test_mailbox.py::test_an_answer_is_spoken_": "long",
    "tests/chat/test_mails.py::test_a_digest_is_one_mail": "long",
    "tests/chat/test_mails.py::test_a_mailbox_that_is_not_there_": "long",
    "tests/chat/test_mails.py::test_in_quiet_hours_": "long",
    "tests/chat/test_menus.py::test_a_number_leads_to_a_menu_and_to_voicemail_": "long",
    "tests/chat/test_notes.py::test_nothing_from_outside_breaks_a_note": "long",
    "tests/chat/test_number_options.py::test_a_melody_is_picked_": "long",
    "tests/chat/test_number_options.py::test_a_search_": "long",
    "tests/chat/test_number_options.py::test_somebody_removed_": "long",
    "tests/chat/test_number_options.py::test_two_administrators_": "long",
    "tests/chat/test_own_hours.py": "long",
    "tests/chat/test_pings.py::test_a_send_whose_answer_got_lost_": "long",
    "tests/chat/test_relay.py::test_a_parcel_that_is_refused_": "long",
    "tests/chat/test_relay.py::test_what_is_sent_is_not_sent_again_": "long",
    "tests/chat/test_rule_wizard.py::test_a_period_": "long",
    "tests/chat/test_rule_wizard.py::test_back_works_": "long",
    "tests/chat/test_rule_wizard.py::test_hours_that_are_none_": "long",
    "tests/chat/test_rule_wizard.py::test_numbers_are_typed_": "long",
    "tests/chat/test_rule_wizard.py::test_several_": "long",
    "tests/chat/test_rule_wizard.py::test_too_many_": "long",
    "tests/chat/test_rule_wizard.py::test_what_was_chosen_": "long",
    "tests/chat/test_screens.py::test_no_name_at_all_": "long",
    "tests/chat/test_screens.py::test_nothing_from_outside_": "long",
    "tests/chat/test_songs.py::test_a_download_that_breaks_off_": "long",
    "tests/chat/test_songs.py::test_a_song_of_six_": "long",
    "tests/chat/test_songs.py::test_a_sound_of_any_shape_": "long",
    "tests/chat/test_songs.py::test_another_song_": "long",
    "tests/chat/test_songs.py::test_every_sound_is_replaced_": "long",
    "tests/chat/test_songs.py::test_who_changed_it_is_told_": "long",
    "tests/chat/test_songs.py::test_with_a_no_": "long",
    "tests/chat/test_statistics.py::test_pictures_come_as_photos": "long",
    "tests/chat/test_taps.py::test_a_stranger_gets_nowhere": "long",
    "tests/chat/test_taps.py::test_an_administrator_reaches_nothing_of_another_company": "long",
    "tests/chat/test_taps.py::test_every_button_does_what_the_role_may[other": "long",
    "tests/chat/test_taps.py::test_every_button_does_what_the_role_may[staff": "long",
    "tests/chat/test_two_companies.py": "long",
    "tests/chat/test_voicemail.py::test_a_send_whose_answer_got_lost_": "long",
    "tests/chat/test_voicemail.py::test_no_trouble_of_telegram_": "long",
    "tests/chat/test_webhooks.py::test_a_fault_is_tried_again_": "long",
    "tests/chat/test_webhooks.py::test_a_refusal_is_for_good_": "long",
    "tests/crash/": "crash",
    "tests/db/test_kill.py": "long",
    "tests/db/test_query_plans.py::test_search_among_ten_thousand_messages_": "long",
    "tests/mail/test_kill.py": "long",
    "tests/media/test_assets.py::test_prompt_is_spoken_": "long",
    "tests/media/test_ffmpeg.py::test_limit_ends_the_run": "long",
    "tests/media/test_melody_quality.py": "long",
    "tests/media/test_strangers_files.py": "long",
    "tests/road/test_answers.py": "long",
    "tests/road/test_calls.py": "long",
    "tests/road/test_client_messages.py": "long",
    "tests/road/test_criteria.py": "long",
    "tests/road/test_faults.py": "long",
    "tests/road/test_full_disk.py": "long",
    "tests/road/test_locked.py": "long",
    "tests/road/test_missed.py": "long",
    "tests/road/test_mixes.py::test_telegram_": "long",
    "tests/road/test_redial.py": "long",
    "tests/road/test_road.py::test_a_message_for_a_department_": "long",
    "tests/road/test_road.py::test_a_song_is_heard_in_the_chat_first_": "long",
    "tests/road/test_road.py::test_a_song_replaced_ten_times_": "long",
    "tests/road/test_road.py::test_an_answered_call_": "long",
    "tests/road/test_road.py::test_the_greeting_": "long",
    "tests/road/test_road.py::test_two_callers_at_once_": "long",
    "tests/road/test_secrets.py": "long",
    "tests/road/test_statistics.py": "long",
    "tests/road/test_toggles.py": "long",
    "tests/road/test_webhooks.py": "long",
    "tests/road/test_wrong.py": "long",
    "tests/services/test_any_shelf.py": "long",
    "tests/services/test_billing.py::test_a_process_killed_in_the_middle_leaves_whole_days[sqlite": "long",
    "tests/services/test_billing.py::test_a_year_of_downtime_is_made_up_for[sqlite": "long",
    "tests/services/test_billing.py::test_months_with_a_change_of_the_clocks_take_exactly_their_price[sqlite": "long",
    "tests/services/test_client_messages.py::test_five_hundred_calls_in_vain_are_one_sms[sqlite": "long",
    "tests/services/test_ordered_calls.py::test_a_burst_of_spoofed_callers_": "long",
    "tests/smpp/test_every_fault.py": "long",
    "tests/smpp/test_link.py::test_a_busy_centre_": "long",
    "tests/smpp/test_link.py::test_a_centre_that_falls_silent": "long",
    "tests/smpp/test_link.py::test_a_long_text_": "long",
    "tests/smpp/test_link.py::test_a_part_that_is_lost_": "long",
    "tests/smpp/test_link.py::test_a_refused_part_": "long",
    "tests/smpp/test_link.py::test_a_wrong_password_": "long",
    "tests/smpp/test_link.py::test_the_link_comes_back_": "long",
    "tests/smpp/test_link.py::test_what_the_line_swallowed_": "long",
    "tests/smpp/test_road.py": "long",
}

count_aiosqlite()
share_compiled_sql()
hypothesis.settings.register_profile("quick", deadline=None, max_examples=40)  # a busy machine is no fault of ours
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("quick")
gc.set_threshold(50_000, 20, 50)
ssl.create_default_context = functools.cache(ssl.create_default_context)  # reads all certificates: 25 ms a bot


def pytest_itemcollected(item: pytest.Item) -> None:
    for path, marker in FULL_RUN.items():
        if item.nodeid.startswith(path):
            item.add_marker(marker)


def pytest_collection_finish() -> None:
    """What is imported now stays: to look through aiogram's models again and again is a quarter of the time."""
    gc.collect()
    gc.freeze()


def pytest_asyncio_loop_factories(item: pytest.Item) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    if item.get_closest_marker("real_time"):
        return {"real": asyncio.new_event_loop}
    return {"virtual": VirtualLoop}


@pytest.fixture
async def clock() -> VirtualClock:
    return VirtualClock(asyncio.get_running_loop())
