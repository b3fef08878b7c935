"""The mailbox on the page: every mail that Gudok would send, for want of an SMTP server."""

import asyncio
import json
import time
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.local.errors import PersonError
from bot.local.phones import feed_route
from bot.local.readers import Readers
from bot.ports import Letter

KEPT = 200  # mails
PLAYED = {"audio/mpeg"}  # kinds that the page plays; anything else is only ever downloaded

Mail = dict[str, Any]


class Mailbox:
    """`Post` that keeps. A mail with the id of one that is there takes its place, as in any mailbox."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._now = now
        self._readers: Readers[Mail] = Readers()
        folder.mkdir(parents=True, exist_ok=True)

    async def send(self, letter: Letter, attempts: int = 0) -> None:
        """Keep it, and show it to whoever looks."""
        mail = asdict(letter) | {"at": self._now()}
        for file in mail["attachments"]:
            file["content"] = b64encode(file["content"]).decode()
        await asyncio.to_thread(self._keep, mail)
        self._readers.tell(_shown(mail))

    async def __call__(self) -> AsyncIterator[Mail]:
        """The last mails, the oldest first, then each new one."""
        async for mail in self._readers.follow(*map(_shown, await asyncio.to_thread(self._all))):
            yield mail

    async def attachment(self, request: web.Request) -> web.Response:
        """A file of a mail, by its place."""
        mail = next((it for it in await asyncio.to_thread(self._all) if it["id"] == request.match_info["id"]), None)
        place = int(request.match_info["place"])
        if mail is None or place >= len(mail["attachments"]):
            raise PersonError("This mail is not here any more.", 404)
        file = mail["attachments"][place]
        kind = file["kind"] if file["kind"] in PLAYED else "application/octet-stream"
        how = "inline" if file["kind"] in PLAYED else "attachment"
        headers = {"Content-Type": kind, "Content-Disposition": how, "X-Content-Type-Options": "nosniff"}
        return web.Response(body=b64decode(file["content"]), headers=headers)

    def _keep(self, mail: Mail) -> None:
        new = self._folder / f"{mail['id']}.new"
        new.write_text(json.dumps(mail), "utf-8")
        new.replace(self._folder / f"{mail['id']}.json")
        for old in self._all()[:-KEPT]:
            (self._folder / f"{old['id']}.json").unlink(missing_ok=True)

    def _all(self) -> list[Mail]:
        mails = [json.loads(file.read_text("utf-8")) for file in self._folder.glob("*.json")]
        return sorted(mails, key=lambda mail: (mail["at"], mail["id"]))


def mailbox_routes(mailbox: Mailbox) -> list[web.RouteDef]:
    """`/local/mail`: the mails, the oldest first; `/local/mail/{id}/{place}`: a file of one."""
    return [feed_route("/local/mail", mailbox), web.get(r"/local/mail/{id:\w+}/{place:\d{1,2}}", mailbox.attachment)]


def _shown(mail: Mail) -> Mail:
    """What the page shows: the plain text, never the HTML, and the files by name."""
    files = [{"name": file["name"], "kind": file["kind"]} for file in mail["attachments"]]
    return {key: mail[key] for key in ("id", "at", "to", "subject", "text")} | {"attachments": files}
