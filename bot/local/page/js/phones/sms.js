/** The SMS that a telephone has got, the newest on top. */
import { h } from "../dom.js";
import { language } from "../i18n.js";

const KEEP = 20;
const NEW = 5; // seconds for which one is: it is brought into view

export class Texts {
  constructor() {
    this.list = h("ol", { role: "log", label: "sms_title" });
    this.root = h("section", { class: "texts", hidden: true, "data-testid": "texts" }, h("h3", { t: "sms_title" }), this.list);
  }

  /** `sms` = {text, at}; `at`: seconds since 1970. */
  add({ text, at }) {
    const time = new Date(at * 1000).toLocaleTimeString(language(), { hourCycle: "h23", hour: "2-digit", minute: "2-digit" });
    this.list.prepend(h("li", { "data-testid": "text-message" }, h("p", { text }), h("time", { text: time })));
    while (this.list.children.length > KEEP) this.list.lastChild.remove();
    this.root.hidden = false;
    if (Date.now() / 1000 - at < NEW) this.list.firstChild.scrollIntoView({ block: "nearest" });
  }

  clear() {
    this.list.replaceChildren();
    this.root.hidden = true;
  }
}
