/** One person's chat with the bot: what has been said, what is under way. Knows nothing of how it looks. */
import { channel, get, post, upload } from "../net.js";

const PATIENCE = 20_000; // milliseconds until a tap's spinner gives up
const ACTION = 5_000; // milliseconds that "typing…" stays, as in Telegram

/** Events: "message" {message}, "gone" {id}, "keyboard", "status", "answer" {text, alert}, "unanswered", "reset". */
export class Conversation extends EventTarget {
  constructor(person) {
    super();
    this.person = person;
    this.messages = new Map();
    this.commands = [];
    this.blocked = false;
    this.action = "";
    this.keyboardUsed = 0; // id of the message whose one-time keyboard has been used
    this.held = null; // events that came while the history was on its way: it may be older than they are
    this.presses = new Set();
    this.answeredEarly = new Set();
    this.read = Number(localStorage.getItem(this.#kept) ?? 0);
    this.path = `/local/persons/${person.id}`;
    channel(`${this.path}/events`, { json: (event) => this.#hear(event), up: () => this.load() });
  }

  /** Everything so far, in order. */
  get all() {
    return [...this.messages.values()].sort((a, b) => a.message_id - b.message_id);
  }

  get unread() {
    return this.all.filter((message) => !message.outgoing && message.message_id > this.read).length;
  }

  /** The reply keyboard or forced reply that counts now: the last markup of the kind that the bot sent. */
  get keyboard() {
    const last = this.all.findLast(({ reply_markup: m }) => m && (m.keyboard || m.remove_keyboard || m.force_reply));
    if (!last || last.reply_markup.remove_keyboard) return null;
    return last.message_id === this.keyboardUsed ? null : { ...last.reply_markup, message: last };
  }

  async load() {
    const held = (this.held = []);
    const history = await get(`${this.path}/history`);
    if (this.held !== held) return; // the connection was lost and made anew meanwhile
    this.held = null;
    this.messages = new Map(history.messages.map((message) => [message.message_id, message]));
    this.blocked = history.blocked ?? false;
    this.commands = history.commands ?? [];
    this.#tell("reset");
    held.forEach((event) => this.#hear(event));
  }

  /** All that is there has been seen. */
  markRead() {
    this.read = Math.max(0, ...this.messages.keys());
    localStorage.setItem(this.#kept, this.read);
    this.#tell("status");
  }

  async send(text, replyTo) {
    const { keyboard } = this;
    const { message } = await post(`${this.path}/text`, { text, ...(replyTo && { reply_to_message_id: replyTo }) });
    this.#used(keyboard);
    this.#hear({ type: "message", message });
  }

  /** Tap an inline button; `isPressed` until the bot answers. */
  async press(message, data) {
    const press = { messageId: message.message_id, data };
    this.presses.add(press);
    this.#tell("message", { message });
    press.timer = setTimeout(() => (this.#settle(press), this.#tell("unanswered")), PATIENCE);
    try {
      press.query = (await post(`${this.path}/press`, { message_id: message.message_id, data })).callback_query_id;
      if (this.answeredEarly.delete(press.query)) this.#settle(press);
    } catch (refusal) {
      this.#settle(press);
      throw refusal;
    }
  }

  isPressed(message, data) {
    return [...this.presses].some((press) => press.messageId === message.message_id && press.data === data);
  }

  async upload(file, name, as, fields = {}) {
    const { message } = await upload(`${this.path}/upload?as=${as}`, file, name, fields);
    this.#hear({ type: "message", message });
  }

  async contact() {
    const { keyboard } = this;
    const { message } = await post(`${this.path}/contact`);
    this.#used(keyboard);
    this.#hear({ type: "message", message });
  }

  block = () => post(`${this.path}/block`);
  unblock = () => post(`${this.path}/unblock`);

  #hear(event) {
    if (this.held) this.held.push(event);
    else this.#on[event.type]?.(event);
  }

  #on = {
    message: ({ message }) => this.#put(message),
    edit: ({ message }) => this.#put(message),
    delete: ({ message_id: id }) => this.messages.delete(id) && this.#tell("gone", { id }),
    answer: (event) => this.#answered(event),
    chat_action: ({ action }) => this.#acts(action),
    blocked: ({ blocked }) => ((this.blocked = blocked), this.#tell("status")),
    commands: ({ commands }) => ((this.commands = commands), this.#tell("status")),
  };

  get #kept() {
    return `gudok.read.${this.person.id}`;
  }

  #tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #put(message) {
    this.messages.set(message.message_id, message);
    if (!message.outgoing) this.#acts("");
    this.#tell("message", { message });
    if (message.reply_markup && !message.reply_markup.inline_keyboard) this.#tell("keyboard");
  }

  #answered({ callback_query_id: query, text, show_alert: alert }) {
    const press = [...this.presses].find((one) => one.query === query);
    if (press) this.#settle(press);
    else this.answeredEarly.add(query);
    if (text) this.#tell("answer", { text, alert });
  }

  #settle(press) {
    clearTimeout(press.timer);
    this.presses.delete(press);
    const message = this.messages.get(press.messageId);
    if (message) this.#tell("message", { message });
  }

  #acts(action) {
    clearTimeout(this.actionTimer);
    if (action) this.actionTimer = setTimeout(() => this.#acts(""), ACTION);
    if (action === this.action) return;
    this.action = action;
    this.#tell("status");
  }

  /** `keyboard` is the one that was there when the person sent: the bot may have answered with another since. */
  #used(keyboard) {
    if (keyboard?.one_time_keyboard || keyboard?.force_reply) this.keyboardUsed = keyboard.message.message_id;
    this.#tell("keyboard");
  }
}
