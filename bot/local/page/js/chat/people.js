/** Whose chat is shown: a row of people, each with a badge of unread messages. */
import { h, icon } from "../dom.js";
import { SHOWN, finder } from "../finder.js";
import { say } from "../i18n.js";
import { ask, trying } from "../notices.js";
import { post } from "../net.js";
import { Conversation } from "./conversation.js";

const KEPT = "gudok.person";
const COLOURS = 6; // classes colour-0 … of chat.css

export class People {
  /** `onChoose(conversation)` shows a chat, `onUnread(count)` hears the sum of all badges. */
  constructor(persons, { onChoose, onUnread }) {
    this.onChoose = onChoose;
    this.onUnread = onUnread;
    this.tabs = new Map();
    this.add = h("button", { class: "person add", type: "button", hint: "add_person", "data-testid": "add-person", on: { click: () => this.#askNew() } }, h("span", { class: "face" }, icon("plus")));
    this.row = h("div", { class: "people-tabs", role: "tablist", label: "people", on: { keydown: (event) => this.#arrows(event) } });
    const kept = Number(localStorage.getItem(KEPT));
    const here = persons.filter(({ id, role_hint: role }, place) => place < SHOWN || id === kept || role !== "employee");
    this.search = finder(persons.filter((person) => !here.includes(person)), fullName, "find_person", "find-person", (person) => this.#find(person));
    this.root = h("div", { class: "people" }, this.row, this.add);
    here.forEach((person) => this.#put(person));
    this.choose(this.tabs.has(kept) ? kept : persons[0]?.id);
  }

  /** Show this person's chat. */
  choose(id) {
    const chosen = this.tabs.get(id);
    if (!chosen) return;
    this.chosen = id;
    localStorage.setItem(KEPT, id);
    for (const [other, { tab }] of this.tabs) {
      tab.setAttribute("aria-selected", String(other === id));
      tab.tabIndex = other === id ? 0 : -1;
    }
    chosen.tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.onChoose(chosen.conversation);
  }

  /** Ask as whom to open a link of the bot's, and send its /start there. */
  async openLink(payload) {
    const people = [...this.tabs.values()].map(({ conversation }) => conversation.person);
    const button = ({ id, first_name: name }) => h("button", { class: "button", value: id, text: name, "data-testid": `open-as-${id}` });
    const choice = h("div", { class: "choice" }, people.map(button));
    const id = Number(await ask(h("div", {}, h("p", { class: "dialog-text", t: "open_link_as" }), choice), [{ value: "", key: "cancel" }], "open-link"));
    if (!id) return;
    this.choose(id);
    await trying(() => this.tabs.get(id).conversation.send(payload ? `/start ${payload}` : "/start"));
  }

  #find(person) {
    if (!this.tabs.has(person.id)) this.#put(person);
    this.choose(person.id);
  }

  #put(person) {
    const conversation = new Conversation(person);
    const badge = h("span", { class: "badge", hidden: true });
    const tab = h(
      "button",
      { class: `person colour-${this.tabs.size % COLOURS}`, type: "button", role: "tab", "data-testid": `person-${person.id}`, on: { click: () => this.choose(person.id) } },
      h("span", { class: "face", text: initials(person) }, badge),
      h("span", { class: "person-name", text: person.first_name }),
      h("span", { class: "person-role", ...(person.role_hint && { t: `role_${person.role_hint}` }) }),
    );
    this.tabs.set(person.id, { conversation, tab });
    this.row.append(tab);
    const recount = () => this.#count(conversation, badge);
    ["message", "status", "reset"].forEach((type) => conversation.addEventListener(type, recount));
  }

  #count(conversation, badge) {
    const { unread } = conversation;
    badge.hidden = unread === 0;
    badge.textContent = unread > 99 ? "99+" : unread;
    if (unread) say(badge, "aria-label", "unread", { count: unread });
    this.onUnread([...this.tabs.values()].reduce((sum, one) => sum + one.conversation.unread, 0));
  }

  #arrows(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const ids = [...this.tabs.keys()];
    this.choose(ids[(ids.indexOf(this.chosen) + step + ids.length) % ids.length]);
    this.tabs.get(this.chosen).tab.focus();
  }

  async #askNew() {
    const field = (name, type, required) =>
      h("label", { class: "form-field" }, h("span", { t: name }), h("input", { name, type, required, maxlength: "64", autocomplete: "off", "data-testid": `new-${name}` }));
    const form = h("div", { class: "form" }, h("h2", { t: "person_title" }), h("p", { class: "soft", t: "person_hint" }), field("first_name", "text", true), field("last_name", "text"), field("phone_number", "tel"));
    const answer = await ask(form, [{ value: "", key: "cancel" }, { value: "add", key: "add", kind: "strong" }], "new-person");
    if (answer !== "add") return;
    const values = Object.fromEntries([...form.querySelectorAll("input")].filter(({ value }) => value.trim()).map(({ name, value }) => [name, value.trim()]));
    await trying(async () => {
      const person = await post("/local/persons", values);
      this.#put({ role_hint: "stranger", ...person });
      this.choose(person.id);
    });
  }
}

const fullName = ({ first_name: first, last_name: last }) => `${first} ${last ?? ""}`.trim();

/** The first letters of the first two names. */
const initials = (person) =>
  fullName(person).split(/\s+/).slice(0, 2).map((name) => [...name][0]).join("").toUpperCase();

/** The start payload of a link to this bot, "" without one; null for any other link. */
export function startPayload(url, bot) {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, pathname, searchParams } = new URL(url);
  const ours = ["https:", "http:"].includes(protocol) && ["t.me", "telegram.me"].includes(hostname);
  return ours && pathname.slice(1).toLowerCase() === bot.username?.toLowerCase() ? (searchParams.get("start") ?? "") : null;
}
