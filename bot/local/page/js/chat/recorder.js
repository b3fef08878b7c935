/** Records a voice message from the microphone. */
import { oggFromWebm } from "./ogg.js";

const FORMATS = [
  { type: "audio/ogg;codecs=opus", finish: (blob) => blob },
  { type: "audio/webm;codecs=opus", finish: oggFromWebm },
];
const BITRATE = 24_000; // of Telegram's own voice messages

/** Whether this browser can record Opus at all. */
export const canRecord = () => "MediaRecorder" in window && FORMATS.some(({ type }) => MediaRecorder.isTypeSupported(type));

/** Start recording. `stop()` → {blob, seconds} as Ogg/Opus; `drop()` forgets it; `level()` 0…1 for a meter. */
export async function record() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: false } });
  const format = FORMATS.find(({ type }) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, { mimeType: format.type, audioBitsPerSecond: BITRATE });
  const meter = levelOf(stream);
  const parts = [];
  const started = performance.now();
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  recorder.start();
  const end = () =>
    new Promise((resolve) => {
      recorder.addEventListener("stop", resolve, { once: true });
      recorder.stop();
      stream.getTracks().forEach((track) => track.stop());
      meter.close();
    });
  return {
    level: meter.level,
    seconds: () => (performance.now() - started) / 1000,
    drop: end,
    async stop() {
      const seconds = Math.max(1, Math.round((performance.now() - started) / 1000));
      await end();
      return { blob: await format.finish(new Blob(parts, { type: format.type })), seconds };
    },
  };
}

function levelOf(stream) {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 512 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      return Math.min(1, 3 * Math.max(...samples.map(Math.abs)));
    },
    close: () => context.close(),
  };
}
