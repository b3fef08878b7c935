/** A message's text with its entities, as nodes. Offsets are UTF-16 units, as in JavaScript's own strings. */
import { h } from "../dom.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

/** What a tap on a linked entity does; `on` = {link(url), command(text), number(text)}. */
const LINKS = {
  url: (text, _, on) => anchor(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`, on),
  text_link: (_, entity, on) => anchor(entity.url, on),
  email: (text) => h("a", { href: `mailto:${text}` }),
  bot_command: (text, _, on) => h("button", { class: "link", type: "button", on: { click: () => on.command(text) } }),
  phone_number: (text, _, on) => h("button", { class: "link", type: "button", on: { click: () => on.number(text) } }),
  spoiler: () => spoiler(),
};

/** A web address that is safe to open, or null: never javascript: and the like. */
export function safeUrl(url) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed && ["http:", "https:"].includes(parsed.protocol) ? parsed : null;
}

function anchor(url, on) {
  if (!safeUrl(url)) return h("span");
  const click = (event) => on.link(url) && event.preventDefault();
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", on: { click } });
}

function spoiler() {
  const node = h("span", { class: "spoiler", role: "button", tabindex: "0" });
  const show = () => node.classList.add("shown");
  node.addEventListener("click", show);
  node.addEventListener("keydown", (event) => event.key === "Enter" && show());
  return node;
}

function wrapper(entity, text, on) {
  if (LINKS[entity.type]) return LINKS[entity.type](text, entity, on);
  return h(TAGS[entity.type] ?? "span", { class: `entity-${entity.type}` });
}

/** The text as nodes; entities may nest. */
export function rich(text, entities = [], on) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const root = document.createDocumentFragment();
  fill(root, 0, text.length);
  return root;

  function fill(parent, from, to) {
    let at = from;
    while (sorted.length && sorted[0].offset < to) {
      const entity = sorted.shift();
      const end = Math.min(entity.offset + entity.length, to);
      if (entity.offset < at || end <= entity.offset) continue;
      parent.append(text.slice(at, entity.offset));
      const node = wrapper(entity, text.slice(entity.offset, end), on);
      fill(node, entity.offset, end);
      parent.append(node);
      at = end;
    }
    parent.append(text.slice(at, to));
  }
}
