"""Uploaded files: the bytes on disk, and what is known of each under its file_id."""

import base64
import mimetypes
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.local.errors import bad_request
from bot.local.pictures import size_of
from bot.local.rules import BAD_IMAGE, FILE_EMPTY, WRONG_FILE_ID, WRONG_KIND, Limits
from bot.local.store import Json, Store
from bot.local.voice import AUDIO_TYPES, VOICE_TYPES, sound_type, waveform

HEAD = 65_536
SUFFIXES = {"audio/ogg": ".oga", "audio/mpeg": ".mp3", "audio/mp4": ".m4a"}

# kind → Telegram's word for it, and the fields of its Bot API object beside file_id and file_unique_id
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "voice": ("Voice", ("duration", "mime_type", "file_size")),
    "audio": ("Audio", ("duration", "performer", "title", "file_name", "mime_type", "file_size")),
    "document": ("Document", ("file_name", "mime_type", "file_size")),
    "photo": ("Photo", ("width", "height", "file_size")),
    "video": ("Video", ("width", "height", "duration", "file_name", "mime_type", "file_size")),
    "video_note": ("VideoNote", ("length", "duration", "file_size")),
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that has just come in, not yet part of a message."""

    path: Path
    name: str
    mime_type: str


class Files:
    """The bytes lie in `folder` (a temporary one when None is given), named by number."""

    def __init__(self, folder: Path | None, store: Store, bot_id: int, limits: Limits) -> None:
        self._temporary = None if folder else tempfile.TemporaryDirectory(prefix="gudok-chat-")
        self._folder = folder or Path(self._temporary.name if self._temporary else "")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._store = store
        self._bot_id = bot_id
        self._limits = limits
        for left in self._folder.glob("incoming-*"):
            left.unlink()

    def close(self) -> None:
        if self._temporary:
            self._temporary.cleanup()

    def incoming(self) -> Path:
        """Where to write a file that is coming in."""
        return self._folder / f"incoming-{secrets.token_hex(8)}"

    def fitting_kind(self, wish: str, upload: Upload) -> str:
        """What Telegram makes of the upload: a voice message that is not OGG/OPUS becomes music or a document."""
        with upload.path.open("rb") as file:
            head = file.read(HEAD)
        if not head:
            raise bad_request(FILE_EMPTY)
        if wish == "photo" and (size_of(head) is None or upload.path.stat().st_size > self._limits.photo_bytes):
            raise bad_request(BAD_IMAGE)
        sound = sound_type(head)
        if wish == "voice" and sound not in VOICE_TYPES:
            return "audio" if sound else "document"
        if wish == "audio" and sound not in AUDIO_TYPES:
            return "document"
        return wish

    def keep(self, kind: str, upload: Upload, facts: Json) -> Json:
        """Give the upload a number and a file_id. `facts`: duration, title, performer as the sender says."""
        with upload.path.open("rb") as file:
            head = file.read(HEAD)
        number = self._store.next("file")
        sound = sound_type(head)
        mime_type = sound if sound and kind != "video_note" else upload.mime_type or guessed(upload.name)
        size = upload.path.stat().st_size
        width, height = size_of(head) or (640, 360)
        body: Json = {
            "number": number,
            "kind": kind,
            "file_id": self._file_id(kind, number),
            "file_unique_id": f"AgAD{number:08d}",
            "file_path": f"{kind}/file_{number}{suffix(upload.name, mime_type, kind)}",
            "file_size": size,
            "file_name": upload.name or f"file_{number}",
            "mime_type": mime_type,
            "width": width,
            "height": height,
            "length": 240,
            "duration": 0,
            **facts,
        }
        if kind == "voice" and size <= self._limits.waveform_bytes and (levels := waveform(upload.path, sound)):
            body["waveform"] = levels
        upload.path.replace(self._folder / str(number))
        self._store.put("file", number, body)
        return body

    def find(self, file_id: str, kind: str = "") -> Json:
        """What is known of a file_id of this bot; with `kind`, only of that kind."""
        body = self.lookup(file_id)
        if body is None:
            raise bad_request(WRONG_FILE_ID)
        if kind and body["kind"] != kind:
            raise bad_request(WRONG_KIND.format(actual=KINDS[body["kind"]][0], wanted=KINDS[kind][0]))
        return body

    def lookup(self, file_id: str) -> Json | None:
        number = _number(file_id)
        body = self._store.get("file", number) if number else None
        return body if body and body["file_id"] == file_id else None

    def at_path(self, file_path: str) -> Json | None:
        """The file that getFile said lies at this path."""
        digits = file_path.rpartition("file_")[2].partition(".")[0]
        body = self._store.get("file", int(digits)) if digits.isdecimal() else None
        return body if body and body["file_path"] == file_path else None

    def path(self, body: Json) -> Path:
        return self._folder / str(body["number"])

    def _file_id(self, kind: str, number: int) -> str:
        raw = f"{number}:{self._bot_id}:{kind}:{secrets.token_hex(6)}".encode()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def media_object(body: Json) -> Any:
    """The Bot API object for the file: Voice, Audio …; for a photo the list of its sizes."""
    fields = ("file_id", "file_unique_id", *KINDS[body["kind"]][1])
    made = {name: body[name] for name in fields if name in body}
    return [made] if body["kind"] == "photo" else made


def guessed(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def suffix(name: str, mime_type: str, kind: str) -> str:
    if kind == "voice":
        return SUFFIXES.get(mime_type, "")
    return {"photo": ".jpg", "video_note": ".mp4"}.get(kind) or Path(name).suffix.lower()[:8]


def _number(file_id: str) -> int | None:
    try:
        raw = base64.urlsafe_b64decode(file_id + "=" * (-len(file_id) % 4)).decode()
    except ValueError:
        return None
    digits = raw.partition(":")[0]
    return int(digits) if digits.isdecimal() and len(digits) < 19 else None
