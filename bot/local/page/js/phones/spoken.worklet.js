/** Takes the microphone down to 8 kHz 16-bit and hands it to the page, 20 ms at a time. It is band-limited before it comes here. */
const LINE = 8000;
const FRAME = 160;

class Spoken extends AudioWorkletProcessor {
  constructor() {
    super();
    this.step = sampleRate / LINE;
    this.next = 0; // where the next sample of ours lies, counted in input samples from this block's start
    this.last = 0;
    this.frame = new Int16Array(FRAME);
    this.filled = 0;
  }

  process([[input]]) {
    if (!input) return true;
    for (; this.next < input.length; this.next += this.step) {
      const i = Math.floor(this.next);
      const before = i > 0 ? input[i - 1] : this.last;
      this.put(before + (input[i] - before) * (this.next - i));
    }
    this.next -= input.length;
    this.last = input.at(-1);
    return true;
  }

  put(sample) {
    this.frame[this.filled++] = Math.max(-1, Math.min(1, sample)) * 32767;
    if (this.filled < FRAME) return;
    this.port.postMessage(this.frame.slice().buffer);
    this.filled = 0;
  }
}

registerProcessor("spoken", Spoken);
