/** The mailbox: every mail that would go out, the newest on top; a message's sound is played where it lies. */
import { h, icon } from "./dom.js";
import { language, onLanguage } from "./i18n.js";
import { isMuted, onMuted } from "./mute.js";
import { channel } from "./net.js";

const KEEP = 200;
const IN_NUMBER = /(?<=\d) (?=\d)/g; // a telephone number stays on one line
const SEEN = "gudok.mail"; // when the newest mail that was looked at had come

export class MailRoom {
  /** `onUnread(count)` hears how many have come that nobody has looked at. */
  constructor(onUnread) {
    this.mails = new Map();
    this.onUnread = onUnread;
    this.list = h("ol", { class: "mails", "data-testid": "mails", label: "mail_title", tabindex: "0" });
    this.nodes = [h("header", { class: "room-head" }, h("h2", { t: "mail_title" }), h("span", { class: "soft mail-hint", t: "mail_hint" })), this.list];
    channel("/local/mail", { json: (mail) => this.#add(mail), up: () => (this.mails.clear(), this.#draw()) });
    onLanguage(() => this.#draw());
    this.#draw();
  }

  /** Somebody looks. */
  seen() {
    localStorage.setItem(SEEN, Math.max(0, ...[...this.mails.values()].map(({ at }) => at)));
    this.onUnread(0);
  }

  #add(mail) {
    this.mails.delete(mail.id); // the second copy of a mail takes the place of the first
    this.mails.set(mail.id, mail);
    if (this.mails.size > KEEP) this.mails.delete(this.mails.keys().next().value);
    this.#draw();
    const seen = Number(localStorage.getItem(SEEN) ?? 0);
    this.onUnread([...this.mails.values()].filter(({ at }) => at > seen).length);
  }

  #draw() {
    const opened = new Set([...this.list.querySelectorAll("details[open]")].map(({ dataset }) => dataset.id));
    const empty = h("li", { class: "empty" }, icon("mail"), h("b", { t: "no_mail" }), h("p", { t: "no_mail_more" }));
    const rows = [...this.mails.values()].reverse().map((mail) => row(mail, opened.has(mail.id)));
    this.list.replaceChildren(...(rows.length ? rows : [empty]));
  }
}

function row(mail, open) {
  const at = new Date(mail.at * 1000);
  const time = at.toLocaleString(language(), { day: "numeric", month: "short", hourCycle: "h23", hour: "2-digit", minute: "2-digit" });
  const clip = mail.attachments.length ? icon("clip") : null;
  const head = h(
    "summary",
    {},
    h("b", { class: "mail-subject", text: mail.subject.replace(IN_NUMBER, "\u00a0") }),
    h("span", { class: "mail-to soft" }, h("span", { t: ["mail_to", { address: mail.to }] }), clip),
    h("time", { datetime: at.toISOString(), text: time }),
  );
  const files = mail.attachments.map((file, place) => attachment(`/local/mail/${mail.id}/${place}`, file));
  return h("li", { "data-testid": "mail" }, h("details", { data: { id: mail.id }, open }, head, h("p", { class: "mail-text", text: mail.text }), files));
}

function attachment(source, { name, kind }) {
  if (!kind.startsWith("audio/")) return h("a", { href: source, download: name, text: name });
  const audio = h("audio", { controls: true, preload: "none", src: source, "aria-label": name, "data-testid": "mail-sound" });
  audio.muted = isMuted();
  onMuted((muted) => (audio.muted = muted));
  return audio;
}
