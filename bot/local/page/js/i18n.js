/** The page's language: every text is bound to its node, so that a switch changes them in place and no call is lost. */
import { TEXTS } from "./texts.js";

const KEPT = "gudok.language";
const bound = new WeakMap();
const watchers = new Set();
let current = localStorage.getItem(KEPT) ?? (navigator.language.toLowerCase().startsWith("ru") ? "ru" : "en");

const PUT = {
  text: (node, text) => (node.textContent = text),
  default: (node, text, slot) => node.setAttribute(slot, text),
};

/** "ru" or "en". */
export const language = () => current;

/** The text called `key` in the present language, `{name}` filled from `params`. */
export function t(key, params = {}) {
  const text = TEXTS[current][key];
  if (text === undefined) throw new Error(`texts.js has no ${current}.${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => params[name] ?? "");
}

/** Put a text into a node ("text") or an attribute of it, now and after each switch of language. */
export function say(node, slot, key, params) {
  const slots = bound.get(node) ?? {};
  slots[slot] = [key, params];
  bound.set(node, slots);
  node.toggleAttribute("data-said", true);
  (PUT[slot] ?? PUT.default)(node, t(key, params), slot);
}

/** Plain text where a bound text was; it stays in any language. */
export function unsay(node, text) {
  bound.delete(node);
  node.removeAttribute("data-said");
  node.textContent = text;
}

/** Call `watcher` after each switch, for what is drawn anew (dates). */
export const onLanguage = (watcher) => watchers.add(watcher);

/** Change the language of the whole page. */
export function speak(to) {
  current = to;
  localStorage.setItem(KEPT, to);
  document.documentElement.lang = to;
  for (const node of document.querySelectorAll("[data-said]")) {
    for (const [slot, [key, params]] of Object.entries(bound.get(node))) say(node, slot, key, params);
  }
  watchers.forEach((watcher) => watcher());
}
