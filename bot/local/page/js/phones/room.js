/** All telephones of the page, and the company's numbers to dial. */
import { h, icon } from "../dom.js";
import { SHOWN, finder } from "../finder.js";
import { t } from "../i18n.js";
import { channel } from "../net.js";
import { toast } from "../notices.js";
import { grouped } from "../numbers.js";
import { Handset } from "./handset.js";
import { Texts } from "./sms.js";

export class PhonesRoom {
  /** `onRing(count)` hears how many telephones ring. */
  constructor({ phones, dids, sms }, onRing) {
    this.handsets = new Map();
    this.ringing = new Set();
    this.rings = (number, on) => (this.ringing[on ? "add" : "delete"](number), onRing(this.ringing.size));
    const of = (kind) => phones.filter((phone) => phone.kind === kind);
    this.outside = of("outside").map((phone) => this.#put(phone));
    const desks = h("div", { class: "desks" }, of("employee").slice(0, SHOWN).map((phone) => this.#put(phone).root));
    const search = finder(of("employee").slice(SHOWN), ({ number, label }) => `${label} · ${number}`, "find_phone", "find-phone", (phone) => this.#find(phone, desks));
    if (sms && phones.length) this.#takeTexts();
    const head = h("header", { class: "room-head" }, h("h2", { t: "phones_title" }), phones.length ? h("p", { class: "soft", t: "phones_hint" }) : null);
    this.nodes = phones.length
      ? [
          head,
          this.#dids(dids),
          h("div", { class: "phones-grid" }, h("div", { class: "outside-column" }, this.outside.map(({ root, phone }) => [root, this.texts?.get(phone.number)?.root]).flat()), h("div", { class: "desks-column" }, search, desks)),
        ].filter(Boolean)
      : [head, noPhones()];
  }

  /** Offer this number on the outside phone. */
  prepare(number) {
    this.outside[0]?.prepare(number);
  }

  #put(phone) {
    const handset = new Handset(phone, this.rings);
    this.handsets.set(phone.number, handset);
    return handset;
  }

  #find(phone, desks) {
    const handset = this.handsets.get(phone.number) ?? this.#put(phone);
    desks.prepend(handset.root);
    handset.root.scrollIntoView({ block: "nearest" });
  }

  /** SMS come to the telephones outside, each under its own. */
  #takeTexts() {
    this.texts = new Map(this.outside.map(({ phone }) => [phone.number, new Texts()]));
    channel("/local/sms", {
      json: (sms) => this.texts.get(sms.to)?.add(sms),
      up: () => this.texts.forEach((texts) => texts.clear()), // the server tells all of them anew
    });
  }

  #dids(dids) {
    if (!this.outside.length || !dids.length) return null;
    const chip = ({ number, label }) =>
      h(
        "button",
        { class: "did", type: "button", "data-testid": `did-${number}`, on: { click: () => this.#callFromOutside(number) } },
        h("span", { class: "did-icon" }, icon("phone")),
        h("span", { class: "did-body" }, h("b", { text: grouped(number) }), h("span", { class: "soft", text: label ?? "" })),
      );
    return h("div", { class: "dids", role: "group", label: "call_company" }, dids.map(chip));
  }

  #callFromOutside(number) {
    const free = this.outside.find(({ line }) => line.state === "idle");
    if (free) free.dial(number);
    else toast(t("outside_busy"));
  }
}

const noPhones = () => h("div", { class: "empty" }, icon("phone"), h("b", { t: "no_phones" }), h("p", { t: "no_phones_more" }));
