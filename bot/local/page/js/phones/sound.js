/** The page's sound card: earpieces, the microphone, files, tones. Line audio is 8 kHz mono 16-bit little-endian PCM. */
import { isMuted, onMuted } from "../mute.js";

const LINE = 8000;
const BAND = 3600; // Hz: what a telephone carries
const METER = 8192; // samples over which a meter looks: 6 Hz a step at 48 kHz

let ready = null;
let master = null;

/** The audio context with our worklets. It sounds from the person's first gesture on: browsers want that. */
export async function soundCard() {
  ready ??= open();
  const context = await ready;
  if (context.state === "suspended" && navigator.userActivation?.hasBeenActive) context.resume();
  return context;
}

async function open() {
  const context = new AudioContext({ latencyHint: "interactive" });
  master = new GainNode(context, { gain: isMuted() ? 0 : 1 });
  master.connect(context.destination);
  onMuted((muted) => master.gain.setTargetAtTime(muted ? 0 : 1, context.currentTime, 0.02));
  await Promise.all(["heard", "spoken"].map((name) => context.audioWorklet.addModule(`/page/js/phones/${name}.worklet.js`)));
  return context;
}

/** Two low-pass filters in a row; returns [first, last]. */
function lowPass(context) {
  const [a, b] = [0, 1].map(() => new BiquadFilterNode(context, { type: "lowpass", frequency: BAND, Q: 0.7 }));
  a.connect(b);
  return [a, b];
}

/** What one telephone's holder hears. */
export class Earpiece {
  constructor() {
    this.off = false;
  }

  /** Play these bytes of PCM; silent until the page may make sound. */
  async feed(pcm) {
    const context = await soundCard();
    this.node ??= this.#plug(context);
    this.node.port.postMessage(pcm, [pcm]);
  }

  /** Stop or start hearing it; the meter goes on. */
  silence(off) {
    this.off = off;
    if (this.gain) this.gain.gain.value = off ? 0 : 1;
  }

  /** The loudest sample now, 0…1, and the strongest frequency in Hz. */
  heard() {
    if (!this.analyser) return { peak: 0, hz: 0 };
    const wave = new Float32Array(METER);
    const spectrum = new Float32Array(METER / 2);
    this.analyser.getFloatTimeDomainData(wave);
    this.analyser.getFloatFrequencyData(spectrum);
    const strongest = spectrum.reduce((best, value, i) => (value > spectrum[best] ? i : best), 1);
    const peak = wave.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return { peak, hz: (strongest * this.analyser.context.sampleRate) / METER };
  }

  #plug(context) {
    const node = new AudioWorkletNode(context, "heard", { numberOfInputs: 0, outputChannelCount: [1] });
    const [first, last] = lowPass(context);
    this.analyser = new AnalyserNode(context, { fftSize: METER, smoothingTimeConstant: 0 });
    this.gain = new GainNode(context, { gain: this.off ? 0 : 1 });
    node.connect(first);
    last.connect(this.analyser).connect(this.gain).connect(master);
    return node;
  }
}

/** The one microphone; it belongs to one telephone at a time, as a receiver in a hand does. */
export const microphone = {
  taken: null,

  /** Give it to `holder` {hear(pcm), left()}: whoever had it is told that it left. Rejects where there is none. */
  async take(holder) {
    const context = await soundCard();
    this.stream ??= await this.open(context);
    const before = this.taken;
    this.taken = holder;
    if (before !== holder) before?.left();
  },

  /** Nobody speaks; the browser's recording sign goes out. */
  release(holder) {
    if (this.taken !== holder) return;
    this.taken = null;
    holder.left();
    this.stream?.getTracks().forEach((track) => track.stop());
    this.source?.disconnect();
    this.stream = null;
  },

  async open(context) {
    // A telephone's caller may play a tone: suppression of steady sounds would take it for noise.
    const wanted = { channelCount: 1, echoCancellation: true, noiseSuppression: false, autoGainControl: false };
    const stream = await navigator.mediaDevices.getUserMedia({ audio: wanted });
    const worklet = new AudioWorkletNode(context, "spoken", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    worklet.port.onmessage = ({ data }) => this.taken?.hear(data);
    const [first, last] = lowPass(context);
    this.source = context.createMediaStreamSource(stream);
    this.source.connect(first);
    last.connect(worklet);
    return stream;
  },
};

/** A sound file as line PCM. Rejects when the browser cannot decode it. */
export async function linePcm(file) {
  const decoder = new OfflineAudioContext(1, 1, LINE); // decoding resamples to the context's rate, properly filtered
  const sound = await decoder.decodeAudioData(await file.arrayBuffer());
  const channels = Array.from({ length: sound.numberOfChannels }, (_, i) => sound.getChannelData(i));
  const sample = (i) => channels.reduce((sum, channel) => sum + channel[i], 0) / channels.length;
  return Int16Array.from({ length: sound.length }, (_, i) => Math.max(-1, Math.min(1, sample(i))) * 32767);
}

/**
 * Tones in a cadence, until `stop()`: `hz` sound together for `on` seconds, then `off` of silence, `times` times.
 * Russian call progress tones are 425 Hz.
 */
export function tone({ hz, on, off = 0, times = 600, level = 0.05 }) {
  let stopped = false;
  let stop = () => (stopped = true);
  soundCard().then((context) => {
    if (stopped) return;
    const gain = new GainNode(context, { gain: 0 });
    const start = context.currentTime + 0.03;
    for (let i = 0; i < times; i++) {
      gain.gain.setTargetAtTime(level, start + i * (on + off), 0.012);
      gain.gain.setTargetAtTime(0, start + i * (on + off) + on, 0.025);
    }
    const voices = hz.map((frequency) => new OscillatorNode(context, { frequency }));
    voices.forEach((voice) => (voice.connect(gain), voice.start(start), voice.stop(start + times * (on + off) + 0.2)));
    gain.connect(master);
    stop = () => {
      gain.gain.cancelScheduledValues(0);
      gain.gain.setTargetAtTime(0, context.currentTime, 0.02);
      voices.forEach((voice) => voice.stop(context.currentTime + 0.2));
    };
  });
  return { stop: () => stop() };
}
