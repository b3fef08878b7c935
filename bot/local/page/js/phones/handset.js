/** A telephone as one sees it: display, keys, receiver. The same for a caller outside and an employee's desk. */
import { clockOf, h, icon, iconButton, swapIcon } from "../dom.js";
import { say, t, unsay } from "../i18n.js";
import { toast } from "../notices.js";
import { grouped } from "../numbers.js";
import { Line } from "./line.js";
import { Earpiece, linePcm, microphone } from "./sound.js";
import { Bell, KEYS, keyTone } from "./tones.js";

const WHY_SHOWN = 4000; // milliseconds
const WHYS = ["busy", "declined", "timeout", "unavailable", "no_such_number"];
const METER_BARS = 9;

export class Handset {
  /** `phone` = {number, label, kind}; `onRing(number, rings)` tells the page that it rings. */
  constructor(phone, onRing) {
    this.phone = phone;
    this.onRing = onRing;
    this.line = new Line(phone.number);
    this.ear = new Earpiece();
    this.bell = new Bell();
    this.speaks = { hear: (pcm) => this.line.file || this.line.speak(pcm), left: () => this.#drawTools() };
    this.#build();
    this.line.addEventListener("state", ({ detail }) => this.#became(detail));
    this.line.addEventListener("pcm", ({ detail }) => this.ear.feed(detail));
    this.line.addEventListener("file", () => this.#drawTools());
    this.#draw("");
  }

  /** Ring this number, unless the phone is busy. */
  dial(number) {
    const wanted = number.replace(/[^\d+*#]/g, "");
    if (this.line.state !== "idle") return;
    if (!wanted) return this.field.focus();
    this.field.value = wanted;
    this.line.dial(wanted);
    this.#takeMicrophone();
  }

  /** Put a number into the field for the person to dial. */
  prepare(number) {
    if (this.line.state === "idle") this.field.value = number.replace(/[^\d+*#]/g, "");
    this.field.focus();
  }

  #build() {
    const { phone } = this;
    const outside = phone.kind === "outside";
    this.field = h("input", {
      class: "display-number",
      type: "tel",
      placeholder: "number_to_dial",
      label: "number_to_dial",
      autocomplete: "off",
      maxlength: "20",
      "data-testid": "number",
      on: { keydown: (event) => event.key === "Enter" && this.dial(this.field.value) },
    });
    this.other = h("output", { class: "display-number", "data-testid": "other" });
    this.stateLine = h("span", { class: "display-state", "data-testid": "state", role: "status" });
    this.timer = h("span", { class: "display-timer", "data-testid": "timer" });
    this.meter = h("span", { class: "meter", "aria-hidden": "true" }, Array.from({ length: METER_BARS }, () => h("i")));
    const display = h(
      "div",
      { class: "display" },
      h("div", { class: "display-top" }, h("span", { class: "display-label", ...(phone.label ? { text: phone.label } : { t: "outside_phone" }) }), h("span", { class: "display-own", text: phone.number })),
      this.field,
      this.other,
      h("div", { class: "display-foot" }, this.stateLine, this.meter, this.timer),
    );
    const keypad = h("div", { class: "keypad", "data-testid": "keypad" }, KEYS.map(([key, letters]) => this.#key(key, letters)));
    this.root = h(
      "article",
      {
        class: `handset ${phone.kind}`,
        "data-testid": `phone-${phone.number}`,
        "aria-label": `${phone.label} ${phone.number}`,
        on: { keydown: (event) => this.#typed(event) },
      },
      outside ? h("i", { class: "slot", "aria-hidden": "true" }) : h("div", { class: "receiver", "aria-hidden": "true" }, h("i")),
      h("div", { class: "handset-body" }, display, this.#actions(), this.#tools(outside), keypad),
      h("i", { class: "lamp", "aria-hidden": "true" }),
    );
  }

  #key(key, letters) {
    return h(
      "button",
      { class: "key", type: "button", label: ["key", { key }], "data-testid": `key-${key}`, on: { click: () => this.#press(key) } },
      h("b", { text: key }),
      h("small", { text: letters }),
    );
  }

  #actions() {
    const big = (name, key, testid, kind, deed) =>
      h("button", { class: `action ${kind}`, type: "button", hint: key, "data-testid": testid, on: { click: deed } }, icon(name), h("span", { t: key }));
    this.callButton = big("phone", "call", "call", "go", () => this.dial(this.field.value));
    this.answerButton = big("phone", "answer", "answer", "go", () => this.#answer());
    this.declineButton = big("hang-up", "decline", "decline", "stop", () => this.line.decline());
    this.hangUpButton = big("hang-up", "hang_up", "hang-up", "stop", () => this.line.hangUp());
    return h("div", { class: "actions" }, this.declineButton, this.callButton, this.answerButton, this.hangUpButton);
  }

  #tools(outside) {
    this.micButton = iconButton("mic-off", "mic_on", "mic", () => (this.#speaking ? microphone.release(this.speaks) : this.#takeMicrophone()), "tool");
    this.fileButton = iconButton("music", "play_file", "file", () => (this.line.file ? this.line.stopFile() : this.file.click()), "tool");
    this.speakerButton = iconButton("sound", "speaker_off", "speaker", () => this.#hush(!this.ear.off), "tool");
    this.file = h("input", { type: "file", accept: "audio/*", hidden: true, "data-testid": "file-input", on: { change: () => this.#playFile() } });
    const keys = iconButton("keys", "keypad", "keypad-toggle", () => keys.setAttribute("aria-pressed", this.root.classList.toggle("keys-open")), "tool");
    const erase = iconButton("erase", "erase", "erase", () => (this.field.value = this.field.value.slice(0, -1)), "tool erase");
    return h("div", { class: "tools" }, this.micButton, this.fileButton, this.speakerButton, outside ? erase : keys, this.file);
  }

  get #speaking() {
    return microphone.taken === this.speaks;
  }

  #answer() {
    this.line.answer();
    this.#takeMicrophone();
  }

  /** A telephone without a microphone still dials and hears; the button shows that it is off. */
  #takeMicrophone() {
    microphone.take(this.speaks).then(() => this.#drawTools(), () => toast(t("no_microphone"), "bad"));
  }

  #hush(off) {
    this.ear.silence(off);
    if (off) this.bell.play("");
    this.#drawTools();
  }

  async #playFile() {
    const [file] = this.file.files;
    this.file.value = "";
    const samples = await linePcm(file).catch(() => null); // not a sound: said below
    if (!samples) return toast(t("bad_sound"), "bad");
    if (this.line.state === "talking") this.line.play(samples);
  }

  #press(key) {
    keyTone(key);
    if (this.line.state === "talking") this.line.press(key);
    else if (this.line.state === "idle") this.field.value += key;
    this.root.querySelector(`[data-testid="key-${key}"]`).animate?.([{ transform: "scale(0.92)" }, { transform: "none" }], 140);
  }

  /** The computer's own digits press keys in a call. */
  #typed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[\d*#]$/.test(event.key)) return;
    if (this.line.state === "talking") this.#press(event.key);
  }

  #became({ state, before, why }) {
    if (state !== before) {
      this.bell.play(this.ear.off ? "" : soundOf(state, before));
      this.onRing(this.phone.number, state === "ringing");
      if (state === "idle" || state === "offline") microphone.release(this.speaks);
    }
    this.#draw(why, before);
    if (state === "talking") this.#animate();
  }

  #draw(why, before = "idle") {
    const { state, other } = this.line;
    this.root.dataset.state = state;
    this.field.hidden = state !== "idle";
    this.other.hidden = state === "idle";
    if (other || state === "idle") unsay(this.other, grouped(other));
    else say(this.other, "text", "hidden_number");
    const shows = { callButton: "idle", answerButton: "ringing", declineButton: "ringing" };
    for (const [button, when] of Object.entries(shows)) this[button].hidden = state !== when;
    this.hangUpButton.hidden = !["calling", "talking"].includes(state);
    this.timer.textContent = "";
    this.#say(state, why, before);
    this.#drawTools();
  }

  /** The state in words; after a call, for a while, why it ended. */
  #say(state, why, before) {
    clearTimeout(this.whyTimer);
    const ended = state === "idle" && (why || before === "talking");
    if (state === "ringing" && this.line.name) return unsay(this.stateLine, this.line.name);
    if (!ended) return say(this.stateLine, "text", `state_${state}`);
    const name = why.replaceAll("-", "_");
    if (WHYS.includes(name)) say(this.stateLine, "text", `why_${name}`);
    else if (before === "talking" || !why) say(this.stateLine, "text", "why_over");
    else unsay(this.stateLine, why);
    this.whyTimer = setTimeout(() => say(this.stateLine, "text", "state_idle"), WHY_SHOWN);
    return undefined;
  }

  #drawTools() {
    const talking = this.line.state === "talking";
    set(this.micButton, this.#speaking, this.#speaking ? "mic" : "mic-off", this.#speaking ? "mic_off" : "mic_on");
    set(this.fileButton, Boolean(this.line.file), this.line.file ? "stop" : "music", this.line.file ? "stop_file" : "play_file");
    set(this.speakerButton, this.ear.off, this.ear.off ? "sound-off" : "sound", this.ear.off ? "speaker_on" : "speaker_off");
    this.micButton.disabled = ["idle", "offline", "ringing"].includes(this.line.state);
    this.fileButton.disabled = !talking;
  }

  /** Timer and level, while the call is up. */
  #animate() {
    if (this.line.state !== "talking") return;
    this.timer.textContent = clockOf((performance.now() - this.line.since) / 1000);
    const level = Math.min(1, this.ear.heard().peak * 1.6);
    [...this.meter.children].forEach((bar, i) => bar.classList.toggle("on", level * METER_BARS > i + 0.2));
    setTimeout(() => requestAnimationFrame(() => this.#animate()), 60);
  }
}

const soundOf = (state, before) => (state === "idle" && ["talking", "calling"].includes(before) ? "ended" : state);

function set(button, pressed, name, key) {
  button.setAttribute("aria-pressed", pressed);
  swapIcon(button, name);
  ["aria-label", "title"].forEach((slot) => say(button, slot, key));
}
