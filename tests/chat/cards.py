"""Facts for every screen, with a name from outside wherever one stands."""

from datetime import UTC, date, datetime, timedelta
from itertools import cycle

from bot.domain.billing import Charge, Cost
from bot.domain.cards import (
    CompanyCard,
    DeletedMessage,
    FoundMessages,
    MailboxPage,
    MelodyCard,
    MonthsOfYear,
    Seat,
    VoicemailItem,
)
from bot.domain.cards_melodies import MelodiesCard, SlotCard, SongCard, Unheard
from bot.domain.cards_menus import DidCard, MenuCard, OwnHoursCard, Place, ScheduleCard, VoiceMenuLine
from bot.domain.cards_numbers import (
    BulkOffer,
    BulkResult,
    NumberCard,
    NumberLine,
    NumberOption,
    NumbersPage,
    SkippedNumber,
)
from bot.domain.cards_options import (
    AmountLine,
    Choice,
    DepartmentCard,
    DepartmentLine,
    Fact,
    FlagLine,
    HistoryItem,
    HistoryLine,
    HistoryPage,
    NumberOptionLine,
    Offer,
    OptionsCard,
    StatusLine,
)
from bot.domain.cards_storage import StorageCard, StorageOffer
from bot.domain.cards_tariffs import TariffCard, TariffLine, TariffOffer
from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.forwarding import Forwarding
from bot.domain.history import FIELDS, What
from bot.domain.melody_slots import EMPLOYEES, MELODIES, SLOTS
from bot.domain.menus import COMPANY_VOICEMAIL, KEYS, REPEAT, Kind, Target
from bot.domain.options import NEEDS_DID, NEEDS_OWN_NUMBER, NumberKind, Scope
from bot.domain.roles import Role
from bot.domain.schedule import OFF, Schedule
from bot.domain.schedule_lines import WEEKDAYS, hours
from bot.domain.storage import Room
from bot.domain.switching import MenuLine, menu
from bot.domain.tariffs import GIB, change
from bot.i18n import Texts
from bot.keyboards import (
    answers,
    departments,
    dids,
    forwarding,
    further,
    handover,
    history,
    home,
    melodies,
    menus,
    number,
    number_options,
    options,
    own_hours,
    people,
    regions,
    schedule,
    shared,
    songs,
    staff,
    status,
    storage,
    stranger,
    tariff,
    tunes,
    voicemail,
)
from bot.keyboards import message as message_keys
from bot.keyboards.base import Screen, said
from bot.keyboards.home import Home
from tests.chat.call_cards import call_screens
from tests.chat.callback_cards import callback_screens
from tests.chat.hook_cards import hook_screens
from tests.chat.notice_cards import notice_screens
from tests.chat.ping_cards import ping_screens
from tests.chat.rule_cards import rule_screens

NOW = datetime(2026, 8, 3, 9, 41, tzinfo=UTC)  # 12:41 in Moscow
TODAY = date(2026, 8, 3)
LONG_ID = 2**31 - 1
COST = Cost(70000, 2258)
RECORDING = CATALOGUE.option("recording")
PLACES = (*SLOTS, EMPLOYEES)
NUMBER_OPTIONS = CATALOGUE.of(Scope.NUMBER)


def seat(role: Role = Role.ADMIN, name: str = "ООО «Ромашка»") -> Seat:
    return Seat(LONG_ID, name, "Europe/Moscow", role, LONG_ID)


def message(name: str, caller: str = "+79001234567", *, new: bool = True) -> VoicemailItem:
    return VoicemailItem(LONG_ID, caller, name, "+79923855259", NOW, 23.2, new)


def company(name: str) -> CompanyCard:
    return CompanyCard(name, ("+79923855259", name), 3)


def line(name: str) -> NumberLine:
    keys = frozenset(option.key for option in NUMBER_OPTIONS)
    return NumberLine(LONG_ID, name, "+79923855260", "123456", "0042", NumberKind.OWN, keys)


def numbers(name: str, option: str = "") -> NumbersPage:
    wanted = CATALOGUE.option(option) if option else None
    return NumbersPage((line(name),) * 8, 1, 18, tuple(range(142)), name, wanted)


def card(name: str, *, on: bool = True, kind: NumberKind = NumberKind.OWN) -> NumberCard:
    needs = () if on else (NEEDS_OWN_NUMBER,)
    choices = (Choice(LONG_ID, name, True), *(Choice(LONG_ID, name) for _ in range(30)))
    return NumberCard(
        employee_id=LONG_ID,
        name=name,
        number="+79923855260",
        phone="101",
        email=name,
        kind=kind,
        departments=(name,) * 9,
        options=tuple(NumberOption(option, on, COST, needs) for option in NUMBER_OPTIONS),
        short_number="0042",
        shows="+79923855259",
        dids=choices,
        melodies=choices,
        forwarding=Forwarding.BUSY,
        ring_seconds=120,
        own_hours=on,
    )


def storage_screens(t: Texts) -> list[Screen]:
    card = StorageCard(Room(GIB, 9, 5 * GIB, 9), 46 * GIB - 1, True, 15000, Cost(15000, 483), 12345, 41)
    none = StorageCard(Room(GIB, 0, 5 * GIB, 9), 0, False, 15000, Cost(15000, 483), 0, None)
    full = StorageCard(Room(GIB, 0, 5 * GIB, 9), GIB, False, 15000, Cost(15000, 0), 12345, 0)
    fewer = StorageOffer(0, GIB, -135000, 12000, 45 * GIB)
    return [
        storage.storage(t, LONG_ID, none, StorageOffer(0, GIB, 0, 0, 0), False),
        storage.storage(t, LONG_ID, full, StorageOffer(0, GIB, 0, 0, 0), False),
        storage.storage(t, LONG_ID, card, fewer, False),
        storage.storage(t, LONG_ID, none, StorageOffer(9, 46 * GIB, 135000, 0, 0), True),
        storage.sure(t, LONG_ID, fewer),
    ]


def tariff_card() -> TariffCard:
    accrued = tuple((kind, 12345) for kind in Charge)
    lines = tuple(TariffLine(it.key, it.name, it.price, it.key == "basic") for it in CATALOGUE.tariffs)
    return TariffCard(CATALOGUE.tariffs[0], 142, 5, TODAY, True, accrued, 49380, -5000, 1_234_567, lines)


def tariff_offer() -> TariffOffer:
    present, wanted = CATALOGUE.tariffs[:2]
    return TariffOffer(wanted, False, change(present, wanted, 142, 5, 8_240_00), 3871)


def history_page(name: str) -> HistoryPage:
    changed = (
        HistoryLine(What.OPTION, RECORDING.name, False, True),
        HistoryLine(What.TARIFF, "Tariff", "Basic", "Medium"),
        HistoryLine(What.AMOUNT, "Time to call back", "60", "75"),
        HistoryLine(What.EMPLOYEE, FIELDS["strategy"], "all", "in-turn", name, (name,) * 12),
        HistoryLine(What.EMPLOYEE, FIELDS["name"], name, name, name),
    )
    return HistoryPage((HistoryItem(LONG_ID, name, NOW, changed, True, True),) * 6, 1, 3)


def department(name: str) -> DepartmentCard:
    people_ = tuple(Choice(LONG_ID, name, bool(n % 2)) for n in range(142))
    return DepartmentCard(LONG_ID, name, "in-turn", 20, people_, ("+79923855259", name) * 5)


def sounds(name: str) -> MelodiesCard:
    """Each of an own name and waiting for something."""
    off = (
        Unheard("recording", RECORDING.name, RECORDING.flags[0].name),
        Unheard("recording", RECORDING.name),
        Unheard("recording", RECORDING.name, silent=True),
        None,
    )
    cards = tuple(
        SlotCard(slot, MelodyCard(name, 192.0), waits) for slot, waits in zip(SLOTS.values(), cycle(off), strict=False)
    )
    return MelodiesCard(cards[: len(MELODIES)], cards[len(MELODIES) :], 12)


def every_screen(t: Texts, name: str) -> list[Screen]:
    """All that there is, with `name` wherever something from outside stands."""
    calls = (*_first_screens(t, name), *ping_screens(t, name), *callback_screens(t, name))
    calls += (*call_screens(t, name, seat(name=name)),)
    rules = (*rule_screens(t, name, seat(name=name), NOW), *notice_screens(t, name), *hook_screens(t, name))
    return [*calls, *_option_screens(t), *_number_screens(t, name), *_staff_screens(t, name), *rules]


def _first_screens(t: Texts, name: str) -> list[Screen]:
    box = MailboxPage((message(name, name),) * 8, 1, 3, 2, TODAY.replace(day=1), 20, TODAY, TODAY, 3)
    one = message(name, name)
    found = FoundMessages((one,) * 8, 1, 3, 20, name)
    binned = DeletedMessage(one, NOW)
    return [
        status.status(t, LONG_ID, company(name), StatusLine("Basic", TODAY, 4, 74000), TODAY, 2),
        further.further(t, LONG_ID),
        home.companies(t, (seat(name=name),) * 9),
        melodies.melodies(t, LONG_ID, sounds(name)),
        melodies.phrases(t, LONG_ID, sounds(name)),
        *(
            melodies.slot(t, LONG_ID, one, Home(company=LONG_ID))
            for one in (*sounds(name).melodies, *sounds(name).phrases)
        ),
        *(songs.listening(t, LONG_ID, place) for place in PLACES),
        *(
            songs.song(t, LONG_ID, SongCard(place, name, 192.0, rename))
            for place in PLACES
            for rename in ("", "x" * 48)
        ),
        tunes.tunes(t, LONG_ID, (Choice(LONG_ID, name),) * 20, 1),
        tunes.tune(t, LONG_ID, Choice(LONG_ID, name), (name,) * 9),
        *(voicemail.mailbox(t, seat(role, name), box, NOW, 2) for role in Role),
        *(voicemail.found_messages(t, seat(role, name), found, NOW) for role in Role),
        voicemail.months(t, seat(name=name), MonthsOfYear(2026, (10_000,) * 12, True, True)),
        *(message_keys.more(t, seat(role, name), one, NOW) for role in Role),
        message_keys.bin_page(t, seat(name=name), (binned,) * 8, 1, 3, NOW),
        message_keys.deleted(t, seat(name=name), binned, NOW),
        answers.ask(t, LONG_ID, one),
        answers.confirm(t, LONG_ID, one, 61.2).noting(answers.calling(t, one)),
        stranger.stranger(t).noting(said(t, Refused("Now: {name}", name=name))),
        Screen(voicemail.caption(t, message(name, name), "Europe/Moscow", NOW)),
        Screen(people.invitation(t, name, name, "https://t.me/gudok_bot?start=" + "x" * 43)),
    ]


def _option_screens(t: Texts) -> list[Screen]:
    flag = FlagLine("notice", RECORDING.flags[0].name, True, RECORDING.flags[0].warning)
    on, off, wanting = (
        Offer(RECORDING, is_on, COST, missing, (flag,))
        for is_on, missing in ((True, ()), (False, ()), (False, (NEEDS_DID,)))
    )
    smart = CATALOGUE.option("smart-redial")
    redial = Offer(smart, True, COST, (), (), tuple(AmountLine(it, 75) for it in smart.amounts))
    lines = menu(CATALOGUE, Scope.COMPANY, {"recording"})
    home_ = Home(company=LONG_ID)
    changed = shared.switched(t, True, NOW, "Europe/Moscow", COST)
    return [
        options.options(t, LONG_ID, options_card(lines), ()),
        *(options.option(t, LONG_ID, offer, home_) for offer in (on, off, wanting)),
        options.option(t, LONG_ID, redial, home_),
        *(options.amount(t, LONG_ID, "smart-redial", line) for line in redial.amounts),
        regions.regions(t, LONG_ID, {"RU", "BY"}),
        options.warning(t, LONG_ID, on, flag).noting(changed, *shared.undo_button(t, LONG_ID, LONG_ID)),
        tariff.card(t, LONG_ID, "Europe/Moscow", NOW, tariff_card()),
        tariff.tariffs(t, LONG_ID, tariff_card().choices),
        *storage_screens(t),
        tariff.offer(t, LONG_ID, tariff_offer()),
    ]


def options_card(lines: tuple[MenuLine, ...]) -> OptionsCard:
    counted = tuple(NumberOptionLine(it.key, it.name, it.price, 3, 142) for it in NUMBER_OPTIONS)
    return OptionsCard(lines, counted, 74000, 1)


def _number_screens(t: Texts, name: str) -> list[Screen]:
    skipped = (SkippedNumber(LONG_ID, name, NEEDS_OWN_NUMBER.missing), SkippedNumber(1, name, NEEDS_DID.missing)) * 9
    caller_id = CATALOGUE.option("caller-id")
    result = BulkResult(140, 2, skipped, NOW, COST, LONG_ID)
    done = number_options.done(t, result, True, "Europe/Moscow")
    return [
        number_options.number_options(t, LONG_ID, options_card(()).number_lines),
        number_options.pick(t, LONG_ID, numbers(name, "number-recording"), (LONG_ID, 1, 2)).noting(done),
        *(
            number_options.bulk(t, LONG_ID, BulkOffer(caller_id, n, 2, skipped, COST), want)
            for n, want in ((140, True), (21, False), (0, True))
        ),
        number_options.working(t, caller_id.name, 60, 142),
        *(
            number.number_option(t, LONG_ID, one, option)
            for one in (card(name), card(name, on=False))
            for option in one.options
        ),
    ]


def places(name: str) -> tuple[Place, ...]:
    alone = (Place(COMPANY_VOICEMAIL), Place(REPEAT))
    return (*alone, *(Place(Target(kind, LONG_ID), name, "101") for kind in set(Kind) - {Kind.REPEAT}), *alone) * 5


def _leading_screens(t: Texts, name: str) -> list[Screen]:
    spots = places(name)
    card = MenuCard(
        LONG_ID, name, tuple(zip(KEYS, spots, strict=False)), spots[3], 5, 30, True, MelodyCard(name, 3.0), (name,) * 9
    )
    dates = tuple((TODAY + timedelta(days=n), hours("10-13, 14-18") if n % 2 else OFF) for n in range(20))
    open_ = ScheduleCard(Schedule("Europe/Moscow", holidays="RU", dates=dates), True, NOW, TODAY)
    closed = ScheduleCard(Schedule("Europe/Moscow", holidays="XX"), False, NOW + timedelta(days=3), TODAY)
    long_day = hours("09-11, 12-14, 15-17")
    week = OwnHoursCard(LONG_ID, name, (long_day,) * 7, (long_day,) * 6 + (OFF,), frozenset(WEEKDAYS[:6]))
    never = ScheduleCard(Schedule("Europe/Moscow", (OFF,) * 7), False, None, TODAY)
    return [
        menus.menus(t, LONG_ID, (VoiceMenuLine(LONG_ID, name, 12),) * 20, 1),
        menus.menu(t, LONG_ID, card),
        menus.keys(t, LONG_ID, card),
        *(menus.key(t, LONG_ID, card, key, spots, 1, name) for key in ("#", "")),
        *(menus.ask(t, LONG_ID, card, field) for field in menus.ASKED),
        menus.ask_new(t, LONG_ID),
        *(schedule.schedule(t, LONG_ID, it, NOW) for it in (open_, closed, never)),
        schedule.weekday(t, LONG_ID, open_, "mon"),
        schedule.holidays(t, LONG_ID, open_),
        own_hours.own_hours(t, LONG_ID, week),
        *(own_hours.own_weekday(t, LONG_ID, week, day) for day in ("wed", "sun")),
        schedule.special_days(t, LONG_ID, open_, 1),
        *(schedule.special_day(t, LONG_ID, TODAY, it) for it in (hours("10-14"), OFF, None)),
    ]


def _staff_screens(t: Texts, name: str) -> list[Screen]:
    home_, answers = Home(company=LONG_ID), {"name": name, "number": "+79923855259", "phone": "101", "email": name}
    facts = (Fact("Now: {name}", {"name": name}),) * 20
    spots = places(name)
    did = DidCard(LONG_ID, "+79923855259", True, spots[3], spots[1])
    return [
        history.history(t, LONG_ID, "Europe/Moscow", NOW, history_page(name)),
        people.people(t, LONG_ID, numbers(name), {1, LONG_ID}, home_),
        people.card(t, LONG_ID, card(name), True),
        people.card(t, LONG_ID, card(name, on=False, kind=NumberKind.ADDED), False),
        forwarding.forwarding(t, LONG_ID, card(name)),
        handover.hand_over(t, LONG_ID, card(name)),
        staff.staff(t, LONG_ID, ((t("Employees"), 142, home_),)),
        staff.details(t, LONG_ID, card(name)),
        *(staff.edit(t, LONG_ID, card(name), field) for field in staff.FIELDS),
        *(staff.step(t, LONG_ID, tuple(staff.FIELDS), field, answers) for field in staff.FIELDS),
        staff.summary(t, LONG_ID, "kind", answers | {"kind": "added"}, COST),
        shared.removal(t, name, facts, home_, home_),
        departments.departments(t, LONG_ID, (DepartmentLine(LONG_ID, name, 3),) * 20, 1),
        departments.department(t, LONG_ID, department(name)),
        departments.members(t, LONG_ID, department(name), department(name).people, 2, name),
        *(departments.ask(t, LONG_ID, department(name), field) for field in departments.ASKED),
        departments.ask_new(t, LONG_ID),
        dids.dids(t, LONG_ID, (did,) * 20, 1),
        dids.did(t, LONG_ID, did),
        dids.ask_new(t, LONG_ID),
        *(dids.leads(t, LONG_ID, did, closed, spots, 1, name) for closed in (False, True)),
        dids.leads_new(t, LONG_ID, "+79923855259", spots, 0, name, COST),
        *_leading_screens(t, name),
    ]
