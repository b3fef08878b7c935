"""The e-mail channel: what each kind of parcel becomes, in the recipient's language."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.delivery.needs import MailTroubles, Notices
from bot.domain.notices import CallNotice
from bot.i18n import Texts
from bot.keyboards import mails
from bot.ports import Attachment, AudioTool, Clock, Letter, Parcel, Post, Unwelcome

READY = 50  # sounds kept for the next recipient, or the next try


class MailSender:
    """`Sender` for e-mail."""

    def __init__(
        self,
        post: Post,
        notices: Notices,
        troubles: MailTroubles,
        audio: AudioTool,
        texts: Mapping[str, Texts],
        clock: Clock,
    ) -> None:
        self._post = post
        self._troubles = troubles
        self._notices = notices
        self._audio = audio
        self._texts = texts
        self._clock = clock
        self._ready: dict[Path, bytes] = {}
        self._kinds: dict[str, Callable[[Parcel], Awaitable[Letter | None]]] = {
            "missed": self._missed,
            "voicemail": self._voicemail,
            "digest": self._digest,
        }

    async def send(self, parcel: Parcel) -> None:
        """See `Sender`. What is no more (a removed employee, a deleted message) is not told of."""
        letter = await self._kinds[parcel.kind](parcel)
        if letter is None:
            return
        try:
            await self._post.send(letter, parcel.attempts - 1)
        except Unwelcome as unwelcome:
            await self._troubles.refused(int(str(parcel.payload["employee_id"])), str(unwelcome))
            raise

    async def _missed(self, parcel: Parcel) -> Letter | None:
        notice = await self._call(parcel)
        if notice is None:
            return None
        return _letter(parcel, mails.missed(self._t(notice.reader.language), notice, self._clock.now()))

    async def _voicemail(self, parcel: Parcel) -> Letter | None:
        notice = await self._call(parcel)
        if notice is None or notice.message is None or not notice.message.is_file():
            return None
        sound = Attachment("voicemail.mp3", "audio/mpeg", await self._mp3(notice.message))
        return _letter(parcel, mails.voicemail(self._t(notice.reader.language), notice, self._clock.now()), sound)

    async def _digest(self, parcel: Parcel) -> Letter | None:
        of, due = parcel.payload, datetime.fromisoformat(str(parcel.payload["due"]))
        company, employee = int(str(of["company_id"])), int(str(of["employee_id"]))
        digest = await self._notices.digest(company, employee, str(of["recipient"]), due)
        return _letter(parcel, mails.digest(self._t(digest.reader.language), digest, self._clock.now()))

    async def _call(self, parcel: Parcel) -> CallNotice | None:
        return await self._notices.call(int(str(parcel.payload["call_id"])), int(str(parcel.payload["employee_id"])))

    async def _mp3(self, wav: Path) -> bytes:
        if wav not in self._ready:
            with TemporaryDirectory(prefix="gudok-") as folder:
                made = await self._audio.mp3(wav, Path(folder) / "voicemail.mp3")
                self._ready[wav] = made.file.read_bytes()
            if len(self._ready) > READY:
                del self._ready[next(iter(self._ready))]
        return self._ready[wav]

    def _t(self, language: str) -> Texts:
        return self._texts.get(language) or self._texts["en"]


def _letter(parcel: Parcel, words: mails.Words, *attachments: Attachment) -> Letter:
    """The id is made of the parcel's key, so that it is the same at every try."""
    name = sha256(parcel.key.encode()).hexdigest()[:32]
    return Letter(name, parcel.to, words.subject, words.text, words.html, attachments)
