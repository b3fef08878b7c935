/** Elements without markup: text from outside only ever becomes a text node. */
import { say } from "./i18n.js";

const SVG = "http://www.w3.org/2000/svg";

const SETTERS = {
  class: (node, value) => (node.className = value),
  text: (node, value) => (node.textContent = value),
  on: (node, handlers) => Object.entries(handlers).forEach(([event, handler]) => node.addEventListener(event, handler)),
  data: (node, values) => Object.assign(node.dataset, values),
  t: (node, key) => say(node, "text", ...[key].flat()),
  label: (node, key) => say(node, "aria-label", ...[key].flat()),
  hint: (node, key) => ["aria-label", "title"].forEach((slot) => say(node, slot, ...[key].flat())),
  placeholder: (node, key) => say(node, "placeholder", ...[key].flat()),
};

/**
 * Make an element. `t`, `label`, `hint` (label and tooltip) and `placeholder` name a text of texts.js, or [name, params];
 * other unknown props are attributes (true: present, false or null: absent). Children are nodes or plain strings.
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (SETTERS[name]) SETTERS[name](node, value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** An icon of icons.svg; decoration only, its button carries the label. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Show another icon in a button made with `icon`. */
export function swapIcon(button, name) {
  button.querySelector("use").setAttribute("href", `/page/icons.svg#${name}`);
}

/** A round button with an icon; `hint` names its text. */
export function iconButton(name, hint, testid, onClick, extra = "") {
  return h(
    "button",
    { class: `icon-button ${extra}`, type: "button", hint, "data-testid": testid, on: { click: onClick } },
    icon(name),
  );
}

/** Seconds as m:ss. */
export function clockOf(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
