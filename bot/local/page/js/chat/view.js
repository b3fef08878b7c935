/** The phone-shaped chat: header, bubbles, composer of the chosen person's conversation. */
import { h, icon, iconButton } from "../dom.js";
import { onLanguage, say, t, unsay } from "../i18n.js";
import { alertBox, menu, toast, trying } from "../notices.js";
import { bubble, dayOf } from "./bubble.js";
import { Composer, SHAPES } from "./composer.js";

const NEAR = 120; // pixels from the end at which new messages still scroll into view
const ACTIONS = ["typing", "record_voice", "upload_voice", "upload_document"];

export class ChatView {
  /** `on` = {link(url) → handled?, number(text)}: taps that lead out of this chat. */
  constructor(bot, on) {
    this.bot = bot;
    this.on = on;
    this.conversation = null;
    this.listening = new AbortController();
    this.status = h("span", { class: "chat-status" });
    this.owner = h("span", { class: "device-owner", "data-testid": "owner" });
    this.list = h("div", { class: "messages", role: "log", label: "chat_with", "data-testid": "messages", tabindex: "0" });
    this.foot = h("div", { class: "chat-foot" });
    this.drop = h("div", { class: "drop", hidden: true });
    this.root = h("div", { class: "device", "data-testid": "device" }, this.#statusBar(), this.#header(), this.list, this.foot, this.drop);
    this.#dragAndDrop();
    this.#stayAtEnd();
    document.addEventListener("visibilitychange", () => this.seen());
    onLanguage(() => this.conversation && this.show(this.conversation));
  }

  /** Show this person's chat. */
  show(conversation) {
    this.listening.abort();
    this.listening = new AbortController();
    this.conversation = conversation;
    this.players = new Map();
    this.owner.textContent = conversation.person.first_name;
    this.composer = new Composer(conversation);
    this.foot.replaceChildren(this.composer.root);
    const listen = (type, handler) => conversation.addEventListener(type, ({ detail }) => handler(detail), { signal: this.listening.signal });
    listen("reset", () => this.#drawAll());
    listen("message", ({ message }) => this.#drawOne(message));
    listen("gone", ({ id }) => this.#remove(id));
    listen("keyboard", () => this.composer.drawKeyboard());
    listen("status", () => this.#drawStatus());
    listen("unanswered", () => toast(t("no_answer"), "bad"));
    listen("answer", ({ text, alert }) => (alert ? alertBox(text) : toast(text)));
    this.#drawAll();
  }

  /** The chat may have come into sight: what is in it counts as read. */
  seen() {
    if (document.visibilityState === "visible" && this.root.checkVisibility()) this.conversation?.markRead();
  }

  #statusBar() {
    return h("div", { class: "device-bar" }, this.owner, h("i", { class: "device-speaker" }), h("span", { class: "device-signal", "aria-hidden": "true" }, h("i"), h("i"), h("i"), h("i")));
  }

  #header() {
    const more = iconButton("more", "chat_menu", "chat-menu", () => menu(more, this.#menuItems()));
    more.setAttribute("aria-expanded", "false");
    return h(
      "header",
      { class: "chat-head" },
      h("img", { class: "avatar", src: "/page/icon.svg", alt: "" }),
      h("div", { class: "chat-title" }, h("b", { text: this.bot.first_name }), this.status),
      h("div", { class: "anchor" }, more),
    );
  }

  #menuItems() {
    const { conversation } = this;
    const block = conversation.blocked
      ? { key: "unblock", deed: () => trying(conversation.unblock) }
      : { key: "block", deed: () => trying(conversation.block) };
    return [
      { icon: icon("play"), key: "restart", testid: "restart", deed: () => trying(() => conversation.send("/start")) },
      { icon: icon("contact"), key: "share_contact", testid: "share-contact", deed: () => this.composer.shareContact() },
      { icon: icon("close"), testid: "block", ...block },
    ];
  }

  get #chat() {
    return {
      conversation: this.conversation,
      players: this.players,
      on: {
        ...this.on,
        command: (text) => trying(() => this.conversation.send(text)),
        reply: (message) => this.composer.reply(message),
      },
    };
  }

  #drawAll() {
    const nodes = [];
    let day = "";
    for (const message of this.conversation.all) {
      if (dayOf(message) !== day) nodes.push(h("div", { class: "day", text: (day = dayOf(message)) }));
      nodes.push(bubble(message, this.#chat));
    }
    this.list.replaceChildren(...nodes);
    this.composer.drawKeyboard();
    this.#drawEmpty();
    this.#drawStatus();
    this.#scroll();
    this.seen();
  }

  #drawOne(message) {
    const old = this.#find(message.message_id);
    const near = this.#nearEnd();
    const node = bubble(message, this.#chat);
    if (old) old.replaceWith(node);
    else this.#append(node, message);
    if ((!old && message.outgoing) || near) this.#scroll();
    this.seen();
  }

  #append(node, message) {
    const before = this.conversation.all.at(-2);
    if (!before || dayOf(before) !== dayOf(message)) this.list.append(h("div", { class: "day", text: dayOf(message) }));
    node.classList.add("fresh");
    this.list.append(node);
    this.#drawEmpty();
  }

  #remove(id) {
    const node = this.#find(id);
    node?.classList.add("leaving");
    setTimeout(() => (node?.remove(), this.#drawEmpty()), 160);
  }

  #find(id) {
    return this.list.querySelector(`[data-id="${id}"]`);
  }

  /** Nobody has said anything: offer to start, with the invite if there is one. */
  #drawEmpty() {
    this.list.querySelector(".empty")?.remove();
    if (this.conversation.messages.size) return;
    const { start } = this.conversation.person;
    const begin = () => trying(() => this.conversation.send(start ? `/start ${start}` : "/start"));
    this.list.replaceChildren(
      h(
        "div",
        { class: "empty" },
        h("img", { src: "/page/icon.svg", alt: "" }),
        h("b", { t: "no_messages" }),
        h("p", { t: start ? "no_messages_invite" : "no_messages_more" }),
        h("button", { class: "button strong", type: "button", t: start ? "start_invite" : "start", "data-testid": "start", on: { click: begin } }),
      ),
    );
  }

  #drawStatus() {
    const { action, blocked } = this.conversation;
    this.root.classList.toggle("acting", Boolean(action));
    if (ACTIONS.includes(action)) say(this.status, "text", `sending_${action}`);
    else if (action) unsay(this.status, t("sending_typing"));
    else say(this.status, "text", blocked ? "blocked" : "bot");
    this.composer.drawStatus();
  }

  #nearEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR;
  }

  /** Whoever reads the end goes on reading it when the window, the keyboard or the composer takes room. */
  #stayAtEnd() {
    let atEnd = true;
    this.list.addEventListener("scroll", () => (atEnd = this.#nearEnd()));
    new ResizeObserver(() => atEnd && this.#scroll()).observe(this.list);
  }

  #scroll() {
    this.list.scrollTop = this.list.scrollHeight;
  }

  #dragAndDrop() {
    const target = ({ as, key, icon: name }) =>
      h("div", { class: "drop-target", "data-testid": `drop-${as}`, data: { as } }, icon(name), h("span", { t: key }));
    this.drop.append(h("b", { t: "drop_here" }), ...SHAPES.slice(0, 3).map(target));
    this.root.addEventListener("dragenter", (event) => event.dataTransfer.types.includes("Files") && (this.drop.hidden = false));
    this.drop.addEventListener("dragover", (event) => event.preventDefault());
    this.drop.addEventListener("dragleave", (event) => event.relatedTarget && this.drop.contains(event.relatedTarget) || (this.drop.hidden = true));
    this.drop.addEventListener("drop", (event) => {
      event.preventDefault();
      this.drop.hidden = true;
      const as = event.target.closest("[data-as]")?.dataset.as ?? "audio";
      [...event.dataTransfer.files].forEach((file) => this.composer.sendFile(file, as));
    });
  }
}
