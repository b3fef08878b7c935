"""An SMS centre for tests: smpp.twisted3 in a process of its own. What a number ends in decides what becomes of it.

Prints its port, then a line of JSON for each part that it was given.
"""

import json
import sys
from itertools import count

from smpp.pdu.operations import DeliverSM
from smpp.pdu.pdu_types import (
    CommandStatus,
    EsmClass,
    EsmClassGsmFeatures,
    EsmClassMode,
    EsmClassType,
)
from smpp.twisted.config import SMPPServerConfig
from smpp.twisted.protocol import DataHandlerResponse
from smpp.twisted.server import SMPPServerFactory
from twisted.cred import checkers, portal
from twisted.internet import defer, reactor
from zope.interface import implementer

USER, PASSWORD = "gudok", "secret"
REJECTED, BUSY_ONCE, MIDDLE_LOST, LINE_BREAKS, NO_ANSWER = "1", "2", "3", "4", "5"
IDS = count(1)
seen: set[bytes] = set()


@implementer(portal.IRealm)
class Realm:
    def requestAvatar(self, avatar_id, mind, *interfaces):  # noqa: N802 - Twisted's name
        return interfaces[0], avatar_id, lambda: None


def tell(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def take(system_id, session, pdu):
    """One submit_sm."""
    to, text = pdu.params["destination_addr"], pdu.params["short_message"]
    udh = EsmClassGsmFeatures.UDHI_INDICATOR_SET in pdu.params["esm_class"].gsmFeatures
    coding = pdu.params["data_coding"].schemeData.name
    tell(to=to.decode(), text=text.hex(), udh=udh, coding=coding, source=pdu.params["source_addr"].decode())
    fault = to.decode()[-1]
    if fault == REJECTED:
        return CommandStatus.ESME_RSUBMITFAIL
    if fault == BUSY_ONCE and to not in seen:
        seen.add(to)
        return CommandStatus.ESME_RTHROTTLED
    if fault == LINE_BREAKS and to not in seen:
        seen.add(to)
        session.transport.abortConnection()
        return defer.Deferred()
    if fault == NO_ANSWER:
        return defer.Deferred()
    number = str(next(IDS)).encode()
    lost = fault == MIDDLE_LOST and udh and text[5] == 2
    reactor.callLater(0.05, receipt, session, pdu, number, b"UNDELIV" if lost else b"DELIVRD")
    return DataHandlerResponse(status=CommandStatus.ESME_ROK, message_id=number)


def receipt(session, pdu, number: bytes, stat: bytes) -> None:
    text = b"id:%s sub:001 dlvrd:001 submit date:2608031200 done date:2608031201 stat:%s err:000 text:" % (number, stat)
    session.sendDataRequest(
        DeliverSM(
            source_addr=pdu.params["destination_addr"],
            destination_addr=pdu.params["source_addr"],
            esm_class=EsmClass(EsmClassMode.DEFAULT, EsmClassType.SMSC_DELIVERY_RECEIPT),
            short_message=text,
        )
    )


def main() -> None:
    config = SMPPServerConfig(msgHandler=take, systems={USER: {"max_bindings": 5}})
    known = checkers.InMemoryUsernamePasswordDatabaseDontUse()
    known.users = {USER: PASSWORD}  # its own way in wants bytes, which smpp.twisted3 does not give
    factory = SMPPServerFactory(config, auth_portal=portal.Portal(Realm(), [known]))
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    tell(port=reactor.listenTCP(port, factory, interface="127.0.0.1").getHost().port)
    reactor.run()


if __name__ == "__main__":
    main()
