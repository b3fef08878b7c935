/** The live call log: what the PBX does, as it does it; the newest on top. */
import { h, icon } from "./dom.js";
import { language, onLanguage } from "./i18n.js";
import { inRussian } from "./journal.js";
import { channel } from "./net.js";
import { grouped } from "./numbers.js";

const KEEP = 200;
const ICONS = { arrived: "phone", ringing: "bell", answered: "chat", voicemail: "tape", ended: "hang-up" };

export class CallsRoom {
  /** `onContact(there)` hears whether the server is there, each time that changes. */
  constructor(onContact) {
    this.events = [];
    this.there = false;
    this.list = h("ol", { class: "log", "data-testid": "call-log", role: "log", label: "calls_title", tabindex: "0" });
    this.lamp = h("span", { class: "live" }, h("i"), h("span", { t: "live" }));
    this.nodes = [h("header", { class: "room-head" }, h("h2", { t: "calls_title" }), this.lamp), this.list];
    channel("/local/calls", {
      json: (event) => this.#add(event),
      up: () => ((this.events = []), this.#draw(), this.#contact(true, onContact)),
      down: () => this.#contact(false, onContact),
    });
    onLanguage(() => this.#draw());
    this.#draw();
  }

  #contact(there, onContact) {
    if (this.lamp.classList.toggle("on", there) !== this.there) onContact((this.there = there));
  }

  #add(event) {
    this.events.unshift(event);
    this.list.querySelector(".empty")?.remove();
    this.list.prepend(row(event));
    if (this.events.length > KEEP) this.events.pop(), this.list.lastChild.remove();
  }

  #draw() {
    const empty = h("li", { class: "empty" }, icon("calls"), h("b", { t: "no_calls" }), h("p", { t: "no_calls_more" }));
    this.list.replaceChildren(...(this.events.length ? this.events.map(row) : [empty]));
  }
}

function row(event) {
  const { at, call, text, kind } = event;
  const said = language() === "ru" ? inRussian(event) : text;
  const time = new Date(at).toLocaleTimeString(language(), { hourCycle: "h23", hour: "2-digit", minute: "2-digit", second: "2-digit" });
  return h(
    "li",
    { class: "log-row", data: { kind: kind ?? "" } },
    h("span", { class: "log-icon" }, icon(ICONS[kind] ?? "calls")),
    h("span", { class: "log-text", text: grouped(said) }),
    call ? h("span", { class: "log-call", text: `#${call}` }) : null,
    h("time", { datetime: at, text: time }),
  );
}
