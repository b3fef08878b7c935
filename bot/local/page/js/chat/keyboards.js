/** The bot's buttons: inline ones under a bubble, reply ones under the field. */
import { h, icon } from "../dom.js";
import { t } from "../i18n.js";
import { toast, trying } from "../notices.js";
import { safeUrl } from "./entities.js";

/** What each kind of inline button does; a kind that is not here cannot be used on this page. */
const KINDS = {
  callback_data: (button, message, { conversation }) => trying(() => conversation.press(message, button.callback_data)),
  url: (button, _, { on }) => on.link(button.url) || (safeUrl(button.url) && window.open(button.url, "_blank", "noopener,noreferrer")),
  copy_text: (button) => trying(() => navigator.clipboard.writeText(button.copy_text.text).then(() => toast(t("copied")))),
};

/** The rows of `reply_markup.inline_keyboard`. */
export function inlineKeyboard(message, chat) {
  return h(
    "div",
    { class: "inline-keyboard" },
    message.reply_markup.inline_keyboard.map((row) =>
      h("div", { class: "keyboard-row" }, row.map((button) => inlineButton(button, message, chat))),
    ),
  );
}

function inlineButton(button, message, chat) {
  const kind = Object.keys(KINDS).find((name) => name in button);
  const pressed = kind === "callback_data" && chat.conversation.isPressed(message, button.callback_data);
  return h(
    "button",
    {
      class: "inline-button",
      type: "button",
      "data-testid": "inline-button",
      "data-callback": button.callback_data,
      "aria-busy": pressed ? "true" : null,
      disabled: !kind,
      on: { click: () => pressed || KINDS[kind](button, message, chat) },
    },
    h("span", { text: button.text }),
    kind === "url" && icon("link"),
    pressed && h("i", { class: "spinner" }),
  );
}

/** The rows of a reply keyboard. */
export function replyKeyboard(keyboard, conversation, shareContact) {
  const press = (button) => trying(() => (button.request_contact ? shareContact() : conversation.send(button.text)));
  return h(
    "div",
    { class: "reply-keyboard", "data-testid": "reply-keyboard" },
    keyboard.keyboard.map((row) =>
      h(
        "div",
        { class: "keyboard-row" },
        row
          .map((button) => (typeof button === "string" ? { text: button } : button))
          .map((button) =>
            h(
              "button",
              { class: "reply-button", type: "button", "data-testid": "reply-button", on: { click: () => press(button) } },
              button.request_contact && icon("contact"),
              h("span", { text: button.text }),
            ),
          ),
      ),
    ),
  );
}
