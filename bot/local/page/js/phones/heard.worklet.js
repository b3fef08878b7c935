/**
 * Plays the line: 8 kHz samples from the page, at the speed of the sound card. A small buffer evens out what arrives
 * unevenly; what piled up beyond it is skipped, so that nobody hears the past.
 */
const LINE = 8000;
const START = 0.06 * LINE; // samples collected before it sounds
const MOST = 0.5 * LINE; // more than that is late
const KEEP = 0.12 * LINE; // left after skipping
const SIZE = 16_384;

class Heard extends AudioWorkletProcessor {
  constructor() {
    super();
    this.ring = new Float32Array(SIZE);
    this.written = 0;
    this.read = 0; // with a fraction
    this.playing = false;
    this.port.onmessage = ({ data }) => this.take(new Int16Array(data));
  }

  take(samples) {
    for (const sample of samples) this.ring[this.written++ % SIZE] = sample / 32768;
    if (this.written - this.read > MOST) this.read = this.written - KEEP;
    if (this.written - this.read >= START) this.playing = true;
  }

  at(index) {
    return index < 0 ? 0 : this.ring[index % SIZE];
  }

  /** Between the samples: a cubic (Catmull-Rom) through the four nearest. */
  between(position) {
    const i = Math.floor(position);
    const f = position - i;
    const [a, b, c, d] = [this.at(i - 1), this.at(i), this.at(i + 1), this.at(i + 2)];
    return b + 0.5 * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)));
  }

  process(_, [[out]]) {
    if (!this.playing) return true;
    const step = LINE / sampleRate;
    for (let i = 0; i < out.length; i++) {
      if (this.read + 2 >= this.written) {
        this.playing = false;
        break;
      }
      out[i] = this.between(this.read);
      this.read += step;
    }
    return true;
  }
}

registerProcessor("heard", Heard);
