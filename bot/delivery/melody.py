"""Who has changed a sound while the PBX was out of reach is told when callers hear it (M10)."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.cards import MelodyCard
from bot.i18n import Html, Texts
from bot.keyboards.base import bold
from bot.keyboards.melodies import playing
from bot.keyboards.songs import place_name


def melody_plays(t: Texts, of: Mapping[str, object]) -> Html:
    """«✓ Музыка на удержании: arash.mp3. Звучит на АТС с 12:45.»"""
    time = t.clock(datetime.fromisoformat(str(of["at"])), str(of["zone"]))
    plays = playing(t, MelodyCard(str(of["name"]) or None, 0.0))
    title = bold(t(place_name(str(of["slot"]))))
    return t.html("✓ {slot}: {name}. Plays on the PBX since {time}.", slot=title, name=plays, time=time)
