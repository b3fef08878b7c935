// An SMS centre for tests, over npm's `smpp`. What a number ends in decides what becomes of a part.
// Prints its port, then a line of JSON for each part that it was given.
"use strict";
const smpp = require("smpp");

const [BUSY_ONCE, LINE_BREAKS, SLOW, MIDDLE_LOST] = ["2", "4", "6", "3"];
const seen = new Set();
let ids = 0;

const tell = (what) => process.stdout.write(JSON.stringify(what) + "\n");

function receipt(session, pdu, id, stat) {
  session.deliver_sm({
    source_addr: pdu.destination_addr,
    destination_addr: pdu.source_addr,
    esm_class: smpp.ESM_CLASS.MC_DELIVERY_RECEIPT,
    short_message: `id:${id} sub:001 dlvrd:001 submit date:2608031200 done date:2608031201 stat:${stat} err:000 text:`,
  });
}

function take(session, pdu) {
  const to = pdu.destination_addr, fault = to.at(-1), first = !seen.has(to);
  const udh = (pdu.short_message.udh || []).map((element) => element.toString("hex"));
  tell({ to, source: pdu.source_addr, text: pdu.short_message.message, udh, coding: pdu.data_coding });
  seen.add(to);
  if (fault === BUSY_ONCE && first) return session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
  if (fault === LINE_BREAKS && first) return session.destroy();
  const id = `node-${++ids}`, lost = fault === MIDDLE_LOST && udh.length && udh[0].endsWith("02");
  if (fault === SLOW) {
    receipt(session, pdu, id, "DELIVRD");
    return setTimeout(() => session.send(pdu.response({ message_id: id })), 700);
  }
  session.send(pdu.response({ message_id: id }));
  return receipt(session, pdu, id, lost ? "UNDELIV" : "DELIVRD");
}

const server = smpp.createServer((session) => {
  session.on("bind_transceiver", (pdu) => {
    const known = pdu.system_id === "gudok" && pdu.password === "secret";
    session.send(pdu.response(known ? {} : { command_status: smpp.ESME_RBINDFAIL }));
    if (!known) session.close();
  });
  session.on("submit_sm", (pdu) => take(session, pdu));
  session.on("enquire_link", (pdu) => session.send(pdu.response()));
  session.on("unbind", (pdu) => session.send(pdu.response()));
  session.on("error", () => {});
});
server.listen(0, "127.0.0.1", () => tell({ port: server.address().port }));
