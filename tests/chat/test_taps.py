"""Every button × everybody who might press it, and every way a tap can come at a bad moment."""

import asyncio

import pytest
from sqlalchemy import delete, text, update

from bot.db.chat_state import ChatStates
from bot.db.models import Membership
from bot.domain.roles import Role
from bot.handlers.routes import TABLE
from bot.i18n import quoted
from bot.keyboards.answers import CallWithAnswer, SpokenAnswer
from bot.keyboards.base import Button, Screen, Tap, markup
from bot.keyboards.call_card import RingClient
from bot.keyboards.callbacks import Callback, Callbacks, CallNow, CancelCallback
from bot.keyboards.client_link import ClientOf, WantMessages
from bot.keyboards.home import Choose, Home
from bot.keyboards.language import Language
from bot.keyboards.melodies import DefaultSlot
from bot.keyboards.message import Answer, CallBack, GetMessage, Heard, More
from bot.keyboards.number_options import Mark
from bot.keyboards.pings import PingCall, PingDone, PingVip
from bot.keyboards.rules import MarkRule
from bot.keyboards.voicemail import Found, Listen, Mailbox, Months
from tests.audio import tone, write_wav
from tests.chat.every_tap import Things, all_taps, every_tap, names_a_row, things
from tests.chat.someone import Someone, buttons
from tests.chat.world import World

NOT_ADMIN = "Это может только администратор компании."
NOT_YOURS = "Вы больше не подключены к этой компании. Попросите у её администратора приглашение."
GONE = "Этого сообщения в вашей почте больше нет."
NO_CARD = "Это уведомление больше не ваше."
NO_PHONE = (
    "У вас нет телефона, который мог бы зазвонить. "
    "Добавьте себя в разделе «Компания › Сотрудники» и откройте приглашение из своей карточки."
)
NO_VOICE = "Вашего ответа здесь больше нет: запишите его ещё раз."
NO_CALL = "Этого обратного звонка в вашем списке больше нет."
OUTDATED = "Меню устарело, вот новое."
FAULT = "Не получилось: сбой на нашей стороне, мы его записали. Попробуйте ещё раз через минуту."
NO_LINK = "Такой ссылки нет. Попросите у компании новую."
NOT_LINKED = "Вы больше не привязаны к этой компании: откройте её ссылку снова."
FINE = ""

ENGLISH = {
    NO_LINK: "This link is not known. Ask the company for a new one.",
    NOT_LINKED: "You are not linked to this company any more: open its link again.",
    NOT_YOURS: "You are not connected to this company any more. Ask its administrator for an invitation.",
    GONE: "This message is not in your mailbox any more.",
    NO_CARD: "This notice is not yours any more.",
    NO_CALL: "This call back is not in your list any more.",
}


# What anybody is told, a client of no company too.
ANYBODYS: dict[type[Tap], tuple[str, str, str]] = {
    ClientOf: (NO_LINK, NO_LINK, NO_LINK),
    WantMessages: (NOT_LINKED, NOT_LINKED, NOT_LINKED),
}
# What the administrator, an employee and the administrator of another company are told, where it is not this.
USUALLY = (FINE, NOT_ADMIN, NOT_YOURS)
EXPECTED: dict[type[Tap], tuple[str, str, str]] = {
    Home: (FINE, FINE, NOT_YOURS),
    Choose: (FINE, FINE, FINE),
    Language: (FINE, FINE, NOT_YOURS),
    Mailbox: (FINE, FINE, NOT_YOURS),
    Months: (FINE, FINE, NOT_YOURS),
    Found: (FINE, FINE, NOT_YOURS),
    Listen: (FINE, GONE, NOT_YOURS),
    GetMessage: (FINE, GONE, NOT_YOURS),
    Heard: (FINE, GONE, GONE),
    Callbacks: (FINE, FINE, NOT_YOURS),
    Callback: (NO_CALL, NO_CALL, NOT_YOURS),
    **dict.fromkeys((CallNow, CancelCallback), (NO_CALL, NO_CALL, NO_CALL)),
    **dict.fromkeys((PingCall, PingDone, PingVip), (NO_CARD, NO_CARD, NO_CARD)),
    More: (FINE, GONE, GONE),
    CallBack: (NO_PHONE, GONE, GONE),
    RingClient: (NO_PHONE, NOT_ADMIN, NOT_YOURS),
    Answer: (FINE, GONE, GONE),
    SpokenAnswer: (FINE, GONE, NOT_YOURS),
    CallWithAnswer: (NO_VOICE, GONE, NOT_YOURS),
    **ANYBODYS,
}


def test_every_button_is_in_the_table_and_in_this_matrix() -> None:
    listed = {type(tap) for tap in every_tap(1, Things(1, 2, 3, 4, 5, 6, 7, 8, (9, 10)))}
    assert all_taps() == listed == {route.tap for route in TABLE.values()}


@pytest.mark.parametrize(("who", "column"), [("admin", 0), ("staff", 1), ("other", 2)])
async def test_every_button_does_what_the_role_may(joined: World, who: str, column: int) -> None:
    of = await things(joined)
    person: Someone = getattr(joined, who)
    before = await everything(joined)
    for tap in every_tap(joined.firm.company, of):
        answer = await person.taps(tap)
        expected = EXPECTED.get(type(tap), USUALLY)[column]
        assert (answer["text"] or FINE) == (ENGLISH.get(expected, expected) if who == "other" else expected), tap
        assert answer["show_alert"] is bool(answer["text"]), tap
    assert (await everything(joined) == before) is (who != "admin"), "whoever may do nothing has changed nothing"


async def everything(world: World) -> tuple[object, ...]:
    """What only an administrator of «Ромашка» may change."""
    seat = world.firm.admin()
    new = [item.new for item in (await world.voicemails.page(seat, 0)).items]
    return await world.companies.export_yaml("romashka"), await world.histories.page(seat, 0), new


async def test_a_stranger_gets_nowhere(joined: World) -> None:
    of = await things(joined)
    await joined.stranger.writes("/start")
    shown = (await joined.stranger.screen())["message_id"]
    before = await everything(joined)
    for tap in every_tap(joined.firm.company, of):
        _, standing = await ChatStates(joined.store).get(joined.stranger.id)
        answer = await joined.stranger.forces(shown, tap.model_copy(update={"nonce": standing["nonce"]}).pack())
        shown = (await joined.stranger.screen())["message_id"]
        assert answer["text"] == ANYBODYS.get(type(tap), (NOT_YOURS,))[0], tap
    assert "Это консоль АТС." in await joined.stranger.reads()
    assert await everything(joined) == before


async def test_an_administrator_reaches_nothing_of_another_company(joined: World) -> None:
    of = await things(joined)
    await joined.other.presses("🔀 Options")
    before = await everything(joined)
    for tap in every_tap(joined.firm.other_company, of):
        answer = await joined.other.taps(tap)
        if names_a_row(tap) and not isinstance(tap, Mark | MarkRule):  # a mark is only a mark until somebody acts on it
            assert answer["show_alert"], tap
    assert await everything(joined) == before
    (voice,) = await joined.other.voices()
    assert voice["caption"] == "По умолчанию · так это услышат в трубке", (
        "their own hold music, in the language just chosen"
    )


async def test_garbage_is_an_outdated_menu(joined: World) -> None:
    for data in ("x", "hold", "hold:a:b", "hold::99999999999999999999", "🙈", ":", "mail::1:-5", "tap", "home::1:2:3"):
        answer = await joined.admin.forces((await joined.admin.screen())["message_id"], data)
        assert answer["text"] == OUTDATED, data
    assert (await joined.admin.sees())[0] == "🔀 Опции"


async def test_a_double_tap_does_once_and_harms_nobody(joined: World) -> None:
    await joined.admin.sends("audio", write_wav(joined.data / "a.wav", tone(880, 2)).read_bytes(), "a.wav")
    screen = await joined.admin.screen()
    data = next(b["callback_data"] for b in buttons(screen) if b["text"] == "Поставить")
    taps = await asyncio.gather(*(joined.admin.forces(screen["message_id"], data) for _ in range(3)))
    assert sorted((answer["text"] or "") for answer in taps) == ["", OUTDATED, OUTDATED]
    assert "Сейчас: a.wav" in await joined.admin.reads()
    assert len([m for m in await joined.admin.heard() if buttons(m)]) == 1


async def test_a_button_of_an_older_drawing_shows_the_present_one(joined: World) -> None:
    old = await joined.admin.screen()
    await joined.admin.presses("♪ Мелодии")
    data = next(b["callback_data"] for b in buttons(old) if b["text"] == "👥 Компания")
    answer = await joined.admin.forces(old["message_id"], data)
    assert answer["text"] == OUTDATED
    assert (await joined.admin.reads()).startswith("Мелодии")


async def test_a_screen_below_the_known_one_becomes_the_one_where_the_person_looks(joined: World) -> None:
    """The process was killed after it had sent a screen and before it had written down which."""
    seat = joined.firm.admin()
    known = (await joined.admin.screen())["message_id"]
    stray = markup(Screen(quoted("Опции"), ((Button("Назад", Home(company=seat.company_id)),),)), "forgotten")
    await joined.bot.send_message(joined.admin.id, "Опции", reply_markup=stray)
    below = await joined.admin.screen()
    assert (await joined.admin.presses("Назад"))["text"] == OUTDATED
    now = await joined.admin.screen()
    assert (now["message_id"], "Назад" in await joined.admin.sees()) == (below["message_id"], False)
    assert known not in [message["message_id"] for message in await joined.admin.heard()]


async def test_demoted_between_drawing_and_press(joined: World) -> None:
    await joined.admin.presses("♪ Мелодии")
    async with joined.store.write() as session:
        await session.execute(update(Membership).where(Membership.role == Role.ADMIN).values(role=Role.STAFF))
    answer = await joined.admin.presses("Фразы")
    assert answer["text"] == NOT_ADMIN
    assert (await joined.admin.reads()).startswith("Ваши сообщения")


async def test_thrown_out_between_drawing_and_press(joined: World) -> None:
    async with joined.store.write() as session:
        await session.execute(delete(Membership).where(Membership.company_id == joined.firm.company))
    answer = await joined.admin.presses("♪ Мелодии")
    assert answer["text"] == NOT_YOURS
    assert "Это консоль АТС." in await joined.admin.reads()


async def test_a_deleted_screen_comes_anew(joined: World) -> None:
    screen = await joined.admin.screen()
    await joined.bot.delete_message(joined.admin.id, screen["message_id"])
    data = next(b["callback_data"] for b in buttons(screen) if b["text"] == "♪ Мелодии")
    await joined.admin.forces(screen["message_id"], data)
    assert (await joined.admin.reads()).startswith("Мелодии")


async def test_a_fault_of_ours_is_said_in_one_sentence_and_logged(
    joined: World, caplog: pytest.LogCaptureFixture
) -> None:
    joined.pbx.trouble = RuntimeError("the line is cut")
    await joined.admin.sends("audio", write_wav(joined.data / "a.wav", tone(880, 2)).read_bytes(), "a.wav")
    await joined.admin.presses("Поставить")
    assert (await joined.admin.heard())[-1]["text"] == FAULT
    answer = await joined.admin.presses("‹ Оставить прежнюю")
    assert answer["text"] is None, "the chat goes on"
    assert "Сейчас: a.wav" in await joined.admin.reads()
    joined.pbx.trouble = None
    assert "the line is cut" in caplog.text
    assert "update 100" in caplog.text


async def test_a_fault_of_ours_after_the_answer_is_said_in_the_chat(joined: World) -> None:
    joined.pbx.trouble = RuntimeError("the line is cut")
    answer = await joined.admin.taps(DefaultSlot(company=joined.firm.company, slot="hold"))
    assert answer["text"] is None
    assert (await joined.admin.heard())[-1]["text"] == FAULT


async def test_a_fault_of_ours_before_the_answer_is_said_on_the_tap(joined: World) -> None:
    async with joined.store.write() as session:
        await session.execute(text("DROP TABLE melody_slot"))
    assert await joined.admin.presses("♪ Мелодии") == {"text": FAULT, "show_alert": True}


@pytest.mark.parametrize("fault", [{"status": 429, "retry_after": 2}, {"status": 502, "html": True}, {"reset": True}])
@pytest.mark.parametrize("method", ["editMessageText", "answerCallbackQuery"])
async def test_a_short_trouble_of_telegram_is_waited_out(joined: World, method: str, fault: dict[str, object]) -> None:
    await joined.fault(method, **fault)
    await joined.admin.presses("♪ Мелодии")
    await asyncio.sleep(10)
    assert (await joined.admin.reads()).startswith("Мелодии")
