/** What a telephone itself sounds like: its bell and its keys. What is heard on the line comes from the switchboard. */
import { tone } from "./sound.js";

const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];

/** The keys as they lie on a telephone, with their letters. */
export const KEYS = [
  ["1", ""], ["2", "ABC"], ["3", "DEF"],
  ["4", "GHI"], ["5", "JKL"], ["6", "MNO"],
  ["7", "PQRS"], ["8", "TUV"], ["9", "WXYZ"],
  ["*", ""], ["0", "+"], ["#", ""],
];

/** The sound of a state, or of how a call ended; made anew each time, silent where it is not named here. */
const SOUNDS = {
  ringing: () => tone({ hz: [587, 740], on: 0.9, off: 2.4, level: 0.035 }),
  ended: () => tone({ hz: [425], on: 0.28, off: 0.28, times: 3, level: 0.03 }),
};

/** Plays one sound of a telephone at a time. */
export class Bell {
  play(name) {
    this.sound?.stop();
    this.sound = SOUNDS[name]?.();
  }
}

/** The two tones of a key, short: what the person hears of a press. */
export function keyTone(key) {
  const place = KEYS.findIndex(([name]) => name === key);
  if (place >= 0) tone({ hz: [ROWS[Math.floor(place / 3)], COLUMNS[place % 3]], on: 0.11, times: 1, level: 0.03 });
}
