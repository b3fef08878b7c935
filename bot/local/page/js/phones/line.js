/** A telephone's wire to the switchboard. */
import { channel } from "../net.js";

const LINE = 8000;
const LEAD = 1.2; // seconds that a file is sent ahead: timers of a hidden tab fire once a second
const TICK = 100; // milliseconds

/** Events: "state" ({detail: {state, other, why}}), "pcm" ({detail: ArrayBuffer}), "file" when a file begins or ends. */
export class Line extends EventTarget {
  constructor(number) {
    super();
    this.number = number;
    this.state = "offline";
    this.other = "";
    this.name = ""; // words that came with the number
    this.since = 0;
    this.file = null;
    this.wire = channel(`/local/phones/${encodeURIComponent(number)}`, {
      json: (event) => this.#became(event),
      bytes: (pcm) => this.dispatchEvent(new CustomEvent("pcm", { detail: pcm })),
      down: () => this.#became({ state: "offline" }),
    });
  }

  dial = (number) => this.wire.send({ do: "dial", number });
  answer = () => this.wire.send({ do: "answer" });
  decline = () => this.wire.send({ do: "decline" });
  hangUp = () => this.wire.send({ do: "hang_up" });
  press = (key) => this.wire.send({ do: "press", key });
  speak = (pcm) => this.wire.send(pcm);

  /** Say these samples (Int16Array) at the pace of speech, until the call or `stopFile` ends it. */
  play(samples) {
    this.stopFile();
    const started = performance.now();
    let sent = 0;
    const tick = () => {
      const seconds = (performance.now() - started) / 1000;
      const due = Math.min(samples.length, Math.round((seconds + LEAD) * LINE));
      if (due > sent) this.speak(samples.slice(sent, due));
      sent = due;
      if (seconds * LINE >= samples.length) this.stopFile(); // not before it has been heard
    };
    this.file = setInterval(tick, TICK);
    tick();
    this.dispatchEvent(new Event("file"));
  }

  stopFile() {
    clearInterval(this.file);
    this.file = null;
    this.dispatchEvent(new Event("file"));
  }

  #became({ state, other = "", why = "", name = "" }) {
    const before = this.state;
    if (state === "talking" && before !== "talking") this.since = performance.now();
    if (state !== "talking" && this.file) this.stopFile();
    Object.assign(this, { state, other, name });
    this.dispatchEvent(new CustomEvent("state", { detail: { state, before, other, why } }));
  }
}
