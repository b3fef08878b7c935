"""Sound into a chat, as Telegram's voice message: mono OPUS in OGG, always with its duration."""

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from weakref import WeakValueDictionary

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, FSInputFile, InlineKeyboardMarkup, Message, ReplyKeyboardMarkup

from bot.delivery.needs import Recordings
from bot.domain.cards import VoicemailItem
from bot.i18n import Html, Texts
from bot.keyboards.base import inline
from bot.keyboards.message import under_message
from bot.keyboards.voicemail import caption
from bot.ports import AudioTool, Clock

log = logging.getLogger(__name__)

TIMEOUT = 20  # seconds for one upload; after that it is tried again
UPLOAD = 120  # seconds for a file, which may be large
LONGEST = 1200  # seconds that still sound well in the mebibyte of a voice message
READY = 100  # sounds that wait for the next try; 3 kB a second

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup


@dataclass(frozen=True, slots=True)
class Note:
    """A voice message but for its sound."""

    chat_id: int
    caption: Html
    buttons: Markup | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A sound made fit for Telegram."""

    ogg: bytes
    seconds: float


class Voice:
    """Converts once, uploads once, then sends by Telegram's file_id."""

    def __init__(self, bot: Bot, recordings: Recordings, audio: AudioTool, clock: Clock) -> None:
        self._bot = bot
        self._recordings = recordings
        self._audio = audio
        self._clock = clock
        self._ready: dict[Path, Ready] = {}  # what could not be sent, the latest last
        self._uploads: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def voicemail(self, chat_id: int, t: Texts, voicemail_id: int) -> None:
        """A message that a caller left, with who, whom and when. Several recipients wait for the first upload."""
        lock = self._uploads.setdefault(voicemail_id, asyncio.Lock())
        async with lock:
            file, file_id, item, zone = await self._recordings.file_of(voicemail_id)
            note = Note(chat_id, caption(t, item, zone, self._clock.now()), _buttons(t, item))
            if not (file_id and await self._sent_again(note, file_id, item.seconds)):
                message = await self._converted(note, file)
                if message.voice:
                    await self._keep(voicemail_id, message.voice.file_id)

    async def _keep(self, voicemail_id: int, file_id: str) -> None:
        """It saves an upload and no more: the message has gone out, failing here would send it again."""
        try:
            await self._recordings.keep_file_id(voicemail_id, file_id)
        except Exception:
            log.warning("voicemail %d: its file_id could not be kept", voicemail_id, exc_info=True)

    async def sound(self, chat_id: int, wav: Path, caption: Html) -> int:
        """Any wav of ours; the id of the message."""
        return (await self._converted(Note(chat_id, caption), wav)).message_id

    async def talk(self, chat_id: int, wav: Path, seconds: float, caption: Html) -> None:
        """A recorded talk: a voice message, or mp3 when it is too long for one."""
        if seconds > LONGEST:
            await self.file(chat_id, wav, caption)
        else:
            await self.sound(chat_id, wav, caption)

    async def file(self, chat_id: int, wav: Path, caption: Html) -> None:
        """The same to be kept: mp3, of which Telegram takes seven hours."""
        with TemporaryDirectory(prefix="gudok-") as folder:
            made = await self._audio.mp3(wav, Path(folder) / "talk.mp3")
            await self._bot.send_audio(
                chat_id,
                FSInputFile(made.file, f"{wav.stem}.mp3"),
                caption=caption,
                parse_mode=ParseMode.HTML,
                duration=max(1, round(made.seconds)),
                request_timeout=UPLOAD,
            )

    async def _converted(self, note: Note, wav: Path) -> Message:
        ready = self._ready.pop(wav, None) or await self._convert(wav)
        try:
            return await self._send(note, BufferedInputFile(ready.ogg, "voice.ogg"), ready.seconds)
        except Exception:
            self._ready[wav] = ready  # in a long outage each is tried many times, and ffmpeg would be kept busy
            if len(self._ready) > READY:
                del self._ready[next(iter(self._ready))]
            raise

    async def _convert(self, wav: Path) -> Ready:
        with TemporaryDirectory(prefix="gudok-") as folder:
            made = await self._audio.voice(wav, Path(folder) / "voice.ogg")
            return Ready(made.file.read_bytes(), made.seconds)

    async def _sent_again(self, note: Note, file_id: str, seconds: float) -> bool:
        try:
            await self._send(note, file_id, seconds)
        except TelegramBadRequest as error:  # the token was changed: another bot's file_ids are worth nothing
            log.warning("a voice message is uploaded anew: %s", error.message)
            return False
        return True

    async def _send(self, note: Note, voice: BufferedInputFile | str, seconds: float) -> Message:
        return await self._bot.send_voice(
            note.chat_id,
            voice,
            caption=note.caption,
            parse_mode=ParseMode.HTML,
            duration=max(1, round(seconds)),
            reply_markup=note.buttons,
            request_timeout=TIMEOUT,
        )


def _buttons(t: Texts, item: VoicemailItem) -> Markup:
    return inline(under_message(t, item), "")
