"""What the core asks of the world. Plain data in and out; every part has an embedded and a real implementation.

Telephone numbers are E.164 with "+" where we know them, and whatever the PBX presented where we do not. Times are aware
UTC datetimes, durations are seconds. A `Sound` is a name, not a file: what it stands for is looked up at each play, so
that a replaced song is heard at the next one.
"""

from bot.domain.outcomes import Outcome
from bot.ports.audio import AudioTool, Heard, Made, Sounds
from bot.ports.book import Book, LeftMessage, OpenedCall, Progress, RecordedTalk, UnfinishedCall
from bot.ports.clock import Clock
from bot.ports.mail import Attachment, Letter, Post, Unwelcome
from bot.ports.orders import Orders, PlacedCall
from bot.ports.outgoing import Channel, Dead, Fate, Later, Parcel, Rejected, Sender
from bot.ports.pbx import (
    AskedPbx,
    FallbackLine,
    HangUpCause,
    HungUp,
    Leg,
    NoAnswer,
    NotAnswered,
    OnLeg,
    Pbx,
    PbxUnreachable,
    Recorded,
    RecordEnd,
    Survivor,
)
from bot.ports.phones import Phone, PhoneEvent, PhoneState, Switchboard
from bot.ports.promises import Attempt, Owed, Promises
from bot.ports.sms import OnReceipt, PartOut, PartRejected, Receipt, SmsLink

__all__ = [
    "AskedPbx",
    "Attachment",
    "Attempt",
    "AudioTool",
    "Book",
    "Channel",
    "Clock",
    "Dead",
    "FallbackLine",
    "Fate",
    "HangUpCause",
    "Heard",
    "HungUp",
    "Later",
    "LeftMessage",
    "Leg",
    "Letter",
    "Made",
    "NoAnswer",
    "NotAnswered",
    "OnLeg",
    "OnReceipt",
    "OpenedCall",
    "Orders",
    "Outcome",
    "Owed",
    "Parcel",
    "PartOut",
    "PartRejected",
    "Pbx",
    "PbxUnreachable",
    "Phone",
    "PhoneEvent",
    "PhoneState",
    "PlacedCall",
    "Post",
    "Progress",
    "Promises",
    "Receipt",
    "RecordEnd",
    "Recorded",
    "RecordedTalk",
    "Rejected",
    "Sender",
    "SmsLink",
    "Sounds",
    "Survivor",
    "Switchboard",
    "UnfinishedCall",
    "Unwelcome",
]
