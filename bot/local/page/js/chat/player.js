/** Players inside a bubble: a voice with its waveform, a song with its slider. One sounds at a time. */
import { clockOf, h, iconButton, swapIcon } from "../dom.js";
import { say } from "../i18n.js";
import { isMuted, onMuted } from "../mute.js";

const BARS = 42;
const SPEEDS = [1, 1.5, 2];
const PEAK_RATE = 8000;
let sounding = null;

/** An <audio> that stops the others when it starts. `onMove(fraction, seconds)` while it plays. */
function playback(source, seconds, button, onMove) {
  const audio = new Audio();
  audio.preload = "none";
  audio.src = source;
  audio.muted = isMuted();
  onMuted((muted) => (audio.muted = muted));
  const length = () => (Number.isFinite(audio.duration) ? audio.duration : seconds) || 1;
  const moved = () => onMove(Math.min(1, audio.currentTime / length()), audio.currentTime);
  const shown = (name) => () => (swapIcon(button, name), say(button, "aria-label", name));
  const smooth = () => audio.paused || (moved(), requestAnimationFrame(smooth));
  audio.addEventListener("play", shown("pause"));
  audio.addEventListener("pause", shown("play"));
  audio.addEventListener("playing", smooth);
  audio.addEventListener("ended", () => ((audio.currentTime = 0), onMove(0, 0)));
  return {
    audio,
    toggle() {
      if (!audio.paused) return audio.pause();
      if (sounding !== audio) sounding?.pause();
      sounding = audio;
      return audio.play();
    },
    seek(fraction) {
      audio.preload = "auto";
      audio.currentTime = Math.max(0, Math.min(1, fraction)) * length();
      moved();
    },
  };
}

/** A voice message: waveform that is also the slider, time, speed. */
export function voicePlayer(source, seconds) {
  const time = h("span", { class: "player-time", text: clockOf(seconds) });
  const bars = Array.from({ length: BARS }, () => h("i"));
  const wave = h("div", { class: "wave", role: "slider", tabindex: "0", label: "position", "aria-valuemin": "0", "aria-valuemax": "100", "aria-valuenow": "0", "data-testid": "wave" }, bars);
  const button = iconButton("play", "play", "play", () => sound.toggle(), "play");
  const speed = h("button", { class: "speed", type: "button", text: "1×", hint: "speed", "data-testid": "speed" });
  const root = h("div", { class: "voice", "data-testid": "voice" }, button, h("div", { class: "voice-body" }, wave, h("div", { class: "voice-foot" }, time, speed)));
  const sound = playback(source, seconds, button, (fraction, at) => {
    bars.forEach((bar, i) => bar.classList.toggle("on", (i + 0.5) / BARS <= fraction));
    wave.setAttribute("aria-valuenow", Math.round(fraction * 100));
    time.textContent = clockOf(fraction ? at : seconds);
    root.dataset.position = at.toFixed(2);
  });
  speed.addEventListener("click", () => {
    const next = SPEEDS[(SPEEDS.indexOf(sound.audio.playbackRate) + 1) % SPEEDS.length];
    sound.audio.playbackRate = next;
    speed.textContent = `${next}×`;
  });
  wave.addEventListener("pointerdown", (event) => sound.seek(event.offsetX / wave.clientWidth));
  wave.addEventListener("keydown", ({ key }) => {
    const step = { ArrowRight: 2, ArrowLeft: -2 }[key];
    if (step) sound.seek((sound.audio.currentTime + step) / Math.max(seconds, 1));
  });
  whenSeen(root, async () => draw(bars, await peaks(source)));
  return root;
}

/** A song: title, performer, slider. */
export function musicPlayer(source, { title, performer, seconds }) {
  const time = h("span", { class: "player-time", text: clockOf(seconds) });
  const slider = h("input", { class: "slider", type: "range", min: "0", max: "1000", value: "0", label: "position" });
  const button = iconButton("play", "play", "play", () => sound.toggle(), "play");
  const sound = playback(source, seconds, button, (fraction, at) => {
    slider.value = Math.round(fraction * 1000);
    slider.style.setProperty("--done", fraction);
    time.textContent = fraction ? `${clockOf(at)} / ${clockOf(seconds)}` : clockOf(seconds);
  });
  slider.addEventListener("input", () => sound.seek(slider.value / 1000));
  return h(
    "div",
    { class: "music", "data-testid": "music" },
    button,
    h("div", { class: "music-body" }, h("b", { text: title }), performer && h("span", { class: "soft", text: performer }), slider, time),
  );
}

/** Run `deed` when the node first comes into view. */
function whenSeen(node, deed) {
  const watcher = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && (watcher.disconnect(), deed()));
  watcher.observe(node);
}

/** The loudness of each bar, 0…1; flat where the sound cannot be read. */
async function peaks(source) {
  const bytes = await (await fetch(source)).arrayBuffer();
  const decoder = new OfflineAudioContext(1, 1, PEAK_RATE);
  const sound = await decoder.decodeAudioData(bytes).catch(() => null); // a file may be anything: it then has no waveform
  if (!sound) return Array(BARS).fill(0);
  const samples = sound.getChannelData(0);
  const step = Math.max(1, Math.floor(samples.length / BARS));
  const loud = Array.from({ length: BARS }, (_, i) => rms(samples.subarray(i * step, (i + 1) * step)));
  const top = Math.max(...loud, 0.01);
  return loud.map((value) => value / top);
}

const rms = (samples) => Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / Math.max(1, samples.length));

function draw(bars, values) {
  bars.forEach((bar, i) => bar.style.setProperty("--h", values[i].toFixed(3)));
}
