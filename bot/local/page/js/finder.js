/** A search for those who do not stand on the page: each that does has sockets of its own, and a browser has 255. */
import { h } from "./dom.js";

export const SHOWN = 30;

/** A field that offers `items` by `titleOf` and calls `onFind(item)`; null where there is nothing to search. */
export function finder(items, titleOf, hint, testid, onFind) {
  if (!items.length) return null;
  const named = new Map(items.map((item) => [titleOf(item), item]));
  const list = h("datalist", { id: `${testid}-list` }, [...named.keys()].map((value) => h("option", { value })));
  const take = (title) => {
    if (!named.has(title)) return;
    field.value = "";
    onFind(named.get(title));
  };
  const first = () => [...named.keys()].find((title) => title.toLowerCase().includes(field.value.trim().toLowerCase()));
  const field = h("input", {
    class: "finder",
    type: "search",
    list: list.id,
    placeholder: hint,
    label: hint,
    autocomplete: "off",
    "data-testid": testid,
    on: { input: () => take(field.value), keydown: (event) => event.key === "Enter" && field.value.trim() && take(first()) },
  });
  return h("div", { class: "finder-row" }, field, list);
}
