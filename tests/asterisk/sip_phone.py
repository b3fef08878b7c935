"""Telephones over SIP and RTP for tests: the `Phone` protocol of `bot/ports`, plugged into a real Asterisk."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.ports import HangUpCause, PhoneEvent, PhoneState
from tests.asterisk.rtp import Voice
from tests.asterisk.sip import HOST, Message, address_user, display_name, media_port, parse, response, session, tag

WHY = {
    403: HangUpCause.DECLINED,
    404: HangUpCause.NO_SUCH_NUMBER,
    480: HangUpCause.UNAVAILABLE,
    486: HangUpCause.BUSY,
    503: HangUpCause.UNAVAILABLE,
    603: HangUpCause.DECLINED,
}
AGAIN = (0.5, 1.0, 2.0)  # seconds after which an unanswered request is said once more


@dataclass
class Dialog:
    """One call of a phone as SIP sees it. `invite` is what began it, ours or theirs."""

    invite: Message
    ours: bool
    local: str
    remote: str
    target: str
    sequence: int = 1
    answered: bool = False


class SipPhone:
    """One telephone on the line's UDP socket. `codec` is "PCMA" or "PCMU"."""

    def __init__(self, line: "SipLine", number: str, codec: str = "PCMA") -> None:
        self.number = number
        self._line = line
        self._codec = codec
        self._state = PhoneEvent(PhoneState.IDLE)
        self._watchers: list[asyncio.Queue[PhoneEvent]] = []
        self._ears: list[asyncio.Queue[bytes]] = []
        self._voice: Voice | None = None
        self._dialog: Dialog | None = None
        self._doing: set[asyncio.Task[None]] = set()

    # What a person does

    def dial(self, number: str) -> None:
        self._shows(PhoneState.CALLING, number)
        self._do(self._invite(number))

    def answer(self) -> None:
        assert self._dialog, "nothing rings"
        self._do(self._pick_up(self._dialog))

    def decline(self) -> None:
        self.refuse(603)

    def refuse(self, status: int) -> None:
        """Not to take what rings, with a code of one's own: 480 as phones with do-not-disturb, 404 as none at all."""
        assert self._dialog, "nothing rings"
        self._reply(self._dialog, status)
        self._ends("")

    def hang_up(self) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        if dialog.answered:
            self._request(dialog, "BYE")
            self._ends("")
        elif dialog.ours:
            self._request(dialog, "CANCEL")
        else:
            self.decline()

    def press(self, key: str) -> None:
        assert self._voice, "no call"
        self._voice.press(key)

    def speak(self, pcm: bytes) -> None:
        assert self._voice, "no call"
        self._voice.speak(pcm)

    async def events(self) -> AsyncIterator[PhoneEvent]:
        queue: asyncio.Queue[PhoneEvent] = asyncio.Queue()
        queue.put_nowait(self._state)
        self._watchers.append(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            self._watchers.remove(queue)

    async def hears(self) -> AsyncIterator[bytes]:
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        self._ears.append(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            self._ears.remove(queue)

    def close(self) -> None:
        for task in self._doing:
            task.cancel()
        self._ends("")

    # What the line brings

    def received(self, message: Message) -> None:
        if message.status:
            self._answered_to(message)
        else:
            getattr(self, f"_on_{message.method.lower()}", self._on_other)(message)

    def _on_invite(self, message: Message) -> None:
        if self._dialog and message.header("Call-ID") == self._dialog.invite.header("Call-ID"):
            return  # a repetition: our answer is on its way
        if self._dialog:
            self._line.send(response(message, 486, tag(), self._contact))
            return
        ours = tag()
        self._dialog = Dialog(
            message,
            ours=False,
            local=f"{message.header('To')};tag={ours}",
            remote=message.header("From"),
            target=message.header("Contact").strip("<>"),
        )
        self._reply(self._dialog, 180)
        caller = message.header("From")
        self._shows(PhoneState.RINGING, address_user(caller), name=display_name(caller))

    def _on_cancel(self, message: Message) -> None:
        self._line.send(response(message, 200, tag(), self._contact))
        if self._dialog:
            self._reply(self._dialog, 487)
            self._ends("cancelled")

    def _on_bye(self, message: Message) -> None:
        self._line.send(response(message, 200, tag(), self._contact))
        self._ends("hung up")

    def _on_ack(self, message: Message) -> None:
        """The three-way handshake is complete; a refusal needs nothing more."""

    def _on_other(self, message: Message) -> None:
        self._line.send(response(message, 200, tag(), self._contact))

    def _answered_to(self, message: Message) -> None:
        dialog = self._dialog
        if message.method != "INVITE" or dialog is None or not dialog.ours or message.status < 200:
            return
        dialog.remote = message.header("To")
        if message.status >= 300:
            self._acknowledge(dialog, dialog.invite.header("Via"))
            self._ends(WHY.get(message.status, str(message.status)))
            return
        dialog.target = message.header("Contact").strip("<>")
        self._acknowledge(dialog, self._via())
        if not dialog.answered:
            dialog.answered = True
            assert self._voice
            self._voice.send_to(media_port(message.body))
            self._shows(PhoneState.TALKING, self._state.other)

    # SIP

    @property
    def _contact(self) -> str:
        return f"<sip:{self.number.lstrip('+')}@{HOST}:{self._line.port}>"

    def _via(self) -> str:
        return f"SIP/2.0/UDP {HOST}:{self._line.port};branch=z9hG4bK{tag()}"

    async def _invite(self, number: str) -> None:
        self._voice = Voice(self._codec, self._heard)
        body = session(await self._voice.open(), self._codec)
        target = f"sip:{number}@{HOST}:{self._line.asterisk}"
        local = f"<sip:{self.number}@{HOST}>;tag={tag()}"
        headers = (
            ("Via", self._via()),
            ("Max-Forwards", "70"),
            ("From", local),
            ("To", f"<{target}>"),
            ("Call-ID", tag()),
            ("CSeq", "1 INVITE"),
            ("Contact", self._contact),
            ("Content-Type", "application/sdp"),
        )
        invite = Message(f"INVITE {target} SIP/2.0", headers, body)
        self._dialog = Dialog(invite, ours=True, local=local, remote=f"<{target}>", target=target)
        self._line.calls[invite.header("Call-ID")] = self
        self._line.send(invite)

    async def _pick_up(self, dialog: Dialog) -> None:
        self._voice = Voice(self._codec, self._heard)
        port = await self._voice.open()
        self._reply(dialog, 200, session(port, self._codec))
        dialog.answered = True
        self._voice.send_to(media_port(dialog.invite.body))
        self._shows(PhoneState.TALKING, self._state.other)

    def _reply(self, dialog: Dialog, status: int, body: str = "") -> None:
        ours = dialog.local.rpartition("tag=")[2]
        self._line.send(response(dialog.invite, status, ours, self._contact, body))

    def _request(self, dialog: Dialog, method: str) -> None:
        """CANCEL repeats the INVITE's numbers, everything else goes on counting."""
        cancel = method == "CANCEL"
        dialog.sequence += not cancel
        via = dialog.invite.header("Via") if cancel else self._via()
        self._send_in(dialog, method, via, dialog.sequence)

    def _acknowledge(self, dialog: Dialog, via: str) -> None:
        self._send_in(dialog, "ACK", via, 1)

    def _send_in(self, dialog: Dialog, method: str, via: str, sequence: int) -> None:
        headers = (
            ("Via", via),
            ("Max-Forwards", "70"),
            ("From", dialog.local),
            ("To", dialog.remote),
            ("Call-ID", dialog.invite.header("Call-ID")),
            ("CSeq", f"{sequence} {method}"),
        )
        self._line.send(Message(f"{method} {dialog.target} SIP/2.0", headers))

    # State

    def _heard(self, pcm: bytes) -> None:
        for ear in self._ears:
            ear.put_nowait(pcm)

    def _shows(self, state: PhoneState, other: str = "", why: str = "", name: str = "") -> None:
        self._state = PhoneEvent(state, other, why, name)
        for watcher in self._watchers:
            watcher.put_nowait(self._state)

    def _ends(self, why: str) -> None:
        if self._voice:
            self._voice.close()
        if self._dialog:
            self._voice = self._dialog = None
            self._shows(PhoneState.IDLE, why=why)

    def _do(self, work: "asyncio.Future[None] | object") -> None:
        task = asyncio.ensure_future(work)  # type: ignore[arg-type]
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)


class SipLine(asyncio.DatagramProtocol):
    """The UDP socket of many telephones: outside callers and employees. `asterisk` is its SIP port."""

    def __init__(self) -> None:
        self.asterisk = 0
        self.calls: dict[str, SipPhone] = {}
        self.port = 0
        self._phones: dict[str, SipPhone] = {}
        self._transport: asyncio.DatagramTransport | None = None
        self._unanswered: dict[tuple[str, str], asyncio.Future[None]] = {}

    async def open(self) -> None:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(HOST, 0))
        self.port = self._transport.get_extra_info("sockname")[1]

    def close(self) -> None:
        self.drop()
        if self._transport:
            self._transport.close()

    def drop(self) -> None:
        """Every call is over without a word: the other side has died."""
        for phone in self._phones.values():
            phone.close()
        for insisting in self._unanswered.values():
            insisting.cancel()
        self._unanswered.clear()

    def plug(self, number: str) -> SipPhone:
        """The telephone with this number; the same one when asked again."""
        digits = number.lstrip("+")
        if digits not in self._phones:
            self._phones[digits] = SipPhone(self, number)
        return self._phones[digits]

    def send(self, message: Message) -> None:
        """A request is said again until it is answered (RFC 3261, 17.1): a busy machine drops datagrams."""
        self._put(message)
        if not message.status and message.method != "ACK":
            key = _transaction(message)
            self._unanswered.setdefault(key, asyncio.ensure_future(self._insist(key, message)))

    def _put(self, message: Message) -> None:
        if self._transport and not self._transport.is_closing():
            self._transport.sendto(message.encode(), (HOST, self.asterisk))

    async def _insist(self, key: tuple[str, str], message: Message) -> None:
        for pause in AGAIN:
            await asyncio.sleep(pause)
            self._put(message)
        self._unanswered.pop(key, None)

    def _is_answered(self, message: Message) -> None:
        if message.status and (insisting := self._unanswered.pop(_transaction(message), None)):
            insisting.cancel()

    def datagram_received(self, data: bytes, addr: object) -> None:
        message = parse(data)
        self._is_answered(message)
        call = message.header("Call-ID")
        if call not in self.calls and message.method == "INVITE":
            phone = self._phones.get(message.called)
            if phone is None:
                self.send(response(message, 404, tag(), f"<sip:{HOST}>"))
                return
            self.calls[call] = phone
        if call in self.calls:
            self.calls[call].received(message)
        elif not message.status and message.method != "ACK":
            self.send(response(message, 200, tag(), f"<sip:{HOST}>"))


def _transaction(message: Message) -> tuple[str, str]:
    """What a request and its answer have in common."""
    return message.header("Call-ID"), message.header("CSeq")
