"""SMS over SMPP 3.4. aiosmpplib speaks the protocol; cutting, counting and receipts are ours (docs/adr).

A part goes out once: it is handed to the library only while the link stands, and what the line has swallowed is said to
be unknown, never sent again.
"""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from aiosmpplib import ESME, AbstractHook, PhoneNumber, SubmitSm
from aiosmpplib.protocol import DeliverSm, SmppMessage
from aiosmpplib.state import NPI, TON, SmppCommand, SmppCommandStatus, SmppSessionState

from bot.domain.sms import Alphabet
from bot.ports import Later, OnReceipt, PartOut, PartRejected, Receipt

log = logging.getLogger(__name__)

ANSWER = 20.0  # seconds for the centre to take a part; well within the parcel's lease
ALIVE = 15.0  # seconds of silence after which we ask whether the link is alive
SILENT = 10.0  # seconds without an answer to that after which we connect anew
DOWN, BUSY = 5.0, 10.0  # seconds after which we try again
UDHI = 0x40  # a header stands before the text
CODINGS = {Alphabet.GSM7: "gsm0338", Alphabet.UCS2: "ucs2"}
SLOW_DOWN = {SmppCommandStatus.ESME_RTHROTTLED, SmppCommandStatus.ESME_RMSGQFUL}
MEANS: Mapping[str, Receipt] = {
    "DELIVRD": Receipt.DELIVERED,
    "UNDELIV": Receipt.REJECTED,
    "REJECTD": Receipt.REJECTED,
    "EXPIRED": Receipt.REJECTED,
    "DELETED": Receipt.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Account:
    """What `GUDOK_SMPP_URL` says: smpp://user:password@host:2775?source=Romashka."""

    host: str
    port: int
    user: str
    password: str
    source: str

    @classmethod
    def of(cls, url: str) -> "Account":
        """`ValueError` for an address that is none."""
        parts = urlsplit(url)
        if parts.scheme != "smpp" or not parts.hostname:
            raise ValueError("an SMPP address looks like smpp://user:password@host:2775?source=Romashka")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        source = parse_qs(parts.query).get("source", [""])[0]
        return cls(parts.hostname, parts.port or 2775, user, password, source)


class SmppLink:
    """`SmsLink` to a real centre. `run` keeps it up; `stop` unbinds."""

    def __init__(self, account: Account, on_receipt: OnReceipt) -> None:
        self._account = account
        self._wire = Wire(on_receipt)
        self._esme = ESME(
            account.host,
            account.port,
            account.user,
            account.password,
            enquire_link_interval=ALIVE,
            socket_timeout=SILENT,
            log_level="CRITICAL",  # it logs whole messages, and with them people's numbers
            hook=self._wire,
        )

    @property
    def stands(self) -> bool:
        """Whether the centre takes messages from us now."""
        return bool(self._esme.session_state is SmppSessionState.BOUND_TRX)

    async def run(self) -> None:
        """Connect, bind, and do it again whenever the line breaks; cancel it to stop."""
        try:
            await self._esme.start()
        finally:
            self._wire.broken()

    async def submit(self, part: PartOut) -> str:
        """Hand one part over; see `SmsLink`."""
        if not self.stands:
            raise Later(DOWN, "the SMS centre is not connected")
        message = self._message(part)
        answer = self._wire.expect(message.log_id)
        await self._esme.broker.enqueue(message)
        try:
            async with asyncio.timeout(ANSWER):
                return await answer
        finally:
            self._wire.forget(message.log_id)

    def _message(self, part: PartOut) -> SubmitSm:
        message = SubmitSm(
            short_message=part.text,
            source=_source(self._account.source),
            destination=PhoneNumber(part.to.removeprefix("+"), TON.INTERNATIONAL, NPI.ISDN),
            esm_class=UDHI if part.of > 1 else 0,
            encoding=CODINGS[part.alphabet],
            log_id=f"{part.to}-{part.reference}-{part.place}-{id(part)}",
        )
        message.set_encoded_message(header(part) + part.alphabet.octets(part.text))
        return message


async def greet(account: Account, seconds: float) -> None:
    """Bind once; `ConnectionError` when the centre has not let us in by then."""

    async def unheard(network_id: str, receipt: Receipt, to: str) -> None:
        log.info("a receipt during the check: %s is %s", network_id, receipt.value)

    link = SmppLink(account, unheard)
    running = asyncio.create_task(link.run())
    try:
        async with asyncio.timeout(seconds):
            while not link.stands:  # noqa: ASYNC110 - the library tells nobody
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise ConnectionError(f"{account.host}:{account.port} does not let us in") from None
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


class Wire(AbstractHook):  # type: ignore[misc]  # the library has no types
    """What passes over the line: whose answer is whose, and receipts part by part."""

    def __init__(self, on_receipt: OnReceipt) -> None:
        self._on_receipt = on_receipt
        self._answers: dict[str, asyncio.Future[str]] = {}
        self._in_the_air: dict[int, str] = {}

    def expect(self, log_id: str) -> asyncio.Future[str]:
        """The network's id for the message that goes out under this id of ours."""
        return self._answers.setdefault(log_id, asyncio.get_running_loop().create_future())

    def forget(self, log_id: str) -> None:
        """Nobody waits for it any more."""
        self._answers.pop(log_id, None)

    def broken(self) -> None:
        """Nobody will answer."""
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(ConnectionError("the line to the SMS centre broke"))

    async def sending(self, smpp_message: SmppMessage, pdu: bytes, client_id: str) -> None:
        if isinstance(smpp_message, SubmitSm):
            self._in_the_air[smpp_message.sequence_num] = smpp_message.log_id

    async def received(self, smpp_message: SmppMessage | None, pdu: bytes, client_id: str) -> None:
        with suppress(ValueError):  # a PDU of another protocol version; the library has answered it
            header = SmppMessage.parse_header(pdu)
            match header.smpp_command:
                case SmppCommand.SUBMIT_SM_RESP | SmppCommand.GENERIC_NACK:
                    self._answered(header.sequence_num, header.command_status, pdu)
                case SmppCommand.DELIVER_SM:
                    await self._receipt(DeliverSm.from_pdu(pdu, header))

    async def send_error(self, smpp_message: SmppMessage, error: Exception, client_id: str) -> None:
        answer = self._answers.get(getattr(smpp_message, "log_id", ""))
        if answer and not answer.done():
            answer.set_exception(error)

    def _answered(self, sequence: int, status: SmppCommandStatus, pdu: bytes) -> None:
        answer = self._answers.get(self._in_the_air.pop(sequence, ""))
        if answer is None or answer.done():
            return
        if status == SmppCommandStatus.ESME_ROK:
            answer.set_result(pdu[16:].split(b"\0")[0].decode("ascii", "replace"))
        elif status in SLOW_DOWN:
            answer.set_exception(Later(BUSY, f"the SMS centre is busy: {status.name}"))
        else:
            answer.set_exception(PartRejected(status.name))

    async def _receipt(self, message: DeliverSm) -> None:
        """The library's own bookkeeping would call a message delivered whose middle part was not."""
        said = message.parse_receipt()
        meaning = MEANS.get(str(said.get("stat", "")))
        if said.get("id") and meaning:
            await self._on_receipt(str(said["id"]), meaning, f"+{message.source.number.lstrip('+')}")


def header(part: PartOut) -> bytes:
    """The concatenation header of 3GPP TS 23.040, 9.2.3.24.1; none before a message of one part."""
    return bytes([5, 0, 3, part.reference, part.of, part.place]) if part.of > 1 else b""


def _source(source: str) -> PhoneNumber:
    if source.lstrip("+").isdigit():
        return PhoneNumber(source.lstrip("+"), TON.INTERNATIONAL, NPI.ISDN)
    return PhoneNumber(source, TON.ALPHANUMERIC, NPI.UNKNOWN) if source else PhoneNumber("")
