/** One switch for every sound of the page. */

const KEPT = "gudok.muted";
const watchers = new Set();
let muted = localStorage.getItem(KEPT) === "yes";

export const isMuted = () => muted;

/** Call `watcher(muted)` after each change. */
export const onMuted = (watcher) => watchers.add(watcher);

export function mute(value) {
  muted = value;
  localStorage.setItem(KEPT, value ? "yes" : "no");
  watchers.forEach((watcher) => watcher(value));
}
