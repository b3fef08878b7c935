"""One of each button, about «Ромашка», in an order in which an administrator can press them all."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.db.models import Department, Did
from bot.domain.melody_slots import EMPLOYEES, HOLD
from bot.keyboards import (
    answers,
    call_card,
    callbacks,
    client_link,
    client_notices,
    clients,
    department_line,
    departments,
    dids,
    figures,
    forwarding,
    handover,
    menus,
    message,
    number,
    number_options,
    options,
    own_hours,
    people,
    pings,
    places,
    regions,
    rules,
    schedule,
    shared,
    sms_packs,
    staff,
    statistics,
    storage,
    tariff,
    tunes,
    webhooks,
)
from bot.keyboards.base import CompanyTap, Tap
from bot.keyboards.history import History
from bot.keyboards.home import Choose, Further, Home
from bot.keyboards.language import Language
from bot.keyboards.melodies import DefaultSlot, GetSlot, HearSlot, Melodies, Phrases, Slot, Tunes
from bot.keyboards.songs import DropSong, PutSong, RenameSong, Song
from bot.keyboards.voicemail import Bin, Found, Listen, Mailbox, Months
from tests.audio import tone, write_wav
from tests.chat.world import ADMIN, World

# fields that name a row
OBJECTS = {"employee", "department", "did", "melody", "menu", "entry", "voicemail", "ping", "request", "rule"} | {
    "contact",
    "call",
    "recording",
    "id",
}


@dataclass(frozen=True)
class Things:
    """Ids of what there is in «Ромашка»."""

    ivanov: int
    petrova: int
    department: int
    did: int
    main_did: int
    melody: int
    menu: int
    entry: int  # of the history
    messages: tuple[int, int]
    ping: int = 1  # a card of Ivanov's
    rule: int = 2
    contact: int = 3
    call: int = 1
    talk: int = 1
    request: int = 1  # a promised call back that nobody has


async def things(world: World) -> Things:
    """A melody, a song that waits, an entry of the history and two messages come with it."""
    account = (await world.people.meet(ADMIN, "Ольга", "ru")).account_id
    song, seat = write_wav(world.data / "tune.wav", tone(660, 2)), world.firm.admin()
    await world.songs.bring(seat, account, EMPLOYEES, song, "tune.wav")
    await world.songs.accept(seat, account)
    (melody,) = await world.employee_melodies.all(seat)
    await world.songs.bring(seat, account, HOLD.key, song, "песня.wav")
    call, talk = await world.keeps_talk()
    messages = (await world.leaves_message(None), await world.leaves_message(None))
    async with world.store.read() as session:
        department = select(Department.id).where(Department.company_id == world.firm.company)
        mine = select(Did.id).where(Did.company_id == world.firm.company)
        dids_ = (mine.where(Did.is_main.is_(False)), mine.where(Did.is_main))
        ids = [(await session.scalars(one)).one() for one in (department, *dids_)]
    menu = await world.menus.add(world.firm.admin(), "Главное меню", account)
    switched = await world.numbers.switch(world.firm.admin(), "caller-id", True, (world.firm.petrova,), account)
    assert switched.history_id, "it was off"
    await world.notifications.add(world.firm.admin(), [world.firm.ivanov], {}, account)
    (rule,) = await world.notifications.all(world.firm.admin())
    await world.webhooks.put(seat, "https://crm.example.com/calls", account)
    contact = await world.clients.add(world.firm.admin(), "+79001234567", "Анна", account)
    return Things(
        world.firm.ivanov,
        world.firm.petrova,
        *ids,
        melody.id,
        menu,
        switched.history_id,
        messages,
        rule=rule.id,
        contact=contact,
        call=call,
        talk=talk,
    )


def every_tap(company: int, of: Things) -> list[Tap]:
    """Of a class more than one where it can do different things."""
    here: dict[str, int] = {"company": company}
    one, many = {"employee": of.petrova}, {"key": "short-number", "page": 0}
    message_ = {"voicemail": of.messages[0]}
    return [
        Home(**here),
        Further(**here),
        Choose(),
        Language(**here, language="ru"),
        Melodies(**here),
        Phrases(**here),
        *(tap(**here, slot="hold") for tap in (Slot, HearSlot, GetSlot, DefaultSlot)),
        Song(**here, place="hold"),
        RenameSong(**here),
        PutSong(**here),
        DropSong(**here, place="hold", another=True),
        Tunes(**here, page=0),
        *(tap(**here, melody=of.melody) for tap in (tunes.Tune, tunes.HearTune, tunes.GetTune)),
        options.Options(**here),
        options.OptionCard(**here, key="recording"),
        options.Switch(**here, key="recording", want=True),
        options.Warn(**here, key="recording", flag="notice"),
        options.Flag(**here, key="recording", flag="notice", want=False),
        options.AskAmount(**here, key="smart-redial", amount="window"),
        options.SetAmount(**here, key="smart-redial", amount="window", value=120),
        regions.Regions(**here),
        regions.AllowRegion(**here, region="BY", want=True),
        shared.Undo(**here, entry=of.entry),
        History(**here, page=0),
        webhooks.Webhooks(**here),
        webhooks.NewSecret(**here),
        webhooks.CheckWebhook(**here),
        webhooks.RemoveWebhook(**here, sure=True),
        tariff.TariffNow(**here),
        tariff.Renew(**here, want=False),
        tariff.Tariffs(**here),
        tariff.OfferTariff(**here, key="medium"),
        tariff.TakeTariff(**here, key="medium"),
        statistics.Calls(**here, page=0, day=20260803),
        *(statistics.NarrowCalls(**here, day=0, key=key, value="1") for key in ("employee", "recorded", "nonsense")),
        statistics.NarrowCalls(**here, day=0, key="result", value="missed"),
        *(statistics.AskCalls(**here, day=0, key=key) for key in ("employee", "result")),
        statistics.CallCard(**here, call=of.call),
        *(kind(**here, recording=of.talk) for kind in (call_card.PlayTalk, call_card.GetTalk)),
        call_card.RingClient(**here, call=of.call),
        statistics.Pictures(**here, day=20260803),
        *(figures.Picture(**here, by=by) for by in ("hour", "day")),
        *(figures.CallsFile(**here, day=20260803, days=days) for days in (7, 0, -1)),
        storage.Forecast(**here),
        storage.Storage(**here),
        storage.DraftPacks(**here, packs=1),
        storage.DraftAuto(**here, want=True),
        storage.BuyStorage(**here, packs=1),
        storage.SaveStorage(**here, sure=False),
        number_options.NumberOptions(**here),
        number_options.Pick(**here, **many),
        number_options.MarkAll(**here, **many, want=True),
        number_options.Mark(**here, **many, employee=of.ivanov, want=False),
        number_options.OfferBulk(**here, key="short-number", want=True),
        number_options.SwitchBulk(**here, key="short-number", want=True),
        people.Staff(**here),
        people.People(**here, page=0),
        people.Employee(**here, **one),
        people.Invite(**here, **one),
        people.NumberSwitch(**here, **one, key="melody"),
        number.SwitchNumber(**here, **one, key="melody", want=True),
        number.PlayMelody(**here, **one, melody=of.melody),
        number.ShowDid(**here, **one, did=of.did),
        people.ToVoicemail(**here, **one),
        people.OwnHours(**here, **one),
        own_hours.OwnWeekday(**here, **one, day="sun"),
        *(own_hours.PutOwnWeekday(**here, **one, day="sun", value=value) for value in ("always", "usual")),
        forwarding.Forward(**here, **one, value="busy"),
        people.EditEmployee(**here, **one),
        staff.Edit(**here, **one, field="name"),
        staff.Put(**here, **one, field="kind", value="added"),
        staff.NewEmployee(**here, step="name"),
        staff.Answer(**here, step="email", value=""),
        staff.Hire(**here),
        departments.Departments(**here, page=0),
        departments.Department(**here, department=of.department),
        departments.Members(**here, department=of.department, page=0),
        departments.Member(**here, department=of.department, employee=of.petrova, page=0, want=False),
        departments.Strategy(**here, department=of.department, value="in-turn"),
        departments.Line(**here, department=of.department),
        department_line.LineSetting(**here, department=of.department, key="wait"),
        department_line.LineOverflow(**here, department=of.department),
        department_line.PutOverflow(**here, department=of.department, value="goodbye", other=0),
        department_line.Announce(**here, department=of.department, want=True),
        department_line.TellPlace(**here, department=of.department, want=True),
        department_line.AnnounceEverywhere(**here),
        departments.EditDepartment(**here, department=of.department, field="name"),
        departments.NewDepartment(**here),
        dids.Dids(**here, page=0),
        dids.Did(**here, did=of.did),
        dids.MainDid(**here, did=of.did),
        dids.NewDid(**here),
        people.HandOver(**here, **one),
        handover.HandOverNow(**here, **one),
        Mailbox(**here, page=0, month=202608),
        Months(**here, year=2026),
        Found(**here, page=0),
        Listen(**here, **message_),
        message.GetMessage(**here, **message_),
        message.CallBack(**message_),
        message.Answer(**message_),
        answers.SpokenAnswer(**here, **message_),
        answers.CallWithAnswer(**here, **message_),
        message.DeleteMessage(**here, **message_),
        Bin(**here, page=0),
        message.Deleted(**here, **message_),
        message.RestoreMessage(**here, **message_),
        message.More(**message_),
        rules.Rules(**here, page=0),
        rules.RuleStep(**here, step="people"),
        rules.RuleSay(**here, step="people", page=0, value=f"+{of.petrova}"),
        rules.RuleSay(**here, step="kinds", page=0, value="-voicemail"),
        rules.RuleInvite(**here, employee=of.petrova),
        rules.SaveRules(**here),
        rules.OpenRule(**here, rule=of.rule),
        rules.PickRules(**here, page=0),
        rules.MarkRule(**here, page=0, rule=of.rule, want=True),
        rules.EditRules(**here),
        rules.RemoveRules(**here, sure=False),
        clients.Clients(**here, page=0),
        clients.AddClient(**here),
        clients.ImportClients(**here),
        clients.ExportClients(**here),
        clients.Client(**here, contact=of.contact),
        clients.ClientVip(**here, contact=of.contact, want=True),
        clients.RenameClient(**here, contact=of.contact),
        clients.RemoveClient(**here, contact=of.contact, sure=True),
        *(dids.Leads(**here, did=of.did, closed=closed, page=0) for closed in (False, True)),
        *(dids.LeadTo(**here, did=did, closed=False, to=f"employee/{of.petrova}") for did in (of.did, of.main_did)),
        *(dids.LeadTo(**here, did=of.did, closed=True, to=to) for to in ("voicemail", "")),
        client_notices.ClientNotices(**here),
        client_notices.Notice(**here, scenario="card-in"),
        client_notices.SwitchNotice(**here, scenario="card-in", way="sms", want=True),
        client_notices.NoticeText(**here, scenario="card-in"),
        client_notices.UsualText(**here, scenario="card-in"),
        client_notices.CardMonths(**here, scenario="card-in"),
        client_notices.PutMonths(**here, scenario="card-in", months=3),
        sms_packs.SmsPacks(**here),
        sms_packs.OfferPack(**here, key="sms-100"),
        sms_packs.BuyPack(**here, key="sms-100"),
        sms_packs.BuyNone(**here),
        client_notices.SentMessages(**here, page=0),
        client_link.ClientLink(**here),
        client_link.ClientOf(firm=2**31 - 1),
        client_link.WantMessages(firm=company, want=False),
        menus.Menus(**here, page=0),
        places.Menu(**here, menu=of.menu),
        menus.NewMenu(**here),
        menus.EditMenu(**here, menu=of.menu, field="repeats"),
        menus.BargeIn(**here, menu=of.menu, want=False),
        menus.Keys(**here, menu=of.menu),
        *(menus.Key(**here, menu=of.menu, key=key, page=0) for key in ("#", "")),
        *(menus.LeadKey(**here, menu=of.menu, key="#", to=to) for to in ("voicemail", "")),
        schedule.WorkingHours(**here),
        schedule.Weekday(**here, day="sun"),
        schedule.PutWeekday(**here, day="sun", value="always"),
        schedule.Holidays(**here),
        schedule.PutHolidays(**here, country="RU"),
        schedule.SpecialDays(**here, page=0),
        schedule.SpecialDay(**here, day="2026-12-31"),
        *(schedule.PutDay(**here, day="2026-12-31", value=value) for value in ("closed", "usual")),
        *(
            kind(**here, what=what, id=id_)
            for what, id_ in removable(of).items()
            for kind in (staff.Remove, staff.RemoveNow)
        ),
        callbacks.Callbacks(**here, page=0),
        callbacks.Callback(**here, request=of.request),
        *(kind(request=of.request) for kind in (callbacks.CallNow, callbacks.CancelCallback)),
        *(kind(ping=of.ping) for kind in (pings.PingCall, pings.PingVip, pings.PingDone)),
        message.Heard(voicemail=of.messages[1]),  # the last: pressed where it never stands, it takes the buttons away
    ]


def removable(of: Things) -> dict[str, int]:
    return {"melody": of.melody, "menu": of.menu, "did": of.did, "department": of.department, "employee": of.ivanov}


def names_a_row(tap: Tap) -> bool:
    return any(getattr(tap, field, 0) for field in OBJECTS)


def all_taps(of: type[Tap] = Tap) -> set[type[Tap]]:
    return {tap for child in of.__subclasses__() for tap in {child, *all_taps(child)}} - {CompanyTap}
