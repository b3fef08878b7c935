/** The field under the chat: text, files, voice, reply keyboards. */
import { clockOf, h, icon, iconButton } from "../dom.js";
import { say, t } from "../i18n.js";
import { confirmBox, menu, toast, trying } from "../notices.js";
import { gist } from "./bubble.js";
import { replyKeyboard } from "./keyboards.js";
import { canRecord, record } from "./recorder.js";

/** How a file may be sent, as the Bot API names it. */
export const SHAPES = [
  { as: "audio", key: "as_audio", icon: "music", accept: "audio/*" },
  { as: "document", key: "as_document", icon: "file", accept: "" },
  { as: "voice", key: "as_voice", icon: "mic", accept: "audio/*" },
  { as: "video_note", key: "as_video_note", icon: "video", accept: "video/*" },
  { as: "video", key: "as_video", icon: "video", accept: "video/*" },
];

/** The composer of one conversation. `root` is its element. */
export class Composer {
  constructor(conversation) {
    this.conversation = conversation;
    this.replyTo = null;
    this.recording = null;
    this.field = h("textarea", {
      class: "field",
      rows: "1",
      placeholder: "message",
      label: "message",
      "data-testid": "message-field",
      on: { input: () => this.#typed(), keydown: (event) => this.#key(event) },
    });
    this.attach = iconButton("clip", "attach", "attach", () => this.#attachMenu());
    this.attach.setAttribute("aria-expanded", "false");
    this.commands = iconButton("slash", "commands", "commands", () => this.#commandMenu());
    this.mic = iconButton("mic", "record", "record", () => this.#record(), "strong");
    this.sendButton = iconButton("send", "send", "send", () => this.#send(), "strong");
    this.strip = h("div", { class: "reply-strip" });
    this.keys = h("div");
    this.row = h("div", { class: "composer-row" });
    this.root = h("div", { class: "composer" }, this.strip, this.row, this.keys);
    this.drawStatus();
    this.drawKeyboard();
  }

  /** Start a reply to this message; null stops it. */
  reply(message) {
    this.replyTo = message;
    this.strip.replaceChildren();
    if (!message) return;
    const text = h("span", { class: "reply-text" }, h("b", { t: "reply_to" }), h("span", { text: gist(message).slice(0, 90) }));
    this.strip.append(text, iconButton("close", "stop_reply", "stop-reply", () => this.reply(null)));
    this.field.focus();
  }

  /** Send a file in one of `SHAPES`. */
  sendFile(file, as) {
    return trying(async () => {
      this.root.classList.add("uploading");
      try {
        const seconds = as === "document" ? 0 : await secondsOf(file);
        await this.conversation.upload(file, file.name, as, { duration: seconds });
      } finally {
        this.root.classList.remove("uploading");
      }
    });
  }

  /** The row: blocked, recording, or the field with its buttons. */
  drawStatus() {
    const { blocked, commands } = this.conversation;
    const shown = JSON.stringify([blocked, commands]);
    if (this.recording || shown === this.shown) return; // drawn anew, the field would lose its focus
    this.shown = shown;
    const unblock = () => h("button", { class: "button wide", type: "button", t: "unblock", "data-testid": "unblock", on: { click: () => trying(this.conversation.unblock) } });
    const anchored = h("div", { class: "anchor" }, this.attach);
    const slash = commands.length ? h("div", { class: "anchor" }, this.commands) : "";
    this.row.replaceChildren(...(blocked ? [unblock()] : [anchored, this.field, slash, this.mic, this.sendButton]));
    this.#typed();
  }

  /** The reply keyboard or the forced reply that the bot asks for. */
  drawKeyboard() {
    const { keyboard } = this.conversation;
    this.keys.replaceChildren(keyboard?.keyboard ? replyKeyboard(keyboard, this.conversation, () => this.shareContact()) : "");
    if (keyboard?.force_reply && this.replyTo !== keyboard.message) this.reply(keyboard.message);
    const wanted = keyboard?.input_field_placeholder;
    if (wanted) this.field.placeholder = wanted;
    else say(this.field, "placeholder", "message");
  }

  async shareContact() {
    const phone = this.conversation.person.phone_number ?? "";
    if (await confirmBox("share_question", { phone }, "share")) await trying(() => this.conversation.contact());
  }

  #typed() {
    this.field.style.removeProperty("height");
    if (this.field.value) this.field.style.setProperty("height", `${this.field.scrollHeight}px`); // up to its max-height
    this.root.classList.toggle("has-text", this.field.value.trim() !== "");
  }

  #key(event) {
    if (event.key === "Escape" && this.replyTo) this.reply(null);
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    const text = this.field.value.trim();
    if (!text) return;
    const replyTo = this.replyTo?.message_id;
    this.field.value = "";
    this.#typed();
    this.reply(null);
    trying(() => this.conversation.send(text, replyTo)).then(() => this.field.focus());
  }

  #attachMenu() {
    menu(this.attach, SHAPES.map((shape) => ({ icon: icon(shape.icon), key: shape.key, testid: `attach-${shape.as}`, deed: () => this.#pick(shape) })));
  }

  #pick({ as, accept }) {
    const input = h("input", { type: "file", accept });
    input.addEventListener("change", () => [...input.files].forEach((file) => this.sendFile(file, as)));
    input.click();
  }

  #commandMenu() {
    const items = this.conversation.commands.map(({ command, description }) => ({
      icon: h("b", { text: `/${command}` }),
      text: description,
      testid: `command-${command}`,
      deed: () => trying(() => this.conversation.send(`/${command}`)),
    }));
    menu(this.commands, items);
  }

  async #record() {
    if (!canRecord()) return toast(t("no_recorder"), "bad");
    try {
      this.recording = await record();
    } catch {
      return toast(t("no_microphone"), "bad"); // refused, or there is none
    }
    this.#drawRecording();
  }

  #drawRecording() {
    const time = h("span", { class: "record-time", text: "0:00", "data-testid": "record-time" });
    const meter = h("i", { class: "record-meter" });
    const stop = async (send) => {
      const { recording } = this;
      this.recording = null;
      this.shown = null;
      this.drawStatus();
      if (!send) return recording.drop();
      const { blob, seconds } = await recording.stop();
      return this.conversation.upload(blob, "voice.ogg", "voice", { duration: seconds });
    };
    const tick = () => {
      if (!this.recording) return;
      time.textContent = clockOf(this.recording.seconds());
      meter.style.setProperty("--level", this.recording.level().toFixed(2));
      requestAnimationFrame(tick);
    };
    this.row.replaceChildren(
      iconButton("trash", "record_drop", "record-drop", () => trying(() => stop(false))),
      h("div", { class: "record-bar" }, h("i", { class: "record-dot" }), time, meter, h("span", { class: "soft", t: "recording" })),
      iconButton("send", "record_send", "record-send", () => trying(() => stop(true)), "strong"),
    );
    tick();
  }
}

/** Whole seconds of a sound or video file; 0 where the browser cannot tell. */
function secondsOf(file) {
  const probe = document.createElement("audio");
  const url = URL.createObjectURL(file);
  return new Promise((resolve) => {
    const done = () => {
      URL.revokeObjectURL(url);
      resolve(Number.isFinite(probe.duration) ? Math.round(probe.duration) : 0);
    };
    probe.addEventListener("loadedmetadata", done);
    probe.addEventListener("error", done);
    probe.src = url;
  });
}
