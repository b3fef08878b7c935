"""The one table of what buttons do, and for whom. A tap class that is not here fails a test."""

from bot.domain.cards import Seat, Visitor
from bot.domain.errors import N_, Refused
from bot.domain.roles import Role
from bot.handlers import (
    answers,
    call_card,
    callbacks,
    client_files,
    client_link,
    client_notices,
    clients,
    department_line,
    departments,
    dids,
    figures,
    forwarding,
    handover,
    history,
    home,
    melodies,
    menus,
    message,
    number,
    number_options,
    options,
    own_hours,
    people,
    pings,
    regions,
    removals,
    rule_wizard,
    rules,
    schedule,
    sms_packs,
    songs,
    staff,
    statistics,
    storage_form,
    tariff,
    tunes,
    voicemail,
    webhooks,
)
from bot.handlers.table import ALL, ANYBODY, Route
from bot.keyboards import answers as answer_keys
from bot.keyboards import call_card as talk_keys
from bot.keyboards import callbacks as callback_keys
from bot.keyboards import client_link as link_keys
from bot.keyboards import client_notices as notice_keys
from bot.keyboards import clients as client_keys
from bot.keyboards import department_line as line_keys
from bot.keyboards import departments as department_keys
from bot.keyboards import dids as did_keys
from bot.keyboards import figures as figure_keys
from bot.keyboards import forwarding as forwarding_keys
from bot.keyboards import handover as handover_keys
from bot.keyboards import history as history_keys
from bot.keyboards import home as home_keys
from bot.keyboards import language as language_keys
from bot.keyboards import melodies as melody_keys
from bot.keyboards import menus as menu_keys
from bot.keyboards import message as message_keys
from bot.keyboards import number as number_keys
from bot.keyboards import number_options as many_keys
from bot.keyboards import options as option_keys
from bot.keyboards import own_hours as own_hours_keys
from bot.keyboards import people as people_keys
from bot.keyboards import pings as ping_keys
from bot.keyboards import places, shared
from bot.keyboards import regions as region_keys
from bot.keyboards import rules as rule_keys
from bot.keyboards import schedule as schedule_keys
from bot.keyboards import sms_packs as sms_keys
from bot.keyboards import songs as song_keys
from bot.keyboards import staff as staff_keys
from bot.keyboards import statistics as call_keys
from bot.keyboards import storage as storage_keys
from bot.keyboards import tariff as tariff_keys
from bot.keyboards import tunes as tune_keys
from bot.keyboards import voicemail as voicemail_keys
from bot.keyboards import webhooks as webhook_keys
from bot.keyboards.base import CompanyTap, Tap

ROUTES = (
    Route(home_keys.Home, home.show_home, ALL),
    Route(home_keys.Further, home.show_further),
    Route(home_keys.Choose, home.choose, ALL),
    Route(language_keys.Language, home.language, ALL),
    Route(melody_keys.Melodies, melodies.show_melodies),
    Route(melody_keys.Phrases, melodies.show_phrases),
    Route(melody_keys.Slot, melodies.show_slot, sent=songs.for_slot),
    Route(melody_keys.HearSlot, melodies.hear),
    Route(melody_keys.GetSlot, melodies.get),
    Route(melody_keys.DefaultSlot, melodies.put_default),
    Route(song_keys.Song, songs.show_song, sent=songs.instead),
    Route(song_keys.PutSong, songs.put),
    Route(song_keys.RenameSong, songs.rename),
    Route(song_keys.DropSong, songs.drop),
    Route(melody_keys.Tunes, tunes.show_tunes, sent=songs.for_employees),
    Route(tune_keys.Tune, tunes.show_tune),
    Route(tune_keys.HearTune, tunes.hear),
    Route(tune_keys.GetTune, tunes.get),
    Route(option_keys.Options, options.show_options),
    Route(option_keys.OptionCard, options.show_option),
    Route(option_keys.Switch, options.switch),
    Route(option_keys.Warn, options.warn),
    Route(option_keys.Flag, options.flag),
    Route(option_keys.AskAmount, options.show_amount, typed=options.type_amount, asks=True),
    Route(option_keys.SetAmount, options.set_amount),
    Route(region_keys.Regions, regions.show),
    Route(region_keys.AllowRegion, regions.allow),
    Route(shared.Undo, options.undo),
    Route(history_keys.History, history.show_history),
    Route(call_keys.Calls, statistics.show_calls, typed=statistics.search),
    Route(call_keys.NarrowCalls, statistics.narrow),
    Route(call_keys.AskCalls, statistics.ask),
    Route(call_keys.CallCard, call_card.show_call),
    Route(talk_keys.PlayTalk, call_card.play),
    Route(talk_keys.GetTalk, call_card.get),
    Route(talk_keys.RingClient, call_card.ring),
    Route(webhook_keys.Webhooks, webhooks.show_webhooks, typed=webhooks.put),
    Route(webhook_keys.NewSecret, webhooks.new_secret),
    Route(webhook_keys.CheckWebhook, webhooks.check),
    Route(webhook_keys.RemoveWebhook, webhooks.remove),
    Route(call_keys.Pictures, figures.show_pictures),
    Route(figure_keys.Picture, figures.picture),
    Route(figure_keys.CallsFile, figures.file),
    Route(storage_keys.Forecast, figures.forecast),
    Route(storage_keys.Storage, storage_form.show_storage),
    Route(storage_keys.DraftPacks, storage_form.draft_packs),
    Route(storage_keys.DraftAuto, storage_form.draft_auto),
    Route(storage_keys.BuyStorage, storage_form.buy),
    Route(storage_keys.SaveStorage, storage_form.save),
    Route(tariff_keys.TariffNow, tariff.show_tariff),
    Route(tariff_keys.Renew, tariff.renew),
    Route(tariff_keys.Tariffs, tariff.show_tariffs),
    Route(tariff_keys.OfferTariff, tariff.offer),
    Route(tariff_keys.TakeTariff, tariff.take),
    Route(many_keys.NumberOptions, number_options.show_number_options),
    Route(many_keys.Pick, number_options.pick, typed=number_options.search),
    Route(many_keys.Mark, number_options.mark),
    Route(many_keys.MarkAll, number_options.mark_all),
    Route(many_keys.OfferBulk, number_options.offer),
    Route(many_keys.SwitchBulk, number_options.switch),
    Route(people_keys.Staff, staff.show_staff),
    Route(people_keys.People, people.show_people, typed=people.search),
    Route(people_keys.Employee, people.show_employee),
    Route(people_keys.Invite, people.invite),
    Route(people_keys.NumberSwitch, number.show_number_option, typed=number.short_number, asks=True),
    Route(number_keys.SwitchNumber, number.switch),
    Route(number_keys.ShowDid, number.show_did),
    Route(number_keys.PlayMelody, number.play_melody),
    Route(people_keys.ToVoicemail, forwarding.show, typed=forwarding.seconds),
    Route(forwarding_keys.Forward, forwarding.forward),
    Route(people_keys.EditEmployee, staff.show_details),
    Route(people_keys.HandOver, handover.ask),
    Route(handover_keys.HandOverNow, handover.hand_over),
    Route(staff_keys.Edit, staff.ask, typed=staff.change, asks=True),
    Route(staff_keys.Put, staff.put),
    Route(staff_keys.NewEmployee, staff.step, typed=staff.answer, asks=True),
    Route(staff_keys.Answer, staff.pick),
    Route(staff_keys.Hire, staff.hire),
    Route(staff_keys.Remove, removals.ask),
    Route(staff_keys.RemoveNow, removals.remove),
    Route(department_keys.Departments, departments.show_departments),
    Route(department_keys.Department, departments.show_department),
    Route(department_keys.Members, departments.show_members, typed=departments.search),
    Route(department_keys.Member, departments.member),
    Route(department_keys.Strategy, department_line.strategy),
    Route(department_keys.Line, department_line.show_line),
    Route(line_keys.LineSetting, department_line.ask, typed=department_line.change, asks=True),
    Route(line_keys.LineOverflow, department_line.show_overflow),
    Route(line_keys.PutOverflow, department_line.put_overflow),
    Route(line_keys.Announce, department_line.announce),
    Route(line_keys.TellPlace, department_line.tell_place),
    Route(line_keys.AnnounceEverywhere, options.announce_everywhere),
    Route(department_keys.EditDepartment, departments.ask, typed=departments.change, asks=True),
    Route(department_keys.NewDepartment, departments.ask_new, typed=departments.add, asks=True),
    Route(did_keys.Dids, dids.show_dids),
    Route(did_keys.Did, dids.show_did),
    Route(did_keys.MainDid, dids.make_main),
    Route(did_keys.NewDid, dids.ask_new, typed=dids.number, asks=True),
    Route(did_keys.Leads, dids.show_leads, typed=dids.search),
    Route(did_keys.LeadTo, dids.lead),
    Route(voicemail_keys.Mailbox, voicemail.show_mailbox, ALL, typed=voicemail.search),
    Route(voicemail_keys.Months, voicemail.show_months, ALL),
    Route(voicemail_keys.Found, voicemail.show_found, ALL, typed=voicemail.search),
    Route(rule_keys.Rules, rules.show_rules),
    Route(rule_keys.OpenRule, rules.open_rule),
    Route(rule_keys.PickRules, rules.pick),
    Route(rule_keys.MarkRule, rules.mark),
    Route(rule_keys.EditRules, rules.edit),
    Route(rule_keys.RemoveRules, rules.remove),
    Route(rule_keys.RuleStep, rule_wizard.show_step, typed=rule_wizard.typed, asks=True, shared=rule_wizard.shared),
    Route(rule_keys.RuleSay, rule_wizard.say),
    Route(rule_keys.SaveRules, rule_wizard.save),
    Route(rule_keys.RuleInvite, rule_wizard.invite),
    Route(
        client_keys.Clients, clients.show_clients, typed=clients.search, sent=client_files.take, shared=clients.share
    ),
    Route(client_keys.Client, clients.show_client),
    Route(client_keys.ClientVip, clients.vip),
    Route(client_keys.AddClient, clients.ask_new, typed=clients.add, asks=True, shared=clients.share),
    Route(client_keys.RenameClient, clients.ask_name, typed=clients.rename, asks=True),
    Route(client_keys.RemoveClient, clients.remove),
    Route(client_keys.ImportClients, client_files.ask, sent=client_files.take),
    Route(client_keys.ExportClients, client_files.export),
    Route(notice_keys.ClientNotices, client_notices.show_notices),
    Route(notice_keys.Notice, client_notices.show_notice),
    Route(notice_keys.SwitchNotice, client_notices.switch),
    Route(notice_keys.NoticeText, client_notices.ask_text, typed=client_notices.put_text, asks=True),
    Route(notice_keys.UsualText, client_notices.usual_text),
    Route(notice_keys.CardMonths, client_notices.ask_months, typed=client_notices.type_months, asks=True),
    Route(notice_keys.PutMonths, client_notices.put_months),
    Route(sms_keys.SmsPacks, sms_packs.show_packs),
    Route(sms_keys.OfferPack, sms_packs.offer),
    Route(sms_keys.BuyPack, sms_packs.buy),
    Route(sms_keys.BuyNone, sms_packs.buy_none),
    Route(notice_keys.SentMessages, client_notices.show_sent),
    Route(link_keys.ClientLink, client_link.show_link),
    Route(link_keys.ClientOf, client_link.show, ANYBODY, shared=client_link.share),
    Route(link_keys.WantMessages, client_link.want, ANYBODY, on_screen=False),
    Route(menu_keys.Menus, menus.show_menus),
    Route(places.Menu, menus.show_menu),
    Route(menu_keys.NewMenu, menus.ask_new, typed=menus.add, asks=True),
    Route(menu_keys.EditMenu, menus.ask, typed=menus.change, asks=True),
    Route(menu_keys.BargeIn, menus.barge_in),
    Route(menu_keys.Keys, menus.show_keys),
    Route(menu_keys.Key, menus.show_key, typed=menus.search),
    Route(menu_keys.LeadKey, menus.lead),
    Route(people_keys.OwnHours, own_hours.show),
    Route(own_hours_keys.OwnWeekday, own_hours.ask, typed=own_hours.weekday, asks=True),
    Route(own_hours_keys.PutOwnWeekday, own_hours.put),
    Route(schedule_keys.WorkingHours, schedule.show_schedule),
    Route(schedule_keys.Weekday, schedule.ask_weekday, typed=schedule.weekday, asks=True),
    Route(schedule_keys.PutWeekday, schedule.put_weekday),
    Route(schedule_keys.Holidays, schedule.show_holidays),
    Route(schedule_keys.PutHolidays, schedule.put_holidays),
    Route(schedule_keys.SpecialDays, schedule.show_special_days, typed=schedule.add_special_day),
    Route(schedule_keys.SpecialDay, schedule.show_special_day, typed=schedule.special_day, asks=True),
    Route(schedule_keys.PutDay, schedule.put_special_day),
    Route(voicemail_keys.Listen, voicemail.listen, ALL),
    Route(callback_keys.Callbacks, callbacks.show_callbacks, ALL),
    Route(callback_keys.Callback, callbacks.show_callback, ALL),
    Route(callback_keys.CallNow, callbacks.call_now, ALL, on_screen=False),
    Route(callback_keys.CancelCallback, callbacks.cancel, ALL, on_screen=False),
    Route(ping_keys.PingCall, pings.call_back, ALL, on_screen=False),
    Route(ping_keys.PingDone, pings.done, ALL, on_screen=False),
    Route(ping_keys.PingVip, pings.star, ALL, on_screen=False),
    Route(voicemail_keys.Bin, message.show_bin),
    Route(message_keys.Heard, message.heard, ALL, on_screen=False),
    Route(message_keys.CallBack, answers.call_back, ALL, on_screen=False),
    Route(message_keys.Answer, answers.ask, ALL, on_screen=False, sent=answers.spoken),
    Route(message_keys.More, message.show_more, ALL, on_screen=False),
    Route(message_keys.GetMessage, message.get, ALL),
    Route(message_keys.DeleteMessage, message.delete),
    Route(message_keys.Deleted, message.show_deleted),
    Route(message_keys.RestoreMessage, message.put_back),
    Route(answer_keys.SpokenAnswer, answers.confirm, ALL, sent=answers.spoken),
    Route(answer_keys.CallWithAnswer, answers.call, ALL),
)
NOWHERE = Seat(0, "", "UTC", Role.STAFF, None)  # where whoever needs no seat sits
TABLE = {route.tap.__prefix__: route for route in ROUTES}


def read(data: str) -> tuple[Route, Tap] | None:
    """What a button's data asks; None for what is no button of ours (any more)."""
    route = TABLE.get(data.partition(":")[0])
    if route is None:
        return None
    try:
        return route, route.tap.unpack(data)
    except (TypeError, ValueError):
        return None


def seat_for(visitor: Visitor, route: Route, tap: Tap) -> Seat:
    """Where the person may do this; `Refused` when the company is not theirs or their role does not reach."""
    if route.of_anybody:
        return NOWHERE
    seats = [seat for seat in visitor.seats if not isinstance(tap, CompanyTap) or seat.company_id == tap.company]
    if not seats:
        raise Refused(N_("You are not connected to this company any more. Ask its administrator for an invitation."))
    if seats[0].role not in route.roles:
        raise Refused(N_("Only an administrator of the company can do this."))
    return seats[0]
