/** One message as a bubble. */
import { h, icon, iconButton } from "../dom.js";
import { language, t } from "../i18n.js";
import { fileUrl } from "../net.js";
import { rich } from "./entities.js";
import { inlineKeyboard } from "./keyboards.js";
import { musicPlayer, voicePlayer } from "./player.js";

/** What each kind of message shows above its caption. The first key that the message has counts. */
const MEDIA = {
  voice: ({ voice }) => voicePlayer(fileUrl(voice.file_id), voice.duration ?? 0),
  audio: ({ audio }) =>
    musicPlayer(fileUrl(audio.file_id), {
      title: audio.title ?? audio.file_name ?? t("audio"),
      performer: audio.performer,
      seconds: audio.duration ?? 0,
    }),
  video_note: ({ video_note: note }) => h("video", { class: "video-note", src: fileUrl(note.file_id), controls: true, preload: "metadata", label: "video_note" }),
  video: ({ video }) => h("video", { class: "video", src: fileUrl(video.file_id), controls: true, preload: "metadata", label: "video" }),
  document: ({ document: file }) => download(file),
  photo: ({ photo }) => h("img", { class: "photo", src: fileUrl(photo.at(-1).file_id), alt: t("photo") }),
  contact: ({ contact }) => contactCard(contact),
};

/** A label for a message that has no text, for a quote. */
export function gist(message) {
  const kind = Object.keys(MEDIA).find((name) => message[name]);
  return message.text ?? message.caption ?? (kind ? t(kind) : "");
}

/** HH:MM of a message. */
const timeOf = (message) =>
  new Date(message.date * 1000).toLocaleTimeString(language(), { hourCycle: "h23", hour: "2-digit", minute: "2-digit" });

function download(file) {
  return h(
    "a",
    { class: "document", href: fileUrl(file.file_id), download: file.file_name ?? "", "data-testid": "document", label: "download" },
    h("span", { class: "document-icon" }, icon("download")),
    h("span", { class: "document-body" }, h("b", { text: file.file_name ?? t("document") }), h("span", { class: "soft", text: sizeOf(file.file_size) })),
  );
}

function sizeOf(bytes) {
  const units = language() === "ru" ? ["Б", "КБ", "МБ"] : ["B", "KB", "MB"];
  const power = bytes ? Math.min(2, Math.floor(Math.log2(bytes) / 10)) : 0;
  return `${((bytes ?? 0) / 1024 ** power).toLocaleString(language(), { maximumFractionDigits: 1 })} ${units[power]}`;
}

function contactCard({ first_name: first, last_name: last, phone_number: phone }) {
  return h(
    "div",
    { class: "contact" },
    h("span", { class: "contact-icon" }, icon("contact")),
    h("span", { class: "document-body" }, h("b", { text: [first, last].filter(Boolean).join(" ") }), h("span", { class: "soft", text: phone })),
  );
}

function quote(message) {
  return h("blockquote", { class: "quote" }, h("b", { t: "reply_to" }), h("span", { text: gist(message).slice(0, 120) }));
}

/** Media that plays goes on playing when its message is edited: the node is kept while the file is the same. */
function media(message, players) {
  const kind = Object.keys(MEDIA).find((name) => message[name]);
  if (!kind) return null;
  const key = `${message.message_id}:${message[kind].file_id ?? ""}`;
  if (!players.has(key)) players.set(key, MEDIA[kind](message));
  return players.get(key);
}

/** The bubble of a message; `chat` = {conversation, players, on: {link, command, number, reply}}. */
export function bubble(message, chat) {
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  const side = message.outgoing ? "out" : "in";
  return h(
    "article",
    { class: `message ${side}`, data: { id: message.message_id }, "data-testid": "message" },
    h(
      "div",
      { class: "bubble" },
      message.reply_to_message && quote(message.reply_to_message),
      media(message, chat.players),
      text && h("div", { class: "text", "data-testid": "text" }, rich(text, entities, chat.on)),
      h("time", { class: "time", datetime: new Date(message.date * 1000).toISOString(), text: timeOf(message) }),
      iconButton("reply", "reply", "reply", () => chat.on.reply(message), "reply-tool"),
    ),
    message.reply_markup?.inline_keyboard?.length ? inlineKeyboard(message, chat) : null,
  );
}

/** «Сегодня», «Вчера» or a date. */
export function dayOf(message) {
  const day = new Date(message.date * 1000);
  const ago = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(day).setHours(0, 0, 0, 0)) / 86_400_000);
  return [t("today"), t("yesterday")][ago] ?? day.toLocaleDateString(language(), { day: "numeric", month: "long" });
}
