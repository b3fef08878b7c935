"""Just enough SIP text for a test phone: RFC 3261 messages in and out, SDP with G.711 and telephone-event."""

import re
import secrets
from dataclasses import dataclass

HOST = "127.0.0.1"
REASONS = {100: "Trying", 180: "Ringing", 200: "OK", 404: "Not Found", 486: "Busy Here", 487: "Request Terminated"}


@dataclass(frozen=True, slots=True)
class Message:
    """A request or a response."""

    start: str
    headers: tuple[tuple[str, str], ...]
    body: str = ""

    @property
    def status(self) -> int:
        """The code of a response; 0 for a request."""
        return int(self.start.split()[1]) if self.start.startswith("SIP/2.0") else 0

    @property
    def method(self) -> str:
        """Of a request, or of the request that a response answers."""
        return self.header("CSeq").split()[1]

    @property
    def called(self) -> str:
        """The user part of the request's address."""
        return address_user(self.start)

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def encode(self) -> bytes:
        lines = [self.start, *(f"{key}: {value}" for key, value in self.headers)]
        return ("\r\n".join([*lines, f"Content-Length: {len(self.body)}", "", ""]) + self.body).encode()


def parse(data: bytes) -> Message:
    head, _, body = data.decode(errors="replace").partition("\r\n\r\n")
    start, *lines = head.split("\r\n")
    pairs = (line.partition(":") for line in lines)
    headers = tuple((key.strip(), value.strip()) for key, _, value in pairs if key.strip().lower() != "content-length")
    return Message(start, headers, body)


def address_user(text: str) -> str:
    """ "101" of `<sip:101@host>`."""
    found = re.search(r"sip:([^@;>]+)@", text)
    return found[1] if found else ""


def display_name(text: str) -> str:
    """ "Anna" of `"Anna" <sip:101@host>`."""
    return text.partition("<")[0].strip().strip('"')


def tag() -> str:
    return secrets.token_hex(6)


def response(request: Message, status: int, to_tag: str, contact: str, body: str = "") -> Message:
    """An answer to `request` with the tag of our side."""
    kept = [(key, value) for key, value in request.headers if key.lower() in ("via", "from", "call-id", "cseq")]
    to = request.header("To")
    kept.append(("To", to if "tag=" in to else f"{to};tag={to_tag}"))
    kept.append(("Contact", contact))
    if body:
        kept.append(("Content-Type", "application/sdp"))
    return Message(f"SIP/2.0 {status} {REASONS.get(status, 'Because')}", tuple(kept), body)


def session(port: int, rtp_codec: str) -> str:
    """Our SDP: one G.711 flavour ("PCMA" or "PCMU") at this UDP port."""
    payload = {"PCMU": 0, "PCMA": 8}[rtp_codec]
    return (
        f"v=0\r\no=phone 1 1 IN IP4 {HOST}\r\ns=-\r\nc=IN IP4 {HOST}\r\nt=0 0\r\n"
        f"m=audio {port} RTP/AVP {payload} 101\r\na=rtpmap:{payload} {rtp_codec}/8000\r\n"
        "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n"
    )


def media_port(sdp: str) -> int:
    """Where the other side wants its audio."""
    found = re.search(r"m=audio (\d+)", sdp)
    assert found, f"no audio in {sdp!r}"
    return int(found[1])
