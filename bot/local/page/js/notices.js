/** What the page says over everything else: toasts, alerts, questions. */
import { h } from "./dom.js";
import { t } from "./i18n.js";

const TOAST = 4200; // milliseconds

/** A short line that goes away by itself. `kind`: "plain" or "bad". */
export function toast(text, kind = "plain") {
  const node = h("div", { class: `toast ${kind}`, text, "data-testid": "toast" });
  document.getElementById("toasts").append(node);
  setTimeout(() => node.classList.add("leaving"), TOAST);
  setTimeout(() => node.remove(), TOAST + 300);
}

/** Show what went wrong with something the person asked for. */
export const complain = (error) => toast(error.message, "bad");

/** Run what a person asked for; a refusal becomes a toast. */
export const trying = (deed) => Promise.resolve().then(deed).catch(complain);

/** A window over the page with `content`; buttons close it with their value. Resolves with that value, "" on Escape. */
export function ask(content, buttons, testid) {
  const dialog = h(
    "dialog",
    { class: "dialog", "data-testid": testid },
    h(
      "form",
      { method: "dialog" },
      content,
      h(
        "div",
        { class: "dialog-buttons" },
        buttons.map(({ value, key, kind = "" }) =>
          h("button", { class: `button ${kind}`, value, t: key, "data-testid": `${testid}-${value || "close"}`, formnovalidate: !value }),
        ),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    }),
  );
}

/** An alert that waits for OK. */
export const alertBox = (text) => ask(h("p", { class: "dialog-text", text }), [{ value: "", key: "ok", kind: "strong" }], "alert");

/** A yes-or-no question about `key`. */
export const confirmBox = async (key, params, yes) =>
  (await ask(
    h("p", { class: "dialog-text", text: t(key, params) }),
    [{ value: "", key: "cancel" }, { value: "yes", key: yes, kind: "strong" }],
    "confirm",
  )) === "yes";

/** A small menu under `anchor`: [{icon node, key, testid, deed}]; closes on choice, Escape or a click elsewhere. */
export function menu(anchor, items) {
  const close = () => {
    node.remove();
    document.removeEventListener("pointerdown", outside, true);
    anchor.setAttribute("aria-expanded", "false");
  };
  const outside = (event) => node.contains(event.target) || anchor.contains(event.target) || close();
  const choose = (deed) => () => (close(), deed());
  const node = h(
    "div",
    { class: "menu", role: "menu" },
    items.map((item) =>
      h("button", { type: "button", role: "menuitem", "data-testid": item.testid, on: { click: choose(item.deed) } }, item.icon, h("span", item.text ? { text: item.text } : { t: item.key })),
    ),
  );
  if (anchor.getAttribute("aria-expanded") === "true") return anchor.parentNode.querySelector(".menu")?.remove(), anchor.setAttribute("aria-expanded", "false");
  node.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") close(), anchor.focus();
    if (step) event.preventDefault(), [...node.children].at(([...node.children].indexOf(document.activeElement) + step) % items.length)?.focus();
  });
  anchor.setAttribute("aria-expanded", "true");
  anchor.parentNode.append(node);
  document.addEventListener("pointerdown", outside, true);
  node.firstChild.focus({ preventScroll: true });
  return node;
}
